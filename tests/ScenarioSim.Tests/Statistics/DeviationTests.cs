using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

public class DeviationTests
{
    [Fact]
    public void A_share_of_many_runs_is_off_by_plain_standard_errors()
    {
        Assert.Equal(300 / Math.Sqrt(100_000 * 0.25), Deviation.OfShare(50_300, 100_000, 0.5), 0.02);
        Assert.Equal(-900 / Math.Sqrt(100_000 * 0.21), Deviation.OfShare(29_100, 100_000, 0.3), 0.02);
        Assert.Equal(4e6 / Math.Sqrt(1e12 * 0.25), Deviation.OfShare(500_004_000_000, 1_000_000_000_000, 0.5), 1e-9);
    }

    [Fact] // P(X >= 2) = 0.0046788, P(X >= 1) = 1 - exp(-0.1) to the binomial's 1e-7, for X of 100,000 runs at 1e-6
    public void A_rare_event_is_not_farther_off_than_it_is_unlikely()
    {
        Assert.Equal(1.3094, Deviation.OfShare(1, 100_000, 1e-6), 1e-3);
        Assert.Equal(2.5983, Deviation.OfShare(2, 100_000, 1e-6), 1e-3);
        Assert.Equal(0, Deviation.OfShare(0, 100_000, 1e-6));
    }

    [Fact]
    public void What_cannot_be_is_infinitely_far_off_and_rounding_is_not()
    {
        Assert.Equal(double.PositiveInfinity, Deviation.OfShare(1, 1000, 0));
        Assert.Equal(double.NegativeInfinity, Deviation.OfShare(999, 1000, 1));
        Assert.Equal(0, Deviation.OfShare(1000, 1000, 1 - 1e-15));
        Assert.Equal(0, Deviation.OfShare(1000, 1000, 1 + 1e-15));
        Assert.Equal(0, Deviation.OfMean(0.3, 10, 0.3, 0.3, 0.1 + 0.2, 0));
        Assert.Equal(double.PositiveInfinity, Deviation.OfMean(0.31, 10, 0.31, 0.31, 0.3, 0));
    }

    [Fact]
    public void A_mean_of_many_values_is_off_by_plain_standard_errors_and_one_of_rare_large_values_by_less()
    {
        Assert.Equal(3, Deviation.OfMean(0.3, 10_000, -30, 30, 0, 10), 1e-12);
        // Two runs of 100,000 with a value of 1 where 0.1 are expected.
        double plain = (2e-5 - 1e-6) / Math.Sqrt(1e-6 * (1 - 1e-6) / 1e5);
        Assert.Equal(6, plain, 0.01);
        Assert.InRange(Deviation.OfMean(2e-5, 100_000, 0, 1, 1e-6, Math.Sqrt(1e-6 * (1 - 1e-6))), 0.1, 2.6);
    }

    [Fact]
    public void A_quantile_may_lie_among_many_equal_values()
    {
        Assert.Equal(0, Deviation.OfQuantile(below: 40, upTo: 60, count: 100, p: 0.5));
        Assert.InRange(Deviation.OfQuantile(below: 0, upTo: 20, count: 100, p: 0.5), 5.5, 7);
        Assert.InRange(Deviation.OfQuantile(below: 80, upTo: 100, count: 100, p: 0.5), -7, -5.5);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.01)]
    [InlineData(0.00013)]
    [InlineData(0.00002)]
    public void A_bound_for_twenty_shares_is_passed_by_none_of_them_as_often_as_it_says(double share)
    {
        const int Repetitions = 4000;
        const int Shares = 20;
        double bound = Deviation.Bound(0.9, Shares);
        var random = new Random(1);
        int passed = 0;
        for (int i = 0; i < Repetitions; i++)
        {
            if (Enumerable.Range(0, Shares).Any(_ => Math.Abs(Deviation.OfShare(Drawn.Binomial(random, 100_000, share), 100_000, share)) > bound)) passed++;
        }
        Assert.True(passed < (0.1 * Repetitions) + (4 * Math.Sqrt(0.09 * Repetitions)), $"{passed} of {Repetitions}");
    }
}
