namespace ScenarioSim.Reports.Html;

/// <summary>One row of a <see cref="RowChart"/>: a name, what is drawn, and what it comes to in figures.</summary>
/// <param name="Label">The name, at the left.</param>
/// <param name="Figures">The figures, at the right.</param>
internal sealed record ChartRow(string Label, string Figures)
{
    /// <summary>A heading over rows, with nothing drawn.</summary>
    public static ChartRow Heading(string text) => new(text, "") { IsHeading = true };

    /// <summary>Whether it is a heading.</summary>
    public bool IsHeading { get; init; }

    /// <summary>Which colour it has.</summary>
    public int Colour { get; init; }

    /// <summary>A broad bar from one value to another.</summary>
    public (double From, double To)? Bar { get; init; }

    /// <summary>A thin line from one value to another: an interval, or the outer quantiles.</summary>
    public (double From, double To)? Thin { get; init; }

    /// <summary>A thick line: the quartiles.</summary>
    public (double From, double To)? Thick { get; init; }

    /// <summary>A round mark.</summary>
    public double? Dot { get; init; }

    /// <summary>A hollow mark, of what it is held against.</summary>
    public double? Beside { get; init; }

    /// <summary>Where it stands on the axis.</summary>
    public IEnumerable<double> Values => new[] { Bar?.From, Bar?.To, Thin?.From, Thin?.To, Thick?.From, Thick?.To, Dot, Beside }.OfType<double>();
}

/// <summary>Rows on one axis: bars, dots with intervals, quantiles.</summary>
internal static class RowChart
{
    private const double Width = 760, RowHeight = 22, AxisHeight = 24, Gap = 10, MostLabel = 270, MostFigures = 220;

    /// <summary>Draws them.</summary>
    /// <param name="rows">From top to bottom.</param>
    /// <param name="label">What those are told who do not see it.</param>
    /// <param name="tick">How a value on the axis is written.</param>
    /// <param name="zero">Whether the axis holds 0.</param>
    /// <param name="reference">A line through all rows, such as that of no difference; null: none.</param>
    public static string Draw(IReadOnlyList<ChartRow> rows, string label, Func<double, string> tick, bool zero, double? reference = null)
    {
        double labels = Math.Min(MostLabel, rows.Where(r => !r.IsHeading).Select(r => r.Label.Length).DefaultIfEmpty(0).Max() * Svg.Letter);
        double figures = Math.Min(MostFigures, rows.Select(r => r.Figures.Length).DefaultIfEmpty(0).Max() * Svg.Letter);
        Ruler ruler = Ruler.Of(rows.SelectMany(r => r.Values).Concat(reference is { } r0 ? [r0] : []), labels + (2 * Gap), Width - figures - (2 * Gap), zero);
        double bottom = rows.Count * RowHeight;
        var svg = new Svg();
        foreach (double value in ruler.Ticks(6))
        {
            svg.Line("grid", ruler.At(value), 0, ruler.At(value), bottom);
            svg.Text("soft mid", ruler.At(value), bottom + 15, tick(value));
        }
        if (reference is { } line) svg.Line("axis", ruler.At(line), 0, ruler.At(line), bottom);
        for (int i = 0; i < rows.Count; i++) Draw(svg, rows[i], ruler, (i * RowHeight) + (RowHeight / 2), labels);
        return svg.Whole(Width, bottom + AxisHeight, label);
    }

    private static void Draw(Svg svg, ChartRow row, Ruler ruler, double middle, double labels)
    {
        if (row.IsHeading)
        {
            svg.Text("strong", 0, middle + 5, row.Label, Width);
            return;
        }
        svg.Text("end", labels + Gap, middle + 4, row.Label, labels + 1);
        string look = $"c{row.Colour % Palette.Colours}";
        string told = $"{row.Label}: {row.Figures}";
        if (row.Bar is { } bar) svg.Box(look, Math.Min(ruler.At(bar.From), ruler.At(bar.To)), middle - 7, Math.Max(1, Math.Abs(ruler.At(bar.To) - ruler.At(bar.From))), 14, told);
        string line = row.Bar is null ? $"l{row.Colour % Palette.Colours}" : "ink";
        if (row.Thin is { } thin)
        {
            (double from, double to) = (ruler.At(thin.From), ruler.At(thin.To));
            svg.Line(line, from, middle, to, middle).Line(line, from, middle - 4, from, middle + 4).Line(line, to, middle - 4, to, middle + 4);
        }
        if (row.Thick is { } thick) svg.Box(look, ruler.At(thick.From), middle - 4, Math.Max(1, ruler.At(thick.To) - ruler.At(thick.From)), 8, told);
        if (row.Dot is { } dot) svg.Dot(row.Thick is null ? look : "paper", ruler.At(dot), middle, row.Thick is null ? 4 : 3, told);
        if (row.Beside is { } beside) svg.Dot("hollow", ruler.At(beside), middle, 4);
        svg.Text("end", Width, middle + 4, row.Figures, MostFigures);
    }
}
