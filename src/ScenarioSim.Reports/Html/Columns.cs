using ScenarioSim.Results;

namespace ScenarioSim.Reports.Html;

/// <summary>A distribution in columns of equal width: the share of all counts in each.</summary>
/// <param name="Least">Where the first column begins.</param>
/// <param name="Each">How wide a column is.</param>
/// <param name="Shares">Of each column, from the least.</param>
internal sealed record Columns(double Least, double Each, IReadOnlyList<double> Shares)
{
    private const int Most = 48;

    // So little of a long tail at either end is not drawn: it would press the rest together.
    private const double Tail = 0.001;

    /// <summary>Where the last column ends.</summary>
    public double Greatest => Least + (Each * Shares.Count);

    /// <summary>The columns of bins; null where there are none.</summary>
    /// <remarks>Where values are spaced evenly (days, counts) a column holds as many of them as any other: else some would stand out that are no more likely.</remarks>
    /// <param name="bins">The bins, rising.</param>
    /// <param name="within">The columns of another distribution that these shall be drawn in; null: their own.</param>
    public static Columns? Of(IReadOnlyList<Bin> bins, Columns? within = null)
    {
        double total = bins.Sum(b => (double)b.Count);
        if (!(total > 0)) return null;
        (double least, double each, int count) = within is { } w ? (w.Least, w.Each, w.Shares.Count) : Layout(WithoutTails(bins, total));
        var shares = new double[count];
        foreach (Bin bin in bins)
        {
            // What lies in a bin is spread evenly over it.
            double low = (bin.Low - least) / each, high = (bin.High - least) / each;
            int first = (int)Math.Clamp(Math.Floor(low), -1, count), last = (int)Math.Clamp(Math.Floor(high), -1, count);
            for (int i = Math.Max(0, first); i <= Math.Min(count - 1, last); i++)
            {
                shares[i] += bin.Count / total * (high > low ? (Math.Min(high, i + 1) - Math.Max(low, i)) / (high - low) : 1);
            }
        }
        return new Columns(least, each, shares);
    }

    private static (double Least, double Each, int Count) Layout(IReadOnlyList<Bin> bins)
    {
        (double least, double greatest) = (bins[0].Low, bins[^1].High);
        if (!(greatest > least)) return (least - 0.5, 1, 1);
        double gap = bins.Zip(bins.Skip(1), (a, b) => b.Low - a.Low).Where(g => g > 0).DefaultIfEmpty(0).Min();
        bool even = gap > 0 && bins.All(b => b.High == b.Low && IsWhole((b.Low - least) / gap));
        if (!even) return (least, (greatest - least) / Most * (1 + 1e-9), Most);
        int values = (int)Math.Min(int.MaxValue / 2, Math.Round((greatest - least) / gap) + 1);
        int together = (values + Most - 1) / Most;
        return (least - (gap / 2), gap * together, (values + together - 1) / together);
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) < 1e-6;

    private static Bin[] WithoutTails(IReadOnlyList<Bin> bins, double total)
    {
        (int first, int last) = (0, bins.Count - 1);
        for (double below = bins[first].Count; below <= Tail * total && first < last; below += bins[first].Count) first++;
        for (double above = bins[last].Count; above <= Tail * total && last > first; above += bins[last].Count) last--;
        return [.. bins.Skip(first).Take(last - first + 1)];
    }
}
