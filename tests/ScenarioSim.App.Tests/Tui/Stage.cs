using System.Drawing;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.Shell;
using Terminal.Gui.App;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The real shell on a driver without a terminal: keys go in, screens come out. Runs are made at once, so many and no more.</summary>
internal sealed class Stage : IDisposable
{
    // Named as InjectKey needs them; letters are themselves.
    private static readonly Dictionary<string, Key> Keys = new()
    {
        ["Enter"] = Key.Enter,
        ["Esc"] = Key.Esc,
        ["Space"] = Key.Space,
        ["Tab"] = Key.Tab,
        ["Shift-Tab"] = Key.Tab.WithShift,
        ["Backspace"] = Key.Backspace,
        ["Up"] = Key.CursorUp,
        ["Down"] = Key.CursorDown,
        ["Left"] = Key.CursorLeft,
        ["Right"] = Key.CursorRight,
        ["PageUp"] = Key.PageUp,
        ["PageDown"] = Key.PageDown,
        ["Home"] = Key.Home,
        ["End"] = Key.End,
        ["F1"] = Key.F1,
    };

    private readonly IApplication _app;
    private readonly Canvas _canvas;
    private readonly SessionToken _session;

    public Stage(int width, int height, WorkbenchOptions? options = null, Colours colours = Colours.True, bool open = true, string? path = null, bool solving = false)
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        Clock = new StillTime();
        Desk = new Desk(options ?? new WorkbenchOptions { Runs = 4096, Precision = null }, Clock);
        Engine = new StillEngine(Desk) { IsSolving = solving };
        Desk.Engine = Engine;
        Terminal = new RecordingTerminal();
        Desk.Terminal = Terminal;
        _app = Application.Create(new VirtualTimeProvider());
        _app.Init("ansi");
        _app.Driver!.SetScreenSize(width, height);
        _canvas = new Canvas(Desk, colours);
        _session = _app.Begin(_canvas)!;
        if (open) Desk.Do(m => Session.Open(m, path ?? Week.Path));
        Engine.Settle();
    }

    public StillTime Clock { get; }

    public Desk Desk { get; }

    public StillEngine Engine { get; }

    public RecordingTerminal Terminal { get; }

    /// <summary>The screen as text, without blanks at line ends.</summary>
    public string Screen
    {
        get
        {
            _canvas.SetNeedsDraw();
            _app.LayoutAndDraw();
            return string.Join('\n', _app.Driver!.ToString()!.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(l => l.TrimEnd())) + "\n";
        }
    }

    /// <summary>The screen with its colours and emphasis.</summary>
    public string Ansi
    {
        get
        {
            _ = Screen;
            return _app.Driver!.ToAnsi();
        }
    }

    /// <summary>Presses keys one after another; what they start is done before the next.</summary>
    public Stage Press(params string[] keys)
    {
        foreach (string key in keys)
        {
            _app.InjectKey(Of(key));
            Engine.Settle();
        }
        _ = Screen;
        return this;
    }

    /// <summary>Types a text.</summary>
    public Stage Type(string text) => Press([.. text.Select(c => c == ' ' ? "Space" : c.ToString())]);

    /// <summary>Clicks on the first place of a text on the screen.</summary>
    public Stage Click(string text)
    {
        string[] rows = Screen.Split('\n');
        int y = Array.FindIndex(rows, r => r.Contains(text, StringComparison.Ordinal));
        Assert.True(y >= 0, $"`{text}` is not on the screen:\n{Screen}");
        _app.InjectSequence(InputInjectionExtensions.LeftButtonClick(new Point(rows[y].IndexOf(text, StringComparison.Ordinal), y)));
        Engine.Settle();
        return this;
    }

    /// <summary>Writes a file, a second after what came before, and lets the workbench see it.</summary>
    public void Save(string path, string text)
    {
        Clock.Pass(TimeSpan.FromSeconds(1));
        Desk.Tick();
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(Clock.GetTimestamp() / 1000.0));
        Clock.Pass(TimeSpan.FromSeconds(1));
        Desk.Tick();
        Engine.Settle();
    }

    /// <summary>Lets so many half seconds pass, after each of which the workbench looks at its files.</summary>
    public void Look(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Clock.Pass(TimeSpan.FromMilliseconds(500));
            Desk.Tick();
            Engine.Settle();
        }
    }

    public void Resize(int width, int height) => _app.Driver!.SetScreenSize(width, height);

    public void Dispose()
    {
        _app.End(_session);
        _canvas.Dispose();
        _app.Dispose();
    }

    private static Key Of(string key)
    {
        if (Keys.TryGetValue(key, out var special)) return special;
        if (key.StartsWith("Ctrl-", StringComparison.Ordinal) && key.Length == 6) return new Key(char.ToLowerInvariant(key[5])).WithCtrl;
        return new Key(key[0]);
    }
}
