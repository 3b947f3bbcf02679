using ScenarioSim.Results;
using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

public class QuantilesTests
{
    private static readonly Bin[] s_five = [new(1, 1, 2), new(4, 4, 1), new(9, 9, 2)];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.4, 1)]
    [InlineData(0.41, 4)]
    [InlineData(0.6, 4)]
    [InlineData(0.61, 9)]
    [InlineData(1, 9)]
    public void A_quantile_is_the_least_value_that_reaches_the_share(double p, double value) => Assert.Equal(value, Quantiles.Of(s_five, p));

    [Fact]
    public void Inside_a_bin_quantiles_go_by_rank()
    {
        Bin[] bins = [new(0, 10, 10)];
        Assert.Equal(0.5, Quantiles.Of(bins, 0.1), 1e-12);
        Assert.Equal(9.5, Quantiles.Of(bins, 1), 1e-12);
    }

    [Fact] // H. David, H. Nagaraja, Order Statistics (2003), section 7.1: of ten, the 2nd and 9th hold the median with 97.9%
    public void The_interval_of_the_median_of_ten_is_from_the_second_to_the_ninth()
    {
        Bin[] ten = [.. Enumerable.Range(1, 10).Select(i => new Bin(i, i, 1))];
        Assert.Equal((2, 9), Quantiles.Interval(ten, 0.5, 0.95));
        Assert.Equal((1, 10), Quantiles.Interval(ten, 0.5, 0.99));
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
        (double low, double high) = Quantiles.Interval([new Bin(0, 1, 1_000_000)], 0.3, 0.95);
        (double lowMore, double highMore) = Quantiles.Interval([new Bin(0, 1, 1_000_001)], 0.3, 0.95);
        Assert.Equal(low, lowMore, 3e-6);
        Assert.Equal(high, highMore, 3e-6);
    }

    [Fact]
    public void Without_runs_there_is_no_quantile() => Assert.Throws<ArgumentException>(() => Quantiles.Of([], 0.5));
}
