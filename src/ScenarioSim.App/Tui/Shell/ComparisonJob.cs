using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.CompareView;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>A comparison under way.</summary>
internal sealed class ComparisonJob
{
    private readonly int _job;
    private readonly Effect.Compare _effect;
    private readonly RunningComparison _comparison;
    private readonly Goal _goal;
    private readonly Pace _pace = new();

    public ComparisonJob(Effect.Compare effect, WorkbenchOptions options)
    {
        (_job, _effect) = (effect.Job, effect);
        _comparison = new RunningComparison(effect.Items, effect.LiveBaseline, SimulationJob.Options(options));
        _goal = new Goal(effect.Runs, effect.Precision);
    }

    /// <summary>Worlds counted.</summary>
    public long Done => _comparison.Done;

    /// <summary>Whether no more are wanted.</summary>
    public bool IsDone => _goal.IsReached;

    /// <summary>A piece of work, and the news if it is time.</summary>
    public void Advance(Mailbox post, CancellationToken pause, CancellationToken cancellation)
    {
        long first = _goal.First - Done;
        _pace.Do(first > 0 ? first : long.MaxValue, runs => _comparison.Advance(Math.Min(runs, Math.Max(1, _goal.Wanted - Done)), pause, cancellation));
        if (Done > 0) _pace.News(Done >= _goal.Wanted || Done == _goal.First, () => Tell(post));
    }

    /// <summary>Wants more worlds.</summary>
    public void More(long runs, double? precision) => _goal.More(runs, precision);

    /// <summary>Stops, keeping what there is.</summary>
    public void Stop(Mailbox post)
    {
        if (IsDone) return;
        _goal.Stop();
        if (Done > 0) Tell(post, partial: true);
    }

    private void Tell(Mailbox post, bool partial = false)
    {
        var live = _comparison.Results(partial);
        if (!partial) _goal.Look(Done, live.Items.Max(i => i.Results.HalfWidth));
        var results = _effect.Saved.All(s => s is null) ? live : UnpairedComparison.Merge(live, _effect.Saved, _effect.Baseline);
        (int job, long done, long wanted, bool running) = (_job, Done, _goal.Wanted, !_goal.IsReached);
        post.Put(typeof(ComparisonJob), m => CompareUpdate.Compared(m, job, results, done, wanted, running));
    }
}
