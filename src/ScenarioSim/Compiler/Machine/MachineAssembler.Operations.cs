using System.Diagnostics;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>One instruction, or two or three, for each operation.</content>
internal sealed partial class MachineAssembler
{
    // Comparisons that are false for NaN, and their opposites, which are true for it.
    private const int IsEqual = 0x00, IsLess = 0x11, IsLessOrEqual = 0x12, IsGreaterOrEqual = 0x1D, IsGreater = 0x1E;
    private const int IsNotEqual = 0x04, IsNotLess = 0x15, IsNotLessOrEqual = 0x16, IsNotGreaterOrEqual = 0x19, IsNotGreater = 0x1A;
    private const int Down = 0x09, Up = 0x0A, ToZero = 0x0B;

    private void WriteNumber(Node node)
    {
        switch (node.Op)
        {
            case Op.Add: Commute(node, Instruction.Add); break;
            case Op.Multiply: Commute(node, Instruction.Multiply); break;
            case Op.Least: Commute(node, Instruction.Least); break;
            case Op.Greatest: Commute(node, Instruction.Greatest); break;
            case Op.AddBits: Commute(node, Instruction.AddBits); break;
            case Op.AndBits: Commute(node, Instruction.And); break;
            case Op.OrBits: Commute(node, Instruction.Or); break;
            case Op.Subtract: Two(node, Instruction.Subtract); break;
            case Op.Divide: Two(node, Instruction.Divide); break;
            case Op.Sqrt: One(node, Instruction.Sqrt); break;
            case Op.Floor: One(node, Instruction.Round, Down); break;
            case Op.Ceiling: One(node, Instruction.Round, Up); break;
            case Op.Truncate: One(node, Instruction.Round, ToZero); break;
            case Op.Absolute:
                int number = Vector(Order.Real(node.A!));
                _code.Write(Instruction.And, Result(node), number, _code.Number(BitConverter.Int64BitsToDouble(long.MaxValue)));
                break;
            case Op.Single:
                Place wide = Operand(Order.Real(node.A!), Instruction.ToSingle);
                int single = _vectors.Take();
                _code.Write(Instruction.ToSingle, single, 0, wide);
                _code.Write(Instruction.FromSingle, Result(node), 0, Place.Register(single));
                break;
            case Op.ShiftBits:
                int bits = Vector(Order.Real(node.A!));
                _code.Shift(Result(node), bits, (int)node.Whole);
                break;
            case Op.RoughQuotient:
                int dividend = Vector(Order.Real(node.A!));
                Place divisor = Operand(Order.Real(node.B!), Instruction.Reciprocal);
                int reciprocal = _vectors.Take();
                _code.Write(Instruction.Reciprocal, reciprocal, 0, divisor);
                _code.Write(Instruction.Multiply, Result(node), reciprocal, Place.Register(dividend));
                break;
            case Op.Look8:
                int place = Vector(Order.Real(node.A!));
                _code.Write(Instruction.Look8, Result(node), place, _code.Vector(node.Table));
                break;
            case Op.Look16:
                int index = Vector(Order.Real(node.A!));
                int table = Fresh(node);
                _code.Write(Instruction.Load, table, 0, _code.Vector(node.Table.AsSpan(0, 8)));
                _code.Write(Instruction.Look16, table, index, _code.Vector(node.Table.AsSpan(8)));
                break;
            case Op.Choose: Choose(node); break;
            default: throw new UnreachableException(node.Op.ToString());
        }
    }

    private void Commute(Node node, Instruction op)
    {
        Node a = Order.Real(node.A!), b = Order.Real(node.B!);
        // The first operand has to be in a register: better the one that is.
        if (_vectors.Of(a) < 0 && (_vectors.Of(b) >= 0 || IsConstant(a))) (a, b) = (b, a);
        int first = Vector(a);
        Place second = Operand(b, op);
        _code.Write(op, Result(node), first, second);
    }

    private void Two(Node node, Instruction op)
    {
        int first = Vector(Order.Real(node.A!));
        Place second = Operand(Order.Real(node.B!), op);
        _code.Write(op, Result(node), first, second);
    }

    private void One(Node node, Instruction op, int immediate = -1)
    {
        Place from = Operand(Order.Real(node.A!), op);
        _code.Write(op, Result(node), 0, from, immediate: immediate);
    }

    private void Choose(Node node)
    {
        int mask = Mask(node.A!);
        Node then = Order.Real(node.B!), otherwise = Order.Real(node.C!);
        bool zero = otherwise is { Op: Op.Constant } && BitConverter.DoubleToInt64Bits(otherwise.Number) == 0;
        if (_order.IsFused(then))
        {
            Node a = Order.Real(then.A!);
            int first = Vector(a);
            (Instruction op, Place second) = then.Op switch
            {
                Op.Look8 => (Instruction.Look8, _code.Vector(then.Table)),
                Op.Add => With(Instruction.Add),
                Op.Subtract => With(Instruction.Subtract),
                Op.Multiply => With(Instruction.Multiply),
                Op.Divide => With(Instruction.Divide),
                Op.Greatest => With(Instruction.Greatest),
                _ => With(Instruction.Least),
            };
            (Instruction, Place) With(Instruction instruction) => (instruction, Operand(Order.Real(then.B!), instruction));
            int to = zero ? Fresh(node) : Begin(node, otherwise);
            _code.Write(op, to, first, second, mask, zero);
            return;
        }
        if (zero || IsConstant(otherwise) || (IsConstant(then) && _uses.AreOver(otherwise)))
        {
            // What is written is not what is read: the register is taken first.
            Place value = IsConstant(then) ? Constant(then) : Operand(then, Instruction.Load);
            int to = zero ? Fresh(node) : Begin(node, otherwise);
            _code.Write(IsConstant(then) ? Instruction.Repeat : Instruction.Load, to, 0, value, mask, zero);
            return;
        }
        int kept = Vector(otherwise);
        Place chosen = Operand(then, Instruction.Blend);
        _code.Write(Instruction.Blend, Result(node), kept, chosen, mask);
    }

    // A register that holds what an operation under a mask leaves alone.
    private int Begin(Node node, Node otherwise)
    {
        if (IsConstant(otherwise))
        {
            int constant = Fresh(node);
            _code.Write(Instruction.Repeat, constant, 0, Constant(otherwise));
            return constant;
        }
        int from = _vectors.Of(otherwise);
        if (from >= 0 && _uses.AreOver(otherwise))
        {
            _vectors.Forget(otherwise);
            _vectors.Hold(from, node);
            _vectors.Lock(from);
            return from;
        }
        Place place = Operand(otherwise, Instruction.Load);
        int to = Fresh(node);
        _code.Write(Instruction.Load, to, 0, place);
        return to;
    }

    private void WriteTruth(Node node)
    {
        Node a = node.A!;
        Node? b = node.B;
        switch (node.Op)
        {
            case Op.Equal or Op.Less or Op.LessOrEqual: Compare(node, node, not: false, 0); break;
            case Op.Not when _order.IsFused(a): Compare(node, a, not: true, 0); break;
            case Op.Not:
                int held = Mask(a);
                _code.Masks(MaskInstruction.Not, MaskResult(node), 0, held);
                break;
            case Op.And when _order.IsFused(b!): Compare(node, b!, not: false, Mask(a)); break;
            case Op.And when _order.IsFused(a): Compare(node, a, not: false, Mask(b!)); break;
            case Op.AndNot when _order.IsFused(b!): Compare(node, b!, not: true, Mask(a)); break;
            default:
                int first = Mask(a), second = Mask(b!);
                if (node.Op == Op.AndNot) (first, second) = (second, first);
                _code.Masks(node.Op switch { Op.And => MaskInstruction.And, Op.AndNot => MaskInstruction.AndNot, _ => MaskInstruction.Or }, MaskResult(node), first, second);
                break;
        }
    }

    private void Compare(Node node, Node comparison, bool not, int mask)
    {
        Node a = Order.Real(comparison.A!), b = Order.Real(comparison.B!);
        bool turned = _vectors.Of(a) < 0 && (_vectors.Of(b) >= 0 || IsConstant(a)) && !IsConstant(b);
        if (turned) (a, b) = (b, a);
        int predicate = (comparison.Op, turned, not) switch
        {
            (Op.Equal, _, false) => IsEqual,
            (Op.Equal, _, true) => IsNotEqual,
            (Op.Less, false, false) => IsLess,
            (Op.Less, false, true) => IsNotLess,
            (Op.Less, true, false) => IsGreater,
            (Op.Less, true, true) => IsNotGreater,
            (_, false, false) => IsLessOrEqual,
            (_, false, true) => IsNotLessOrEqual,
            (_, true, false) => IsGreaterOrEqual,
            (_, true, true) => IsNotGreaterOrEqual,
        };
        int first = Vector(a);
        Place second = Operand(b, Instruction.Compare);
        _code.Write(Instruction.Compare, MaskResult(node), first, second, mask, immediate: predicate);
    }
}
