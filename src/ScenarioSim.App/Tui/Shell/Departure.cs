using System.Runtime.InteropServices;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>That the program has been told to leave: by a signal, for as long as the workbench is there, whether it has the terminal or an editor has. Leaving goes before anything else.</summary>
internal sealed class Departure : IDisposable
{
    private readonly PosixSignalRegistration[] _signals;
    private volatile Action? _leave;
    private volatile bool _isDue, _isLent;

    public Departure() => _signals =
        [.. ((PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT]).Select(s => PosixSignalRegistration.Create(s, Leave))];

    /// <summary>Whether it has.</summary>
    public bool IsDue => _isDue;

    /// <summary>Whether an editor has the terminal: what is typed there to interrupt or quit is meant for it, and reaches the workbench only because both are one job.</summary>
    public bool IsLent
    {
        get => _isLent;
        set => _isLent = value;
    }

    /// <summary>Says who is to be told, now and when the signal comes; null for nobody.</summary>
    public void Tell(Action? leave)
    {
        _leave = leave;
        if (_isDue) leave?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
    }

    // Without this the terminal would stay in its other screen, with its cursor hidden and its mouse reported.
    private void Leave(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_isLent && context.Signal is (PosixSignal.SIGINT or PosixSignal.SIGQUIT)) return;
        // An editor is waited for: what is not saved there is not the workbench's to lose.
        if (!_isLent) TerminalGone.EndAnyway();
        _isDue = true;
        _leave?.Invoke();
    }
}
