using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>The table of measures.</summary>
internal sealed class MeasureColumns
{
    private const int Figure = 8, MostSpark = 32, LongestUnit = 14;
    private readonly WorkbenchModel _model;
    private readonly SimulationResults _results;
    private readonly int _title, _share, _unit, _spark;
    private readonly int _decimals;

    public MeasureColumns(WorkbenchModel model, SimulationResults results, int width)
    {
        (_model, _results) = (model, results);
        _decimals = Say.Decimals(results.HalfWidth);
        int title = results.Measures.Count == 0 ? 0 : results.Measures.Max(m => Columns.Of(Say.Title(m.Measure)));
        _share = results.Measures.Any(m => m.Share < 1) ? Math.Max(9, results.Measures.Max(m => Columns.Of(Share(m)))) : 0;
        int figures = 4 * (Figure + 1);
        // Titles are cut before figures are; the sparkline goes first, then the unit.
        _title = Math.Max(10, Math.Min(title, width - figures - _share));
        int unit = results.Measures.Select(m => Columns.Of(Values.Unit(m.Measure))).DefaultIfEmpty(0).Max();
        _unit = unit > 0 && title + _share + figures + 1 + Math.Min(unit, LongestUnit) <= width ? Math.Min(unit, LongestUnit) : 0;
        if (_unit > 0) figures += _unit + 1;
        _spark = Math.Clamp(width - _title - _share - figures - 3, 0, MostSpark);
        if (_spark < 6) _spark = 0;
    }

    public Line Heading()
    {
        var line = new Line().Add(Columns.Left("Measure", _title + _share));
        line.Add(" ").Add(Columns.Right("mean", Figure)).Add(new string(' ', _unit > 0 ? _unit + 1 : 0));
        foreach (string name in (string[])["q5", "q50", "q95"]) line.Add(" ").Add(Columns.Right(name, Figure));
        return line.With(Emphasis.Dim);
    }

    public Line Row(MeasureResult m)
    {
        var line = new Line().Add(Columns.Left(Columns.Cut(Say.Title(m.Measure), _title) + Share(m), _title + _share)).Add(" ");
        if (m.Bins.Count > 0 && Agreeing.AreTooFew(_results, m.Share)) return line.Add(Agreeing.TooFew, Style.Dim);
        line.Add(Columns.Right(Say.Mean(m.Mean, m.MeanLow, m.MeanHigh), Figure), Style.Bold);
        if (_unit > 0) line.Add(" ").Add(Columns.Left(Values.Unit(m.Measure), _unit), Style.Dim);
        foreach (int i in (int[])[0, 2, 4]) line.Add(" ").Add(Columns.Right(i < m.Quantiles.Count ? Say.Quantile(m, i) : "", Figure));
        if (_spark == 0 || m.Bins.Count == 0) return line;
        var axis = OutcomesUpdate.AxisOf(_model, m, _spark);
        return line.Add("   ").Add(Histogram.Spark(axis.Counts(m.Bins), _model.Glyphs), Style.Cyan);
    }

    private string Share(MeasureResult m) => m.Share < 1 ? $" ({Say.Percent(m.Share, _decimals)})" : "";
}
