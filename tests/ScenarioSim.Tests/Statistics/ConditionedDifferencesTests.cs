using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

/// <summary>Differences of what is conditioned, from a scenario whose truth is known.</summary>
public class ConditionedDifferencesTests
{
    private const int Seeds = 400;

    // A signal is given with the chance that is believed in, or four fifths of it with effort: whoever has seen it believes 2/3 on average, either way.
    // Then a crisis comes with 2/3 of 40%, or of 20%; peace with 30% of the rest, or 50%; harm is exponential with mean 2 in a crisis.
    private const string Text =
        """
        start: 2022-01-01
        horizon: 3 days
        assumptions:
          belief: { is: 0..1, why: example }
        levers:
          effort: { options: [0, 1] }
        indicators:
          harm: 0
        branches:
          signal: { after: 1 day, chance: belief * (100% - 20% * effort) }
          crisis: { after: 2 days, chance: belief * (40% - 20% * effort), do: harm += exponential(2) }
          peace: { after: 2 days, chance: 30% + 20% * effort }
        outcomes:
          crisis: { when: crisis, value: -100 }
          peace: { when: peace, value: 20 }
          none: { otherwise: true, value: 0 }
        measures:
          days_to_crisis: time_to(crisis)
          harm: final(harm)
        policies:
          wait: {}
          act: { set: { effort: 1 } }
        """;

    private const double Wait = 0.4 * 2 / 3, Act = 0.2 * 2 / 3;

    private static readonly Scenario s_scenario = Held(ScenarioReader.Read("truth.yaml", new MemoryFiles(("truth.yaml", Text))).Scenario!);
    private static readonly double[] s_changes = [Act - Wait, ((1 - Act) * 0.5) - ((1 - Wait) * 0.3), ((1 - Act) * 0.5) - ((1 - Wait) * 0.7)];

    [Theory]
    [InlineData(Past.Baseline)]
    [InlineData(Past.Own)]
    public void Ninety_five_percent_of_the_intervals_hold_the_truth(Past past)
    {
        var held = new Dictionary<string, int>();
        void Count(string what, double truth, double low, double high) => held[what] = held.GetValueOrDefault(what) + (low <= truth && truth <= high ? 1 : 0);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            ComparisonResults results = Compared(past, 1000, seed);
            foreach (OutcomeDifference d in results.Differences) Count(d.Outcome, s_changes[results.OutcomeNames.ToList().IndexOf(d.Outcome)], d.Low, d.High);
            Count("value", (-100 * s_changes[0]) + (20 * s_changes[1]), results.Values[0].Low, results.Values[0].High);
            Count("happens", s_changes[0], results.Happenings[0].Low, results.Happenings[0].High);
            MeasureDifference harm = results.Measures.First(m => m.Measure == "harm");
            Count("mean harm", 2 * (Act - Wait), harm.Low, harm.High);
        }
        string[] outside = [.. held.Where(h => h.Value is < (int)(0.925 * Seeds) or > (int)(0.98 * Seeds)).Select(h => $"{h.Key}: {h.Value} of {Seeds}")];
        Assert.True(outside.Length == 0, string.Join("\n", outside));
    }

    [Fact]
    public void Each_among_its_own_runs_comes_to_what_it_comes_to_alone()
    {
        ComparisonResults results = Compared(Past.Own, 5000, 7);
        foreach (ComparedItem item in results.Items)
        {
            SimulationResults alone = Simulate.Run(s_scenario, item.Results.Policy, new RunOptions { Runs = 5000, Seed = 7 }, cancellation: TestContext.Current.CancellationToken)!;
            Assert.Equal(alone.Runs, item.Results.Runs);
            Assert.Equal(alone.Outcomes.Select(o => (o.Runs, o.Low, o.High)), item.Results.Outcomes.Select(o => (o.Runs, o.Low, o.High)));
            Assert.Equal(alone.Measures.Select(m => (m.Count, m.Mean)), item.Results.Measures.Select(m => (m.Count, m.Mean)));
        }
        Assert.NotEqual(results.Items[0].Results.Runs, results.Items[1].Results.Runs);
        Assert.Equal(results.Items[1].Results.Outcomes[0].Probability - results.Items[0].Results.Outcomes[0].Probability, results.Differences[0].Difference, 1e-12);
        Assert.All(results.Differences, d => Assert.Null(d.Into));
        Assert.False(results.IsPaired(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void In_the_baselines_worlds_all_are_told_of_the_runs_in_which_the_baseline_agrees(int baseline)
    {
        const int Runs = 5000;
        ComparisonResults results = Compared(Past.Baseline, Runs, 7, baseline);
        List<(bool Agrees, int Outcome)>[] worlds = [.. s_scenario.Policies.Select(p => Worlds(p, Runs))];
        int[] agreeing = [.. Enumerable.Range(0, Runs).Where(run => worlds[baseline][run].Agrees)];
        int other = 1 - baseline;
        Assert.All(results.Items, i => Assert.Equal((agreeing.Length, Runs), (i.Results.Runs, i.Results.RunsMade)));
        for (int item = 0; item < 2; item++)
        {
            for (int outcome = 0; outcome < 3; outcome++)
            {
                Assert.Equal(agreeing.Count(run => worlds[item][run].Outcome == outcome), results.Items[item].Results.Outcomes[outcome].Runs);
                Assert.Equal(worlds[item].Count(w => w.Outcome == outcome), results.Items[item].Results.Evidence!.Outcomes[outcome].Runs);
            }
        }
        OutcomeDifference crisis = results.Differences[0];
        Assert.Equal((double)agreeing.Count(run => worlds[other][run].Outcome == 0 && worlds[baseline][run].Outcome != 0) / agreeing.Length, crisis.Into!.Value, 1e-12);
        Assert.Equal((double)agreeing.Count(run => worlds[other][run].Outcome != worlds[baseline][run].Outcome) / agreeing.Length, results.WorldsThatChange[0].Share!.Value, 1e-12);
        Assert.Equal(agreeing.Where(run => worlds[other][run].Outcome != worlds[baseline][run].Outcome).Take(100).Select(r => (long)r), results.WorldsThatChange[0].FirstRuns);
    }

    [Fact]
    public void An_item_that_is_held_to_nothing_is_told_of_all_its_runs_beside_one_that_is()
    {
        ComparisonItem[] items = [new("before", s_scenario with { Evidence = null }, s_scenario.Policies[0]), new("after", s_scenario, s_scenario.Policies[0])];
        ComparisonResults results = Compare.Run(items, 0, new RunOptions { Runs = 20_000 }, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal(20_000, results.Items[0].Results.Runs);
        Assert.Equal([false, false], results.FollowsBaseline);
        // The news moves it from 40% of a half to 40% of two thirds.
        OutcomeDifference crisis = results.Differences[0];
        Assert.InRange(Wait - 0.2, crisis.Low, crisis.High);
        // Half of the worlds are in both: two that were independent would have a wider interval.
        OutcomeResult after = results.Items[1].Results.Outcomes[0], before = results.Items[0].Results.Outcomes[0];
        (double low, double high) = UnpairedDifference.Interval(after.Probability, (after.Low!.Value, after.High!.Value), before.Probability, (before.Low!.Value, before.High!.Value));
        Assert.InRange(crisis.High - crisis.Low, 0.5 * (high - low), 0.95 * (high - low));
    }

    [Fact]
    public void A_precision_is_reached_among_the_worlds_that_agree()
    {
        ComparisonItem[] items = [.. s_scenario.Policies.Select(p => new ComparisonItem(p.Name, s_scenario, p))];
        ComparisonResults results = Compare.Run(items, 0, new RunOptions { Runs = 1_000_000, Precision = 0.01 }, cancellation: TestContext.Current.CancellationToken)!;
        Assert.All(results.Items, i => Assert.True(!i.Results.Partial && i.Results.HalfWidth <= 0.01 && i.Results.Runs < i.Results.RunsMade));
    }

    [Fact]
    public void Estimates_that_go_together_are_told_apart_the_better()
    {
        (double Low, double High) item = (0.3, 0.5), baseline = (0.25, 0.35);
        (double low, double high) = UnpairedDifference.Interval(0.4, item, 0.3, baseline, correlation: 1);
        Assert.Equal((0.1 - 0.05, 0.1 + 0.05), (low, high), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-12 && Math.Abs(a.Item2 - b.Item2) < 1e-12);
        (low, high) = UnpairedDifference.Interval(0.4, item, 0.3, baseline, correlation: -1);
        Assert.Equal((0.1 - 0.15, 0.1 + 0.15), (low, high), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-12 && Math.Abs(a.Item2 - b.Item2) < 1e-12);
    }

    private static Scenario Held(Scenario scenario)
    {
        const string Given = "signal on 2022-01-02";
        return scenario with { Evidence = Evidence.Of(scenario, null, Givens.Read(scenario, [Given]).Facts!, [Given]) };
    }

    private static ComparisonResults Compared(Past past, int runs, ulong seed, int baseline = 0)
    {
        ComparisonItem[] items = [.. s_scenario.Policies.Select(p => new ComparisonItem(p.Name, s_scenario, p))];
        var running = new RunningComparison(items, baseline, new RunOptions { Seed = seed, Threads = 1 }, past);
        running.Advance(runs, TestContext.Current.CancellationToken);
        return running.Results();
    }

    // Whether each run gives the signal, and what it comes to, by its moves.
    private static List<(bool Agrees, int Outcome)> Worlds(Policy policy, int runs)
    {
        Scenario free = s_scenario with { Evidence = null };
        int signal = free.Tracks.First(t => t.Name == "signal").Index;
        var interpreter = new Interpreter.InterpretedRuns(free, policy, 7);
        var worlds = new List<(bool, int)>();
        for (int run = 0; run < runs; run++)
        {
            RunRecord record = interpreter.Run(run);
            worlds.Add((record.Moves.Any(m => m.Track == signal && m.Step <= 1), record.Outcome));
        }
        return worlds;
    }
}
