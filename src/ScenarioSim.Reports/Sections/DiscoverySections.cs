using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Reports.Sections;

/// <summary>In which worlds something happens most, or least, for people.</summary>
public static class DiscoverySections
{
    // Fewer worlds say too little of any box.
    private const long FewHits = 100;

    private static readonly Column[] s_ground = [new("confidence", Drop: 2), new("source", Cut: true, Drop: 3)];

    /// <summary>The whole report.</summary>
    public static IReadOnlyList<Block> Of(DiscoveryReport report)
    {
        DiscoveryResults results = report.Results;
        return
        [
            new Heading($"{results.Base.Scenario.Title}: where {Thing(results)} {(results.Least ? "least" : "most")} often", 1),
            .. ResultSections.Partial(results.Partial),
            .. EvidenceSections.Mark(results.Base),
            .. results.Told < 0 ? Nothing(results) : Told(report, results.Boxes[results.Told]),
            .. Others(results),
            .. Untouched(results),
            Basis(report),
            .. ResultSections.Warnings(report.Warnings),
        ];
    }

    /// <summary>A range in words: <c>at least 0.71</c>, <c>0.2 to 0.4</c>, <c>hostile or split</c>.</summary>
    public static string Words(Scenario scenario, WorldRange range)
    {
        string Value(double value) => Values.Exact(scenario, range.Assumption.Kind, value);
        return range switch
        {
            { Values.Count: > 0 } => Either([.. range.Values.Select(Value)]),
            { Low: { } low, High: { } high } => low == high ? Value(low) : $"{Value(low)} to {Value(high)}",
            { Low: { } low } => $"at least {Value(low)}",
            { High: { } high } => $"at most {Value(high)}",
            _ => "",
        };
    }

    /// <summary>What is looked for, as a sentence: <c>A war happens under up_front and not under threaten</c>.</summary>
    public static string Thing(DiscoveryResults results)
    {
        string policy = results.Base.Policy.Name;
        if (results.Of is not { } of) return $"{policy} is worth less than {results.Beside!.Policy.Name}";
        string thing = $"{results.Base.Scenario.Outcomes.FirstOrDefault(o => o.Name == of)?.Title ?? of} {Verb(results)}";
        return results.Beside is { } beside ? $"{thing} under {policy} and not under {beside.Policy.Name}" : thing;
    }

    // An outcome happens, a condition holds.
    private static string Verb(DiscoveryResults results) => results.Of is { } of && results.Base.Scenario.Outcomes.Any(o => o.Name == of) ? "happens" : "is so";

    private static IEnumerable<Block> Nothing(DiscoveryResults results)
    {
        yield return new Paragraph($"It {Verb(results)} in {Shown(results.Overall, results)} of all worlds ({Range(results.Overall, results)}).");
        bool isRare = results.Hits < FewHits || results.Worlds - results.Hits < FewHits;
        yield return new Notice(results switch
        {
            { Tried.Count: 0 } => "No assumption varies: chance alone decides.",
            { Hits: 0 } => "It happens in none of the worlds that were to tell where: make more with --runs.",
            _ when isRare => "That is too few worlds, or too many, to tell where: make more with --runs.",
            _ => "Nowhere is it seen to happen more or less often than elsewhere: chance decides, or the assumptions only together in ways that no box of ranges shows.",
        });
    }

    private static IEnumerable<Block> Told(DiscoveryReport report, WorldBox box)
    {
        DiscoveryResults results = report.Results;
        WorldShare outside = new(results.Hits - box.Hits, results.Worlds - box.Worlds);
        yield return new Table(
            [Column.Words("Worlds"), Column.Number("of all"), Column.Number($"it {Verb(results)} in"), Column.Number(Percent.Level(results.Base.Confidence)), Column.Number("holds of those")],
            [
                ["all", "100 %", Shown(results.Overall, results), Range(results.Overall, results), "100 %"],
                ["in the box below", Shown(new WorldShare(box.Worlds, results.Worlds), results), Shown(box.Share, results), Range(box.Share, results), Shown(new WorldShare(box.Hits, results.Hits), results)],
                ["elsewhere", Shown(new WorldShare(outside.Of, results.Worlds), results), Shown(outside, results), Range(outside, results), Shown(new WorldShare(outside.Count, results.Hits), results)],
            ]);
        yield return new Heading("The box: all of these together");
        yield return new Table(
            [Column.Words("Assumption"), Column.Words("is"), Column.Number("of all"), Column.Number("without it"), .. s_ground],
            [.. box.Restrictions.Select(r => (IReadOnlyList<string>)
            [
                r.Assumption.Name, Words(results.Base.Scenario, r), Shown(new WorldShare(r.Worlds, results.Worlds), results), Shown(r.Without, results), .. Ground(report, r.Assumption),
            ])]);
        yield return new Paragraph($"Of all: the share of all worlds whose value lies there. Without it: the share in which it {Verb(results)} where the other ranges hold and this one need not.");
    }

    private static IEnumerable<Block> Others(DiscoveryResults results)
    {
        if (results.Boxes.Count < 2) yield break;
        Scenario scenario = results.Base.Scenario;
        yield return new Heading("Wider and narrower boxes, by their share of all worlds");
        foreach (WorldBox box in results.Boxes)
        {
            string holds = Shown(new WorldShare(box.Hits, results.Hits), results);
            yield return new Entry(Shown(new WorldShare(box.Worlds, results.Worlds), results), $"{Verb(results)} in {Shown(box.Share, results)} ({Range(box.Share, results)}); holds {holds} of all", [Ranges(scenario, box)]);
        }
    }

    // On one line.
    private static string Ranges(Scenario scenario, WorldBox box) => string.Join(", ", box.Restrictions.Select(r => $"{r.Assumption.Name} {Briefly(scenario, r)}"));

    // As the file would write it, to be read beside others.
    private static string Briefly(Scenario scenario, WorldRange range)
    {
        string Value(double value) => Values.Exact(scenario, range.Assumption.Kind, value);
        return range switch
        {
            { Values.Count: > 0 } => Either([.. range.Values.Select(Value)]),
            { Low: { } low, High: { } high } => low == high ? $"= {Value(low)}" : $"{Value(low)}–{Value(high)}",
            { Low: { } low } => $"≥ {Value(low)}",
            { High: { } high } => $"≤ {Value(high)}",
            _ => "",
        };
    }

    private static string Either(IReadOnlyList<string> values) => values.Count == 1 ? values[0] : $"{string.Join(", ", values.SkipLast(1))} or {values[^1]}";

    private static IEnumerable<Block> Untouched(DiscoveryResults results)
    {
        if (results.Told < 0) yield break;
        string[] others = [.. results.Tried.Where(a => results.Boxes[results.Told].Restrictions.All(r => r.Assumption != a)).Select(a => a.Name)];
        if (others.Length > 0) yield return new Paragraph($"Left open in it: {string.Join(", ", others)}.");
    }

    private static string[] Ground(DiscoveryReport report, Assumption assumption)
    {
        (Confidence? confidence, string source) = AssumptionSections.Ground(report.Results.Base.Policy, report.Settings, assumption);
        return [confidence?.ToString().ToLowerInvariant() ?? "", source];
    }

    /// <summary>A share with the digits that its interval supports.</summary>
    public static string Shown(WorldShare share, DiscoveryResults results)
    {
        if (share.Of == 0) return Numbers.None;
        (double low, double high) = Proportion.Interval(share.Count, share.Of, results.Base.Confidence);
        return Percent.Share(share.Value, low, high);
    }

    /// <summary>The interval of a share, without its sign; empty where there are no worlds.</summary>
    public static string Range(WorldShare share, DiscoveryResults results)
    {
        if (share.Of == 0) return "";
        (double low, double high) = Proportion.Interval(share.Count, share.Of, results.Base.Confidence);
        return Percent.Range(low, high);
    }

    private static Paragraph Basis(DiscoveryReport report)
    {
        SimulationResults results = report.Results.Base;
        string?[] parts =
        [
            ResultSections.PolicyText(results),
            report.Results.Beside is { } beside ? $"held against {beside.Policy.Name} in the same worlds" : null,
            report.Settings.Count > 0 ? "with " + string.Join(", ", report.Settings) : null,
            $"seed {results.Seed}, {Numbers.Count(results.RunsMade ?? 0, "run")}",
            $"{Percent.Level(results.Confidence)} intervals",
            results.Engine + " engine",
            report.Results.Elapsed > TimeSpan.Zero ? Times.Elapsed(report.Results.Elapsed) : null,
        ];
        return new Paragraph(string.Join("; ", parts.Where(p => p is not null)) + $". The boxes were found in runs of even numbers; every figure is of the {Numbers.Count(report.Results.Worlds)} of odd ones.");
    }
}
