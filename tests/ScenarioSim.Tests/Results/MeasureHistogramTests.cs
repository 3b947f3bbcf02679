using FsCheck;
using FsCheck.Xunit;
using ScenarioSim.Model.Distributions;
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

    [Theory]
    [InlineData(190_000, 10)]
    [InlineData(10_000, 1)]
    [InlineData(-3_000, 0.01)]
    [InlineData(1e12, 1)]
    public void Values_that_hardly_differ_beside_their_size_have_their_spread_and_quantiles(double size, double spread)
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => size + (spread * StandardNormal.Quantile((i + 0.5) / 100_000)))];
        MeasureHistogram h = Of(values.OrderBy(v => Math.Sin(v * 1e5)));
        Assert.False(h.IsExact);
        Assert.Equal(1, h.StandardDeviation / spread, 1e-3);
        foreach ((double p, double quantile) in h.Quantiles(0.05, 0.25, 0.5, 0.75, 0.95).Zip([0.05, 0.25, 0.5, 0.75, 0.95]).Select(q => (q.Second, q.First)))
        {
            Assert.Equal(StandardNormal.Quantile(p), (quantile - size) / spread, 0.005);
        }
    }

    [Property(MaxTest = 30)]
    public bool Bins_become_as_wide_as_the_values_need_in_whatever_order_they_come(int seed, byte cuts)
    {
        var random = new System.Random(seed);
        double[] values = [.. Enumerable.Range(0, 30_000).Select(i => (random.Next(2) == 0 ? 1 : -1 + (2 * (seed & 1))) * (1e6 + (random.NextDouble() * Math.ScaleB(1, i / 3000))))];
        MeasureHistogram whole = Of(values), many = new(), merged = new();
        foreach (double[] part in values.Chunk(1 + (cuts * 41))) many.Add(part);
        foreach (double[] part in values.OrderBy(v => Math.Sin(v)).Chunk(5000 + (cuts * 37))) merged.Merge(Of(part));
        return AreSame(whole, many) && AreSame(whole, merged);
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

    [Property(MaxTest = 60)]
    public bool Many_at_once_count_as_one_by_one_and_NaN_not_at_all(int seed, byte kind, byte cuts)
    {
        var random = new System.Random(seed);
        double[] values = [.. Enumerable.Range(0, 9000).Select(_ => random.Next(4) == 0 ? Odd(random) : Usual(random, kind % 3))];
        var many = new MeasureHistogram();
        foreach (double[] part in values.Chunk(1 + (cuts * 3))) many.Add(part);
        return AreSame(Of(values.Where(v => !double.IsNaN(v))), many);
    }

    [Fact]
    public void Sums_that_do_not_fit_a_word_are_exact()
    {
        double[] values = [.. Enumerable.Range(0, 5000).Select(i => Math.BitDecrement(1.0 + ((1 + (i % 7)) / 1024.0)) - (i * 1e-16))];
        MeasureHistogram once = Of(values), often = new();
        // More than 2^22 values in seven bins, each the bin's greatest but for a little.
        for (int i = 0; i < 8000; i++) often.Add(values);
        Assert.False(often.IsExact);
        Assert.Equal(once.Mean, often.Mean, 1e-15);
        Assert.Equal(40_000_000, often.Count);
    }

    [Fact]
    public void Quantiles_are_order_statistics()
    {
        MeasureHistogram h = Of(Enumerable.Range(1, 100).Select(i => (double)i));
        Assert.Equal([5, 25, 50, 75, 95], h.Quantiles(0.05, 0.25, 0.5, 0.75, 0.95));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public void What_was_told_before_is_told_anew_once_more_is_counted(int distinct)
    {
        MeasureHistogram h = Of(Enumerable.Range(0, distinct).Select(i => i + 0.5)), more = Of([1e6]);
        double mean = h.Mean;
        Assert.Equal(mean, h.Mean);
        h.Add(2e6);
        Assert.Equal(2e6, h.Bins()[^1].High);
        h.Add([3e6]);
        Assert.Equal(3e6, h.Quantiles(1)[0], 1e-9);
        double before = h.Mean;
        h.Merge(more);
        Assert.True(h.Mean > before);
        Assert.Equal(distinct + 3, h.Bins().Sum(b => b.Count));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10_000)]
    public void Values_whose_sum_no_number_holds_have_a_mean_and_quantiles_all_the_same(int distinct)
    {
        var histogram = new MeasureHistogram();
        for (int i = 0; i < 20_000; i++) histogram.Add(1e308 - (i % distinct * 1e303));
        double last = 1e308 - ((distinct - 1) * 1e303);
        Assert.Equal(1, histogram.Mean / ((1e308 / 2) + (last / 2)), 3e-4);
        Assert.All(histogram.Quantiles(0.05, 0.5, 0.95), q => Assert.InRange(q, last * (1 - 1e-3), 1e308));
    }

    [Fact]
    public void Without_values_there_is_no_mean() => Assert.True(double.IsNaN(new MeasureHistogram().Mean));

    // What vectors could stumble over.
    private static double Odd(System.Random random) => random.Next(9) switch
    {
        0 or 1 => double.NaN,
        2 => 0.0,
        3 => -0.0,
        4 => random.NextDouble() * 1e-320,
        5 => double.PositiveInfinity,
        6 => 255 + random.Next(3),
        7 => -random.Next(300),
        _ => Math.ScaleB(random.NextDouble(), random.Next(-40, 40)),
    };

    private static double Usual(System.Random random, int kind) => kind switch
    {
        0 => random.Next(12),
        1 => random.NextDouble(),
        _ => random.Next(4200) / 93.0,
    };

    private static bool AreSame(MeasureHistogram a, MeasureHistogram b) =>
        a.Count == b.Count && a.IsExact == b.IsExact && a.Bins().SequenceEqual(b.Bins()) && Bits(a).SequenceEqual(Bits(b));

    private static IEnumerable<long> Bits(MeasureHistogram h) => new[] { h.Least, h.Greatest, h.Mean, h.StandardDeviation }.Select(BitConverter.DoubleToInt64Bits);

    private static MeasureHistogram Of(IEnumerable<double> values)
    {
        var h = new MeasureHistogram();
        foreach (double value in values) h.Add(value);
        return h;
    }
}
