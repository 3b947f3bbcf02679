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
        return model with { Entry = new Entry("what if", now, now.Length, static _ => static m => m, now) { Done = text => m => Set(m, text) } };
    }

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
        if (string.IsNullOrWhiteSpace(text) || model.File is not { Scenario: { } scenario, Policy: { } policy } file) return model;
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
        if (!unsets && CompareUpdate.WhyNotSet(model, settings, CompareUpdate.WhyNotSet(model, model.Settings)) is { } compared) return Again(model, text, compared);
        // What was compared was compared otherwise.
        var next = model with
        {
            Options = model.Options with { Settings = settings },
            Compare = model.Compare with { Results = null, Scenario = null, Key = "", Work = Work.None },
        };
        var chosen = Session.Choose(next, own).Then(m => m with { File = m.File! with { Before = file.Results, BeforeIs = "before" } });
        string said = unsets ? $"{name} is what the file says again" : $"{Settings.Plain(text)} under every policy; w and {name}= takes it back";
        return chosen.Then(m => new Step(m.Tell(said), [new Effect.StopWork()]));
    }

    private static Step Again(WorkbenchModel model, string text, string wrong) =>
        Ask(model).Then(m => m with { Entry = m.Entry! with { Text = text, At = text.Length, Wrong = wrong } });
}
