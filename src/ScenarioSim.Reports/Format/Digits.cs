namespace ScenarioSim.Reports.Format;

/// <summary>How many digits of a number may be shown.</summary>
public static class Digits
{
    // More than this many decimals tell a reader nothing, however narrow the interval is.
    private const int Most = 9;

    // Of the last place, in the width of an interval.
    private const double LeastUnits = 3;
    private const double Rounding = 1e-9;

    /// <summary>
    /// The number of decimals that an interval supports: at least three units of the last place lie between its two ends, so that rounding moves them little.
    /// Negative where not even the units are supported (-2: hundreds).
    /// </summary>
    public static int Supported(double low, double high)
    {
        double width = high - low;
        return width > 0 && double.IsFinite(width) ? Math.Clamp((int)Math.Ceiling(-Math.Log10(width / LeastUnits) - Rounding), -Most, Most) : Most;
    }

    /// <summary>The same for a number that may be negative: where the interval has both signs, both can be seen.</summary>
    public static int OfNumber(double low, double high) => low < 0 && high > 0 ? OfDifference(low, high) : Supported(low, high);

    /// <summary>The same for a difference: an end that is not 0 is not shown as 0, so that both signs can be seen.</summary>
    public static int OfDifference(double low, double high)
    {
        int decimals = Supported(low, high);
        double nearest = Math.Min(low == 0 ? double.PositiveInfinity : Math.Abs(low), high == 0 ? double.PositiveInfinity : Math.Abs(high));
        return double.IsFinite(nearest) && 2 * nearest < Math.Pow(10, -decimals) ? Math.Clamp((int)Math.Ceiling(-Math.Log10(2 * nearest)), decimals, Most) : decimals;
    }

    /// <summary>Decimals for a share that was counted in so many runs, where no interval is at hand: those of its 95% interval.</summary>
    public static int OfShare(double share, long? runs)
    {
        if (runs is not { } n || n < 1) return ExactPercent;
        double width = 2 * Math.Max(1.96 * Math.Sqrt(share * (1 - share) / n), 1.5 / n);
        return Math.Max(0, Supported(0, 100 * width));
    }

    /// <summary>Decimals of a percentage without an error.</summary>
    public const int ExactPercent = 4;
}
