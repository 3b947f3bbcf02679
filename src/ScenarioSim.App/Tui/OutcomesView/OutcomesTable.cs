using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>The tables: outcomes with their shares, measures with their quantiles, what is known with how likely it was.</summary>
public static class OutcomesTable
{
    private const int LeastBar = 8, LeastTitle = 12, Gap = 2;

    /// <summary>Rows that the tables take.</summary>
    public static int Height(WorkbenchModel model) => Height(OutcomesUpdate.Rows(model), OutcomesUpdate.Results(model));

    /// <summary>The same without what is known.</summary>
    public static int HeightOfFigures(WorkbenchModel model) => Height([.. OutcomesUpdate.Rows(model).Where(r => r.Kind != OutcomeRowKind.Fact)], OutcomesUpdate.Results(model));

    private static int Height(IReadOnlyList<OutcomeRow> rows, SimulationResults? results) => rows.Count + 1 + (results?.Value is not null && rows.Any(r => r.Kind == OutcomeRowKind.Outcome) ? 1 : 0) + (2 * rows.Select(r => r.Kind).Where(k => k != OutcomeRowKind.Outcome).Distinct().Count());

    /// <summary>Draws them.</summary>
    public static void Draw(WorkbenchModel model, Surface at)
    {
        var results = OutcomesUpdate.Results(model)!;
        var rows = OutcomesUpdate.Rows(model);
        if (rows.Count == 0)
        {
            at.Put(1, 0, Lists.NothingMatches, Style.Dim);
            return;
        }
        // One list for the cursor; the headings stand between its parts, each with the first row below it.
        var layout = new OutcomeColumns(model, results, at.Width - 1);
        // A blank stays at the border.
        var under = new MeasureColumns(model, results, at.Width - 2);
        List<Line> facts = results.Evidence is { Facts.Count: > 0 } known ? [.. FactLines.Of(known, at.Width - 2)] : [];
        var lines = new List<(Line Line, int Row)> { (layout.Heading(), -1) };
        for (int i = 0; i < rows.Count; i++)
        {
            (var kind, int index) = rows[i];
            if (kind != OutcomeRowKind.Outcome && i > 0 && rows[i - 1].Kind == OutcomeRowKind.Outcome && Expected(results) is { } between) lines.Add((between, -1));
            if (kind != OutcomeRowKind.Outcome && (i == 0 || rows[i - 1].Kind != kind)) lines.AddRange([(new Line(), -1), (kind == OutcomeRowKind.Measure ? under.Heading() : facts[0], -1)]);
            lines.Add((kind switch { OutcomeRowKind.Outcome => layout.Row(results.Outcomes[index]), OutcomeRowKind.Measure => under.Row(results.Measures[index]), _ => facts[1 + index] }, i));
        }
        if (rows[^1].Kind == OutcomeRowKind.Outcome && Expected(results) is { } last) lines.Add((last, -1));
        Place(model, at, lines, OutcomesUpdate.Cursor(model));
    }

    // The mean of the outcomes' values with its interval; nothing where they have none.
    private static Line? Expected(SimulationResults results)
    {
        if (results.Value is not { } value) return null;
        var line = new Line().Add("Expected value  ");
        if (Agreeing.AreTooFew(results)) return line.Add(Agreeing.TooFew, Style.Dim);
        line.Add(Numbers.Within(value.Mean, value.Low, value.High), Style.Bold);
        if (value.Low < value.High) line.Add($"  {Numbers.Range(value.Low, value.High)}");
        return results.Evidence is { Facts.Count: > 0, Value: { } all } ? line.Add($"  all {Numbers.Within(all.Mean, all.Low, all.High)}", Style.Dim) : line;
    }

    /// <summary>The columns of outcomes that a table of this width has no room for, as they are headed.</summary>
    public static IReadOnlyList<string> Dropped(WorkbenchModel model, int width) => OutcomesUpdate.Results(model) is { } results ? new OutcomeColumns(model, results, width - 1).Dropped : [];

    /// <summary>A share as the table says it.</summary>
    public static string Share(OutcomeResult outcome, SimulationResults results) => Share(outcome, Say.Decimals(results.HalfWidth));

    private static string Share(OutcomeResult outcome, int decimals) => Say.Percent(outcome.Probability, Decimals(outcome, decimals));

    /// <summary>One rule for all that is said of an outcome in its row: its share, what it was before, and by how much it moved.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="decimals">No fewer than these.</param>
    public static int Decimals(OutcomeResult outcome, int decimals) => Say.IntervalDecimals(outcome.Low, outcome.High, decimals);

    private static void Place(WorkbenchModel model, Surface at, List<(Line Line, int Row)> lines, int cursor)
    {
        var scroll = model.Scrolls["outcomes"];
        int line = lines.FindIndex(l => l.Row == cursor);
        scroll.Fit(lines.Count, at.Height, line <= 1 ? 0 : line);
        if (line > 0) scroll.Top = Math.Clamp(scroll.Top, Math.Max(0, line - at.Height + 1), line);
        bool dim = model.File!.IsStale;
        for (int y = 0; y < at.Height && scroll.Top + y < lines.Count; y++)
        {
            (var text, int row) = lines[scroll.Top + y];
            at.Put(0, y, row >= 0 && row == cursor ? "›" : " ", Style.Bold);
            at.Put(1, y, dim ? text.With(Emphasis.Dim) : text);
            if (row < 0) continue;
            if (row == cursor) at.Emphasize(y, Emphasis.Reverse);
            at.Answer(new Area(0, y, at.Width, 1), m => OutcomesUpdate.Select(m, row), m => OutcomesUpdate.Select(m, row).Then(OutcomesUpdate.Enter),
                step => m => OutcomesUpdate.Select(m, Math.Clamp(cursor + step, 0, OutcomesUpdate.Rows(m).Count - 1)));
        }
    }

    // Columns drop in this order where there is no room: value, interval, the shares of all runs, which are marked in the bars too, or the bar for the sake of words; the bar then narrows away and titles are cut.
    private sealed class OutcomeColumns
    {
        private readonly SimulationResults _results;
        private readonly Glyphs _glyphs;
        private readonly WorkbenchModel _model;
        private readonly SimulationResults? _before;
        private readonly ComparisonResults? _compared;
        private readonly SimulationResults? _exact;
        private readonly EvidenceResult? _known;
        private readonly int _decimals, _title, _share, _interval, _all, _words, _value, _moved, _bar;
        private readonly double _full;

        public OutcomeColumns(WorkbenchModel model, SimulationResults results, int width)
        {
            (_results, _glyphs, _model) = (results, model.Glyphs, model);
            // Both columns are about what was sampled: beside a solution, a difference would be the error of the sampling.
            bool sampled = !model.File!.Exact.IsShown;
            _before = sampled && model.File.Before is { } before && before.Policy.Name == results.Policy.Name && !ReferenceEquals(before, results) ? before : null;
            _compared = sampled && _before is null ? Compared(model, results) : null;
            _exact = Exactly.Marks(model);
            _known = results.Evidence is { Facts.Count: > 0 } known ? known : null;
            _decimals = Say.Decimals(results.HalfWidth);
            _full = Math.Max(Math.Max(results.Outcomes.Max(o => o.High ?? o.Probability), Math.Max(_exact?.Outcomes.Max(o => o.Probability) ?? 0, _known?.Outcomes.Max(o => o.Probability) ?? 0)), 1e-9);
            int title = results.Outcomes.Max(o => Columns.Of(Say.Title(o.Outcome)));
            _share = Math.Max("share".Length, results.Outcomes.Max(o => Columns.Of(Share(o, _decimals))));
            int interval = results.Outcomes.Any(o => o.Low is not null) ? Math.Max(4, results.Outcomes.Max(o => Columns.Of(Interval(o)))) : 0;
            int all = _known is null ? 0 : results.Outcomes.Max(o => Columns.Of(All(o)));
            int words = model.Outcomes.Words ? results.Outcomes.Max(o => Columns.Of(Word(o))) : 0;
            int value = results.Value is null ? 0 : Math.Max(5, results.Outcomes.Max(o => Columns.Of(Value(o))));
            int moved = _before is null && _compared is null ? 0 : Math.Max(15, results.Outcomes.Max(o => Columns.Of(Moved(o))));
            int least = Math.Min(title, width / 3), bar = LeastBar;
            int Needed() => least + Gap + bar + Gap + _share + Wide(interval) + Wide(all) + Wide(words) + Wide(value) + Wide(moved);
            var wanted = (Value: value, Interval: interval, All: all, Words: words);
            if (words > 0 && Math.Min(title, LeastTitle) + Gap + Gap + _share + Wide(words) + Wide(moved) > width) words = 0;
            if (Needed() > width) value = 0;
            if (Needed() > width && words + moved + all > 0) interval = 0;
            if (Needed() > width && words + moved > 0) all = 0;
            // Words were asked for: the bar goes before them, and titles are cut.
            if (Needed() > width && words > 0) bar = 0;
            if (Needed() > width && words > 0) least = Math.Max(Math.Min(title, LeastTitle), least + width - Needed());
            if (Needed() > width) interval = 0;
            if (Needed() > width) all = 0;
            (_interval, _all, _words, _value, _moved) = (interval, all, words, value, moved);
            int rest = Gap + _share + Wide(interval) + Wide(all) + Wide(words) + Wide(value) + Wide(moved);
            _title = Math.Max(8, Math.Min(title, bar == 0 ? width - rest - Gap : Math.Max(width / 3, width - rest - Gap - (width / 3))));
            _bar = bar == 0 ? 0 : Math.Max(0, width - rest - _title - Gap - 1);
            Dropped =
            [
                .. wanted.Value > 0 && value == 0 ? ["value"] : Array.Empty<string>(), .. wanted.Interval > 0 && interval == 0 ? ["interval"] : Array.Empty<string>(),
                .. wanted.All > 0 && all == 0 ? ["all"] : Array.Empty<string>(), .. wanted.Words > 0 && words == 0 ? ["words"] : Array.Empty<string>(), .. _bar == 0 ? ["bars"] : Array.Empty<string>(),
            ];
        }

        /// <summary>What there is no room for.</summary>
        public IReadOnlyList<string> Dropped { get; }

        public Line Heading()
        {
            string level = Percent.Level(_results.Confidence);
            string legend = _exact is not null ? $"{_glyphs.Mark} exact" : _known is not null ? $"{_glyphs.Mark} all runs" : "";
            var line = new Line().Add(Columns.Left("Outcome", _title + Gap)).Add(Columns.Left(Columns.Of(legend) <= _bar ? legend : "", _bar + Gap)).Add(Columns.Right("share", _share));
            if (_interval > 0) line.Add("  ").Add(Columns.Left(level, _interval));
            if (_all > 0) line.Add("  ").Add(Columns.Right("all", _all));
            if (_words > 0) line.Add("  ").Add(Columns.Left("in words", _words));
            if (_moved > 0) line.Add("  ")
                .Add(Columns.Left(_compared is null ? _model.File!.BeforeIs : $"less {_compared.Items[_compared.Baseline].Name}", _moved));
            if (_value > 0) line.Add("  ").Add(Columns.Right("value", _value));
            return line.With(Emphasis.Dim);
        }

        public Line Row(OutcomeResult o)
        {
            var line = new Line().Add(Columns.Left(Say.Title(o.Outcome), _title)).Add("  ");
            Drawn(line, o);
            line.Add("  ").Add(Columns.Right(Share(o, _decimals), _share), Style.Bold);
            if (_interval > 0) line.Add("  ").Add(Columns.Left(Interval(o), _interval));
            if (_all > 0) line.Add("  ").Add(Columns.Right(All(o), _all), Style.Dim);
            if (_words > 0) line.Add("  ").Add(Columns.Left(Word(o), _words));
            if (_moved > 0) line.Add("  ").Add(Columns.Left(Moved(o), _moved), Style.Magenta);
            if (_value > 0) line.Add("  ").Add(Columns.Right(Value(o), _value));
            return line;
        }

        private void Drawn(Line line, OutcomeResult o)
        {
            string bar = Columns.Left(Bar.Draw(o.Probability, o.Low, o.High, _full, _bar, _glyphs), _bar);
            double? mark = _exact is not null ? _exact.Outcomes[o.Outcome.Index].Probability : _known?.Outcomes[o.Outcome.Index].Probability;
            if (mark is not { } marked || _bar == 0)
            {
                line.Add(bar, Style.Cyan);
                return;
            }
            int at = Bar.Column(marked, _full, _bar);
            line.Add(bar[..at], Style.Cyan).Add(_glyphs.Mark.ToString(), _exact is null ? Style.Dim : Style.Bold).Add(bar[(at + 1)..], Style.Cyan);
        }

        private static int Wide(int column) => column > 0 ? column + Gap : 0;

        private string Interval(OutcomeResult o) => Say.Interval(o.Low, o.High, _decimals);

        private string All(OutcomeResult o) => Say.Percent(_known!.Outcomes[o.Outcome.Index].Probability, Decimals(o, _decimals));

        private string Word(OutcomeResult o) => Say.Word(o.Probability, _results.Scenario.Yardstick);

        private string Moved(OutcomeResult o) =>
            _compared is not null ? Less(o) : _before?.Outcomes.FirstOrDefault(b => b.Outcome.Name == o.Outcome.Name) is { } was
            ? $"{Say.Percent(was.Probability, Supported(o))} ({Change(o, was)})" : "new";

        // The decimals of a share, or fewer where the runs before support fewer.
        private int Supported(OutcomeResult o) => Math.Max(0, Decimals(o, _decimals) - Math.Max(0, _decimals - Say.Decimals(_before!.HalfWidth)));

        // By how much, where the error of both does not explain it: the figures before were of other runs, perhaps of fewer.
        private string Change(OutcomeResult o, OutcomeResult was)
        {
            if (o.Probability == was.Probability) return "same";
            (double low, double high) = UnpairedDifference.Interval(o.Probability, (o.Low ?? o.Probability, o.High ?? o.Probability), was.Probability, (was.Low ?? was.Probability, was.High ?? was.Probability));
            return ComparisonSections.Told(low, high) ? Say.Points(o.Probability - was.Probability, Supported(o)) : ComparisonSections.NotTold;
        }

        // A baseline chosen in the comparison stays one here.
        private static ComparisonResults? Compared(WorkbenchModel model, SimulationResults results) =>
            model.Compare is { Baseline: { } baseline, Results: { } compared } && ReferenceEquals(model.Compare.Scenario, results.Scenario)
                && baseline != results.Policy.Name
            && compared.Items.Any(i => i.Name == results.Policy.Name) ? compared : null;

        private string Less(OutcomeResult o)
        {
            var row = CompareRow.All(_compared!, _model).FirstOrDefault(r => r.Kind == CompareKind.Outcome && r.Name == o.Outcome.Name);
            int item = _compared!.Items.ToList().FindIndex(i => i.Name == _results.Policy.Name);
            return row is null ? "" : CompareTable.Difference(row, row.Cells[item], _glyphs);
        }

        private static string Value(OutcomeResult o) => o.Outcome.Value is { } v ? (v > 0 ? "+" : "") + Say.Number(v) : "";
    }
}
