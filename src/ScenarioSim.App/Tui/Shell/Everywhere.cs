using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.App.Tui.DriversView;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>What can be done in every view.</summary>
public static class Everywhere
{
    /// <summary>The commands, the most useful first.</summary>
    public static IReadOnlyList<Command> Commands(Screens screens) =>
    [
        new("Scroll the detail down", ["J"], "Moves the text of the detail down, the cursor stays", m => Lists.Scrolled(m, 1)) { IsMove = true, Label = "scroll",
            IsLabelled = IsScrolled },
        new("Scroll the detail up", ["K"], "Moves the text of the detail up", m => Lists.Scrolled(m, -1)) { IsMove = true },
        new("Choose the policy", ["p"], "Shows the results of another policy", Choices.Policy) { Label = "policy", WhyNot = NoScenario },
        new("What if", ["w"], "Sets an assumption or a lever under every policy, NAME=VALUE; NAME= lets it be what the file says again", WhatIf.Ask) { Label = "what if", WhyNot = NoScenario,
            IsLabelled = m => WhatIf.Meant(m) is not null },
        new("What is known", ["a"], "Counts only the runs that agree with what has been observed until a date, or with a condition; or all again", Known.Ask) { Label = "as of", WhyNot = NoScenario },
        new("Run more", ["r"], "Makes more runs: goes on after a stop, else doubles them; where assumptions are moved, begins that anew after a stop", m => m.Screen == ScreenId.Drivers ? DriversUpdate.Begin(m) : Session.More(m)) { Label = "run", WhyNot = CannotRun },
        new("Stop", ["x"], "Stops the runs, keeping what there is, and solving", Session.Stop) { Label = "stop", WhyNot = m => m.IsRunning() ? null
            : "nothing is running" },
        new("Filter", ["/"], "Narrows the list to what contains the words typed; ! before them inverts", m => Filter(m, screens)) { Label = "filter" },
        new("Edit", ["e"], "Opens $EDITOR at the line of what the cursor is on; saving runs anew", m => Edit(m, screens)) { Label = "edit",
            WhyNot = m => NoPlace(m, screens) },
        new("Copy", ["y"], "Copies a number, the table, or the shell command that gives it", m => Choices.Copy(m, screens)) { Label = "copy" },
        new("Export", ["E"], "Writes what is on the screen as CSV, JSON, Markdown or a page (HTML)",
            m => Choices.Export(m, screens)) { WhyNot = m => screens[m.Screen].Table(m) is null ? "nothing to export here yet" : null },
        new("Keys", ["?", "F1"], "Help: every key of this view", m => Help(m, screens)) { Label = "keys" },
        new("Commands", ["Ctrl-P", ":"], "Finds any command of this view by a few of its letters", m => Palette(m, screens)) { Label = "commands" },
        new("Solve exactly", ["="], "Solves without sampling and shows the outcomes that come of it; again shows the sampled ones", Exactly.Solve) { WhyNot = Exactly.WhyNot },
        new("Undo what was set", ["z"], "Takes back the last what if: what was set or unset by w", WhatIf.Undo) { WhyNot = m => NoScenario(m) ?? (m.SetBefore.IsEmpty ? "nothing was set by w that could be taken back" : null) },
        new("Redo what was set", ["Z"], "Does again what z took back", WhatIf.Redo) { WhyNot = m => NoScenario(m) ?? (m.SetAfter.IsEmpty ? "z took nothing back" : null) },
        new("Save what is set", ["S"], "Saves what w and --set set in a new file that extends this one: as a policy beside the others, or under every policy", WhatIf.AskSave) { WhyNot = WhatIf.WhyNotSave },
        new("Freeze", ["u"], "Holds the numbers still; again lets them go on", Session.Freeze) { WhyNot = NoScenario },
        new("Zoom", ["+"], "Gives the body to the detail, then to the list, then to both", m => m with { Zoom = (Zoom)(((int)m.Zoom + 1) % 3) }) { WhyNot = OnePane },
        new("Scenario", ["1"], "What does this file say", m => m.Show(ScreenId.Scenario)),
        new("Outcomes", ["2"], "What can come of it", m => m.Show(ScreenId.Outcomes)),
        new("Time", ["3"], "When", m => m.Show(ScreenId.Time)),
        new("Compare", ["4", "c"], "What if we choose otherwise", m => m.Show(ScreenId.Compare)),
        new("Runs", ["5"], "How does such a run go", m => m.Show(ScreenId.Runs)),
        new("Drivers", ["6"], "What does it hang on", m => m.Show(ScreenId.Drivers)),
        new("Files", ["0", "o"], "Opens another file", m => m.Show(ScreenId.Files)),
        new("Next view", ["]"], "The view to the right", m => m.Show((ScreenId)(((int)m.Screen + 1) % screens.All.Count))),
        new("Previous view", ["["], "The view to the left", m => m.Show((ScreenId)(((int)m.Screen + screens.All.Count - 1) % screens.All.Count))),
        new("Last view", ["-"], "Back to the view before this one", m => m.Show(m.LastScreen!.Value)) { WhyNot = m => m.LastScreen is null ? "no other view was shown before" : null },
        new("Back", ["Esc", "Backspace"], "One step back: closes what is open, clears the filter; never stops the runs", m => Back(m, screens)),
        new("Give the mouse away", ["m"], "Lets the terminal select text with the mouse; again takes it back", Mouse),
        new("Repaint", ["Ctrl-L"], "Paints the screen anew", m => new Step(m, [new Effect.Repaint()])),
        new("Leave", ["q", "Ctrl-C"], "Leaves the workbench", m => new Step(m, [new Effect.Quit()])) { Label = "quit" },
    ];

    /// <summary>Why nothing can be simulated, or null.</summary>
    public static string? NoScenario(WorkbenchModel model) => model.File is null ? "no file is open: o opens one"
        : model.File.Scenario is null ? model.File.Read is null ? "the file is being read" : "the file has errors: 1 shows them" : null;

    private static string? CannotRun(WorkbenchModel model) => NoScenario(model) ?? (model.Screen == ScreenId.Drivers ? DriversUpdate.WhyNotBegin(model) : model.File!.Work.Running ? "more runs are being made already; x stops them"
        : model.Compare.Work.Running ? "the comparison is being made; when that is done, or x stops it, more can be made"
        : model.Runs.Searching ? "single runs are being looked through; when that is done, or x stops it, more can be made" : null);

    // Where a detail has the body; beside its list other keys are wanted more.
    private static bool IsScrolled(WorkbenchModel model) => model.Scrolls.Detail.IsCut
        && (model.Zoom == Zoom.Detail || model.File?.Results is null || OnePane(model) is not null);

    private static string? OnePane(WorkbenchModel model) => model.Screen switch
    {
        ScreenId.Outcomes when model.Outcomes.Opened => "the detail has the body already: Esc goes back to the list",
        ScreenId.Compare when model.Compare.Opened => "the detail has the body already: Esc goes back to the table",
        ScreenId.Drivers when model.Drivers.Opened => "the detail has the body already: Esc goes back to the table",
        _ => null,
    };

    private static string? NoPlace(WorkbenchModel model, Screens screens) => screens[model.Screen].Place(model) is not { } place ? "no file is open"
        : model.File?.Gone == place.Path ? $"{place.Path} is gone" : null;

    private static Step Edit(WorkbenchModel model, Screens screens) =>
        screens[model.Screen].Place(model) is { } place ? new Step(model, [new Effect.Edit(place.Path, place.Line)]) : model;

    private static Step Filter(WorkbenchModel model, Screens screens)
    {
        var id = model.Screen;
        string now = model.Filter;
        return model with
        {
            Entry = new Entry("/", now, now.Length, text => m => Narrow(m, screens[id], text), now)
        };
    }

    private static Step Narrow(WorkbenchModel model, IScreen screen, string text)
    {
        var next = model with { Filters = text.Length == 0 ? model.Filters.Remove(screen.Id) : model.Filters.SetItem(screen.Id, text) };
        return screen is IFiltered filtered ? filtered.Filtered(next) : next;
    }

    private static Step Back(WorkbenchModel model, Screens screens)
    {
        if (screens[model.Screen].Back(model) is { } back) return back;
        if (model.Zoom != Zoom.None) return model with { Zoom = Zoom.None };
        return model.Filter.Length > 0 ? Narrow(model, screens[model.Screen], "") : model;
    }

    private static Step Mouse(WorkbenchModel model)
    {
        var next = model with { Mouse = !model.Mouse };
        return new Step(next.Tell(next.Mouse ? "the mouse is the workbench's again" : "the mouse is the terminal's: m takes it back"),
            [new Effect.Mouse(next.Mouse)]);
    }

    private static Step Help(WorkbenchModel model, Screens screens)
    {
        var rows = screens.Commands(model).Select(c => Row(model, c, string.Join(" ", c.Keys)));
        return model with { Picker = new Picker($"Keys of {screens[model.Screen].Title}", [.. rows]) };
    }

    private static Step Palette(WorkbenchModel model, Screens screens)
    {
        var rows = screens.Commands(model).Where(c => !c.IsMove).OrderByDescending(c => model.Used.GetValueOrDefault(c.Name))
            .Select(c => Row(model, c, c.Keys[0]));
        return model with { Picker = new Picker("Commands", [.. rows]) };
    }

    private static PickerRow Row(WorkbenchModel model, Command command, string keys) =>
        new(command.Name, keys, command.Does, command.Try, command.WhyNot(model)) { Label = command.Label ?? "" };
}
