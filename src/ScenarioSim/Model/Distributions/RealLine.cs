namespace ScenarioSim.Model.Distributions;

/// <summary>Maps a range of values onto the whole real line, so that a density has smooth, dying ends however it behaves at its own.</summary>
/// <remarks>A logarithm at a single end, log odds between two, nothing where both are infinite.</remarks>
/// <param name="low">Lower end; may be infinite.</param>
/// <param name="high">Upper end; may be infinite.</param>
internal readonly struct RealLine(double low, double high)
{
    // Past these a value can no longer be told from the end it nears.
    private const double Underflow = 700;
    private const double LastBit = 36;

    private bool Below => double.IsFinite(low);

    private bool Above => double.IsFinite(high);

    /// <summary>The least t worth looking at.</summary>
    public double Least => !Below ? double.NegativeInfinity : low == 0 ? -Underflow : -LastBit + (Above ? 0 : Math.Log(Math.Abs(low)));

    /// <summary>The greatest t worth looking at.</summary>
    public double Greatest => !Above ? double.PositiveInfinity : high == 0 ? Underflow : LastBit - (Below ? 0 : Math.Log(Math.Abs(high)));

    /// <summary>The value at t.</summary>
    public double Value(double t)
    {
        if (Below && Above) return t < 0 ? low + (high - low) * Odds(t) : high - (high - low) * Odds(-t);
        return Below ? low + Math.Exp(t) : Above ? high - Math.Exp(-t) : t;
    }

    /// <summary>The t of a value strictly inside.</summary>
    public double Place(double x)
    {
        if (Below && Above) return Math.Log((x - low) / (high - x));
        return Below ? Math.Log(x - low) : Above ? -Math.Log(high - x) : x;
    }

    /// <summary>The logarithm of dx / dt.</summary>
    public double LogSlope(double t)
    {
        if (Below && Above) return Math.Log(high - low) - Math.Abs(t) - 2 * Precise.Log1P(Math.Exp(-Math.Abs(t)));
        return Below ? t : Above ? -t : 0;
    }

    private static double Odds(double t) => Math.Exp(t) / (1 + Math.Exp(t));
}
