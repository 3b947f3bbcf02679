using ScenarioSim.Reports;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui;

/// <summary>What the runs counted that the file did not mean, such as a chance above 100%: warnings that are part of the result.</summary>
public static class Remarks
{
    /// <summary>Of the figures that the view shows; in a comparison, of all that is compared.</summary>
    public static IReadOnlyList<Diagnostic> OfShown(WorkbenchModel model) =>
        model.Screen == ScreenId.Compare && model.Compare.Results is { } compared ? Of(compared.Items.Select(i => i.Results))
        : model.File?.Results is { } sampled ? Of([(model.Screen == ScreenId.Outcomes ? OutcomesView.OutcomesUpdate.Results(model) : null) ?? sampled]) : [];

    /// <summary>Of all runs of the file: first of those of the policy shown, then what only those of others came to, with their names.</summary>
    public static IReadOnlyList<Diagnostic> OfFile(WorkbenchModel model)
    {
        if (model.File is not { Scenario: { } scenario, Results: { } sampled }) return [];
        var compared = model.Compare.Results?.Items.Select(i => i.Results).Where(r => ReferenceEquals(r.Scenario, scenario)) ?? [];
        return Of(compared.Prepend(sampled), sampled.Policy.Name);
    }

    /// <summary>What a sign of them says, empty where there are none: <c>2 warnings of the runs: 1 shows them</c>.</summary>
    public static string Says(int count) => count == 0 ? "" : $"{Say.Plural(count, "warning")} of the runs: 1 shows {(count == 1 ? "it" : "them")}";

    // Each place once, as the first result that counted something there says it.
    private static IReadOnlyList<Diagnostic> Of(IEnumerable<SimulationResults> results, string? shown = null) =>
    [
        .. results.SelectMany(r => r.Counted.Where(c => c.Runs > 0).Select(c => (Result: r, Counted: c)))
            .DistinctBy(c => (c.Counted.Site.Reason, c.Counted.Site.Span.ToString()))
            .Select(c => Warnings.Counted(c.Result, c.Counted) with { Help = shown is null || c.Result.Policy.Name == shown ? null : $"so under the policy `{c.Result.Policy.Name}`" }),
    ];
}
