using ScenarioSim.Results;
using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

public class QuantilesTests
{
    [Fact]
    public void Where_values_are_no_longer_told_apart_a_bound_is_the_end_of_its_bin()
    {
        Bin[] bins = [new(0, 10, 30), new(10, 20, 40), new(20, 30, 30)];
        Assert.Equal((10, 20), Quantiles.Interval(bins, 0.5, 0.95));
        Assert.Equal((0, 20), Quantiles.Interval(bins, 0.35, 0.95));
    }

    [Fact] // H. David, H. Nagaraja, Order Statistics (2003), section 7.1: of ten, the 2nd and 9th hold the median with 97.9%
    public void The_interval_of_the_median_of_ten_is_from_the_second_to_the_ninth()
    {
        Bin[] ten = [.. Enumerable.Range(1, 10).Select(i => new Bin(i, i, 1))];
        Assert.Equal((2, 9), Quantiles.Interval(ten, 0.5, 0.95));
        Assert.Equal((1, 10), Quantiles.Interval(ten, 0.5, 0.99));
    }

    [Fact]
    public void With_too_few_runs_for_the_level_there_is_no_bound()
    {
        Bin[] ten = [.. Enumerable.Range(1, 10).Select(i => new Bin(i, i, 1))];
        Assert.Equal((double.NegativeInfinity, 3), Quantiles.Interval(ten, 0.05, 0.95));
        Assert.Equal((8, double.PositiveInfinity), Quantiles.Interval(ten, 0.95, 0.95));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), Quantiles.Interval(ten[..1], 0.5, 0.95));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void Ninety_five_percent_of_the_intervals_hold_the_quantile(double p)
    {
        double coverage = Drawn.Coverage(8, 3000, p, r =>
        {
            Bin[] bins = [.. Enumerable.Range(0, 400).Select(_ => r.NextDouble()).Order().Select(v => new Bin(v, v, 1))];
            return Quantiles.Interval(bins, p, 0.95);
        });
        Assert.InRange(coverage, 0.945, 0.975);
    }

    [Fact]
    public void Many_runs_and_a_few_less_give_nearly_the_same_interval()
    {
        Bin[] bins = [.. Enumerable.Range(0, 10_000).Select(i => new Bin(i, i, 100))];
        Bin[] more = [.. bins[..^1], new Bin(9_999, 9_999, 101)];
        (double low, double high) = Quantiles.Interval(bins, 0.3, 0.95);
        (double lowMore, double highMore) = Quantiles.Interval(more, 0.3, 0.95);
        Assert.InRange(low, 2_985, 2_995);
        Assert.Equal(low, lowMore, 1.0);
        Assert.Equal(high, highMore, 1.0);
    }

    [Fact]
    public void Without_runs_there_is_no_quantile() => Assert.Throws<ArgumentException>(() => Quantiles.Interval([], 0.5, 0.95));
}
