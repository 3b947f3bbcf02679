using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>What has to be known to read the table of a comparison: below it, and never dropped for want of room.</summary>
public static class CompareNotes
{
    // With all of them there would be no table on a small screen.
    private const int Most = 4;

    /// <summary>The notes in lines of a width: those that a row or a column on the screen needs.</summary>
    public static IReadOnlyList<string> Lines(WorkbenchModel model, int width)
    {
        var results = model.Compare.Results!;
        return [.. All(model, results).SelectMany(n => Columns.Wrap(n, Math.Max(20, width))).Take(Most)];
    }

    private static IEnumerable<string> All(WorkbenchModel model, ComparisonResults results)
    {
        if (results.Disagreeing.Count > 0) yield return $"left out, as no run agrees: {string.Join(", ", results.Disagreeing.Select(d => d.Name))}";
        string own = Named(results, i => ComparisonSections.IsMarkedOwn(results, i));
        if (own.Length > 0) yield return $"{own}: not world by world, but its own runs that agree less the baseline's";
        string saved = Named(results, i => i != results.Baseline && (results.Items[i].IsAsSaved || results.Items[results.Baseline].IsAsSaved));
        if (saved.Length > 0) yield return $"{saved}: not world by world, as one was saved";
        if (results.Measures.Any(d => d.IsOfSome)) yield return Some(model, results);
    }

    private static string Named(ComparisonResults results, Func<int, bool> which) =>
        string.Join(", ", Enumerable.Range(0, results.Items.Count).Where(which).Select(i => results.Items[i].Name));

    // Where the difference under the cursor is not of all worlds: of which, and both means there, as the baseline's is another than its column has.
    private static string Some(WorkbenchModel model, ComparisonResults results)
    {
        if (CompareUpdate.Row(model) is not { } row || row.Cells[CompareUpdate.Column(model)] is not { Of: { IsOfSome: true, Share: { } share } } cell) return "* only of worlds with both; the baseline's column is of all of its own";
        string baseline = results.Items[results.Baseline].Name, item = results.Items[CompareUpdate.Column(model)].Name;
        return $"* in the {Say.Rough(share)} of worlds with both: {CompareTable.Means(row, cell, item, baseline)}";
    }
}
