using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>A cell of the comparison: the difference, the worlds behind it, the matrix, one world told under both.</summary>
public static class CompareDetail
{
    /// <summary>The detail as lines of a width, to begin with the world told where one steps through those.</summary>
    public static Lists.Text Lines(WorkbenchModel model, int width)
    {
        var results = model.Compare.Results!;
        if (CompareUpdate.Row(model) is not { } row) return new([Line.Of(Lists.NothingMatches, Style.Dim)]);
        int column = CompareUpdate.Column(model);
        string item = results.Items[column].Name, baseline = results.Items[results.Baseline].Name;
        if (column == results.Baseline) return new([Line.Of($"{item} is the baseline: {(results.Items.Count > 1 ? "← and → choose" : "Space picks")} what it is compared with", Style.Dim)]);
        var lines = new List<Line>();
        lines.AddRange(Dots(model, row, column, item, baseline, width));
        lines.AddRange(Worlds(model, row, column, item, baseline, width));
        lines.AddRange(Matrix(results, column, item, baseline, width));
        // An empty line stands above the world.
        int world = lines.Count + 1;
        lines.AddRange(World(model, width));
        return new(lines, model.Compare.IsAtWorld ? world : 0);
    }

    // All rows of the same unit on one scale, the cursor's marked, so that a small difference looks small.
    private static IEnumerable<Line> Dots(WorkbenchModel model, CompareRow row, int column, string item, string baseline, int width)
    {
        List<CompareRow> alike = [.. CompareUpdate.Rows(model)
            .Where(r => r.Cells[column].Difference is not null && (row.Kind is CompareKind.Outcome or CompareKind.Happening ? r.Kind == row.Kind : r.Name == row.Name))];
        foreach (var line in Headed.Lines($"{item} less {baseline}", (row.IsShare ? "percentage points, " : "") + Where(model.Compare.Results!, row, column), width, Style.Dim)) yield return line;
        if (alike.Count == 0) yield break;
        if (row.Cells[column].IsOfFew)
        {
            yield return Line.Of("too few worlds that agree have it for a difference to be told: r makes more", Style.Dim);
            yield break;
        }
        foreach (var line in Differences.Rows([.. alike.Select(r => new Differences.Row(
            r.Title, r.Cells[column].Difference!.Value, r.Cells[column].Low, r.Cells[column].High, CompareTable.Difference(r, r.Cells[column], model.Glyphs), r.Name == row.Name))], row.IsShare, width, model.Glyphs)) yield return line;
    }

    // In which worlds a difference is: a measure that does not happen has no value to compare, and each item's own mean is of other worlds.
    private static string Where(ComparisonResults results, CompareRow row, int column) =>
        !results.IsPaired(column) ? "each in worlds of its own"
        : row.Cells[column] is { Of: { IsOfSome: true, Share: { } share } } cell ? $"only in the {Say.Rough(share)} of worlds that have it under both: {CompareTable.Means(row, cell)}"
        : "in the same worlds";

    private static IEnumerable<Line> Worlds(WorkbenchModel model, CompareRow row, int column, string item, string baseline, int width)
    {
        if (Changed(model.Compare.Results!, row, column) is not ({ } into, { } outOf)) yield break;
        yield return new Line();
        foreach (var line in Headed.Lines("Of a hundred worlds", $"{row.Title}: {Say.Rough(into)} only under {item}, {Say.Rough(outOf)} only under {baseline}", width, Style.Plain)) yield return line;
        var worlds = Differences.Worlds(into, outOf, 100, model.Glyphs);
        foreach (var part in Rows(worlds, 50)) yield return part;
    }

    // The shares of worlds that have it only under the item, and only under the baseline.
    private static (double? Into, double? OutOf) Changed(ComparisonResults results, CompareRow row, int column) => row.Kind switch
    {
        CompareKind.Outcome => results.Differences.FirstOrDefault(d => d.Item == column && d.Outcome == row.Name) is { } d ? (d.Into, d.OutOf) : default,
        CompareKind.Happening => results.Happenings.FirstOrDefault(d => d.Item == column && CompareRow.Happens(d.Measure) == row.Name) is { } d ? (d.Into, d.OutOf) : default,
        _ => default,
    };

    private static IEnumerable<Line> Rows(Line glyphs, int each)
    {
        var cells = glyphs.Pieces.SelectMany(p => p.Text.Select(c => (Text: c.ToString(), p.Style))).ToList();
        for (int from = 0; from < cells.Count; from += each)
        {
            var line = new Line().Add(" ");
            for (int i = from; i < Math.Min(cells.Count, from + each); i++) line.Add(cells[i].Text, cells[i].Style).Add(i % 10 == 9 ? " " : "");
            yield return line;
        }
    }

    private static IEnumerable<Line> Matrix(ComparisonResults results, int column, string item, string baseline, int width)
    {
        if (results.WorldsThatChange.FirstOrDefault(w => w.Item == column) is not { Matrix: { } matrix, Share: { } share }) yield break;
        List<int> used = [.. Enumerable.Range(0, results.OutcomeNames.Count).Where(i => matrix[i].Sum() > 0 || matrix.Sum(r => r[i]) > 0)];
        int name = used.Max(i => Columns.Of(results.OutcomeNames[i]));
        name = Math.Min(name, Math.Max(8, width / 4));
        int cell = Math.Max(8, Math.Min(14, (width - name - 3) / Math.Max(1, used.Count) - 1));
        yield return new Line();
        foreach (var part in Headed.Lines("From outcome to outcome", $"{Say.Rough(share)} of worlds change; rows: {baseline}, columns: {item}", width, Style.Dim)) yield return part;
        // Columns that do not fit beside the others follow below.
        foreach (int[] columns in used.Chunk(Math.Max(1, (width - name - 2) / (cell + 1))))
        {
            if (columns[0] != used[0]) yield return new Line();
            var head = new Line().To(name + 1);
            foreach (int i in columns) head.Add(" ").Add(Columns.Right(Columns.Cut(results.OutcomeNames[i], cell), cell), Style.Dim);
            yield return head;
            foreach (int from in used)
            {
                var line = new Line().Add(Columns.Left(results.OutcomeNames[from], name + 1));
                foreach (int to in columns)
                {
                    string text = matrix[from][to] > 0 ? Say.Rough(matrix[from][to]) : "·";
                    line.Add(" ").Add(Columns.Right(text, cell), from == to ? Style.Dim : matrix[from][to] > 0.001 ? Style.Bold : Style.Plain);
                }
                yield return line;
            }
        }
    }

    private static IEnumerable<Line> World(WorkbenchModel model, int width)
    {
        var worlds = CompareUpdate.Worlds(model);
        if (worlds.Count == 0) yield break;
        yield return new Line();
        yield return Line.Of("One world that changes", Style.Bold)
            .Add($"  {model.Compare.World + 1} of the first {worlds.Count}; n and N step through them", Style.Dim);
        if (model.Compare.Telling is not { Story: { } story, Other: { } other }) yield break;
        foreach (var line in StoryLines.Beside(story, other, width)) yield return line;
    }
}
