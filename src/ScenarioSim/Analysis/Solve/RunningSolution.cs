using ScenarioSim.Model;

namespace ScenarioSim.Analysis;

/// <summary>A solution under way on a thread of its own: it can be watched and stopped. Safe for use by several threads.</summary>
/// <remarks>
/// <see cref="Solve.Obstacle"/> must be null for what it solves; <see cref="Solve.Estimate"/> says whether it is worth beginning.
/// Nothing has to be disposed of: a solution that nobody wants any longer is stopped, and ends soon.
/// </remarks>
public sealed class RunningSolution
{
    // Expressions may nest some thousands deep.
    private const int Stack = 64 << 20;

    private readonly Action _stop;
    private readonly TaskCompletionSource<Solution> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private SolutionProgress _progress;

    private RunningSolution(Action stop) => _stop = stop;

    /// <summary>How far it has come.</summary>
    public SolutionProgress Progress
    {
        get
        {
            lock (_gate) return _progress;
        }
    }

    /// <summary>What it comes to: whole, or partial where it was stopped or there were too many worlds. Fails only where the program is wrong.</summary>
    public Task<Solution> Result => _result.Task;

    /// <summary>Begins.</summary>
    /// <param name="scenario">What to solve.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">How.</param>
    public static RunningSolution Start(Scenario scenario, Policy policy, SolveOptions options)
    {
        // Without a timer or a wait handle the source holds nothing that would have to be given back.
        var stop = new CancellationTokenSource();
        var running = new RunningSolution(stop.Cancel);
        new Thread(() => running.Work(scenario, policy, options, stop.Token), Stack) { IsBackground = true, Name = "solution" }.Start();
        return running;
    }

    /// <summary>Asks it to end with what it has; returns at once. <see cref="Result"/> follows soon.</summary>
    public void Stop() => _stop();

    private void Work(Scenario scenario, Policy policy, SolveOptions options, CancellationToken cancellation)
    {
        try
        {
            _result.SetResult(Solve.Run(scenario, policy, options, Report, cancellation));
        }
        catch (Exception e)
        {
            _result.SetException(e);
        }
    }

    private void Report(SolutionProgress progress)
    {
        lock (_gate) _progress = progress;
    }
}
