using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Simulates one policy from start to end.</summary>
public static class Simulate
{
    /// <summary>
    /// Makes the runs (or, with a precision, looks at doublings of the runs and stops when every outcome's half-width is at most that,
    /// sharing the error among the looks by Bonferroni so that the coverage holds).
    /// </summary>
    /// <param name="scenario">What to simulate.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="cancellation">Stops it soon; what there is comes back marked partial (with no run at all, or none that counts: null).</param>
    public static SimulationResults? Run(
        Scenario scenario, Policy policy, RunOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default) =>
        Run(new RunningSimulation(scenario, policy, options), options, progress, cancellation);

    /// <summary>The same with a simulation of the caller's.</summary>
    /// <param name="running">A simulation in which no run has been made.</param>
    /// <param name="options">How many runs, or how precise.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="cancellation">Stops it soon.</param>
    public static SimulationResults? Run(RunningSimulation running, RunOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Precision is { } precision)
        {
            return Precision.Reach(options, precision, (until, wanted) => Advance(running, until, wanted, progress, cancellation), (level, partial) => running.HasResults ? running.Results(level, partial) : null, r => r.HalfWidth);
        }
        Advance(running, options.Runs, options.Runs, progress, cancellation);
        return !running.HasResults ? null : running.Results(partial: running.Done < options.Runs);
    }

    private static long Advance(RunningSimulation running, long until, long wanted, Action<Progress>? progress, CancellationToken cancellation)
    {
        running.Advance(until - running.Done, progress is null ? null : done => progress(new Progress(done, wanted)), cancellation);
        return running.Done;
    }
}
