using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Simulation.Lanes;
using ScenarioSim.Tests.Generated;
using Xunit;

namespace ScenarioSim.Tests.Simulation;

/// <summary>Packed lanes begin past the moves that every run makes in the same step and that nothing can see; results are those of runs that make them.</summary>
public class SureStartsTests
{
    [Fact]
    public void A_date_that_is_sure_to_come_is_no_look_where_nobody_asks_what_it_changes()
    {
        Assert.Equal(["4 meeting: scheduled -> talks"], Sure("""
              meeting:
                states:
                  scheduled: [ { on: 2022-05-05, to: talks } ]
                  talks: [ { after: 2 days, split: { progress: 40%, collapse: rest } } ]
                  progress: [ { chance: 10% per day, to: collapse } ]
                  collapse: [ { chance: 10% per day, to: progress } ]
            """));
    }

    [Fact]
    public void Several_in_a_row_are_passed_and_a_state_in_which_nothing_happens_any_more_is_a_start_too()
    {
        Assert.Equal(["1 soon: a -> b", "2 late: a -> b", "5 late: b -> c", "6 late: c -> d", "6 soon: b -> c"], Sure("""
              late:
                states:
                  a: [ { after: 2 days, to: b } ]
                  b: [ { after: 3 days, on: 2022-05-02, to: c } ]
                  c: [ { on: 2022-05-03, to: d } ]
                  d: []
              soon:
                states:
                  a: [ { on: 2022-04-20, to: b } ]
                  b: [ { on: 2022-05-07, to: c } ]
                  c: [ { after: 1..20 days, to: d } ]
                  d: [ { chance: 5% per day, to: a } ]
            """));
    }

    [Fact]
    public void Of_a_track_that_goes_in_a_circle_each_state_is_passed_once() =>
        Assert.Equal(["7 clock: a -> b"], Sure("""
              clock:
                states:
                  a: [ { after: 7 days, to: b } ]
                  b: [ { after: 7 days, to: a } ]
            """));

    [Theory]
    [InlineData("2e9 days")]
    [InlineData("2000000 weeks")]
    [InlineData("if signed then 5 days else 3e9 days")]
    [InlineData("w * 1e9 days")]
    public void A_delay_that_no_horizon_reaches_is_none_after_a_sure_move_either(string delay) =>
        Assert.Equal(["4 meeting: scheduled -> talks"], Sure($$"""
              meeting:
                states:
                  scheduled: [ { on: 2022-05-05, to: talks } ]
                  talks: [ { after: "{{delay}}", to: over } ]
                  over: []
            """));

    [Fact]
    public void How_the_step_is_written_does_not_hang_on_moves_that_lanes_do_not_make()
    {
        string slow = LaneRuns.Lines(11, i => $"  t{i}: {{ states: {{ a: [ {{ chance: 1% per week, to: b }} ], b: [ {{ chance: 1% per week, to: a }} ] }} }}");
        LaneHints Of(string meeting)
        {
            (Plan plan, LaneProgram program) = LaneRuns.Packed($$"""
                scenario: Sure
                start: 2022-05-01
                horizon: 100 days
                tracks:
                  meeting: { states: { {{meeting}}, good: [], bad: [] } }
                {{slow}}
                outcomes: { else: { otherwise: true } }
                """);
            using var lanes = LaneKernel.Of(plan, program, 1);
            return LaneHints.Of(plan, program.Starts, lanes, program.Rows.Width, 64);
        }

        string talks = "talks: [ { after: 2 days, split: { good: 40%, bad: rest } } ]";
        Assert.True(Of(talks).IsLike(Of($"scheduled: [ {{ on: 2022-05-05, to: talks }} ], {talks}")));
    }

    [Theory]
    [InlineData("scheduled: [ { on: 2022-05-05, chance: 90%, to: talks } ]")]
    [InlineData("scheduled: [ { on: 2022-05-05, chance: 90% per day, to: talks } ]")]
    [InlineData("scheduled: [ { on: 2022-05-05, when: other == a, to: talks } ]")]
    [InlineData("scheduled: [ { on: 2022-05-05, to: talks }, { chance: 1% per day, to: over } ]")]
    [InlineData("scheduled: [ { on: 2022-05-05, to: talks, do: heat += 1 } ]")]
    [InlineData("scheduled: [ { on: 2022-05-05, split: { talks: 50%, over: rest } } ]")]
    [InlineData("scheduled: [ { on: when_it_is, to: talks } ]")]
    [InlineData("scheduled: [ { after: 1..4 days, to: talks } ]")]
    [InlineData("scheduled: [ { on: 2022-05-28, to: talks } ]")]
    [InlineData("scheduled: { enter: heat += 1, transitions: [ { on: 2022-05-05, to: talks } ], exit: heat -= 1 }")]
    [InlineData("outer: { states: { scheduled: [ { on: 2022-05-05, to: talks } ] } }")]
    [InlineData("outer: { states: { scheduled: [ { on: 2022-05-05, to: talks } ] }, transitions: [ { chance: 1% per day, to: over } ] }")]
    public void A_move_that_is_not_sure_or_changes_more_is_made(string scheduled) =>
        Assert.Empty(Sure($$"""
              meeting:
                states:
                  {{scheduled}}
                  talks: [ { after: 2 days, split: { good: 40%, over: rest } } ]
                  good: []
                  over: []
            """));

    [Theory]
    [InlineData("talks: [ { chance: 10% per day, to: over } ]")]
    [InlineData("talks: [ { after: 2 days, when: other == b, to: over } ]")]
    [InlineData("talks: [ { after: 2 days, chance: 50%, to: over } ]")]
    [InlineData("talks: [ { after: 2 days, to: over }, { when: other == b, to: good } ]")]
    public void One_into_a_state_in_which_something_else_may_happen_is_made(string talks) =>
        Assert.Empty(Sure($$"""
              meeting:
                states:
                  scheduled: [ { on: 2022-05-05, to: talks } ]
                  {{talks}}
                  good: []
                  over: []
            """));

    [Theory]
    [InlineData("meeting == talks")]
    [InlineData("meeting != scheduled")]
    [InlineData("visited(meeting == talks)")]
    [InlineData("visits(meeting == talks) > 0")]
    [InlineData("time_in(meeting) > 6 days")]
    public void One_that_a_condition_can_see_is_made(string seen)
    {
        Assert.Empty(Sure(Meeting, $"  early: {{ when: \"{seen} and other == b\", stop: true }}"));
        Assert.Empty(Sure(Meeting, "", $"  early: time_to({seen})"));
        Assert.Empty(Sure($$"""
            {{Meeting}}
              third:
                states:
                  a: [ { when: "{{seen}}", chance: 20% per day, to: b } ]
                  b: []
            """));
    }

    [Fact]
    public void Conditions_on_what_comes_later_or_on_the_state_around_both_do_not_see_it()
    {
        Assert.Equal(["4 meeting: scheduled -> talks"], Sure($$"""
              meeting:
                states:
                  before:
                    states:
                      scheduled: [ { on: 2022-05-05, to: talks } ]
                      talks: [ { after: 2..4 days, split: { progress: 40%, collapse: rest } } ]
                  progress: []
                  collapse: [ { chance: 5% per day, to: scheduled } ]
              third:
                states:
                  a: [ { when: meeting == before, chance: 20% per day, to: b }, { when: meeting == collapse, to: c } ]
                  b: []
                  c: []
            """, "  early: { when: third == b and other == b, stop: true }", "  late: time_to(meeting == progress)\n  entries: visits(meeting == before)"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    public void A_run_that_is_stopped_before_between_or_after_sure_moves_ends_where_it_was(int day) =>
        Assert.Equal(["4 meeting: scheduled -> talks", "6 meeting: talks -> recess"], Sure($$"""
              meeting:
                states:
                  scheduled: [ { on: 2022-05-05, to: talks } ]
                  talks: [ { after: 2 days, to: recess } ]
                  recess: [ { after: 3 days, split: { progress: 40%, collapse: rest } } ]
                  progress: []
                  collapse: [ { chance: 40% per day, to: scheduled } ]
            """, $"  early: {{ when: other == b and day >= {day}, stop: true }}"));

    [Fact]
    public void A_run_in_doubt_has_its_sure_moves_once() =>
        Assert.Equal(["4 meeting: scheduled -> talks"], Sure("""
              meeting:
                states:
                  scheduled: [ { on: 2022-05-05, to: talks } ]
                  talks: [ { after: 2 days, split: { progress: 40%, collapse: rest } } ]
                  progress: []
                  collapse: [ { after: 1 day, to: scheduled } ]
              third:
                states:
                  a: [ { when: other == b, chance: 60% + 10% * heat per day, to: b, do: heat += 2 } ]
                  b: [ { chance: 40% per day, to: a, do: heat += 2 } ]
            """));

    [Property(MaxTest = 200, Replay = "(20220110,61)", Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 24, QuietOnSuccess = true)]
    public void Runs_of_generated_scenarios_are_the_same_with_a_meeting_in_them_whose_opening_nothing_sees(Generated.Generated generated)
    {
        string text = generated.Document.ToString();
        var random = new Random(text.Length);
        string Wait() => string.Create(CultureInfo.InvariantCulture, $"after: {(1 + random.Next(4)) * generated.Scenario.Clock.StepSeconds / 3600} hours");
        string end = random.Next(3) switch { 0 => "[]", 1 => $"[ {{ {Wait()}, split: {{ good: 40%, bad: rest }} }} ]", _ => $"[ {{ {Wait()}, to: good }} ]" };
        string meeting = $"  the_meeting: {{ states: {{ scheduled: [ {{ {Wait()}, to: talks }} ], talks: {end}, good: [ {{ chance: 20% per day, to: bad }} ], bad: [ {{ {Wait()}, to: {(random.Next(2) == 0 ? "scheduled" : "good")} }} ] }} }}\n";
        int tracks = text.IndexOf("\ntracks:\n", StringComparison.Ordinal) + "\ntracks:\n".Length;
        // Before all others or behind them: moves of a step come in the order of the tracks.
        int behind = Regex.Match(text[tracks..], @"^\S", RegexOptions.Multiline) is { Success: true } next ? tracks + next.Index : text.Length;
        Scenario scenario = LaneRuns.Read(text.Insert(random.Next(2) == 0 ? tracks : behind, meeting));
        VectorWidth[] packed = [.. VectorWidth.Available.Where(w => w.IsPacked)];
        if (packed.Length == 0) return;
        VectorWidth width = packed[text.Length % packed.Length];
        int track = scenario.Tracks.Single(t => t.Name == "the_meeting").Index;
        if (scenario.Clock.LastStep > 4) Assert.Contains(SureStarts.Of(new Plan(scenario, scenario.Policies[^1])).Moves, m => m.Track == track);
        LaneRuns.AssertSame(scenario, scenario.Policies[^1], width, first: 0, runs: 60);
        LaneRuns.AssertSameTallies(scenario, scenario.Policies[^1], [width], stretches: [(0, [[100], [7, 93]])]);
    }

    private const string Meeting = """
          meeting:
            states:
              scheduled: [ { on: 2022-05-05, to: talks } ]
              talks: [ { after: 2 days, split: { progress: 40%, collapse: rest } } ]
              progress: []
              collapse: []
        """;

    // The moves that lanes do not make; and the runs, and what is counted of them, are those of the single-run kernel.
    private static string[] Sure(string tracks, string outcomes = "", string measures = "")
    {
        (Plan plan, LaneProgram program) = LaneRuns.Packed($$"""
            scenario: Sure
            start: 2022-05-01
            horizon: 20 days
            assumptions:
              when_it_is: { is: { discrete: { 2022-05-03: 50%, 2022-05-05: 50% } }, why: example }
              signed: { is: { discrete: { false: 100% } }, why: example }
              w: { is: 1..3, why: example }
            indicators:
              heat: 0
            tracks:
            {{tracks}}
              other:
                states:
                  a: [ { chance: 20% per day, to: b } ]
                  b: [ { chance: 20% per day, to: a } ]
            outcomes:
            {{outcomes}}
              hot: { when: heat > 3 }
              else: { otherwise: true }
            measures:
              heat: final(heat)
            {{measures}}
            """);
        LaneRuns.AssertSameTallies(plan.Scenario, plan.Policy, VectorWidth.Available, stretches: [(0, [[300], [1, 15, 16, 268]]), (LaneRuns.NearlyHigh, [[40]])]);
        return [.. program.Starts.Moves.Select(m => $"{m.Step} {plan.Scenario.Tracks[m.Track].Name}: {Name(plan, m.Track, m.From)} -> {Name(plan, m.Track, m.To)}")];
    }

    private static string Name(Plan plan, int track, int state) => plan.Scenario.Tracks[track].States[state].Name;
}
