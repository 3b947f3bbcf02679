using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>A quantile dotplot: each dot is an equal share of the runs, one glyph a cell, so that chances can be counted.</summary>
/// <param name="Rows">The dots, topmost row first, as wide as the axis.</param>
/// <param name="Axis">Where the columns stand.</param>
/// <param name="Heights">How many dots each column has.</param>
/// <param name="Never">How many dots stand for runs without the measure.</param>
/// <param name="Dots">Dots in all.</param>
public sealed record Dotplot(IReadOnlyList<string> Rows, Axis Axis, IReadOnlyList<int> Heights, int Never, int Dots)
{
    /// <summary>The plot of a distribution in at most so many columns and rows.</summary>
    public static Dotplot Draw(IReadOnlyList<Bin> bins, double share, int dots, int width, int height, Glyphs glyphs, double? low = null, double? high = null)
    {
        int present = (int)Math.Round(dots * Math.Clamp(share, 0, 1));
        IReadOnlyList<double> values = Quantiles(bins, present);
        // Narrower axes pile the dots higher: the widest on which they make piles at all shows both their places and their shape.
        for (int columns = Math.Max(1, width); ; columns = Math.Max(1, columns * 3 / 4))
        {
            var axis = Axis.Over(bins, columns, low, high);
            var heights = new int[axis.Count];
            foreach (double value in values) heights[axis.At(value)]++;
            int most = heights.Max();
            bool tall = most >= Math.Min(3, Math.Max(1, height / 2));
            if (tall || axis.Count <= 6) return new Dotplot(Pile(heights, height, glyphs), axis, heights, dots - present, dots);
        }
    }

    /// <summary>The values at the middles of so many equal shares.</summary>
    public static IReadOnlyList<double> Quantiles(IReadOnlyList<Bin> bins, int count)
    {
        long total = bins.Sum(b => b.Count);
        var values = new List<double>(count);
        if (total == 0) return values;
        long seen = 0;
        int bin = 0;
        for (int i = 0; i < count; i++)
        {
            double want = (i + 0.5) / count * total;
            while (bin < bins.Count - 1 && seen + bins[bin].Count < want) seen += bins[bin++].Count;
            double part = bins[bin].Count == 0 ? 0 : Math.Clamp((want - seen) / bins[bin].Count, 0, 1);
            values.Add(bins[bin].Low + (part * (bins[bin].High - bins[bin].Low)));
        }
        return values;
    }

    private static List<string> Pile(int[] heights, int height, Glyphs glyphs)
    {
        int rows = Math.Min(height, Math.Max(1, heights.Max()));
        var lines = new List<string>(rows);
        for (int row = rows; row >= 1; row--)
        {
            // A pile that is too high says so with a plus in its top row.
            lines.Add(string.Concat(heights.Select(h => row == rows && h > rows ? '+' : h >= row ? glyphs.Dot : ' ')));
        }
        return lines;
    }
}
