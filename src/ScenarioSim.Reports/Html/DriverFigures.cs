using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Html;

/// <summary>What the results hang on, drawn.</summary>
internal static class DriverFigures
{
    /// <summary>All figures, each of the table that it belongs to.</summary>
    public static IReadOnlyList<Drawing> Of(DriverReport report) => [.. Tornado(report), .. Doubts(report)];

    private static IEnumerable<Drawing> Tornado(DriverReport report)
    {
        DriverResults results = report.Results;
        (Driver Driver, Swing Swing)[] told =
        [
            .. results.Drivers.Select(d => (Driver: d, Swing: report.Of is { } of ? d.Swings.FirstOrDefault(s => s.Name == (report.IsOfValue ? "" : of) && s.Of is not SwingOf.Mean && (s.Of == SwingOf.Value) == report.IsOfValue) : d.Widest))
                .Where(t => t.Swing is { IsTold: true }).Select(t => (t.Driver, t.Swing!)).OrderByDescending(t => Math.Abs(t.Item2.Difference)),
        ];
        if (told.Length == 0) yield break;
        bool values = report.IsOfValue;
        string Figure(double value) => values ? Numbers.Short(value, 3) : Percent.OfRuns(value, results.Base.Runs);
        ChartRow[] rows = [.. told.Select((t, i) => new ChartRow($"{t.Driver.Assumption.Name}{(report.Of is null ? $": {t.Swing.Name}" : "")}", $"{Figure(t.Swing.Start)} → {Figure(t.Swing.End)}")
        {
            Colour = report.Of is null ? results.Base.Outcomes.Index().FirstOrDefault(o => o.Item.Outcome.Name == t.Swing.Name).Index : 0,
            Bar = (t.Swing.Start, t.Swing.End),
            Dot = t.Swing.End,
        })];
        double? now = values ? results.Base.Value?.Mean : results.Base.Outcomes.FirstOrDefault(o => o.Outcome.Name == report.Of)?.Probability;
        string line = now is null ? "" : " The line through all is what it is as believed.";
        yield return new Drawing(
            "Assumption", $"From the one end of each assumption to the other, which the dot marks; the widest first.{line}",
            RowChart.Draw(rows, "What moves it", values ? v => Numbers.Short(v) : Percent.Level, zero: false, reference: now));
    }

    private static IEnumerable<Drawing> Doubts(DriverReport report)
    {
        if (report.Results.Doubts is not { } doubts) yield break;
        Doubt[] shares = [.. doubts.Of.Where(d => d.Of == SwingOf.Outcome && d.IsTold && d.Quantiles.Count == 5)];
        if (shares.Length == 0) yield break;
        ChartRow[] rows = [.. shares.Select((d, i) => new ChartRow(report.Results.Base.Scenario.Outcomes.First(o => o.Name == d.Name).Title, $"{Percent.OfRuns(d.Quantiles[0].Value, doubts.RunsEach)} to {Percent.OfRuns(d.Quantiles[^1].Value, doubts.RunsEach)}")
        {
            Colour = report.Results.Base.Outcomes.Index().First(o => o.Item.Outcome.Name == d.Name).Index,
            Thin = (d.Quantiles[0].Value, d.Quantiles[^1].Value),
            Thick = (d.Quantiles[1].Value, d.Quantiles[3].Value),
            Dot = d.Quantiles[2].Value,
        })];
        yield return new Drawing("Outcome", "What shares would be if the assumptions were known: nine models in ten lie on the thin line, half on the thick one, with the median in it.", RowChart.Draw(rows, "Shares if the assumptions were known", Percent.Level, zero: true));
    }
}
