using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>What the view shows, as a table.</summary>
public static class OutcomesExport
{
    /// <summary>Outcomes and measures, one a row: those that pass the filter.</summary>
    public static Table Table(SimulationResults results, IReadOnlyList<(bool IsMeasure, int Index)> rows) => new(
        $"{results.Scenario.Title}: {results.Policy.Name}, seed {results.Seed}, {(results.Runs is { } n ? Say.Plural(n, "run") : results.Engine)}",
        ["kind", "name", "title", "share", "low", "high", "value", "mean", "5%", "50%", "95%"],
        [.. rows.Select(r => r.IsMeasure ? Row(results.Measures[r.Index]) : Row(results.Outcomes[r.Index]))]);

    private static IReadOnlyList<object?> Row(OutcomeResult o) =>
        ["outcome", o.Outcome.Name, Say.Title(o.Outcome), o.Probability, o.Low, o.High, o.Outcome.Value, null, null, null, null];

    private static IReadOnlyList<object?> Row(MeasureResult m)
    {
        object? At(int i) => i < m.Quantiles.Count ? m.Quantiles[i].Value : null;
        return ["measure", m.Measure.Name, Say.Title(m.Measure), m.Share, null, null, null, m.Mean, At(0), At(2), At(4)];
    }
}
