using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>One area of a stack.</summary>
/// <param name="Letter">Stands in its fill.</param>
/// <param name="Shares">One a column, 0..1; those of all areas sum to 1.</param>
public sealed record AreaBand(char Letter, IReadOnlyList<double> Shares);

/// <summary>Areas stacked to 100%: the lowest solid with its edge in eighths, where it can be read; the others in textures, each with its letter.</summary>
public static class Areas
{
    // Close enough that no area goes without its letter, wide enough that the letters do not cover the fill.
    private const int LetterEvery = 14;

    /// <summary>The stack, topmost row first.</summary>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<AreaBand> bands, int width, int height, Glyphs glyphs)
    {
        var cells = new (char Text, int Band)[height, width];
        for (int x = 0; x < width; x++) Fill(cells, bands, x, height, glyphs);
        for (int band = 0; band < bands.Count; band++) Label(cells, band, bands[band].Letter, width, height);
        return [.. Enumerable.Range(0, height).Select(row => Row(cells, row, width))];
    }

    private static void Fill((char Text, int Band)[,] cells, IReadOnlyList<AreaBand> bands, int x, int height, Glyphs glyphs)
    {
        int steps = glyphs.Lower.Length - 1;
        double below = 0;
        int filled = 0;
        for (int band = 0; band < bands.Count; band++)
        {
            below += bands[band].Shares[x];
            int edge = band == bands.Count - 1 ? height : Math.Clamp((int)Math.Round(below * height), filled, height);
            char fill = band == 0 ? glyphs.Lower[^1] : glyphs.Textures[(band - 1) % glyphs.Textures.Length];
            if (band == 0) edge = Math.Min(height, (int)Math.Floor(below * height));
            for (int row = filled; row < edge; row++) cells[height - 1 - row, x] = (fill, band);
            filled = edge;
            int part = band == 0 ? (int)Math.Round(((below * height) - edge) * steps) : 0;
            if (part == 0 || filled >= height) continue;
            cells[height - 1 - filled, x] = (glyphs.Lower[part], 0);
            filled++;
        }
    }

    // A letter goes to the middle of the fill, in every stretch of columns in which the area is a row high.
    private static void Label((char Text, int Band)[,] cells, int band, char letter, int width, int height)
    {
        for (int x = LetterEvery / 4; x < width; x += LetterEvery)
        {
            int best = -1, most = 0;
            for (int i = x; i < Math.Min(width, x + LetterEvery - 2); i++)
            {
                int rows = Rows(cells, band, i, height);
                if (rows > most) (best, most) = (i, rows);
            }
            if (best < 0) continue;
            int at = x < width && Rows(cells, band, x, height) == most ? x : best;
            int first = Enumerable.Range(0, height).First(row => cells[row, at].Band == band);
            cells[first + (most / 2), at] = (letter, -1 - band);
        }
    }

    private static int Rows((char Text, int Band)[,] cells, int band, int x, int height)
    {
        int rows = 0;
        for (int row = 0; row < height; row++) rows += cells[row, x].Band == band ? 1 : 0;
        return rows;
    }

    private static Line Row((char Text, int Band)[,] cells, int row, int width)
    {
        var line = new Line();
        for (int x = 0; x < width; x++)
        {
            (char text, int band) = cells[row, x];
            line.Add(text.ToString(), band switch
            {
                0 => Style.Cyan,
                -1 => Style.Cyan.With(Emphasis.Reverse | Emphasis.Bold),
                < -1 => Style.Bold,
                _ => Style.Dim,
            });
        }
        return line;
    }
}
