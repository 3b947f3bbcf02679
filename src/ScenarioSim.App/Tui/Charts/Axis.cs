using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>Equal stretches of an axis with round ends, so that bins sit at fixed places while numbers sharpen.</summary>
/// <param name="From">Left end of the first stretch.</param>
/// <param name="Step">The length of a stretch.</param>
/// <param name="Count">How many.</param>
/// <param name="Whole">Every value is a whole number: a stretch of 1 then holds just one.</param>
public sealed record Axis(double From, double Step, int Count, bool Whole)
{
    /// <summary>Right end of the last stretch.</summary>
    public double To => From + (Step * Count);

    /// <summary>Stretches over a range, at most so many, of a round length (1, 2 or 5 times a power of ten).</summary>
    public static Axis Over(double low, double high, bool whole, int most)
    {
        most = Math.Max(1, most);
        if (!(high > low)) high = low + (whole ? 0 : Math.Max(1e-9, Math.Abs(low) * 1e-6));
        double span = whole ? high - low + 1 : high - low;
        double step = Round(span / most, whole);
        double from = Math.Floor(low / step) * step;
        int count = Stretches(from, step, high, whole);
        while (count > most)
        {
            step = Round(step * 1.01, whole);
            from = Math.Floor(low / step) * step;
            count = Stretches(from, step, high, whole);
        }
        return new Axis(from, step, count, whole);
    }

    /// <summary>The axis of a distribution that was counted.</summary>
    public static Axis Over(IReadOnlyList<Bin> bins, int most, double? low = null, double? high = null)
    {
        if (bins.Count == 0) return new Axis(low ?? 0, 1, 1, false);
        bool whole = bins.All(b => b.Low == b.High && b.Low == Math.Floor(b.Low));
        return Over(Math.Min(low ?? double.MaxValue, bins[0].Low), Math.Max(high ?? double.MinValue, bins[^1].High), whole, most);
    }

    /// <summary>The axis of what comes on steps only: as many of them in each stretch, or where values lie between the ends of two stretches some would hold more than others.</summary>
    /// <param name="step">How far steps are apart.</param>
    /// <param name="first">The first step that there can be.</param>
    /// <param name="last">The last.</param>
    /// <param name="most">How many stretches at most.</param>
    public static Axis OfSteps(double step, int first, int last, int most)
    {
        int steps = Math.Max(1, last - first + 1), together = (steps + Math.Max(1, most) - 1) / Math.Max(1, most);
        return new Axis(first * step, together * step, (steps + together - 1) / together, step == Math.Floor(step));
    }

    /// <summary>The stretch that a value lies in.</summary>
    public int At(double value) => (int)Math.Clamp(Math.Floor(((value - From) / Step) + 1e-9), 0, Count - 1);

    /// <summary>How many runs lie in each stretch; a bin wider than a stretch is spread evenly.</summary>
    public double[] Counts(IReadOnlyList<Bin> bins)
    {
        var counts = new double[Count];
        foreach (var bin in bins)
        {
            int first = At(bin.Low), last = At(bin.High);
            if (first == last || bin.High <= bin.Low) counts[first] += bin.Count;
            else Spread(counts, bin, first, last);
        }
        return counts;
    }

    private void Spread(double[] counts, Bin bin, int first, int last)
    {
        for (int i = first; i <= last; i++)
        {
            double left = Math.Max(bin.Low, From + (i * Step)), right = i == last ? bin.High : From + ((i + 1) * Step);
            counts[i] += bin.Count * Math.Max(0, right - left) / (bin.High - bin.Low);
        }
    }

    private static int Stretches(double from, double step, double high, bool whole) =>
        Math.Max(1, whole ? (int)Math.Floor((high - from) / step) + 1 : (int)Math.Ceiling(((high - from) / step) - 1e-9));

    private static double Round(double step, bool whole)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double lead = step / power;
        double round = lead <= 1 + 1e-9 ? power : lead <= 2 + 1e-9 ? 2 * power : lead <= 5 + 1e-9 ? 5 * power : 10 * power;
        return whole ? Math.Max(1, Math.Round(round)) : round;
    }
}
