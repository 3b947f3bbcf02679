using ScenarioSim.Analysis;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>What is known may speak of all that a condition can: each form, in the world that its step left.</summary>
public class EvidenceConditionsTests
{
    [Fact]
    public void Of_indicators() => KnownScenario.ComesToWhatItSays("""
        # given: x >= 2 on 2022-01-04
        # of three even tosses at least two: (3 + 1) / 8; a fourth follows
        # expect: consistent = 1/2
        # expect: mean of at_the_end = (2 * 3 + 3 * 1) / 4 + 1/2
        # expect: happens first = 1
        # the first of three was one, among two of the three with two and the one with three
        # expect: mean of early = 3/4
        start: 2022-01-01
        horizon: 4 days
        indicators: { x: 0 }
        branches: { hit: { chance: 50% per day, repeats: true, do: x += 1 } }
        measures: { at_the_end: final(x), first: time_to(x > 0), early: max(x == 1 and day == 1) }
        """);

    [Fact]
    public void Of_an_indicator_that_holds_for_one_step_only() => KnownScenario.ComesToWhatItSays("""
        # given: x >= 1 by 2022-01-03
        # given: x == 0 on 2022-01-03
        # in step 1 or 2, and not in step 2
        # expect: fact 1 = 3/4
        # expect: fact 2 = 1/3
        # expect: mean of times = 1 + 1/2
        start: 2022-01-01
        horizon: 3 days
        indicators: { x: { initial: 0, each step: 0 * x } }
        branches: { hit: { chance: 50% per day, repeats: true, do: x += 1 } }
        measures: { times: visits(hit) }
        """);

    [Fact]
    public void Of_the_bounds_and_the_whole_numbers_of_an_indicator() => KnownScenario.ComesToWhatItSays("""
        # given: x == 3 on 2022-01-04
        # 0.4 is rounded to 0, then 2, 4 at most 3: two of three hits or all three
        # expect: consistent = 1/2
        # expect: mean of times = 9/4
        start: 2022-01-01
        horizon: 3 days
        indicators: { x: { initial: 0.4, range: 0..3, integer: true } }
        branches: { hit: { chance: 50% per day, repeats: true, do: x += 2 } }
        measures: { times: visits(hit) }
        """);

    [Fact]
    public void Of_where_a_track_has_been() => KnownScenario.ComesToWhatItSays("""
        # given: visited(t == b) and t == c on 2022-01-04
        # given: not visited(t == b) by 2022-01-02
        # in `c` in step 3: through `b` entered in step 1 (1/2) or 2 (1/4); the second fact leaves out step 1, where only step 0 makes it true of all
        # expect: fact 1 = 1
        # expect: fact 2 = 3/4
        # expect: share of t == b on 2022-01-02 = 2/3
        start: 2022-01-01
        horizon: 4 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { after: 1 day, to: c } ], c: [] } } }
        """);

    [Fact]
    public void Of_how_often_a_state_has_been_entered() => KnownScenario.ComesToWhatItSays("""
        # given: visits(t == b) >= 2 on 2022-01-04
        # given: visits(t == a) == 2 on 2022-01-04
        # in `b` in steps 1 and 3, in `a` in step 2 for the second time
        # expect: fact 1 = 1/4
        # expect: fact 2 = 1
        # expect: share of t == b on 2022-01-02 = 1
        # expect: share of t == a on 2022-01-03 = 1
        # expect: share of t == b on 2022-01-04 = 1
        # expect: share of t == a on 2022-01-05 = 1
        start: 2022-01-01
        horizon: 4 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { after: 1 day, to: a } ] } } }
        """);

    [Fact]
    public void Of_how_long_a_track_has_been_where_it_is() => KnownScenario.ComesToWhatItSays("""
        # given: time_in(t) == 1 day and t == b on 2022-01-04
        # given: time_in(t) < 1 day by 2022-01-03
        # in `b` since step 2; in step 2 itself for no time
        # expect: fact 1 = 1
        # expect: fact 2 = 1/4
        # expect: share of t == a on 2022-01-02 = 1
        # expect: share of t == b on 2022-01-03 = 1
        start: 2022-01-01
        horizon: 4 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
        """);

    [Fact]
    public void Of_the_day_and_the_date_of_the_step() => KnownScenario.ComesToWhatItSays("""
        # given: day == 7 and date == 2022-01-08 on 2022-01-14
        # given: t == b and date <= 2022-01-08 by 2022-01-30
        # expect: fact 1 = 1
        # expect: fact 2 = 1/2
        # expect: share of t == b on 2022-01-08 = 1
        start: 2022-01-01
        horizon: 4 weeks
        step: 1 week
        tracks: { t: { states: { a: [ { chance: 50% per week, to: b } ], b: [] } } }
        """);

    [Fact]
    public void Of_an_assumption_in_words() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-02
        # Bayes: 0.5 * 0.2 + 0.3 * 0.5 + 0.2 * 0.8
        # expect: consistent = 0.41
        # expect: belief aim == signal = 10/41
        # expect: belief aim == coerce = 15/41
        # expect: belief aim == seize = 16/41
        # expect: outcome seizure = 16/41
        # expect: before outcome seizure = 0.2
        start: 2022-01-01
        horizon: 4 days
        assumptions: { aim: { discrete: { signal: 50%, coerce: 30%, seize: 20% } } }
        tracks: { t: { states: { a: [ { chance: (if aim == seize then 80% else if aim == coerce then 50% else 20%) per day, to: b } ], b: [] } } }
        outcomes: { seizure: { when: aim == seize }, none: { otherwise: true } }
        observed: [ { on: 2022-01-02, that: t == b } ]
        """);

    [Fact]
    public void Of_words_of_assumptions_and_levers_themselves() => KnownScenario.ComesToWhatItSays("""
        # given: aim in [signal, seize] on 2022-01-01
        # given: aim != signal and offer != bad by 2022-01-03
        # given: troops >= 2 and notice == 7 days and offer == good on 2022-01-04
        # expect: fact 1 = 0.7
        # expect: fact 2 = 2/7
        # expect: fact 3 = 1
        # expect: belief aim == seize = 1
        # expect [policy strong]: consistent = 0.2
        start: 2022-01-01
        horizon: 4 days
        assumptions: { aim: { discrete: { signal: 50%, coerce: 30%, seize: 20% } } }
        levers: { offer: { options: [good, bad] }, troops: { options: [2, 4] }, notice: { options: [1 week, 2 weeks] } }
        tracks: { t: { states: { a: [] } } }
        policies: { weak: {}, strong: { set: { troops: 4 } } }
        """);

    [Fact]
    public void Of_levers_as_the_policy_sets_them()
    {
        Scenario held = KnownScenario.Held("""
            # given: offer == good on 2022-01-02
            start: 2022-01-01
            horizon: 4 days
            levers: { offer: { options: [good, bad] } }
            tracks: { t: { states: { a: [] } } }
            policies: { first: {}, second: { set: { offer: bad } } }
            """);
        Assert.Equal(50, Simulate.Run(held, held.Policies[0], new RunOptions { Runs = 50 }, cancellation: TestContext.Current.CancellationToken)!.Runs);
        Assert.Null(Simulate.Run(held, held.Policies[1], new RunOptions { Runs = 50 }, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Of_a_continuous_assumption() => KnownScenario.ComesToWhatItSays("""
        # given: p >= 0.4 and lag > 2 days on 2022-01-01
        # given: due <= 2022-01-03 by 2022-01-01
        # expect: fact 1 = 0.6 * 3/4
        # expect: fact 2 = 1/4
        # expect: mean of p = 0.7
        # expect: share of t == b on 2022-01-03 = 1
        start: 2022-01-01
        horizon: 6 days
        assumptions: { p: 0..1, lag: 1..5 days, due: 2022-01-02..2022-01-06 }
        tracks: { t: { states: { a: [ { on: due, to: b } ], b: [] } } }
        """);

    [Fact]
    public void Of_an_assumption_as_a_policy_believes_it() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-02
        # expect: consistent = 0.5 * 0.8 + 0.5 * 0.2
        # expect: mean of p = (0.5 * 0.8 * 0.8 + 0.5 * 0.2 * 0.2) / 0.5
        # expect [policy sure]: consistent = 0.1 * 0.8 + 0.9 * 0.2
        # expect [policy sure]: mean of p = (0.1 * 0.8 * 0.8 + 0.9 * 0.2 * 0.2) / 0.26
        start: 2022-01-01
        horizon: 2 days
        assumptions: { p: { discrete: { 0.2: 50%, 0.8: 50% } } }
        tracks: { t: { states: { a: [ { chance: p per day, to: b } ], b: [] } } }
        policies: { usual: {}, sure: { assume: { p: { discrete: { 0.2: 90%, 0.8: 10% } } } } }
        observed: [ { on: 2022-01-02, that: t == b } ]
        """);

    [Fact]
    public void Of_branches() => KnownScenario.ComesToWhatItSays("""
        # given: shock == pending on 2022-01-02
        # given: shock on 2022-01-04
        # given: not shock == severe on 2022-01-04
        # expect: fact 1 = 1
        # expect: fact 2 = 0.4
        # expect: fact 3 = 3/4
        # expect: outcome mild = 1
        # expect: share of shock == mild on 2022-01-03 = 1
        # expect: before outcome mild = 0.3
        start: 2022-01-01
        horizon: 5 days
        branches: { shock: { on: 2022-01-03, chance: 40%, split: { mild: 75%, severe: rest } } }
        outcomes: { mild: { when: shock == mild }, other: { otherwise: true } }
        """);

    [Fact]
    public void Of_branches_that_repeat() => KnownScenario.ComesToWhatItSays("""
        # given: raid by 2022-01-02
        # given: visited(raid == major) on 2022-01-03
        # given: visits(raid) == 2 on 2022-01-03
        # a major raid by 1/4 a step and a minor one by 1/4: of two raids not both minor
        # expect: fact 1 = 1/2
        # expect: fact 2 = 1/2 + 1/2 * 1/4
        # expect: fact 3 = 3/5
        # expect: consistent = 3/16
        # expect: mean of majors = (1 * 2/16 + 2 * 1/16) / (3/16) + 1/4
        start: 2022-01-01
        horizon: 3 days
        branches: { raid: { chance: 50% per day, repeats: true, split: { minor: 50%, major: rest } } }
        measures: { majors: visits(raid == major) }
        """);

    [Fact]
    public void Of_outer_states() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-04
        # from step 2 on severed by an even chance a day: not in steps 2 and 3
        # expect: consistent = 1/4
        # expect: share of t == strained on 2022-01-03 = 1
        # expect: share of t == in_touch on 2022-01-04 = 1
        # expect: share of t == severed on 2022-01-05 = 1/2
        start: 2022-01-01
        horizon: 4 days
        tracks:
          t:
            states:
              in_touch:
                transitions: [ { chance: 50% per day, to: severed } ]
                states: { working: [ { after: 1 day, to: strained } ], strained: [] }
              severed: []
        observed: [ { on: 2022-01-04, that: t == in_touch } ]
        """);

    [Fact]
    public void Of_inner_states() => KnownScenario.ComesToWhatItSays("""
        # given: t == strained by 2022-01-03
        # given: t == severed and not visited(t == aloof) on 2022-01-04
        # `strained` is entered in step 1 by all; the third step finds half of those not yet severed
        # expect: fact 1 = 1
        # expect: fact 2 = 3/4
        # expect: share of t == severed on 2022-01-03 = 2/3
        # expect: share of t == strained on 2022-01-03 = 1/3
        # expect: share of t == in_touch on 2022-01-02 = 1
        start: 2022-01-01
        horizon: 4 days
        tracks:
          t:
            states:
              in_touch:
                transitions: [ { chance: 50% per day, to: severed } ]
                states: { working: [ { after: 1 day, to: strained } ], strained: [] }
              severed: []
              aloof: []
        """);

    [Fact]
    public void Of_definitions_by_name() => KnownScenario.ComesToWhatItSays("""
        # given: hot on 2022-01-02
        # given: pressure > 5 by 2022-01-02
        # given: patience >= 1 week and hot on 2022-01-03
        # expect: fact 1 = 1/2
        # expect: fact 2 = 1
        # expect: fact 3 = 1
        # expect: share of t == b on 2022-01-02 = 1
        start: 2022-01-01
        horizon: 3 days
        indicators: { x: 2 }
        define: { pressure: 3 * x, hot: t == b and pressure >= 6, patience: if hot then 2 weeks else 1 day }
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
        """);

    [Fact]
    public void Of_a_definition_that_is_no_truth_elsewhere_too() => KnownScenario.ComesToWhatItSays("""
        # given: due < 2022-01-05 and count(t == b, x > 1, mood == calm) >= 2 on 2022-01-02
        # `x` is 2 and the mood is calm by 1/2, `t` has moved by 1/2: three quarters have at least one of these beside it
        # expect: consistent = 3/4
        # expect: belief mood == calm = 2/3
        # expect: share of t == b on 2022-01-02 = 2/3
        start: 2022-01-01
        horizon: 3 days
        assumptions: { mood: { discrete: { calm: 50%, angry: 50% } }, opening: 2022-01-03 }
        indicators: { x: 2 }
        define: { due: opening + 1 day }
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
        """);

    // docs/language.md, section 4: a name to the right of == is first looked up there.
    [Fact]
    public void A_state_goes_before_whatever_else_has_its_name() => KnownScenario.ComesToWhatItSays("""
        # given: t == x on 2022-01-02
        # given: 3 == x on 2022-01-02
        # expect: fact 1 = 1/2
        # expect: fact 2 = 1/4
        start: 2022-01-01
        horizon: 3 days
        assumptions: { x: { discrete: { 3: 25%, 4: 75% } } }
        tracks: { t: { states: { a: [ { chance: 50% per day, to: x } ], x: [] } } }
        """);

    [Fact]
    public void The_last_by_or_on_stands_before_the_date_for_names_may_be_such_words() => KnownScenario.ComesToWhatItSays("""
        # given: t == by by 2022-01-02
        # given: veto == on on 2022-01-02
        # given:   t  ==  by   on   2022-01-02T12:00  
        # given: veto == on and t == by by 2022-01-03
        # expect: fact 1 = 1/2
        # expect: consistent = 1/2
        start: 2022-01-01
        horizon: 3 days
        levers: { veto: { options: [on, off] } }
        tracks: { t: { states: { on: [ { chance: 50% per day, to: by } ], by: [] } } }
        """);

    [Fact]
    public void Names_in_any_script_are_known_too() => KnownScenario.ComesToWhatItSays("""
        # given: переговоры == срыв by 2022-01-03
        # expect: consistent = 3/4
        # expect: share of переговоры == срыв on 2022-01-02 = 2/3
        start: 2022-01-01
        horizon: 3 days
        tracks: { переговоры: { states: { идут: [ { chance: 50% per day, to: срыв } ], срыв: [] } } }
        """);

    [Fact]
    public void An_operation_without_a_finite_value_is_0_in_what_is_known_too() => KnownScenario.ComesToWhatItSays("""
        # given: 1 / x == 0 on 2022-01-02
        # given: log(x) == 0 and 1 / x == 1 by 2022-01-03
        # `x` is 0 until `t` moves: in step 1 still, in step 2 not any more
        # expect: fact 1 = 1/2
        # expect: fact 2 = 1/2
        # expect: share of t == a on 2022-01-02 = 1
        # expect: share of t == b on 2022-01-03 = 1
        start: 2022-01-01
        horizon: 3 days
        indicators: { x: 0 }
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b, do: x += 1 } ], b: [] } } }
        """);

    [Fact]
    public void What_is_always_or_never_so_needs_no_run_to_tell()
    {
        const string Text = "start: 2022-01-01\nhorizon: 3 days\ntracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }\n";
        foreach (string always in new[] { "true on 2022-01-02", "1 < 2 by 2022-01-03", "day >= 0 by 2022-01-01", "day <= 3 on 2022-01-09" })
        {
            Scenario held = KnownScenario.Held(KnownScenario.Read(Text), null, always);
            Assert.Equal(50, Simulate.Run(held, held.Policies[0], new RunOptions { Runs = 50 }, cancellation: TestContext.Current.CancellationToken)!.Runs);
        }
        foreach (string never in new[] { "false on 2022-01-02", "1 > 2 by 2022-01-03", "day > 1 by 2022-01-02", "date == 2022-01-01 on 2022-01-02" })
        {
            Scenario held = KnownScenario.Held(KnownScenario.Read(Text), null, never);
            Assert.Null(Simulate.Run(held, held.Policies[0], new RunOptions { Runs = 50 }, cancellation: TestContext.Current.CancellationToken));
        }
    }
}
