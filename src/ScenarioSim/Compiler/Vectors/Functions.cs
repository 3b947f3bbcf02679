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
        Node rate = g.Multiply(g.LogOfOneAnd(g.Subtract(g.Constant(0), chance), greatest), g.Subtract(g.Constant(0), unitSteps));
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

    /// <summary><see cref="Logarithm.OfOneAnd"/> for a number above -1.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="x">The number.</param>
    /// <param name="greatest">A bound on its absolute value.</param>
    public static Node LogOfOneAnd(this Graph g, Node x, double greatest)
    {
        if (greatest <= Logarithm.Near) return g.SumOfLogs(null, x);
        Node near = x.Extent.High <= 0 ? g.LessOrEqual(g.Constant(-Logarithm.Near), x) : g.LessOrEqual(g.Absolute(x), g.Constant(Logarithm.Near));
        // From sqrt(1/2) to sqrt(2) there is no power of 2 to take out.
        if (greatest < 0.29) return g.SumOfLogs(null, g.Choose(near, x, g.Subtract(g.Add(g.Constant(1), x), g.Constant(1))));
        Node shifted = g.AddBits(g.ToBits(g.Add(g.Constant(1), x)), g.Bits(Logarithm.One - Logarithm.RootOfHalf));
        Node exponent = g.Subtract(g.FromBits(g.OrBits(g.ShiftBits(shifted, 52), g.Bits(Logarithm.WholeBits))), g.Constant(Logarithm.WholeBias));
        Node mantissa = g.FromBits(g.AddBits(g.AndBits(shifted, g.Bits(Logarithm.MantissaBits)), g.Bits(Logarithm.RootOfHalf)));
        // Near 0 the exponent is 0.
        return g.SumOfLogs(exponent, g.Choose(near, x, g.Subtract(mantissa, g.Constant(1))));
    }

    // Numbers of which the lesser and the greater do not depend on which comes first.
    private static bool AreAlike(Node a, Node b) => !a.Extent.CanBeNaN && !b.Extent.CanBeNaN && !a.Extent.CanBeMinusZero && !b.Extent.CanBeMinusZero;

    private static Node SumOfLogs(this Graph g, Node? k, Node f)
    {
        Node z = g.Divide(f, g.Add(g.Constant(2), f));
        Node s = g.Multiply(z, z);
        Node q = g.Multiply(s, s);
        Node Step(double c, Node? inner) => inner is null ? g.Constant(c) : g.Add(g.Constant(c), g.Multiply(q, inner));
        Node even = g.Multiply(q, Step(Logarithm.C2, Step(Logarithm.C4, Step(Logarithm.C6, null))));
        Node odd = g.Multiply(s, Step(Logarithm.C1, Step(Logarithm.C3, Step(Logarithm.C5, Step(Logarithm.C7, null)))));
        Node low = g.Multiply(z, g.Add(even, odd));
        Node high = g.Add(z, z);
        return k is null ? g.Add(high, low) : g.Add(g.Multiply(k, g.Constant(Logarithm.Ln2High)), g.Add(high, g.Add(low, g.Multiply(k, g.Constant(Logarithm.Ln2Low)))));
    }
}
