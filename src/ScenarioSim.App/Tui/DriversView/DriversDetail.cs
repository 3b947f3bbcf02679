using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.DriversView;

/// <summary>What stands behind a row: of an assumption what is believed, who says so, and what else it moves; of all together twenty models.</summary>
public static class DriversDetail
{
    private const int DotRows = 20, MostDots = 60;

    /// <summary>The detail as lines of a width.</summary>
    public static IReadOnlyList<Line> Lines(WorkbenchModel model, int width) => DriversUpdate.Row(model) switch
    {
        { Driver: { } driver, Swing: { } swing } => [.. Assumption(model, driver, width), .. Moved(model, driver, swing, width)],
        { Doubt: { } doubt } => [.. Doubts(model, doubt, width), .. WhereLines.Boxes(model, width)],
        _ => [Line.Of(Lists.NothingMatches, Style.Dim)],
    };

    private static IEnumerable<Line> Assumption(WorkbenchModel model, Driver driver, int width)
    {
        var policy = model.Drivers.Results!.Base.Policy;
        var assumption = driver.Assumption;
        string? set = model.Settings.LastOrDefault(s => Language.Settings.NameOf(s) == assumption.Name);
        bool isOwn = policy.Assume[assumption.Index] is null;
        var replacement = set is null && !isOwn ? policy.Replacements.GetValueOrDefault(assumption.Index) : null;
        foreach (string line in Columns.Wrap(isOwn ? assumption.Text : set ?? replacement?.Text ?? "", width)) yield return Line.Of(line, Style.Bold);
        var about = isOwn ? assumption.About : replacement?.About ?? About.Nothing;
        (var confidence, string source) = AssumptionSections.Ground(policy, model.Settings, assumption);
        if (source.Length == 0) source = "no source";
        foreach (string line in Columns.Wrap(confidence is { } sure ? $"{source}; {sure.ToString().ToLowerInvariant()} confidence" : source, width)) yield return Line.Of(line);
        foreach (var warning in Warnings.OfEnds(model.Drivers.Results, driver))
        {
            foreach (string line in Columns.Wrap($"{model.Glyphs.Warning} {warning.Code}: {warning.Message}", width)) yield return Line.Of(line, Style.Magenta);
        }
        if (about.Why is { } why) foreach (string line in Columns.Wrap(why, width)) yield return Line.Of(line, Style.Dim);
    }

    // All outcomes on one scale, the one looked at marked, so that a small difference looks small.
    private static IEnumerable<Line> Moved(WorkbenchModel model, Driver driver, Swing looked, int width)
    {
        var scenario = model.Drivers.Results!.Base.Scenario;
        bool isShare = DriversUpdate.Looked(model)!.IsShare;
        List<(string Title, Swing Swing)> rows =
        [
            .. driver.Swings.Where(s => isShare ? s.Of is SwingOf.Outcome : s.Of == looked.Of && s.Name == looked.Name).Select(s => (Title(scenario, s), s)),
            .. isShare && looked.Of != SwingOf.Outcome ? [(Title(scenario, looked), looked)] : Array.Empty<(string, Swing)>(),
        ];
        yield return new Line();
        string unit = isShare ? "percentage points, " : "";
        foreach (var line in Headed.Lines(DriversTable.Ends(model, driver, looked), $"{unit}in the same worlds; {Say.Rough(driver.ChangeOf(looked).Difference)} of them end otherwise", width, Style.Dim)) yield return line;
        foreach (var line in Differences.Rows([.. rows.Select(r => new Differences.Row(
            r.Title, r.Swing.Difference, r.Swing.Low, r.Swing.High, Figure(model, driver, r.Swing, looked, isShare), r.Swing.Of == looked.Of && r.Swing.Name == looked.Name))], isShare, width, model.Glyphs)) yield return line;
    }

    // Of several values those may be others that move something else most.
    private static string Figure(WorkbenchModel model, Driver driver, Swing swing, Swing looked, bool isShare)
    {
        string by = DriversTable.By(swing, isShare, model.Glyphs);
        return (swing.From, swing.To) == (looked.From, looked.To) ? by : $"{by} ({DriversTable.Ends(model, driver, swing)})";
    }

    private static string Title(Scenario scenario, Swing swing) => swing.Of switch
    {
        SwingOf.Outcome => Say.Title(scenario.Outcomes.First(o => o.Name == swing.Name)),
        SwingOf.Value => "Expected value",
        _ => Say.Title(scenario.Measures.First(m => m.Name == swing.Name)),
    };

    private static IEnumerable<Line> Doubts(WorkbenchModel model, Doubt doubt, int width)
    {
        var doubts = model.Drivers.Results!.Doubts!;
        bool isShare = doubt.Of == SwingOf.Outcome;
        double scale = isShare ? 100 : 1;
        string unit = isShare ? " %" : "";
        foreach (var line in Headed.Lines("Twenty models", "each as believable as any other: what it would be if all assumptions were known, chance apart", width, Style.Dim)) yield return line;
        Bin[] bins = [.. doubt.Dots.Select(d => new Bin(d * scale, d * scale, 1))];
        var plot = Dotplot.Draw(bins, 1, doubt.Dots.Count, Math.Min(width, MostDots), DotRows, model.Glyphs);
        int cell = Math.Clamp(width / plot.Axis.Count, 1, 4);
        foreach (string row in plot.Rows) yield return Line.Of(string.Concat(row.Select(c => c + new string(' ', cell - 1))).TrimEnd(), Style.Magenta);
        string low = Say.Number(Math.Round(plot.Axis.From, 9)) + unit, high = Say.Number(Math.Round(plot.Axis.From + (plot.Axis.Step * plot.Axis.Count), 9)) + unit;
        yield return new Line().Add(low, Style.Dim).To((cell * plot.Axis.Count) - Columns.Of(high)).Add(plot.Axis.Count * cell > Columns.Of(low) + Columns.Of(high) ? high : "", Style.Dim);
        yield return new Line();
        // Where only bounds are known, the outer ones stand for them.
        double Of(DoubtQuantile q, int i) => !q.IsOpen ? q.Value : i < 2 ? q.Low : q.High;
        bool isOpen = doubt.Quantiles.Where((_, i) => i != 2).Any(q => q.IsOpen);
        string At(int i) => Say.Fixed(Of(doubt.Quantiles[i], i) * scale, DriversTable.Decimals(doubt.Quantiles[i], scale)) + unit;
        foreach (var line in Line.Of($"half of the models {At(1)} to {At(3)}  90 % of them {At(0)} to {At(4)}  standard deviation {Say.Number(Math.Round(doubt.Deviation * scale, 1))}{(isShare ? " points" : "")}").Wrapped(width)) yield return line;
        foreach (string line in Columns.Wrap($"From {Say.Count(doubts.Models)} models, each a draw of all assumptions, simulated in {Say.Count(doubts.RunsEach)} runs each. What chance adds to their spread is taken out.{(isOpen ? " Of a share that so few runs of a model have, or lack, the bounds stand above, which hold for sure at the level of the intervals; the dots are a rough guess." : "")}", width)) yield return Line.Of(line, Style.Dim);
    }
}
