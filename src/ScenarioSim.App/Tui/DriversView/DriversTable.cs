using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.DriversView;

/// <summary>The table: a row an assumption, from the one end to the other, on one scale for all.</summary>
public sealed class DriversTable
{
    private const int LeastStrip = 6, LeastName = 8, LongestName = 24, LongestEnd = 16, LongestShort = 300, Gap = 2;
    private const string NameHeading = "Assumption";

    private readonly WorkbenchModel _model;
    private readonly Thing _thing;
    private readonly IReadOnlyList<DriverRow> _rows;
    private readonly int _name, _ends, _strip, _figures, _by;
    private readonly double _low, _high, _now;
    private readonly string[] _names;

    /// <param name="model">The model.</param>
    /// <param name="rows">The rows; one or more.</param>
    /// <param name="width">Columns.</param>
    public DriversTable(WorkbenchModel model, IReadOnlyList<DriverRow> rows, int width)
    {
        (_model, _rows, _thing) = (model, rows, DriversUpdate.Looked(model)!);
        _names = [.. rows.Select(Name)];
        _now = Now(model, _thing);
        double[] all = [.. rows.SelectMany(r => (double[])[r.Start, r.End]), .. double.IsFinite(_now) ? [_now] : Array.Empty<double>()];
        (_low, _high) = (all.Min(), all.Max());
        _figures = rows.Max(r => Columns.Of(Figures(r)));
        _by = Math.Max(Columns.Of(ByHeading), rows.Max(r => Columns.Of(By(r))));
        int name = Math.Max(Columns.Of(NameHeading), Math.Min(LongestName, _names.Max(Columns.Of))), ends = rows.Max(r => Columns.Of(Ends(r)));
        int rest = _figures + Gap + _by + Gap;
        // The strip narrows first and goes; then names are cut, then the ends go, which the detail has too.
        _strip = width - rest - name - Gap - ends - Gap;
        if (_strip < LeastStrip) _strip = 0;
        int left = width - rest - (_strip > 0 ? _strip + Gap : 0) - Gap;
        _name = Math.Clamp(left - ends, Math.Min(LeastName, name), name);
        if (_name + ends > left) (_name, ends) = (Math.Clamp(left, 1, name), -Gap);
        _ends = ends;
    }

    /// <summary>The headings.</summary>
    public Line Heading()
    {
        var line = new Line().Add(Columns.Left(Columns.Cut(NameHeading, _name), _name + Gap)).Add(Columns.Left($"from {_model.Glyphs.Arrow} to", _ends + Gap));
        if (_strip > 0)
        {
            (string low, string high) = (Rough(_low), Rough(_high));
            line.Add(Columns.Of(low) + Columns.Of(high) + 1 > _strip ? new string(' ', _strip) : low + new string(' ', _strip - Columns.Of(low) - Columns.Of(high)) + high).Add(new string(' ', Gap));
        }
        line.Add(Columns.Right(_thing.Of switch { SwingOf.Outcome => "share", SwingOf.Happens => "happens", SwingOf.Value => "value", _ => "mean" }, _figures)).Add(new string(' ', Gap)).Add(Columns.Right(ByHeading, _by));
        return line.With(Emphasis.Dim);
    }

    /// <summary>A row.</summary>
    public Line Row(int index)
    {
        var row = _rows[index];
        var line = new Line().Add(Columns.LeftApart(_names[index], _name, _names), row.Driver is null ? Style.Bold : Style.Plain).Add(new string(' ', Gap))
            .Add(Columns.Left(Ends(row), Math.Max(0, _ends))).Add(new string(' ', Math.Max(0, _ends + Gap) - Math.Max(0, _ends)));
        if (_strip > 0) line.Add(Strip(row)).Add(new string(' ', Gap));
        line.Add(Columns.Right(Figures(row), _figures)).Add(new string(' ', Gap)).Add(Columns.Right(By(row), _by), Style.Bold);
        return _model.File!.IsStale ? line.With(Emphasis.Dim) : line;
    }

    /// <summary>What the thing is with everything as it is believed; not a number where it is nothing.</summary>
    public static double Now(WorkbenchModel model, Thing thing)
    {
        var now = model.Drivers.Results!.Base;
        return thing.Of switch
        {
            SwingOf.Outcome => now.Outcomes.FirstOrDefault(o => o.Outcome.Name == thing.Name)?.Probability,
            SwingOf.Value => now.Value?.Mean,
            SwingOf.Happens => now.Measures.FirstOrDefault(m => m.Measure.Name == thing.Name)?.Share,
            _ => now.Measures.FirstOrDefault(m => m.Measure.Name == thing.Name)?.Mean,
        } ?? double.NaN;
    }

    /// <summary>How far, with half its interval: <c>+54.6 ±0.3</c>.</summary>
    public static string By(Swing swing, bool isShare, Glyphs glyphs)
    {
        double scale = isShare ? 100 : 1, half = (swing.High - swing.Low) / 2 * scale;
        if (!swing.IsTold && half == 0) return ComparisonSections.Alike;
        if (half == 0) return Say.Signed(swing.Difference * scale, Numbers.Decimals([swing.Start * scale, swing.End * scale]));
        double towards = swing.Difference > 0 ? swing.Difference - swing.Low : swing.High - swing.Difference;
        // Of a lopsided interval the half towards 0 is said where the mean of both would reach it.
        return swing.IsTold ? Say.Told(swing.Difference * scale, half < Math.Abs(swing.Difference) * scale ? half : Math.Min(half, towards * scale), 0, glyphs)
            : $"{ComparisonSections.NotTold} {glyphs.Error}{Say.Fixed(half, Say.ErrorDecimals(half, 0))}";
    }

    /// <summary>Both ends of an assumption: <c>bargain → seize</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="driver">The assumption.</param>
    /// <param name="swing">Between which ends.</param>
    /// <param name="longest">Each end is cut to so many columns.</param>
    public static string Ends(WorkbenchModel model, Driver driver, Swing swing, int longest = int.MaxValue)
    {
        var scenario = model.Drivers.Results!.Base.Scenario;
        // Dates without their year where it can be but one.
        DateTime At(int end) => scenario.Clock.At(driver.Ends[end].Value);
        bool isShort = driver.Assumption.Kind == Kind.Date && new[] { scenario.Clock.Start, At(swing.From), At(swing.To) } is var dates
            && dates.Skip(1).All(d => d.TimeOfDay == TimeSpan.Zero) && dates.Max() - dates.Min() < TimeSpan.FromDays(LongestShort);
        string End(int end) => Columns.Cut(isShort ? Say.ShortDate(At(end)) : DriverSections.End(scenario, driver, end), longest);
        return $"{End(swing.From)} {model.Glyphs.Arrow} {End(swing.To)}";
    }

    private string Ends(DriverRow row) => row.Driver is { } driver ? Ends(_model, driver, row.Swing!, LongestEnd) : "90 % of models";

    private string ByHeading => _thing.IsShare ? "by, pp" : "by";

    private static string Name(DriverRow row) => row.Driver?.Assumption.Name ?? "if all were known";

    private string By(DriverRow row) => row.Swing is { } swing ? By(swing, _thing.IsShare, _model.Glyphs) : "";

    private string Figures(DriverRow row)
    {
        double scale = _thing.IsShare ? 100 : 1;
        int decimals = row.Swing is { } s ? Decimals(s, scale) : row.Doubt!.Quantiles.Min(q => Decimals(q, scale));
        return $"{Say.Fixed(row.Start * scale, decimals)} {_model.Glyphs.Arrow} {Say.Fixed(row.End * scale, decimals)}{(_thing.IsShare ? " %" : "")}";
    }

    /// <summary>The decimals that the interval of a difference supports.</summary>
    public static int Decimals(Swing s, double scale) => s.High > s.Low ? Say.ErrorDecimals((s.High - s.Low) / 2 * scale, 0) : Numbers.Decimals([s.Start * scale, s.End * scale]);

    /// <summary>The decimals that the interval of a quantile supports.</summary>
    public static int Decimals(DoubtQuantile q, double scale) => double.IsFinite(q.High - q.Low) && q.High > q.Low ? Say.ErrorDecimals((q.High - q.Low) / 2 * scale, 0) : 1;

    private string Rough(double value) => _thing.IsShare ? Say.Percent(value, 0) : Say.Number(Math.Round(value, 1));

    // Light from the one end to what it is as believed, solid from there to the other; a line where that is.
    private Line Strip(DriverRow row)
    {
        int Cell(double x) => _high > _low ? (int)Math.Clamp(Math.Round((x - _low) / (_high - _low) * (_strip - 1)), 0, _strip - 1) : 0;
        int from = Cell(row.Start), to = Cell(row.End), now = double.IsFinite(_now) ? Cell(_now) : -1;
        int turn = Math.Clamp(now < 0 ? (from + to) / 2 : now, Math.Min(from, to), Math.Max(from, to));
        var text = new char[_strip];
        Array.Fill(text, ' ');
        for (int x = Math.Min(from, to); x <= Math.Max(from, to); x++) text[x] = x == to || (x > turn) == (to > from) ? _model.Glyphs.Left[^1] : _model.Glyphs.Grades[1];
        if (now >= 0) text[now] = _model.Glyphs.Box[1];
        return Line.Of(new string(text), row.Driver is null ? Style.Magenta : Style.Cyan);
    }
}
