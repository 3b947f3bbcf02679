using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Reports.Json;

/// <summary>Assumptions as they were drawn: durations in days, dates as ISO 8601, of words the share of each.</summary>
internal static class AssumptionJson
{
    public static void Write(JsonText json, SimulationResults results, AssumptionResult result, string? replaces) => json.Object(() =>
    {
        Scenario scenario = results.Scenario;
        About about = result.Assumption.About;
        Distribution(json, scenario, result);
        json.Text("title", result.Assumption.Title);
        json.Text("why", about.Why);
        json.Texts("sources", about.Sources);
        json.Text("confidence", about.Confidence?.ToString().ToLowerInvariant());
        if (replaces is not null) json.Text("replaced_by", replaces);
        if (results.Evidence is { } evidence) Learnt(json, results, evidence, result);
    });

    /// <summary>An assumption's name and distribution, and how far it moves by what is known.</summary>
    public static void Moved(JsonText json, SimulationResults results, AssumptionResult result) => json.Object(() =>
    {
        Distribution(json, results.Scenario, result);
        if (results.Evidence is { } evidence) Learnt(json, results, evidence, result);
    });

    // How far a mean or a share moves by what is known.
    private static void Learnt(JsonText json, SimulationResults results, EvidenceResult evidence, AssumptionResult result)
    {
        Kind kind = result.Assumption.Kind;
        if (kind != Kind.Word)
        {
            json.Object("moves", () => Move(json, Learning.OfMean(results, result.Assumption.Index), kind is Kind.Duration or Kind.Date ? Clock.Day : 1));
            return;
        }
        IReadOnlyList<(double Word, double Share)> all = evidence.Assumptions[result.Assumption.Index].Shares;
        json.Object("share_intervals", () =>
        {
            foreach ((double word, _) in all)
            {
                if (Learning.Interval(results, result.Assumption.Index, word) is var (low, high)) json.Numbers(Values.Word(results.Scenario, word), [low, high]);
                else json.Null(Values.Word(results.Scenario, word));
            }
        });
        json.Object("moves", () =>
        {
            foreach ((double word, _) in all) json.Object(Values.Word(results.Scenario, word), () => Move(json, Learning.OfWord(results, result.Assumption.Index, word), 1));
        });
    }

    private static void Move(JsonText json, Learning.Move? move, double unit)
    {
        json.Number("by", move?.By / unit);
        json.Number("low", move?.Low / unit);
        json.Number("high", move?.High / unit);
    }

    /// <summary>An assumption's name and distribution alone.</summary>
    public static void Alone(JsonText json, Scenario scenario, AssumptionResult result) => json.Object(() => Distribution(json, scenario, result));

    private static void Distribution(JsonText json, Scenario scenario, AssumptionResult result)
    {
        Kind kind = result.Assumption.Kind;
        json.Text("name", result.Assumption.Name);
        if (kind == Kind.Word) json.Null("mean");
        else Value(json, scenario, kind, "mean", result.Mean);
        json.Object("quantiles", () =>
        {
            // Words have no order, so no quantiles either.
            if (kind == Kind.Word) return;
            foreach ((double probability, double value) in result.Quantiles) Value(json, scenario, kind, Key(probability), value);
        });
        if (kind == Kind.Word) Shares(json, scenario, result);
        Bounds(json, scenario, result);
    }

    // Where it was integrated over.
    private static void Bounds(JsonText json, Scenario scenario, AssumptionResult result)
    {
        Kind kind = result.Assumption.Kind;
        if (result.QuantileBounds.Count == 0) return;
        if (result.MeanLow is { } low) Value(json, scenario, kind, "mean_low", low);
        if (result.MeanHigh is { } high) Value(json, scenario, kind, "mean_high", high);
        foreach ((string name, Func<(double Low, double High), double> side) in (ReadOnlySpan<(string, Func<(double Low, double High), double>)>)[("quantiles_low", b => b.Low), ("quantiles_high", b => b.High)])
        {
            json.Object(name, () =>
            {
                for (int i = 0; i < result.Quantiles.Count; i++) Value(json, scenario, kind, Key(result.Quantiles[i].Probability), side(result.QuantileBounds[i]));
            });
        }
    }

    /// <summary>A probability as the name of a property: <c>0.05</c>.</summary>
    public static string Key(double probability) => probability.ToString("R");

    private static void Shares(JsonText json, Scenario scenario, AssumptionResult result) => json.Object("shares", () =>
    {
        foreach ((double word, double share) in result.Shares) json.Number(Values.Word(scenario, word), share);
    });

    private static void Value(JsonText json, Scenario scenario, Kind kind, string name, double value)
    {
        if (kind == Kind.Date && double.IsFinite(value)) json.Text(name, Times.Date(scenario.Clock, value));
        else json.Number(name, kind == Kind.Duration ? value / Clock.Day : value);
    }
}
