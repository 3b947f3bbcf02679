using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

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
    /// <param name="cancellation">Stops it soon; what there is comes back marked partial (with no run at all: null).</param>
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
        if (options.Precision is { } precision) return RunToPrecision(running, options, precision, progress, cancellation);
        Advance(running, options.Runs, options.Runs, progress, cancellation);
        return running.Done == 0 ? null : running.Results(partial: running.Done < options.Runs);
    }

    // The level of a look, not the one asked for, goes into the intervals: that is what makes them hold whatever made the run stop.
    private static SimulationResults? RunToPrecision(
        RunningSimulation running, RunOptions options, double precision, Action<Progress>? progress, CancellationToken cancellation)
    {
        var looks = new BonferroniLooks(options.Confidence, RunOptions.FirstLook, options.Runs);
        for (int look = 1; ; look++)
        {
            Advance(running, looks.RunsAt(look), Wanted(running, looks, look, precision), progress, cancellation);
            if (running.Done == 0) return null;
            bool whole = running.Done == looks.RunsAt(look);
            SimulationResults results = running.Results(looks.ConfidenceAt(look), partial: false);
            if (whole && results.HalfWidth <= precision) return results;
            if (!whole || look == looks.Looks) return results with { Partial = true };
        }
    }

    // Half-widths fall with the square root of the runs; before the first look nothing is known.
    private static long Wanted(RunningSimulation running, BonferroniLooks looks, int look, double precision)
    {
        if (running.Done == 0) return looks.RunsAt(look);
        SimulationResults now = running.Results(looks.ConfidenceAt(look), partial: false);
        double widest = now.HalfWidth ?? 0;
        return Math.Max(looks.RunsAt(look), (long)Math.Min(1e18, running.Done * Math.Pow(widest / precision, 2)));
    }

    private static void Advance(RunningSimulation running, long until, long wanted, Action<Progress>? progress, CancellationToken cancellation) =>
        running.Advance(until - running.Done, progress is null ? null : done => progress(new Progress(done, wanted)), cancellation);
}
