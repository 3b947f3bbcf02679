using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Json;

/// <summary>A comparison: <c>scenariosim/comparison/1</c>.</summary>
internal static class ComparisonJson
{
    public static void Write(ComparisonReport report, Stream to)
    {
        using var json = new JsonText(to);
        ComparisonResults results = report.Results;
        string Name(int item) => results.Items[item].Name;
        json.Object(() =>
        {
            json.Text("schema", "scenariosim/comparison/1");
            Basis(json, report);
            json.Array("items", results.Items.Index(), i => Item(json, i.Item, report.IsOfAnother(i.Item), Worlds(results, i.Index), results.FollowsBaseline.ElementAtOrDefault(i.Index), results.TakesOver.ElementAtOrDefault(i.Index)));
            json.Array("differences", results.Differences, d => json.Object(() =>
            {
                json.Text("item", Name(d.Item));
                json.Text("outcome", d.Outcome);
                Difference(json, d.Difference, d.Low, d.High);
                json.Number("into", d.Into);
                json.Number("out_of", d.OutOf);
            }));
            json.Array("measures", results.Measures, d => json.Object(() =>
            {
                json.Text("item", Name(d.Item));
                json.Text("measure", d.Measure);
                Difference(json, d.Difference, d.Low, d.High);
                json.Number("share", d.Share);
                json.Number("mean", d.Mean);
                json.Number("baseline_mean", d.BaselineMean);
            }));
            Values(json, results);
            json.Array("worlds_that_change", results.WorldsThatChange, w => json.Object(() =>
            {
                json.Text("item", Name(w.Item));
                json.Number("share", w.Share);
            }));
            if (results.Disagreeing.Count > 0) json.Array("none_agrees", results.Disagreeing, d => json.Object(() =>
            {
                json.Text("name", d.Name);
                json.Whole("runs", d.Evidence.Runs);
                EvidenceJson.Basis(json, d.Evidence);
                EvidenceJson.Facts(json, d.Evidence);
            }));
            ResultJson.Warnings(json, report.Warnings);
            SaidJson.Write(json, report.Baseline.Scenario);
            json.Array("happens", results.Happenings, d => json.Object(() =>
            {
                json.Text("item", Name(d.Item));
                json.Text("measure", d.Measure);
                json.Number("share", d.Share);
                json.Number("baseline_share", d.BaselineShare);
                Difference(json, d.Difference, d.Low, d.High);
                json.Number("into", d.Into);
                json.Number("out_of", d.OutOf);
            }));
        });
    }

    private static void Basis(JsonText json, ComparisonReport report)
    {
        SimulationResults baseline = report.Baseline;
        json.Text("baseline", report.Results.Items[report.Results.Baseline].Name);
        ResultJson.Settings(json, report.Settings);
        json.Text("engine", baseline.Engine);
        json.Text("version", Product.Version);
        json.Whole("meaning", Product.Meaning);
        json.Seed("seed", baseline.Seed);
        json.Whole("runs", baseline.RunsMade);
        ResultJson.Design(json, report.Design);
        json.Number("confidence", baseline.Confidence);
        json.Truth("partial", report.Partial);
    }

    // What another file than the baseline's says stands with the item.
    private static void Item(JsonText json, ComparedItem item, bool isOfAnother, string? worlds, bool followsBaseline, DateTime? takesOver) => json.Object(() =>
    {
        json.Text("name", item.Name);
        json.Text("policy", item.Results.Policy.Name);
        ResultJson.Settings(json, item.Settings);
        ResultJson.Scenario(json, item.Results.Scenario);
        json.Text("engine", item.Results.Engine);
        json.Seed("seed", item.Results.Seed);
        json.Whole("runs", item.Results.RunsMade);
        EvidenceJson.Basis(json, item.Results.Evidence);
        if (item.Results.Evidence is not null)
        {
            json.Text("agrees_under", followsBaseline ? "baseline" : "itself");
            json.Text("takes_over", takesOver is { } date ? Times.Exact(date) : null);
        }
        json.Array("outcomes", item.Results.Outcomes, o => ResultJson.Outcome(json, o));
        if (item.Results.Evidence is { Assumptions.Count: > 0, Facts.Count: > 0 }) json.Array("assumptions", item.Results.Assumptions, a => AssumptionJson.Moved(json, item.Results, a));
        if (isOfAnother) SaidJson.Write(json, item.Results.Scenario);
        json.Text("holds", Said.Choice(item.Results.Scenario, item.Results.Policy, item.Settings));
        json.Text("compared_in", worlds);
    });

    // What its differences are of: worlds that it shares with the baseline, one by one, or what each came to in worlds of its own; null for the baseline.
    private static string? Worlds(ComparisonResults results, int item) => item == results.Baseline ? null : results.IsPaired(item) ? "same_worlds" : "own_worlds";

    private static void Values(JsonText json, ComparisonResults results)
    {
        if (results.Values.Count == 0)
        {
            json.Null("values");
            return;
        }
        json.Array("values", results.Values, d => json.Object(() =>
        {
            json.Text("item", results.Items[d.Item].Name);
            Difference(json, d.Difference, d.Low, d.High);
        }));
    }

    private static void Difference(JsonText json, double difference, double low, double high)
    {
        json.Number("difference", difference);
        json.Number("low", low);
        json.Number("high", high);
    }
}
