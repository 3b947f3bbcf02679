namespace ScenarioSim.Compiler.Vectors;

/// <content>Estimates that are safe on one side: cheaper than the numbers that they are about.</content>
internal sealed partial class Graph
{
    /// <summary>About a quotient of numbers that are not negative, off by less than 2^-13 of it where the divisor is 1 or more; where that is 0, half the dividend or more.</summary>
    public Node RoughQuotient(Node a, Node b)
    {
        if (!rows.Width.IsNarrow)
        {
            return b.Op switch
            {
                Op.Constant => Multiply(a, Constant(1 / b.Number)),
                Op.Look8 or Op.Look16 => Multiply(a, Look([.. b.Table!.Select(x => 1 / x)], b.A!)),
                _ => Make(Op.RoughQuotient, Shape.Number, a, b),
            };
        }
        // A vector of floats in place of two of doubles, which take long to divide.
        Node dividend = RoughSingle(a);
        return b.Op switch
        {
            Op.Constant => Single(Multiply(dividend, Constant((float)(1 / b.Number)))),
            Op.Look8 or Op.Look16 => Single(Multiply(dividend, Single(Look([.. b.Table!.Select(x => (double)(float)(1 / x))], b.A!)))),
            _ => Single(Divide(dividend, RoughSingle(b))),
        };
    }

    /// <summary>A little less than a rough quotient: surely not more than the quotient is.</summary>
    public Node BelowRough(Node quotient)
    {
        if (quotient.Op == Op.Constant) return quotient;
        Node less = Multiply(quotient, Constant(1 - (rows.Width.IsNarrow ? 1.0 / (1 << 18) : 1.0 / (1 << 12))));
        return rows.Width.IsNarrow ? Single(less) : less;
    }

    private Node RoughSingle(Node a) => a.Op == Op.Constant ? Constant((float)a.Number) : Make(Op.RoughSingle, Shape.Number, a);
}
