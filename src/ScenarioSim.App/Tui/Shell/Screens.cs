using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.DriversView;
using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.OutcomesView;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.App.Tui.ScenarioView;
using ScenarioSim.App.Tui.TimeView;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The views there are, and the commands of each together with those that work everywhere.</summary>
public sealed class Screens
{
    private readonly IScreen[] _all;
    private readonly IReadOnlyList<Command> _everywhere;

    /// <summary>All views.</summary>
    public Screens()
    {
        _all = [new FilesScreen(), new ScenarioScreen(), new OutcomesScreen(), new TimeScreen(), new CompareScreen(), new RunsScreen(), new DriversScreen()];
        _everywhere = Everywhere.Commands(this);
    }

    /// <summary>In the order of their digits.</summary>
    public IReadOnlyList<IScreen> All => _all;

    /// <summary>A view.</summary>
    public IScreen this[ScreenId id] => _all[(int)id];

    /// <summary>What can be done in the view shown: its own commands, then those that work everywhere.</summary>
    public IReadOnlyList<Command> Commands(WorkbenchModel model) => [.. this[model.Screen].Commands, .. _everywhere];

    /// <summary>Handles a key: what lies on top gets it first.</summary>
    public Step Press(WorkbenchModel model, string key)
    {
        model = model with { Notice = null };
        if (IsTooSmall(model)) return key is "q" or "Ctrl-C" ? new Step(model, [new Effect.Quit()]) : model;
        if (model.Picker is not null) return Picker.Press(model, key);
        if (model.Entry is { } entry && Type(model, entry, key) is { } typed) return typed;
        var command = Commands(model).FirstOrDefault(c => c.Keys.Contains(key));
        return command?.Try(model) ?? model;
    }

    private static bool IsTooSmall(WorkbenchModel model) => model.Size.Width < Frame.LeastWidth || model.Size.Height < Frame.LeastHeight;

    /// <summary>Puts pasted text where one types, on one line.</summary>
    public static Step Paste(WorkbenchModel model, string text)
    {
        string line = string.Concat(string.Join(' ', text.Split(['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(c => !char.IsControl(c)));
        model = model with { Notice = null };
        if (IsTooSmall(model)) return model;
        if (model.Picker is { } picker) return model with { Picker = picker with { Query = picker.Query + line, Cursor = 0 } };
        if (model.Entry is not { } entry) return model.Tell("nothing is being typed here: / filters, w sets what if");
        var next = model with { Entry = entry with { Text = entry.Text.Insert(entry.At, line), At = entry.At + line.Length, Wrong = null } };
        return line.Length == 0 ? next : entry.Changed(next.Entry!.Text)(next);
    }

    // While a filter is typed, keys that move the list still do.
    private static Step? Type(WorkbenchModel model, Entry entry, string key)
    {
        switch (key)
        {
            case "Enter": return entry.Done is { } done ? done(entry.Text)(model with { Entry = null }) : model with { Entry = null };
            case "Esc" or "Ctrl-C": return entry.Changed(entry.Before)(model with { Entry = null });
            case "Up" or "Down" or "PageUp" or "PageDown": return null;
        }
        if (Entry.Type(entry.Text, entry.At, key) is not { } typed) return model;
        var next = model with { Entry = entry with { Text = typed.Text, At = typed.At, Wrong = null } };
        return typed.Text == entry.Text ? next : entry.Changed(typed.Text)(next);
    }
}
