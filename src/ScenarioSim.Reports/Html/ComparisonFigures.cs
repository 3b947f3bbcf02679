using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Html;

/// <summary>A comparison, drawn: shares of each item, differences to the baseline, and the measures' distributions beside each other.</summary>
internal static class ComparisonFigures
{
    // The heading of the overview's first column.
    private const string Overview = "Item";

    /// <summary>All figures, below the overview.</summary>
    public static IReadOnlyList<Drawing> Of(ComparisonReport report) => [.. Values(report), .. Shares(report), .. Differences(report), .. Measures(report)];

    private static string Interval(ComparisonReport report) => $"{Percent.Level(report.Baseline.Confidence)} interval";

    private static IEnumerable<Drawing> Values(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        if (results.Items.All(i => i.Results.Value is null)) yield break;
        ChartRow[] rows = [.. results.Items.Select((item, i) => (item, i)).Where(t => t.item.Results.Value is not null).Select(t => new ChartRow(t.item.Name, Numbers.Within(t.item.Results.Value!.Mean, t.item.Results.Value.Low, t.item.Results.Value.High))
        {
            Colour = t.i,
            Dot = t.item.Results.Value.Mean,
            Thin = t.item.Results.Value is { Low: { } low, High: { } high } ? (low, high) : null,
        })];
        yield return new Drawing(Overview, $"Expected value of each, with its {Interval(report)}.", RowChart.Draw(rows, "Expected values", v => Numbers.Short(v), zero: false));
    }

    private static IEnumerable<Drawing> Shares(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        var rows = new List<ChartRow>();
        foreach (string name in results.OutcomeNames.Where(report.Tells))
        {
            OutcomeResult?[] own = [.. results.Items.Select(i => i.Results.Outcomes.FirstOrDefault(o => o.Outcome.Name == name))];
            rows.Add(ChartRow.Heading(own.First(o => o is not null)!.Outcome.Title));
            rows.AddRange(own.Index().Where(o => o.Item is not null).Select(o => new ChartRow(results.Items[o.Index].Name, Percent.Share(o.Item!.Probability, o.Item.Low, o.Item.High))
            {
                Colour = o.Index,
                Bar = (0, o.Item.Probability),
                Thin = o.Item is { Low: { } low, High: { } high } ? (low, high) : null,
            }));
        }
        if (rows.Count > 0) yield return new Drawing(Overview, $"Share of each outcome under each, with its {Interval(report)}.", RowChart.Draw(rows, "Shares of the outcomes", Percent.Level, zero: true));
    }

    private static IEnumerable<Drawing> Differences(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        var rows = new List<ChartRow>();
        foreach (string name in results.OutcomeNames.Where(report.Tells))
        {
            OutcomeDifference[] differences = [.. results.Differences.Where(d => d.Outcome == name)];
            if (differences.Length == 0) continue;
            rows.Add(ChartRow.Heading(results.Items.SelectMany(i => i.Results.Outcomes).First(o => o.Outcome.Name == name).Outcome.Title));
            rows.AddRange(differences.Select(d => new ChartRow(results.Items[d.Item].Name, $"{Percent.Points(d.Difference, d.Low, d.High)} ({Percent.PointsRange(d.Low, d.High)})") { Colour = d.Item, Dot = d.Difference, Thin = (d.Low, d.High) }));
        }
        if (rows.Count == 0) yield break;
        yield return new Drawing(
            Overview, $"Share of each outcome less that under {results.Items[results.Baseline].Name}, in percentage points, with its {Interval(report)}: what touches the line in the middle is not told from no difference.",
            RowChart.Draw(rows, "Differences to the baseline", v => Numbers.Trimmed(100 * v, 6), zero: true, reference: 0));
    }

    private static IEnumerable<Drawing> Measures(ComparisonReport report)
    {
        SmallMultiples.Panel[] panels = [.. report.Baseline.Measures.Select(m => m.Measure.Name).Where(report.Tells).Select(name => Cumulative(report, name)).OfType<SmallMultiples.Panel>()];
        if (panels.Length == 0) yield break;
        string items = string.Join(", ", report.Results.Items.Select(i => i.Name));
        yield return new Drawing(
            Overview, $"Share of worlds in which a measure is at most so much. A curve further left is of smaller values; that of something that does not always happen ends where it happens no more often. Colours as above: {items}.{SmallMultiples.LeftOut(panels.Length)}",
            SmallMultiples.Draw(panels, "Distributions of the measures", 3, 90));
    }

    // From 0 to the share of worlds that have the measure.
    private static SmallMultiples.Panel? Cumulative(ComparisonReport report, string name)
    {
        (int Item, MeasureResult Measure)[] own = [.. report.Results.Items.Select((item, i) => (i, item.Results.Measures.FirstOrDefault(m => m.Measure.Name == name))).Where(m => m.Item2 is { Bins.Count: > 0 }).Select(m => (m.i, m.Item2!))];
        if (own.Length < 2) return null;
        MeasureResult first = own[0].Measure;
        string note = first.Measure.Reading == Model.Reading.TimeTo ? "how often by then" : "";
        return new SmallMultiples.Panel(MeasureSections.Heading(first.Measure), note, (svg, frame) =>
        {
            Ruler across = Ruler.Of(own.SelectMany(m => new[] { m.Measure.Bins[0].Low, m.Measure.Bins[^1].High }), frame.Left + 34, frame.Right, zero: false);
            Ruler up = Ruler.Of(own.Select(m => m.Measure.Share), frame.Bottom, frame.Top, zero: true);
            foreach (double share in up.Ticks(3))
            {
                svg.Line("grid", across.From, up.At(share), frame.Right, up.At(share));
                svg.Text("soft end", across.From - 5, up.At(share) + 4, Percent.Level(share));
            }
            foreach ((int item, MeasureResult measure) in own) svg.Path($"l{item % Palette.Colours}", Curve(measure).Select(p => (across.At(p.Value), up.At(p.Share))), title: report.Results.Items[item].Name);
            double spread = across.Greatest - across.Least;
            (frame with { Left = across.From }).Axis(svg, SmallMultiples.Apart([.. across.Ticks(3).Select(t => (across.At(t), Numbers.OfSpread(t, spread)))]));
        });
    }

    // Single values are steps; within a wider bin the curve rises evenly. Points that are less than a pixel apart are one.
    private static IEnumerable<(double Value, double Share)> Curve(MeasureResult measure)
    {
        double total = measure.Bins.Sum(b => (double)b.Count), so = 0;
        double grain = (measure.Bins[^1].High - measure.Bins[0].Low) / 240;
        double last = double.NegativeInfinity;
        yield return (measure.Bins[0].Low, 0);
        foreach (Bin bin in measure.Bins)
        {
            double before = so / total * measure.Share;
            so += bin.Count;
            bool isEnd = bin == measure.Bins[^1];
            if (bin.High - last < grain && !isEnd) continue;
            yield return (bin.Low, before);
            yield return (bin.High, so / total * measure.Share);
            last = bin.High;
        }
    }
}
