using System.Runtime.InteropServices;
using System.Text;
using Terminal.Gui.App;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>One stay in the terminal: from taking the screen to giving it back, for good or for the editor.</summary>
internal sealed class Screenful : ITerminal, IDisposable
{
    private const string MouseOff = "\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1015l\x1b[?1006l", MouseOn = "\x1b[?1003h\x1b[?1015h\x1b[?1006h";
    private static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(100);
    private readonly Rest _rest = new();
    private readonly IApplication _app;
    private readonly Canvas _canvas;
    private readonly Desk _desk;
    private readonly Mailbox _mailbox;
    private readonly Departure _departure;
    private bool _hasQuit;
    private bool _goesOn;

    public Screenful(Desk desk, Mailbox mailbox, Departure departure, Colours colours)
    {
        (_desk, _mailbox, _departure) = (desk, mailbox, departure);
        // So many that Terminal.Gui does not wait by itself: the rest does, which knows what is worth waking for.
        Application.MaximumIterationsPerSecond = 1000;
        _app = PatientInput.Application(_rest);
        _app.Init();
        _app.Iteration += (_, _) => _rest.Sleep();
        if (colours != Colours.True && _app.Driver is { } driver) driver.Force16Colors = true;
        _canvas = new Canvas(desk, colours);
        // After a resize the driver's cells are blank again, perhaps only after the first drawing at the new size.
        if (_app.Driver is { } cleared) cleared.ClearedContents += (_, _) => _canvas.Forget();
        _app.ScreenChanged += (_, _) => _canvas.Forget();
        desk.Terminal = this;
    }

    /// <summary>What the editor is wanted for, when the loop ended for it.</summary>
    public (string Path, int Line)? Wanted { get; private set; }

    /// <summary>Whether the loop ended because the program had been stopped and goes on: the terminal is another's since, and has to be taken anew. Not where it is to leave as well.</summary>
    public bool Continued => _goesOn && !_hasQuit && !_departure.IsDue;

    /// <summary>Shows the workbench until the user leaves or wants the editor.</summary>
    public void Run()
    {
        using var goOn = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Invoke(GoOn));
        using var resize = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _rest.Wake());
        _app.AddTimeout(TickLength, () =>
        {
            if (TerminalGone.IsSo()) _app.RequestStop();
            if (_desk.Tick()) _canvas.ShowChanges();
            return true;
        });
        _mailbox.Reader(() => Invoke(Read));
        _departure.Tell(() => Invoke(_app.RequestStop));
        try
        {
            _app.Run(_canvas);
        }
        finally
        {
            _departure.Tell(null);
            _mailbox.Reader(null);
        }
    }

    private void GoOn()
    {
        _goesOn = true;
        _app.RequestStop();
    }

    // On the thread of the screen: everything that has come since the last time, then one look at what changed.
    private void Read()
    {
        foreach (var act in _mailbox.Take()) _desk.Do(act);
        _canvas.ShowChanges();
    }

    /// <inheritdoc/>
    public void Copy(string text) => _app.Driver?.WriteRaw($"\x1b]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a");

    /// <inheritdoc/>
    public void Mouse(bool on) => _app.Driver?.WriteRaw(on ? MouseOn : MouseOff);

    /// <inheritdoc/>
    public void Repaint()
    {
        _app.ClearScreenNextIteration = true;
        _canvas.Forget();
    }

    /// <inheritdoc/>
    public void Edit(string path, int line)
    {
        Wanted = (path, line);
        _app.RequestStop();
    }

    /// <inheritdoc/>
    public void Quit()
    {
        _hasQuit = true;
        _app.RequestStop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Terminal = null;
        _rest.Over();
        _canvas.Dispose();
        _app.Dispose();
        _rest.Dispose();
    }

    private void Invoke(Action act)
    {
        _app.Invoke(act);
        _rest.Wake();
    }
}
