using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.DriversView;

/// <summary>In which worlds an outcome happens most often, by ranges of the assumptions.</summary>
public static class WhereLines
{
    /// <summary>The box that is told in full, in a sentence.</summary>
    public static string Note(DiscoveryResults results)
    {
        if (results.Told < 0) return "in no range of the assumptions is it seen to happen more often than elsewhere";
        var box = results.Boxes[results.Told];
        return $"most often where {Ranges(box, results)}: in {Share(box.Share, results)} of these worlds, which are {Size(box, results)} of all and hold {Holds(box, results)} of all in which it happens";
    }

    /// <summary>All boxes, the widest first; nothing where there are none.</summary>
    public static IEnumerable<Line> Boxes(WorkbenchModel model, int width)
    {
        if (DriversUpdate.Where(model) is not { Boxes.Count: > 0 } results) yield break;
        yield return new Line();
        foreach (var line in Headed.Lines("In which worlds", "ranges of the assumptions that come together; found in one half of the runs, judged in the other", width, Style.Dim)) yield return line;
        foreach (var box in results.Boxes)
        {
            foreach (string line in Columns.Wrap(Ranges(box, results), width)) yield return Line.Of(line, Style.Bold);
            foreach (string line in Columns.Wrap($"  {Size(box, results)} of all worlds; happens in {Share(box.Share, results)} ({DiscoverySections.Range(box.Share, results)}); holds {Holds(box, results)} of all", width)) yield return Line.Of(line);
        }
    }

    // In words, which every set of characters has.
    private static string Ranges(WorldBox box, DiscoveryResults results) => string.Join(", ", box.Restrictions.Select(r => $"{r.Assumption.Name} {DiscoverySections.Words(results.Base.Scenario, r)}"));

    private static string Share(WorldShare share, DiscoveryResults results) => DiscoverySections.Shown(share, results);

    private static string Size(WorldBox box, DiscoveryResults results) => Share(new WorldShare(box.Worlds, results.Worlds), results);

    private static string Holds(WorldBox box, DiscoveryResults results) => Share(new WorldShare(box.Hits, results.Hits), results);
}
