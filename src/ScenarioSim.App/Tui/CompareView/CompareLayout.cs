using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>Where the columns of the comparison stand: the baseline, then the others, from the first on as far as the cursor needs.</summary>
/// <remarks>In a narrow table the figures beside the differences go first, then titles are cut, then columns drop.</remarks>
internal sealed class CompareLayout
{
    private const int LongestName = 16, LeastTitle = 12, LeastBaseline = 8;

    // For an outcome with two decimals, told from none or not: most are so at first or become so.
    private const int LeastFigure = 7, LeastDifference = 13;

    // Beside a difference stands its mark, about a column a bracket or blank at either side.
    private const int Mark = 2, Gap = 2;

    private readonly ComparisonResults _results;
    private readonly CompareSort? _sort;
    private readonly Glyphs _glyphs;
    private readonly int _title;
    private readonly int[] _widths, _figures;
    private readonly List<int> _shown;

    /// <summary>The layout of rows in a width.</summary>
    public CompareLayout(WorkbenchModel model, IReadOnlyList<CompareRow> rows, int width)
    {
        (_results, _sort, _glyphs) = (model.Compare.Results!, model.Compare.Sort, model.Glyphs);
        // Columns do not come and go while figures sharpen: there is room for what they will be when the runs that are wanted are there.
        var work = model.Compare.Work;
        double times = work.Done > 0 && work.Wanted > work.Done ? Math.Sqrt((double)work.Done / work.Wanted) : 1;
        List<CompareRow> wide = [.. rows, .. rows.Select(r => r.Narrowed(times))];
        int title = rows.Max(r => Columns.Of(r.Title)), least = Math.Min(title, Math.Max(LeastTitle, Told(rows, width / 2)));
        int[] names = [.. _results.Items.Select((item, i) => Math.Min(Columns.Of(Heading(item.Name, i)), LongestName))];
        int[] differences = [.. _results.Items.Select((_, i) => wide.Max(r => Columns.Of(CompareTable.Difference(r, r.Cells[i], _glyphs))))];
        _figures = [.. _results.Items.Select((_, i) => Math.Max(LeastFigure, wide.Max(r => Columns.Of(CompareTable.Figure(r, r.Cells[i])))))];
        _widths = [.. names.Select((name, i) => Math.Max(name, i == _results.Baseline ? Math.Max(LeastBaseline, _figures[i])
            : differences[i] == 0 ? _figures[i] : _figures[i] + Gap + Math.Max(LeastDifference, differences[i]) + Mark))];
        ShowsFigures = _widths.Sum(w => w + Gap) <= width - Math.Min(title, Math.Max(LeastTitle, width / 4));
        for (int i = 0; i < _widths.Length && !ShowsFigures; i++)
        {
            if (i != _results.Baseline) (_widths[i], _figures[i]) = (Math.Max(Math.Max(LeastDifference, differences[i]) + Mark, names[i]), 0);
        }
        _shown = Shown(Order(_results), CompareUpdate.Column(model), width - least);
        // Names that are cut get what room is left, in equal parts.
        int left = _shown.Count == _widths.Length ? width - title - _shown.Sum(i => _widths[i] + Gap) : 0;
        int Lacks(int i) => Columns.Of(Heading(_results.Items[i].Name, i)) - _widths[i];
        List<int> cut = [.. _shown.Where(i => Lacks(i) > 0).OrderBy(Lacks)];
        for (int at = 0; at < cut.Count && left > 0; at++)
        {
            int more = Math.Min(Lacks(cut[at]), left / (cut.Count - at));
            _widths[cut[at]] += more;
            left -= more;
        }
        _title = Math.Max(least, Math.Min(title, width - _shown.Sum(i => _widths[i] + Gap)));
    }

    /// <summary>Whether figures stand beside the differences.</summary>
    public bool ShowsFigures { get; }

    /// <summary>The layout on a screen of the model's size.</summary>
    public static CompareLayout Of(WorkbenchModel model) => new(model, CompareUpdate.Rows(model), model.Size.Width - 3);

    /// <summary>Items from left to right: the baseline stands before the others.</summary>
    public static IReadOnlyList<int> Order(ComparisonResults results) =>
        [results.Baseline, .. Enumerable.Range(0, results.Items.Count).Where(i => i != results.Baseline)];

    /// <summary>Where an item's column begins (its left gap) and how wide it is; null where it is not shown.</summary>
    public (int X, int Width)? Place(int item)
    {
        int x = 1 + _title;
        foreach (int i in _shown)
        {
            if (i == item) return (x, _widths[i]);
            x += _widths[i] + Gap;
        }
        return null;
    }

    /// <summary>The names of the columns, and how many there is no room for.</summary>
    public Line Heading()
    {
        int hidden = _widths.Length - _shown.Count;
        var line = new Line().Add(Columns.Left(hidden > 0 ? $"{hidden} more by ←→" : "", _title), Style.Dim);
        foreach (int i in _shown)
        {
            string marks = Heading("", i), name = marks + Told(i, _widths[i] - Columns.Of(marks));
            line.Add(" ").Add(Columns.Right(name, _widths[i]), i == _results.Baseline ? Style.Bold : Style.Plain).Add(" ");
        }
        return line;
    }

    /// <summary>A row.</summary>
    public Line Row(CompareRow row, bool dim)
    {
        var line = new Line().Add(Columns.Left(row.Title, _title));
        foreach (int i in _shown) line.Add(" ").Add(Cell(row, i)).Add(" ");
        return dim ? line.With(Emphasis.Dim) : line;
    }

    // The narrowest that titles can be cut to without two of them looking alike; where that is more than so much, as narrow as any.
    private static int Told(IReadOnlyList<CompareRow> rows, int most)
    {
        string[] titles = [.. rows.Where(r => r.Kind == CompareKind.Outcome).Select(r => r.Title).Distinct()];
        for (int width = LeastTitle; width <= most; width++)
        {
            if (titles.Select(t => Columns.Cut(t, width)).Distinct().Count() == titles.Length) return width;
        }
        return LeastTitle;
    }

    // From the first on where the cursor's is among them, else those up to it.
    private List<int> Shown(IReadOnlyList<int> order, int cursor, int room)
    {
        List<int> others = [.. order.Skip(1)];
        room -= _widths[order[0]] + Gap;
        int from = 0, at = others.IndexOf(cursor);
        while (from < at && others[from..(at + 1)].Sum(i => _widths[i] + Gap) > room) from++;
        List<int> shown = [order[0]];
        foreach (int i in others.Skip(from))
        {
            if ((room -= _widths[i] + Gap) < 0) break;
            shown.Add(i);
        }
        return shown;
    }

    // Where two would look alike the ends of names tell more, also of files.
    private string Told(int item, int width)
    {
        string[] names = [.. _shown.Select(i => _results.Items[i].Name)];
        string name = _results.Items[item].Name, cut = Short(name, width);
        return names.Any(n => n != name && Short(n, width) == cut) ? Columns.CutApart(name, width, names) : cut;
    }

    // Of another file's policy its own name says more than the file's.
    private static string Short(string name, int width) => Columns.Of(name) > width && name.IndexOf(':') is > 0 and var colon && Columns.Of(name[colon..]) < width ? "…" + name[colon..] : Columns.Cut(name, width);

    private string Heading(string name, int item) => (IsSortedBy(item) ? "▼ " : "") + (item == _results.Baseline ? "=" : "") + name;

    // What rows were sorted by may have gone from the screen with a new size.
    private bool IsSortedBy(int item) =>
        _sort is { } sort && sort.Item == _results.Items[item].Name && (item == _results.Baseline || sort.IsByDifference != ShowsFigures);

    private Line Cell(CompareRow row, int i)
    {
        var cell = row.Cells[i];
        if (i == _results.Baseline || cell.Difference is null)
        {
            string figure = row.Kind == CompareKind.Worlds && i == _results.Baseline ? "" : CompareTable.Figure(row, cell);
            return new Line().Add(Columns.Right(figure, i == _results.Baseline || row.Kind != CompareKind.Worlds ? _widths[i] : _widths[i] - Mark))
                .To(_widths[i]);
        }
        var line = new Line();
        if (ShowsFigures) line.Add(Columns.Right(CompareTable.Figure(row, cell), _figures[i])).Add("  ");
        string mark = cell.Of is { IsOfSome: true } ? " *" : !cell.IsTold || !row.IsShare ? "  " : cell.Difference > 0 ? $" {_glyphs.Worlds[0]}" : $" {_glyphs.Worlds[1]}";
        var style = !cell.IsTold ? Style.Dim : !row.IsShare ? Style.Plain : cell.Difference > 0 ? Style.Up : Style.Down;
        return line.Add(Columns.Right(CompareTable.Difference(row, cell, _glyphs), _widths[i] - line.Width - Mark), style).Add(mark, style);
    }
}
