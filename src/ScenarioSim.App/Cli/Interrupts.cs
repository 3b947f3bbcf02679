using System.Runtime.InteropServices;

namespace ScenarioSim.App.Cli;

/// <summary>
/// What Ctrl-C and SIGTERM do. At first they end the process with a word, for there is nothing yet that could be stopped with a result; once the engine works they ask it to stop,
/// and a second one ends the process at once.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _wish = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly Lock _stopping = new();
    private string? _say;
    private long _wishedAt;

    // Some programs send a signal to a process and to its group: that is one wish.
    private const int Together = 200;

    /// <summary>Cancelled when the user wants the command to stop with what it has.</summary>
    public CancellationToken Wished => _wish.Token;

    /// <summary>From now on, until <see cref="Catch"/>, a signal says this on stderr and ends the process.</summary>
    public void EndSaying(string say)
    {
        lock (_stopping) _say = say;
        Register();
    }

    /// <summary>From now on a signal asks the command to stop.</summary>
    public void Catch()
    {
        lock (_stopping) _say = null;
        Register();
    }

    /// <summary>From now on signals are the affair of others.</summary>
    public void Leave()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
        _signals.Clear();
    }

    /// <summary>Asks the command to stop.</summary>
    public void Wish() => _wish.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Leave();
        _wish.Dispose();
    }

    private void Register()
    {
        if (_signals.Count > 0) return;
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM]) _signals.Add(PosixSignalRegistration.Create(signal, Come));
    }

    private void Come(PosixSignalContext context)
    {
        context.Cancel = true;
        // Held until the end, so that the command does not come meanwhile to what would have a result.
        lock (_stopping)
        {
            if (_say is { } say)
            {
                new ForgivingStream(Console.OpenStandardError()).Write(System.Text.Encoding.UTF8.GetBytes($"scenariosim: {say}\n"));
                Environment.Exit(ExitCode.Stopped);
            }
        }
        long now = Environment.TickCount64, before = Interlocked.CompareExchange(ref _wishedAt, now, 0);
        if (before == 0) Wish();
        else if (now - before > Together) Environment.Exit(ExitCode.Stopped);
    }
}
