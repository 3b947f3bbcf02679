using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

public class ProportionTests
{
    [Fact] // R. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3
    public void Wilsons_interval_is_the_published_one()
    {
        AssertNear(0.2553, 0.3662, Proportion.Wilson(81, 263, 1.959964), 6e-5);
        AssertNear(0.0061, 0.1718, Proportion.Wilson(1, 29, 1.959964), 6e-5);
    }

    [Fact] // the same table, method 5
    public void Clopper_and_Pearsons_interval_is_the_published_one()
    {
        AssertNear(0.2527, 0.3676, Proportion.ClopperPearson(81, 263, 0.95), 6e-5);
        AssertNear(0, 0.1684, Proportion.ClopperPearson(0, 20, 0.95), 6e-5);
        AssertNear(0.0009, 0.1776, Proportion.ClopperPearson(1, 29, 0.95), 6e-5);
    }

    [Fact]
    public void Small_counts_take_the_exact_interval_and_large_ones_Wilsons()
    {
        Assert.Equal(Proportion.ClopperPearson(9, 1000, 0.95), Proportion.Interval(9, 1000, 0.95));
        Assert.Equal(Proportion.ClopperPearson(997, 1000, 0.95), Proportion.Interval(997, 1000, 0.95));
        AssertNear(Proportion.Wilson(10, 1000, 1.959963984540054), Proportion.Interval(10, 1000, 0.95));
        Assert.Equal(Proportion.ClopperPearson(200, 1000, 0.999), Proportion.Interval(200, 1000, 0.999));
    }

    [Fact] // the rule of three: 1 - 0.05^(1/n) one-sided; 1 - 0.025^(1/n) here
    public void What_never_happened_is_bounded_and_so_is_what_always_did()
    {
        AssertNear((0, 1 - Math.Pow(0.025, 1.0 / 5000)), Proportion.Interval(0, 5000, 0.95));
        AssertNear((Math.Pow(0.025, 1.0 / 5000), 1), Proportion.Interval(5000, 5000, 0.95));
        Assert.InRange(Proportion.Interval(0, 1_000_000_000, 0.95).High, 3.6e-9, 3.7e-9);
    }

    [Theory]
    [InlineData(100_000, 0.5)]
    [InlineData(100_000, 0.01)]
    [InlineData(100_000, 0.00013)]
    [InlineData(100_000, 0.00002)]
    [InlineData(1000, 0.004)]
    [InlineData(50, 0.2)]
    public void Ninety_five_percent_of_the_intervals_hold_the_truth(int runs, double share)
    {
        double coverage = Drawn.Coverage(1, 20_000, share, r => Proportion.Interval(Drawn.Binomial(r, runs, share), runs, 0.95));
        Assert.InRange(coverage, 0.934, 0.995);
    }

    [Theory]
    [InlineData(0.0005)]
    [InlineData(0.002)]
    [InlineData(0.03)]
    public void High_levels_hold_at_small_counts_too(double share)
    {
        double coverage = Drawn.Coverage(2, 100_000, share, r => Proportion.Interval(Drawn.Binomial(r, 20_000, share), 20_000, 0.999));
        Assert.InRange(coverage, 0.9985, 1);
    }

    [Fact]
    public void Impossible_counts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Interval(2, 1, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Interval(-1, 1, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Interval(0, 0, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Interval(0, 1, 1));
    }

    private static void AssertNear((double Low, double High) expected, (double Low, double High) actual) => AssertNear(expected.Low, expected.High, actual, 1e-12);

    private static void AssertNear(double low, double high, (double Low, double High) actual, double tolerance)
    {
        Assert.Equal(low, actual.Low, tolerance);
        Assert.Equal(high, actual.High, tolerance);
    }
}
