using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>Columns that grow upward: a histogram of several rows, or of one (a sparkline).</summary>
public static class Histogram
{
    /// <summary>Heights as rows of text, the topmost first; every row as wide as there are heights.</summary>
    /// <param name="heights">One a column; not finite or negative counts as 0.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="glyphs">The characters.</param>
    /// <param name="full">The height that fills the rows; null: the greatest.</param>
    public static IReadOnlyList<string> Draw(IReadOnlyList<double> heights, int rows, Glyphs glyphs, double? full = null)
    {
        double top = full ?? heights.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        int steps = glyphs.Lower.Length - 1;
        var lines = new string[Math.Max(0, rows)];
        for (int row = 0; row < lines.Length; row++)
        {
            int below = (rows - 1 - row) * steps;
            lines[row] = string.Create(heights.Count, 0, (text, _) =>
            {
                for (int i = 0; i < text.Length; i++) text[i] = glyphs.Lower[Math.Clamp(Parts(heights[i], top, rows * steps) - below, 0, steps)];
            });
        }
        return lines;
    }

    /// <summary>One row.</summary>
    public static string Spark(IReadOnlyList<double> heights, Glyphs glyphs, double? full = null) => Draw(heights, 1, glyphs, full)[0];

    // What is there at all shows at least the lowest mark: a rare value must not look like none.
    private static int Parts(double height, double top, int full) =>
        !(height > 0) || !(top > 0) || !double.IsFinite(height) ? 0 : Math.Clamp((int)Math.Round(height / top * full), 1, full);
}
