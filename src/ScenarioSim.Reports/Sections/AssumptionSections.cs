using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Reports.Sections;

/// <summary>The assumptions as they were drawn, with who says so and how sure they were; given evidence, what has been learnt of them.</summary>
public static class AssumptionSections
{
    /// <summary>A table of those that are numbers and one of those that are words, in the order of the first of each; nothing where there are no assumptions.</summary>
    public static IEnumerable<Block> Of(ResultReport report)
    {
        // Of nothing nothing is learnt.
        if (report.Results.Evidence is { Facts.Count: 0 }) report = report with { Results = report.Results with { Evidence = null } };
        IReadOnlyList<AssumptionResult> all = report.Results.Assumptions;
        AssumptionResult[] numbers = [.. all.Where(a => a.Assumption.Kind != Kind.Word)], words = [.. all.Where(a => a.Assumption.Kind == Kind.Word)];
        if (words.Length > 0 && all[0].Assumption.Kind == Kind.Word) yield return OfWords(report, words);
        if (numbers.Length > 0) yield return OfNumbers(report, numbers);
        if (words.Length > 0 && all[0].Assumption.Kind != Kind.Word) yield return OfWords(report, words);
        if (all.Count > 0 && Correlated(report.Results.Scenario) is { } together) yield return new Paragraph(together);
    }

    /// <summary>Which assumptions are not drawn independently of each other, by their rank correlations (Spearman's, in -1 to 1); null where all are.</summary>
    public static string? Correlated(Scenario scenario) => scenario.Correlations.Count == 0 ? null
        : $"Drawn together, by rank correlation: {string.Join("; ", scenario.Correlations.Select(c => $"{scenario.Assumptions[c.First].Name} and {scenario.Assumptions[c.Second].Name} {Numbers.SignedShort(c.Rank)}"))}.";

    /// <summary>What is learnt by what is known of those assumptions that it is seen to move, and the names of the others; once for all items that are told of the same worlds. Nothing where nothing is known.</summary>
    public static IEnumerable<Block> Of(ComparisonReport report)
    {
        ComparisonResults results = report.Results;
        int[] own = [.. Enumerable.Range(0, results.Items.Count).Where(i => HasLearnt(results.Items[i].Results) && !results.FollowsBaseline.ElementAtOrDefault(i))];
        foreach (int item in own)
        {
            ComparedItem told = results.Items[item];
            string of = own.Length == 1 ? "" : told.Name;
            var one = new ResultReport(told.Results, [], told.Settings);
            AssumptionResult[] moved = [.. told.Results.Assumptions.Where(a => IsMoved(told.Results, a))];
            AssumptionResult[] words = [.. moved.Where(a => a.Assumption.Kind == Kind.Word)], numbers = [.. moved.Except(words)];
            if (words.Length > 0) yield return OfWords(one, words, of);
            if (numbers.Length > 0) yield return OfNumbers(one, numbers, of);
            string others = string.Join(", ", told.Results.Assumptions.Except(moved).Select(a => a.Assumption.Name));
            if (others.Length > 0) yield return new Paragraph($"{(of.Length > 0 ? $"{of}: n" : "N")}ot seen to be moved by what is known: {others}.");
        }
    }

    // What was compared as it was saved may lack them.
    private static bool HasLearnt(SimulationResults results) => results.Evidence is { Facts.Count: > 0 } evidence && results.Assumptions.Count == evidence.Assumptions.Count;

    private static bool IsMoved(SimulationResults results, AssumptionResult assumption) => assumption.Assumption.Kind == Kind.Word
        ? results.Evidence!.Assumptions[assumption.Assumption.Index].Shares.Any(s => Learning.OfWord(results, assumption.Assumption.Index, s.Word)?.IsTold == true)
        : Learning.OfMean(results, assumption.Assumption.Index)?.IsTold == true;

    private static Table OfNumbers(ResultReport report, AssumptionResult[] assumptions, string? of = null)
    {
        SimulationResults results = report.Results;
        bool intervals = Array.Exists(assumptions, a => Learning.OfMean(results, a.Assumption.Index)?.Low is not null);
        Column[] learnt = results.Evidence is null ? [] : [Column.Number("all"), Column.Number("mean moves"), .. intervals ? [Column.Number("", drop: 3)] : Array.Empty<Column>()];
        return new Table(
            [Column.Words(Title(of)), Column.Number("median"), .. learnt, Column.Number("5–95 %"), .. GroundColumns(of)],
            [.. assumptions.Select(a => (IReadOnlyList<string>)[.. Row(report, a, intervals), .. of is null ? Grounds(report, a.Assumption) : []])]);
    }

    private static string Title(string? of) => string.IsNullOrEmpty(of) ? "Assumption" : $"Assumption ({of})";

    private static IReadOnlyList<string> Row(ResultReport report, AssumptionResult result, bool intervals)
    {
        (Scenario scenario, Assumption assumption) = (report.Results.Scenario, result.Assumption);
        string[] learnt = report.Results.Evidence is not { } evidence ? []
            : [Show(scenario, evidence.Assumptions[assumption.Index], 0.5), .. Moves(Learning.OfMean(report.Results, assumption.Index), assumption.Kind, intervals)];
        // What was learnt from a handful of runs is told by how far the mean moves, which knows its error.
        bool few = EvidenceSections.AreTooFew(report.Results);
        return [assumption.Name, few ? Numbers.None : Show(scenario, result, 0.5), .. learnt, few ? Numbers.None : Outer(scenario, result)];
    }

    // How far a mean moves, in days where it is a duration or a date.
    private static string[] Moves(Learning.Move? move, Kind kind, bool intervals)
    {
        if (move is not { } by) return [Numbers.None, .. intervals ? [""] : Array.Empty<string>()];
        double unit = kind is Kind.Duration or Kind.Date ? Clock.Day : 1;
        string behind = unit == 1 ? "" : " d";
        if (by is not { Low: { } low, High: { } high }) return [Numbers.SignedShort(by.By / unit) + behind, .. intervals ? [""] : Array.Empty<string>()];
        (low, high) = (low / unit, high / unit);
        return [by.IsTold ? Numbers.Difference(by.By / unit, low, high) + behind : ComparisonSections.Untold(low, high), .. intervals ? [Numbers.DifferenceRange(low, high)] : Array.Empty<string>()];
    }

    /// <summary>How far the mean of an assumption moves by what is known, with its interval: <c>+0.032 (+0.030 to +0.034)</c>; <c>unclear</c> with it where that is not told from none, null where nothing can be said.</summary>
    public static string? MeanMoves(SimulationResults results, Assumption assumption) => Learning.OfMean(results, assumption.Index) is not { } move ? null
        : Moves(move, assumption.Kind, intervals: true) is [var by, { Length: > 0 } range] ? $"{by} ({range})" : Moves(move, assumption.Kind, intervals: false)[0];

    // Words have no order, so no median and no quantiles: each has its share.
    private static Table OfWords(ResultReport report, AssumptionResult[] assumptions, string? of = null)
    {
        SimulationResults results = report.Results;
        bool intervals = results.Evidence?.Agreeing is not null || Array.Exists(assumptions, a => a.ShareBounds.Count > 0);
        Column[] learnt = results.Evidence is null ? []
            : [.. intervals ? [Column.Number(Percent.Level(results.Confidence))] : Array.Empty<Column>(), Column.Number("all"), Column.Number("moves"), .. intervals ? [Column.Number("", drop: 3)] : Array.Empty<Column>()];
        return new Table(
            [Column.Words(Title(of)), Column.Words("value"), Column.Number("share"), .. learnt, .. GroundColumns(of)],
            [.. assumptions.SelectMany(a => Rows(report, a, intervals).Select((row, i) => (IReadOnlyList<string>)[.. row, .. of is not null ? [] : i == 0 ? Grounds(report, a.Assumption) : ["", ""]]))]);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(ResultReport report, AssumptionResult result, bool intervals)
    {
        SimulationResults results = report.Results;
        Assumption assumption = result.Assumption;
        bool first = true;
        // What no run drew any more has been learnt as well.
        AssumptionResult all = results.Evidence?.Assumptions[assumption.Index] ?? result;
        foreach (double word in all.Shares.Select(s => s.Word))
        {
            double share = Learning.Share(result, word);
            string[] learnt = [];
            string text;
            if (results.Evidence is { } evidence)
            {
                (double Low, double High)? interval = Learning.Interval(results, assumption.Index, word);
                Learning.Move? move = Learning.OfWord(results, assumption.Index, word);
                text = Percent.Share(share, interval?.Low, interval?.High);
                learnt =
                [
                    .. intervals ? [Percent.Range(interval?.Low, interval?.High)] : Array.Empty<string>(),
                    Percent.OfRuns(Learning.Share(all, word), evidence.Runs),
                    move is not { } by ? Numbers.None : by.IsTold || by.Low is null ? Percent.Points(by.By, by.Low, by.High) : ComparisonSections.Untold(by.Low.Value, by.High!.Value),
                    .. intervals ? [Percent.PointsRange(move?.Low, move?.High)] : Array.Empty<string>(),
                ];
            }
            else
            {
                text = Percent.OfRuns(share, results.Runs);
            }
            yield return [first ? assumption.Name : "", Values.Word(results.Scenario, word), text, .. learnt];
            first = false;
        }
    }

    // In a comparison they would stand there for each item again.
    private static Column[] GroundColumns(string? of) => of is null ? [new Column("confidence", Drop: 2), new Column("source", Cut: true, Drop: 1)] : [];

    private static string[] Grounds(ResultReport report, Assumption assumption)
    {
        (Confidence? confidence, string source) = Ground(report.Results.Policy, report.Settings, assumption);
        return [confidence?.ToString().ToLowerInvariant() ?? "", source];
    }

    /// <summary>How sure those are who say what an assumption is, and who they are. What stands in its place has not been said by those who spoke of it.</summary>
    /// <param name="policy">The policy, with what was set.</param>
    /// <param name="settings">What was set, each <c>NAME=VALUE</c>.</param>
    /// <param name="assumption">The assumption.</param>
    public static (Confidence? Confidence, string Source) Ground(Policy policy, IReadOnlyList<string> settings, Assumption assumption)
    {
        if (Replaced.By(assumption, policy, settings) is not { } by) return (assumption.About.Confidence, string.Join(", ", assumption.About.Sources));
        About said = by == policy.Name ? policy.Replacements.GetValueOrDefault(assumption.Index)?.About ?? About.Nothing : About.Nothing;
        return (said.Confidence, string.Join(", ", said.Sources.Prepend($"set by {by}")));
    }

    private static string Outer(Scenario scenario, AssumptionResult result) => result.Assumption.Kind == Kind.Truth ? ""
        : Numbers.Between(Show(scenario, result, 0.05), Show(scenario, result, 0.95), "–");

    /// <summary>A quantile of an assumption with the grain that its spread deserves; a dash where it has none.</summary>
    internal static string Show(Scenario scenario, AssumptionResult result, double probability)
    {
        foreach ((double p, double value) in result.Quantiles)
        {
            if (p != probability) continue;
            double spread = result.Quantiles[^1].Value - result.Quantiles[0].Value;
            return result.Assumption.Kind switch
            {
                Kind.Number => Numbers.OfSpread(value, spread),
                Kind.Duration => Numbers.OfSpread(value / Clock.Day, spread / Clock.Day) + " d",
                Kind.Date => Times.Date(scenario.Clock, value),
                _ => Values.Show(scenario, result.Assumption.Kind, value),
            };
        }
        return Numbers.None;
    }
}
