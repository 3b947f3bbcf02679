using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.DriversView;
using ScenarioSim.App.Tui.ScenarioView;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui;

/// <summary>Setting assumptions and levers while the workbench is open, as <c>--set</c> does before: under every policy, and in the commands that are copied.</summary>
public static class WhatIf
{
    /// <summary>Lets the user type a setting; begun with what the cursor is on.</summary>
    public static Step Ask(WorkbenchModel model)
    {
        string? name = Meant(model);
        string now = name is null ? "" : model.Settings.LastOrDefault(s => Settings.NameOf(s) == name) is { } set ? Settings.Plain(set) : $"{name}=";
        return model with { Entry = new Entry("what if", now, now.Length, static _ => static m => m, now) { Done = text => m => Set(m, text), Example = model.File?.Scenario is { } scenario ? Example(scenario) : null } };
    }

    // Of an assumption a value that it hardly exceeds, of a lever its last option.
    private static string? Example(Scenario scenario) =>
        scenario.Assumptions.FirstOrDefault(a => a.Kind == Kind.Number) is { } assumption ? $"NAME=VALUE, such as {assumption.Name}={Settable(assumption)}"
        : scenario.Levers is [var lever, ..] ? $"NAME=VALUE, such as {lever.Name}={lever.OptionTexts[^1]}" : null;

    // Two figures, as one types them.
    private static string Settable(Assumption assumption) => assumption.Distribution.Quantile(0.9).ToString("G2", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The assumption or lever that the cursor is on, or null.</summary>
    public static string? Meant(WorkbenchModel model) => model.Screen switch
    {
        ScreenId.Scenario => Tree.Selected(model)?.Thing switch { Assumption a => a.Name, Lever l => l.Name, _ => null },
        ScreenId.Drivers => DriversUpdate.Row(model)?.Driver?.Assumption.Name,
        _ => null,
    };

    /// <summary>Sets what was typed, <c>NAME=VALUE</c>; a name alone lets it be what the file says again.</summary>
    public static Step Set(WorkbenchModel model, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || model.File is not { Scenario: { } scenario, Policy: { } policy }) return model;
        string name = Settings.NameOf(text);
        IReadOnlyList<string> before = model.Options.Settings, others = [.. before.Where(s => Settings.NameOf(s) != name)];
        bool unsets = text.Split('=', 2, StringSplitOptions.TrimEntries) is [_] or [_, ""];
        if (unsets && others.Count == before.Count) return Again(model, text, $"`{name}` is not set: write NAME=VALUE");
        IReadOnlyList<string> settings = unsets ? others : [.. others, Settings.Plain(text)];
        var own = scenario.Policies.First(p => p.Name == policy.Name);
        if (Settings.Apply(scenario, own, settings).Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error)
        {
            // What was set before may have no place in the file any more.
            string? taken = model.File.NotSet is null ? null : before.Select(Settings.NameOf).FirstOrDefault(n => n != name && error.Message.Contains($"`{n}`", StringComparison.Ordinal));
            return Again(model, text, error.Message + (taken is not null ? $"; {taken}= takes that back" : error.Help is { } help ? $"; {help}" : ""));
        }
        if (!unsets && WhyNotCompared(model, settings) is { } compared) return Again(model, text, compared);
        string said = unsets ? $"{name} is what the file says again" : $"{Settings.Plain(text)} under every policy; z, or w and {name}=, takes it back";
        return Take(model with { SetBefore = model.SetBefore.Push(before), SetAfter = [] }, settings, said);
    }

    /// <summary>Takes back what was set or unset last.</summary>
    public static Step Undo(WorkbenchModel model)
    {
        var settings = model.SetBefore.Peek();
        return Move(model with { SetBefore = model.SetBefore.Pop(), SetAfter = model.SetAfter.Push(model.Options.Settings) }, settings, model, "Z does it again");
    }

    /// <summary>Does again what was taken back last.</summary>
    public static Step Redo(WorkbenchModel model)
    {
        var settings = model.SetAfter.Peek();
        return Move(model with { SetBefore = model.SetBefore.Push(model.Options.Settings), SetAfter = model.SetAfter.Pop() }, settings, model, "z takes it back");
    }

    // The file may be another than it was when that was set; what cannot be set any more stays where it is.
    private static Step Move(WorkbenchModel moved, IReadOnlyList<string> settings, WorkbenchModel before, string how)
    {
        (var scenario, var policy) = (before.File!.Scenario!, before.File.Policy!);
        var own = scenario.Policies.First(p => p.Name == policy.Name);
        if (Settings.Apply(scenario, own, settings).Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error) return before.Tell(error.Message, isError: true);
        if (WhyNotCompared(before, settings) is { } compared) return before.Tell(compared, isError: true);
        return Take(moved, settings, $"{(settings.Count == 0 ? "nothing is set" : $"set: {string.Join(", ", settings)}")}; {how}");
    }

    private static string? WhyNotCompared(WorkbenchModel model, IReadOnlyList<string> settings) => CompareUpdate.WhyNotSet(model, settings, CompareUpdate.WhyNotSet(model, model.Settings));

    // Figures before stay beside the new ones, for what moved; what was compared was compared otherwise.
    private static Step Take(WorkbenchModel model, IReadOnlyList<string> settings, string said)
    {
        var file = model.File!;
        var own = file.Scenario!.Policies.First(p => p.Name == file.Policy!.Name);
        var next = model with
        {
            Options = model.Options with { Settings = settings },
            Compare = model.Compare with { Results = null, Scenario = null, Key = "", Work = Work.None },
        };
        var chosen = Session.Choose(next, own).Then(m => m with { File = m.File! with { Before = file.Results, BeforeIs = "before" } });
        return chosen.Then(m => new Step(m.Tell(said), [new Effect.StopWork()]));
    }

    /// <summary>Lets the user save what is set: as a policy beside the others or under every policy, in a new file that extends the one that is open.</summary>
    public static Step AskSave(WorkbenchModel model)
    {
        (var file, var scenario) = (model.File!, model.File!.Scenario!);
        var own = scenario.Policies.First(p => p.Name == file.Policy!.Name);
        string path = WhatIfFile.PathOf(file.Path), name = WhatIfFile.NameOf(scenario, own);
        PickerRow Row(string title, string does, Func<string> text, string? whyNot = null) => new(title, "", does, m => new Step(m, [new Effect.Save(path, text())]), whyNot);
        return model with
        {
            Picker = new Picker("Save what is set, in a file that extends this one", [
                Row("as a policy", $"{path}: beside the others stands {name}, which is {own.Name} with {string.Join(", ", model.Settings)}", () => WhatIfFile.WithPolicy(scenario, own, model.Settings), WhatIfFile.WhyNoPolicy(scenario, own, model.Settings)),
                Row("under every policy", $"{path}: every policy has {string.Join(", ", model.Settings)}", () => WhatIfFile.UnderAll(scenario, model.Settings)),
            ]),
        };
    }

    /// <summary>Why nothing can be saved, or null.</summary>
    public static string? WhyNotSave(WorkbenchModel model) => Shell.Everywhere.NoScenario(model) ?? (model.File!.IsStale ? "the file is not what the figures are of: what is set can be saved when it is" : model.Settings.Count == 0 ? "nothing is set: w sets an assumption or a lever" : null);

    private static Step Again(WorkbenchModel model, string text, string wrong) =>
        Ask(model).Then(m => m with { Entry = m.Entry! with { Text = text, At = text.Length, Wrong = wrong } });
}
