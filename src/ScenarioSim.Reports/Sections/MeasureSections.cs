using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>The measures of a result as a table.</summary>
public static class MeasureSections
{
    /// <summary>A table, and what of its quantiles is not sure; nothing where there are no measures.</summary>
    public static IEnumerable<Block> Of(SimulationResults results) => results.Measures.Count == 0 ? [] : [Table(results), .. Unsure(results)];

    /// <summary>What a measure is called, with its unit where it has one.</summary>
    public static string Heading(Measure measure) => measure.Title + (Values.Unit(measure) is { Length: > 0 } unit ? $" ({unit})" : "");

    // Where assumptions were integrated over most quantiles are sure, for values are far apart: only the others need words.
    private static IEnumerable<Block> Unsure(SimulationResults results)
    {
        if (!results.Measures.Any(m => m.QuantileBounds.Count > 0)) yield break;
        string[] unsure = [.. results.Measures.Select(Unsure).Where(u => u.Length > 0)];
        string level = Percent.Level(results.Confidence);
        yield return new Paragraph(unsure.Length == 0 ? $"At {level} the integral leaves no quantile open." : $"Quantiles that the integral leaves open, at {level}: {string.Join("; ", unsure)}.");
    }

    private static string Unsure(MeasureResult measure)
    {
        double spread = measure.Quantiles.Count > 0 ? measure.Quantiles[^1].Value - measure.Quantiles[0].Value : 0;
        string[] open = [.. measure.Quantiles.Zip(measure.QuantileBounds).Where(q => q.Second.Low < q.Second.High).Select(q => $"{Percent.Level(q.First.Probability)} {Range(q.Second.Low, q.Second.High, spread)}")];
        return open.Length == 0 ? "" : $"{measure.Measure.Title} {string.Join(", ", open)}";
    }

    private static string Range(double low, double high, double spread) =>
        Numbers.Between(Numbers.OfSpread(low, spread), Numbers.OfSpread(high, spread), low < 0 || high < 0 ? " to " : "–");

    private static Table Table(SimulationResults results)
    {
        bool sometimes = results.Measures.Any(m => m.Share < 1 || m.ShareLow is not null);
        double[] probabilities = [.. results.Measures.SelectMany(m => m.Quantiles).Select(q => q.Probability).Distinct().Order()];
        Column[] columns =
        [
            Column.Words("Measure"),
            .. sometimes ? [Column.Number("happens"), Column.Number("", drop: 3)] : Array.Empty<Column>(),
            Column.Number("mean"), Column.Number("", drop: 3),
            // The outer quantiles and the median say most; the quartiles go first where there is no room.
            .. probabilities.Select(p => Column.Number(Percent.Quantile(p), drop: p is 0.25 or 0.75 ? 4 : 0)),
        ];
        return new Table(columns, [.. results.Measures.Select(m => Row(results, m, sometimes, probabilities))]);
    }

    private static IReadOnlyList<string> Row(SimulationResults results, MeasureResult measure, bool sometimes, double[] probabilities)
    {
        double spread = measure.Quantiles.Count > 0 ? measure.Quantiles[^1].Value - measure.Quantiles[0].Value : 0;
        return
        [
            Heading(measure.Measure),
            .. sometimes ? [Happens(measure, results.Runs), Percent.Range(measure.ShareLow, measure.ShareHigh)] : Array.Empty<string>(),
            measure.MeanLow is null && EvidenceSections.AreTooFew(results, measure.Count) ? Numbers.None : Numbers.Within(measure.Mean, measure.MeanLow, measure.MeanHigh), Numbers.Range(measure.MeanLow, measure.MeanHigh),
            .. probabilities.Select(p => EvidenceSections.AreTooFew(results, measure.Count) ? Numbers.None : Quantile(measure, p, spread)),
        ];
    }

    private static string Happens(MeasureResult measure, long? runs) => measure switch
    {
        { ShareLow: { } low, ShareHigh: { } high } => Percent.Share(measure.Share, low, high),
        { Share: 1 } => "100 %",
        _ => Percent.OfRuns(measure.Share, runs),
    };

    private static string Quantile(MeasureResult measure, double probability, double spread)
    {
        foreach ((double p, double value) in measure.Quantiles)
        {
            if (p == probability) return Numbers.OfSpread(value, spread);
        }
        return Numbers.None;
    }
}
