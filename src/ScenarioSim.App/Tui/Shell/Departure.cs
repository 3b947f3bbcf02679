using System.Runtime.InteropServices;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>That the program has been told to leave: by SIGTERM or SIGHUP, for as long as the workbench is there, whether it has the terminal or an editor has. Leaving goes before anything else.</summary>
internal sealed class Departure : IDisposable
{
    private readonly PosixSignalRegistration _terminate, _hangUp;
    private volatile Action? _leave;
    private volatile bool _isDue;

    public Departure() => (_terminate, _hangUp) = (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave), PosixSignalRegistration.Create(PosixSignal.SIGHUP, Leave));

    /// <summary>Whether it has.</summary>
    public bool IsDue => _isDue;

    /// <summary>Says who is to be told, now and when the signal comes; null for nobody.</summary>
    public void Tell(Action? leave)
    {
        _leave = leave;
        if (_isDue) leave?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _terminate.Dispose();
        _hangUp.Dispose();
    }

    // Without this the terminal would stay in its other screen, with its cursor hidden and its mouse reported.
    private void Leave(PosixSignalContext context)
    {
        context.Cancel = true;
        TerminalGone.EndAnyway(context.Signal);
        _isDue = true;
        _leave?.Invoke();
    }
}
