using ScenarioSim.Compiler;
using ScenarioSim.Simulation.Lanes;
using Xunit;

namespace ScenarioSim.Tests.Simulation;

/// <summary>Which states packed lanes count the entries of: those that a run can enter again, and where somebody asks.</summary>
public class EntryCountsTests
{
    [Fact]
    public void Only_states_that_a_run_can_enter_again_have_their_entries_counted()
    {
        Assert.Equal(["ring.a", "ring.b", "late.x", "late.y", "self.s"], Counted("""
            horizon: 9 days
            tracks:
              line:
                states:
                  a: [ { chance: 10% per day, to: b } ]
                  b: [ { chance: 10% per day, to: c } ]
                  c: [ { chance: 10% per day, to: d }, { chance: 10% per day, to: e } ]
                  d: [ { chance: 10% per day, to: e } ]
                  e: []
              ring:
                states:
                  a: [ { chance: 10% per day, to: b } ]
                  b: [ { chance: 10% per day, to: a } ]
              late:
                states:
                  start: [ { chance: 10% per day, to: x } ]
                  x: [ { chance: 10% per day, to: y } ]
                  y: [ { chance: 10% per day, to: x }, { chance: 10% per day, to: end } ]
                  end: [ { after: 2 days, to: idle } ]
                  idle: []
              self:
                states:
                  s: [ { chance: 10% per day, to: s } ]
              two_ways:
                states:
                  a: [ { chance: 10% per day, to: b }, { chance: 10% per day, to: c } ]
                  b: [ { chance: 10% per day, to: d } ]
                  c: [ { chance: 10% per day, to: d } ]
                  d: [ { chance: 10% per day, to: e } ]
                  e: []
              undrawn:
                states:
                  a: [ { after: 1 day, to: b } ]
                  b: [ { after: 1 day, to: a } ]
            outcomes:
              over: { otherwise: true }
            """));
    }

    [Fact]
    public void States_around_others_are_counted_where_they_can_be_entered_again_and_have_something_drawn()
    {
        // The outer one is entered once; what is inside comes again. Of the second the outer one comes again too, by a way through another.
        Assert.Equal(["a.in1", "a.in2", "b.out", "b.in1", "b.away", "c.wait"], Counted("""
            horizon: 9 days
            tracks:
              a:
                states:
                  before: [ { chance: 10% per day, to: out } ]
                  out:
                    transitions: [ { after: 2..5 days, to: done } ]
                    states:
                      in1: [ { chance: 10% per day, to: in2 } ]
                      in2: [ { chance: 10% per day, to: in1 } ]
                  done: []
              b:
                states:
                  out:
                    transitions: [ { after: 2..5 days, to: away } ]
                    states:
                      in1: [ { chance: 10% per day, to: in2 } ]
                      in2: []
                  away: [ { chance: 10% per day, to: out } ]
              c:
                states:
                  go: [ { after: 1 day, to: wait } ]
                  wait: [ { after: 1..5 days, to: go } ]
            outcomes:
              over: { otherwise: true }
            """));
    }

    // The rows that count, by the states' names.
    private static string[] Counted(string text)
    {
        (Plan plan, LaneProgram program) = LaneRuns.Packed($"scenario: Counts\nstart: 2022-05-01\n{text}");
        return
        [
            .. plan.Scenario.Tracks.SelectMany(t => t.States.Select(s => (Name: $"{t.Name}.{s.Name}", Row: program.At.Counts[plan.FirstState[t.Index] + s.Index]))).Where(s => s.Row >= 0).Select(s => s.Name),
        ];
    }
}
