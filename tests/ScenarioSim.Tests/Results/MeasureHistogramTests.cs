using FsCheck;
using FsCheck.Xunit;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Results;

public class MeasureHistogramTests
{
    [Fact]
    public void Up_to_4096_distinct_values_each_has_its_own_count()
    {
        MeasureHistogram h = Of(Enumerable.Range(0, 4096).Select(i => i * 0.37).Append(0));
        Assert.True(h.IsExact);
        Assert.Equal(4096, h.Bins().Count);
        Assert.Equal(new Bin(0, 0, 2), h.Bins()[0]);
    }

    [Fact]
    public void Beyond_that_bins_are_at_most_a_thousandth_of_their_value_wide()
    {
        MeasureHistogram h = Of(Enumerable.Range(0, 50_000).Select(i => Math.Exp(i * 0.0004) - 3e3));
        Assert.False(h.IsExact);
        Assert.All(h.Bins(), b => Assert.True(b.High - b.Low <= 0.001 * Math.Max(Math.Abs(b.Low), Math.Abs(b.High))));
        Assert.Equal(50_000, h.Bins().Sum(b => b.Count));
    }

    [Fact]
    public void The_mean_carries_no_binning_error_and_the_spread_hardly_any()
    {
        double[] values = [.. Enumerable.Range(0, 20_000).Select(i => 100 + (50 * Math.Sin(i)))];
        MeasureHistogram h = Of(values);
        double mean = values.Average();
        Assert.Equal(mean, h.Mean, 1e-12 * mean);
        Assert.Equal(Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)), h.StandardDeviation, 1e-4);
    }

    [Property(MaxTest = 30)]
    public bool Neither_order_nor_sharing_changes_a_bit(int seed, byte cuts)
    {
        var random = new System.Random(seed);
        double[] values = [.. Enumerable.Range(0, 9000).Select(_ => Math.Round(random.NextDouble() * 8000) * (random.Next(2) == 0 ? 0.1 : -3e7))];
        MeasureHistogram whole = Of(values);
        var merged = new MeasureHistogram();
        foreach (double[] part in values.OrderBy(v => Math.Sin(v)).Chunk(1 + (cuts * 37))) merged.Merge(Of(part));
        return whole.Bins().SequenceEqual(merged.Bins()) && whole.Mean.Equals(merged.Mean) && whole.StandardDeviation.Equals(merged.StandardDeviation);
    }

    [Fact]
    public void Quantiles_are_order_statistics()
    {
        MeasureHistogram h = Of(Enumerable.Range(1, 100).Select(i => (double)i));
        Assert.Equal([5, 25, 50, 75, 95], h.Quantiles(0.05, 0.25, 0.5, 0.75, 0.95));
    }

    [Fact]
    public void Without_values_there_is_no_mean() => Assert.True(double.IsNaN(new MeasureHistogram().Mean));

    private static MeasureHistogram Of(IEnumerable<double> values)
    {
        var h = new MeasureHistogram();
        foreach (double value in values) h.Add(value);
        return h;
    }
}
