using System.Text;
using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Holds the model, lets acts change it, and does what they ask for. Knows neither Terminal.Gui nor how runs are made.</summary>
public sealed class Desk
{
    // Terminals drop what is longer without a word.
    private const int MostCopied = 500_000;

    private readonly Screens _screens;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Watch _watch = new();
    private readonly Dictionary<string, Watch> _others = [];
    private Surface? _drawn;

    /// <summary>A desk with its first model.</summary>
    public Desk(WorkbenchOptions options, TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());
        _screens = new Screens();
        Model = new WorkbenchModel { Options = options };
    }

    /// <summary>What the screen shows.</summary>
    public WorkbenchModel Model { get; private set; }

    /// <summary>The views and commands.</summary>
    public Screens Screens => _screens;

    /// <summary>What makes runs; set before the first act.</summary>
    public IEngine? Engine { get; set; }

    /// <summary>The terminal of the moment; none between two.</summary>
    public ITerminal? Terminal { get; set; }

    /// <summary>Lets something happen. On the thread of the screen.</summary>
    public void Do(Act act)
    {
        var step = Needs.Meet(act(Model with { Now = _time.GetElapsedTime(_start) }));
        Model = step.Model;
        foreach (var effect in step.Effects) Perform(effect);
    }

    /// <summary>A key.</summary>
    public void Press(string key) => Do(m => _screens.Press(m, key));

    /// <summary>Text that was pasted.</summary>
    public void Paste(string text) => Do(m => Screens.Paste(m, text));

    /// <summary>A click or double click.</summary>
    public void Click(int x, int y, bool twice)
    {
        var hit = _drawn?.Hits.LastOrDefault(h => h.Place.Contains(x, y) && (h.Click is not null || h.Twice is not null));
        if ((twice ? hit?.Twice ?? hit?.Click : hit?.Click) is { } act) Do(act);
    }

    /// <summary>The wheel, by lines; down is positive.</summary>
    public void Wheel(int x, int y, int lines)
    {
        if (_drawn?.Hits.LastOrDefault(h => h.Place.Contains(x, y) && h.Wheel is not null) is { } hit) Do(hit.Wheel!(lines));
    }

    /// <summary>The screen as it is now.</summary>
    public Surface Draw(int width, int height)
    {
        if (Model.Size != (width, height)) Do(m => m with { Size = (width, height) });
        return _drawn = Frame.Draw(Model, _screens);
    }

    /// <summary>A tenth of a second has passed. Returns whether anything changed that is seen.</summary>
    public bool Tick()
    {
        var now = _time.GetElapsedTime(_start);
        bool over = Model.Notice is { } notice && now >= notice.Until;
        if (over) Do(m => m with { Notice = null });
        bool isGone = false;
        if (Model.File is { } file)
        {
            switch (_watch.Look(file.Path, file.Read?.Files, now))
            {
                case Watch.News.Changed: Engine?.Take(new Effect.Read(file.Path)); break;
                case Watch.News.Gone:
                    isGone = true;
                    Do(m => Session.Gone(m, _watch.Missing!));
                    break;
            }
        }
        isGone |= LookAtOthers(now);
        bool clock = Model.IsRunning() && (long)now.TotalSeconds != (long)Model.Now.TotalSeconds;
        if (clock) Do(m => m);
        return over || clock || isGone;
    }

    // Those that are compared with the open one. Returns whether one is gone.
    private bool LookAtOthers(TimeSpan now)
    {
        bool isGone = false;
        foreach ((string path, var other) in Model.Compare.Others)
        {
            if (!_others.TryGetValue(path, out var watch)) _others.Add(path, watch = new Watch());
            switch (watch.Look(path, other.Files, now))
            {
                case Watch.News.Changed: Engine?.Take(new Effect.ReadOther(path, IsAgain: true)); break;
                case Watch.News.Gone:
                    isGone = true;
                    Do(m => CompareView.CompareUpdate.OtherGone(m, path));
                    break;
            }
        }
        if (_others.Count > Model.Compare.Others.Count) foreach (string path in _others.Keys.Except(Model.Compare.Others.Keys).ToList()) _others.Remove(path);
        return isGone;
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Quit: Terminal?.Quit(); break;
            case Effect.Repaint: Terminal?.Repaint(); break;
            case Effect.Mouse mouse: Terminal?.Mouse(mouse.On); break;
            case Effect.Edit edit: Terminal?.Edit(edit.Path, edit.Line); break;
            case Effect.Copy copy:
                if (copy.Text.Length > MostCopied)
                {
                    Do(m => m.Tell($"the {copy.What} is too large to copy ({copy.Text.Length / 1e6:0.0} MB): E writes it to a file", isError: true));
                    break;
                }
                Terminal?.Copy(copy.Text);
                Do(m => m.Tell($"copied the {copy.What}"));
                break;
            case Effect.Save save: Save(save); break;
            default: Engine?.Take(effect); break;
        }
    }

    // The name, or with the first number that none has yet: what was exported before stays.
    private static string Free(string name)
    {
        string free = name;
        for (int i = 2; Path.Exists(free); i++) free = $"{Path.Join(Path.GetDirectoryName(name), Path.GetFileNameWithoutExtension(name))}-{i}{Path.GetExtension(name)}";
        return free;
    }

    private void Save(Effect.Save save)
    {
        string name = Free(save.Name);
        try
        {
            WholeFile.Write(name, stream => stream.Write(Encoding.UTF8.GetBytes(save.Text)));
            Do(m => m.Tell(name == save.Name ? $"wrote {name}" : $"wrote {name}, as {save.Name} is there already"));
        }
        catch (WholeFileException e)
        {
            Do(m => m.Tell($"could not write {name}: {e.Message}", isError: true));
        }
    }
}
