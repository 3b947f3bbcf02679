using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Simulation.Lanes;
using Xunit;

namespace ScenarioSim.Tests.Simulation;

/// <summary>Runs are those of the single-run kernel in whichever way the step is written: with or without sections that are jumped over, lists of moves, and a look at every step.</summary>
public class LaneWaysTests
{
    [Fact]
    public void What_a_move_and_a_flow_compute_alike_may_fail_though_no_lane_makes_the_move()
    {
        string slow = LaneRuns.Lines(11, i => $"  t{i}:\n    states:\n      a: [ {{ chance: 1% per week, to: b }} ]\n      b: [ {{ chance: 1% per week, to: a }} ]");
        long[] repeated = Check($$"""
            horizon: 20 weeks
            step: 1 week
            assumptions:
              u: { is: { discrete: { 1: 50%, 2: 50% } }, why: example }
            define:
              odd: 10 / (x - 7)
            indicators:
              x: { initial: 0, each step: x + u }
              heat: { initial: 0, each step: odd }
              cold: 0
            tracks:
              rare:
                states:
                  a: [ { chance: 0.1% per week, to: b, do: cold += odd } ]
                  b: []
            {{slow}}
            outcomes:
              hot: { when: heat > 1 }
              other: { otherwise: true }
            measures:
              heat: final(heat)
              cold: final(cold)
            """);
        // One of the two assumptions comes to 7, and all of its runs fail.
        Assert.All(repeated, r => Assert.InRange(r, 150, 250));
    }

    [Fact]
    public void What_fails_in_an_amount_matters_only_where_the_move_is_made() => Assert.All(
        Check("""
            horizon: 20 weeks
            step: 1 week
            indicators:
              x: { initial: 0, each step: x + 1 }
              cold: 0
            tracks:
              t:
                states:
                  a: [ { chance: 5% per week, when: x != 7, to: b, do: cold += 10 / (x - 7) } ]
                  b: []
            outcomes:
              hot: { when: cold > 0 }
              other: { otherwise: true }
            """),
        r => Assert.Equal(0, r));

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void A_track_that_never_moves_ends_where_it_began_inside_another_state_too(int states) => Check($$"""
        horizon: 20 weeks
        step: 1 week
        tracks:
          other:
            states:
              a: [ { chance: 10% per week, to: b } ]
              b: []
          still:
            states:
              outer: { states: { inner: [], s: [] } }
        {{LaneRuns.Lines(states, i => $"      s{i}: []")}}
        outcomes:
          b: { when: other == b }
          a: { otherwise: true }
        """);

    // With the step written in each of its ways; how many runs were made again in each.
    private static long[] Check(string text)
    {
        Scenario scenario = LaneRuns.Read($"scenario: Ways\nstart: 2022-05-01\n{text}");
        Policy policy = scenario.Policies[0];
        VectorWidth[] widths = [.. VectorWidth.Available.Where((w, i) => i == 0 || w.IsPacked)];
        var repeated = new List<long>();
        for (int ways = 0; ways < 8; ways++)
        {
            bool[] sections = [.. scenario.Tracks.Select(_ => (ways & 1) != 0)];
            var hints = new LaneHints((ways & 2) != 0 ? "as asked for" : null, sections, Lists: (ways & 4) != 0);
            repeated.AddRange(LaneRuns.AssertSameTallies(scenario, policy, widths, hints, (0, [[400]])));
            foreach (VectorWidth width in widths) LaneRuns.AssertSame(scenario, policy, width, first: 3, runs: 50, hints: hints);
        }
        return [.. repeated];
    }
}
