using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>What the view shows, as a table.</summary>
public static class OutcomesExport
{
    /// <summary>Outcomes, measures and what is known, one a row: those that pass the filter; of results that are conditioned with the shares of all runs at the end.</summary>
    public static Table Table(SimulationResults results, IReadOnlyList<OutcomeRow> rows) => new(
        $"{results.Scenario.Title}: {results.Policy.Name}{KnownWords.In(results.Scenario.Evidence)}, seed {results.Seed}, {(results.Runs is { } n ? Runs(results, n) : results.Engine)}",
        ["kind", "name", "title", "share", "low", "high", "value", "mean", "5%", "50%", "95%", .. results.Evidence is null ? Array.Empty<string>() : ["share_of_all"]],
        [.. rows.Select(r => r.Kind switch
        {
            OutcomeRowKind.Outcome => Row(results, results.Outcomes[r.Index]),
            OutcomeRowKind.Measure => Row(results, results.Measures[r.Index]),
            _ => Row(results.Evidence!.Facts[r.Index]),
        })]);

    private static string Runs(SimulationResults results, long counted) =>
        results.Evidence is { } known ? $"{Say.Count(counted)} of {Say.Plural(known.Runs ?? 0, "run")} agree" : Say.Plural(counted, "run");

    private static IReadOnlyList<object?> Row(SimulationResults results, OutcomeResult o)
    {
        int decimals = OutcomesTable.Decimals(o, Say.Decimals(results.HalfWidth));
        string Percent(double share) => Say.Percent(share, decimals);
        return
        [
            "outcome", o.Outcome.Name, Say.Title(o.Outcome), Figure.Of(o.Probability, Percent), Figure.Of(o.Low, Percent), Figure.Of(o.High, Percent), Figure.Of(o.Outcome.Value, Say.Number),
            null, null, null, null, .. OfAll(results, Figure.Of(results.Evidence?.Outcomes[o.Outcome.Index].Probability, Percent)),
        ];
    }

    private static IReadOnlyList<object?> Row(SimulationResults results, MeasureResult m)
    {
        bool few = Agreeing.AreTooFew(results, m.Share);
        object? At(int i) => i < m.Quantiles.Count ? new Figure(m.Quantiles[i].Value, few ? Agreeing.TooFew : Say.Quantile(m, i)) : null;
        return
        [
            "measure", m.Measure.Name, Say.Title(m.Measure), Figure.Of(m.Share, s => Say.Percent(s, Say.Decimals(results.HalfWidth))), null, null, null,
            new Figure(m.Mean, few ? Agreeing.TooFew : Say.Mean(m.Mean, m.MeanLow, m.MeanHigh)), At(0), At(2), At(4), .. OfAll(results, null),
        ];
    }

    // How likely it was for those who knew what came before it.
    private static IReadOnlyList<object?> Row(FactResult f)
    {
        int decimals = Say.IntervalDecimals(f.Low, f.High, Say.Decimals((f.High - f.Low) / 2));
        object? Percent(double? share) => Figure.Of(share, s => Say.Percent(s, decimals));
        return ["known", f.Fact.Text, EvidenceSections.When(f.Fact), new Figure(f.Share, FactLines.Chance(f)), Percent(f.Low), Percent(f.High), null, null, null, null, null, null];
    }

    private static object?[] OfAll(SimulationResults results, object? share) => results.Evidence is null ? [] : [share];
}
