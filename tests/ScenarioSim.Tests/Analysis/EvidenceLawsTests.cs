using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>What is known bears on everything else: on what was before, on what is believed, on what comes. Laws that have a closed form.</summary>
public class EvidenceLawsTests
{
    [Fact]
    public void A_chain_is_smoothed_between_two_facts() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-04
        # forward and backward: from `a` in step 1 by `a` 1/2 * 1/2, or by `b` 1/2 * 3/4, to `b` in step 3
        # expect: fact 1 = 1/2
        # expect: fact 2 = 5/8
        # expect: consistent = 5/16
        # expect: share of t == b on 2022-01-03 = 3/5
        # expect: share of t == b on 2022-01-05 = 3/4
        # expect: share of t == a on 2022-01-06 = 3/4 * 1/4 + 1/4 * 1/2
        # expect: mean of time_in_b = (1 * 2/5 + 2 * 3/5 + 3/4 + (1 - (3/4 * 1/4 + 1/4 * 1/2))) / 6
        start: 2022-01-01
        horizon: 5 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { chance: 25% per day, to: a } ] } } }
        measures: { time_in_b: share_of_time(t == b) }
        observed: [ { on: 2022-01-02, that: t == a }, { on: 2022-01-04, that: t == b } ]
        """);

    [Fact]
    public void A_uniform_chance_becomes_a_beta() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-05
        # two moves and two stays in four days, of one chance: beta(3, 3); any order by 6 * B(3, 3) = 1/5, each fact by Laplace's rule
        # expect: fact 1 = 1/2
        # expect: fact 2 = 1/3
        # expect: fact 3 = 2/4
        # expect: fact 4 = 2/5
        # expect: consistent = 1/30
        # expect: mean of p = 1/2
        # expect: outcome small = 0.2^3 * (10 - 15 * 0.2 + 6 * 0.2^2)
        # expect: mean of again = 1/2
        start: 2022-01-01
        horizon: 5 days
        assumptions: { p: 0..1 }
        indicators: { n: 0 }
        branches: { move: { chance: p per day, repeats: true, do: n += 1 } }
        measures: { again: final(n == 3) }
        outcomes: { small: { when: p < 0.2 }, other: { otherwise: true } }
        observed:
          - { on: 2022-01-02, that: n == 1 }
          - { on: 2022-01-03, that: n == 1 }
          - { on: 2022-01-04, that: n == 2 }
          - { on: 2022-01-05, that: n == 2 }
        """);

    [Fact]
    public void A_gamma_of_rates_stays_a_gamma_as_long_as_nothing_happens() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-04
        # gamma(2, 1) a day, nothing for three days: (1 / (1 + 3))^2, and then gamma(2, 1/4)
        # expect: consistent = 1/16
        # expect: mean of pace = 1/2
        # expect: outcome quiet = (4/6)^2
        # expect: before outcome quiet = 1/36
        start: 2022-01-01
        horizon: 5 days
        assumptions: { pace: "gamma(2, 1)" }
        branches: { incident: { rate: pace per day } }
        outcomes: { quiet: { when: not incident }, loud: { otherwise: true } }
        observed: [ { on: 2022-01-04, that: not incident } ]
        """);

    [Fact]
    public void Two_causes_become_rivals_once_their_effect_is_known() => KnownScenario.ComesToWhatItSays("""
        # given: alarm on 2022-01-02
        # given: quake on 2022-01-02
        # either sets it off: 1 - 0.9 * 0.8. That there was a quake explains it, and takes the burglary back to what it was
        # expect: fact 1 = 0.28
        # expect: fact 2 = 0.2 / 0.28
        # expect: outcome burglary = 0.1
        # expect: before outcome burglary = 0.1
        start: 2022-01-01
        horizon: 2 days
        assumptions: { burglar: { discrete: { true: 10%, false: 90% } }, quake: { discrete: { true: 20%, false: 80% } } }
        branches: { alarm: { when: burglar or quake } }
        outcomes: { burglary: { when: burglar }, none: { otherwise: true } }
        """);

    [Fact]
    public void Of_two_ways_the_one_taken_is_told_by_when_it_was() => KnownScenario.ComesToWhatItSays("""
        # given: t == through by 2022-01-04
        # by road after a day or by sea after three, each by 1/2, and then a wait with an even chance a day: in step 2 or 3 by road, in no step yet by sea
        # expect: consistent = 1/2 * 3/4
        # expect: outcome by_road = 1
        # expect: before outcome by_road = 1/2
        # expect: mean of days = 2 * 2/3 + 3 * 1/3
        start: 2022-01-01
        horizon: 9 days
        assumptions: { way: { discrete: { road: 50%, sea: 50% } } }
        tracks:
          t:
            states:
              off: [ { after: 1 day, when: way == road, to: near }, { after: 3 days, to: near } ]
              near: [ { chance: 50% per day, to: through } ]
              through: []
        measures: { days: time_to(t == through) }
        outcomes: { by_road: { when: way == road }, by_sea: { otherwise: true } }
        """);

    [Fact]
    public void A_delay_drawn_on_entering_is_known_the_better_the_longer_it_lasts() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-04
        # 2, 4 or 8 days; not yet over in step 3
        # expect: consistent = 2/3
        # expect: mean of days = 6
        # expect: share of t == b on 2022-01-05 = 1/2
        start: 2022-01-01
        horizon: 9 days
        tracks: { t: { states: { a: [ { after: { discrete: { 2 days: 1, 4 days: 1, 8 days: 1 } }, to: b } ], b: [] } } }
        measures: { days: time_to(t == b) }
        observed: [ { on: 2022-01-04, that: t == a } ]
        """);

    [Fact]
    public void The_value_is_that_of_the_runs_that_agree() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-02
        # expect: value = 20 * 1/2 - 4 * 1/2
        # expect: before value = 20 * 1/4 - 4 * 3/4
        start: 2022-01-01
        horizon: 2 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
        outcomes: { kept: { when: t == a, value: 20 }, lost: { otherwise: true, value: -4 } }
        observed: [ { on: 2022-01-02, that: t == a } ]
        """);

    [Fact]
    public void A_measure_that_may_not_happen_has_its_share_and_its_mean_among_the_runs_that_agree() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-03
        # expect: consistent = 1/4
        # expect: happens days = 3/4
        # expect: mean of days = (3 * 1/2 + 4 * 1/4) / (3/4)
        # expect: mean of at_the_end = 3/4
        # expect: mean of days_in_a = 3 + 1/2 + 1/4
        start: 2022-01-01
        horizon: 4 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
        measures: { days: time_to(t == b), at_the_end: final(t == b), days_in_a: total(t == a) }
        observed: [ { on: 2022-01-03, that: t == a } ]
        """);

    // Ten tosses in a row that come to one in a thousand.
    [Fact]
    public void Many_facts_are_as_good_as_the_last_where_it_holds_all_of_them() => KnownScenario.ComesToWhatItSays("""
        # as of: 2022-01-08
        # given: t == a on 2022-01-08
        # expect: fact 1 = 1/2
        # expect: fact 7 = 1/2
        # expect: fact 8 = 1
        # expect: consistent = 1/128
        # expect: outcome moved = 1/2
        start: 2022-01-01
        horizon: 8 days
        tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
        outcomes: { moved: { when: t == b }, stayed: { otherwise: true } }
        observed:
          - { on: 2022-01-02, that: t == a }
          - { on: 2022-01-03, that: t == a }
          - { on: 2022-01-04, that: t == a }
          - { on: 2022-01-05, that: t == a }
          - { on: 2022-01-06, that: t == a }
          - { on: 2022-01-07, that: t == a }
          - { on: 2022-01-08, that: t == a }
        """);
}
