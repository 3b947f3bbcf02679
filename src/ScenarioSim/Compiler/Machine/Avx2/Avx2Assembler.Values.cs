using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Values: how they come into registers, and from one form into another.</content>
internal sealed partial class Avx2Assembler
{
    // Of four numbers of 64 bits the two in the middle change places: what comes of two halves joined is then in the order of the lanes, and the other way round.
    private const int MiddleTurned = 0xD8;

    // Of each 128 bits of two operands the numbers in even places: of doubles, or of what is as wide, the lower halves.
    private const int Even = 0x88;

    // Likewise those in odd places: the upper halves.
    private const int Odd = 0xDD;

    // How what is moved by some bits says which way: the register that is written stands in another place.
    private const int Arithmetic = 4;

    // The upper half of a double that has a whole number of 32 bits, without a sign, in the lower: 2^52 and that.
    private const int WholeBits = 0x43300000;

    // Half of the whole numbers of 32 bits.
    private const double Bias = 1L << 31;

    // So large that the last bit of a sum is 1, and the lower half of it is the other number.
    private const double Large = 1.5 * (1L << 52);

    /// <inheritdoc/>
    protected override void LoadConstant(int register, Node constant, Part part) => _code.Write(VexInstruction.Load, register, 0, Constant(constant, part));

    /// <inheritdoc/>
    protected override void Load(int register, Part part, Place from) => _code.Load(register, from);

    /// <inheritdoc/>
    protected override void Store(Value value, int register, Place to) => _code.Store(register, to);

    /// <inheritdoc/>
    protected override int Converted(Value value)
    {
        (Node node, Part part) = value;
        if (part is Part.Low or Part.High) return ConvertedHalf(value);
        Place from = Kept(node);
        int register = Hold(value);
        _code.Write(part == Part.Floats ? VexInstruction.FloatsOfWholes : VexInstruction.WholesOfFloats, register, 0, from);
        return register;
    }

    /// <inheritdoc/>
    protected override int Mask(Node node, Part part = Part.Packed)
    {
        Value value = Normal(node, part);
        int register = Masks.Of(value);
        if (register >= 0)
        {
            Masks.Lock(register);
            return register;
        }
        int whole = value.Part == Part.Packed ? -1 : Mask(node);
        register = Masks.Take();
        if (whole >= 0) _code.Write(Interleave(part), register, whole, Place.Register(whole));
        else if (node.Op is Op.Always or Op.Never) _code.Write(node.Op == Op.Always ? VexInstruction.EqualWholes : VexInstruction.Xor, register, register, Place.Register(register));
        else if (Homes.Of(value) is { IsRow: true } bits) _code.LoadBits(register, bits);
        else _code.Write(VexInstruction.Load, register, 0, Homes.Of(value)!.Value);
        Masks.Hold(register, value);
        return register;
    }

    private static VexInstruction Interleave(Part half) => half == Part.Low ? VexInstruction.InterleaveLow : VexInstruction.InterleaveHigh;

    // A value as the last operand: from memory where it is there, even if it is needed again, for registers are few.
    private Place Operand(Node node, Part part)
    {
        Value value = Normal(node, part);
        if (Vectors.Of(value) < 0)
        {
            if (IsConstant(node) && node.Shape != Shape.Truth) return Constant(node, value.Part);
            if (Forms.IsKept(value) && Homes.Of(value) is { Is: not Place.Kind.Flag } home) return home;
        }
        return Place.Register(node.Shape == Shape.Truth ? Mask(node, part) : Vector(node, part));
    }

    private int ConvertedHalf(Value value)
    {
        (Node node, Part part) = value;
        int packed = Vector(node, Forms.First(node));
        int register = Hold(value);
        if (Forms.Of(node) == Form.Single)
        {
            if (HasHalves) _code.Write(VexInstruction.Reorder, register, 0, Place.Register(packed), immediate: MiddleTurned);
            if (part == Part.High) _code.Write(VexInstruction.Upper, register, 0, Place.Register(register), immediate: 1);
            _code.Write(VexInstruction.DoublesOfFloats, register, 0, Place.Register(HasHalves ? register : packed));
            return register;
        }
        bool isPlace = Forms.Of(node) == Form.Place, isPositive = node.Extent.Low >= (isPlace ? s_place : 0);
        if (!isPositive)
        {
            _code.Write(VexInstruction.Xor, register, packed, _code.Short(int.MinValue));
            packed = register;
        }
        _code.Write(Interleave(part), register, packed, _code.Short(WholeBits));
        double beyond = (isPlace ? 0 : s_place) + (isPositive ? 0 : Bias);
        if (beyond != 0) _code.Write(VexInstruction.Subtract, register, register, _code.Number(beyond));
        return register;
    }

    /// <inheritdoc/>
    protected override int Narrow(Node node, RowKind kind)
    {
        if (IsConstant(node) || Forms.Of(node) == (kind == RowKind.Place ? Form.Place : Form.Whole)) return Vector(node, Part.Packed);
        if (Forms.Of(node) == Form.Single && kind == RowKind.Whole) return Vector(node, Part.Packed);
        // The lower half of a place's bits is the number without 2^52, if that is not negative.
        bool isLowerHalf = kind == RowKind.Place && node.Extent.Low >= s_place;
        if (isLowerHalf && !HasHalves) return Vector(node, Part.Low);
        int register = Vectors.Take(), high = HasHalves ? Vectors.Take() : register;
        if (isLowerHalf)
        {
            _code.Write(VexInstruction.Pick, register, Vector(node, Part.Low), Operand(node, Part.High), immediate: Even);
            return register;
        }
        foreach (Part half in Halves)
        {
            int from = Vector(node, half), to = half == Part.Low ? register : high;
            if (kind == RowKind.Place)
            {
                _code.Write(VexInstruction.Subtract, to, from, _code.Number(s_place));
                from = to;
            }
            _code.Write(VexInstruction.Add, to, from, _code.Number(Large));
        }
        if (HasHalves) _code.Write(VexInstruction.Pick, register, register, Place.Register(high), immediate: Even);
        return register;
    }

    private Place Constant(Node node, Part part) => part switch
    {
        Part.Packed => _code.Short(Packed(node.Number)),
        Part.Floats => _code.Short(BitConverter.SingleToInt32Bits((float)node.Number)),
        _ => _code.Number(Bits(node)),
    };
}
