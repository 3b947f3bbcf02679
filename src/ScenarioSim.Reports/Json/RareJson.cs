using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Json;

/// <summary>What was found about a rare outcome: <c>scenariosim/rare/1</c>.</summary>
internal static class RareJson
{
    public static void Write(RareReport report, Stream to)
    {
        using var json = new JsonText(to);
        RareResults results = report.Results;
        json.Object(() =>
        {
            json.Text("schema", "scenariosim/rare/1");
            ResultJson.Scenario(json, results.Scenario);
            json.Text("policy", results.Policy.Name);
            ResultJson.Settings(json, report.Settings);
            json.Text("engine", EngineNames.Kernel);
            json.Text("version", Product.Version);
            json.Whole("meaning", Product.Meaning);
            json.Seed("seed", results.Seed);
            json.Number("confidence", results.Confidence);
            json.Truth("partial", results.Partial);
            json.Number("seconds", Math.Round(results.Elapsed.TotalSeconds, 3));
            json.Text("outcome", results.Outcome.Name);
            json.Text("title", results.Outcome.Title);
            json.Number("probability", results.Probability);
            json.Number("low", results.Low);
            json.Number("high", results.High);
            json.Number("relative_error", results.RelativeError);
            json.Number("precision", results.Precision);
            json.Whole("replications", results.Replications);
            json.Whole("hitting", results.Hitting);
            json.Number("work", results.Work);
            json.Number("preparation", results.Preparation);
            json.Number("plain_runs", results.PlainRuns);
            json.Texts("undivided", results.Undivided.Select(t => TransitionText.OneLine(t.Span.Text)));
            json.Array("stages", results.Stages, stage => json.Object(() =>
            {
                json.Number("level", stage.Level);
                json.Number("share", stage.Share);
                json.Number("reached", stage.Reached);
                json.Whole("effort", stage.Effort);
            }));
        });
    }
}
