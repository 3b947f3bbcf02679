using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Tests.Simulation;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>Of more tracks than there are bits in a word, those are looked at again that read what has changed: no other, and none is forgotten.</summary>
public class ReadersTests
{
    [Fact]
    public void Whoever_reads_a_track_or_an_indicator_in_a_guard_or_a_likelihood_is_a_reader_of_it()
    {
        Readers readers = Of(66, i => i switch
        {
            0 => "[ { when: t1 == b and visited(t65 == b), to: b } ]",
            2 => "[ { chance: \"if visits(t1 == b) > 1 then 5% else 1% per week\", to: b } ]",
            3 => "[ { rate: 0.1 * heat per day, when: time_in(t64) > 2 days, to: b, do: heat += cold } ]",
            4 => "[ { chance: 10% per day, when: any_hot, split: { b: cold / 10, a: rest } } ]",
            _ => "[ { chance: 1% per day, to: b } ]",
        })!;
        Assert.Equal([0, 2], readers.OfTrack(1).ToArray());
        Assert.Equal([0, 4], readers.OfTrack(65).ToArray());
        Assert.Equal([3], readers.OfTrack(64).ToArray());
        Assert.Equal([], readers.OfTrack(0).ToArray());
        Assert.Equal([3], readers.OfIndicator(0).ToArray());
        Assert.Equal([], readers.OfIndicator(1).ToArray());
    }

    [Fact]
    public void Tracks_that_have_a_bit_each_have_no_lists_nor_those_of_which_everybody_reads_everybody()
    {
        Assert.Null(Of(64 - Branches, _ => "[ { chance: 1% per day, to: b } ]"));
        string all = string.Join(", ", Enumerable.Range(0, 450).Select(i => $"t{i} == b"));
        Assert.Null(Of(450, i => $"[ {{ when: \"count({all}) > {i}\", to: b }} ]"));
    }

    [Fact]
    public void Runs_of_many_tracks_that_read_each_other_are_those_of_the_interpreter()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            int tracks = 65 + random.Next(80);
            string Other() => $"t{random.Next(tracks)}";
            string Guard() => random.Next(10) switch
            {
                0 => $"{Other()} == b",
                1 => $"{Other()} != a or {Other()} == c",
                2 => $"visited({Other()} == c)",
                3 => $"visits({Other()} == b) > 1",
                4 => $"time_in({Other()}) > 3 days",
                5 => "heat > 2",
                6 => $"x{random.Next(Indicators)} > 1",
                7 => $"flare{random.Next(Branches)}",
                8 => $"visited(flare{random.Next(Branches)} == bright)",
                _ => $"any_hot or {Other()} == c",
            };
            string Transition(string to) => random.Next(5) switch
            {
                0 => $"{{ when: {Guard()}, chance: 20% per day, to: {to} }}",
                1 => $"{{ after: {1 + random.Next(6)} days, when: {Guard()}, to: {to}, do: [heat += 1, x{random.Next(Indicators)} += 1] }}",
                2 => $"{{ chance: \"(if {Guard()} then 30% else 2%) per day\", to: {to}, do: cold -= 1 }}",
                3 => $"{{ rate: 0.02 * heat per day, to: {to}, do: [heat -= 1, cold += 1] }}",
                _ => $"{{ chance: 10% per day, split: {{ {to}: 70%, {(to == "a" ? "c" : "a")}: rest }} }}",
            };
            string Nested() => $"{{ transitions: [ {Transition("c")} ], states: {{ deep: [ {Transition("deeper")} ], deeper: [ {Transition("deep")} ] }} }}";
            Scenario scenario = Read(
                tracks, _ => $"[ {Transition("b")}, {Transition("c")} ]", i => i % 5 == 0 ? Nested() : $"[ {Transition("c")} ]", _ => $"[ {Transition("a")} ]", flow: seed % 3 == 0,
                _ => $"{{ repeats: true, when: \"{Guard()}\", chance: 10% per day, split: {{ bright: 40%, dim: rest }}, do: x{random.Next(Indicators)} -= 1 }}");
            Assert.NotNull(new Plan(scenario, scenario.Policies[0]).Readers);
            Engines.AssertSameRuns(scenario, scenario.Policies[0], seed: 3, runs: 8);
        }
    }

    private const int Indicators = 70;
    private const int Branches = 3;

    private static Readers? Of(int tracks, Func<int, string> a)
    {
        Scenario scenario = Read(tracks, a, _ => "[]", _ => "[]", flow: false);
        return Readers.Of(new Plan(scenario, scenario.Policies[0]));
    }

    private static Scenario Read(int tracks, Func<int, string> a, Func<int, string> b, Func<int, string> c, bool flow, Func<int, string>? branch = null) => LaneRuns.Read($"""
        scenario: Many
        start: 2022-01-01
        horizon: 40 days
        define:
          any_hot: t{tracks - 1} == b
        indicators:
          heat: {(flow ? "{ initial: 3, range: 0..20, each step: heat * 0.9 }" : "{ initial: 3, range: 0..20 }")}
          cold: 0
        {LaneRuns.Lines(Indicators, i => $"  x{i}: 0")}
        tracks:
        {LaneRuns.Lines(tracks, i => $"  t{i}: {{ states: {{ a: {a(i)}, b: {b(i)}, c: {c(i)} }} }}")}
        branches:
        {LaneRuns.Lines(Branches, i => $"  flare{i}: {(branch is null ? "{ chance: 1% per day, split: { bright: 40%, dim: rest } }" : branch(i))}")}
        outcomes:
          hot: {"{ when: heat > 5 }"}
          else: {"{ otherwise: true }"}
        measures:
          cold: final(cold)
        """);
}
