using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>One outcome: when it happened, or its runs ended; in which state each track was then, beside all runs; its first runs.</summary>
public static class OutcomeDetail
{
    private const int WhenRows = 4, ExactDecimals = 4;

    /// <summary>The detail as lines of a width.</summary>
    public static IReadOnlyList<Line> Lines(WorkbenchModel model, OutcomeResult outcome, int width)
    {
        var results = OutcomesUpdate.Results(model)!;
        var lines = new List<Line>(Head(outcome, results).Wrapped(width));
        if (Exactly.Marks(model) is { } exact) lines.AddRange(Exact(model, outcome, results, exact.Outcomes[outcome.Outcome.Index]).Wrapped(width));
        if (results.Evidence is { Facts.Count: > 0 } known) lines.AddRange(News(outcome, results, known, width));
        if (Agreeing.Says(results, model.File!.Work) is { Length: > 0 } few) lines.AddRange(Columns.Wrap(few, width).Select(t => Line.Of(t, Style.Magenta)));
        if ((outcome.Outcome.About.Summary ?? outcome.Outcome.About.Means) is { } summary) lines.AddRange(Columns.Wrap(summary, width)
            .Select(t => Line.Of(t, Style.Dim)));
        if (outcome.Runs == 0)
        {
            lines.Add(Line.Of($"none of {Say.Plural(results.Runs ?? 0, "run")}{(results.Evidence is { Facts.Count: > 0 } ? (results.Runs == 1 ? " that agrees" : " that agree") : "")} ended so; with {Percent.Level(results.Confidence)} confidence fewer than {Say.Percent(outcome.High ?? 0, 4)} do", Style.Dim));
            return lines;
        }
        lines.AddRange(When(model, outcome, results, width));
        lines.AddRange(States(model, outcome, results, width));
        if (outcome.FirstRuns.Count > 0)
        {
            lines.AddRange([new Line(), Line.Of("First runs", Style.Bold)]);
            lines.AddRange(Columns.Wrap(string.Join("  ", outcome.FirstRuns.Take(40)), width).Take(3).Select(t => Line.Of(t)));
        }
        return lines;
    }

    private static Line Head(OutcomeResult o, SimulationResults results)
    {
        int decimals = o is { Low: { } l, High: { } h } ? Say.Decimals((h - l) / 2) : ExactDecimals;
        var line = new Line().Add(Say.Percent(o.Probability, decimals), Style.Bold);
        if (o.Low is not null) line.Add($"  {Say.Interval(o.Low, o.High, decimals)}");
        string word = Say.Word(o.Probability, results.Scenario.Yardstick);
        if (word.Length > 0) line.Add("  " + word);
        if (o.Outcome.Value is { } value) line.Add($"  value {Say.Signed(value, value == Math.Floor(value) ? 0 : 2)}");
        return o.Runs is { } runs ? line.Add($"  {Say.Plural(runs, "run")}", Style.Dim) : line;
    }

    // What the news did to it: by how much, and how likely the news was where it comes to this, beside all runs.
    private static IEnumerable<Line> News(OutcomeResult o, SimulationResults results, EvidenceResult known, int width)
    {
        var all = known.Outcomes[o.Outcome.Index];
        int decimals = Say.Decimals((o.High - o.Low) / 2);
        string before = Say.Percent(all.Probability, Say.IntervalDecimals(all.Low, all.High, decimals));
        string moved = Learning.OfOutcome(results, o.Outcome.Index)?.IsTold == true ? $"what is known moved it by {Say.Points(o.Probability - all.Probability, decimals)} points" : "what is known is not seen to move it";
        yield return Line.Of($"of all {(all.Runs is null ? "worlds" : "runs")} {before}: ").Add(moved, Style.Bold).Fit(width);
        if (all.Probability <= 0) yield break;
        string here = all.Runs is { } ended ? Rate(o.Runs ?? 0, ended) : Two(o.Probability * known.Share / all.Probability), there = all.Runs is null ? Two(known.Share) : Rate(known.Agreeing ?? 0, known.Runs ?? 0);
        string cases = all.Runs is null ? "worlds" : "runs";
        foreach (string text in Columns.Wrap($"what is known came about in {here} of the {cases} that end so, in {there} of all", width)) yield return Line.Of(text, Style.Dim);
    }

    private static string Rate(long runs, long of) => runs == of ? "100 %" : Two((double)runs / of);

    // Two figures: it is a ratio of two shares, and neither needs more to be told.
    private static string Two(double share) => $"{Numbers.Short(100 * share, 2)} %";

    private static Line Exact(WorkbenchModel model, OutcomeResult o, SimulationResults results, OutcomeResult exact)
    {
        // One that was integrated numerically has an error of its own: it is shown to the digits that this supports, and nothing is counted from it.
        if (exact is { Low: { } low, High: { } high })
        {
            int decimals = Say.Decimals((high - low) / 2);
            return new Line().Add($"{model.Glyphs.Mark} exact {Say.Percent(exact.Probability, decimals)}  {Say.Interval(low, high, decimals)}");
        }
        double off = o.Runs is { } runs && results.Runs is { } all ? Deviation.OfShare(runs, all, exact.Probability) : 0;
        string where = Math.Abs(off) < 0.05 ? "" : $"  the runs are {Say.Fixed(Math.Abs(off), 1)} standard errors {(off > 0 ? "above" : "below")}";
        return new Line().Add($"{model.Glyphs.Mark} exact {Say.Percent(exact.Probability, ExactDecimals)}").Add(where, Style.Dim);
    }

    private static IEnumerable<Line> When(WorkbenchModel model, OutcomeResult o, SimulationResults results, int width)
    {
        var clock = results.Scenario.Clock;
        double atEnd = o.ByStep[^1] - (o.ByStep.Count > 1 ? o.ByStep[^2] : 0);
        yield return new Line();
        if (o.Probability > 0 && atEnd / o.Probability > 0.999)
        {
            string end = Say.Date(clock.DateOf(clock.LastStep));
            string says = o.Outcome.Stop ? $"all on {end}, the last date" : $"all on {end}, the last date: without `stop: true` an outcome is read there, not when it comes to hold";
            foreach (var line in Headed.Lines("When its runs ended", says, width, Style.Plain)) yield return line;
            yield break;
        }
        yield return Line.Of(o.Outcome.Stop ? "When it happened" : "When its runs ended", Style.Bold).Add(o.Outcome.Stop ? "" : "  (not when it came to hold: it has no `stop: true`)", Style.Dim);
        // Whole steps a column, else some columns would hold one more than others and stand out for nothing.
        int each = Math.Max(1, (int)Math.Ceiling((clock.LastStep + 1.0) / width)), columns = (clock.LastStep / each) + 1;
        int cell = Math.Clamp(width / columns, 1, 8);
        double[] heights = ByColumn(o.ByStep, each, columns, cell);
        foreach (string row in Histogram.Draw(heights, WhenRows, model.Glyphs)) yield return Line.Of(row, Style.Cyan);
        yield return DateAxis.Labels(clock, columns * cell);
    }

    private static double[] ByColumn(IReadOnlyList<double> cumulative, int each, int columns, int cell)
    {
        double Until(int column) => column < 0 ? 0 : cumulative[Math.Min(cumulative.Count - 1, ((column + 1) * each) - 1)];
        return [.. Enumerable.Range(0, columns * cell).Select(x => Until(x / cell) - Until((x / cell) - 1))];
    }

    private static IEnumerable<Line> States(WorkbenchModel model, OutcomeResult o, SimulationResults results, int width)
    {
        yield return new Line();
        var rows = new List<(string Track, string State, double Here, double All)>();
        for (int t = 0; t < results.Tracks.Count; t++)
        {
            var track = results.Tracks[t];
            // A branch that repeats is always pending: how often it came is in the measures.
            if (track.Track.Repeats) continue;
            foreach (var state in track.Track.States.Where(s => s.IsLeaf))
            {
                double here = o.FinalStates[t][state.Index], all = track.Shares[state.Index][^1];
                if (here >= 0.005 || all >= 0.005) rows.Add((track.Track.Name, state.Name, here, all));
            }
        }
        if (rows.Count == 0) yield break;
        // Figures take 28 columns, and two stand between.
        int name = Math.Min(Math.Max(8, Math.Min(width / 2, width - 30)), rows.Max(r => Columns.Of(r.Track) + 3 + Columns.Of(r.State)));
        int bar = Math.Clamp(width - name - 32, 0, 30);
        yield return new Line().Add(Columns.Left("Where each track was", name + 2 + bar), Style.Bold)
            .Add($"{"then",9}{(results.Evidence is { Facts.Count: > 0 } ? "agreeing" : "all runs"),11}{"more",8}", Style.Dim);
        string last = "";
        string shown = "";
        foreach ((string track, string state, double here, double all) in rows)
        {
            // A track's name once, so that its states read as one block; it is cut before they are.
            if (track != last) shown = Columns.CutApart(track, Math.Max(Math.Min(8, name / 2), name - 3 - rows.Where(r => r.Track == track).Max(r => Columns.Of(r.State))), rows.Select(r => r.Track));
            string label = track == last ? new string(' ', Columns.Of(shown) + 3) + state : $"{shown} : {state}";
            last = track;
            yield return new Line().Add(Columns.Left(Columns.Cut(label, name), name + 2)).Add(Columns.Left(Bar.Draw(here, null, null, 1, bar, model.Glyphs), bar), Style.Cyan)
                .Add($"{Say.Percent(here, 1),9}{Say.Percent(all, 1),11}")
                    .Add($"{Say.Points(here - all, 1),8}", here > all + 0.005 ? Style.Up : here < all - 0.005 ? Style.Down : Style.Dim);
        }
    }
}
