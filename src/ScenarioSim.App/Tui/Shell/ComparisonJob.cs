using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>A comparison under way.</summary>
internal sealed class ComparisonJob
{
    private readonly Effect.Compare _effect;
    private readonly RunningComparison _comparison;
    private readonly Goal _goal;
    private readonly Pace _pace = new();

    public ComparisonJob(Effect.Compare effect, WorkbenchOptions options)
    {
        _effect = effect;
        _comparison = new RunningComparison(effect.Items, effect.LiveBaseline, SimulationJob.Options(options), effect.LivePast);
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
        var live = Live(_comparison, _effect, partial);
        if (!partial) _goal.Look(Done, live is null ? Goal.Unknown : live.Items.Max(i => i.Results.HalfWidth));
        post.Put(typeof(ComparisonJob), News(_comparison, _effect, live, _goal.Wanted, !_goal.IsReached));
    }

    /// <summary>What the simulated items came to, without those of which no run agrees with what is known; null without the baseline, as there is nothing to compare with then.</summary>
    internal static ComparisonResults? Live(RunningComparison comparison, Effect.Compare effect, bool partial)
    {
        if (!comparison.HasSome) return null;
        var found = comparison.Results(partial);
        bool isSaved = effect.Saved[effect.Baseline] is not null;
        return isSaved || found.Items.Any(i => i.Name == effect.Items[effect.LiveBaseline].Name) ? found : null;
    }

    /// <summary>What has been found, or where worlds are lost as long as none agrees with what is known.</summary>
    internal static Act News(RunningComparison comparison, Effect.Compare effect, ComparisonResults? live, long wanted, bool running)
    {
        (int job, long done) = (effect.Job, comparison.Done);
        if (live is null)
        {
            var lost = Enumerable.Range(0, effect.Items.Count).OrderBy(i => i != effect.LiveBaseline).Select(i => (effect.Items[i].Name, Evidence: comparison.EvidenceSoFar(i))).First(i => i.Evidence?.Agreeing == 0);
            return m => CompareUpdate.NoneAgrees(m, job, (lost.Name, lost.Evidence!), done, wanted, running);
        }
        var results = effect.Saved.All(s => s is null) ? live : Beside(live, effect);
        return m => CompareUpdate.Compared(m, job, results, done, wanted, running);
    }

    // What was saved among those that were simulated and have runs that agree.
    private static ComparisonResults Beside(ComparisonResults live, Effect.Compare effect)
    {
        var left = new List<ComparedItem?>();
        int baseline = 0, next = 0;
        for (int i = 0; i < effect.Saved.Count; i++)
        {
            string? simulated = effect.Saved[i] is null ? effect.Items[next++].Name : null;
            if (simulated is not null && live.Items.All(l => l.Name != simulated)) continue;
            if (i == effect.Baseline) baseline = left.Count;
            left.Add(effect.Saved[i]);
        }
        return UnpairedComparison.Merge(live, left, baseline);
    }
}
