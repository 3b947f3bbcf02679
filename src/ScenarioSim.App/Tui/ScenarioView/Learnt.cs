using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
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
        var scenario = results.Scenario;
        bool few = Agreeing.AreTooFew(results);
        long runs = results.Runs ?? 0, made = results.Evidence!.Runs ?? 0;
        List<Row> rows = [];
        (string Name, double Share, double All)[] values = [.. Values(scenario, drawn, all)];
        (double Low, double High) Interval(double share, long of) => of == 0 ? (0, 1) : Proportion.Interval((long)Math.Round(share * of), of, results.Confidence);
        // As many for all rows of a column as its widest interval supports.
        int Decimals(IEnumerable<double> shares, long of) => Say.Decimals(shares.Max(s => Interval(s, of) is var (l, h) ? (h - l) / 2 : 0));
        int least = Decimals(values.Select(v => v.Share), runs), ofAll = Decimals(values.Select(v => v.All), made);
        foreach ((string name, double share, double before) in values)
        {
            (double low, double high) = Interval(share, runs);
            int decimals = Say.IntervalDecimals(low, high, least);
            string was = Say.Percent(before, ofAll);
            rows.Add(few ? new Row(name, double.NaN, null, null, before, "–", "", was)
                : new Row(name, share, low, high, before, Say.Percent(share, decimals), Say.Interval(low, high, decimals), was));
        }
        int title = rows.Max(r => Columns.Of(r.Name)), share1 = Math.Max("agreeing".Length, rows.Max(r => Columns.Of(r.Share))), interval = rows.Max(r => Columns.Of(r.Interval)), last = Math.Max(All.Length, rows.Max(r => Columns.Of(r.Before)));
        if (interval > 0) interval = Math.Max(interval, Columns.Of(Percent.Level(results.Confidence)));
        int Needed() => title + Gap + share1 + (interval > 0 ? Gap + interval : 0) + Gap + last;
        if (Needed() > width) interval = 0;
        title = Math.Min(title, Math.Max(LeastBar, width - (Needed() - title)));
        int bar = Math.Min(MostBar, width - Needed() - Gap);
        if (bar < LeastBar) bar = 0;
        double full = Math.Max(1e-9, rows.Max(r => Math.Max(double.IsNaN(r.Value) ? 0 : r.High ?? r.Value, r.All)));
        string legend = $"{glyphs.Mark} {All}";
        var head = new Line().Add(Columns.Left("", title + Gap)).Add(bar > 0 ? Columns.Left(Columns.Cut(legend, bar), bar + Gap) : "").Add(Columns.Right("agreeing", share1));
        if (interval > 0) head.Add("  ").Add(Columns.Left(Percent.Level(results.Confidence), interval));
        yield return head.Add("  ").Add(Columns.Right(All, last)).With(Emphasis.Dim);
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
            yield return line.Add("  ").Add(Columns.Right(row.Before, last), Style.Dim);
        }
    }

    private sealed record Row(string Name, double Value, double? Low, double? High, double All, string Share, string Interval, string Before);

    // The words that anything was drawn of, in their order; of a truth both.
    private static IEnumerable<(string Name, double Share, double All)> Values(Scenario scenario, AssumptionResult drawn, AssumptionResult all)
    {
        if (drawn.Assumption.Kind == Kind.Truth) return [("true", drawn.Mean, all.Mean), ("false", 1 - drawn.Mean, 1 - all.Mean)];
        double Of(AssumptionResult result, double word) => result.Shares.FirstOrDefault(s => s.Word == word).Share;
        return all.Shares.Where(s => s.Share > 0).Select(s => (Say.Value(s.Word, Kind.Word, scenario), Of(drawn, s.Word), s.Share));
    }

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
        foreach (int i in shown) head.Add(Columns.Right($"{Numbers.Trimmed(100 * all.Quantiles[i].Probability, 1)} %", Column), Style.Dim);
        yield return head;
        bool few = Agreeing.AreTooFew(results);
        foreach ((string name, var result, bool isDrawn) in ((string, AssumptionResult, bool)[])[("agreeing", drawn, true), (All, all, false)])
        {
            var line = new Line().Add(Columns.Left(name, Label), isDrawn ? Style.Plain : Style.Dim);
            foreach (int i in shown) line.Add(Columns.Right(isDrawn && few ? "–" : i < result.Quantiles.Count ? Value(result.Quantiles[i].Value) : "", Column), isDrawn ? Style.Bold : Style.Dim);
            yield return line;
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
