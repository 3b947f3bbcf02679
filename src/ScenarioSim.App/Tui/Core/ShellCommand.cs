using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

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
        $"exact {Quote.Shell(model.File!.Path)} --policy {Quote.Shell(model.File.Policy!.Name)}{Seed(model)}{Confidence(model)}{Settings(model, model.Settings)}{Held(model.File.Scenario!)}";

    /// <summary>The comparison shown.</summary>
    public static string Compare(WorkbenchModel model, IEnumerable<string> items, string baseline, long worlds) =>
        $"compare {string.Join(' ', items.Select(Quote.Shell))} --baseline {Quote.Shell(baseline)}{Shared(model, worlds, model.Settings)}{Held(model.File!.Scenario!)}{Before(model)}{Confidence(model)}";

    /// <summary>The simulation of one that is compared, with the past that it is compared with.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="before">The baseline's, where it is of the same file.</param>
    public static string RunOf(WorkbenchModel model, string policy, string? before) =>
        $"run {Quote.Shell(model.File!.Path)} --policy {Quote.Shell(policy)}{Shared(model, model.Compare.Work.Done, model.Settings)}{HeldBeside(model, before, model.Compare.Past)}{Confidence(model)}";

    /// <summary>The story of a world under one of two policies that are told side by side.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="run">The world.</param>
    /// <param name="before">The policy that it is beside, where that is of the same file.</param>
    /// <param name="past">What has gone before.</param>
    public static string TraceOf(WorkbenchModel model, string policy, long run, string? before, Past past) =>
        $"trace {Quote.Shell(model.File!.Path)} --policy {Quote.Shell(policy)} --run {run}{Shared(model, null, model.Settings)}{HeldBeside(model, before, past)}";

    // Whether a policy's own runs agree is not asked where the baseline's do.
    private static string HeldBeside(WorkbenchModel model, string? before, Past past) => model.File!.Scenario!.Evidence is not { } evidence || past == Past.Baseline ? ""
        : Held(model.File.Scenario) + (past == Past.Shared && before is not null && evidence.Facts.Count > 0 ? $" --past-of {Quote.Shell(before)}" : "");

    // A baseline that is as it was saved leaves each item its own past.
    private static string Before(WorkbenchModel model) => model.Compare.Past == Past.Shared || model.Compare.Results is { } found && found.Items[found.Baseline].IsAsSaved || model.File!.Scenario!.Evidence is not { Facts.Count: > 0 } ? "" : $" --past {model.Compare.Past.ToString().ToLowerInvariant()}";

    /// <summary>What the results hang on.</summary>
    public static string Drivers(WorkbenchModel model, string policy, string of, long? runs) =>
        $"drivers {Quote.Shell(model.File!.Path)} --policy {Quote.Shell(policy)} --of {Quote.Shell(of)}{Shared(model, runs, model.Settings)}{Confidence(model)}";

    /// <summary>The story of a run.</summary>
    public static string Trace(WorkbenchModel model, string policy, long run) =>
        $"trace {Quote.Shell(model.File!.Path)} --policy {Quote.Shell(policy)} --run {run}{Shared(model, null, model.Settings)}{Held(model.File.Scenario!)}";

    private static string Held(Scenario scenario) => scenario.Evidence is not { } evidence ? ""
        : (evidence.AsOf is { } date ? $" --as-of {Times.Exact(date)}" : scenario.AsOf >= scenario.Clock.Start ? " --as-of none" : "") + string.Concat(evidence.Given.Select(g => " --given " + Quote.Shell(g)));

    private static string Shared(WorkbenchModel model, long? runs, IReadOnlyList<string> settings) => (runs is { } n ? $" --runs {n}" : "") + Seed(model) + Settings(model, settings);

    private static string Seed(WorkbenchModel model) => model.Options.Seed == 1 ? "" : $" --seed {model.Options.Seed}";

    private static string Confidence(WorkbenchModel model) => model.Options.Confidence == new WorkbenchOptions().Confidence ? "" : $" --confidence {model.Options.Confidence.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    private static string Settings(WorkbenchModel model, IReadOnlyList<string> settings) =>
        string.Concat(settings.Select(s => " --set " + Quote.Shell(s))) + (model.Options.AllowOutside ? " --allow-outside" : "");
}
