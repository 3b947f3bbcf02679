using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

/// <summary>Intervals from the spread of replicates: what they come to by hand, and how often they hold the truth.</summary>
public class ReplicatedIntervalTests
{
    private const int Replicates = 32;
    private const double T31At95 = 2.039513446396408;

    [Fact]
    public void The_mean_of_equal_replicates_has_Students_interval_of_their_means()
    {
        double[] means = [.. Enumerable.Range(0, Replicates).Select(r => Math.Sin(r))];
        (double low, double high) = ReplicatedMean.Interval([.. means.Select(m => m * 50)], [.. means.Select(_ => 50L)], 9, 0, false, 0.95);
        double mean = means.Average();
        double error = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (Replicates - 1) / Replicates);
        Assert.Equal(mean - (T31At95 * error), low, 1e-12);
        Assert.Equal(mean + (T31At95 * error), high, 1e-12);
    }

    [Fact]
    public void Replicates_of_one_run_each_are_independent_runs()
    {
        double[] values = [.. Enumerable.Range(0, Replicates).Select(r => Math.Cos(r))];
        (double mean, double variance, int degrees) = ReplicatedMean.Of(values, [.. values.Select(_ => 1L)]);
        Assert.Equal(values.Sum(v => (v - mean) * (v - mean)) / (Replicates - 1) / Replicates, variance, 1e-15);
        Assert.Equal(Replicates - 1, degrees);
    }

    [Fact]
    public void For_many_runs_the_interval_of_a_share_is_that_of_the_replicates_means()
    {
        long[] successes = [.. Enumerable.Range(0, Replicates).Select(r => 30_000 + (long)(200 * Math.Sin(r)))];
        (double low, double high) = ReplicatedShare.Interval(successes, Repeated(100_000), 0.95);
        (double wantedLow, double wantedHigh) = ReplicatedMean.Interval([.. successes.Select(s => (double)s)], Repeated(100_000), 0.4583, 1, false, 0.95);
        Assert.Equal(wantedLow, low, 2e-6);
        Assert.Equal(wantedHigh, high, 2e-6);
    }

    [Fact]
    public void What_was_not_seen_at_all_has_the_interval_of_about_as_many_independent_runs()
    {
        (double low, double high) = ReplicatedShare.Interval(Repeated(0), Repeated(1000), 0.95);
        Assert.Equal(0, low);
        Assert.InRange(high, Proportion.Interval(0, 32_000, 0.95).High, 1.1 * Proportion.Interval(0, 32_000, 0.95).High);
        Assert.Equal(1, ReplicatedShare.Interval(Repeated(1000), Repeated(1000), 0.95).High);
    }

    [Fact]
    public void Replicates_that_agree_leave_an_interval_of_a_few_runs()
    {
        (double low, double high) = ReplicatedShare.Interval(Repeated(300), Repeated(1000), 0.95);
        Assert.Equal(0.3 - (-Math.Log(0.025) / 32_000), low, 1e-9);
        Assert.Equal(0.3 + (-Math.Log(0.025) / 32_000), high, 1e-9);
    }

    [Fact]
    public void One_replicate_or_one_run_in_each_leaves_the_interval_of_independent_runs()
    {
        Assert.Equal(Proportion.Interval(1, 1, 0.95), ReplicatedShare.Interval([1, 0, 0], [1, 0, 0], 0.95));
        Assert.Equal(Proportion.Interval(1, 3, 0.95), ReplicatedShare.Interval([1, 0, 0], [1, 1, 1], 0.95));
        Assert.Equal(MeanInterval.Of(3, 2, 4, 0.95), ReplicatedMean.Interval([12, 0, 0], [4, 0, 0], 2, 6, false, 0.95));
    }

    [Fact]
    public void A_difference_in_which_nothing_changed_has_an_interval_round_zero()
    {
        (double low, double high) = ReplicatedDifference.Interval(Repeated(0), Repeated(0), Repeated(1000), 0.95);
        Assert.True(low < 0 && high > 0);
        Assert.InRange(high, 1e-4, 3e-4);
    }

    // Independent runs are the case in which a design does nothing; 95% of the intervals have to hold the share, whatever it is.
    [Theory]
    [InlineData(0.00002, 100_000)]
    [InlineData(0.0002, 100_000)]
    [InlineData(0.001, 100_000)]
    [InlineData(0.0014, 100_000)]
    [InlineData(0.003, 100_000)]
    [InlineData(0.3, 100_000)]
    [InlineData(0.999, 100_000)]
    [InlineData(0.05, 320)]
    [InlineData(0.5, 320)]
    [InlineData(0.5, 40)]
    public void Shares_of_independent_runs_are_covered(double share, int runs)
    {
        long[] sizes = [.. Enumerable.Range(0, Replicates).Select(r => (runs - r + Replicates - 1L) / Replicates)];
        double held = Drawn.Coverage(11, 6000, share, random => ReplicatedShare.Interval([.. sizes.Select(n => Drawn.Binomial(random, n, share))], sizes, 0.95));
        Assert.InRange(held, 0.94, 1);
    }

    // Within a replicate most of the variance is gone: the count is the nearest whole number to what is to be expected, or the other one.
    [Theory]
    [InlineData(0.0005)]
    [InlineData(0.0123)]
    [InlineData(0.31234)]
    [InlineData(0.500001)]
    public void Shares_of_which_a_design_leaves_only_a_part_of_a_run_are_covered(double share)
    {
        const int Runs = 3000;
        double expected = share * Runs;
        double held = Drawn.Coverage(12, 4000, share, random => ReplicatedShare.Interval(
            [.. Enumerable.Range(0, Replicates).Select(_ => (long)Math.Floor(expected + random.NextDouble()))], Repeated(Runs), 0.95));
        Assert.InRange(held, 0.94, 1);
    }

    // Three values, of which the worst is rare.
    [Theory]
    [InlineData(0.00003)]
    [InlineData(0.001)]
    [InlineData(0.1)]
    public void Mean_values_of_independent_runs_are_covered(double rare)
    {
        const int Runs = 1000;
        double[] values = [-100, 0, 20], shares = [rare, 0.6, 0.4 - rare];
        double truth = values.Zip(shares).Sum(v => v.First * v.Second);
        double held = Drawn.Coverage(13, 2000, truth, random =>
        {
            long[][] counts = [.. Enumerable.Range(0, Replicates).Select(_ => Drawn.Multinomial(random, Runs, shares))];
            (_, double low, double high) = ReplicatedClasses.Of(values, [.. Enumerable.Range(0, 3).Select(c => counts.Select(r => r[c]).ToArray())], Repeated(Runs), 0.95);
            return (low, high);
        });
        Assert.InRange(held, 0.935, 1);
    }

    [Theory]
    [InlineData(0.00005, 0)]
    [InlineData(0.1, 0.0005)]
    [InlineData(0.1, 0.08)]
    [InlineData(0.9994, 0.0006)]
    [InlineData(0.0006, 0.9994)]
    [InlineData(0.9, 0.0005)]
    public void Differences_of_independent_worlds_are_covered(double into, double outOf)
    {
        const int Runs = 1000;
        double held = Drawn.Coverage(14, 2000, into - outOf, random =>
        {
            long[][] counts = [.. Enumerable.Range(0, Replicates).Select(_ => Drawn.Multinomial(random, Runs, into, outOf, 1 - into - outOf))];
            return ReplicatedDifference.Interval([.. counts.Select(r => r[0])], [.. counts.Select(r => r[1])], Repeated(Runs), 0.95);
        });
        Assert.InRange(held, 0.94, 1);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.095)]
    [InlineData(0.3)]
    public void Where_only_the_run_at_a_threshold_differs_the_mean_of_a_value_that_jumps_is_held_as_often_as_said(double cut)
    {
        // In a Latin hypercube of 100 an assumption decides by a threshold: 30 runs of a replicate are surely below it, and one is by a chance.
        double held = Drawn.Coverage(21, 4000, (30 + cut) / 100, random =>
        {
            double[] sums = [.. Enumerable.Range(0, Replicates).Select(_ => 30.0 + (random.NextDouble() < cut ? 1 : 0))];
            return ReplicatedMean.Interval(sums, Repeated(100), 0.459, 1, jumps: true, 0.95);
        });
        Assert.InRange(held, 0.93, 1);
    }

    private static long[] Repeated(long value) => [.. Enumerable.Repeat(value, Replicates)];

    [Fact]
    public void Replicates_that_agree_leave_room_for_part_of_a_run()
    {
        double[] sums = [.. Enumerable.Repeat(30.0, 32)];
        long[] counts = [.. Enumerable.Repeat(100L, 32)];
        double unseen = -Math.Log(0.025) / 3200;
        Assert.Equal(0.3 - unseen, ReplicatedMean.Interval(sums, counts, 0.46, 1, false, 0.95).Low, 1e-12);
        (double mean, double low, double high) = ReplicatedClasses.Of([0, 10], [[.. Enumerable.Repeat(70L, 32)], [.. Enumerable.Repeat(30L, 32)]], counts, 0.95);
        Assert.Equal((3, 3 - (10 * unseen)), (mean, low));
        Assert.Equal(3 + (10 * unseen), high, 1e-12);
    }
}
