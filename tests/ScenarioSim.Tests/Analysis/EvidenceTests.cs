using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>docs/language.md, section 6: which runs agree with what is known. Each scenario's first lines work out by hand what those that do come to.</summary>
public class EvidenceTests
{
    [Fact]
    public void Only_the_runs_that_agree_with_an_observation_count_before_its_date_and_after() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-03
        # still in `a` after two steps: 1/2 * 1/2; two more steps remain
        # expect: consistent = 1/4
        # expect: fact 1 = 1/4
        # expect: share of t == a on 2022-01-02 = 1
        # expect: share of t == a on 2022-01-03 = 1
        # expect: share of t == a on 2022-01-04 = 1/2
        # expect: share of t == b on 2022-01-05 = 3/4
        # expect: outcome moved = 3/4
        # expect: before outcome moved = 15/16
        start: 2022-01-01
        horizon: 4 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
        outcomes: { moved: { when: t == b }, stayed: { otherwise: true } }
        observed: [ { on: 2022-01-03, that: t == a } ]
        """);

    [Fact]
    public void A_later_fact_bears_on_the_dates_before_it() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-04
        # moved in step 1, 2 or 3: 1/2, 1/4, 1/8 of all
        # expect: consistent = 7/8
        # expect: share of t == b on 2022-01-01 = 0
        # expect: share of t == b on 2022-01-02 = 4/7
        # expect: share of t == b on 2022-01-03 = 6/7
        # expect: share of t == b on 2022-01-04 = 1
        # expect: mean of days = (1 * 1/2 + 2 * 1/4 + 3 * 1/8) / (7/8)
        # expect: happens days = 1
        # expect: mean of where = 4/7
        start: 2022-01-01
        horizon: 4 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
        measures: { days: time_to(t == b), where: "total(t == b and day == 1)" }
        observed: [ { on: 2022-01-04, that: t == b } ]
        """);

    [Fact]
    public void What_was_so_by_a_date_need_not_hold_on_it() => KnownScenario.ComesToWhatItSays("""
        # given: t == b by 2022-01-03
        # `b` is entered in step 1 by 1/2 and left in step 2; entered in step 2 by 1/4
        # expect: consistent = 3/4
        # expect: share of t == b on 2022-01-02 = 2/3
        # expect: share of t == b on 2022-01-03 = 1/3
        # expect: share of t == c on 2022-01-03 = 2/3
        # expect: mean of days = 2 * 2/3 + 3 * 1/3
        start: 2022-01-01
        horizon: 5 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { after: 1 day, to: c } ], c: [] } } }
        measures: { days: time_to(t == c) }
        """);

    [Fact]
    public void What_was_so_on_a_date_held_on_it() => KnownScenario.ComesToWhatItSays("""
        # given: t == b on 2022-01-03
        # `b` is entered in step 2
        # expect: consistent = 1/4
        # expect: share of t == a on 2022-01-02 = 1
        # expect: share of t == c on 2022-01-04 = 1
        # expect: mean of days = 3
        start: 2022-01-01
        horizon: 5 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { after: 1 day, to: c } ], c: [] } } }
        measures: { days: time_to(t == c) }
        """);

    [Fact]
    public void What_was_so_by_a_date_may_have_been_so_at_the_start_alone() => KnownScenario.ComesToWhatItSays("""
        # given: t == a by 2022-01-04
        # given: u == a by 2022-01-01
        # expect: consistent = 1
        # expect: fact 1 = 1
        # expect: share of t == b on 2022-01-02 = 1
        start: 2022-01-01
        horizon: 5 days
        tracks:
          t: { states: { a: [ { after: 1 day, to: b } ], b: [] } }
          u: { states: { a: [ { after: 1 day, to: b } ], b: [] } }
        """);

    [Fact]
    public void A_run_that_stopped_disagrees_by_the_world_in_which_it_did() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-06
        # `late` begins with step 4: only runs that have not stopped in steps 1 to 3 see it. Two steps remain, 4 and 5
        # expect: consistent = 1/8
        # expect: outcome struck = 3/4
        # expect: before outcome struck = 31/32
        # expect: share of season == early on 2022-01-04 = 1
        # expect: mean of struck_after = (4 * 1/2 + 5 * 1/4) / (3/4)
        start: 2022-01-01
        horizon: 5 days
        tracks:
          border: { states: { calm: [ { chance: 50% per day, to: struck } ], struck: [] } }
          season: { states: { early: [ { on: 2022-01-05, to: late } ], late: [] } }
        outcomes: { struck: { when: border == struck, stop: true }, calm: { otherwise: true } }
        measures: { struck_after: time_to(border == struck) }
        observed: [ { on: 2022-01-06, that: season == late } ]
        """);

    [Fact]
    public void A_run_that_stopped_agrees_by_the_world_in_which_it_did() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-06
        # `early` for good: stopped in step 1, 2 or 3
        # expect: consistent = 7/8
        # expect: outcome struck = 1
        # expect: share of season == early on 2022-01-06 = 1
        # expect: share of border == struck on 2022-01-02 = 4/7
        # expect: mean of struck_after = 11/7
        start: 2022-01-01
        horizon: 5 days
        tracks:
          border: { states: { calm: [ { chance: 50% per day, to: struck } ], struck: [] } }
          season: { states: { early: [ { on: 2022-01-05, to: late } ], late: [] } }
        outcomes: { struck: { when: border == struck, stop: true }, calm: { otherwise: true } }
        measures: { struck_after: time_to(border == struck) }
        observed: [ { on: 2022-01-06, that: season == early } ]
        """);

    [Fact]
    public void Nothing_is_so_by_a_date_after_the_stop() => KnownScenario.ComesToWhatItSays("""
        # given: season == late by 2022-01-06
        # expect: consistent = 1/8
        # expect: outcome struck = 3/4
        start: 2022-01-01
        horizon: 5 days
        tracks:
          border: { states: { calm: [ { chance: 50% per day, to: struck } ], struck: [] } }
          season: { states: { early: [ { on: 2022-01-05, to: late } ], late: [] } }
        outcomes: { struck: { when: border == struck, stop: true }, calm: { otherwise: true } }
        """);

    [Fact]
    public void Date_and_day_of_a_run_that_has_stopped_are_those_of_its_stop() => KnownScenario.ComesToWhatItSays("""
        # given: day == 2 on 2022-01-05
        # given: date == 2022-01-03 on 2022-01-06
        # given: time_in(season) == 2 days on 2022-01-06
        # stopped in step 2
        # expect: consistent = 1/4
        # expect: fact 2 = 1
        # expect: fact 3 = 1
        # expect: outcome struck = 1
        start: 2022-01-01
        horizon: 5 days
        tracks:
          border: { states: { calm: [ { chance: 50% per day, to: struck } ], struck: [] } }
          season: { states: { early: [ { on: 2022-01-05, to: late } ], late: [] } }
        outcomes: { struck: { when: border == struck, stop: true }, calm: { otherwise: true } }
        """);

    [Fact]
    public void A_run_that_stops_at_the_start_is_judged_by_the_initial_world() => KnownScenario.ComesToWhatItSays("""
        # given: t == a on 2022-01-04
        # a run with `ended` stops in step 0, in `a`; the others are in `b` from step 1 on
        # expect: consistent = 1/4
        # expect: share of t == a on 2022-01-06 = 1
        # expect: outcome over = 1
        # expect: before outcome over = 1/4
        start: 2022-01-01
        horizon: 5 days
        assumptions: { ended: { discrete: { true: 25%, false: 75% } } }
        tracks: { t: { states: { a: [ { after: 1 day, to: b } ], b: [] } } }
        outcomes: { over: { when: ended, stop: true }, open: { otherwise: true } }
        """);

    [Fact]
    public void Facts_of_one_date_must_all_hold_and_each_is_told_given_those_before_it() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-02
        # given: t == b and u == b on 2022-01-02
        # expect: fact 1 = 1/2
        # expect: fact 2 = 1/4
        # expect: fact 3 = 1
        # expect: consistent = 1/8
        # expect: outcome both = 1
        start: 2022-01-01
        horizon: 3 days
        tracks:
          t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } }
          u: { states: { a: [ { chance: 25% per day, to: b } ], b: [] } }
        outcomes: { both: { when: t == b and u == b }, not_both: { otherwise: true } }
        observed: [ { on: 2022-01-02, that: t == b }, { on: 2022-01-02, that: u == b } ]
        """);

    [Fact]
    public void Facts_are_told_by_date_wherever_they_come_from()
    {
        Scenario scenario = KnownScenario.Read("""
            start: 2022-01-01
            horizon: 9 days
            tracks: { t: { states: { a: [ { chance: 10% per day, to: b } ], b: [] } } }
            observed:
              - { on: 2022-01-07, that: t == a or t == b }
              - { on: 2022-01-03, that: t == a }
              - { on: 2022-01-05, that: t != b }
            """);
        Evidence evidence = KnownScenario.Held(scenario, "2022-01-09", "not t == b on 2022-01-06", "visited(t == a) by 2022-01-02").Evidence!;
        Assert.Equal(["visited(t == a)", "t == a", "t != b", "not t == b", "t == a or t == b"], evidence.Facts.Select(f => f.Text));
        Assert.Equal(evidence.Facts.Select(f => f.Date).Order(), evidence.Facts.Select(f => f.Date));
    }

    [Fact]
    public void A_fact_past_the_end_is_judged_by_the_last_step() => KnownScenario.ComesToWhatItSays("""
        # as of: 2023-01-01
        # given: u == b by 2024-01-01
        # each leaves `a` within three steps by 7/8; `u` is then in `c` at the end, but where it has just entered `b`
        # expect: fact 1 = 7/8
        # expect: fact 2 = 7/8
        # expect: consistent = 49/64
        # expect: outcome moved = 1
        # expect: share of t == b on 2022-01-02 = 4/7
        # expect: share of u == c on 2022-01-04 = 6/7
        start: 2022-01-01
        horizon: 3 days
        tracks:
          t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } }
          u: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { after: 1 day, to: c } ], c: [] } }
        outcomes: { moved: { when: t == b }, stayed: { otherwise: true } }
        observed: [ { on: 2022-12-31, that: t == b } ]
        """);

    [Theory]
    // Steps of six hours, each with an even chance to move.
    [InlineData("93.75% per day", "6 hours", "2022-01-01T05:59", 1)]
    [InlineData("93.75% per day", "6 hours", "2022-01-01T06:00", 0.5)]
    [InlineData("93.75% per day", "6 hours", "2022-01-01T11:59", 0.5)]
    [InlineData("93.75% per day", "6 hours", "2022-01-01T17:00", 0.25)]
    [InlineData("93.75% per day", "6 hours", "2022-01-02", 0.0625)]
    [InlineData("50% per week", "1 week", "2022-01-07T23:59", 1)]
    [InlineData("50% per week", "1 week", "2022-01-08", 0.5)]
    [InlineData("50% per week", "1 week", "2022-01-14", 0.5)]
    [InlineData("50% per week", "1 week", "2022-01-15", 0.25)]
    // A step of 0.7 days is no whole number of minutes in doubles, and yet its third ends at 02:24.
    [InlineData("50% per step", "0.7 days", "2022-01-03T02:23", 0.25)]
    [InlineData("50% per step", "0.7 days", "2022-01-03T02:24", 0.125)]
    [InlineData("50% per month", "1 month", "2022-01-31T10:29", 1)]
    [InlineData("50% per month", "1 month", "2022-01-31T10:30", 0.5)]
    public void Between_steps_the_last_step_that_is_not_after_the_date_stands_for_it(string chance, string step, string date, double share)
    {
        string text = $$"""
            # as of: {{date}}
            # expect: consistent = {{share}}
            start: 2022-01-01
            horizon: 2 months
            step: {{step}}
            tracks: { t: { states: { a: [ { chance: {{chance}}, to: b } ], b: [] } } }
            observed: [ { on: {{date}}, that: t == a } ]
            """;
        KnownScenario.ComesToWhatItSays(text);
        KnownScenario.ComesToWhatItSays(text.Replace($"# as of: {date}", $"# given: t == a on {date}"));
        // To have been in `b` by then is to have left `a`.
        if (share < 1) KnownScenario.ComesToWhatItSays(text.Replace($"# as of: {date}", $"# given: t == b by {date}").Replace($"= {share}", $"= {1 - share}"));
    }

    [Theory]
    [InlineData("2022-01-01", 0, 1)]
    [InlineData("2022-01-02", 1, 0.5)]
    [InlineData("2022-01-02T23:59", 1, 0.5)]
    [InlineData("2022-01-03T11:59", 1, 0.5)]
    [InlineData("2022-01-03T12:00", 2, 0.25)]
    [InlineData("2022-01-04", 3, 0.125)]
    [InlineData("2030-01-01", 4, 0.125)]
    public void Observations_count_up_to_the_date_and_on_it(string asOf, int facts, double share)
    {
        Scenario held = KnownScenario.Held(KnownScenario.Read("""
            start: 2022-01-01
            horizon: 5 days
            tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
            observed:
              - { on: 2022-01-02, that: t == a }
              - { on: 2022-01-03T12:00, that: t == a }
              - { on: 2022-01-04, that: t == b }
              - { on: 2022-03-01, that: visited(t == b) }
            """), asOf);
        EvidenceResult evidence = Simulate.Run(held, held.Policies[0], new RunOptions(), cancellation: TestContext.Current.CancellationToken)!.Evidence!;
        Assert.Equal(DateTime.Parse(asOf), evidence.Evidence.AsOf);
        Assert.Equal(facts, evidence.Facts.Count);
        Assert.Equal(share, evidence.Share, 4.5 * Math.Sqrt(share * (1 - share) / 100_000));
    }

    [Fact]
    public void As_of_a_date_before_all_observations_every_run_counts()
    {
        Scenario scenario = CorpusFiles.Read("scenarios/geneva-week.yaml"), held = KnownScenario.Held(scenario, "2022-01-11");
        var options = new RunOptions { Runs = 2_000 };
        SimulationResults plain = Simulate.Run(scenario, scenario.Policies[0], options, cancellation: TestContext.Current.CancellationToken)!;
        SimulationResults results = Simulate.Run(held, held.Policies[0], options, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal((2_000, 2_000, 1.0), (results.Runs, results.Evidence!.Agreeing, results.Evidence.Share));
        Assert.Empty(results.Evidence.Facts);
        Assert.Null(plain.Evidence);
        Assert.Equal(plain.Outcomes.Select(o => (o.Runs, o.Low, o.High)), results.Outcomes.Select(o => (o.Runs, o.Low, o.High)));
        Assert.Equal(plain.Outcomes.Select(o => new ShareResult(o.Runs!.Value, o.Probability, o.Low!.Value, o.High!.Value)), results.Evidence.Outcomes);
        Assert.Equal(plain.Value, results.Value);
        Assert.Equal(plain.Value, results.Evidence.Value);
    }

    [Fact]
    public void Where_no_run_agrees_there_is_no_result_and_the_facts_tell_where_the_runs_are_lost()
    {
        Scenario held = KnownScenario.Held("""
            # as of: 2022-01-02
            # given: t == a on 2022-01-02
            # given: t == b by 2022-01-03
            start: 2022-01-01
            horizon: 5 days
            tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
            observed: [ { on: 2022-01-02, that: t == b } ]
            """);
        var running = new RunningSimulation(held, held.Policies[0], new RunOptions());
        running.Advance(1_000, TestContext.Current.CancellationToken);
        Assert.False(running.HasResults);
        EvidenceResult evidence = running.EvidenceSoFar()!;
        Assert.Equal((1_000, 0), (evidence.Runs, evidence.Agreeing));
        Assert.Equal(1_000, evidence.Facts[0].Of);
        Assert.InRange(evidence.Facts[0].Agreeing!.Value, 430, 570);
        Assert.Equal((evidence.Facts[0].Agreeing, 0L), (evidence.Facts[1].Of, evidence.Facts[1].Agreeing));
        Assert.Equal((0L, 0L, 0.0, 1.0), (evidence.Facts[2].Of, evidence.Facts[2].Agreeing, evidence.Facts[2].Low, evidence.Facts[2].High));
        Assert.True(double.IsNaN(evidence.Facts[2].Share));
        Assert.Null(Simulate.Run(held, held.Policies[0], new RunOptions { Runs = 1_000 }, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Where_there_is_only_the_initial_world_it_stands_for_every_date() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-12-31
        # given: aim == seize by 2022-06-30
        # expect: fact 1 = 0.3
        # expect: fact 2 = 1
        # expect: belief aim == seize = 1
        # expect: outcome war = 1
        start: 2022-01-01
        horizon: 3 days
        step: 1 week
        assumptions: { aim: { discrete: { signal: 70%, seize: 30% } } }
        tracks: { t: { states: { a: [ { after: 1 day, to: b } ], b: [] } } }
        outcomes: { war: { when: aim == seize }, peace: { otherwise: true } }
        observed: [ { on: 2022-12-30, that: aim == seize and t == a } ]
        """);

    [Fact]
    public void A_result_is_of_as_many_runs_as_agree_with_intervals_of_their_number() => Assert.All(
        [1_000, 10_000], runs =>
        {
            Scenario held = KnownScenario.Held("""
                # as of: 2022-01-04
                start: 2022-01-01
                horizon: 4 days
                tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
                outcomes: { moved: { when: t == b }, stayed: { otherwise: true } }
                observed: [ { on: 2022-01-04, that: t == a } ]
                """);
            SimulationResults results = Simulate.Run(held, held.Policies[0], new RunOptions { Runs = runs }, cancellation: TestContext.Current.CancellationToken)!;
            Assert.Equal(results.Runs, results.Outcomes.Sum(o => o.Runs));
            OutcomeResult moved = results.Outcomes[0];
            double usual = Math.Sqrt(moved.Probability * (1 - moved.Probability) / results.Runs!.Value);
            Assert.InRange((moved.High!.Value - moved.Low!.Value) / 3.92 / usual, 0.9, 1.1);
            Assert.InRange(results.Evidence!.High!.Value - results.Evidence.Low!.Value, 0, 4.5 * Math.Sqrt(7.0 / 64 / runs));
        });
}
