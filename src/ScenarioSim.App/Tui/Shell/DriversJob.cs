using System.Diagnostics;
using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.DriversView;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Moves the assumptions on a thread of its own, so that neither the screen nor the runs wait for it.</summary>
internal sealed class DriversJob
{
    private const double NewsMilliseconds = 100;

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

    private void Work(CancellationToken stop)
    {
        int job = _effect.Job;
        try
        {
            var results = Drivers.Run(_effect.Scenario, _effect.Policy, Options(_effect, _options), Report, some => _post.Put(this, m => DriversUpdate.Found(m, job, some, running: true)), stop);
            _post.Put(this, m => DriversUpdate.Found(m, job, results, running: false));
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
