using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>Differences as dots with their intervals about a zero line, all rows on one scale; and the worlds behind them.</summary>
public static class Differences
{
    /// <summary>One row.</summary>
    /// <param name="value">The difference.</param>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    /// <param name="reach">The scale: minus this to plus this fills the width.</param>
    /// <param name="width">Columns.</param>
    /// <param name="glyphs">The characters.</param>
    public static Line Draw(double value, double low, double high, double reach, int width, Glyphs glyphs)
    {
        var text = new char[width];
        Array.Fill(text, ' ');
        int At(double x) => (int)Math.Clamp(Math.Round((x / reach * 0.5 + 0.5) * (width - 1)), 0, width - 1);
        text[At(0)] = glyphs.Box[1];
        for (int x = At(low); x <= At(high); x++) text[x] = x == At(0) ? glyphs.Box[6] : glyphs.Box[0];
        text[At(value)] = glyphs.Dot;
        return Line.Of(new string(text), low > 0 ? Style.Up : high < 0 ? Style.Down : Style.Plain);
    }

    /// <summary>A difference with its name and its figure.</summary>
    /// <param name="Title">What it is of.</param>
    /// <param name="Value">The difference.</param>
    /// <param name="Low">Lower bound.</param>
    /// <param name="High">Upper bound.</param>
    /// <param name="Figure">The difference as text.</param>
    /// <param name="IsLooked">Whether it is the one that is looked at.</param>
    public sealed record Row(string Title, double Value, double Low, double High, string Figure, bool IsLooked);

    /// <summary>Rows on one scale, so that a small difference looks small, with the scale under them.</summary>
    /// <param name="rows">One or more.</param>
    /// <param name="areShares">Whether they are of shares, and the scale in percentage points.</param>
    /// <param name="width">Columns.</param>
    /// <param name="glyphs">The characters.</param>
    public static IEnumerable<Line> Rows(IReadOnlyList<Row> rows, bool areShares, int width, Glyphs glyphs)
    {
        double reach = Math.Max(1e-12, rows.Max(r => Math.Max(Math.Abs(r.Low), Math.Abs(r.High))) * 1.05);
        string[] titles = [.. rows.Select(r => r.Title)];
        int title = Math.Min(width / 3, titles.Max(Columns.Of)), figure = rows.Max(r => Columns.Of(r.Figure));
        int chart = Math.Max(11, Math.Min(81, width - title - figure - 6)) | 1;
        if (title + figure + chart + 4 > width) chart -= 2;
        foreach (var row in rows)
        {
            var name = row.IsLooked ? Style.Bold : Style.Plain;
            yield return new Line().Add(row.IsLooked ? "›" : " ", Style.Bold).Add(Columns.LeftApart(row.Title, title, titles), name).Add(" ")
                .Add(Draw(row.Value, row.Low, row.High, reach, chart, glyphs)).Add(" ").Add(Columns.Right(row.Figure, figure), name);
        }
        double scale = areShares ? 100 : 1;
        int ends = Say.ErrorDecimals(reach * scale, 1);
        string left = Say.Signed(-reach * scale, ends), right = Say.Signed(reach * scale, ends);
        yield return new Line().To(title + 2).Add(left, Style.Dim).To(title + 2 + (chart / 2)).Add("0", Style.Dim).To(title + 2 + chart - Columns.Of(right))
            .Add(right, Style.Dim);
    }

    /// <summary>A hundred worlds: those that gain the outcome, those that lose it, those that stay as they are.</summary>
    public static Line Worlds(double into, double outOf, int count, Glyphs glyphs)
    {
        int more = (int)Math.Round(into * count), less = Math.Min(count - more, (int)Math.Round(outOf * count));
        return new Line().Add(new string(glyphs.Worlds[0], more), Style.Up).Add(new string(glyphs.Worlds[1], less), Style.Down)
            .Add(new string(glyphs.Worlds[2], count - more - less), Style.Dim);
    }
}
