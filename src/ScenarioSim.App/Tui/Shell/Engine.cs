using System.Collections.Concurrent;
using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.RunsView;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The one background engine: a thread that makes runs in short pieces and reads files, lists and tells runs between them.</summary>
public sealed class Engine : IEngine
{
    private readonly Mailbox _post;
    private readonly WorkbenchOptions _options;
    private readonly ConcurrentQueue<Effect> _taken = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private CancellationTokenSource _piece = new();
    private CancellationTokenSource _story = new();

    // Ends a piece in the midst of long runs, which are lost: where the work is over, or gives way to work that is wanted more and makes them again.
    private CancellationTokenSource _cut = new();
    private volatile bool _over;
    private SimulationJob? _simulation;
    private ComparisonJob? _comparison;
    private Search? _search;
    private SolutionJob? _solution;
    private DriversJob? _drivers;
    private IEnumerator<string>? _looks;
    private int _turn;

    /// <summary>Starts the thread.</summary>
    /// <param name="post">Takes the news.</param>
    /// <param name="options">Seed, threads, confidence.</param>
    public Engine(Mailbox post, WorkbenchOptions options)
    {
        (_post, _options) = (post, options);
        _thread = DeepThread.Start(Work, "engine");
    }

    /// <inheritdoc/>
    public void Take(Effect effect)
    {
        lock (_gate)
        {
            // With what it cancels: else the engine could have begun on it by then, and it would cancel itself.
            _taken.Enqueue(effect);
            _piece.Cancel();
            if (effect is Effect.Tell or Effect.Forget) _story.Cancel();
            if (effect is Effect.StopWork or Effect.Forget or Effect.Simulate or Effect.Compare) _cut.Cancel();
        }
        _wake.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over = true;
        lock (_gate)
        {
            _piece.Cancel();
            _story.Cancel();
            _cut.Cancel();
        }
        _wake.Release();
        Volatile.Read(ref _solution)?.Stop();
        Volatile.Read(ref _drivers)?.Stop();
        // A piece that does not give way must not keep the user from leaving.
        _thread.Join(TimeSpan.FromMilliseconds(500));
    }

    private void Work()
    {
        while (!_over)
        {
            try
            {
                if (!Next()) _wake.Wait();
            }
            catch (OperationCanceledException)
            {
                // The piece gave way to something newer.
            }
            catch (Exception e)
            {
                (_simulation, _comparison, _search, _looks) = (null, null, null, null);
                string why = $"{e.GetType().Name}: {e.Message}";
                _post.Put(null, m => Session.Failed(m, why));
            }
        }
    }

    // What was asked for first; then a piece of each work under way by turns, so that none stands still behind another; files are looked into one a turn.
    private bool Next()
    {
        CancellationToken piece, cut;
        lock (_gate)
        {
            _piece.Dispose();
            _cut.Dispose();
            (_piece, _cut) = (new CancellationTokenSource(), new CancellationTokenSource());
            (piece, cut) = (_piece.Token, _cut.Token);
        }
        if (_taken.TryDequeue(out var effect))
        {
            Perform(effect);
            return true;
        }
        Action?[] works =
        [
            _search is { IsDone: false } search ? () => search.Advance(_post, piece) : null,
            _comparison is { IsDone: false } comparison ? () => comparison.Advance(_post, piece, cut) : null,
            _simulation is { IsDone: false } simulation ? () => simulation.Advance(_post, piece, cut) : null,
            _looks is { } looks ? () => _looks = looks.MoveNext() ? looks : null : null,
        ];
        for (int i = 0; i < works.Length; i++)
        {
            _turn = (_turn + 1) % works.Length;
            if (works[_turn] is not { } work) continue;
            work();
            return true;
        }
        return false;
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Read read: Reading.Read(read.Path, _options, _post); break;
            case Effect.ReadOther read: Reading.ReadOther(read, _options, _post); break;
            case Effect.Scan scan: _looks = Reading.Scan(scan, _options, _post).GetEnumerator(); break;
            case Effect.Simulate simulate:
                // Of another policy or another file than what is moved: whoever looks at that asks anew.
                _drivers?.Stop();
                _simulation = new SimulationJob(simulate, _options);
                break;
            case Effect.Compare compare: _comparison = new ComparisonJob(compare, _options); break;
            case Effect.Solve solve:
                _solution?.Stop();
                _solution = SolutionJob.Start(solve, _options, _post);
                break;
            case Effect.Drive drive:
                _drivers?.Stop();
                _drivers = DriversJob.Start(drive, _options, _post);
                break;
            case Effect.ListRuns list: _search = new Search(list, _options.Seed); break;
            case Effect.Tell tell: Tell(tell); break;
            case Effect.More more:
                if (more.Runs is { } runs) _simulation?.More(runs, more.Precision);
                if (more.Worlds is { } worlds) _comparison?.More(worlds, more.Precision);
                break;
            case Effect.StopSolving: _solution?.Stop(); break;
            case Effect.StopWork:
                _simulation?.Stop(_post);
                _comparison?.Stop(_post);
                _search = null;
                if (_solution is { IsAsked: true }) _solution.Stop();
                _drivers?.Stop();
                break;
            case Effect.Forget:
                _solution?.Stop();
                _drivers?.Stop();
                (_simulation, _comparison, _search, _solution, _drivers) = (null, null, null, null, null);
                break;
        }
    }

    // While the cursor runs down a list only the last run is told; another view may still want the one that was given up for it.
    private void Tell(Effect.Tell tell)
    {
        CancellationToken? story = null;
        lock (_gate)
        {
            if (!_taken.Any(e => e is Effect.Tell))
            {
                _story.Dispose();
                _story = new CancellationTokenSource();
                story = _story.Token;
            }
        }
        try
        {
            if (story is { } token)
            {
                Reading.Tell(tell, _options.Seed, _post, token);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // As where it was not begun.
        }
        _post.Put(null, m => RunsUpdate.NotTold(m, tell.Job));
    }
}
