using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>What the results hang on, for people: the assumptions by how far they move them, and how well the outcomes' shares are known.</summary>
public static class DriverSections
{
    private const int BarCells = 20;
    private const int ShortBarCells = 10;

    private static readonly Column[] s_ground = [new("confidence", Drop: 5), new("source", Cut: true, Drop: 6)];

    /// <summary>The whole report.</summary>
    public static IReadOnlyList<Block> Of(DriverReport report)
    {
        DriverResults results = report.Results;
        return
        [
            new Heading($"{results.Base.Scenario.Title}: what {Thing(report)} on", 1),
            .. results.Partial ? [new Notice(Partial(results))] : Array.Empty<Block>(),
            .. results.Drivers.Count == 0 ? [ResultSections.Outcomes(results.Base)] : Array.Empty<Block>(),
            .. report.Of is { } of ? Tornadoes(report, of) : Overview(report),
            .. Doubts(results),
            .. Known(results),
            Basis(report),
            .. ResultSections.Warnings(report.Warnings),
        ];
    }

    /// <summary>An end of an assumption as the file would say it, of durations in days.</summary>
    public static string End(Scenario scenario, Driver driver, int end) => Values.Exact(scenario, driver.Assumption.Kind, driver.Ends[end].Value);

    private static string Thing(DriverReport report) => report.Of switch
    {
        null => "the outcomes hang",
        _ when report.IsOfValue => "the expected value hangs",
        var name => $"{Title(report.Results.Base.Scenario, name)} hangs",
    };

    private static string Title(Scenario scenario, string name) =>
        scenario.Outcomes.FirstOrDefault(o => o.Name == name)?.Title ?? (scenario.Measures.FirstOrDefault(m => m.Name == name) is { } measure ? MeasureSections.Heading(measure) : name);

    private static string Partial(DriverResults results) => results.Left.Count > 0
        ? $"PARTIAL: stopped before {string.Join(", ", results.Left.Select(a => a.Name))} had been moved."
        : "PARTIAL: stopped before it was done; the numbers below are of the runs made until then.";

    // Each assumption by the outcome that it moves most.
    private static IEnumerable<Block> Overview(DriverReport report)
    {
        DriverResults results = report.Results;
        Driver[] told = [.. results.Drivers.Where(d => d.Widest.IsTold).OrderByDescending(d => Math.Abs(d.Widest.Difference))];
        if (told.Length > 0)
        {
            Scenario scenario = results.Base.Scenario;
            double widest = Math.Abs(told[0].Widest.Difference);
            yield return new Table(
                [
                    Column.Words("Assumption"), Column.Words("from"), Column.Words("to"), new Column("", Drop: 3), Column.Words("moves most"), Column.Number("share", drop: 1), Column.Number("then", drop: 1), Column.Number("by"),
                    Column.Number(Percent.Level(results.Base.Confidence), drop: 4), Column.Number("worlds", drop: 2), .. s_ground,
                ],
                [.. told.Select(d => (IReadOnlyList<string>)
                [
                    d.Assumption.Name, End(scenario, d, d.Widest.From), End(scenario, d, d.Widest.To), Bars.Left(Math.Abs(d.Widest.Difference) / widest, ShortBarCells), d.Widest.Name,
                    Share(d.Widest.Start, results), Share(d.Widest.End, results), Percent.Points(d.Widest.Difference, d.Widest.Low, d.Widest.High),
                    Percent.PointsRange(d.Widest.Low, d.Widest.High), Percent.OfRuns(d.ChangeOf(d.Widest).Difference, results.Base.Runs), .. Ground(report, d),
                ])]);
            yield return new Paragraph("Of each assumption the outcome whose share it moves most, and that share at either end (worlds: the share of them that end otherwise)." + Sureness(report, told));
        }
        foreach (Block block in Untold([.. results.Drivers.Where(d => !d.Widest.IsTold)], "any outcome")) yield return block;
    }

    // Of a time_to there are two: how often it happens, and when.
    private static IEnumerable<Block> Tornadoes(DriverReport report, string name)
    {
        DriverResults results = report.Results;
        SwingOf[] kinds = report.IsOfValue ? [SwingOf.Value] : results.Base.Scenario.Outcomes.Any(o => o.Name == name) ? [SwingOf.Outcome] : [SwingOf.Happens, SwingOf.Mean];
        return kinds.SelectMany(of => Tornado(report, of, report.IsOfValue ? "" : name));
    }

    private static IEnumerable<Block> Tornado(DriverReport report, SwingOf of, string name)
    {
        DriverResults results = report.Results;
        (Driver Driver, Swing Swing)[] all = [.. results.Drivers.SelectMany(d => d.Swings.Where(s => s.Of == of && s.Name == name).Select(s => (d, s)))];
        if (all.Length == 0 && of != SwingOf.Mean) yield break;
        (Driver Driver, Swing Swing)[] told = [.. all.Where(s => s.Swing.IsTold).OrderByDescending(s => Math.Abs(s.Swing.Difference))];
        Scenario scenario = results.Base.Scenario;
        string what = of switch { SwingOf.Outcome => "share", SwingOf.Happens => "happens", SwingOf.Value => "value", _ => "mean" };
        if (told.Length > 0)
        {
            bool shares = of is SwingOf.Outcome or SwingOf.Happens;
            var scale = new Scale(told.Min(s => Math.Min(s.Swing.Start, s.Swing.End)), told.Max(s => Math.Max(s.Swing.Start, s.Swing.End)));
            int Decimals(Swing s) => s.High > s.Low ? Math.Max(0, Digits.Supported(s.Low, s.High)) : Numbers.Decimals([s.Start, s.End]);
            string At(double value, Swing s) => shares ? Share(value, results) : Numbers.Fixed(value, Decimals(s));
            yield return new Table(
                [
                    Column.Words("Assumption"), Column.Words("from"), Column.Words("to"), Column.Number(what), Column.Number("then"), Column.Number("by"),
                    Column.Number(Percent.Level(results.Base.Confidence), drop: 1), new Column("", Drop: 2), .. s_ground,
                ],
                [.. told.Select(t => (IReadOnlyList<string>)
                [
                    t.Driver.Assumption.Name, End(scenario, t.Driver, t.Swing.From), End(scenario, t.Driver, t.Swing.To), At(t.Swing.Start, t.Swing), At(t.Swing.End, t.Swing),
                    shares ? Percent.Points(t.Swing.Difference, t.Swing.Low, t.Swing.High) : Numbers.Signed(t.Swing.Difference, Decimals(t.Swing)),
                    shares ? Percent.PointsRange(t.Swing.Low, t.Swing.High) : Numbers.DifferenceRange(t.Swing.Low, t.Swing.High),
                    scale.Strip(t.Swing.Start, t.Swing.End), .. Ground(report, t.Driver),
                ])]);
            if (Sureness(report, [.. told.Select(t => t.Driver)]) is { Length: > 0 } sureness) yield return new Paragraph(sureness.TrimStart());
        }
        if (of == SwingOf.Mean && told.Length > 0 && results.Base.Measures.Any(m => m.Measure.Name == name && m.Share < 1)) yield return new Paragraph("Means are of the worlds in which it happens at both ends.");
        foreach (Block block in Untold([.. all.Where(s => !s.Swing.IsTold).Select(s => s.Driver)], of switch { SwingOf.Happens => "whether it happens", SwingOf.Mean => "its mean", _ => "it" })) yield return block;
        string[] nowhere = [.. results.Drivers.Where(d => all.All(s => s.Driver != d)).Select(d => d.Assumption.Name)];
        if (nowhere.Length > 0 && results.Base.Measures.Any(m => m.Measure.Name == name && m.Measure.Reading == Reading.TimeTo)) yield return new Paragraph($"It happens at both ends in no world, so that there are no means to compare: {string.Join(", ", nowhere)}.");
    }

    private static string[] Ground(DriverReport report, Driver driver)
    {
        (Confidence? confidence, string source) = AssumptionSections.Ground(report.Results.Base.Policy, report.Settings, driver.Assumption);
        return [confidence?.ToString().ToLowerInvariant() ?? "", source];
    }

    // What much hangs on and few are sure of is what is worth finding out.
    private static string Sureness(DriverReport report, IReadOnlyList<Driver> drivers)
    {
        var low = new List<string>();
        var unsourced = new List<string>();
        foreach (Driver driver in drivers)
        {
            (Confidence? confidence, string source) = AssumptionSections.Ground(report.Results.Base.Policy, report.Settings, driver.Assumption);
            if (confidence == Confidence.Low) low.Add(driver.Assumption.Name);
            if (source.Length == 0) unsourced.Add(driver.Assumption.Name);
        }
        return (low.Count == 0 ? "" : $" Held with low confidence: {string.Join(", ", low)}.") + (unsourced.Count == 0 ? "" : $" Without a source: {string.Join(", ", unsourced)}.");
    }

    private static string Share(double share, DriverResults results) => Percent.OfRuns(share, results.Base.Runs);

    private static IEnumerable<Block> Untold(IReadOnlyList<Driver> drivers, string what)
    {
        if (drivers.Count > 0) yield return new Paragraph($"Not seen to move {what}: {string.Join(", ", drivers.Select(d => d.Assumption.Name))}.");
    }

    private static IEnumerable<Block> Doubts(DriverResults results)
    {
        if (results.Doubts is not { } doubts)
        {
            bool areTooFew = results.Drivers.Count > 0 && results.Base.Runs < DriverOptions.LeastModels * DriverOptions.LeastRunsEach;
            if (areTooFew) yield return new Paragraph($"How far shares would go if the assumptions were known takes {Numbers.Count(DriverOptions.LeastModels * DriverOptions.LeastRunsEach)} runs or more.");
            yield break;
        }
        yield return new Heading("If the assumptions were known");
        yield return new Table(
            [Column.Words("Outcome"), Column.Number("now"), .. doubts.Of[0].Quantiles.Select(q => Column.Number(Percent.Quantile(q.Probability), drop: q.Probability is 0.25 or 0.75 ? 1 : 0))],
            [.. doubts.Of.Select(d => (IReadOnlyList<string>)[Name(results, d), Now(results, d), .. d.Quantiles.Select(q => d.IsTold ? Quantile(d, q, doubts.Models) : Numbers.None)])]);
        yield return new Paragraph(
            $"{Numbers.Count(doubts.Models)} models, each a draw of all assumptions and as believable as any other, were simulated in {Numbers.Count(doubts.RunsEach)} runs each: in 5 % of them the share is at most what stands under q5. What chance adds to that is taken out.");
        if (doubts.Of.Any(d => d.IsTold && d.Quantiles.Any(q => q.IsOpen))) yield return new Paragraph($"Where two figures stand, {Numbers.Count(doubts.RunsEach)} runs of a model tell no more than that it lies between them ({Percent.Level(results.Base.Confidence)} each); larger --runs tell more.");
        string[] untold = [.. doubts.Of.Where(d => !d.IsTold).Select(d => $"{Name(results, d)}{(double.IsFinite(d.DeviationHigh) ? $" (by a standard deviation of at most {AtMost(d)})" : " (alike in all: what few models have may be missed)")}")];
        if (untold.Length > 0) yield return new Paragraph($"Models are not seen to differ in: {string.Join(", ", untold)}.");
    }

    private static string AtMost(Doubt doubt) => doubt.Of == SwingOf.Value ? Numbers.Short(doubt.DeviationHigh, 2) : $"{Numbers.Short(100 * doubt.DeviationHigh, 2)} points";

    private static string Name(DriverResults results, Doubt doubt) => doubt.Of == SwingOf.Value ? "Expected value" : Title(results.Base.Scenario, doubt.Name);

    private static string Now(DriverResults results, Doubt doubt)
    {
        if (doubt.Of == SwingOf.Value) return results.Base.Value is { } value ? Numbers.Within(value.Mean, value.Low, value.High) : Numbers.None;
        OutcomeResult now = results.Base.Outcomes.First(o => o.Outcome.Name == doubt.Name);
        return Percent.Share(now.Probability, now.Low, now.High);
    }

    // With the digits that the number of models supports, and one at least where shares are small.
    private static string Quantile(Doubt doubt, DoubtQuantile quantile, int models)
    {
        if (quantile.IsOpen) return Percent.Range(quantile.Low, quantile.High) + " %";
        (double low, double high) = (double.IsFinite(quantile.Low) ? quantile.Low : doubt.Dots[0], double.IsFinite(quantile.High) ? quantile.High : doubt.Dots[^1]);
        return doubt.Of == SwingOf.Value ? Numbers.Within(quantile.Value, low, high) : high > low ? Percent.Share(quantile.Value, low, high) : Percent.OfRuns(quantile.Value, models);
    }

    private static IEnumerable<Block> Known(DriverResults results)
    {
        if (results.Drivers.Count == 0 && results.Left.Count == 0) yield return new Paragraph("No assumption is uncertain: chance alone decides.");
        else if (results.Known.Count > 0) yield return new Paragraph($"Known, so that nothing hangs on them: {string.Join(", ", results.Known.Select(a => a.Name))}.");
    }

    private static Paragraph Basis(DriverReport report)
    {
        SimulationResults results = report.Results.Base;
        string?[] parts =
        [
            ResultSections.PolicyText(results),
            report.Settings.Count > 0 ? "with " + string.Join(", ", report.Settings) : null,
            $"seed {results.Seed}, {Numbers.Count(results.Runs ?? 0, "run")}{(report.Results.Drivers.Count > 0 ? " at each end" : "")}",
            $"{Percent.Level(results.Confidence)} intervals",
            results.Engine + " engine",
            report.Results.Elapsed > TimeSpan.Zero ? Times.Elapsed(report.Results.Elapsed) : null,
        ];
        string ends = report.Results.Drivers.Count == 0 ? "" : " Each assumption is moved alone, in the same worlds: from its 5 % to its 95 % quantile (farther out where these are one value), of words, truths and a few values between the two that differ most.";
        return new Paragraph(string.Join("; ", parts.Where(p => p is not null)) + "." + ends);
    }

    // From the one end to the other on one scale for all rows: light where it begins, dark where it ends.
    private readonly record struct Scale(double Low, double High)
    {
        public string Strip(double start, double end)
        {
            if (!(High > Low)) return "";
            int from = Cell(start), to = Cell(end);
            int left = Math.Min(from, to), length = Math.Max(1, Math.Abs(to - from));
            int light = length / 2;
            return new string(' ', left) + (from <= to ? new string('░', light) + new string('█', length - light) : new string('█', length - light) + new string('░', light));
        }

        private int Cell(double value) => (int)Math.Round((value - Low) / (High - Low) * BarCells);
    }
}
