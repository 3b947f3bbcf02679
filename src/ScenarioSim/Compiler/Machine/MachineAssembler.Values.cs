using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Values in registers: how they come there, from memory or from another form of the same, and when they leave.</content>
internal abstract partial class MachineAssembler
{
    private const int Down = 1, Up = 2, ToZero = 3;

    /// <summary>2^52, which places carry.</summary>
    protected static readonly double s_place = Graph.Place(0);

    /// <summary>Reads a constant.</summary>
    protected abstract void LoadConstant(int register, Node constant, Part part);

    /// <summary>Reads a number.</summary>
    protected abstract void Load(int register, Part part, Place from);

    /// <summary>Writes a value in memory: not a truth in a block.</summary>
    protected abstract void Store(Value value, int register, Place to);

    /// <summary>Makes a part of a node of what is kept of it.</summary>
    protected abstract int Converted(Value value);

    /// <summary>A value as whole numbers of 32 bits, for a row of such.</summary>
    protected abstract int Narrow(Node node, RowKind kind);

    /// <summary>A truth in a register, until the instruction is over: of all lanes, or as a half of a wide value wants it.</summary>
    protected abstract int Mask(Node node, Part part = Part.Packed);

    /// <summary>A value in a register, until the instruction is over.</summary>
    protected int Vector(Node node, Part part)
    {
        Value value = Normal(node, part);
        int register = Vectors.Of(value);
        if (register >= 0)
        {
            Vectors.Lock(register);
            return register;
        }
        if (!IsConstant(node) && !Forms.IsKept(value)) return Converted(value);
        register = Vectors.Take();
        if (IsConstant(node)) LoadConstant(register, node, value.Part);
        else Load(register, value.Part, Homes.Of(value)!.Value);
        Vectors.Hold(register, value);
        return register;
    }

    /// <summary>The operands of an operation in which they may change places: the first has to be in a register, better the one that is.</summary>
    protected (Node First, Node Second) Turned(Node node, Part part)
    {
        Node a = Order.Real(node.A!), b = Order.Real(node.B!);
        return !IsHeld(a, part) && (IsHeld(b, part) || IsConstant(a)) ? (b, a) : (a, b);
    }

    /// <summary>How an operation rounds, as instructions have it.</summary>
    protected static int Rounding(Op op) => op switch { Op.Floor => Down, Op.Ceiling => Up, _ => ToZero };

    /// <summary>Whether a value is in a register.</summary>
    protected bool IsHeld(Node node, Part part) => Vectors.Of(Normal(node, part)) >= 0;

    /// <summary>Where a packed value is kept: a register or memory.</summary>
    protected Place Kept(Node node)
    {
        var kept = new Value(node, Forms.First(node));
        int register = Vectors.Of(kept);
        if (register < 0) return Homes.Of(kept)!.Value;
        Vectors.Lock(register);
        return Place.Register(register);
    }

    /// <summary>The register of a result: that of an operand that is not needed again, if there is one.</summary>
    protected int Result(Node node, Part part)
    {
        Release(part);
        return Hold(new Value(node, part));
    }

    /// <summary>A register for a value.</summary>
    protected int Hold(Value value)
    {
        int register = Vectors.Take();
        Vectors.Hold(register, value);
        return register;
    }

    /// <summary>The register of a truth that is a result.</summary>
    protected int MaskResult(Node node)
    {
        foreach (Node operand in Operands)
        {
            if (operand.Shape == Shape.Truth && Uses.AreOver(operand)) ForgetAll(operand);
        }
        int register = Masks.Take();
        Masks.Hold(register, new Value(node, Part.Packed));
        return register;
    }

    /// <summary>Operands that are not needed again make room: of the first half only what the other does not need.</summary>
    protected void Release(Part part)
    {
        foreach (Node operand in Operands)
        {
            if (operand.Shape == Shape.Truth || !Uses.AreOver(operand)) continue;
            if (part != Part.Low || !HasHalves) ForgetAll(operand);
            else if (!IsConstant(operand)) foreach (Part half in (ReadOnlySpan<Part>)[Part.Low, Part.LowIndex]) Vectors.Forget(new Value(operand, half));
        }
    }

    // A value is not needed any more.
    private void Drop(Node node)
    {
        ForgetAll(node);
        Homes.Drop(node);
    }

    private void ForgetAll(Node node)
    {
        foreach (Part part in s_parts) (node.Shape == Shape.Truth ? Masks : Vectors).Forget(new Value(node, part));
    }

    private void Spill(Value value, int register)
    {
        if (!Uses.AreOver(value.Node)) Save(value, register);
    }

    private void Save(Value value, int register)
    {
        if (Homes.Of(value) is not null) return;
        Evict(value);
        Store(value, register, Homes.New(value));
    }

    /// <summary>Whether the elements of a part have 64 bits.</summary>
    protected static bool IsWide(Part part) => part is not (Part.Packed or Part.Floats or Part.HalfOfTable);

    /// <summary>Whether a number is +0 in a part.</summary>
    protected static bool IsZero(Node node, Part part) =>
        node.Op == Op.Constant && (part == Part.Packed ? Packed(node.Number) == 0 : BitConverter.DoubleToInt64Bits(node.Number) == 0);

    /// <inheritdoc cref="Forms.IsConstant"/>
    protected static bool IsConstant(Node node) => Forms.IsConstant(node);

    /// <summary>A constant is the same in both halves.</summary>
    protected static Value Normal(Node node, Part part) =>
        !IsConstant(node) ? new Value(node, part) : new Value(node, node.Shape == Shape.Truth ? Part.Packed : IsWide(part) ? Part.Low : part);

    /// <summary>The bits of a constant, as a number.</summary>
    protected static double Bits(Node node) => node.Op == Op.Constant ? node.Number : BitConverter.Int64BitsToDouble(node.Whole);

    /// <summary>A whole number, or a place without what it carries.</summary>
    protected static int Packed(double value) => (int)(Forms.FitsWhole(value) ? value : value - s_place);
}
