using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Sections;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>The table: a row an outcome, a column an item, paired differences to the baseline.</summary>
public static class CompareTable
{
    // In the width of a figure.
    private const string TooFew = "too few";

    private const int MostDecimals = 9;

    /// <summary>Draws it.</summary>
    public static void Draw(WorkbenchModel model, Surface at)
    {
        var rows = CompareUpdate.Rows(model);
        if (rows.Count == 0)
        {
            at.Put(1, 0, Lists.NothingMatches, Style.Dim);
            return;
        }
        var layout = new CompareLayout(model, rows, at.Width - 1);
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
    public static string Difference(CompareRow row, CompareCell cell, Glyphs glyphs)
    {
        if (cell.Difference is not { } d) return "";
        double scale = row.IsShare ? 100 : 1, half = (cell.High - cell.Low) / 2 * scale;
        // Of a lopsided interval that is clear of 0 the middle may not be: then what it leaves towards 0 is said.
        if (cell.IsTold && half >= Math.Abs(d) * scale) half = Math.Min(half, (d > 0 ? d - cell.Low : cell.High - d) * scale);
        if (cell.IsOfFew) return TooFew;
        if (!cell.IsTold && half == 0) return ComparisonSections.Alike;
        return cell.IsTold ? Say.Told(d * scale, half, row.Decimals, glyphs) : $"{ComparisonSections.NotTold} {glyphs.Error}{Say.Fixed(half, Say.ErrorDecimals(half, row.Decimals))}";
    }

    /// <summary>A bound of the interval of a difference, to the decimals of its cell.</summary>
    public static string Bound(CompareRow row, CompareCell cell, double bound)
    {
        double scale = row.IsShare ? 100 : 1;
        return cell.IsOfFew ? TooFew : Say.Signed(bound * scale, Say.ErrorDecimals((cell.High - cell.Low) / 2 * scale, row.Decimals));
    }

    /// <summary>Both means that the difference of a measure is of, where its worlds are not all: <c>mean 61.8, baseline's 63.4</c>. Rounding leaves apart what the interval tells apart.</summary>
    public static string Means(CompareRow row, CompareCell cell, string? item = null, string? baseline = null)
    {
        int decimals = Say.ErrorDecimals((cell.High - cell.Low) / 2, row.Decimals);
        while (cell.IsTold && decimals < MostDecimals && Say.Fixed(cell.Of!.Mean, decimals) == Say.Fixed(cell.Of.BaselineMean, decimals)) decimals++;
        string mean = Say.Fixed(cell.Of!.Mean, decimals), before = Say.Fixed(cell.Of.BaselineMean, decimals);
        return item is null || baseline is null ? $"mean {mean}, baseline's {before}" : $"{item} {mean}, {baseline} {before}";
    }

    /// <summary>A figure as a cell says it.</summary>
    public static string Figure(CompareRow row, CompareCell cell) =>
        double.IsNaN(cell.Figure) ? "" : cell.IsOfFew && !row.IsShare ? TooFew : row.IsShare ? Say.Percent(cell.Figure, row.Decimals) : Say.Fixed(cell.Figure, row.Decimals);

    // The cursor's cell within the reversed row: bold and marked by brackets, which also work without colour.
    private static void Mark(WorkbenchModel model, Surface at, CompareLayout layout, int cursor)
    {
        int y = cursor - model.Scrolls["compare"].Top;
        if (layout.Place(CompareUpdate.Column(model)) is not { } place || y < 0 || y >= at.Height) return;
        at.Put(place.X, y, "[", Style.Bold.With(Emphasis.Reverse));
        at.Put(place.X + place.Width + 1, y, "]", Style.Bold.With(Emphasis.Reverse));
    }

    private static void Heads(WorkbenchModel model, Surface at, CompareLayout layout)
    {
        for (int i = 0; i < model.Compare.Results!.Items.Count; i++)
        {
            int column = i;
            if (layout.Place(i) is { } place) at.Answer(new Area(place.X, 0, place.Width + 2, 1), m => CompareUpdate.At(m, column),
                m => CompareUpdate.At(m, column).Then(CompareUpdate.Sort));
        }
    }

    private static void Clicks(WorkbenchModel model, Surface at, CompareLayout layout, int count)
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
}
