using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Html;

/// <summary>What was found about one policy, drawn.</summary>
internal static class ResultFigures
{
    private const double Panel = 62;

    /// <summary>All figures, each of the table that it belongs to.</summary>
    public static IReadOnlyList<Drawing> Of(SimulationResults results) =>
        [Outcomes(results), .. OutcomesOverTime(results), .. Measures(results), .. Tracks(results), .. Assumptions(results)];

    private static Drawing Outcomes(SimulationResults results)
    {
        bool conditioned = results.Evidence is { Facts.Count: > 0 };
        ChartRow[] rows = [.. results.Outcomes.Select((o, i) => new ChartRow(o.Outcome.Title, Percent.Share(o.Probability, o.Low, o.High))
        {
            Colour = i,
            Bar = (0, o.Probability),
            Thin = o.Low is { } low && o.High is { } high ? (low, high) : null,
            Beside = conditioned ? results.Evidence!.Outcomes[o.Outcome.Index].Probability : null,
        })];
        bool intervals = results.HalfWidth is not null;
        string caption = "Outcomes by their share." + (intervals ? $" The thin line on a bar is its {Percent.Level(results.Confidence)} interval." : "") + (conditioned ? " The hollow mark is the share of all runs, whether they agree with what is known or not." : "");
        return new Drawing("Outcome", caption, RowChart.Draw(rows, "Outcomes by their share", Percent.Level, zero: true));
    }

    private static IEnumerable<Drawing> OutcomesOverTime(SimulationResults results)
    {
        // What ends no run comes about at the last step alone, and would be a wall there.
        TimeCharts.Course[] courses = [.. results.Outcomes.Where(o => o.ByStep.Count > 2 && o.ByStep[^2] > 0).Select(o => new TimeCharts.Course(o.Outcome.Title, [.. o.ByStep.Take(o.ByStep.Count - 1)]))];
        if (courses.Length == 0) yield break;
        yield return new Drawing(
            "Outcome", "Share of runs that had ended so by each date, of the outcomes that can end a run before the last step.",
            TimeCharts.Curves(courses, results.Scenario.Clock, "Outcomes by date"));
    }

    private static IEnumerable<Drawing> Measures(SimulationResults results)
    {
        SmallMultiples.Panel[] panels = [.. results.Measures.Where(m => !EvidenceSections.AreTooFew(results, m.Count)).Select(Measure).OfType<SmallMultiples.Panel>()];
        if (panels.Length == 0) yield break;
        yield return new Drawing("Measure", $"Measures over the runs that have them; marked are the 5 %, 50 % and 95 % quantiles. A thousandth at either end may not be drawn.{SmallMultiples.LeftOut(panels.Length)}", SmallMultiples.Draw(panels, "Distributions of the measures", 3, Panel));
    }

    private static SmallMultiples.Panel? Measure(MeasureResult measure, int index)
    {
        if (Columns.Of(measure.Bins) is not { } columns) return null;
        double spread = measure.Quantiles.Count > 0 ? measure.Quantiles[^1].Value - measure.Quantiles[0].Value : 0;
        (double, string)[] labels = [.. measure.Quantiles.Where(q => q.Probability is 0.05 or 0.5 or 0.95).Select(q => (q.Value, Numbers.OfSpread(q.Value, spread)))];
        string happens = measure.Share < 1 ? $", in {Percent.Share(measure.Share, measure.ShareLow, measure.ShareHigh)} of runs" : "";
        return SmallMultiples.Distribution(MeasureSections.Heading(measure.Measure), $"mean {Numbers.Within(measure.Mean, measure.MeanLow, measure.MeanHigh)}{happens}", columns, null, labels, _ => index);
    }

    private static IEnumerable<Drawing> Tracks(SimulationResults results)
    {
        (string, IReadOnlyList<TimeCharts.Course>)[] panels = [.. results.Tracks.Where(t => !t.Track.Repeats && t.Shares.Count > 0 && t.Shares[0].Count > 1).Select(t => (t.Track.Title, Leaves(t))).Where(p => p.Item2.Count > 0)];
        if (panels.Length == 0) yield break;
        yield return new Drawing("Track", $"Where each track is by date: the height of an area is the share of runs in that state, with the share at the end beside its name. States in which no run ever is are left out.{SmallMultiples.LeftOut(panels.Length)}", TimeCharts.Areas([.. panels.Take(SmallMultiples.Most)], results.Scenario.Clock, "States of the tracks by date"));
    }

    private static IReadOnlyList<TimeCharts.Course> Leaves(TrackResult track)
    {
        HashSet<int> outer = [.. track.Track.States.Select(s => s.Parent)];
        return [.. track.Track.States.Where(s => !outer.Contains(s.Index) && track.Shares[s.Index].Any(v => v > 0)).Select(s => new TimeCharts.Course(s.Title, track.Shares[s.Index]))];
    }

    private static IEnumerable<Drawing> Assumptions(SimulationResults results)
    {
        SmallMultiples.Panel[] panels = [.. results.Assumptions.Where(a => a.Assumption.Kind is Kind.Number or Kind.Duration or Kind.Date).Select((a, i) => AssumptionPanel(results, a, i)).OfType<SmallMultiples.Panel>()];
        if (panels.Length == 0) yield break;
        string outline = results.Evidence is { Facts.Count: > 0 } ? "; the outline is what was believed before what is known" : "";
        yield return new Drawing("Assumption", $"Assumptions as they were drawn; marked are the 5 %, 50 % and 95 % quantiles{outline}.{SmallMultiples.LeftOut(panels.Length)}", SmallMultiples.Draw(panels, "Distributions of the assumptions", 3, Panel));
    }

    private static SmallMultiples.Panel? AssumptionPanel(SimulationResults results, AssumptionResult result, int index)
    {
        Columns? before = results.Evidence is { Facts.Count: > 0 } evidence ? Columns.Of(evidence.Assumptions[result.Assumption.Index].Bins) : null;
        if (Columns.Of(result.Bins, before) is not { } columns) return null;
        (double, string)[] labels = [.. result.Quantiles.Where(q => q.Probability is 0.05 or 0.5 or 0.95).Select(q => (q.Value, AssumptionSections.Show(results.Scenario, result, q.Probability)))];
        string sources = string.Join(", ", result.Assumption.About.Sources);
        return SmallMultiples.Distribution(result.Assumption.About.Title ?? result.Assumption.Name, sources.Length > 0 ? $"source: {sources}" : "no source named", columns, before, labels, _ => index);
    }
}
