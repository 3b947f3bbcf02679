using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.CompareView;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>A comparison under way.</summary>
internal sealed class ComparisonJob
{
    private readonly int _job;
    private readonly RunningComparison _comparison;
    private readonly Goal _goal;
    private readonly Pace _pace = new();

    public ComparisonJob(Effect.Compare effect, WorkbenchOptions options)
    {
        _job = effect.Job;
        _comparison = new RunningComparison(effect.Items, effect.Baseline, SimulationJob.Options(options));
        _goal = new Goal(effect.Runs, effect.Precision);
    }

    /// <summary>Worlds counted.</summary>
    public long Done => _comparison.Done;

    /// <summary>Whether no more are wanted.</summary>
    public bool IsDone => _goal.IsReached;

    /// <summary>A piece of work, and the news if it is time.</summary>
    public void Advance(Action<Act> post, CancellationToken cancellation)
    {
        long first = _goal.First - Done;
        _pace.Do(first > 0 ? first : long.MaxValue, runs => _comparison.Advance(Math.Min(runs, Math.Max(1, _goal.Wanted - Done)), cancellation));
        if (Done > 0 && _pace.IsNews(Done >= _goal.Wanted || Done == _goal.First)) Tell(post);
    }

    /// <summary>Wants more worlds.</summary>
    public void More(long runs, double? precision) => _goal.More(runs, precision);

    /// <summary>Stops, keeping what there is.</summary>
    public void Stop(Action<Act> post)
    {
        if (IsDone) return;
        _goal.Stop();
        if (Done > 0) Tell(post, partial: true);
    }

    private void Tell(Action<Act> post, bool partial = false)
    {
        var results = _comparison.Results(partial);
        if (!partial) _goal.Look(Done, results.Items.Max(i => Header.HalfWidth(i.Results)));
        (int job, long done, long wanted, bool running) = (_job, Done, _goal.Wanted, !_goal.IsReached);
        post(m => CompareUpdate.Compared(m, job, results, done, wanted, running));
    }
}
