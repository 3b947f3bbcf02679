using Spectre.Console;
using Progress = ScenarioSim.Analysis.Progress;

namespace ScenarioSim.App.Cli;

/// <summary>A line on stderr that says how far a computation has come; only on a terminal, and only for what takes a while.</summary>
internal sealed class ProgressDisplay : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(400);

    private readonly Host _host;
    private readonly bool _wanted;
    private readonly long _begun = Environment.TickCount64;
    private readonly CancellationTokenSource _done = new();
    private volatile Latest _latest = new("", 0);
    private Task? _shown;

    public ProgressDisplay(Host host, bool wanted)
    {
        _host = host;
        _wanted = wanted && host.ErrorIsTerminal;
    }

    /// <summary>Takes note of the progress; cheap.</summary>
    public void Report(Progress progress)
    {
        if (!_wanted) return;
        string runs = $"{Reports.Format.Numbers.Count(progress.Done)} runs";
        if (progress.Wanted == 0) Report(runs + " to prepare", 0);
        else Report(runs, (double)progress.Done / progress.Wanted);
    }

    /// <summary>Takes note of what is being done, and which part of it is; cheap.</summary>
    public void Report(string doing, double share)
    {
        if (!_wanted) return;
        _latest = new Latest(doing, share);
        // The terminal library is loaded only here.
        if (_shown is null && Environment.TickCount64 - _begun > s_patience.TotalMilliseconds) _shown = Task.Run(Show);
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        _done.Cancel();
        _shown?.Wait();
        _done.Dispose();
    }

    private async Task Show()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_host.Error),
            Ansi = AnsiSupport.Yes,
            ColorSystem = _host.Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });
        await console.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(Spinner.Known.Line), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(Follow).ConfigureAwait(false);
    }

    private async Task Follow(ProgressContext context)
    {
        ProgressTask line = context.AddTask(Markup.Escape(_latest.Doing), maxValue: 1);
        while (!_done.IsCancellationRequested)
        {
            Latest latest = _latest;
            line.Description = Markup.Escape(latest.Doing);
            line.Value = latest.Share;
            await Task.Delay(100).ConfigureAwait(false);
        }
    }

    private sealed record Latest(string Doing, double Share);
}
