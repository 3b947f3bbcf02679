using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>How the workbench knows that it has enough runs.</summary>
public sealed class GoalTests
{
    [Fact]
    public void Without_a_precision_the_runs_asked_for_are_enough()
    {
        var goal = new Goal(1000, precision: null);
        goal.Look(999, 0.1);
        Assert.Equal((1000, false), (goal.Wanted, goal.IsReached));
        goal.Look(1000, 0.1);
        Assert.True(goal.IsReached);
    }

    [Fact]
    public void The_runs_wanted_grow_with_the_square_of_the_width_that_is_too_much()
    {
        var goal = new Goal(10_000, precision: 0.001);
        goal.Look(10_000, 0.01);
        Assert.Equal((1_010_000, false), (goal.Wanted, goal.IsReached));
        goal.Look(1_010_000, 0.001);
        Assert.True(goal.IsReached);
    }

    [Theory]
    [InlineData(10_000, 50_000_000)]
    [InlineData(80_000_000, 80_000_000)]
    public void Intervals_that_do_not_narrow_keep_nobody_busy_for_ever(long runs, long most)
    {
        var goal = new Goal(runs, precision: 1e-9);
        goal.Look(runs / 2, 0.1);
        Assert.Equal((most, false), (goal.Wanted, goal.IsReached));
        goal.Look(most, 0.1);
        Assert.True(goal.IsReached);
    }

    [Theory]
    [InlineData(0.3, 0.014)]
    [InlineData(0.02, 0.004)]
    [InlineData(0.0005, 0.001)]
    public void An_interval_at_which_it_stops_holds_the_truth_as_often_as_it_says(double probability, double precision)
    {
        var random = new Random(7);
        int held = 0;
        const int Tries = 2000;
        for (int i = 0; i < Tries; i++)
        {
            var goal = new Goal(100, precision);
            long done = 0, met = 0;
            (double Low, double High) interval;
            do
            {
                for (int run = 0; run < 200; run++) met += random.NextDouble() < probability ? 1 : 0;
                done += 200;
                interval = Proportion.Interval(met, done, 0.95);
                goal.Look(done, (interval.High - interval.Low) / 2);
            }
            while (!goal.IsReached);
            if (interval.Low <= probability && probability <= interval.High) held++;
        }
        // 95% but for three standard errors.
        Assert.InRange(held, 0.9354 * Tries, Tries);
    }
}
