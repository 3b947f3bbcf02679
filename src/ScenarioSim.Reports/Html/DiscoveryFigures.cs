using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Html;

/// <summary>In which worlds something happens, drawn: the ranges of the box in the distributions of their assumptions.</summary>
internal static class DiscoveryFigures
{
    private const double Panel = 62;
    private const int Outside = 7;

    /// <summary>All figures, below the ranges.</summary>
    public static IReadOnlyList<Drawing> Of(DiscoveryResults results)
    {
        if (results.Told < 0) return [];
        SmallMultiples.Panel[] panels = [.. results.Boxes[results.Told].Restrictions.Select(r => Range(results, r)).OfType<SmallMultiples.Panel>()];
        return panels.Length == 0 ? [] : [new Drawing("Assumption", "The assumptions of the box as they were drawn in all worlds: in colour where they lie in its range, in grey elsewhere.", SmallMultiples.Draw(panels, "The ranges of the box", 3, Panel))];
    }

    // Words and truths have no axis; the table names them.
    private static SmallMultiples.Panel? Range(DiscoveryResults results, WorldRange range)
    {
        AssumptionResult? drawn = results.Base.Assumptions.FirstOrDefault(a => a.Assumption == range.Assumption);
        if (drawn is null || range.Values.Count > 0 || Columns.Of(drawn.Bins) is not { } columns) return null;
        (double low, double high) = (range.Low ?? double.NegativeInfinity, range.High ?? double.PositiveInfinity);
        (double, string)[] labels = [.. drawn.Quantiles.Where(q => q.Probability is 0.05 or 0.5 or 0.95).Select(q => (q.Value, AssumptionSections.Show(results.Base.Scenario, drawn, q.Probability)))];
        return SmallMultiples.Distribution(
            range.Assumption.About.Title ?? range.Assumption.Name, DiscoverySections.Words(results.Base.Scenario, range), columns, null, labels,
            i => columns.Least + ((i + 0.5) * columns.Each) is var middle && middle >= low && middle <= high ? 0 : Outside);
    }
}
