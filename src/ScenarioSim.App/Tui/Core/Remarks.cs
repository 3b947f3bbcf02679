using ScenarioSim.Reports;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui;

/// <summary>What the runs counted that the file did not mean, such as a chance above 100%: warnings that are part of the result.</summary>
public static class Remarks
{
    /// <summary>How many there are of the figures that the view shows; in a comparison, of all that is compared.</summary>
    public static int CountOfShown(WorkbenchModel model) => Places(
        model.Screen == ScreenId.Compare && model.Compare.Results is { } compared ? compared.Items.Select(i => i.Results)
        : model.File?.Results is { } sampled ? [(model.Screen == ScreenId.Outcomes ? OutcomesView.OutcomesUpdate.Results(model) : null) ?? sampled] : []).Count();

    /// <summary>Of all runs of the file: first of those of the policy shown, then what only those of others came to, with their names.</summary>
    public static IReadOnlyList<Diagnostic> OfFile(WorkbenchModel model)
    {
        if (model.File is not { Scenario: { } scenario, Results: { } sampled }) return [];
        // Held to something else it is the same file.
        var compared = model.Compare.Results?.Items.Select(i => i.Results).Where(r => ReferenceEquals(r.Scenario.Outcomes, scenario.Outcomes)) ?? [];
        string shown = sampled.Policy.Name;
        return [.. Places(compared.Prepend(sampled)).Select(p => Warnings.Counted(p.Of, p.What) with { Help = p.Of.Policy.Name == shown ? null : $"so under the policy `{p.Of.Policy.Name}`" })];
    }

    /// <summary>What a sign of them says, empty where there are none: <c>2 warnings of the runs: 1 shows them</c>.</summary>
    public static string Says(int count) => count == 0 ? "" : $"{Say.Plural(count, "warning")} of the runs: 1 shows {(count == 1 ? "it" : "them")}";

    // Each place once, as the first result that counted something there says it.
    private static IEnumerable<(SimulationResults Of, CountedResult What)> Places(IEnumerable<SimulationResults> results) =>
        results.SelectMany(r => r.Counted.Where(c => c.Runs > 0).Select(c => (Of: r, What: c))).DistinctBy(p => (p.What.Site.Reason, p.What.Site.Span.ToString()));
}
