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
    /// <param name="greatest">A bound on the chance: only small ones need a single series.</param>
    public static Node RateOfChance(this Graph g, Node chance, double stepsPerPeriod, double greatest)
    {
        Node x = g.Subtract(g.Constant(0), chance);
        Node log = g.Log1PNear(x);
        if (!(greatest <= Hazard.Near)) log = g.Choose(g.Less(g.Constant(Hazard.Near), g.Absolute(x)), g.Log1PFar(x), log);
        return g.Units(g.Multiply(g.Subtract(g.Constant(0), log), g.Constant(stepsPerPeriod)));
    }

    /// <summary><see cref="Hazard.OfRate"/>.</summary>
    public static Node Units(this Graph g, Node rate)
    {
        Node units = g.Floor(g.Add(g.Multiply(rate, g.Constant(Hazard.Units)), g.Constant(0.5)));
        return g.Choose(g.LessOrEqual(g.Constant(64), rate), g.Constant(Hazard.Most), units);
    }

    /// <summary><see cref="Logarithm.Of"/> for a positive normal number.</summary>
    public static Node Log(this Graph g, Node x)
    {
        Node shifted = g.AddBits(g.ToBits(x), g.Bits(Logarithm.One - Logarithm.RootOfHalf));
        Node exponent = g.Subtract(g.FromBits(g.OrBits(g.ShiftBits(shifted, 52), g.Bits(Logarithm.WholeBits))), g.Constant(Logarithm.WholeBias));
        Node mantissa = g.FromBits(g.AddBits(g.AndBits(shifted, g.Bits(Logarithm.MantissaBits)), g.Bits(Logarithm.RootOfHalf)));
        Node f = g.Subtract(mantissa, g.Constant(1));
        Node z = g.Divide(f, g.Add(g.Constant(2), f));
        Node s = g.Multiply(z, z);
        Node q = g.Multiply(s, s);
        Node even = Horner(g, q, Logarithm.Even);
        Node odd = Horner(g, q, Logarithm.Odd);
        Node tail = g.Multiply(s, g.Add(even, g.Multiply(s, odd)));
        Node low = g.Add(g.Multiply(g.Add(z, z), tail), g.Multiply(exponent, g.Constant(Logarithm.Ln2Low)));
        return g.Add(g.Multiply(exponent, g.Constant(Logarithm.Ln2High)), g.Add(g.Add(z, z), low));
    }

    private static Node Log1PNear(this Graph g, Node x)
    {
        Node z = g.Divide(x, g.Add(g.Constant(2), x));
        Node s = g.Multiply(z, z);
        Node q = g.Multiply(s, s);
        Node even = g.Add(g.Constant(1.0 / 3), g.Multiply(q, g.Add(g.Constant(1.0 / 7), g.Multiply(q, g.Add(g.Constant(1.0 / 11), g.Multiply(q, g.Constant(1.0 / 15)))))));
        Node odd = g.Add(g.Constant(1.0 / 5), g.Multiply(q, g.Add(g.Constant(1.0 / 9), g.Multiply(q, g.Constant(1.0 / 13)))));
        Node tail = g.Multiply(s, g.Add(even, g.Multiply(s, odd)));
        return g.Add(g.Multiply(g.Constant(2), z), g.Multiply(g.Multiply(g.Constant(2), z), tail));
    }

    private static Node Log1PFar(this Graph g, Node x)
    {
        Node u = g.Add(g.Constant(1), x);
        return g.Divide(g.Multiply(g.Log(u), x), g.Subtract(u, g.Constant(1)));
    }

    private static Node Horner(Graph g, Node x, double[] coefficients)
    {
        Node sum = g.Constant(coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--) sum = g.Add(g.Constant(coefficients[i]), g.Multiply(x, sum));
        return sum;
    }
}
