using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>What happens in the view of the scenario.</summary>
public static class ScenarioUpdate
{
    /// <summary>Moves the cursor.</summary>
    public static Step Select(WorkbenchModel model, int row)
    {
        var shown = Tree.Shown(model);
        return row < 0 || row >= shown.Count ? model : model with { Scenario = model.Scenario with { Selected = shown[row].Key } };
    }

    /// <summary>One deeper: opens or closes a section, opens the editor at a remark, gives the body to any other detail.</summary>
    public static Step Enter(WorkbenchModel model) => Tree.Selected(model) switch
    {
        null => model,
        { Thing: Diagnostic d } => Places.Of(d.Span, model) is { } place ? new Step(model, [new Effect.Edit(place.Path, place.Line)]) : model,
        { IsSection: true, Key: not "file" } section => Fold(model, section.Key, model.Scenario.Closed.Contains(section.Key)),
        _ => model with { Zoom = Zoom.Detail },
    };

    /// <summary>Opens a section; from within it moves nothing.</summary>
    public static Step Open(WorkbenchModel model) => Tree.Selected(model) is { IsSection: true } section ? Fold(model, section.Key, true) : model;

    /// <summary>Closes the section that the cursor is in, and goes to its heading.</summary>
    public static Step Close(WorkbenchModel model) => Tree.Selected(model) is not { } node || node.Section == "file" ? model
        : Fold(model with { Scenario = model.Scenario with { Selected = node.Section } }, node.Section, false);

    /// <summary>Puts the cursor on the first error of a save when the view is shown after it.</summary>
    public static Step Need(WorkbenchModel model)
    {
        if (model.Screen != ScreenId.Scenario || !model.Scenario.HasNewErrors) return model;
        var seen = model with { Scenario = model.Scenario with { HasNewErrors = false } };
        return Tree.FirstError(seen) is { } key ? Put(seen, key) : seen;
    }

    /// <summary>Shows the first remark of the runs.</summary>
    public static Step ShowRemarks(WorkbenchModel model)
    {
        var there = model.Show(ScreenId.Scenario);
        return Tree.FirstOfRuns(model) is { } key ? Put(there, key) : there;
    }

    // A filter that hides it is given up.
    private static WorkbenchModel Put(WorkbenchModel model, string key)
    {
        var open = model with { Scenario = model.Scenario with { Selected = key, Closed = model.Scenario.Closed.Remove("diagnostics") } };
        return Tree.Shown(open).Any(n => n.Key == key) ? open : open with { Filters = open.Filters.Remove(ScreenId.Scenario) };
    }

    private static Step Fold(WorkbenchModel model, string section, bool open) =>
        model with { Scenario = model.Scenario with { Closed = open ? model.Scenario.Closed.Remove(section) : model.Scenario.Closed.Add(section) } };
}
