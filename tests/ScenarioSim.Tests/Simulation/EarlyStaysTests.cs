using ScenarioSim.Compiler;
using ScenarioSim.Simulation.Lanes;
using Xunit;

namespace ScenarioSim.Tests.Simulation;

/// <summary>Which stays packed lanes draw for as a run begins: those that come after an initial state without a draw, once.</summary>
public class EarlyStaysTests
{
    [Fact]
    public void The_stay_after_a_date_is_drawn_as_the_run_begins_where_it_comes_but_once()
    {
        Assert.Equal(["meeting.talks", "guarded.met", "outside.inside"], Early("""
            horizon: 20 days
            tracks:
              meeting:
                states:
                  scheduled: [ { on: 2022-05-04, to: talks } ]
                  talks: [ { after: 2 days, split: { progress: 40%, collapse: rest } } ]
                  progress: [ { chance: 10% per day, to: collapse } ]
                  collapse: []
              guarded:
                states:
                  scheduled:
                    - { on: 2022-05-05, when: meeting == talks, to: met }
                    - { on: 2022-05-05, to: off }
                  met: [ { after: 1 day, split: { good: 40%, off: rest } } ]
                  off: [ { chance: 20% per day, to: good } ]
                  good: []
              outside:
                states:
                  quiet: [ { after: 3 days, to: around } ]
                  around:
                    transitions: [ { chance: 5% per day, to: over } ]
                    states:
                      inside: [ { chance: 10% per day, to: deeper } ]
                      deeper: [ { chance: 10% per day, to: over } ]
                  over: []
              drawn_at_once:
                states:
                  waiting: [ { chance: 10% per day, to: done } ]
                  done: [ { chance: 10% per day, to: end } ]
                  end: []
              comes_again:
                states:
                  before: [ { on: 2022-05-03, to: a } ]
                  a: [ { chance: 20% per day, to: b } ]
                  b: [ { chance: 20% per day, to: a } ]
              back_to_the_beginning:
                states:
                  idle: [ { after: 2 days, to: busy } ]
                  busy: [ { chance: 30% per day, to: idle } ]
              nothing_to_draw:
                states:
                  idle: [ { after: 2 days, to: busy } ]
                  busy: [ { after: 2 days, to: done } ]
                  done: []
            outcomes:
              over: { when: meeting == progress and guarded == good }
              else: { otherwise: true }
            """));
    }

    // Their names; and the runs are those of the single-run kernel.
    private static string[] Early(string text)
    {
        (Plan plan, LaneProgram program) = LaneRuns.Packed($"scenario: Early\nstart: 2022-05-01\n{text}");
        return [.. plan.Scenario.Tracks.Where(t => program.Early.States[t.Index] >= 0).Select(t => $"{t.Name}.{t.States[program.Early.States[t.Index] - plan.FirstState[t.Index]].Name}")];
    }
}
