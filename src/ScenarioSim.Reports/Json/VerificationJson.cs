using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Json;

/// <summary>How the engines agree: <c>scenariosim/verification/1</c>.</summary>
internal static class VerificationJson
{
    /// <summary>The name of the shape.</summary>
    public const string Schema = "scenariosim/verification/1";

    public static void Write(VerificationReport report, Stream to)
    {
        using var json = new JsonText(to);
        Verification verification = report.Verification;
        json.Object(() =>
        {
            json.Text("schema", Schema);
            ResultJson.Scenario(json, verification.Scenario);
            Basis(json, report);
            json.Array("engines", verification.Engines, e => Engine(json, e));
            json.Array("same_runs", verification.SameRuns, s => Same(json, s, verification.Scenario.Clock));
            json.Array("agreements", verification.Agreements, a => Agreement(json, a, report));
        });
    }

    private static void Basis(JsonText json, VerificationReport report)
    {
        Verification verification = report.Verification;
        json.Text("policy", verification.Policy.Name);
        ResultJson.Settings(json, report.Settings);
        json.Text("version", Product.Version);
        json.Whole("meaning", Product.Meaning);
        json.Seed("seed", verification.Options.Seed);
        json.Number("confidence", verification.Options.Confidence);
        json.Number("certainty", verification.Options.Certainty);
        json.Truth("partial", verification.Partial);
        json.Number("seconds", Math.Round(verification.Elapsed.TotalSeconds, 3));
        json.Truth("agrees", verification.Agrees);
    }

    private static void Engine(JsonText json, EngineFindings engine) => json.Object(() =>
    {
        json.Text("name", engine.Name);
        json.Text("reason", engine.Reason);
        json.Whole("runs", engine.Results?.Runs);
        json.Array("outcomes", engine.Results?.Outcomes ?? [], o => ResultJson.Outcome(json, o));
        json.Array("measures", engine.Results?.Measures ?? [], m => ResultJson.Measure(json, m));
    });

    private static void Same(JsonText json, SameRuns same, Clock clock) => json.Object(() =>
    {
        json.Text("engine", same.Engine);
        json.Text("reference", same.Reference);
        json.Whole("runs", same.Runs);
        json.Truth("same", same.First is null);
        if (same.First is not { } first)
        {
            json.Null("first");
            return;
        }
        json.Object("first", () =>
        {
            json.Whole("run", first.Run);
            json.Whole("step", first.Step);
            json.Text("date", first.Step is { } step ? clock.Iso(step) : null);
            json.Text("what", first.What);
            json.Text("reference", first.Reference);
            json.Text("engine", first.Engine);
        });
    });

    private static void Agreement(JsonText json, Agreement agreement, VerificationReport report)
    {
        Clock clock = report.Verification.Scenario.Clock;
        json.Object(() =>
        {
            json.Text("engine", agreement.Engine);
            json.Text("reference", Verify.Exact);
            json.Whole("runs", agreement.Runs);
            json.Whole("figures", agreement.Figures.Count);
            json.Number("bound", agreement.Bound);
            json.Truth("agrees", agreement.Agrees);
            json.Array("worst", agreement.Worst, w => Figure(json, w.Worst, clock));
            json.Array("beyond", agreement.Beyond, f => Figure(json, f, clock));
            if (report.All) json.Array("all", agreement.Figures, f => Figure(json, f, clock));
        });
    }

    private static void Figure(JsonText json, Figure figure, Clock clock) => json.Object(() =>
    {
        json.Text("kind", FigureText.Key(figure.Kind));
        json.Text("name", figure.Name);
        json.Text("state", figure.State.Length > 0 ? figure.State : null);
        json.Text("date", figure.Step is { } step ? clock.Iso(step) : null);
        json.Number("quantile", figure.Probability);
        json.Number("sampled", figure.Sampled);
        json.Number("exact", figure.Exact);
        json.Number("standard_errors", figure.StandardErrors);
    });
}
