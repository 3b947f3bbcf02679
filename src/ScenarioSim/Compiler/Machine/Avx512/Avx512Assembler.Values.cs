using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Values: how they come into registers, and from one form into another.</content>
internal sealed partial class Avx512Assembler
{
    /// <inheritdoc/>
    protected override void LoadConstant(int register, Node constant, Part part) => _code.Write(Instruction.Repeat(part), register, 0, Constant(constant, part));

    /// <inheritdoc/>
    protected override void Load(int register, Part part, Place from) => _code.Write(Instruction.Load(part), register, 0, from);

    /// <inheritdoc/>
    protected override void Store(Value value, int register, Place to)
    {
        if (value.Node.Shape == Shape.Truth) _code.StoreMask(register, to);
        else _code.Write(Instruction.Store, register, 0, to);
    }

    // A value as the last operand: from memory where it is there and not needed again.
    private Place Operand(Node node, Part part, Instruction op)
    {
        Value value = Normal(node, part);
        bool isHeld = Vectors.Of(value) >= 0;
        if (!isHeld && IsConstant(node) && op.Repeats) return Constant(node, value.Part);
        return !isHeld && op.Rounding < 0 && Forms.IsKept(value) && Uses.AreOver(node) ? Homes.Of(value)!.Value : Place.Register(Vector(node, part));
    }

    /// <inheritdoc/>
    protected override int Converted(Value value)
    {
        (Node node, Part part) = value;
        if (part is Part.Low or Part.High or Part.LowIndex or Part.HighIndex) return ConvertedHalf(value);
        Place from = Kept(node);
        int register = Hold(value);
        _code.Write(part == Part.Floats ? Instruction.FloatsOfWholes : Instruction.WholesOfFloats, register, 0, from);
        return register;
    }

    private int ConvertedHalf(Value value)
    {
        (Node node, Part part) = value;
        Form form = Forms.Of(node);
        bool isIndex = part is Part.LowIndex or Part.HighIndex, isHigh = part is Part.High or Part.HighIndex;
        Place from = Kept(node);
        int register = Hold(value);
        if (isHigh)
        {
            if (Homes.Of(new Value(node, Forms.First(node))) is { } home)
            {
                from = home.Plus(_code.VectorBytes / 2);
            }
            else
            {
                _code.Write(Instruction.UpperHalf, from.Number, 0, Place.Register(register), immediate: 1);
                from = Place.Register(register);
            }
        }
        _code.Write(form == Form.Single ? Instruction.DoublesOfFloats : isIndex ? Instruction.BitsOfWholes : Instruction.DoublesOfWholes, register, 0, from);
        if (form == Form.Place && !isIndex) _code.Write(Instruction.Add, register, register, _code.Number(s_place));
        return register;
    }

    /// <inheritdoc/>
    protected override int Narrow(Node node, RowKind kind)
    {
        if (IsConstant(node) || Forms.Of(node) == (kind == RowKind.Place ? Form.Place : Form.Whole)) return Vector(node, Part.Packed);
        if (Forms.Of(node) == Form.Single && kind == RowKind.Whole) return Vector(node, Part.Packed);
        int low = NarrowHalf(node, Part.Low, kind);
        Release(Part.Low);
        int high = NarrowHalf(node, Part.High, kind);
        _code.Write(Instruction.WithUpperHalf, low, low, Place.Register(high), immediate: 1);
        return low;
    }

    private int NarrowHalf(Node node, Part half, RowKind kind)
    {
        if (kind != RowKind.Place)
        {
            Place number = Operand(node, half, Instruction.WholesOfDoubles);
            int whole = Vectors.Take();
            _code.Write(Instruction.WholesOfDoubles, whole, 0, number);
            return whole;
        }
        int place = Vector(node, half), register = Vectors.Take();
        _code.Write(Instruction.Subtract, register, place, _code.Number(s_place));
        _code.Write(Instruction.WholesOfDoubles, register, 0, Place.Register(register));
        return register;
    }

    /// <inheritdoc/>
    protected override int Mask(Node node, Part part = Part.Packed)
    {
        Value value = Normal(node, part == Part.High ? part : Part.Packed);
        int register = Masks.Of(value);
        if (register < 0)
        {
            int whole = value.Part == Part.High ? Masks.Of(new Value(node, Part.Packed)) : -1;
            if (whole >= 0) Masks.Lock(whole);
            register = Masks.Take();
            if (node.Op is Op.Always or Op.Never) _code.Masks(node.Op == Op.Always ? MaskInstruction.Same : MaskInstruction.Differ, register, register, register);
            else if (whole >= 0) _code.UpperMask(register, whole);
            else if (value.Part == Part.High) _code.LoadShortMask(register, Homes.Of(new Value(node, Part.Packed))!.Value.Plus(1));
            else _code.LoadMask(register, Homes.Of(value)!.Value);
            Masks.Hold(register, value);
        }
        Masks.Lock(register);
        return register;
    }

    private Place Constant(Node node, Part part) => part switch
    {
        Part.Packed => _code.Short(Packed(node.Number)),
        Part.Floats => _code.Short(BitConverter.SingleToInt32Bits((float)node.Number)),
        _ => _code.Number(Bits(node)),
    };
}
