using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Reports.Csv;

/// <summary>What results are conditioned on, in rows: kinds <c>evidence</c>, a fact with its date, and <c>before</c>, what all runs came to.</summary>
internal static class CsvEvidence
{
    /// <summary>The share of runs that agree.</summary>
    public static void Basis(CsvRows rows, EvidenceResult? evidence)
    {
        if (evidence is null) return;
        if (evidence.Evidence.AsOf is { } date) rows.Write("result", "", "", "", "as_of", Times.Exact(date));
        foreach (string given in evidence.Evidence.Given) rows.Write("result", "", "", "", "given", given);
        if (evidence.Evidence.PastOf is { } before) rows.Write("result", "", "", "", "past_of", before.Name);
        rows.Number("result", "", "consistent", evidence.Share);
        rows.Number("result", "", "consistent_low", evidence.Low);
        rows.Number("result", "", "consistent_high", evidence.High);
        rows.Number("result", "", "consistent_runs", evidence.Agreeing);
    }

    /// <summary>Whose runs an item is told of, and when its policy takes over.</summary>
    public static void Comparison(CsvRows rows, ComparisonResults results, int item)
    {
        if (results.Items[item].Results.Evidence is null) return;
        rows.Write("result", "", "", "", "agrees_under", results.FollowsBaseline.ElementAtOrDefault(item) ? "baseline" : "itself");
        if (results.TakesOver.ElementAtOrDefault(item) is { } date) rows.Write("result", "", "", "", "takes_over", Times.Exact(date));
    }

    /// <summary>Each fact, and what all runs came to.</summary>
    public static void Write(CsvRows rows, SimulationResults results)
    {
        if (results.Evidence is not { } evidence) return;
        Scenario scenario = results.Scenario;
        foreach (FactResult fact in evidence.Facts)
        {
            string when = Times.Exact(fact.Fact.Date), how = fact.Fact.AtSomeTime ? "by" : "on";
            void Number(string statistic, double? value) => rows.Number("evidence", fact.Fact.Text, statistic, value, how, when);
            Number("of", fact.Of);
            Number("consistent", fact.Agreeing);
            Number("probability", fact.Share);
            Number("low", fact.Low);
            Number("high", fact.High);
        }
        foreach ((int i, ShareResult share) in evidence.Outcomes.Index())
        {
            string name = scenario.Outcomes[i].Name;
            rows.Number("before", name, "runs", share.Runs);
            rows.Number("before", name, "probability", share.Probability);
            rows.Number("before", name, "low", share.Low);
            rows.Number("before", name, "high", share.High);
            Learning.LikelihoodRatio? ratio = Learning.RatioOf(results, i);
            rows.Number("before", name, "likelihood_ratio", ratio?.Value);
            rows.Number("before", name, "likelihood_ratio_low", ratio?.Low);
            rows.Number("before", name, "likelihood_ratio_high", ratio?.High);
        }
        foreach (AssumptionResult assumption in evidence.Assumptions) CsvAssumption.Write(rows, scenario, assumption, "before_assumption");
        if (evidence.Value is not { } value) return;
        rows.Number("before", "", "mean", value.Mean);
        rows.Number("before", "", "low", value.Low);
        rows.Number("before", "", "high", value.High);
    }
}
