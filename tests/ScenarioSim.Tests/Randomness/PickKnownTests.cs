using ScenarioSim.Compiler;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

/// <summary>Picks of which something is known already.</summary>
public class PickKnownTests
{
    [Fact]
    public void Where_nothing_is_known_a_pick_is_the_number_drawn()
    {
        foreach (double uniform in new[] { 1e-9, 0.25, 0.5, 1 - 1e-12 }) Assert.Equal(uniform, PickKnown.Nothing.Draw(uniform));
    }

    [Theory]
    [InlineData(0.1, 0.9, 0.3, 0.5)]
    [InlineData(0.1, 0.9, 0.1, 0.5)]
    [InlineData(0.1, 0.9, 0.1, 0.1)]
    [InlineData(0, 1, 0.75, 1)]
    public void Picks_lie_evenly_between_the_bounds_and_outside_the_gap(double low, double high, double gapLow, double gapHigh)
    {
        var known = new PickKnown(low, high, gapLow, gapHigh, true);
        const int Draws = 1000;
        double[] picks = [.. Enumerable.Range(0, Draws).Select(i => known.Draw((i + 0.5) / Draws))];
        Assert.All(picks, p => Assert.True(p >= low && p < high && !(p >= gapLow && p < gapHigh), $"{p}"));
        foreach ((double from, double to) in new[] { (0.0, 0.2), (0.2, 0.6), (0.6, 1.0) })
        {
            Assert.Equal(known.Chance(from, to), (double)picks.Count(p => p >= from && p < to) / Draws, 0.002);
        }
        Assert.Equal(1, known.Chance(0, 1), 1e-12);
    }

    [Fact]
    public void Questions_close_in_on_the_wanted_picks_by_quarters()
    {
        PickKnown known = PickKnown.Nothing;
        int asked = 0;
        while (known.Around(0.7, 0.7001, 0.25) is var (low, high))
        {
            Assert.InRange(0.7, low, high);
            Assert.InRange(0.7001, low, high + 1e-15);
            Assert.True(high - low <= Math.Max(0.25 * (known.High - known.Low), 0.0001) + 1e-12);
            known = known with { Low = low, High = high, GapLow = low, GapHigh = low };
            asked++;
        }
        Assert.InRange(asked, 6, 7);
    }
}
