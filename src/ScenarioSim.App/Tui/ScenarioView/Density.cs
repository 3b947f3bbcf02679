using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>A distribution as its density, with the median and the middle 90%.</summary>
public static class Density
{
    /// <summary>The drawing in lines of a width.</summary>
    public static IEnumerable<Line> Lines(Distribution distribution, Kind kind, Scenario scenario, int width, int rows, Glyphs glyphs)
    {
        if (kind is Kind.Word or Kind.Truth) return Named(distribution, kind, scenario, width, glyphs);
        double low = distribution.Quantile(0.005), high = distribution.Quantile(0.995);
        if (high <= low) return [Line.Of($"always {Say.Value(low, kind, scenario)}")];
        double margin = (high - low) * 0.04;
        low = Math.Max(distribution.Low, low - margin);
        high = Math.Min(distribution.High, high + margin);
        return Shape(distribution, kind, scenario, low, high, Math.Min(width, 72), rows, glyphs).Concat(Middle(distribution, kind, scenario).Wrapped(width));
    }

    private static IEnumerable<Line> Shape(Distribution distribution, Kind kind, Scenario scenario, double low, double high, int width, int rows, Glyphs glyphs)
    {
        // Differences of the distribution function: right for densities, for single values and for mixtures of both.
        // The first column has what is just at its left end too, but nothing of the tail that is not shown.
        double At(int x) => x == 0 ? Math.BitDecrement(low) : x == width ? high : low + ((high - low) * x / width);
        double[] heights = [.. Enumerable.Range(0, width).Select(x => distribution.Cdf(At(x + 1)) - distribution.Cdf(At(x)))];
        foreach (string row in Histogram.Draw(heights, rows, glyphs)) yield return Line.Of(row, Style.Cyan);
        (double from, double median, double to) = (distribution.Quantile(0.05), distribution.Quantile(0.5), distribution.Quantile(0.95));
        int Column(double value) => (int)Math.Clamp((value - low) / (high - low) * width, 0, width - 1);
        var marks = new char[width];
        Array.Fill(marks, ' ');
        for (int x = Column(from); x <= Column(to); x++) marks[x] = glyphs.Box[0];
        marks[Column(median)] = glyphs.Cursor;
        yield return Line.Of(new string(marks), Style.Magenta);
        string left = Say.Value(low, kind, scenario), right = Say.Value(high, kind, scenario);
        yield return new Line().Add(left, Style.Dim).To(width - Columns.Of(right)).Add(right, Style.Dim);
    }

    private static Line Middle(Distribution distribution, Kind kind, Scenario scenario)
    {
        string At(double p) => Say.Value(distribution.Quantile(p), kind, scenario);
        return new Line().Add("median ").Add(At(0.5), Style.Bold).Add(", ").Add("90 % ").Add($"{At(0.05)} to {At(0.95)}", Style.Bold).Add(", ").Add($"mean {Say.Value(distribution.Mean, kind, scenario)}");
    }

    private static IEnumerable<Line> Named(Distribution distribution, Kind kind, Scenario scenario, int width, Glyphs glyphs)
    {
        List<(string Name, double Share)> values = kind == Kind.Truth
            ? [("true", 1 - distribution.Cdf(0.5)), ("false", distribution.Cdf(0.5))]
            : [.. Enumerable.Range(0, scenario.Words.Count).Select(i => (scenario.Words[i], distribution.Cdf(i) - distribution.Cdf(i - 0.5)))
                .Where(v => v.Item2 > 0)];
        int name = values.Max(v => Columns.Of(v.Name));
        int bar = Math.Clamp(width - name - 12, 4, 40);
        foreach ((string text, double share) in values)
        {
            yield return new Line().Add(Columns.Left(text, name)).Add("  ").Add(Columns.Left(Bar.Draw(share, null, null, 1, bar, glyphs), bar), Style.Cyan)
                .Add(Columns.Right(Say.Percent(share, 1), 8), Style.Bold);
        }
    }
}
