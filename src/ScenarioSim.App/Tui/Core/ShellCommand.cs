using ScenarioSim.Model;
using ScenarioSim.Reports.Sections;

namespace ScenarioSim.App.Tui;

/// <summary>The shell commands that give what is on the screen.</summary>
public static class ShellCommand
{
    /// <summary>The simulation of the policy shown.</summary>
    public static string? Run(WorkbenchModel model) => model.File is not { } file ? null
        : file is { Results: null, NoneAgrees: { } lost, Policy: { } policy, SimulatedScenario: { } scenario } ? $"run {Quote.Shell(file.Path)} --policy {Quote.Shell(policy.Name)}{Shared(model, lost.Runs, model.Settings)}{Held(scenario)}{Confidence(model)}"
        : file.Results is not { } results ? null
        : $"run {Quote.Shell(file.Path)} --policy {Quote.Shell(results.Policy.Name)}{Shared(model, results.RunsMade, model.SettingsShown)}{Held(results.Scenario)}{Confidence(model)}";

    /// <summary>The solution of the policy shown.</summary>
    public static string Exact(WorkbenchModel model) =>
        $"exact {Quote.Shell(model.File!.Path)} --policy {Quote.Shell(model.File.Policy!.Name)}{Seed(model)}{Confidence(model)}{Settings(model, model.Settings)}";

    /// <summary>The comparison shown.</summary>
    public static string Compare(WorkbenchModel model, IEnumerable<string> items, string baseline, long worlds) =>
        $"compare {string.Join(' ', items.Select(Quote.Shell))} --baseline {Quote.Shell(baseline)}{Shared(model, worlds, model.Settings)}{Held(model.File!.Scenario!)}{Confidence(model)}";

    /// <summary>What the results hang on.</summary>
    public static string Drivers(WorkbenchModel model, string policy, string of, long? runs) =>
        $"drivers {Quote.Shell(model.File!.Path)} --policy {Quote.Shell(policy)} --of {Quote.Shell(of)}{Shared(model, runs, model.Settings)}{Confidence(model)}";

    /// <summary>The story of a run.</summary>
    public static string Trace(WorkbenchModel model, string policy, long run) =>
        $"trace {Quote.Shell(model.File!.Path)} --policy {Quote.Shell(policy)} --run {run}{Shared(model, null, model.Settings)}{Held(model.File.Scenario!)}";

    private static string Held(Scenario scenario) => scenario.Evidence is not { } evidence ? ""
        : (evidence.AsOf is { } date ? $" --as-of {EvidenceSections.Moment(date)}" : "") + string.Concat(evidence.Given.Select(g => " --given " + Quote.Shell(g)));

    private static string Shared(WorkbenchModel model, long? runs, IReadOnlyList<string> settings) => (runs is { } n ? $" --runs {n}" : "") + Seed(model) + Settings(model, settings);

    private static string Seed(WorkbenchModel model) => model.Options.Seed == 1 ? "" : $" --seed {model.Options.Seed}";

    private static string Confidence(WorkbenchModel model) => model.Options.Confidence == new WorkbenchOptions().Confidence ? "" : $" --confidence {model.Options.Confidence.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    private static string Settings(WorkbenchModel model, IReadOnlyList<string> settings) =>
        string.Concat(settings.Select(s => " --set " + Quote.Shell(s))) + (model.Options.AllowOutside ? " --allow-outside" : "");
}
