using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Json;

/// <summary>A run's story: <c>scenariosim/trace/1</c>.</summary>
internal static class StoryJson
{
    public static void Write(Story story, Stream to)
    {
        using var json = new JsonText(to);
        json.Object(() =>
        {
            json.Text("schema", "scenariosim/trace/1");
            json.Whole("run", story.Run);
            json.Seed("seed", story.Seed);
            ResultJson.Design(json, story.Design);
            json.Text("policy", story.Policy.Name);
            ResultJson.Settings(json, story.Settings);
            EvidenceJson.Agreement(json, story);
            json.Text("outcome", story.Outcome.Name);
            json.Text("end", story.Scenario.Clock.Iso(story.LastStep));
            json.Object("assumptions", () =>
            {
                foreach (Assumption assumption in story.Scenario.Assumptions) Drawn(json, story, assumption);
            });
            json.Object("measures", () =>
            {
                foreach (Measure measure in story.Scenario.Measures) json.Number(measure.Name, story.Measures[measure.Index]);
            });
            json.Array("events", story.Events, e => Event(json, story.Scenario, e));
            SaidJson.Write(json, story.Scenario);
        });
    }

    private static void Drawn(JsonText json, Story story, Assumption assumption)
    {
        double value = story.Assumptions[assumption.Index];
        switch (assumption.Kind)
        {
            case Kind.Truth:
                json.Truth(assumption.Name, value != 0);
                break;
            case Kind.Date or Kind.Word:
                json.Text(assumption.Name, Values.Show(story.Scenario, assumption.Kind, value));
                break;
            default:
                json.Number(assumption.Name, assumption.Kind == Kind.Duration ? value / Clock.Day : value);
                break;
        }
    }

    private static void Event(JsonText json, Scenario scenario, StoryEvent told) => json.Object(() =>
    {
        json.Whole("step", told.Step);
        json.Text("date", scenario.Clock.Iso(told.Step));
        json.Text("track", told.Track.Name);
        json.Text("from", told.From);
        json.Text("to", told.To);
        json.Text("transition", told.Transition);
        json.Text("why", told.Why);
        json.Number("chance", told.Chance);
        json.Array("effects", told.Effects, e => json.Object(() =>
        {
            json.Text("indicator", e.Indicator.Name);
            json.Number("from", e.From);
            json.Number("to", e.To);
            if (e.Share is { } share) json.Text("share", share);
        }));
        json.Texts("source", told.Sources);
    });
}
