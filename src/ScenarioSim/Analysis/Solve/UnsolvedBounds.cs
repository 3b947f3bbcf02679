using ScenarioSim.Compiler;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>What can be told where only some combinations of discrete assumptions were solved: what these come to, with bounds that hold whatever the others come to.</summary>
internal static class UnsolvedBounds
{
    /// <summary>Results of the combinations that were solved. Measures have no bounds, for nothing is known of their values in the others, and are left out.</summary>
    /// <param name="tally">What they sum to, each with its weight.</param>
    /// <param name="solved">The sum of their weights, in (0, 1).</param>
    /// <param name="scenario">The scenario, held to no evidence.</param>
    /// <param name="plan">The plan.</param>
    public static SimulationResults Of(ExactTally tally, double solved, Scenario scenario, Plan plan)
    {
        var whole = new ExactTally(scenario);
        whole.Add(tally, 1 / solved);
        double open = 1 - solved;
        SimulationResults results = ExactResults.Of(whole, scenario, plan, confidence: 1);
        double[] values = [.. scenario.Outcomes.Select(o => o.Value ?? 0)];
        return results with
        {
            Partial = true,
            SolvedShare = solved,
            Outcomes = [.. results.Outcomes.Select(o => o with { Low = o.Probability * solved, High = (o.Probability * solved) + open })],
            Measures = [],
            Unsolved = scenario.Measures,
            Tracks = [.. results.Tracks.Select(t => t with { HalfWidths = [.. t.Shares.Select(s => (IReadOnlyList<double>)[.. s.Select(p => open * Math.Max(p, 1 - p))])] })],
            Value = results.Value is { } value ? value with { Low = (value.Mean * solved) + (open * values.Min()), High = (value.Mean * solved) + (open * values.Max()) } : null,
        };
    }
}
