using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>What the view shows, as a table.</summary>
public static class OutcomesExport
{
    /// <summary>Outcomes and measures, one a row: those that pass the filter; of results that are conditioned with the shares of all runs at the end.</summary>
    public static Table Table(SimulationResults results, IReadOnlyList<(bool IsMeasure, int Index)> rows) => new(
        $"{results.Scenario.Title}: {results.Policy.Name}{KnownWords.In(results.Scenario.Evidence)}, seed {results.Seed}, {(results.Runs is { } n ? Runs(results, n) : results.Engine)}",
        ["kind", "name", "title", "share", "low", "high", "value", "mean", "5%", "50%", "95%", .. results.Evidence is null ? Array.Empty<string>() : ["share_of_all"]],
        [.. rows.Select(r => r.IsMeasure ? Row(results, results.Measures[r.Index]) : Row(results, results.Outcomes[r.Index]))]);

    private static string Runs(SimulationResults results, long counted) =>
        results.Evidence is { } known ? $"{Say.Count(counted)} of {Say.Plural(known.Runs ?? 0, "run")} agree" : Say.Plural(counted, "run");

    private static IReadOnlyList<object?> Row(SimulationResults results, OutcomeResult o) =>
        ["outcome", o.Outcome.Name, Say.Title(o.Outcome), o.Probability, o.Low, o.High, o.Outcome.Value, null, null, null, null, .. OfAll(results, results.Evidence?.Outcomes[o.Outcome.Index].Probability)];

    private static IReadOnlyList<object?> Row(SimulationResults results, MeasureResult m)
    {
        object? At(int i) => i < m.Quantiles.Count ? m.Quantiles[i].Value : null;
        return ["measure", m.Measure.Name, Say.Title(m.Measure), m.Share, null, null, null, m.Mean, At(0), At(2), At(4), .. OfAll(results, null)];
    }

    private static object?[] OfAll(SimulationResults results, double? share) => results.Evidence is null ? [] : [share];
}
