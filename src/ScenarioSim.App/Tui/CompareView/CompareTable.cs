using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>The table: a row an outcome, a column an item, paired differences to the baseline.</summary>
public static class CompareTable
{
    private const int Least = 16;

    /// <summary>Draws it.</summary>
    public static void Draw(WorkbenchModel model, Surface at)
    {
        var results = model.Compare.Results!;
        var rows = CompareUpdate.Rows(model);
        if (rows.Count == 0)
        {
            at.Put(1, 0, "nothing matches the filter; Esc clears it", Style.Dim);
            return;
        }
        var layout = new Layout(results, rows, at.Width - 1, CompareUpdate.Column(model));
        at.Put(1, 0, layout.Heading());
        Heads(model, at, layout);
        int cursor = Math.Clamp(model.Compare.Row, 0, rows.Count - 1);
        var below = at.Part(0, 1, at.Width, at.Height - 1);
        Lists.Draw(below, model.Scrolls["compare"], rows.Count, cursor, (i, _) => layout.Row(rows[i], model.File!.IsStale),
            i => m => CompareUpdate.Select(m, i), m => m with { Compare = m.Compare with { Opened = true } });
        Clicks(model, below, layout, rows.Count);
        Mark(model, below, layout, cursor);
    }

    /// <summary>A difference as a cell says it, in the words of the text report: one that cannot be told from none is unclear.</summary>
    public static string Difference(CompareRow row, CompareCell cell)
    {
        if (cell.Difference is not { } d) return "";
        double scale = row.IsShare ? 100 : 1, half = (cell.High - cell.Low) / 2 * scale;
        int decimals = Say.ErrorDecimals(half, row.Decimals);
        string error = $"±{Say.Fixed(half, decimals)}";
        if (!cell.IsTold && half == 0) return "none";
        return cell.IsTold ? $"{Say.Signed(d * scale, decimals)} {error}" : $"{ComparisonSections.NotTold} {error}";
    }

    /// <summary>Both means that the difference of a measure is of, where its worlds are not all: <c>mean 61.8, baseline's 63.4</c>.</summary>
    public static string Means(CompareRow row, CompareCell cell)
    {
        int decimals = Say.ErrorDecimals((cell.High - cell.Low) / 2, row.Decimals);
        return $"mean {Say.Fixed(cell.Of!.Mean, decimals)}, baseline's {Say.Fixed(cell.Of.BaselineMean, decimals)}";
    }

    /// <summary>A figure as a cell says it.</summary>
    public static string Figure(CompareRow row, CompareCell cell) =>
        double.IsNaN(cell.Figure) ? "" : row.IsShare ? Say.Percent(cell.Figure, row.Decimals) : Say.Fixed(cell.Figure, row.Decimals);

    // The cursor's cell within the reversed row: bold and marked by brackets, which also work without colour.
    private static void Mark(WorkbenchModel model, Surface at, Layout layout, int cursor)
    {
        int y = cursor - model.Scrolls["compare"].Top;
        if (layout.Place(CompareUpdate.Column(model)) is not { } place || y < 0 || y >= at.Height) return;
        at.Put(place.X, y, "[", Style.Bold.With(Emphasis.Reverse));
        at.Put(place.X + place.Width + 1, y, "]", Style.Bold.With(Emphasis.Reverse));
    }

    private static void Heads(WorkbenchModel model, Surface at, Layout layout)
    {
        for (int i = 0; i < model.Compare.Results!.Items.Count; i++)
        {
            int column = i;
            if (layout.Place(i) is { } place) at.Answer(new Area(place.X, 0, place.Width + 2, 1), m => CompareUpdate.At(m, column),
                m => CompareUpdate.At(m, column).Then(CompareUpdate.Sort));
        }
    }

    private static void Clicks(WorkbenchModel model, Surface at, Layout layout, int count)
    {
        int top = model.Scrolls["compare"].Top;
        for (int y = 0; y < at.Height && top + y < count; y++)
        {
            int row = top + y;
            for (int i = 0; i < model.Compare.Results!.Items.Count; i++)
            {
                int column = i;
                if (layout.Place(i) is not { } place) continue;
                Act here = m => CompareUpdate.Select(m, row).Then(n => CompareUpdate.At(n, column));
                at.Answer(new Area(place.X, y, place.Width + 2, 1), here, m => here(m).Then(n => n with { Compare = n.Compare with { Opened = true } }));
            }
        }
    }

    // Columns that do not fit drop from the far side of the cursor's; the baseline always stays. First the figures beside differences go.
    private sealed class Layout
    {
        private readonly ComparisonResults _results;
        private readonly int _title;
        private readonly int[] _widths, _figures;
        private readonly List<int> _shown = [];
        private readonly int _hidden;

        public Layout(ComparisonResults results, IReadOnlyList<CompareRow> rows, int width, int column)
        {
            _results = results;
            _title = Math.Min(rows.Max(r => Columns.Of(r.Title)), Math.Max(12, width / 4));
            _figures = [.. results.Items.Select((_, i) => rows.Max(r => Columns.Of(Figure(r, r.Cells[i]))))];
            int[] differences = [.. results.Items.Select((_, i) => rows.Max(r => Columns.Of(Difference(r, r.Cells[i]))))];
            _widths = [.. results.Items.Select((item, i) => Math.Max(i == results.Baseline ? Math.Max(8, _figures[i]) : differences[i] == 0 ? _figures[i]
                : _figures[i] + 2 + differences[i] + 2, Math.Min(Columns.Of(item.Name) + 1, Least)))];
            int room = width - _title;
            if (_widths.Sum(w => w + 2) > room)
            {
                for (int i = 0; i < _widths.Length; i++)
                {
                    if (i == results.Baseline) continue;
                    _widths[i] = Math.Max(differences[i] + 2, Math.Min(Columns.Of(results.Items[i].Name), Least));
                    _figures[i] = 0;
                }
            }
            _shown.Add(results.Baseline);
            int used = _widths[results.Baseline] + 2;
            foreach (int i in Enumerable.Range(0, _widths.Length).OrderBy(i => Math.Abs(i - column)))
            {
                if (i == results.Baseline || used + _widths[i] + 2 > room) continue;
                _shown.Add(i);
                used += _widths[i] + 2;
            }
            _shown.Sort((a, b) => a == results.Baseline ? -1 : b == results.Baseline ? 1 : a - b);
            _hidden = _widths.Length - _shown.Count;
            _title = Math.Max(_title, Math.Min(rows.Max(r => Columns.Of(r.Title)), width - used));
        }

        /// <summary>Where an item's column begins (its left gap) and how wide it is; null where it is not shown.</summary>
        public (int X, int Width)? Place(int item)
        {
            int x = 1 + _title;
            foreach (int i in _shown)
            {
                if (i == item) return (x, _widths[i]);
                x += _widths[i] + 2;
            }
            return null;
        }

        public Line Heading()
        {
            var line = new Line().Add(Columns.Left(_hidden > 0 ? $"{_hidden} more by ←→" : "", _title), Style.Dim);
            foreach (int i in _shown)
            {
                string name = (i == _results.Baseline ? "=" : "") + _results.Items[i].Name;
                line.Add(" ").Add(Columns.Right(Columns.Cut(name, _widths[i]), _widths[i]), i == _results.Baseline ? Style.Bold : Style.Plain).Add(" ");
            }
            return line;
        }

        public Line Row(CompareRow row, bool dim)
        {
            var line = new Line().Add(Columns.Left(row.Title, _title));
            foreach (int i in _shown) line.Add(" ").Add(Cell(row, i)).Add(" ");
            return dim ? line.With(Emphasis.Dim) : line;
        }

        private Line Cell(CompareRow row, int i)
        {
            var cell = row.Cells[i];
            if (i == _results.Baseline || cell.Difference is null)
            {
                string figure = row.Kind == CompareKind.Worlds && i == _results.Baseline ? "" : Figure(row, cell);
                return new Line().Add(Columns.Right(figure, i == _results.Baseline || row.Kind != CompareKind.Worlds ? _widths[i] : _widths[i] - 2))
                    .To(_widths[i]);
            }
            var line = new Line();
            if (_figures[i] > 0) line.Add(Columns.Right(Figure(row, cell), _figures[i])).Add("  ");
            string mark = cell.Of is { IsOfSome: true } ? " *" : !cell.IsTold || !row.IsShare ? "  " : cell.Difference > 0 ? " ▲" : " ▼";
            var style = !cell.IsTold ? Style.Dim : !row.IsShare ? Style.Plain : cell.Difference > 0 ? Style.Up : Style.Down;
            return line.Add(Columns.Right(Difference(row, cell), _widths[i] - line.Width - 2), style).Add(mark, style);
        }
    }
}
