using ScenarioSim.Randomness;

namespace ScenarioSim.Compiler.Vectors;

/// <summary>Functions put together from a graph's operations: each gives the same bits as the scalar function that it names.</summary>
internal static class Functions
{
    /// <summary><see cref="Model.Arithmetic.Lesser"/>.</summary>
    public static Node Lesser(this Graph g, Node a, Node b) => g.Choose(g.Less(b, a), b, a);

    /// <summary><see cref="Model.Arithmetic.Greater"/>.</summary>
    public static Node Greater(this Graph g, Node a, Node b) => g.Choose(g.Less(a, b), b, a);

    /// <summary><see cref="Model.Arithmetic.Clamp"/>.</summary>
    public static Node Clamp(this Graph g, Node x, Node low, Node high)
    {
        Node raised = low is { Op: Op.Constant, Number: double.NegativeInfinity } ? x : g.Choose(g.Less(x, low), low, x);
        return high is { Op: Op.Constant, Number: double.PositiveInfinity } ? raised : g.Choose(g.Less(high, raised), high, raised);
    }

    /// <summary><see cref="Model.Arithmetic.Round"/>.</summary>
    public static Node Round(this Graph g, Node x)
    {
        Node whole = g.Truncate(x);
        Node away = g.LessOrEqual(g.Constant(0.5), g.Absolute(g.Subtract(x, whole)));
        Node one = g.Choose(g.Less(x, g.Constant(0)), g.Constant(-1), g.Constant(1));
        return g.Choose(away, g.Add(whole, one), whole);
    }

    /// <summary>Whether a number is finite.</summary>
    public static Node IsFinite(this Graph g, Node x) => g.Equal(g.Subtract(x, x), g.Constant(0));

    /// <summary><see cref="Hazard.OfChance"/> for a chance in [0, 1).</summary>
    /// <param name="g">The graph.</param>
    /// <param name="chance">The chance.</param>
    /// <param name="stepsPerPeriod">Length of a step in periods.</param>
    /// <param name="greatest">A bound on the chance: small ones take fewer operations.</param>
    public static Node RateOfChance(this Graph g, Node chance, Node stepsPerPeriod, double greatest) =>
        g.Units(g.Multiply(g.Subtract(g.Constant(0), g.LogOfOneAnd(g.Subtract(g.Constant(0), chance), greatest)), stepsPerPeriod));

    /// <summary><see cref="Hazard.OfRate"/>.</summary>
    public static Node Units(this Graph g, Node rate)
    {
        Node units = g.Floor(g.Add(g.Multiply(rate, g.Constant(Hazard.Units)), g.Constant(0.5)));
        return g.Choose(g.LessOrEqual(g.Constant(64), rate), g.Constant(Hazard.Most), units);
    }

    /// <summary><see cref="Logarithm.OfOneAnd"/> for a number above -1.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="x">The number.</param>
    /// <param name="greatest">A bound on its absolute value.</param>
    public static Node LogOfOneAnd(this Graph g, Node x, double greatest)
    {
        if (greatest <= Logarithm.Near) return g.SumOfLogs(null, x);
        Node near = g.LessOrEqual(g.Absolute(x), g.Constant(Logarithm.Near));
        Node shifted = g.AddBits(g.ToBits(g.Add(g.Constant(1), x)), g.Bits(Logarithm.One - Logarithm.RootOfHalf));
        Node exponent = g.Subtract(g.FromBits(g.OrBits(g.ShiftBits(shifted, 52), g.Bits(Logarithm.WholeBits))), g.Constant(Logarithm.WholeBias));
        Node mantissa = g.FromBits(g.AddBits(g.AndBits(shifted, g.Bits(Logarithm.MantissaBits)), g.Bits(Logarithm.RootOfHalf)));
        // Near 0 the exponent is 0.
        return g.SumOfLogs(exponent, g.Choose(near, x, g.Subtract(mantissa, g.Constant(1))));
    }

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
