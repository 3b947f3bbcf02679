using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;
using ScenarioSim.Statistics;
using Xunit;
using static ScenarioSim.Tests.Analysis.DriverSamples;

namespace ScenarioSim.Tests.Analysis;

/// <summary>Where something happens, in scenarios of which that is known without a simulation.</summary>
public class DiscoverTests
{
    // Likely in one corner of two assumptions out of three.
    private const string Corner = """
        start: 2022-01-01
        horizon: 2 days
        assumptions:
          a: { is: 0..1, why: example }
          b: { is: 0 days..10 days, why: example }
          c: { is: 0..1, why: example }
        branches: { w: { on: 2022-01-02, chance: 'if a > 0.7 and b < 4 days then 80% else 5%' } }
        outcomes: { war: { when: w }, peace: { otherwise: true } }
        """;

    // As likely as the assumption says.
    private const string Slope = """
        start: 2022-01-01
        horizon: 2 days
        assumptions: { p: { is: 0..1, why: example }, idle: { is: 0..1, why: example } }
        branches: { w: { on: 2022-01-02, chance: p } }
        outcomes: { war: { when: w }, peace: { otherwise: true } }
        """;

    private const string Chance = """
        start: 2022-01-01
        horizon: 2 days
        assumptions: { a: { is: 0..1, why: example }, b: { is: 0..1, why: example }, aim: { is: { discrete: { x: 50%, y: 30%, z: rest } }, why: example } }
        branches: { w: { on: 2022-01-02, chance: 30% } }
        outcomes: { war: { when: w }, peace: { otherwise: true } }
        """;

    private const string Policies = """
        start: 2022-01-01
        horizon: 2 days
        assumptions: { a: { is: 0..1, why: example } }
        levers: { course: { options: [soft, hard] } }
        branches: { w: { on: 2022-01-02, chance: 'if course == hard and a > 0.8 then 60% else 10%' } }
        outcomes: { war: { when: w, value: -10 }, peace: { otherwise: true, value: 1 } }
        policies: { soft: {}, hard: { set: { course: hard } } }
        """;

    [Fact]
    public void A_corner_in_which_it_is_likely_is_found_with_its_two_sides_and_no_third()
    {
        DiscoveryResults results = Look(Corner, "war");
        WorldBox box = results.Boxes[results.Told];
        Assert.Equal(["a", "b"], box.Restrictions.Select(r => r.Assumption.Name));
        (WorldRange a, WorldRange b) = (box.Restrictions[0], box.Restrictions[1]);
        Assert.InRange(a.Low!.Value, 0.66, 0.72);
        Assert.Null(a.High);
        Assert.Null(b.Low);
        Assert.InRange(b.High!.Value, 3.8 * Clock.Day, 4.4 * Clock.Day);
        Assert.InRange(box.Share.Value, 0.7, 0.83);
        AssertShare(1 - a.Low!.Value, (double)a.Worlds / results.Worlds, results.Worlds);
        // Without the one, all of the other.
        Assert.InRange(a.Without.Value, 0.2, 0.35);
        AssertShare(0.05 + (0.75 * 0.12), results.Overall.Value, results.Worlds);
        Assert.True(box.IsTold);
    }

    [Fact]
    public void Where_it_happens_least_is_outside()
    {
        DiscoveryResults results = Look(Corner, "war", least: true);
        WorldBox box = results.Boxes[results.Told];
        Assert.True(box.Share.Value < results.Overall.Value);
        Assert.Contains(box.Restrictions, r => r.Assumption.Name is "a" && r.High is > 0.6 || r.Assumption.Name is "b" && r.Low is > 3 * Clock.Day);
        // Whatever is looked for, a hit is a world in which it happens.
        Assert.Equal(Look(Corner, "war").Hits, results.Hits);
    }

    [Fact]
    public void Intervals_hold_for_boxes_that_were_found_in_the_same_simulation()
    {
        int held = 0, boxes = 0;
        for (ulong seed = 1; seed <= 150; seed++)
        {
            DiscoveryResults results = Look(Slope, "war", new RunOptions { Runs = 2000, Seed = seed, Threads = 1 });
            foreach (WorldBox box in results.Boxes)
            {
                WorldRange p = box.Restrictions.Single(r => r.Assumption.Name == "p");
                (double low, double high) = (p.Low ?? 0, p.High ?? 1);
                WorldRange? idle = box.Restrictions.SingleOrDefault(r => r.Assumption.Name == "idle");
                (double from, double to) = Proportion.Interval(box.Hits, box.Worlds, 0.95);
                // Another assumption does not matter, whether it is held or not.
                held += (low + high) / 2 is var truth && from <= truth && truth <= to ? 1 : 0;
                boxes++;
                Assert.True(idle is null || box.Restrictions.Count == 2);
            }
        }
        // The boxes of one seed overlap: as if there were a third as many.
        Assert.True(boxes > 300);
        Assert.InRange((double)held / boxes, 0.95 - (3.5 * Math.Sqrt(0.95 * 0.05 / (boxes / 3.0))), 1);
    }

    [Fact]
    public void Where_chance_alone_decides_hardly_anything_is_found()
    {
        int found = 0;
        for (ulong seed = 1; seed <= 120; seed++) found += Look(Chance, "war", new RunOptions { Runs = 2000, Seed = seed, Threads = 1 }).Told >= 0 ? 1 : 0;
        // In one direction a twentieth of a twentieth and a half: 3 expected, were every search to end in a box.
        Assert.InRange(found, 0, 9);
    }

    [Fact]
    public void Of_words_and_truths_the_values_are_named()
    {
        DiscoveryResults results = Look(
            """
            start: 2022-01-01
            horizon: 2 days
            assumptions:
              aim: { is: { discrete: { bargain: 50%, coerce: 30%, seize: rest } }, why: example }
              firm: { is: { discrete: { true: 40%, false: rest } }, why: example }
            branches: { w: { on: 2022-01-02, chance: 'if aim == bargain then 2% else if firm then 10% else 60%' } }
            outcomes: { war: { when: w }, peace: { otherwise: true } }
            """, "war");
        WorldBox box = results.Boxes[results.Told];
        Assert.Equal(["aim", "firm"], box.Restrictions.Select(r => r.Assumption.Name));
        Scenario scenario = results.Base.Scenario;
        Assert.Equal(["coerce", "seize"], box.Restrictions[0].Values.Select(v => scenario.Words[(int)v]));
        Assert.Equal([0.0], box.Restrictions[1].Values);
        AssertShare(0.6, box.Share.Value, box.Worlds);
    }

    [Fact]
    public void Of_few_numbers_the_ends_are_values_and_belong_to_it()
    {
        DiscoveryResults results = Look(
            """
            start: 2022-01-01
            horizon: 2 days
            assumptions: { n: { is: { discrete: { 1: 20%, 2: 20%, 3: 20%, 4: 20%, 5: rest } }, why: example } }
            branches: { w: { on: 2022-01-02, chance: 'if n == 3 or n == 4 then 70% else 5%' } }
            outcomes: { war: { when: w }, peace: { otherwise: true } }
            """, "war");
        WorldRange n = Assert.Single(results.Boxes[results.Told].Restrictions);
        Assert.Equal((3.0, 4.0), (n.Low, n.High));
        AssertShare(0.7, results.Boxes[results.Told].Share.Value, results.Boxes[results.Told].Worlds);
    }

    [Fact]
    public void An_edge_with_a_probability_of_its_own_is_within_the_range_that_ends_there()
    {
        // At 0 in half of all worlds.
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? 0.0 : (i + 0.5) / 2000)];
        Axis axis = Axis.Of(Read(Slope).Assumptions[0], values, values.Length)!;
        int zero = axis.Cells[0];
        Assert.Equal(1, zero % 2);
        Assert.Equal(0, axis.Edges[zero / 2]);
        Assert.All(values.Where(v => v > 0), v => Assert.True(axis.Cells[Array.IndexOf(values, v)] > zero));
    }

    [Fact]
    public void Against_a_policy_it_is_looked_for_where_that_would_not_have_it_happen()
    {
        Scenario scenario = Read(Policies);
        DiscoveryResults results = Look(scenario, scenario.Policies[1], "war", against: scenario.Policies[0]);
        WorldRange a = Assert.Single(results.Boxes[results.Told].Restrictions);
        Assert.InRange(a.Low!.Value, 0.77, 0.82);
        // In the same worlds a toss that comes out at 10 % does so at 60 %.
        AssertShare(0.2 * 0.5, results.Overall.Value, results.Worlds);
        Assert.Equal("soft", results.Beside!.Policy.Name);
        // A world in which there is war under the one alone is worth less.
        Assert.Equal(results.Hits, Look(scenario, scenario.Policies[1], null, against: scenario.Policies[0]).Hits);
        Assert.Equal(0, Look(scenario, scenario.Policies[0], null, against: scenario.Policies[1]).Hits);
    }

    [Fact]
    public void Only_worlds_that_agree_with_what_is_known_count()
    {
        Scenario scenario = Read("""
            start: 2022-01-01
            horizon: 4 days
            assumptions: { a: { is: 0..1, why: example }, b: { is: 0..1, why: example } }
            branches:
              sign: { on: 2022-01-02, chance: 'if a > 0.5 then 100% else 0%' }
              w: { on: 2022-01-03, chance: 'if a > 0.5 and b > 0.7 then 90% else if a <= 0.5 then 100% else 0%' }
            outcomes: { war: { when: w }, peace: { otherwise: true } }
            """);
        (IReadOnlyList<Fact>? facts, _) = Givens.Read(scenario, ["sign by 2022-01-02"]);
        DiscoveryResults results = Look(scenario with { Evidence = Evidence.Of(scenario, null, facts!, ["sign by 2022-01-02"]) }, scenario.Policies[0], "war");
        WorldRange b = Assert.Single(results.Boxes[results.Told].Restrictions);
        Assert.Equal("b", b.Assumption.Name);
        Assert.InRange(b.Low!.Value, 0.67, 0.72);
        AssertShare(0.5, results.Worlds / (Usual.Runs / 2.0), Usual.Runs / 2);
        Assert.NotNull(results.Base.Evidence);
    }

    [Fact]
    public void A_condition_may_be_of_measures_and_outcomes()
    {
        Assert.Equal(Look(Corner, "war").Hits, Look(Corner, "not peace").Hits);
        Scenario scenario = Read(Times);
        DiscoveryResults results = Look(scenario, scenario.Policies[0], "days_to_hit <= 3");
        Assert.Contains(results.Boxes[results.Told].Restrictions, r => r.Assumption.Name == "lag" && r.High == 2 * Clock.Day);
    }

    [Fact]
    public void Threads_engine_and_width_do_not_matter()
    {
        Scenario scenario = Read(Corner);
        string[] figures = [.. new[] { Usual with { Threads = 1 }, Usual with { Threads = 3 }, Usual with { Engine = EngineKind.Interpreter }, Usual with { Width = KernelWidth.Single } }
            .Select(o => Figures(Look(scenario, scenario.Policies[0], "war", o with { Runs = 3000 })))];
        Assert.Single(figures.Distinct());
    }

    [Fact]
    public void The_size_asked_for_is_that_of_the_box_told_about()
    {
        DiscoveryResults results = Discover.Run(Read(Slope), Read(Slope).Policies[0], new DiscoverOptions { Run = Usual, Of = "war", Size = 0.1 }, cancellation: TestContext.Current.CancellationToken)!;
        WorldBox box = results.Boxes[results.Told];
        Assert.InRange((double)box.Worlds / results.Worlds, 0.06, 0.16);
        Assert.Equal(results.Boxes.OrderByDescending(b => b.Worlds), results.Boxes);
    }

    [Fact]
    public void What_never_happens_is_found_nowhere()
    {
        DiscoveryResults results = Look(Slope, "days > 5".Replace("days", "day"));
        Assert.Equal((-1, 0L), (results.Told, results.Hits));
        Assert.Empty(results.Boxes);
    }

    [Fact]
    public void Stopped_at_once_there_is_nothing()
    {
        Scenario scenario = Read(Corner);
        Assert.Null(Discover.Run(scenario, scenario.Policies[0], new DiscoverOptions { Run = Usual, Of = "war" }, cancellation: new CancellationToken(canceled: true)));
    }

    private static DiscoveryResults Look(string text, string? of, RunOptions? run = null, bool least = false) => Read(text) is var scenario ? Look(scenario, scenario.Policies[0], of, run, least) : null!;

    private static DiscoveryResults Look(Scenario scenario, Policy policy, string? of, RunOptions? run = null, bool least = false, Policy? against = null) =>
        Discover.Run(scenario, policy, new DiscoverOptions { Run = run ?? Usual, Of = of, Least = least, Against = against }, cancellation: TestContext.Current.CancellationToken)!;

    private static string Figures(DiscoveryResults results) => Exports.Text(to => new JsonExport().Write(new DiscoveryReport(results with { Base = results.Base with { Engine = "any" } }, [], []), to));
}
