using System.Text;
using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>A bar that grows to the right: solid to the lower bound, graded over the interval.</summary>
public static class Bar
{
    /// <summary>The bar, as wide as it is long.</summary>
    /// <param name="value">The value; negative counts as 0.</param>
    /// <param name="low">Lower bound of its interval, or null.</param>
    /// <param name="high">Upper bound, or null.</param>
    /// <param name="full">The value that fills the width.</param>
    /// <param name="width">Columns.</param>
    /// <param name="glyphs">The characters.</param>
    public static string Draw(double value, double? low, double? high, double full, int width, Glyphs glyphs)
    {
        if (width <= 0 || !(full > 0) || !double.IsFinite(value)) return "";
        double at = Math.Clamp(value / full, 0, 1) * width;
        double from = Math.Clamp((low ?? value) / full, 0, 1) * width;
        double to = Math.Clamp((high ?? value) / full, 0, 1) * width;
        // Within one cell an interval cannot be graded: the edge then shows the value itself, in parts of a cell.
        return to - from < 1 ? Solid(at, glyphs.Left) : Graded(from, at, to, glyphs);
    }

    /// <summary>The column of a value in a bar, for a mark; always within it.</summary>
    /// <param name="value">The value; negative counts as 0.</param>
    /// <param name="full">The value that fills the width.</param>
    /// <param name="width">Columns; 1 or more.</param>
    public static int Column(double value, double full, int width) => full > 0 && value > 0 ? Math.Clamp((int)Math.Ceiling(value / full * width) - 1, 0, width - 1) : 0;

    private static string Solid(double length, string parts)
    {
        int steps = parts.Length - 1;
        int eighths = (int)Math.Round(length * steps);
        var bar = new StringBuilder().Append(parts[^1], eighths / steps);
        if (eighths % steps > 0) bar.Append(parts[eighths % steps]);
        return bar.ToString();
    }

    private static string Graded(double from, double at, double to, Glyphs glyphs)
    {
        int solid = (int)Math.Round(from), middle = (int)Math.Round(at), end = Math.Max(solid + 1, (int)Math.Round(to));
        return new StringBuilder().Append(glyphs.Left[^1], solid).Append(glyphs.Grades[0], Math.Max(0, middle - solid))
            .Append(glyphs.Grades[1], Math.Max(0, end - Math.Max(middle, solid))).ToString();
    }
}
