using ScenarioSim.Model;

namespace ScenarioSim.Reports.Json;

/// <summary>What the author says about the things of a scenario, and the sources that are named: the last properties of results, comparisons and stories.</summary>
internal static class SaidJson
{
    public static void Write(JsonText json, Scenario scenario)
    {
        json.Array("texts", Said.All(scenario), s => json.Object(() =>
        {
            json.Text("of", s.Of);
            json.Text("name", s.Name);
            if (s.Of == Said.Whole)
            {
                IfSaid(json, "author", scenario.Author);
                IfSaid(json, "version", scenario.Version);
            }
            IfSaid(json, "is", s.Is);
            IfSaid(json, "other_name", s.OtherName);
            About(json, s.About);
        }));
        json.Array("sources", scenario.Sources, s => json.Object(() =>
        {
            json.Text("name", s.Name);
            IfSaid(json, "publisher", s.Publisher);
            IfSaid(json, "author", s.Author);
            IfSaid(json, "date", s.Date);
            IfSaid(json, "url", s.Url);
            IfSaid(json, "accessed", s.Accessed);
            About(json, s.About);
        }));
    }

    private static void About(JsonText json, About about)
    {
        IfSaid(json, "title", about.Title);
        IfSaid(json, "summary", about.Summary);
        IfSaid(json, "means", about.Means);
        IfSaid(json, "why", about.Why);
        if (about.Sources.Count > 0) json.Texts("source", about.Sources);
        IfSaid(json, "confidence", about.Confidence?.ToString().ToLowerInvariant());
        IfSaid(json, "note", about.Note);
        IfSaid(json, "unit", about.Unit);
    }

    private static void IfSaid(JsonText json, string name, string? text)
    {
        if (text is not null) json.Text(name, text);
    }
}
