using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>One measure: dots, curve or histogram, with a cursor that reads off the chart.</summary>
public static class MeasureDetail
{
    /// <summary>Draws it.</summary>
    public static void Draw(WorkbenchModel model, MeasureResult measure, Surface at)
    {
        int row = 0;
        bool few = OutcomesUpdate.Results(model) is { } results && Agreeing.AreTooFew(results, measure.Share);
        foreach (var line in Head(measure, at.Width - 2, few)) at.Put(1, row++, line);
        if (measure.Bins.Count == 0)
        {
            bool solved = model.File?.Exact.IsShown == true;
            at.Put(1, 2, !solved ? "it never happened in these runs" : measure.Share > 0 ? "a solution has no runs to draw: = shows the sampled figures" : "it never happens", Style.Dim);
            return;
        }
        if (few)
        {
            long runs = (long)Math.Round((OutcomesUpdate.Results(model)!.Runs ?? 0) * measure.Share);
            at.Put(1, 2, Columns.Cut($"{(runs == 1 ? "1 run that agrees has it" : $"{Say.Count(runs)} runs that agree have it")}, too few to draw: r makes more", at.Width - 2), Style.Dim);
            return;
        }
        int width = at.Width - 2, height = at.Height - 5;
        if (height < 2) return;
        var part = at.Part(1, 2, width, at.Height - 2);
        if (model.Outcomes.Chart == MeasureChart.Dots) Dots(model, measure, part, height);
        else Bars(model, measure, part, height);
    }

    // Where one line does not hold all, how often it happens stands alone on the first; what the second does not hold is left out from the right, figure by figure.
    private static IEnumerable<Line> Head(MeasureResult m, int width, bool few)
    {
        List<Line> fields = [.. Fields(m, few)];
        var all = Joined(fields, int.MaxValue);
        return all.Width <= width || fields.Count < 2 ? [all.Fit(width)] : [fields[0].Fit(width), Joined(fields.Skip(1), width)];
    }

    private static Line Joined(IEnumerable<Line> fields, int width)
    {
        var line = new Line();
        foreach (var field in fields)
        {
            if (line.Width > 0 && line.Width + 2 + field.Width > width) break;
            line.Add(line.Width > 0 ? "  " : "").Add(field);
        }
        return line;
    }

    private static IEnumerable<Line> Fields(MeasureResult m, bool few)
    {
        if (m.Share < 1 || m.ShareLow is not null)
        {
            int decimals = Say.Decimals((m.ShareHigh - m.ShareLow) / 2);
            var share = Line.Of($"in {Say.Percent(m.Share, decimals)} of runs", Style.Bold);
            if (m is { ShareLow: { } low, ShareHigh: { } high }) share.Add($" ({Say.Percent(low, decimals)} to {Say.Percent(high, decimals)})", Style.Dim);
            yield return share;
        }
        if (few || !double.IsFinite(m.Mean)) yield break;
        yield return Line.Of($"mean {Say.Mean(m.Mean, m.MeanLow, m.MeanHigh)}");
        if (m.Quantiles.Count == 5)
        {
            yield return Line.Of($"half {Say.Quantile(m, 1)} to {Say.Quantile(m, 3)}");
            yield return Line.Of($"90 % {Say.Quantile(m, 0)} to {Say.Quantile(m, 4)}");
        }
        if (m.Measure.InDays) yield return Line.Of("days", Style.Dim);
        else if (m.Measure.About.Unit is { } unit) yield return Line.Of(unit, Style.Dim);
    }

    private static void Dots(WorkbenchModel model, MeasureResult measure, Surface at, int height)
    {
        bool never = measure.Share < 1;
        int width = at.Width - (never ? 9 : 0);
        // Below this the piles of fifty would be higher than the pane.
        int dots = at.Width < 70 || height < 8 ? 20 : 50;
        var whole = OutcomesUpdate.AxisOf(model, measure, width);
        var plot = Dotplot.Draw(measure.Bins, measure.Share, dots, Math.Min(width, 60), height, model.Glyphs, whole.Whole ? null : whole.From, whole.Whole
            ? null : whole.To);
        int cell = Math.Clamp(width / plot.Axis.Count, 1, 7);
        int at0 = Cursor(model, measure, plot.Axis);
        for (int i = 0; i < plot.Rows.Count; i++)
        {
            for (int x = 0; x < plot.Axis.Count; x++) at.Put((x * cell) + (cell / 2), height - plot.Rows.Count + i, plot.Rows[i][x].ToString(), x == at0
                ? Style.Magenta.With(Emphasis.Bold) : Style.Cyan);
        }
        if (never) Never(model, at, plot, height, width);
        Foot(model, measure, at, plot.Axis, cell, height, $"1 dot = {Say.Number(100.0 / plot.Dots)} % of runs", isUnder: true);
    }

    private static void Never(WorkbenchModel model, Surface at, Dotplot plot, int height, int width)
    {
        // Dots side by side where there are more than rows.
        int across = Math.Max(1, (plot.Never + height - 1) / height);
        for (int i = 0; i < plot.Never; i++) at.Put(width + 2 + (i % across), height - 1 - (i / across), model.Glyphs.Dot.ToString(), Style.Dim);
        at.Put(width + 2, height, "never", Style.Dim);
    }

    private static void Bars(WorkbenchModel model, MeasureResult measure, Surface at, int height)
    {
        var axis = OutcomesUpdate.AxisOf(model, measure, at.Width);
        int cell = Math.Max(1, at.Width / axis.Count);
        double[] counts = axis.Counts(measure.Bins);
        double total = counts.Sum();
        bool curve = model.Outcomes.Chart == MeasureChart.Curve;
        IReadOnlyList<string> rows = curve
            ? Curve.Draw(x => Below(counts, total, x) * measure.Share, axis.Count * cell, height, model.Glyphs)
            : Histogram.Draw([.. Enumerable.Range(0, axis.Count * cell).Select(x => cell > 2 && x % cell == cell - 1 ? 0 : counts[x / cell])], height,
                model.Glyphs);
        int cursor = Cursor(model, measure, axis);
        for (int y = 0; y < rows.Count; y++)
        {
            at.Put(0, y, rows[y], Style.Cyan);
            for (int x = cursor * cell; x < (cursor + 1) * cell
                && x < rows[y].Length; x++) at.Put(x, y, rows[y][x].ToString(), Style.Magenta.With(Emphasis.Bold));
        }
        if (curve) at.Put(0, 0, "100 %", Style.Dim);
        Foot(model, measure, at, axis, cell, height, "");
    }

    private static double Below(double[] counts, double total, double x)
    {
        double place = x * counts.Length;
        int whole = Math.Min(counts.Length, (int)place);
        double sum = 0;
        for (int i = 0; i < whole; i++) sum += counts[i];
        if (whole < counts.Length) sum += counts[whole] * (place - whole);
        return total > 0 ? sum / total : 0;
    }

    private static int Cursor(WorkbenchModel model, MeasureResult measure, Axis axis)
    {
        model.Scrolls["axis"].Count = axis.Count;
        return model.Outcomes.At is null && measure.Quantiles.Count == 5 ? axis.At(measure.Quantiles[2].Value)
            : Math.Clamp((int)Math.Round(OutcomesUpdate.At(model, measure) * (axis.Count - 1)), 0, axis.Count - 1);
    }

    // The axis with its numbers, the cursor's mark, and what the cursor reads off.
    private static void Foot(WorkbenchModel model, MeasureResult measure, Surface at, Axis axis, int cell, int y, string note, bool isUnder = false)
    {
        int cursor = Cursor(model, measure, axis);
        at.Put(0, y, AxisLabels(axis, cell, isUnder), Style.Dim);
        at.Put((cursor * cell) + (cell / 2), y + 1, model.Glyphs.Cursor.ToString(), Style.Magenta.With(Emphasis.Bold));
        double[] counts = axis.Counts(measure.Bins);
        double total = Math.Max(1, counts.Sum());
        double from = axis.From + (cursor * axis.Step), to = from + axis.Step;
        string what = axis.Whole && axis.Step == 1 ? Say.Number(from) : axis.Whole ? $"{Say.Number(from)}–{Say.Number(to - 1)}"
            : $"{Say.Number(from)} to {Say.Number(to)}";
        double here = counts[cursor] / total * measure.Share, upTo = counts.Take(cursor + 1).Sum() / total * measure.Share;
        string unit = measure.Measure.InDays ? " days" : "";
        string text = $"{what}{unit}: {Say.Percent(here, 1)} of runs, so far {Say.Percent(upTo, 1)}";
        at.Put(0, y + 2, new Line().Add(text, Style.Bold)
            .Add(note.Length > 0 && Columns.Of(text) + note.Length + 5 < at.Width ? "     " + note : "", Style.Dim));
        for (int i = 0; i < axis.Count; i++)
        {
            double place = axis.Count < 2 ? 0 : (double)i / (axis.Count - 1);
            Act put = m => m with { Outcomes = m.Outcomes with { At = place } };
            at.Answer(new Area(i * cell, 0, cell, y + 1), put, m => put(m).Then(OutcomesUpdate.Enter));
        }
    }

    // Where a stretch begins, or with its middle under the dots in the middle of the stretch.
    private static string AxisLabels(Axis axis, int cell, bool isUnder)
    {
        var text = new char[(axis.Count * cell) + 12];
        Array.Fill(text, ' ');
        int free = 0;
        for (int i = 0; i < axis.Count; i++)
        {
            string label = Say.Number(Math.Round(axis.From + (i * axis.Step), 9));
            int x = isUnder ? Math.Max(0, (i * cell) + (cell / 2) - ((label.Length - 1) / 2)) : i * cell;
            if (x < free || x + label.Length > text.Length) continue;
            label.CopyTo(0, text, x, label.Length);
            free = x + label.Length + 4;
        }
        return new string(text).TrimEnd();
    }
}
