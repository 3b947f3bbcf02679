using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Simulates one policy from start to end.</summary>
public static class Simulate
{
    /// <summary>
    /// Makes the runs (or, with a precision, looks at doublings of the runs and stops when every outcome's half-width is below it,
    /// sharing the error among the looks by Bonferroni so that the coverage holds).
    /// </summary>
    /// <param name="scenario">What to simulate.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="cancellation">Stops it soon; what there is comes back marked partial (with no run at all: null).</param>
    public static SimulationResults? Run(
        Scenario scenario, Policy policy, RunOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}
