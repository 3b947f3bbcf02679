namespace ScenarioSim.Compiler;

/// <summary>What is known of a stay's pick where runs are split: it lies between two bounds, and not in a gap between them.</summary>
/// <param name="Low">Lower bound, inclusive.</param>
/// <param name="High">Upper bound.</param>
/// <param name="GapLow">Where the gap begins; between the bounds.</param>
/// <param name="GapHigh">Where it ends; the same where there is none.</param>
/// <param name="Asked">No more is asked.</param>
internal readonly record struct PickKnown(double Low, double High, double GapLow, double GapHigh, bool Asked)
{
    /// <summary>Any pick.</summary>
    public static PickKnown Nothing { get; } = new(0, 1, 0, 0, false);

    /// <summary>The length of where it may lie.</summary>
    public double Length => High - Low - (GapHigh - GapLow);

    /// <summary>The pick that a uniform number in (0, 1) stands for.</summary>
    public double Draw(double uniform)
    {
        double pick = Low + (uniform * Length);
        if (GapHigh > GapLow && pick >= GapLow) pick += GapHigh - GapLow;
        return Math.Min(pick, Math.BitDecrement(High));
    }

    /// <summary>The chance that it lies in an interval.</summary>
    public double Chance(double low, double high) =>
        Low == 0 && High == 1 && !Asked ? high - low : (Overlap(low, high, Low, High) - Overlap(low, high, GapLow, GapHigh)) / Length;

    /// <summary>A quarter of where it may lie, or more, that holds a wanted interval; null where that lies elsewhere or is no rarer than that.</summary>
    public (double Low, double High)? Around(double low, double high, double quarter)
    {
        (low, high) = (Math.Max(low, Low), Math.Min(high, High));
        double room = High - Low - (high - low);
        double width = Math.Max(high - low, quarter * (High - Low));
        if (Asked || high <= low || high - low >= quarter * (High - Low) || room <= 0) return null;
        double start = Math.Clamp(low - ((width - (high - low)) * ((low - Low) / room)), Low, High - width);
        return (start, start + width);
    }

    private static double Overlap(double low, double high, double from, double to) => Math.Max(0, Math.Min(high, to) - Math.Max(low, from));
}
