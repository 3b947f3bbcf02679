using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Compares from start to end.</summary>
public static class Compare
{
    /// <summary>
    /// Makes the worlds under every item; with a precision, until every outcome's half-width under every item is at most that
    /// (by the rule of <see cref="BonferroniLooks"/>).
    /// </summary>
    /// <param name="items">What to compare.</param>
    /// <param name="baseline">Position of the baseline.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="cancellation">
    /// Stops it soon; what there is comes back marked partial (with no world at all: null). A precision that is not reached is partial too.
    /// </param>
    public static ComparisonResults? Run(
        IReadOnlyList<ComparisonItem> items, int baseline, RunOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default)
    {
        var running = new RunningComparison(items, baseline, options);
        if (options.Precision is { } precision) return ToPrecision(running, options, precision, progress, cancellation);
        Advance(running, options.Runs, options.Runs, progress, cancellation);
        return running.Done == 0 ? null : running.Results(partial: running.Done < options.Runs);
    }

    private static ComparisonResults? ToPrecision(
        RunningComparison running, RunOptions options, double precision, Action<Progress>? progress, CancellationToken cancellation)
    {
        var looks = new BonferroniLooks(options.Confidence, RunOptions.FirstLook, options.Runs);
        double widest = double.PositiveInfinity;
        for (int look = 1; ; look++)
        {
            long until = looks.RunsAt(look);
            // A half-width shrinks with the root of the runs: the first look shows about how many it takes.
            double ratio = widest / precision;
            long wanted = double.IsFinite(ratio) ? (long)Math.Min(options.Runs, Math.Max(until, running.Done * ratio * ratio)) : options.Runs;
            Advance(running, until, wanted, progress, cancellation);
            if (running.Done == 0) return null;
            double level = looks.ConfidenceAt(look);
            if (running.Done < until) return running.Results(level, partial: true);
            ComparisonResults results = running.Results(level, partial: false);
            widest = results.Items.Max(i => i.Results.HalfWidth) ?? 0;
            if (widest <= precision) return results;
            if (look == looks.Looks) return running.Results(level, partial: true);
        }
    }

    private static void Advance(RunningComparison running, long until, long wanted, Action<Progress>? progress, CancellationToken cancellation) =>
        running.Advance(until - running.Done, progress is null ? null : done => progress(new Progress(done, wanted)), cancellation);
}
