namespace ScenarioSim.Compiler.Vectors;

/// <summary>One of two sums is the sum of what is chosen of each: the same number, by fewer operations where the two are alike.</summary>
internal static class Merging
{
    // How far down operations are compared, and how much longer a division takes than others.
    private const int Deepest = 6;
    private const int DivisionWork = 10;

    /// <summary>Whether it takes less to choose the operands of two numbers than to choose one of the two.</summary>
    public static bool Pays(Node then, Node otherwise) =>
        IsArithmetic(then) && then.Op == otherwise.Op && Merged(then, otherwise, Deepest) < Work(then, Deepest) + Work(otherwise, Deepest) + 1;

    private static bool IsArithmetic(Node node) => node.Op is Op.Add or Op.Subtract or Op.Multiply or Op.Divide;

    // What a number costs, about, if nobody else needs what it is made of.
    private static int Work(Node node, int depth)
    {
        if (depth == 0 || !IsArithmetic(node)) return 0;
        return (node.Op == Op.Divide ? DivisionWork : 1) + Work(node.A!, depth - 1) + Work(node.B!, depth - 1);
    }

    // What one of two numbers costs where operations of both are done once, on the operands that are chosen.
    private static int Merged(Node a, Node b, int depth)
    {
        if (ReferenceEquals(a, b)) return Work(a, depth);
        if (depth == 0 || !IsArithmetic(a) || a.Op != b.Op) return Work(a, depth) + Work(b, depth) + 1;
        return (a.Op == Op.Divide ? DivisionWork : 1) + Merged(a.A!, b.A!, depth - 1) + Merged(a.B!, b.B!, depth - 1);
    }
}
