using ScenarioSim.Randomness;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>Functions put together from a graph's operations: each gives the same bits as the scalar function that it names.</summary>
internal static class Functions
{
    /// <summary><see cref="Model.Arithmetic.Lesser"/>.</summary>
    public static Node Lesser(this Graph g, Node a, Node b) => AreAlike(a, b) ? g.Least(a, b) : g.Choose(g.Less(b, a), b, a);

    /// <summary><see cref="Model.Arithmetic.Greater"/>.</summary>
    public static Node Greater(this Graph g, Node a, Node b) => AreAlike(a, b) ? g.Greatest(a, b) : g.Choose(g.Less(a, b), b, a);

    /// <summary><see cref="Model.Arithmetic.Clamp"/>.</summary>
    public static Node Clamp(this Graph g, Node x, Node low, Node high)
    {
        // Greatest and Least are for numbers, and not for zeros of different sign.
        bool areNumbers = !x.Extent.CanBeNaN && !low.Extent.CanBeNaN && !high.Extent.CanBeNaN;
        Node raised = low is { Op: Op.Constant, Number: double.NegativeInfinity } ? x
            : areNumbers && low.Op == Op.Constant && (low.Number != 0 || !x.Extent.CanBeMinusZero) ? g.Greatest(x, low)
            : g.Choose(g.Less(x, low), low, x);
        if (high is { Op: Op.Constant, Number: double.PositiveInfinity }) return raised;
        return areNumbers && high is { Op: Op.Constant, Number: not 0 } ? g.Least(raised, high) : g.Choose(g.Less(high, raised), high, raised);
    }

    /// <summary><see cref="Model.Arithmetic.Round"/>.</summary>
    public static Node Round(this Graph g, Node x)
    {
        if (x.Extent.IsWhole) return x;
        Node whole = g.Truncate(x);
        Node away = g.LessOrEqual(g.Constant(0.5), g.Absolute(g.Subtract(x, whole)));
        Node one = g.Choose(g.Less(x, g.Constant(0)), g.Constant(-1), g.Constant(1));
        return g.Choose(away, g.Add(whole, one), whole);
    }

    /// <summary>Whether a number is finite.</summary>
    public static Node IsFinite(this Graph g, Node x) => x.Extent.IsFinite ? g.Always : g.Equal(g.Subtract(x, x), g.Constant(0));

    /// <summary><see cref="Hazard.OfChance"/> for a chance in [0, 1).</summary>
    /// <param name="g">The graph.</param>
    /// <param name="chance">The chance.</param>
    /// <param name="unitSteps">Length of a step in periods, times <see cref="Hazard.Units"/>: a power of two, so that the product is as if it were multiplied in after.</param>
    /// <param name="greatest">A bound on the chance: small ones take fewer operations.</param>
    /// <param name="mostSteps">A bound on the length of a step in periods.</param>
    public static Node RateOfChance(this Graph g, Node chance, Node unitSteps, double greatest, double mostSteps)
    {
        Node rate = g.Multiply(g.SingleLogOfOneAnd(g.Subtract(g.Constant(0), chance), greatest), g.Subtract(g.Constant(0), unitSteps));
        Node units = g.Floor(g.Add(rate, g.Constant(0.5)));
        // A rate that is surely small needs no bound.
        return greatest < 1 && Hazard.OfChance(greatest, mostSteps) < Hazard.Most / 2 ? units : g.Choose(g.LessOrEqual(g.Constant(Hazard.Most), rate), g.Constant(Hazard.Most), units);
    }

    /// <summary><see cref="Hazard.OfRate"/>.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="rate">The rate, times <see cref="Hazard.Units"/>.</param>
    public static Node Units(this Graph g, Node rate) =>
        g.Choose(g.LessOrEqual(g.Constant(Hazard.Most), rate), g.Constant(Hazard.Most), g.Floor(g.Add(rate, g.Constant(0.5))));

    /// <summary>One of two numbers, where what they are made of in the same way is chosen first.</summary>
    public static Node ChooseInside(this Graph g, Node condition, Node then, Node otherwise)
    {
        if (ReferenceEquals(then, otherwise) || then.Op != otherwise.Op) return g.Choose(condition, then, otherwise);
        Node A() => g.ChooseInside(condition, then.A!, otherwise.A!);
        Node B() => g.ChooseInside(condition, then.B!, otherwise.B!);
        return then.Op switch
        {
            Op.Add => g.Add(A(), B()),
            Op.Subtract => g.Subtract(A(), B()),
            Op.Multiply => g.Multiply(A(), B()),
            Op.Divide => g.Divide(A(), B()),
            _ => g.Choose(condition, then, otherwise),
        };
    }

    /// <summary><see cref="SingleLogarithm.OfOneAnd(double)"/> for a number above -1 and not above 0.</summary>
    /// <remarks>What is a float in it is a constant or comes of <see cref="Graph.Single"/>, so that floats will do for it.</remarks>
    /// <param name="g">The graph.</param>
    /// <param name="x">The number.</param>
    /// <param name="greatest">A bound on its absolute value.</param>
    public static Node SingleLogOfOneAnd(this Graph g, Node x, double greatest)
    {
        if (greatest <= SingleLogarithm.Near) return g.SingleLogOfMantissa(g.Single(x));
        Node near = g.LessOrEqual(g.Constant(-SingleLogarithm.Near), x);
        Node y = g.Add(g.Constant(1), x);
        // From sqrt(1/2) to 1 there is no power of 2 to take out.
        if (greatest < 0.29) return g.SingleLogOfMantissa(g.Single(g.Choose(near, x, g.Subtract(y, g.Constant(1)))));
        Node shifted = g.AddBits(g.ToBits(y), g.Bits(Logarithm.One - Logarithm.RootOfHalf));
        // Of a sign and an exponent the bits make at most 4,095.
        Node biased = g.FromBits(g.OrBits(g.ShiftBits(shifted, 52), g.Bits(Logarithm.WholeBits)), Extent.Between(1L << 52, (1L << 52) + 4095, whole: true));
        Node exponent = g.Single(g.Subtract(biased, g.Constant(Logarithm.WholeBias)));
        Node mantissa = g.FromBits(g.AddBits(g.AndBits(shifted, g.Bits(Logarithm.MantissaBits)), g.Bits(Logarithm.RootOfHalf)), Extent.Between(0.7071, 1.4143));
        // Near 0 the exponent is 0.
        Node log = g.SingleLogOfMantissa(g.Single(g.Choose(near, x, g.Subtract(mantissa, g.Constant(1)))));
        return g.Single(g.Add(g.Single(g.Multiply(exponent, g.Constant(SingleLogarithm.Ln2))), log));
    }

    // Numbers of which the lesser and the greater do not depend on which comes first.
    private static bool AreAlike(Node a, Node b) => !a.Extent.CanBeNaN && !b.Extent.CanBeNaN && !a.Extent.CanBeMinusZero && !b.Extent.CanBeMinusZero;

    // log(1 + f) for a float f from sqrt(1/2) - 1 to sqrt(2) - 1.
    private static Node SingleLogOfMantissa(this Graph g, Node f)
    {
        Node Sum(double a, Node b) => g.Single(g.Add(g.Constant(a), b));
        Node Product(Node a, Node b) => g.Single(g.Multiply(a, b));
        Node z = g.Single(g.Divide(f, Sum(2, f)));
        Node s = Product(z, z);
        Node p = Sum(SingleLogarithm.C2, Product(s, g.Constant(SingleLogarithm.C3)));
        p = Sum(SingleLogarithm.C1, Product(s, p));
        return Product(z, Sum(2, Product(s, p)));
    }
}
