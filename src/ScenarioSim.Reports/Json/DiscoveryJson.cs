using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Reports.Json;

/// <summary>In which worlds something happens: <c>scenariosim/discovery/1</c>.</summary>
internal static class DiscoveryJson
{
    public static void Write(DiscoveryReport report, Stream to)
    {
        using var json = new JsonText(to);
        DiscoveryResults results = report.Results;
        SimulationResults found = results.Base;
        json.Object(() =>
        {
            json.Text("schema", "scenariosim/discovery/1");
            ResultJson.Scenario(json, found.Scenario);
            json.Text("policy", found.Policy.Name);
            json.Text("against", results.Beside?.Policy.Name);
            ResultJson.Settings(json, report.Settings);
            json.Text("engine", found.Engine);
            json.Text("version", Product.Version);
            json.Whole("meaning", Product.Meaning);
            json.Seed("seed", found.Seed);
            json.Whole("runs", found.RunsMade);
            EvidenceJson.Basis(json, found.Evidence);
            json.Number("confidence", found.Confidence);
            json.Truth("partial", results.Partial);
            json.Number("seconds", Math.Round(results.Elapsed.TotalSeconds, 3));
            json.Text("of", results.Of);
            json.Text("where", results.Least ? "least" : "most");
            json.Whole("worlds", results.Worlds);
            Share(json, "happens", results.Overall, found.Confidence);
            json.Texts("tried", results.Tried.Select(a => a.Name));
            json.Array("boxes", results.Boxes, b => Box(json, results, b));
            json.Whole("told", results.Told < 0 ? null : results.Told);
            ResultJson.Warnings(json, report.Warnings);
            SaidJson.Write(json, found.Scenario);
        });
    }

    private static void Box(JsonText json, DiscoveryResults results, WorldBox box) => json.Object(() =>
    {
        double level = results.Base.Confidence;
        Share(json, "size", new WorldShare(box.Worlds, results.Worlds), level);
        Share(json, "happens", box.Share, level);
        Share(json, "holds", new WorldShare(box.Hits, results.Hits), level);
        json.Array("ranges", box.Restrictions, r => json.Object(() =>
        {
            json.Text("assumption", r.Assumption.Name);
            Bound(json, "least", results.Base.Scenario, r.Assumption.Kind, r.Low);
            Bound(json, "most", results.Base.Scenario, r.Assumption.Kind, r.High);
            json.Texts("values", r.Values.Select(v => Values.Plain(results.Base.Scenario, r.Assumption.Kind, v)));
            Share(json, "size", new WorldShare(r.Worlds, results.Worlds), level);
            Share(json, "without", r.Without, level);
        }));
    });

    // Durations in days, dates as ISO 8601.
    private static void Bound(JsonText json, string name, Scenario scenario, Kind kind, double? value)
    {
        if (value is { } date && kind == Kind.Date) json.Text(name, Values.Plain(scenario, kind, date));
        else json.Number(name, kind == Kind.Duration && value is { } seconds ? Values.InDays(seconds) : value);
    }

    private static void Share(JsonText json, string name, WorldShare share, double level) => json.Object(name, () =>
    {
        json.Whole("count", share.Count);
        json.Whole("of", share.Of);
        if (share.Of == 0) return;
        (double low, double high) = Proportion.Interval(share.Count, share.Of, level);
        json.Number("share", share.Value);
        json.Number("low", low);
        json.Number("high", high);
    });
}
