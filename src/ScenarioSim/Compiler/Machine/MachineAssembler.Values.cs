using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Values in registers: how they come there, from memory or from another form of the same, and when they leave.</content>
internal sealed partial class MachineAssembler
{
    private static readonly double s_place = Graph.Place(0);

    // A value in a register, until the instruction is over.
    private int Vector(Node node, Part part)
    {
        Value value = Normal(node, part);
        int register = _vectors.Of(value);
        if (register >= 0)
        {
            _vectors.Lock(register);
            return register;
        }
        if (!IsConstant(node) && !_forms.IsKept(value)) return Converted(value);
        register = _vectors.Take();
        if (IsConstant(node)) _code.Write(Instruction.Repeat(value.Part), register, 0, Constant(node, value.Part));
        else _code.Write(Instruction.Load(value.Part), register, 0, _homes.Of(value)!.Value);
        _vectors.Hold(register, value);
        return register;
    }

    // A value as the last operand: from memory where it is there and not needed again.
    private Place Operand(Node node, Part part, Instruction op)
    {
        Value value = Normal(node, part);
        bool isHeld = _vectors.Of(value) >= 0;
        if (!isHeld && IsConstant(node) && op.Repeats) return Constant(node, value.Part);
        return !isHeld && op.Rounding < 0 && _forms.IsKept(value) && _uses.AreOver(node) ? _homes.Of(value)!.Value : Place.Register(Vector(node, part));
    }

    // A part of a node that is made of what is kept of it.
    private int Converted(Value value)
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
        Form form = _forms.Of(node);
        bool isIndex = part is Part.LowIndex or Part.HighIndex, isHigh = part is Part.High or Part.HighIndex;
        Place from = Kept(node);
        int register = Hold(value);
        if (isHigh)
        {
            if (_homes.Of(new Value(node, _forms.First(node))) is { } home)
            {
                from = home.Plus(Half / 2);
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

    // Where a packed value is kept: a register or memory.
    private Place Kept(Node node)
    {
        var kept = new Value(node, _forms.First(node));
        int register = _vectors.Of(kept);
        if (register < 0) return _homes.Of(kept)!.Value;
        _vectors.Lock(register);
        return Place.Register(register);
    }

    // A value as whole numbers of 32 bits, for a row of such.
    private int Narrow(Node node, RowKind kind)
    {
        if (IsConstant(node) || _forms.Of(node) == (kind == RowKind.Place ? Form.Place : Form.Whole)) return Vector(node, Part.Packed);
        if (_forms.Of(node) == Form.Single && kind == RowKind.Whole) return Vector(node, Part.Packed);
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
            int whole = _vectors.Take();
            _code.Write(Instruction.WholesOfDoubles, whole, 0, number);
            return whole;
        }
        int place = Vector(node, half), register = _vectors.Take();
        _code.Write(Instruction.Subtract, register, place, _code.Number(s_place));
        _code.Write(Instruction.WholesOfDoubles, register, 0, Place.Register(register));
        return register;
    }

    // A truth in a mask register, until the instruction is over; Part.High: its upper lanes, for the other half of a wide value.
    private int Mask(Node node, Part part = Part.Packed)
    {
        Value value = Normal(node, part == Part.High ? part : Part.Packed);
        int register = _masks.Of(value);
        if (register < 0)
        {
            int whole = value.Part == Part.High ? _masks.Of(new Value(node, Part.Packed)) : -1;
            if (whole >= 0) _masks.Lock(whole);
            register = _masks.Take();
            if (node.Op is Op.Always or Op.Never) _code.Masks(node.Op == Op.Always ? MaskInstruction.Same : MaskInstruction.Differ, register, register, register);
            else if (whole >= 0) _code.UpperMask(register, whole);
            else if (value.Part == Part.High) _code.LoadShortMask(register, _homes.Of(new Value(node, Part.Packed))!.Value.Plus(1));
            else _code.LoadMask(register, _homes.Of(value)!.Value);
            _masks.Hold(register, value);
        }
        _masks.Lock(register);
        return register;
    }

    // The register of a result: that of an operand that is not needed again, if there is one.
    private int Result(Node node, Part part)
    {
        Release(part);
        return Hold(new Value(node, part));
    }

    private int Hold(Value value)
    {
        int register = _vectors.Take();
        _vectors.Hold(register, value);
        return register;
    }

    private int MaskResult(Node node)
    {
        foreach (Node operand in _operands)
        {
            if (operand.Shape == Shape.Truth && _uses.AreOver(operand)) ForgetAll(operand);
        }
        int register = _masks.Take();
        _masks.Hold(register, new Value(node, Part.Packed));
        return register;
    }

    // Operands that are not needed again make room: of the first half only what the other does not need.
    private void Release(Part part)
    {
        foreach (Node operand in _operands)
        {
            if (operand.Shape == Shape.Truth || !_uses.AreOver(operand)) continue;
            if (part != Part.Low) ForgetAll(operand);
            else if (!IsConstant(operand)) foreach (Part half in (ReadOnlySpan<Part>)[Part.Low, Part.LowIndex]) _vectors.Forget(new Value(operand, half));
        }
    }

    // A value is not needed any more.
    private void Drop(Node node)
    {
        ForgetAll(node);
        _homes.Drop(node);
    }

    private void ForgetAll(Node node)
    {
        foreach (Part part in s_parts) (node.Shape == Shape.Truth ? _masks : _vectors).Forget(new Value(node, part));
    }

    private void Spill(Value value, int register)
    {
        if (!_uses.AreOver(value.Node)) Save(value, register);
    }

    private void Save(Value value, int register)
    {
        if (_homes.Of(value) is not null) return;
        Evict(value);
        Place home = _homes.New(value);
        if (value.Node.Shape == Shape.Truth) _code.StoreMask(register, home);
        else _code.Write(Instruction.Store, register, 0, home);
    }

    private static bool IsConstant(Node node) => Forms.IsConstant(node);

    // A constant is the same in both halves.
    private static Value Normal(Node node, Part part) =>
        !IsConstant(node) ? new Value(node, part) : new Value(node, node.Shape == Shape.Truth ? Part.Packed : Instruction.IsWide(part) ? Part.Low : part);

    private static double Bits(Node node) => node.Op == Op.Constant ? node.Number : BitConverter.Int64BitsToDouble(node.Whole);

    private Place Constant(Node node, Part part) => part switch
    {
        Part.Packed => _code.Short(Packed(node.Number)),
        Part.Floats => _code.Short(BitConverter.SingleToInt32Bits((float)node.Number)),
        _ => _code.Number(Bits(node)),
    };

    // A whole number, or a place without what it carries.
    private static int Packed(double value) => (int)(Forms.FitsWhole(value) ? value : value - s_place);
}
