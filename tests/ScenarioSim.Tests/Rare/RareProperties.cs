using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Generated;
using Xunit;

namespace ScenarioSim.Tests.Rare;

/// <summary>What holds of splitting on random scenarios.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 24, QuietOnSuccess = true)]
public class RareProperties
{
    private const int PlainRuns = 20_000;

    [Property(MaxTest = 25, Replay = "(20220110,31)")]
    public void Splitting_agrees_with_the_frequencies_of_plain_runs(Generated.Generated generated)
    {
        Scenario scenario = generated.Scenario;
        Policy policy = scenario.Policies[0];
        SimulationResults plain = Simulate.Run(scenario, policy, new RunOptions { Runs = PlainRuns, Threads = 2 }, cancellation: TestContext.Current.CancellationToken)!;
        foreach (OutcomeResult outcome in plain.Outcomes.Where(o => o.Probability < 0.5))
        {
            var options = new RareOptions { Threads = 2, Effort = 100, Precision = 0.3 };
            RareResults split = RareOutcome.Run(scenario, policy, outcome.Outcome, options, cancellation: TestContext.Current.CancellationToken)!;
            double p = Math.Max(outcome.Probability, split.Probability);
            double error = Math.Sqrt((p * (1 - p) / PlainRuns) + Math.Pow((split.RelativeError ?? 0) * split.Probability, 2));
            Assert.True(Math.Abs(split.Probability - outcome.Probability) <= (5 * error) + (3.0 / PlainRuns), $"{outcome.Outcome.Name}: {split.Probability:e3} by splitting, {outcome.Probability:e3} by plain runs, standard error {error:e1}");
        }
    }
}
