using ScenarioSim.Analysis;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>A simulation under way.</summary>
internal sealed class SimulationJob
{
    private readonly int _job;
    private readonly RunningSimulation _simulation;
    private readonly Goal _goal;
    private readonly Pace _pace = new();

    public SimulationJob(Effect.Simulate effect, WorkbenchOptions options)
    {
        _job = effect.Job;
        _simulation = new RunningSimulation(effect.Scenario, effect.Policy, Options(options));
        _goal = new Goal(effect.Runs, effect.Precision);
    }

    /// <summary>Runs counted.</summary>
    public long Done => _simulation.Done;

    /// <summary>Whether no more are wanted.</summary>
    public bool IsDone => _goal.IsReached;

    /// <summary>The engine's options.</summary>
    public static RunOptions Options(WorkbenchOptions options) => new() { Seed = options.Seed, Threads = options.Threads, Confidence = options.Confidence };

    /// <summary>A piece of work, and the news if it is time.</summary>
    public void Advance(Mailbox post, CancellationToken pause, CancellationToken cancellation)
    {
        long first = _goal.First - Done;
        _pace.Do(first > 0 ? first : long.MaxValue, runs => _simulation.Advance(Math.Min(runs, Math.Max(1, _goal.Wanted - Done)), pause, cancellation));
        bool whole = Done >= _goal.Wanted || Done == _goal.First;
        if (Done > 0) _pace.News(whole, () => Tell(post));
    }

    /// <summary>Wants more runs.</summary>
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
        var results = _simulation.HasResults ? _simulation.Results(partial) : null;
        if (!partial) _goal.Look(Done, results is null ? Goal.Unknown : results.HalfWidth);
        post.Put(typeof(SimulationJob), News(_simulation, results, _job, _goal.Wanted, !_goal.IsReached));
    }

    /// <summary>What has been found, or where the runs are lost as long as none agrees with what is known.</summary>
    internal static Act News(RunningSimulation simulation, SimulationResults? results, int job, long wanted, bool running)
    {
        if (results is not null) return m => Session.Simulated(m, job, results, wanted, running);
        var evidence = simulation.EvidenceSoFar()!;
        return m => Session.NoneAgrees(m, job, evidence, wanted, running);
    }
}
