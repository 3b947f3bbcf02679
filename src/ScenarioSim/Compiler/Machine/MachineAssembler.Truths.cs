using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <content>Truths: which of a processor's ways makes one, and what comparisons are called in instructions.</content>
internal abstract partial class MachineAssembler
{
    // Comparisons that are false for NaN, and their opposites, which are true for it.
    private const int IsEqual = 0x00, IsLess = 0x11, IsLessOrEqual = 0x12, IsGreaterOrEqual = 0x1D, IsGreater = 0x1E;
    private const int IsNotEqual = 0x04, IsNotLess = 0x15, IsNotLessOrEqual = 0x16, IsNotGreaterOrEqual = 0x19, IsNotGreater = 0x1A;

    /// <summary>Works out a comparison or its opposite, and another truth.</summary>
    /// <param name="node">What comes of it.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="not">Whether its opposite is wanted.</param>
    /// <param name="and">The other truth; null for none.</param>
    protected abstract void Compare(Node node, Node comparison, bool not, Node? and);

    /// <summary>Works out the opposite of a truth.</summary>
    protected abstract void Invert(Node node);

    /// <summary>Works out what comes of two truths.</summary>
    protected abstract void Combine(Node node);

    private void WriteTruth(Node node)
    {
        Node a = node.A!;
        Node? b = node.B;
        switch (node.Op)
        {
            case Op.Equal or Op.Less or Op.LessOrEqual: Compare(node, node, not: false, null); break;
            case Op.Not when Order.IsFused(a): Compare(node, a, not: true, null); break;
            case Op.Not: Invert(node); break;
            case Op.And when Order.IsFused(b!): Compare(node, b!, not: false, a); break;
            case Op.And when Order.IsFused(a): Compare(node, a, not: false, b); break;
            case Op.AndNot when Order.IsFused(b!): Compare(node, b!, not: true, a); break;
            default: Combine(node); break;
        }
    }

    /// <summary>The whole number that is as good as another in comparison with whole ones.</summary>
    /// <param name="number">The other number.</param>
    /// <param name="op">The comparison.</param>
    /// <param name="turned">Whether its operands have changed places.</param>
    protected static int Bound(double number, Op op, bool turned) =>
        (int)Math.Clamp((op == Op.Less) != turned ? Math.Ceiling(number) : Math.Floor(number), int.MinValue, int.MaxValue);

    /// <summary>The number that a comparison of doubles or floats has in its instruction; its lowest three bits say the same of whole numbers with AVX-512.</summary>
    /// <param name="op">The comparison.</param>
    /// <param name="turned">Whether its operands have changed places.</param>
    /// <param name="not">Whether its opposite is wanted.</param>
    protected static int Predicate(Op op, bool turned, bool not) => (op, turned, not) switch
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
}
