using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.DriversView;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Moves the assumptions on a thread of its own, so that neither the screen nor the runs wait for it.</summary>
internal sealed class DriversJob
{
    private const double NewsMilliseconds = 100;

    // That takes some seconds where assumptions are many.
    private const long MostSearched = 200_000;

    private readonly Effect.Drive _effect;
    private readonly WorkbenchOptions _options;
    private readonly Mailbox _post;
    private readonly Action _stop;
    private readonly Stopwatch _told = Stopwatch.StartNew();

    private DriversJob(Effect.Drive effect, WorkbenchOptions options, Mailbox post, Action stop) => (_effect, _options, _post, _stop) = (effect, options, post, stop);

    /// <summary>Begins.</summary>
    public static DriversJob Start(Effect.Drive effect, WorkbenchOptions options, Mailbox post)
    {
        // Not disposed of: whoever stops it need not know whether it has ended.
        var stop = new CancellationTokenSource();
        var job = new DriversJob(effect, options, post, stop.Cancel);
        DeepThread.Start(() => job.Work(stop.Token), "drivers");
        return job;
    }

    /// <summary>Gives up, keeping what there is; returns at once.</summary>
    public void Stop() => _stop();

    /// <summary>How it is done.</summary>
    public static DriverOptions Options(Effect.Drive effect, WorkbenchOptions options) => new() { Run = SimulationJob.Options(options) with { Runs = effect.Runs } };

    /// <summary>How the worlds are searched afterwards: of more than these another command tells.</summary>
    public static DiscoverOptions Search(Effect.Drive effect, WorkbenchOptions options) => new() { Run = SimulationJob.Options(options) with { Runs = Math.Min(effect.Runs, Math.Min(MostSearched, DiscoverOptions.MostRuns(effect.Scenario))) } };

    private void Work(CancellationToken stop)
    {
        int job = _effect.Job;
        try
        {
            var results = Drivers.Run(_effect.Scenario, _effect.Policy, Options(_effect, _options), Report, some => _post.Put(this, m => DriversUpdate.Found(m, job, some, running: true)), stop);
            _post.Put(this, m => DriversUpdate.Found(m, job, results, running: false));
            if (results is { Partial: false }) foreach (var found in Discover.Outcomes(_effect.Scenario, _effect.Policy, Search(_effect, _options), stop)) _post.Put(null, m => DriversUpdate.FoundWhere(m, job, found));
        }
        catch (Exception e)
        {
            string why = $"{e.GetType().Name}: {e.Message}";
            _post.Put(this, m => DriversUpdate.Found(m, job, null, running: false).Then(n => n.Drivers.Work.Job == job ? n.Tell($"the assumptions could not be moved: {why}", isError: true) : n));
        }
    }

    private void Report(Progress progress)
    {
        if (_told.ElapsedMilliseconds < NewsMilliseconds) return;
        _told.Restart();
        int job = _effect.Job;
        _post.Put(_told, m => DriversUpdate.Progressed(m, job, progress.Done, progress.Wanted));
    }
}
