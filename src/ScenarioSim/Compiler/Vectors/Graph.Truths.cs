namespace ScenarioSim.Compiler.Vectors;

/// <content>Truths: comparisons, and what is made of them.</content>
internal sealed partial class Graph
{
    public Node Equal(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Truth(a.Number == b.Number);
        if (AreNumbers(a, b) && (a.Extent.High < b.Extent.Low || b.Extent.High < a.Extent.Low)) return Never;
        if (ReferenceEquals(a, b) && !a.Extent.CanBeNaN) return Always;
        if (IsChoiceOfConstants(a) && b.Op == Op.Constant) return Choose(a.A!, Truth(a.B!.Number == b.Number), Truth(a.C!.Number == b.Number));
        if (IsChoiceOfConstants(b) && a.Op == Op.Constant) return Equal(b, a);
        return Make(Op.Equal, Shape.Truth, a, b);
    }

    public Node Less(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Truth(a.Number < b.Number);
        if (ReferenceEquals(a, b)) return Never;
        if (AreNumbers(a, b) && a.Extent.High < b.Extent.Low) return Always;
        if (AreNumbers(a, b) && a.Extent.Low >= b.Extent.High) return Never;
        if (IsChoiceOfConstants(a) && b.Op == Op.Constant) return Choose(a.A!, Truth(a.B!.Number < b.Number), Truth(a.C!.Number < b.Number));
        if (IsChoiceOfConstants(b) && a.Op == Op.Constant) return Choose(b.A!, Truth(a.Number < b.B!.Number), Truth(a.Number < b.C!.Number));
        return Make(Op.Less, Shape.Truth, a, b);
    }

    public Node LessOrEqual(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Truth(a.Number <= b.Number);
        if (AreNumbers(a, b) && (a.Extent.High <= b.Extent.Low || ReferenceEquals(a, b))) return Always;
        if (AreNumbers(a, b) && a.Extent.Low > b.Extent.High) return Never;
        if (IsChoiceOfConstants(a) && b.Op == Op.Constant) return Choose(a.A!, Truth(a.B!.Number <= b.Number), Truth(a.C!.Number <= b.Number));
        if (IsChoiceOfConstants(b) && a.Op == Op.Constant) return Choose(b.A!, Truth(a.Number <= b.B!.Number), Truth(a.Number <= b.C!.Number));
        return Make(Op.LessOrEqual, Shape.Truth, a, b);
    }

    /// <summary>Whether a number has the sign of what is below 0, as -0 has: only in machine code for AVX2.</summary>
    public Node HasSign(Node a) => a.Op == Op.Constant ? Truth(double.IsNegative(a.Number)) : Make(Op.HasSign, Shape.Truth, a);

    public Node Truth(bool value) => value ? Always : Never;

    public Node And(Node a, Node b)
    {
        if (a.Op == Op.Never || b.Op == Op.Always || ReferenceEquals(a, b)) return a;
        if (b.Op == Op.Never || a.Op == Op.Always) return b;
        if (b.Op == Op.Not) return AndNot(a, b.A!);
        return a.Op == Op.Not ? AndNot(b, a.A!) : Make(Op.And, Shape.Truth, a, b);
    }

    public Node AndNot(Node a, Node b)
    {
        if (a.Op == Op.Never || b.Op == Op.Never) return a;
        if (b.Op == Op.Always || ReferenceEquals(a, b)) return Never;
        if (b.Op == Op.Not) return And(a, b.A!);
        return a.Op == Op.Always ? Not(b) : Make(Op.AndNot, Shape.Truth, a, b);
    }

    public Node Or(Node a, Node b)
    {
        if (a.Op == Op.Always || b.Op == Op.Never || ReferenceEquals(a, b)) return a;
        return b.Op == Op.Always || a.Op == Op.Never ? b : Make(Op.Or, Shape.Truth, a, b);
    }

    public Node Not(Node a) => a.Op switch
    {
        Op.Always => Never,
        Op.Never => Always,
        Op.Not => a.A!,
        _ => Make(Op.Not, Shape.Truth, a),
    };

    private static bool IsChoiceOfConstants(Node a) => a is { Op: Op.Choose, B.Op: Op.Constant, C.Op: Op.Constant };
}
