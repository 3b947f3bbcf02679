using System.Diagnostics;
using System.Runtime.InteropServices;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Numbers: an instruction or a few for each operation and, where it is wide, for each half.</content>
internal sealed partial class Avx2Assembler
{
    // Entries of a table that each half of a vector has room for.
    private const int Four = 4;

    // Entries of one that a whole vector has room for.
    private const int Eight = 8;

    // Bit 3: nobody is told of what is inexact.
    private const int Silent = 8;

    // An operation that is one instruction, ready to be written.
    private readonly record struct Ready(VexInstruction Op, int First, Place Second, int Immediate = -1);

    /// <inheritdoc/>
    protected override void WriteWide(Node node)
    {
        switch (node.Op)
        {
            case Op.Look8 or Op.Look16: LookWide(node); break;
            case Op.Choose: foreach (Part half in Halves) Choose(node, half); break;
            case Op.Single: foreach (Part half in Halves) RoundHalf(node, half); break;
            case Op.Wide: foreach (Part half in Halves) Take(node, half); break;
            default: foreach (Part half in Halves) WriteOne(node, half); break;
        }
    }

    /// <inheritdoc/>
    protected override void WritePacked(Node node, Part part)
    {
        Node a = Order.Real(node.A!);
        switch (node.Op)
        {
            case Op.Choose: Choose(node, part); break;
            case Op.Look8 or Op.Look16: LookPacked(node, node.Table!, a, part); break;
            case Op.Single when Forms.IsRoundedInside(node) && a.Op is Op.Look8 or Op.Look16: LookPacked(node, a.Table!, Order.Real(a.A!), part); break;
            case Op.Single when !Forms.IsRoundedInside(node) && !Forms.IsSingle(a): JoinFloats(node, a); break;
            case Op.Floor or Op.Ceiling or Op.Truncate: Round(node, a); break;
            case Op.RoughSingle: RoughFloats(node, a); break;
            default: WriteOne(node, part); break;
        }
    }

    private void WriteOne(Node node, Part part)
    {
        if (node.Op == Op.ShiftBits)
        {
            int bits = Vector(Order.Real(node.A!), part);
            // The register written stands where others have their second operand.
            const int Right = 2;
            _code.Write(VexInstruction.ShiftLong, Right, Result(node, part), Place.Register(bits), immediate: (int)node.Whole);
            return;
        }
        Ready ready = Prepare(node, part);
        _code.Write(ready.Op, Result(node, part), ready.First, ready.Second, ready.Immediate);
    }

    // What it is made of becomes its own, or a copy of that where it is kept so itself.
    private void Take(Node node, Part half)
    {
        Node from = Order.Real(node.A!);
        int register = Vector(from, half);
        if (Forms.IsKept(new Value(from, half)))
        {
            _code.Write(VexInstruction.Load, Hold(new Value(node, half)), 0, Place.Register(register));
            return;
        }
        Vectors.Forget(new Value(from, half));
        Vectors.Hold(register, new Value(node, half));
    }

    private Ready Prepare(Node node, Part part)
    {
        Node a = Order.Real(node.A!);
        switch (node.Op)
        {
            case Op.Add or Op.Multiply or Op.Least or Op.Greatest or Op.AddBits or Op.AndBits or Op.OrBits:
                (Node first, Node second) = Turned(node, part);
                return Two(VexInstruction.Of(node.Op, part), first, second, part);
            case Op.Subtract or Op.Divide or Op.RoughQuotient: return Two(VexInstruction.Of(node.Op, part), a, Order.Real(node.B!), part);
            case Op.Absolute when part == Part.Packed: return One(VexInstruction.Of(node.Op, part), a, part);
            case Op.Absolute: return new Ready(VexInstruction.And, Vector(a, part), part == Part.Floats ? _code.Short(int.MaxValue) : _code.Number(BitConverter.Int64BitsToDouble(long.MaxValue)));
            case Op.Sqrt: return One(VexInstruction.Of(node.Op, part), a, part);
            case Op.Floor or Op.Ceiling or Op.Truncate: return One(VexInstruction.Round, a, part) with { Immediate = Silent | Rounding(node.Op) };
            case Op.Single when Forms.IsRoundedInside(node): return Prepare(a, part);
            case Op.Single: return Forms.Of(a) == Form.Single ? One(VexInstruction.Load, a, part) : One(VexInstruction.FloatsOfWholes, a, Part.Packed);
            default: throw new UnreachableException(node.Op.ToString());
        }
    }

    private Ready Two(VexInstruction op, Node a, Node b, Part part)
    {
        int first = Vector(a, part);
        return new Ready(op, first, Operand(b, part));
    }

    private Ready One(VexInstruction op, Node a, Part part) => new(op, 0, Operand(a, part));

    // Whole numbers of 32 bits from floats or doubles.
    private void Round(Node node, Node a)
    {
        int immediate = Silent | Rounding(node.Op);
        if (Forms.Of(a) == Form.Single)
        {
            Place floats = Operand(a, Part.Floats);
            int whole = Hold(new Value(node, Part.Packed));
            _code.Write(VexInstruction.RoundFloats, whole, 0, floats, immediate);
            _code.Write(VexInstruction.WholesOfFloats, whole, 0, Place.Register(whole));
            return;
        }
        int register = Hold(new Value(node, Part.Packed)), high = HasHalves ? Vectors.Take() : register;
        foreach (Part half in Halves)
        {
            // What is whole already has to be joined only.
            int to = half == Part.Low ? register : high;
            Place from = Operand(a, half);
            _code.Write(VexInstruction.Round, to, 0, from, immediate);
            _code.Write(VexInstruction.Add, to, to, _code.Number(Large));
        }
        if (HasHalves) _code.Write(VexInstruction.Pick, register, register, Place.Register(high), immediate: Even);
    }

    // Both halves of a wide number as floats.
    private void JoinFloats(Node node, Node a)
    {
        Place low = Operand(a, Part.Low);
        int register = Hold(new Value(node, Part.Floats));
        _code.Write(VexInstruction.FloatsOfDoubles, register, 0, low);
        if (!HasHalves) return;
        Place from = Operand(a, Part.High);
        int high = Vectors.Take();
        _code.Write(VexInstruction.FloatsOfDoubles, high, 0, from);
        _code.Write(VexInstruction.WithUpper, register, register, Place.Register(high), immediate: 1);
        _code.Write(VexInstruction.Reorder, register, 0, Place.Register(register), immediate: MiddleTurned);
    }

    // Of the upper halves of doubles a float has the lesser 8 bits of the exponent but for what it counts from, and 20 of a number's.
    private void RoughFloats(Node node, Node a)
    {
        const int Left = 6, From = (1023 - 127) << 20, Bits = 3;
        int low = Vector(a, Part.Low);
        Place high = HasHalves ? Operand(a, Part.High) : Place.Register(low);
        int register = Hold(new Value(node, Part.Floats));
        _code.Write(VexInstruction.Pick, register, low, high, immediate: Odd);
        _code.Write(VexInstruction.Of(Op.Subtract, Part.Packed), register, register, _code.Short(From));
        _code.Write(VexInstruction.ShiftWhole, Left, register, Place.Register(register), immediate: Bits);
    }

    // As a float, and a double again.
    private void RoundHalf(Node node, Part part)
    {
        Place from = Operand(Order.Real(node.A!), part);
        int register = Result(node, part);
        _code.Write(VexInstruction.FloatsOfDoubles, register, 0, from);
        _code.Write(VexInstruction.DoublesOfFloats, register, 0, Place.Register(register));
    }

    private void LookPacked(Node node, double[] table, Node place, Part part)
    {
        int entry(double number) => part == Part.Floats ? BitConverter.SingleToInt32Bits((float)number) : Packed(number);
        int index = Index(place);
        int register = Hold(new Value(node, part));
        int[] entries = [.. table.Select(entry)];
        entries = entries[..Reached(place, entries.Length)];
        if (entries.Length > (HasHalves ? Eight : Four) && entries.Max() - (long)entries.Min() <= byte.MaxValue) LookBytes(register, index, place.Extent, entries);
        else Look(register, index, place, entries);
    }

    // A table whose entries are not far from each other: bytes, of which one instruction finds one of sixteen.
    private void LookBytes(int to, int index, Extent place, int[] entries)
    {
        // What has its highest bit set gives 0: so the upper bytes are.
        const int UpperBytes = unchecked((int)0x80808000), Sixteen = 15;
        int least = entries.Min(), only = Vectors.Take();
        if (least > 0 && entries.Max() <= byte.MaxValue) least = 0;
        var bytes = new byte[Sixteen + 1];
        for (int i = 0; i < entries.Length; i++) bytes[i] = (byte)(entries[i] - least);
        // Of a place in a table of eight three bits count.
        if (entries.Length <= Eight) bytes.AsSpan(0, Eight).CopyTo(bytes.AsSpan(Eight));
        // In a longer table, of which this is a piece, a place may have that bit in its lowest byte, where it is not meant so.
        if (place.CanBeNaN || place.High > s_place + sbyte.MaxValue)
        {
            _code.Write(VexInstruction.And, only, index, _code.Short(Sixteen));
            index = only;
        }
        _code.Write(VexInstruction.Or, only, index, _code.Short(UpperBytes));
        _code.Write(VexInstruction.Load, to, 0, _code.Vector(MemoryMarshal.Cast<byte, long>([.. bytes, .. bytes])));
        _code.Write(VexInstruction.LookBytes, to, to, Place.Register(only));
        if (least != 0) _code.Write(VexInstruction.Of(Op.Add, Part.Packed), to, to, _code.Short(least));
    }

    // The halves of the entries' bits are looked up each by itself.
    private void LookWide(Node node)
    {
        long[] bits = [.. node.Table!.Select(BitConverter.DoubleToInt64Bits)];
        Node place = Order.Real(node.A!);
        bits = bits[..Reached(place, bits.Length)];
        int index = Index(place);
        int low = Hold(new Value(node, Part.Low)), high = HasHalves ? Hold(new Value(node, Part.High)) : Vectors.Take(), lower = Vectors.Take();
        if (Array.TrueForAll(bits, b => (int)b == 0)) _code.Write(VexInstruction.Xor, lower, lower, Place.Register(lower));
        else Look(lower, index, place, [.. bits.Select(b => (int)b)]);
        Look(high, index, place, [.. bits.Select(b => (int)(b >> 32))]);
        _code.Write(VexInstruction.InterleaveLow, low, lower, Place.Register(high));
        if (HasHalves) _code.Write(VexInstruction.InterleaveHigh, high, lower, Place.Register(high));
    }

    private void Look(int to, int index, Node place, ReadOnlySpan<int> entries)
    {
        if (!HasHalves && entries.Length > Four)
        {
            LookByFours(to, index, place, entries);
            return;
        }
        LookHalf(to, index, entries[..Math.Min(entries.Length, Eight)]);
        if (entries.Length <= Eight) return;
        int other = Vectors.Take();
        LookHalf(other, index, entries[Eight..]);
        _code.Write(VexInstruction.Blend(wide: false), to, to, Place.Register(other), InUpperHalf(index, place) << 4);
    }

    // Where there are no more than four, each half of a vector has them all: so no processor has to move anything between the halves, for which some take four times as long.
    private void LookHalf(int to, int index, ReadOnlySpan<int> entries)
    {
        Span<int> table = stackalloc int[Lanes];
        for (int i = 0; i < table.Length; i++) table[i] = entries[entries.Length <= Four ? i % Four % entries.Length : Math.Min(i, entries.Length - 1)];
        if (entries.Length > Four)
        {
            _code.Write(VexInstruction.Look, to, index, Table(table));
            return;
        }
        _code.Write(VexInstruction.Load, to, 0, Table(table));
        _code.Write(VexInstruction.LookFour, to, to, Place.Register(index));
    }

    // A vector of 128 bits has no instruction for more than four.
    private void LookByFours(int to, int index, Node place, ReadOnlySpan<int> entries)
    {
        const int Left = 6, ToSign = 29;
        int other = Vectors.Take(), inUpperFour = Vectors.Take();
        _code.Write(VexInstruction.ShiftWhole, Left, inUpperFour, Place.Register(index), immediate: ToSign);
        Eights(to, entries[..Math.Min(entries.Length, Eight)]);
        if (entries.Length <= Eight) return;
        int upper = Vectors.Take();
        Eights(upper, entries[Eight..]);
        _code.Write(VexInstruction.Blend(wide: false), to, to, Place.Register(upper), InUpperHalf(index, place) << 4);

        void Eights(int into, ReadOnlySpan<int> eight)
        {
            LookHalf(into, index, eight[..Math.Min(eight.Length, Four)]);
            if (eight.Length <= Four) return;
            LookHalf(other, index, eight[Four..]);
            _code.Write(VexInstruction.Blend(wide: false), into, into, Place.Register(other), inUpperFour << 4);
        }
    }

    // How many entries of a table can be asked for.
    private static int Reached(Node place, int entries)
    {
        double last = place.Extent.High - s_place;
        return place.Extent.CanBeNaN || !(last >= 0 && last < entries - 1) ? entries : (int)last + 1;
    }

    // Which half of a table of sixteen a place is in becomes the sign: the same for all tables that are asked for it.
    private int InUpperHalf(int index, Node place)
    {
        const int Left = 6, ToSign = 28;
        var value = new Value(place, Part.HalfOfTable);
        int register = Vectors.Of(value);
        if (register >= 0)
        {
            Vectors.Lock(register);
            return register;
        }
        register = IsConstant(place) ? Vectors.Take() : Hold(value);
        _code.Write(VexInstruction.ShiftWhole, Left, register, Place.Register(index), immediate: ToSign);
        return register;
    }

    // Where in a table to look, in the lowest bits of 32.
    private int Index(Node place)
    {
        if (IsConstant(place) || Forms.Of(place) == Form.Place) return Vector(place, Part.Packed);
        if (!HasHalves) return Vector(place, Part.Low);
        int index = Vectors.Take();
        _code.Write(VexInstruction.Pick, index, Vector(place, Part.Low), Operand(place, Part.High), immediate: Even);
        return index;
    }

    private Place Table(ReadOnlySpan<int> entries) => _code.Vector(MemoryMarshal.Cast<int, long>(entries));

    private void Choose(Node node, Part part)
    {
        Node then = Order.Real(node.B!), otherwise = Order.Real(node.C!);
        if (node.A!.Op == Op.HasSign && IsWide(part) && ReferenceEquals(Order.Real(node.A.A!), otherwise))
        {
            // A blend looks at signs only.
            int sign = Vector(otherwise, part);
            Place negative = Operand(then, part);
            _code.Write(VexInstruction.Blend(wide: true), Result(node, part), sign, negative, sign << 4);
            return;
        }
        int mask = Mask(node.A!, part == Part.Floats ? Part.Packed : part);
        if (IsZero(otherwise, part))
        {
            Place value = Operand(then, part);
            _code.Write(VexInstruction.And, Result(node, part), mask, value);
            return;
        }
        if (IsZero(then, part))
        {
            Place value = Operand(otherwise, part);
            _code.Write(VexInstruction.AndNot, Result(node, part), mask, value);
            return;
        }
        bool thenIsGreater = IsBetween(then, otherwise), otherwiseIsGreater = IsBetween(otherwise, then);
        if (thenIsGreater || otherwiseIsGreater)
        {
            // What is masked is the greater one or 0: that is one operation less than to choose.
            (Node greater, Node lesser) = thenIsGreater ? (then, otherwise) : (otherwise, then);
            int masked = Vectors.Take();
            _code.Write(thenIsGreater ? VexInstruction.And : VexInstruction.AndNot, masked, mask, Operand(greater, part));
            Place other = Operand(lesser, part);
            _code.Write(VexInstruction.Of(Op.Greatest, part), Result(node, part), masked, other);
            return;
        }
        int kept = Vector(otherwise, part);
        Place chosen = Operand(then, part);
        _code.Write(VexInstruction.Blend(IsWide(part)), Result(node, part), kept, chosen, mask << 4);
    }

    // Whether a number is surely between 0, or what is kept as that, and another.
    private bool IsBetween(Node greater, Node lesser)
    {
        double zero = Forms.Of(lesser) == Form.Place || (lesser.Op == Op.Constant && Forms.Of(greater) == Form.Place) ? s_place : 0;
        Extent low = lesser.Extent, high = greater.Extent;
        return low.Low >= zero && high.Low >= low.High && !low.CanBeMinusZero && !low.CanBeNaN && !high.CanBeMinusZero && !high.CanBeNaN;
    }
}
