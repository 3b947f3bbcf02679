using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Simulates one policy from start to end.</summary>
public static class Simulate
{
    // How many pieces a fixed number of runs is made in, for progress.
    private const int Pieces = 40;
    private const int SmallestPiece = 4096;

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
        Scenario scenario, Policy policy, RunOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default)
    {
        var running = new RunningSimulation(scenario, policy, options);
        if (options.Precision is { } precision) return RunToPrecision(running, options, precision, progress, cancellation);
        Advance(running, options.Runs, options.Runs, progress, cancellation);
        return running.Done == 0 ? null : running.Results(partial: running.Done < options.Runs);
    }

    private static SimulationResults? RunToPrecision(
        RunningSimulation running, RunOptions options, double precision, Action<Progress>? progress, CancellationToken cancellation)
    {
        throw new NotImplementedException();
    }

    private static void Advance(RunningSimulation running, long until, long wanted, Action<Progress>? progress, CancellationToken cancellation)
    {
        while (running.Done < until && !cancellation.IsCancellationRequested)
        {
            long piece = Math.Max(SmallestPiece, until / Pieces);
            running.Advance(Math.Min(piece, until - running.Done), cancellation);
            progress?.Invoke(new Progress(running.Done, wanted));
        }
    }
}
