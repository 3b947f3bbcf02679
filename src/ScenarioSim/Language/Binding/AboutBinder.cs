using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads the keys that may stand in any mapping.</summary>
internal static class AboutBinder
{
    /// <summary>What the author says about a thing.</summary>
    public static About Read(Fields? fields, Binding binding)
    {
        if (fields is null) return About.Nothing;
        return new About
        {
            Title = fields.Text("title"),
            Summary = fields.Text("summary"),
            Means = fields.Text("means"),
            Why = fields.Text("why"),
            Sources = Sources(fields, binding),
            Confidence = fields.Choice("confidence") switch
            {
                "low" => Confidence.Low,
                "moderate" => Confidence.Moderate,
                "high" => Confidence.High,
                _ => null,
            },
            Note = fields.Text("note"),
            Name = fields.Text("name"),
            Unit = fields.Text("unit"),
        };
    }

    private static List<string> Sources(Fields fields, Binding binding)
    {
        var names = new List<string>();
        if (fields.Find("source") is not { Value.IsNothing: false }) return names;
        foreach (var text in fields.ScalarOrList("source"))
        {
            string name = text.Value.Trim();
            if (binding.Sources.ContainsKey(name)) names.Add(name);
            else if (!binding.SourcesAreBroken) binding.Bag.Add(Diagnose.UnknownSource(text.Span, name, Nearest.Name(name, binding.Sources.Keys), binding.Sources.Count > 0));
        }
        return names;
    }
}
