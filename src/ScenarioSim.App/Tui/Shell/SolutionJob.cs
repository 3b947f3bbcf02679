using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports.Sections;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Solves without sampling on a thread of its own, so that neither the screen nor the runs wait for it.</summary>
internal sealed class SolutionJob
{
    private const double NewsMilliseconds = 100;

    // A mark in a bar is worth no longer wait.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Effect.Solve _effect;
    private readonly WorkbenchOptions _options;
    private readonly Mailbox _post;
    private readonly Action _stop;
    private readonly Stopwatch _told = Stopwatch.StartNew();

    private SolutionJob(Effect.Solve effect, WorkbenchOptions options, Mailbox post, Action stop) => (_effect, _options, _post, _stop) = (effect, options, post, stop);

    /// <summary>Whether the user asked for it.</summary>
    public bool IsAsked => _effect.IsAsked;

    /// <summary>Begins.</summary>
    public static SolutionJob Start(Effect.Solve effect, WorkbenchOptions options, Mailbox post)
    {
        // Not disposed of: it holds no more than a timer of a second, and whoever stops it need not know whether it has ended.
        var stop = new CancellationTokenSource();
        var job = new SolutionJob(effect, options, post, stop.Cancel);
        DeepThread.Start(() => job.Work(stop), "solution");
        return job;
    }

    /// <summary>Gives up; returns at once.</summary>
    public void Stop() => _stop();

    /// <summary>What came of it, as news.</summary>
    public static Act Solve(Effect.Solve effect, WorkbenchOptions options, Action<SolutionProgress>? progress, CancellationTokenSource stop)
    {
        int job = effect.Job;
        if (Analysis.Solve.Obstacle(effect.Scenario, effect.Policy) is { } obstacle) return m => Exactly.Obstructed(m, job, obstacle);
        if (!effect.IsAsked)
        {
            if (!Analysis.Solve.Estimate(effect.Scenario, effect.Policy, stop.Token).IsQuick) return m => Exactly.GivenUp(m, job, null);
            stop.CancelAfter(s_patience);
        }
        var how = new SolveOptions { Confidence = options.Confidence, Threads = options.Threads, Seed = options.Seed };
        var solution = Analysis.Solve.Run(effect.Scenario, effect.Policy, how, progress, stop.Token);
        return solution switch
        {
            { End: SolutionEnd.Whole, Results: { } results } => m => Exactly.Solved(m, job, results),
            { End: SolutionEnd.Impossible, Impossible: { } fact } => m => Exactly.GivenUp(m, job, Impossible(fact, solution)),
            { End: SolutionEnd.TooLarge } => m => Exactly.GivenUp(m, job, TooLarge(effect, solution)),
            _ => m => Exactly.GivenUp(m, job, null),
        };
    }

    private void Work(CancellationTokenSource stop)
    {
        int job = _effect.Job;
        try
        {
            _post.Put(null, Solve(_effect, _options, Report, stop));
        }
        catch (OperationCanceledException)
        {
            _post.Put(null, m => Exactly.GivenUp(m, job, null));
        }
        catch (Exception e)
        {
            string why = $"could not be solved: {e.GetType().Name}: {e.Message}";
            _post.Put(null, m => Exactly.GivenUp(m, job, why));
        }
    }

    private void Report(SolutionProgress progress)
    {
        if (!IsAsked || _told.ElapsedMilliseconds < NewsMilliseconds) return;
        _told.Restart();
        int job = _effect.Job;
        _post.Put(typeof(SolutionJob), m => Exactly.Progressed(m, job, progress));
    }

    private static string Impossible(Fact fact, Solution solution) => $"`{fact.Text}` {EvidenceSections.When(fact)} is impossible given what is known before it"
        + (solution.Untried.Count > 0 ? $", at any point that {string.Join(", ", solution.Untried.Select(a => a.Name))} {(solution.Untried.Count == 1 ? "is" : "are")} integrated over" : "") + ": a lets less be known";

    private static string TooLarge(Effect.Solve effect, Solution solution)
    {
        string causes = string.Join(", ", solution.Causes.Take(2).Select(c => c.What));
        return $"too many different worlds by {effect.Scenario.Clock.Iso(Math.Min(solution.Step, effect.Scenario.Clock.LastStep))}{(causes.Length > 0 ? ": " + causes : "")}";
    }
}
