using System.Diagnostics;
using System.Runtime.InteropServices;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Numbers: an instruction or a few for each operation and, where it is wide, for each half.</content>
internal sealed partial class Avx512Assembler
{
    // What an operation is, ready to be written.
    private readonly record struct Ready(Instruction Op, int First, Place Second, int Immediate = -1);

    private void WriteNumber(Node node, Part part)
    {
        bool isWide = IsWide(part);
        switch (node.Op)
        {
            case Op.Choose: Choose(node, part); break;
            case Op.Look16 when isWide: Look16(node, part); break;
            case Op.RoughQuotient: RoughQuotient(node, part); break;
            case Op.Subtract when Order.IsFused(Order.Real(node.B!)): LessProduct(node, part); break;
            case Op.Single when isWide: RoundHalf(node, part); break;
            case Op.Single when !Forms.IsRoundedInside(node) && !Forms.IsSingle(Order.Real(node.A!)): Join(node, part, Instruction.FloatsOfDoubles); break;
            case Op.Floor or Op.Ceiling or Op.Truncate when !isWide && Forms.Of(Order.Real(node.A!)) != Form.Single: Join(node, part, Instruction.WholesOfDoubles with { Rounding = Rounding(node.Op) }); break;
            case Op.ShiftBits:
                int bits = Vector(Order.Real(node.A!), part);
                _code.Shift(Result(node, part), bits, (int)node.Whole);
                break;
            default:
                Ready ready = Prepare(node, part);
                _code.Write(ready.Op, Result(node, part), ready.First, ready.Second, immediate: ready.Immediate);
                break;
        }
    }

    // An operation that is one instruction: what it needs is got ready.
    private Ready Prepare(Node node, Part part)
    {
        Node a = Order.Real(node.A!);
        switch (node.Op)
        {
            case Op.Add or Op.Multiply or Op.Least or Op.Greatest or Op.AddBits or Op.AndBits or Op.OrBits:
                (Node first, Node second) = Turned(node, part);
                return Two(Instruction.Of(node.Op, part), first, second, part);
            case Op.Subtract or Op.Divide: return Two(Instruction.Of(node.Op, part), a, Order.Real(node.B!), part);
            case Op.Absolute when part == Part.Packed: return One(Instruction.Of(node.Op, part), a, part);
            case Op.Absolute: return new Ready(Instruction.Of(node.Op, part), Vector(a, part), part == Part.Floats ? _code.Short(int.MaxValue) : _code.Number(BitConverter.Int64BitsToDouble(long.MaxValue)));
            case Op.Sqrt: return One(Instruction.Of(node.Op, part), a, part);
            case Op.Floor or Op.Ceiling or Op.Truncate when part == Part.Packed: return One(Instruction.WholesOfFloats with { Rounding = Rounding(node.Op) }, a, Part.Floats);
            // Bit 3: nobody is told of what is inexact.
            case Op.Floor or Op.Ceiling or Op.Truncate: return One(Instruction.Round, a, part) with { Immediate = 8 | Rounding(node.Op) };
            case Op.Look8 or Op.Look16: return new Ready(Instruction.Look(part), Index(a, part), Table(node.Table!, part));
            case Op.Single when Forms.IsRoundedInside(node): return Prepare(a, part);
            case Op.Single: return Forms.Of(a) == Form.Single ? One(Instruction.Load(part), a, part) : One(Instruction.FloatsOfWholes, a, Part.Packed);
            default: throw new UnreachableException(node.Op.ToString());
        }
    }

    private Ready Two(Instruction op, Node a, Node b, Part part)
    {
        int first = Vector(a, part);
        return new Ready(op, first, Operand(b, part, op));
    }

    private Ready One(Instruction op, Node a, Part part) => new(op, 0, Operand(a, part, op));

    // Both halves of a wide number, made half as wide.
    private void Join(Node node, Part part, Instruction op)
    {
        Node a = Order.Real(node.A!);
        Place low = Operand(a, Part.Low, op);
        Release(Part.Low);
        int register = Hold(new Value(node, part));
        _code.Write(op, register, 0, low);
        Place high = Operand(a, Part.High, op);
        Release(Part.High);
        int upper = Vectors.Take();
        _code.Write(op, upper, 0, high);
        _code.Write(Instruction.WithUpperHalf, register, register, Place.Register(upper), immediate: 1);
    }

    // As a float, and a double again.
    private void RoundHalf(Node node, Part part)
    {
        Place from = Operand(Order.Real(node.A!), part, Instruction.FloatsOfDoubles);
        int register = Result(node, part);
        _code.Write(Instruction.FloatsOfDoubles, register, 0, from);
        _code.Write(Instruction.DoublesOfFloats, register, 0, Place.Register(register));
    }

    private void RoughQuotient(Node node, Part part)
    {
        Place divisor = Operand(Order.Real(node.B!), part, Instruction.Reciprocal);
        int reciprocal = Vectors.Take();
        _code.Write(Instruction.Reciprocal, reciprocal, 0, divisor);
        Place dividend = Operand(Order.Real(node.A!), part, Instruction.Multiply);
        _code.Write(Instruction.Multiply, Result(node, part), reciprocal, dividend);
    }

    // The product is exact, so that nothing is rounded but what is left.
    private void LessProduct(Node node, Part part)
    {
        (Node first, Node second) = Turned(Order.Real(node.B!), part);
        Ready product = Two(Instruction.LessProduct, first, second, part);
        int to = Begin(node, Order.Real(node.A!), part);
        _code.Write(product.Op, to, product.First, product.Second);
    }

    private void Look16(Node node, Part part)
    {
        int index = Index(Order.Real(node.A!), part), table = Hold(new Value(node, part));
        _code.Write(Instruction.Load(part), table, 0, _code.Vector(Bits(node.Table.AsSpan(0, 8))));
        _code.Write(Instruction.Look16, table, index, _code.Vector(Bits(node.Table.AsSpan(8))));
    }

    // Where in a table to look.
    private int Index(Node place, Part part)
    {
        if (!IsWide(part)) return Vector(place, Part.Packed);
        bool isPacked = Forms.Of(place) == Form.Place && !IsHeld(place, part);
        return Vector(place, !isPacked ? part : part == Part.Low ? Part.LowIndex : Part.HighIndex);
    }

    private Place Table(double[] table, Part part)
    {
        if (IsWide(part)) return _code.Vector(Bits(table));
        Span<int> entries = stackalloc int[16];
        for (int i = 0; i < entries.Length; i++)
        {
            double entry = table[i % table.Length];
            entries[i] = part == Part.Floats ? BitConverter.SingleToInt32Bits((float)entry) : Packed(entry);
        }
        return _code.Vector(MemoryMarshal.Cast<int, long>(entries));
    }

    private static ReadOnlySpan<long> Bits(ReadOnlySpan<double> numbers) => MemoryMarshal.Cast<double, long>(numbers);

    private void Choose(Node node, Part part)
    {
        int mask = Mask(node.A!, part);
        Node then = Order.Real(node.B!), otherwise = Order.Real(node.C!);
        bool zero = IsZero(otherwise, part);
        if (Order.IsFused(then))
        {
            Ready ready = Prepare(then, part);
            int to = zero ? Result(node, part) : Begin(node, otherwise, part);
            _code.Write(ready.Op, to, ready.First, ready.Second, mask, zero, ready.Immediate);
            return;
        }
        if (zero || IsConstant(otherwise) || (IsConstant(then) && Uses.AreOver(otherwise)))
        {
            // What is written is not what is read: the register is taken first.
            bool repeat = IsConstant(then) && !IsHeld(then, part);
            Instruction op = repeat ? Instruction.Repeat(part) : Instruction.Load(part);
            Place value = repeat ? Constant(then, part) : Operand(then, part, op);
            int to = zero ? Result(node, part) : Begin(node, otherwise, part);
            _code.Write(op, to, 0, value, mask, zero);
            return;
        }
        int kept = Vector(otherwise, part);
        Place chosen = Operand(then, part, Instruction.Blend(part));
        _code.Write(Instruction.Blend(part), Result(node, part), kept, chosen, mask);
    }

    // A register that holds what an operation under a mask leaves alone.
    private int Begin(Node node, Node otherwise, Part part)
    {
        var value = new Value(node, part);
        Value from = Normal(otherwise, part);
        int held = Vectors.Of(from);
        if (held >= 0 && Uses.AreOver(otherwise) && !(IsConstant(otherwise) && part == Part.Low))
        {
            Vectors.Forget(from);
            Vectors.Hold(held, value);
            return held;
        }
        if (held < 0 && IsConstant(otherwise))
        {
            int constant = Hold(value);
            _code.Write(Instruction.Repeat(part), constant, 0, Constant(otherwise, part));
            return constant;
        }
        if (held < 0 && !Forms.IsKept(from) && Uses.AreOver(otherwise))
        {
            // Made for this only: it becomes the result.
            int made = Vector(otherwise, part);
            Vectors.Forget(from);
            Vectors.Hold(made, value);
            return made;
        }
        Place place = Operand(otherwise, part, Instruction.Load(part));
        int to = Hold(value);
        _code.Write(Instruction.Load(part), to, 0, place);
        return to;
    }
}
