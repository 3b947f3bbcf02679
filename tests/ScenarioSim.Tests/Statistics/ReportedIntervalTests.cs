using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

/// <summary>
/// The intervals as results carry them, from a scenario whose truth is known: the other tests here try the formulas, these the whole way from runs to results.
/// </summary>
public class ReportedIntervalTests
{
    private const int Seeds = 500;

    // Crisis 20%, or 10% with effort; peace 30% of the rest, or 50%; harm is exponential with mean 2 in a crisis.
    private const string Text =
        """
        start: 2022-01-01
        horizon: 2 days
        assumptions:
          belief: { is: 0..1, why: example }
        levers:
          effort: { options: [0, 1] }
        indicators:
          harm: 0
        branches:
          crisis: { after: 1 day, chance: belief * (40% - 20% * effort), do: harm += exponential(2) }
          peace: { after: 1 day, chance: 30% + 20% * effort }
        outcomes:
          crisis: { when: crisis, value: -100 }
          peace: { when: peace, value: 20 }
          none: { otherwise: true, value: 0 }
        measures:
          harm: final(harm)
          belief: final(belief)
        policies:
          wait: {}
          act: { set: { effort: 1 } }
        """;

    private static readonly Scenario s_scenario = ScenarioReader.Read("truth.yaml", new MemoryFiles(("truth.yaml", Text))).Scenario!;
    private static readonly double[] s_outcomes = [0.2, 0.8 * 0.3, 0.8 * 0.7];
    private static readonly double[] s_changes = [0.1 - 0.2, (0.9 * 0.5) - (0.8 * 0.3), (0.9 * 0.5) - (0.8 * 0.7)];

    [Fact]
    public void A_share_of_time_that_no_run_had_has_an_upper_bound()
    {
        Scenario scenario = ScenarioReader.Read("never.yaml", new MemoryFiles(("never.yaml", Text.Replace("  belief: final(belief)", "  belief: share_of_time(belief > 2)")))).Scenario!;
        MeasureResult never = Simulate.Run(scenario, scenario.Policies[0], new RunOptions { Runs = 1000, Threads = 1 }, cancellation: TestContext.Current.CancellationToken)!.Measures[1];
        Assert.Equal((0, 0), (never.Mean, never.MeanLow));
        // The score interval of none among n ends at z^2 / (n + z^2).
        const double Squared = 1.959963984540054 * 1.959963984540054;
        Assert.Equal(Squared / (1000 + Squared), never.MeanHigh!.Value, 1e-9);
    }

    [Fact]
    public void After_a_fixed_number_of_runs_95_percent_of_all_intervals_hold_the_truth()
    {
        var held = new Held();
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            SimulationResults results = Simulate.Run(s_scenario, s_scenario.Policies[0], new RunOptions { Runs = 1000, Seed = seed, Threads = 1 }, cancellation: TestContext.Current.CancellationToken)!;
            foreach (OutcomeResult o in results.Outcomes) held.Count(o.Outcome.Name, s_outcomes[o.Outcome.Index], o.Low, o.High);
            held.Count("value", (-100 * 0.2) + (20 * 0.24), results.Value!.Low, results.Value.High);
            held.Count("mean harm", 0.4, results.Measures[0].MeanLow, results.Measures[0].MeanHigh);
            held.Count("mean belief", 0.5, results.Measures[1].MeanLow, results.Measures[1].MeanHigh);
        }
        held.AssertShares(0.93, 0.975);
    }

    // The rule of stopping may cover too often, never too seldom.
    [Theory]
    [InlineData(0.015)]
    [InlineData(0.008)]
    public void Stopping_at_a_precision_keeps_95_percent_of_the_intervals_true(double precision)
    {
        var held = new Held();
        for (ulong seed = 1; seed <= Seeds / 5; seed++)
        {
            SimulationResults results = Simulate.Run(s_scenario, s_scenario.Policies[0], new RunOptions { Runs = 100_000, Seed = seed, Threads = 1, Precision = precision }, cancellation: TestContext.Current.CancellationToken)!;
            Assert.False(results.Partial);
            Assert.All(results.Outcomes, o => Assert.InRange((o.High!.Value - o.Low!.Value) / 2, 0, precision));
            foreach (OutcomeResult o in results.Outcomes) held.Count(o.Outcome.Name, s_outcomes[o.Outcome.Index], o.Low, o.High);
            held.Count("value", (-100 * 0.2) + (20 * 0.24), results.Value!.Low, results.Value.High);
        }
        held.AssertShares(0.95, 1);
    }

    [Fact]
    public void Ninety_five_percent_of_the_intervals_of_paired_differences_hold_the_truth()
    {
        ComparisonItem[] items = [.. s_scenario.Policies.Select(p => new ComparisonItem(p.Name, s_scenario, p))];
        var held = new Held();
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var running = new RunningComparison(items, 0, new RunOptions { Seed = seed, Threads = 1 });
            running.Advance(1000, TestContext.Current.CancellationToken);
            ComparisonResults results = running.Results();
            foreach (OutcomeDifference d in results.Differences) held.Count(d.Outcome, s_changes[results.OutcomeNames.ToList().IndexOf(d.Outcome)], d.Low, d.High);
            held.Count("value", (-100 * s_changes[0]) + (20 * s_changes[1]), results.Values[0].Low, results.Values[0].High);
            held.Count("mean harm", -0.2, results.Measures[0].Low, results.Measures[0].High);
        }
        held.AssertShares(0.93, 0.975);
    }

    /// <summary>How often each interval held the truth.</summary>
    private sealed class Held
    {
        private readonly Dictionary<string, (int Held, int Of)> _counts = [];

        public void Count(string what, double truth, double? low, double? high)
        {
            (int held, int of) = _counts.GetValueOrDefault(what);
            _counts[what] = (held + (low <= truth && truth <= high ? 1 : 0), of + 1);
        }

        public void AssertShares(double least, double greatest)
        {
            string[] outside = [.. _counts.Where(c => (double)c.Value.Held / c.Value.Of < least || (double)c.Value.Held / c.Value.Of > greatest).Select(c => $"{c.Key}: {c.Value.Held} of {c.Value.Of}")];
            Assert.True(outside.Length == 0, string.Join("\n", outside));
        }
    }
}
