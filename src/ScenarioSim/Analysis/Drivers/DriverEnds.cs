using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>The values at which an assumption is fixed to see what hangs on it.</summary>
internal static class DriverEnds
{
    // Up to so many values are all tried, as words and truths are.
    private const int FewValues = 4;

    // Where what is believed hardly varies, further out.
    private static readonly double[] s_tails = [0.05, 0.005, 0.0005];

    /// <summary>All values of words, of truths, and where there are but a few; else the 5 % and the 95 % quantile, rounded to what tells them apart in reports, so that a label is the value it stands for.</summary>
    /// <param name="kind">The kind of the assumption.</param>
    /// <param name="believed">Its distribution.</param>
    /// <returns>Two or more; none where only one value is believed, or where more than a few vary with less than 0.05 % on either side.</returns>
    public static IReadOnlyList<DriverEnd> Of(Kind kind, Distribution believed)
    {
        // Not by their densities: where a part is continuous that is its own, and may be any number.
        bool isDiscrete = believed.Atoms.Count > 0 && believed.Atoms.Sum(v => believed.Cdf(v) - believed.Below(v)) >= 1 - 1e-12;
        if (isDiscrete && (kind is Kind.Word or Kind.Truth || believed.Atoms.Count <= FewValues))
        {
            double[] values = [.. believed.Atoms.Where(v => believed.Density(v) > 0)];
            return values.Length < 2 ? [] : [.. values.Select(v => new DriverEnd(v, null))];
        }
        foreach (double tail in s_tails)
        {
            // No constant can be greater than the largest parameter of a distribution; its tails may.
            double low = Math.Max(-ParameterCheck.Largest, believed.Quantile(tail)), high = Math.Min(believed.UpperQuantile(tail), ParameterCheck.Largest);
            if (low < high) return isDiscrete ? [new DriverEnd(low, tail), new DriverEnd(high, 1 - tail)] : Rounded(kind, believed, low, high, tail);
        }
        return [];
    }

    private static DriverEnd[] Rounded(Kind kind, Distribution believed, double low, double high, double tail)
    {
        double grain = Rounding.Grain(kind, low, high);
        double Round(double value) => Math.Clamp(Rounding.Round(kind, value, grain), believed.Low, believed.High);
        return [new DriverEnd(Round(low), tail), new DriverEnd(Round(high), 1 - tail)];
    }
}
