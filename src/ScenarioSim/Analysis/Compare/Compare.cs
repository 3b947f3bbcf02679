using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Compares from start to end.</summary>
public static class Compare
{
    /// <summary>
    /// Makes the worlds under every item; with a precision, until every outcome's half-width under every item is at most that
    /// (see <see cref="Precision"/>).
    /// </summary>
    /// <param name="items">What to compare.</param>
    /// <param name="baseline">Position of the baseline.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="cancellation">
    /// Stops it soon; what there is comes back marked partial (with no world at all, or none that counts under the baseline: null; another item of which none counts is left out). A precision that is not reached is partial too.
    /// </param>
    public static ComparisonResults? Run(
        IReadOnlyList<ComparisonItem> items, int baseline, RunOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default) =>
        Run(new RunningComparison(items, baseline, options), options, progress, cancellation);

    /// <summary>The same with a comparison of the caller's.</summary>
    /// <param name="running">A comparison in which no world has been made.</param>
    /// <param name="options">How many worlds, or how precise.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="cancellation">Stops it soon.</param>
    public static ComparisonResults? Run(RunningComparison running, RunOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Precision is { } precision)
        {
            return Precision.Reach(
                options, precision, (until, wanted) => Advance(running, until, wanted, progress, cancellation),
                (level, partial) => (running.HasResults || partial || running.IsHopeless(precision)) && running.HasSome ? running.Results(level, partial) : null, r => r.Items.Max(i => i.Results.HalfWidth));
        }
        Advance(running, options.Runs, options.Runs, progress, cancellation);
        return running.HasSome ? running.Results(partial: running.Done < options.Runs) : null;
    }

    private static long Advance(RunningComparison running, long until, long wanted, Action<Progress>? progress, CancellationToken cancellation)
    {
        running.Advance(until - running.Done, progress is null ? null : done => progress(new Progress(done, wanted)), cancellation);
        return running.Done;
    }
}
