using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;
using ScenarioSim.Text;

namespace ScenarioSim.Reports.Sections;

/// <summary>What was found about one policy, for people.</summary>
public static class ResultSections
{
    private const int BarCells = 20;

    /// <summary>The whole report.</summary>
    public static IReadOnlyList<Block> Of(ResultReport report)
    {
        SimulationResults results = report.Results;
        return
        [
            new Heading(results.Scenario.Title, 1),
            .. results.Runs is null ? PartlySolved(results) : Partial(results.Partial, results.Design, results.Runs.Value),
            .. EvidenceSections.Mark(results),
            Outcomes(results),
            .. Moved(results),
            .. Value(results),
            .. EvidenceSections.Facts(results.Evidence),
            .. MeasureSections.Of(results),
            .. TrackSections.Of(results),
            .. AssumptionSections.Of(report),
            Basis(report),
            .. Warnings(report.Warnings),
        ];
    }

    /// <summary>The outcomes with bars and intervals.</summary>
    public static Table Outcomes(SimulationResults results)
    {
        bool values = results.Value is not null;
        bool intervals = results.Outcomes.Any(o => o.Low is not null);
        bool ratios = results.Evidence?.Agreeing is not null;
        double longest = Math.Max(1e-9, results.Outcomes.Max(o => o.Probability));
        Column[] columns =
        [
            Column.Words("Outcome"), new Column("", Drop: 2), Column.Number("share"),
            .. intervals ? [Column.Number(Percent.Level(results.Confidence))] : Array.Empty<Column>(),
            .. results.Evidence is not { Facts.Count: > 0 } ? Array.Empty<Column>() : [Column.Number("all"), Column.Number("likelihood ratio", drop: 3), .. ratios ? [Column.Number("", drop: 4)] : Array.Empty<Column>()],
            .. values ? [Column.Number("value")] : Array.Empty<Column>(),
        ];
        return new Table(columns, [.. results.Outcomes.Select(o => (IReadOnlyList<string>)
        [
            o.Outcome.Title, Bars.Left(o.Probability / longest, BarCells), Percent.Share(o.Probability, o.Low, o.High),
            .. intervals ? [Percent.Range(o.Low, o.High)] : Array.Empty<string>(),
            .. results.Evidence is { Facts.Count: > 0 } evidence && evidence.Outcomes[o.Outcome.Index] is var all ? [Percent.Share(all.Probability, all.Low, all.High), .. Ratio(Learning.RatioOf(results, o.Outcome.Index), ratios)] : Array.Empty<string>(),
            .. values ? [o.Outcome.Value is { } v ? Numbers.Short(v) : Numbers.None] : Array.Empty<string>(),
        ])]);
    }

    // Which outcomes what is known is seen to move, by how much, and which it is not.
    private static IEnumerable<Block> Moved(SimulationResults results)
    {
        if (results.Evidence is not { Facts.Count: > 0 } evidence || (evidence.Runs is { } runs && runs == evidence.Agreeing)) yield break;
        (OutcomeResult Outcome, Learning.Move? Move)[] all = [.. results.Outcomes.Select(o => (o, Learning.OfOutcome(results, o.Outcome.Index)))];
        string[] moved = [.. all.Where(o => o.Move?.IsTold == true).Select(o => $"{o.Outcome.Outcome.Title} {Percent.Points(o.Move!.Value.By, o.Move.Value.Low, o.Move.Value.High)}")];
        string[] others = [.. all.Where(o => o.Move?.IsTold != true).Select(o => o.Outcome.Outcome.Title)];
        string seen = moved.Length == 0 ? "" : $"What is known moves {string.Join(", ", moved)}";
        string unseen = others.Length == 0 ? "" : moved.Length == 0 ? $"What is known is not seen to move {string.Join(", ", others)}" : $"; it is not seen to move {string.Join(", ", others)}";
        yield return new Paragraph(seen + unseen + ".");
    }

    private static string[] Ratio(Learning.LikelihoodRatio? ratio, bool intervals) => ratio is not { } r ? [Numbers.None, .. intervals ? [""] : Array.Empty<string>()]
        : [Numbers.Within(r.Value, r.Low, r.High), .. intervals ? [Numbers.Range(r.Low, r.High)] : Array.Empty<string>()];

    /// <summary>A mark that what follows is not all that was asked for.</summary>
    public static IEnumerable<Block> Partial(bool partial, RunDesign? design = null, long runs = 0)
    {
        if (!partial) yield break;
        yield return new Notice("PARTIAL: stopped before it was done; the numbers below are of the runs made until then.");
        if (design?.Planned is { } planned && runs % planned is > 0 and var rest)
        {
            string which = rest == runs ? "They" : $"The last {Numbers.Count(rest)} of them";
            yield return new Notice($"{which} are a random part of Latin hypercubes planned for {Numbers.Count(planned)} runs, and spread less evenly than all would be; the intervals allow for that.");
        }
    }

    /// <summary>How assumptions were placed, after the number of runs; nothing where each run drew them for itself.</summary>
    /// <param name="design">The design.</param>
    /// <param name="last">The number of the last run that is told of.</param>
    public static string Design(RunDesign? design, long last) => design switch
    {
        null => "",
        { Planned: null } => $", assumptions by {design.Name} in {design.Replicates} replicates",
        { Planned: { } planned } when last < planned => $", assumptions by {design.Name} in {design.Replicates} replicates of {Numbers.Count(planned)} runs in all",
        { Planned: { } planned } => $", assumptions by {design.Name} in {design.Replicates} replicates, anew after every {Numbers.Count(planned)} runs",
    };

    /// <summary>The same where nothing was sampled.</summary>
    private static IEnumerable<Block> PartlySolved(SimulationResults results)
    {
        if (!results.Partial) return [];
        bool integrated = results.Outcomes.Any(o => o.Low is not null);
        if (results.SolvedShare is { } solved)
        {
            return [new Notice($"PARTIAL: stopped before it was done; the numbers below are of {Percent.Share(solved, null, null)} of what is believed, without measures, and their bounds hold whatever the rest would come to.")];
        }
        string end = results.Scenario.Clock.Iso(results.Scenario.Clock.LastStep);
        string missing = string.Join(", ", results.Unsolved.Select(m => m.Name));
        return [new Notice("PARTIAL: stopped before it was done; " + (integrated ? $"the numbers below are of the points solved until then, and of a scenario that ends on {end}."
            : results.EndsEarly ? $"the numbers below are as if the scenario ended on {end}{(missing.Length > 0 ? $", without {missing}" : "")}."
            : $"what is below is whole, and {missing} is not there."))];
    }

    /// <summary>The warnings, one line or two each.</summary>
    public static IEnumerable<Block> Warnings(IReadOnlyList<Diagnostic> warnings) =>
        warnings.Count == 0 ? [] : [new Heading("Warnings"), .. warnings.Select(w => new Notice($"{w.Code}: {w.Message}{Place(w.Span)}"))];

    private static string Place(SourceSpan span) => span.File.Path.Length == 0 ? "" : $" ({span})";

    private static IEnumerable<Block> Value(SimulationResults results)
    {
        if (results.Value is not { } value) return [];
        string mean = Numbers.Within(value.Mean, value.Low, value.High);
        string range = Numbers.Range(value.Low, value.High);
        // A value that has been forgotten would go unseen.
        string[] without = [.. results.Scenario.Outcomes.Where(o => o.Value is null).Select(o => o.Title)];
        string before = results.Evidence is { Facts.Count: > 0, Value: { } all } ? $"; of all{(results.Runs is null ? "" : " runs")} {Numbers.Within(all.Mean, all.Low, all.High)}" : "";
        string zero = without.Length == 0 ? "" : $"; without a value, and counted as 0: {string.Join(", ", without)}";
        return [new Paragraph($"Expected value {mean}{(range.Length > 0 && range != mean ? $" ({range})" : "")}{before}{zero}")];
    }

    private static Paragraph Basis(ResultReport report)
    {
        SimulationResults results = report.Results;
        double widest = results.HalfWidth ?? 0;
        string?[] parts =
        [
            PolicyText(results),
            report.Settings.Count > 0 ? "with " + string.Join(", ", report.Settings) : null,
            results.Runs is null && widest > 0 ? $"seed {results.Seed}" : null,
            results.Evidence?.Evidence.Given is { Count: > 0 } given ? "given " + string.Join(", ", given) : null,
            results.RunsMade is { } runs ? $"seed {results.Seed}, {Numbers.Count(runs, "run")}{Design(results.Design, runs - 1)}" : null,
            widest > 0 ? $"{Percent.Level(results.Confidence)} intervals{(results.Runs is null ? " (numerical error only)" : "")}, outcomes within {Percent.HalfWidth(widest)}" : null,
            results.Engine + " engine",
            results.Elapsed > TimeSpan.Zero ? Times.Elapsed(results.Elapsed) : null,
        ];
        return new Paragraph(string.Join("; ", parts.Where(p => p is not null)) + ".");
    }

    /// <summary>The policy by its name, and its title where that is another.</summary>
    public static string PolicyText(SimulationResults results) =>
        $"Policy {results.Policy.Name}{(results.Policy.Title == results.Policy.Name ? "" : $" ({results.Policy.Title})")}";
}
