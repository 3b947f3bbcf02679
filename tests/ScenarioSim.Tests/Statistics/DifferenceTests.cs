using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

public class DifferenceTests
{
    [Theory]
    [InlineData(12, 15, 44)]
    [InlineData(30, 41, 1000)]
    [InlineData(10, 4000, 100_000)]
    public void The_paired_interval_solves_Tangos_equation(int into, int outOf, int worlds)
    {
        (double low, double high) = PairedDifference.Interval(into, outOf, worlds, 0.95);
        Assert.Equal(-1.959963984540054, TangoScore(into, outOf, worlds, high), 1e-6);
        Assert.Equal(1.959963984540054, TangoScore(into, outOf, worlds, low), 1e-6);
    }

    [Fact]
    public void The_paired_interval_stays_open_where_no_world_changed()
    {
        (double low, double high) = PairedDifference.Interval(0, 0, 1000, 0.95);
        Assert.Equal(Proportion.Interval(0, 1000, 0.95).High, high, 1e-12);
        Assert.Equal(-high, low, 1e-15);
    }

    [Fact]
    public void A_change_that_only_goes_one_way_is_about_a_proportion()
    {
        (double low, double high) = PairedDifference.Interval(500, 0, 10_000, 0.95);
        (double plainLow, double plainHigh) = Proportion.Interval(500, 10_000, 0.95);
        Assert.InRange(low, plainLow - 2e-5, plainLow);
        Assert.Equal(plainHigh, high, 1e-12);
        Assert.Equal(1, PairedDifference.Interval(5, 0, 5, 0.95).High);
    }

    [Theory]
    [InlineData(100_000, 0.02, 0.05)]
    [InlineData(100_000, 0.00002, 0.00001)]
    [InlineData(100_000, 0.00004, 0)]
    [InlineData(100_000, 0, 0.0003)]
    [InlineData(100_000, 0.00012, 0.00015)]
    [InlineData(2000, 0.003, 0.001)]
    [InlineData(100, 0.1, 0.3)]
    public void Ninety_five_percent_of_the_paired_intervals_hold_the_truth(int worlds, double into, double outOf)
    {
        double coverage = Drawn.Coverage(3, 8000, into - outOf, r =>
        {
            long[] counts = Drawn.Multinomial(r, worlds, into, outOf, 1 - into - outOf);
            return PairedDifference.Interval(counts[0], counts[1], worlds, 0.95);
        });
        Assert.InRange(coverage, 0.935, 1);
    }

    [Fact] // R. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10
    public void The_unpaired_interval_is_the_published_one()
    {
        (double low, double high) = UnpairedDifference.Interval(56, 70, 48, 80, 0.95);
        Assert.Equal(0.0524, low, 6e-5);
        Assert.Equal(0.3339, high, 6e-5);
        (low, high) = UnpairedDifference.Interval(9, 10, 3, 10, 0.95);
        Assert.InRange(low, 0.1, 0.1705);
        Assert.InRange(high, 0.8090, 0.87);
    }

    [Theory]
    [InlineData(5000, 0.3, 5000, 0.32)]
    [InlineData(20_000, 0.0002, 40_000, 0.0001)]
    public void Ninety_five_percent_of_the_unpaired_intervals_hold_the_truth(int runs, double share, int baseRuns, double baseShare)
    {
        double coverage = Drawn.Coverage(4, 10_000, share - baseShare, r =>
            UnpairedDifference.Interval(Drawn.Binomial(r, runs, share), runs, Drawn.Binomial(r, baseRuns, baseShare), baseRuns, 0.95));
        Assert.InRange(coverage, 0.94, 1);
    }

    // Tango (1998), section 3: the score of a difference, with the likeliest share of "out of" in closed form.
    private static double TangoScore(double b, double c, double n, double delta)
    {
        double linear = -b - c + (2 * n - b + c) * delta;
        double q = (Math.Sqrt(linear * linear + 8 * n * c * delta * (1 - delta)) - linear) / (4 * n);
        return (b - c - n * delta) / Math.Sqrt(n * (2 * q + delta * (1 - delta)));
    }
}
