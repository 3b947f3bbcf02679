using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Stress;

/// <summary>
/// At the limits of the language (docs/language.md, section 8) nothing crashes and nothing hangs. How long it takes is not asserted: each of these comes back within seconds,
/// and one that does not is seen at once.
/// </summary>
public class StressTests
{
    [Fact]
    public void Ten_thousand_tracks()
    {
        SimulationResults results = new Huge().Line("horizon: 30 days").Line("tracks:")
            .Lines(10_000, i => $"  t{i}: {{ states: {{ a: [ {{ chance: {1 + (i % 5)}% per week, to: b }} ], b: [ {{ when: t{(i + 1) % 10_000} == b, chance: 1% per day, to: a }} ] }} }}")
            .Simulated();
        Assert.Equal(10_000, results.Tracks.Count);
    }

    [Fact]
    public void A_hundred_thousand_states_in_one_track()
    {
        SimulationResults results = new Huge().Line("horizon: 400 days").Line("tracks:").Line(" t:").Line("  states:").Line("   outer:").Line("    transitions: [ { rate: 1 per year, to: s7 } ]").Line("    states:")
            .Lines(99_998, i => $"     s{i}: [{{rate: 1 per day, to: s{(i + 1) % 99_998}}}]").Line("   other: [ { after: 1 week, to: outer } ]")
            .Line("measures:").Line("  in: share_of_time(t == outer)").Line("  at: time_to(t == s50)").Line("  far: final(visits(t == s99997))")
            .Simulated();
        Assert.Equal(1, results.Measures[0].Mean);
    }

    [Fact]
    public void A_hundred_thousand_states_in_many_tracks_over_many_steps()
    {
        SimulationResults results = new Huge().Line("horizon: 100000 hours").Line("step: 1 hour").Line("tracks:")
            .Lines(1_000, i => $"  t{i}: {{ states: {{ {string.Join(", ", Enumerable.Range(0, 100).Select(s => $"s{s}: [ {{ chance: 10% per year, to: s{(s + 1) % 100} }} ]"))} }} }}")
            .Simulated(runs: 20, compared: 0);
        IReadOnlyList<IReadOnlyList<double>> shares = results.Tracks[^1].Shares;
        Assert.Equal(1, shares.Sum(row => row[100_000]), 1e-12);
        Assert.Equal(1, shares.Sum(row => row[0]), 1e-12);
    }

    [Fact]
    public void A_million_steps()
    {
        SimulationResults results = new Huge().Line("horizon: 1000000 seconds").Line("step: 1 second").Line("indicators:").Line("  x: { initial: 0, each step: x + 1 }").Line("tracks:")
            .Line("  t: { states: { a: [ { chance: 1% per hour, to: b } ], b: [ { after: 1 step, to: a } ] } }").Line("measures:").Line("  x: final(x)").Line("  sum: total(x)")
            .Simulated(runs: 20);
        Assert.Equal(1e6, results.Measures[0].Mean);
        Assert.Equal(1e6 * (1e6 + 1) / 2, results.Measures[1].Mean);
    }

    [Fact]
    public void A_move_in_each_of_a_million_steps()
    {
        SimulationResults results = new Huge().Line("horizon: 1000000 seconds").Line("step: 1 second").Line("tracks:")
            .Line("  t: { states: { a: [ { when: true, to: b } ], b: [ { after: 1 step, to: a } ] } }").Line("measures:").Line("  moves: visits(t == b)")
            .Simulated(runs: 10);
        Assert.Equal(500_000, results.Measures[0].Mean);
    }

    [Fact]
    public void A_sum_of_a_hundred_thousand_terms()
    {
        string sum = string.Join(" + ", Enumerable.Range(0, 100_000).Select(i => i % 2 == 0 ? "x" : "1e-7"));
        SimulationResults results = new Huge().Line("horizon: 10 days").Line("indicators:").Line("  x: 0").Line("tracks:").Line("  t:").Line("    states:").Line("      a:")
            .Line($"        - chance: {sum} per week").Line("          to: b").Line("      b: []").Line("branches:").Line("  push: { repeats: true, chance: 50% per day, do: x += 1e-7 }").Line("measures:").Line($"  sum: final({sum})")
            .Simulated();
        Assert.InRange(results.Measures[0].Mean, 0.005, 0.1);
    }

    [Theory]
    [InlineData("{0} + 1", 990, 990)]
    [InlineData("({0} + {0}) / 2 + 1", 500, 500)]
    [InlineData("if {0} > x then {0} + 1 else 1 + {0}", 500, 500)]
    [InlineData("max({0}, x, 0) + 1", 500, 500)]
    public void Definitions_each_built_on_the_one_before(string form, int count, double last)
    {
        SimulationResults results = new Huge().Line("horizon: 10 days").Line("indicators:").Line("  x: 0").Line("define:").Line("  d0: x * 0")
            .Lines(count, i => $"  d{i + 1}: {string.Format(form, $"d{i}")}").Line("tracks:").Line($"  t: {{ states: {{ a: [ {{ when: d{count} > 5, chance: 10% per day, to: b }} ], b: [] }} }}")
            .Line("branches:").Line("  push: { repeats: true, chance: 50% per day, do: x += 1 }")
            .Line("outcomes:").Line($"  one: {{ when: d{count} > 2 and t == b }}").Line($"  two: {{ when: d{count} > 3 and t == a }}").Line("measures:").Line($"  last: final(d{count})")
            .Simulated();
        Assert.True(results.Measures[0].Mean >= last, $"{results.Measures[0].Mean}");
    }

    [Fact]
    public void Ten_thousand_definitions_each_built_on_the_one_before_nest_too_deep()
    {
        Huge huge = new Huge().Line("horizon: 10 days").Line("indicators:").Line("  x: 0").Line("define:").Line("  d0: x").Lines(10_000, i => $"  d{i + 1}: d{i} + 1").Line("tracks:").Line("  t: { states: { a: [ { when: d10000 > 5, to: a } ] } }");
        Assert.Contains("SCN0311", Assert.Throws<InvalidOperationException>(() => huge.Read()).Message);
    }

    [Fact]
    public void Definitions_of_truths_that_double()
    {
        SimulationResults results = new Huge().Line("horizon: 10 days").Line("indicators:").Line("  x: 0").Line("define:").Line("  d0: x < 3")
            .Lines(400, i => $"  d{i + 1}: not (d{i} and x < {i}) or d{i} and t == a").Line("tracks:").Line("  t: { states: { a: [ { when: d400, chance: 10% per day, to: b } ], b: [] } }")
            .Line("branches:").Line("  push: { repeats: true, chance: 50% per day, do: x += 1 }")
            .Line("outcomes:").Line("  one: { when: d399 }").Line("  two: { when: d400 and t == b }").Line("  three: { when: d398 and t == a }")
            .Simulated();
        Assert.Equal(4, results.Outcomes.Count);
    }

    [Fact]
    public void Two_hundred_nested_parentheses_and_ifs()
    {
        string Nested(int depth) => depth == 0 ? "x" : $"(if x > {depth} then {depth} else {Nested(depth - 1)})";
        SimulationResults results = new Huge().Line("horizon: 100 days").Line("indicators:").Line("  x: { initial: 0, each step: x + 1 }").Line("tracks:").Line("  t: { states: { a: [ { after: 1 day, to: b } ], b: [] } }")
            .Line("measures:").Line($"  deep: final({Nested(198)})").Line($"  brackets: final({new string('(', 199)}x{new string(')', 199)})").Line($"  minus: final({string.Concat(Enumerable.Repeat("-(", 199))}x{new string(')', 199)})")
            .Simulated();
        Assert.Equal(99, results.Measures[0].Mean);
        Assert.Equal(-100, results.Measures[2].Mean);
    }

    [Fact]
    public void The_shortest_stays_in_the_longest_steps()
    {
        SimulationResults results = new Huge().Line("end: 2900-01-01").Line("step: 1 year").Line("tracks:")
            .Line("  t: { states: { a: [ { after: 0.1 seconds, to: b } ], b: [ { after: 1e-9 seconds, to: a } ] } }").Line("  u: { states: { a: [ { rate: 1e9 per second, to: b } ], b: [ { rate: 1e-9 per 1000 years, to: a } ] } }")
            .Line("branches:").Line("  late: { on: 9999-01-01 }").Line("  early: { on: 0001-01-01 }").Line("  never: { after: 1e15 years }").Line("measures:").Line("  stays: visits(t == a)")
            .Simulated();
        Assert.Equal(439, results.Measures[0].Mean);
    }

    [Fact]
    public void A_thousand_outcomes_measures_and_policies()
    {
        SimulationResults results = new Huge().Line("horizon: 100 days").Line("levers:").Line("  l: { options: [1, 2, 3] }").Line("indicators:").Line("  x: 0").Line("tracks:").Line("  t: { states: { a: [ { chance: 10% per week, to: b } ], b: [] } }")
            .Line("branches:").Line("  push: { repeats: true, chance: 50% per day, do: x += l }").Line("outcomes:").Lines(1000, i => $"  o{i}: {{ when: x > {i} and x < {i + 2} and t == {(i % 2 == 0 ? "a" : "b")}, value: {i} }}")
            .Line("measures:").Lines(1000, i => $"  m{i}: max(x / {i + 1})").Line("policies:").Lines(1000, i => $"  p{i}: {{ set: {{ l: {1 + (i % 3)} }} }}")
            .Simulated();
        Assert.Equal(1001, results.Outcomes.Count);
    }

    [Fact]
    public void A_thousand_chances_of_many_assumptions()
    {
        SimulationResults results = new Huge().Line("horizon: 100 days").Line("assumptions:").Lines(12, i => $"  a{i}: beta({2 + i}, 3)").Line("indicators:").Lines(5, i => $"  x{i}: {{ initial: 1, range: 0..2 }}").Line("tracks:")
            .Lines(1000, i => $"  t{i}: {{ states: {{ a: [ {{ chance: a{i % 12} * a{(i + 1) % 12} * a{(i + 2) % 12} * a{(i + 3) % 12} * a{(i + 4) % 12} * x{i % 5} * x{(i + 1) % 5} / 4 per week, to: b }} ], b: [] }} }}")
            .Simulated();
        Assert.Equal(1000, results.Tracks.Count);
    }

    [Fact]
    public void A_thousand_assignments_that_exclude_each_other()
    {
        Huge huge = new Huge().Line("horizon: 100 days").Line("indicators:").Line("  x: 0").Line("tracks:");
        foreach (string phase in new[] { "u", "v", "w" }) huge.Line($"  {phase}: {{ states: {{ {string.Join(", ", Enumerable.Range(0, 20).Select(s => $"s{s}: [ {{ chance: 10% per day, to: s{(s + 1) % 20} }} ]"))} }} }}");
        SimulationResults results = huge.Lines(1000, i => $"  t{i}: {{ states: {{ a: [ {{ when: u == s{i % 20} and v == s{i / 20 % 20} and w == s{i / 400}, to: b, do: x = {i} }} ], b: [] }} }}").Simulated();
        Assert.Equal(1003, results.Tracks.Count);
    }

    [Fact]
    public void Five_hundred_correlated_assumptions_of_every_shape()
    {
        string[] shapes = ["beta(3, 2)", "gamma(2, 3)", "normal(0, 1) in -1..2", "{ quantiles: { 5%: 1, 50%: 2, 95%: 9 } }", "pert(1, 2, 9)", "1 to 9", "10% to 40%"];
        SimulationResults results = new Huge().Line("horizon: 10 days").Line("assumptions:").Lines(500, i => $"  a{i}: {{ is: {(shapes[i % shapes.Length].Contains(',') && shapes[i % shapes.Length][0] != '{' ? $"'{shapes[i % shapes.Length]}'" : shapes[i % shapes.Length])} }}")
            .Line("correlations:").Lines(499, i => $"  - {{ between: [a{i}, a{i + 1}], rank: {(i % 2 == 0 ? "0.4" : "-0.3")} }}").Line("tracks:").Line("  t: { states: { a: [] } }").Line("measures:").Line("  a: final(a0)")
            .Simulated();
        Assert.InRange(results.Measures[0].Mean, 0.4, 0.8);
    }

    [Fact]
    public void A_thousand_transitions_out_of_one_state_with_a_split_in_a_thousand()
    {
        SimulationResults results = new Huge().Line("horizon: 100 days").Line("indicators:").Line("  x: 0").Line("tracks:").Line("  t:").Line("    states:").Line("      hub:").Lines(1000, i => $"        - {{ when: 'x >= {i % 7}', chance: 0.1% per day, to: s{i} }}")
            .Lines(1000, i => $"      s{i}: [ {{ after: 1 day, split: {{ {string.Join(", ", Enumerable.Range(0, i == 0 ? 1000 : 2).Select(k => $"s{k}: {k + 1}"))}, hub: 1 }}, do: x += 1 }} ]")
            .Simulated();
        Assert.Equal(1001, results.Tracks[0].Track.States.Count);
    }
}
