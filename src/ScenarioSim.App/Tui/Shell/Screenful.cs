using System.Runtime.InteropServices;
using System.Text;
using Terminal.Gui.App;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>One stay in the terminal: from taking the screen to giving it back, for good or for the editor.</summary>
internal sealed class Screenful : ITerminal, IDisposable
{
    private const string MouseOff = "\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1015l\x1b[?1006l", MouseOn = "\x1b[?1003h\x1b[?1015h\x1b[?1006h";

    // What Terminal.Gui writes as it gives a screen back and as it takes one, but for the mouse.
    private const string Leave = "\x1b[?2004l" + MouseOff + "\x1b[0m\x1b[?1049l\x1b[?25h", Enter = "\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l\x1b[?2004h";
    private static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(100);
    private readonly Rest _rest = new();
    private readonly IApplication _app;
    private readonly Canvas _canvas;
    private readonly Desk _desk;
    private readonly Mailbox _mailbox;
    private readonly Departure _departure;
    private readonly RawInput? _raw;

    public Screenful(Desk desk, Mailbox mailbox, Departure departure, Colours colours)
    {
        (_desk, _mailbox, _departure) = (desk, mailbox, departure);
        // So many that Terminal.Gui does not wait by itself: the rest does, which knows what is worth waking for.
        Application.MaximumIterationsPerSecond = 1000;
        _app = PatientInput.Application(_rest);
        _app.Init();
        _app.Iteration += (_, _) => _rest.Sleep();
        _raw = RawInput.Present();
        if (colours != Colours.True && _app.Driver is { } driver) driver.Force16Colors = true;
        _canvas = new Canvas(desk, colours);
        // After a resize the driver's cells are blank again, perhaps only after the first drawing at the new size.
        if (_app.Driver is { } cleared) cleared.ClearedContents += (_, _) => _canvas.Forget();
        _app.ScreenChanged += (_, _) => _canvas.Forget();
        // Terminal.Gui asks terminals to mark what is pasted: it does not come as keys then.
        _app.Paste += (_, pasted) =>
        {
            pasted.Handled = true;
            desk.Paste(pasted.Text);
            _canvas.ShowChanges();
        };
        desk.Terminal = this;
        // Terminal.Gui takes it each time.
        if (!desk.Model.Mouse) Mouse(false);
    }

    /// <summary>What the editor is wanted for, when the loop ended for it.</summary>
    public (string Path, int Line)? Wanted { get; private set; }

    /// <summary>Shows the workbench until the user leaves or wants the editor.</summary>
    public void Run()
    {
        using var goOn = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGCONT, GoOn);
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

    private void GoOn(PosixSignalContext signal)
    {
        // Left to itself the runtime sets the terminal as it was before the program began, at any time from now on, and keys would come line by line.
        signal.Cancel = true;
        Invoke(GoOn);
    }

    // The program had been stopped and goes on: the terminal has been another's since. It is taken anew without giving up what has been typed, which beginning anew with Terminal.Gui would.
    private void GoOn()
    {
        if (_departure.IsDue) return;
        _raw?.Restore();
        // Terminals that know kitty's keys keep what is asked of them screen by screen.
        bool isKitty = _app.Driver?.KittyKeyboardCapabilities is { IsSupported: true };
        string plainKeys = isKitty ? "\x1b[<u" : "", richKeys = isKitty ? $"\x1b[>{(int)_app.Driver!.KittyKeyboardCapabilities!.Flags}u" : "";
        _app.Driver?.WriteRaw(plainKeys + Leave + Enter + richKeys + (_desk.Model.Mouse ? MouseOn : ""));
        Repaint();
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
    public void Quit() => _app.RequestStop();

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Terminal = null;
        _rest.Over();
        _canvas.Dispose();
        _app.Dispose();
        _rest.Dispose();
    }

    // Whoever calls may have been about to while the application went: what it brings waits for the next one.
    private void Invoke(Action act)
    {
        try
        {
            _app.Invoke(act);
            _rest.Wake();
        }
        catch (Exception e) when (e is NotInitializedException or ObjectDisposedException)
        {
            // Nothing to wake.
        }
    }
}
