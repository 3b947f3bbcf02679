using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

public class BonferroniLooksTests
{
    [Fact]
    public void Looks_come_at_doublings_and_the_last_at_the_most_runs()
    {
        var looks = new BonferroniLooks(0.95, first: 1000, most: 10_000);
        Assert.Equal(5, looks.Looks);
        Assert.Equal([1000, 2000, 4000, 8000, 10_000], Enumerable.Range(1, 5).Select(looks.RunsAt));
        Assert.All(Enumerable.Range(1, 5), k => Assert.Equal(0.99, looks.ConfidenceAt(k), 1e-12));
        Assert.Throws<ArgumentOutOfRangeException>(() => looks.ConfidenceAt(6));
    }

    [Fact]
    public void One_look_takes_the_whole_error() => Assert.Equal(0.95, new BonferroniLooks(0.95, first: 4096, most: 4096).ConfidenceAt(1), 1e-15);

    [Fact]
    public void Endless_looks_share_the_error_out()
    {
        var looks = new BonferroniLooks(0.95, first: 1000);
        Assert.Null(looks.Looks);
        Assert.Equal(0.05, Enumerable.Range(1, 100_000).Sum(k => 1 - looks.ConfidenceAt(k)), 1e-6);
        Assert.Equal(1L << 62, looks.RunsAt(200));
    }

    [Theory]
    [InlineData(0.5, 0.02, true)]
    [InlineData(0.03, 0.005, true)]
    [InlineData(0.2, 0.01, false)]
    [InlineData(0.001, 0.0015, true)]
    public void Stopping_at_a_wanted_precision_keeps_the_coverage(double share, double precision, bool bounded)
    {
        var looks = new BonferroniLooks(0.95, first: 256, most: bounded ? 1_000_000 : null);
        double coverage = Drawn.Coverage(9, 4000, share, r => RunToPrecision(looks, r, share, precision));
        Assert.InRange(coverage, 0.95, 1);
    }

    // The worst rule there is: stop as soon as the interval misses the truth. The level holds even then.
    [Fact]
    public void Even_a_stop_chosen_to_mislead_keeps_the_coverage()
    {
        var looks = new BonferroniLooks(0.95, first: 256, most: 65_536);
        double coverage = Drawn.Coverage(10, 4000, 0.3, r =>
        {
            (long successes, long runs, (double Low, double High) interval) = (0, 0, (0, 1));
            for (int k = 1; k <= looks.Looks && interval.Low <= 0.3 && interval.High >= 0.3; k++)
            {
                successes += Drawn.Binomial(r, looks.RunsAt(k) - runs, 0.3);
                runs = looks.RunsAt(k);
                interval = Proportion.Interval(successes, runs, looks.ConfidenceAt(k));
            }

            return interval;
        });
        Assert.InRange(coverage, 0.95, 1);
    }

    private static (double Low, double High) RunToPrecision(BonferroniLooks looks, Random random, double share, double precision)
    {
        (long successes, long runs) = (0, 0);
        for (int k = 1; ; k++)
        {
            successes += Drawn.Binomial(random, looks.RunsAt(k) - runs, share);
            runs = looks.RunsAt(k);
            (double low, double high) = Proportion.Interval(successes, runs, looks.ConfidenceAt(k));
            if ((high - low) / 2 < precision || k == looks.Looks) return (low, high);
        }
    }
}
