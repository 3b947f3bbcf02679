using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.RunsView;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The first runs being listed, a piece at a time.</summary>
internal sealed class Search
{
    private readonly Effect.ListRuns _effect;
    private readonly IEnumerator<RunSummary?> _runs;
    private readonly Pace _pace = new();
    private List<RunSummary> _found = [];
    private readonly long _most;
    private long _looked, _agreeing;

    public Search(Effect.ListRuns effect, ulong seed)
    {
        _effect = effect;
        _most = effect.Scenario.Evidence is { Facts.Count: > 0 } ? RunsModel.Agreeing : long.MaxValue;
        _runs = Runs.LookThrough(effect.Scenario, effect.Policy, seed, effect.First, effect.Count).GetEnumerator();
    }

    /// <summary>Whether all are listed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Lists for about 40 ms and tells what is new if it is time.</summary>
    public void Advance(Mailbox post, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (!IsDone && !cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 40)
        {
            if (!_runs.MoveNext()) IsDone = true;
            else
            {
                _looked++;
                if (_runs.Current is not { } run) continue;
                _found.Add(run);
                IsDone = ++_agreeing >= _most;
            }
        }
        _pace.News(IsDone, () => Tell(post));
    }

    private void Tell(Mailbox post)
    {
        (int job, var found, long looked, bool running) = (_effect.Job, _found, _looked, !IsDone);
        (_found, _looked) = ([], 0);
        post.Put(null, m => RunsUpdate.Listed(m, job, found, looked, running));
    }
}
