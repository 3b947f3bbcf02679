using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>What has been learnt of an assumption: how the runs that agree with what is known drew it, beside all runs.</summary>
public static class Learnt
{
    private const int LeastBar = 6, MostBar = 40, Gap = 2, Label = 10, Column = 11;
    private const string All = "all runs";

    /// <summary>What is learnt in lines of a width.</summary>
    /// <param name="results">What was sampled with what is known.</param>
    /// <param name="assumption">The assumption.</param>
    /// <param name="width">The columns.</param>
    /// <param name="glyphs">The characters.</param>
    public static IEnumerable<Line> Lines(SimulationResults results, Assumption assumption, int width, Glyphs glyphs)
    {
        var known = results.Evidence!;
        (var drawn, var all) = (results.Assumptions[assumption.Index], known.Assumptions[assumption.Index]);
        string under = results.Policy.Assume[assumption.Index] is null ? "" : $", as {results.Policy.Name} has it";
        foreach (var line in Headed.Lines("What was learnt", $"{Say.Plural(results.Runs ?? 0, "run")} of {Say.Count(known.Runs ?? 0)} agree{under}", width, Style.Dim)) yield return line;
        if (Agreeing.AreTooFew(results))
        {
            yield return Line.Of($"too few runs agree ({results.Runs}) to say: r makes more", Style.Magenta);
        }
        var rows = assumption.Kind is Kind.Word or Kind.Truth ? Shares(results, drawn, all, width, glyphs) : Quantiles(results, drawn, all, width, glyphs);
        foreach (var line in rows) yield return line;
    }

    // One row a value: words have no order, so that no quantile says anything of them.
    private static IEnumerable<Line> Shares(SimulationResults results, AssumptionResult drawn, AssumptionResult all, int width, Glyphs glyphs)
    {
        bool few = Agreeing.AreTooFew(results);
        long made = results.Evidence!.Runs ?? 0;
        List<Row> rows = [];
        Value[] values = [.. Values(results, drawn, all)];
        // As many for all rows of a column as its widest interval supports.
        int least = Say.Decimals(values.Max(v => (v.High - v.Low) / 2)), ofAll = Say.Decimals(values.Max(v => made == 0 ? 0.5 : OfAll(v.All, made, results) is var (l, h) ? (h - l) / 2 : 0));
        foreach ((string name, double share, double before, double low, double high, string by) in values)
        {
            int decimals = Say.IntervalDecimals(low, high, least);
            string was = Say.Percent(before, ofAll);
            rows.Add(few ? new Row(name, double.NaN, null, null, before, "–", "", was, by)
                : new Row(name, share, low, high, before, Say.Percent(share, decimals), Say.Interval(low, high, decimals), was, by));
        }
        int title = rows.Max(r => Columns.Of(r.Name)), share1 = Math.Max("agreeing".Length, rows.Max(r => Columns.Of(r.Share))), interval = rows.Max(r => Columns.Of(r.Interval)), last = Math.Max(All.Length, rows.Max(r => Columns.Of(r.Before))), moves = Math.Max("moves".Length, rows.Max(r => Columns.Of(r.Moves)));
        if (interval > 0) interval = Math.Max(interval, Columns.Of(Percent.Level(results.Confidence)));
        int Needed() => title + Gap + share1 + (interval > 0 ? Gap + interval : 0) + Gap + last + Gap + moves;
        if (Needed() > width) interval = 0;
        title = Math.Min(title, Math.Max(LeastBar, width - (Needed() - title)));
        int bar = Math.Min(MostBar, width - Needed() - Gap);
        if (bar < LeastBar) bar = 0;
        double full = Math.Max(1e-9, rows.Max(r => Math.Max(double.IsNaN(r.Value) ? 0 : r.High ?? r.Value, r.All)));
        string legend = $"{glyphs.Mark} {All}";
        var head = new Line().Add(Columns.Left("", title + Gap)).Add(bar > 0 ? Columns.Left(Columns.Cut(legend, bar), bar + Gap) : "").Add(Columns.Right("agreeing", share1));
        if (interval > 0) head.Add("  ").Add(Columns.Left(Percent.Level(results.Confidence), interval));
        yield return head.Add("  ").Add(Columns.Right(All, last)).Add("  ").Add(Columns.Right("moves", moves)).With(Emphasis.Dim);
        foreach (var row in rows)
        {
            var line = new Line().Add(Columns.Left(row.Name, title)).Add("  ");
            if (bar > 0)
            {
                string drawnBar = Columns.Left(Bar.Draw(row.Value, row.Low, row.High, full, bar, glyphs), bar);
                int mark = Bar.Column(row.All, full, bar);
                line.Add(drawnBar[..mark], Style.Cyan).Add(glyphs.Mark.ToString(), Style.Dim).Add(drawnBar[(mark + 1)..], Style.Cyan).Add("  ");
            }
            line.Add(Columns.Right(row.Share, share1), Style.Bold);
            if (interval > 0) line.Add("  ").Add(Columns.Left(row.Interval, interval));
            yield return line.Add("  ").Add(Columns.Right(row.Before, last), Style.Dim).Add("  ").Add(Columns.Right(row.Moves, moves), row.Moves == ComparisonSections.NotTold ? Style.Dim : Style.Plain);
        }
    }

    private sealed record Row(string Name, double Value, double? Low, double? High, double All, string Share, string Interval, string Before, string Moves);

    private sealed record Value(string Name, double Share, double All, double Low, double High, string Moves);

    // Of all runs nothing else says how sure a share is.
    private static (double Low, double High) OfAll(double share, long made, SimulationResults results) => Proportion.Interval((long)Math.Round(share * made), made, results.Confidence);

    // The words that anything was drawn of, in their order; of a truth both.
    private static IEnumerable<Value> Values(SimulationResults results, AssumptionResult drawn, AssumptionResult all)
    {
        int at = drawn.Assumption.Index;
        if (drawn.Assumption.Kind == Kind.Truth)
        {
            (double low, double high) = Learning.IntervalOfTruth(results, at) ?? (0, 1);
            Learning.Move? move = Learning.OfMean(results, at);
            yield return new Value("true", drawn.Mean, all.Mean, low, high, Moves(move));
            yield return new Value("false", 1 - drawn.Mean, 1 - all.Mean, 1 - high, 1 - low, Moves(move is { } by ? new Learning.Move(-by.By, -by.High, -by.Low) : null));
            yield break;
        }
        foreach ((double word, double before) in all.Shares.Where(s => s.Share > 0))
        {
            (double low, double high) = Learning.Interval(results, at, word) ?? (0, 1);
            yield return new Value(Say.Value(word, Kind.Word, results.Scenario), Learning.Share(drawn, word), before, low, high, Moves(Learning.OfWord(results, at, word)));
        }
    }

    private static string Moves(Learning.Move? move) => move is not { } by ? Numbers.None
        : by.IsTold || by.Low is null ? Percent.Points(by.By, by.Low, by.High) : ComparisonSections.Untold(by.Low.Value, by.High!.Value);

    private static IEnumerable<Line> Quantiles(SimulationResults results, AssumptionResult drawn, AssumptionResult all, int width, Glyphs glyphs)
    {
        var scenario = results.Scenario;
        var kind = drawn.Assumption.Kind;
        double spread = all.Quantiles.Count == 0 ? 0 : all.Quantiles[^1].Value - all.Quantiles[0].Value;
        string Value(double value) => kind switch
        {
            Kind.Date => Times.Date(scenario.Clock, value),
            Kind.Duration => Numbers.OfSpread(value / Clock.Day, spread / Clock.Day),
            _ => Numbers.OfSpread(value, spread),
        };
        if (all.Quantiles.Count > 0 && spread == 0 && all.Bins is [{ Low: var only, High: var other }] && only == other)
        {
            yield return Line.Of($"always {Say.Value(only, kind, scenario)}");
            yield break;
        }
        // Where there is no room for all, the ends go last: they tell how wide it is.
        int most = Math.Max(1, (width - Label) / Column);
        int[] shown = most >= 5 ? [0, 1, 2, 3, 4] : most >= 3 ? [0, 2, 4] : [2];
        var head = new Line().Add(Columns.Left(kind == Kind.Duration ? "days" : "", Label), Style.Dim);
        foreach (int i in shown) head.Add(Columns.Right(Percent.Quantile(all.Quantiles[i].Probability), Column), Style.Dim);
        yield return head;
        bool few = Agreeing.AreTooFew(results);
        foreach ((string name, var result, bool isDrawn) in ((string, AssumptionResult, bool)[])[("agreeing", drawn, true), (All, all, false)])
        {
            var line = new Line().Add(Columns.Left(name, Label), isDrawn ? Style.Plain : Style.Dim);
            foreach (int i in shown) line.Add(Columns.Right(isDrawn && few ? "–" : i < result.Quantiles.Count ? Value(result.Quantiles[i].Value) : "", Column), isDrawn ? Style.Bold : Style.Dim);
            yield return line;
        }
        // It knows its error also where only few runs agree.
        if (AssumptionSections.MeanMoves(results, drawn.Assumption) is { } moves)
        {
            foreach (string text in Columns.Wrap($"mean moves {moves}", width)) yield return Line.Of(text);
        }
        if (few || drawn.Quantiles.Count < 5 || all.Quantiles.Count < 5) yield break;
        foreach (var line in Ranges(drawn, all, Math.Min(width, Label + (shown.Length * Column)), glyphs)) yield return line;
    }

    // The middle 90 % of both on one axis, each with its median.
    private static IEnumerable<Line> Ranges(AssumptionResult drawn, AssumptionResult all, int width, Glyphs glyphs)
    {
        double low = Math.Min(drawn.Quantiles[0].Value, all.Quantiles[0].Value), high = Math.Max(drawn.Quantiles[^1].Value, all.Quantiles[^1].Value);
        int room = width - Label;
        if (high <= low || room < LeastBar) yield break;
        int At(double value) => (int)Math.Clamp(Math.Round((value - low) / (high - low) * (room - 1)), 0, room - 1);
        foreach ((string name, var result, var style) in ((string, AssumptionResult, Style)[])[("agreeing", drawn, Style.Cyan), (All, all, Style.Dim)])
        {
            var text = new char[room];
            Array.Fill(text, ' ');
            for (int x = At(result.Quantiles[0].Value); x <= At(result.Quantiles[^1].Value); x++) text[x] = glyphs.Box[0];
            for (int x = At(result.Quantiles[1].Value); x <= At(result.Quantiles[3].Value); x++) text[x] = glyphs.Grades[0];
            text[At(result.Quantiles[2].Value)] = glyphs.Mark;
            yield return new Line().Add(Columns.Left(name, Label), style).Add(new string(text), style);
        }
        foreach (string text in Columns.Wrap($"{glyphs.Mark} median, {glyphs.Grades[0]} half of the runs, {glyphs.Box[0]} 90 % of them", width)) yield return Line.Of(text, Style.Dim);
    }
}
