using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Sections;

/// <summary>The assumptions as they were drawn, with who says so and how sure they were.</summary>
public static class AssumptionSections
{
    /// <summary>A table; nothing where there are no assumptions.</summary>
    public static IEnumerable<Block> Of(ResultReport report)
    {
        SimulationResults results = report.Results;
        if (results.Assumptions.Count == 0) yield break;
        // Words have no order, so no median and no quantiles: the likeliest stands for them, and says so.
        bool numbers = results.Assumptions.Any(a => a.Assumption.Kind != Kind.Word);
        yield return new Table(
            [
                Column.Words("Assumption"), Column.Number(numbers ? "median" : "mode"), .. results.Evidence is null ? Array.Empty<Column>() : [Column.Number("all")], .. numbers ? [Column.Number("5–95 %")] : Array.Empty<Column>(),
                new Column("confidence", Drop: 2), new Column("source", Cut: true, Drop: 1),
            ],
            [.. results.Assumptions.Select(a => Row(report, a, numbers))]);
    }

    private static IReadOnlyList<string> Row(ResultReport report, AssumptionResult result, bool numbers)
    {
        (Scenario scenario, Assumption assumption) = (report.Results.Scenario, result.Assumption);
        (Confidence? confidence, string source) = Ground(report.Results.Policy, report.Settings, assumption);
        return
        [
            assumption.Name,
            Middle(result),
            .. report.Results.Evidence is { } evidence ? [Middle(evidence.Assumptions[assumption.Index])] : Array.Empty<string>(),
            .. numbers ? [Outer(scenario, result)] : Array.Empty<string>(),
            confidence?.ToString().ToLowerInvariant() ?? "",
            source,
        ];

        string Middle(AssumptionResult drawn) => assumption.Kind == Kind.Word ? Likeliest(scenario, drawn) + (numbers ? " (mode)" : "") : Show(scenario, drawn, 0.5);
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

    private static string Outer(Scenario scenario, AssumptionResult result) => result.Assumption.Kind is Kind.Word or Kind.Truth ? ""
        : Numbers.Between(Show(scenario, result, 0.05), Show(scenario, result, 0.95), "–");

    private static string Likeliest(Scenario scenario, AssumptionResult result) =>
        result.Shares.Count == 0 ? Numbers.None : Values.Word(scenario, result.Shares.MaxBy(s => s.Share).Word);

    private static string Show(Scenario scenario, AssumptionResult result, double probability)
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
