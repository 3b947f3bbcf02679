using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Reports.Json;

/// <summary>What results are conditioned on: the date, the share of runs that agree, each fact, and what all runs came to.</summary>
internal static class EvidenceJson
{
    /// <summary>The properties among those of the result; none where it is conditioned on nothing.</summary>
    public static void Basis(JsonText json, EvidenceResult? evidence)
    {
        if (evidence is null) return;
        json.Text("asOf", evidence.Evidence.AsOf is { } date ? Times.Exact(date) : null);
        if (evidence.Evidence.Given.Count > 0) json.Texts("given", evidence.Evidence.Given);
        if (evidence.Evidence.PastOf is { } before) json.Text("past_of", before.Name);
        json.Number("consistent", evidence.Share);
        json.Number("consistent_low", evidence.Low);
        json.Number("consistent_high", evidence.High);
        json.Whole("consistent_runs", evidence.Agreeing);
    }

    /// <summary>Whether a run agrees, and if not, with what first; none where all runs count.</summary>
    public static void Agreement(JsonText json, Story story)
    {
        if (story.Scenario.Evidence is not { } evidence) return;
        json.Text("asOf", evidence.AsOf is { } date ? Times.Exact(date) : null);
        if (evidence.Given.Count > 0) json.Texts("given", evidence.Given);
        if (evidence.PastOf is { } before) json.Text("past_of", before.Name);
        json.Truth("consistent", story.Against is null);
        json.Text("known_until", evidence.Until is { } until ? Times.Exact(until) : null);
        json.Array("evidence", evidence.Facts.Zip(story.Agrees), f => json.Object(() =>
        {
            json.Text("that", f.First.Text);
            json.Text(f.First.AtSomeTime ? "by" : "on", Times.Exact(f.First.Date));
            json.Truth("consistent", f.Second);
            json.Texts("source", f.First.About.Sources);
        }));
        if (story.Against is not { } fact) return;
        json.Object("first_against", () =>
        {
            json.Text("that", fact.Text);
            json.Text(fact.AtSomeTime ? "by" : "on", Times.Exact(fact.Date));
        });
    }

    /// <summary>Each fact with how likely it was for those who knew the ones before it.</summary>
    public static void Facts(JsonText json, EvidenceResult evidence) => json.Array("evidence", evidence.Facts, f => json.Object(() =>
    {
        json.Text("that", f.Fact.Text);
        json.Text(f.Fact.AtSomeTime ? "by" : "on", Times.Exact(f.Fact.Date));
        json.Whole("of", f.Of);
        json.Whole("consistent", f.Agreeing);
        json.Number("probability", f.Share);
        json.Number("low", f.Low);
        json.Number("high", f.High);
        json.Texts("source", f.Fact.About.Sources);
    }));

    /// <summary>Each fact, and what all runs came to.</summary>
    public static void Write(JsonText json, SimulationResults results)
    {
        if (results.Evidence is not { } evidence) return;
        Scenario scenario = results.Scenario;
        Facts(json, evidence);
        json.Object("before", () =>
        {
            json.Array("outcomes", Enumerable.Range(0, evidence.Outcomes.Count), i => json.Object(() =>
            {
                ShareResult share = evidence.Outcomes[i];
                json.Text("name", scenario.Outcomes[i].Name);
                json.Whole("runs", share.Runs);
                json.Number("probability", share.Probability);
                json.Number("low", share.Low);
                json.Number("high", share.High);
                Learning.LikelihoodRatio? ratio = Learning.RatioOf(results, i);
                json.Number("likelihood_ratio", ratio?.Value);
                json.Number("likelihood_ratio_low", ratio?.Low);
                json.Number("likelihood_ratio_high", ratio?.High);
            }));
            json.Array("assumptions", evidence.Assumptions, a => AssumptionJson.Alone(json, scenario, a));
            ResultJson.Value(json, evidence.Value);
        });
    }
}
