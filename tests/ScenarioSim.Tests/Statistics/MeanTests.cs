using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

public class MeanTests
{
    [Theory] // Student's t, 97.5%
    [InlineData(2, 12.7062047362)]
    [InlineData(10, 2.2621571628)]
    [InlineData(101, 1.9839715185)]
    [InlineData(2_000_000, 1.9599639845)]
    public void The_interval_of_a_mean_is_Students(int count, double t)
    {
        (double low, double high) = MeanInterval.Of(5, Math.Sqrt(count), count, 0.95);
        Assert.Equal(t, high - 5, 1e-6);
        Assert.Equal(-t, low - 5, 1e-6);
    }

    [Fact]
    public void With_two_values_the_interval_of_the_mean_is_Wilsons()
    {
        (double mean, double low, double high) = MultinomialMean.Of([-100, 20], [300, 700], 0.95);
        (double wilsonLow, double wilsonHigh) = Proportion.Wilson(700, 1000, 1.959963984540054);
        Assert.Equal(-16, mean, 1e-12);
        Assert.Equal(-100 + 120 * wilsonLow, low, 1e-9);
        Assert.Equal(-100 + 120 * wilsonHigh, high, 1e-9);
    }

    [Fact]
    public void Outcomes_of_one_value_are_one_class_and_one_class_alone_is_certain()
    {
        (double _, double low, double high) = MultinomialMean.Of([0, 20, 0], [300, 500, 200], 0.95);
        (double _, double sameLow, double sameHigh) = MultinomialMean.Of([0, 20], [500, 500], 0.95);
        Assert.Equal((sameLow, sameHigh), (low, high));
        Assert.Equal((7, 7, 7), MultinomialMean.Of([7, 7], [3, 4], 0.95));
    }

    [Fact]
    public void The_interval_stays_open_towards_values_that_were_not_seen()
    {
        (double mean, double low, double high) = MultinomialMean.Of([-100, 0, 20], [0, 1000, 0], 0.95);
        double unseen = 3.841458820694124 / 1003.841458820694124;
        Assert.Equal(0, mean);
        Assert.Equal(-100 * unseen, low, 1e-8);
        Assert.Equal(20 * unseen, high, 1e-8);
    }

    [Theory]
    [InlineData(50_000, 0.2, 0.3)]
    [InlineData(5000, 0.002, 0.01)]
    [InlineData(5000, 0.0005, 0.9)]
    public void Ninety_five_percent_of_the_intervals_hold_the_expected_value(int runs, double worst, double best)
    {
        double[] values = [-100, 20, 0, 5];
        double[] shares = [worst, best, 0.05, 1 - worst - best - 0.05];
        double coverage = Drawn.Coverage(6, 4000, values.Zip(shares).Sum(v => v.First * v.Second), r =>
        {
            (double _, double low, double high) = MultinomialMean.Of(values, Drawn.Multinomial(r, runs, shares), 0.95);
            return (low, high);
        });
        Assert.InRange(coverage, 0.935, 0.99);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(300)]
    public void Ninety_five_percent_of_the_intervals_hold_the_mean(int count)
    {
        double coverage = Drawn.Coverage(7, 10_000, 3, r =>
        {
            double[] values = [.. Enumerable.Range(0, count).Select(_ => 3 + 2 * Drawn.Normal(r))];
            double mean = values.Average();
            return MeanInterval.Of(mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (count - 1)), count, 0.95);
        });
        Assert.Equal(0.95, coverage, 0.008);
    }

    [Theory]
    [InlineData(0.175, 0.95)]
    [InlineData(2, 0.95)]
    [InlineData(5, 0.95)]
    [InlineData(9.5, 0.95)]
    [InlineData(20, 0.95)]
    [InlineData(0.175, 0.999)]
    [InlineData(20, 0.999)]
    [InlineData(200, 0.999)]
    public void A_catastrophe_that_is_hardly_ever_met_counts_as_often_as_the_level_says(double met, double level)
    {
        const int runs = 1000;
        double covered = Covered(runs, met / runs, k =>
        {
            (_, double low, double high) = MultinomialMean.Of([-1000, 0, 5], [k, runs - k, 0], level);
            return low <= -met && -met <= high;
        });
        Assert.InRange(covered, level - (0.3 * (1 - level)), 1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(5)]
    [InlineData(9)]
    public void A_property_that_most_worlds_lose_and_hardly_any_gain_differs_as_the_level_says(double gained)
    {
        const int worlds = 1000;
        double difference = (2 * gained / worlds) - 1;
        double covered = Covered(worlds, gained / worlds, k =>
        {
            (double low, double high) = PairedDifference.Interval(k, worlds - k, worlds, 0.95);
            (double otherLow, double otherHigh) = PairedDifference.Interval(worlds - k, k, worlds, 0.95);
            Assert.Equal(-high, otherLow, 1e-12);
            Assert.Equal(-low, otherHigh, 1e-12);
            return low <= difference && difference <= high;
        });
        Assert.InRange(covered, 0.94, 1);
    }

    // The probability of all counts of a binomial law that pass.
    private static double Covered(int runs, double share, Func<int, bool> passes)
    {
        double covered = 0, probability = Math.Pow(1 - share, runs);
        for (int k = 0; k <= runs / 2; k++)
        {
            if (probability > 1e-12 && passes(k)) covered += probability;
            probability *= (runs - k) / (k + 1.0) * share / (1 - share);
        }
        return covered;
    }

    // With two values the mean is a share, stretched: so it is with three runs, all of whose values were met too seldom for a score interval.
    [Theory]
    [InlineData(1, 3, 0.95)]
    [InlineData(2, 3, 0.95)]
    [InlineData(1, 200, 0.999)]
    public void Of_few_runs_the_mean_of_two_values_is_as_wide_as_their_share(long with, long runs, double level)
    {
        (double low, double high) = Proportion.Interval(with, runs, level);
        (double mean, double meanLow, double meanHigh) = MultinomialMean.Of([0, 0.8], [runs - with, with], level);
        Assert.Equal(0.8 * with / runs, mean, 1e-12);
        Assert.True(meanLow <= (0.8 * low) + 1e-9 && meanHigh >= (0.8 * high) - 1e-9, $"{meanLow} to {meanHigh}, share {low} to {high}");
    }
}
