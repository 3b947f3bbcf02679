using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads outcomes, measures and observations.</summary>
internal static class Outcomes
{
    /// <summary>The outcomes in the order in which they are tried; a null one is in error.</summary>
    public static List<Outcome?> Read(Fields top, Binding binding)
    {
        var outcomes = new List<Outcome?>();
        (Outcome Outcome, int Position)? last = null;
        var entries = Section.Entries(top, "outcomes", binding);
        for (int i = 0; i < entries.Count; i++)
        {
            var outcome = Outcome(entries[i], outcomes.Count, binding, out bool otherwise);
            if (!otherwise) outcomes.Add(outcome);
            else if (last is { } first) binding.Bag.Add(Diagnose.OtherwiseTwice(entries[i].Key.Span, entries[i].Key.Value, first.Outcome.Span));
            else if (outcome is not null) last = (outcome, i);
        }
        if (last is { } found)
        {
            if (found.Position < entries.Count - 1) binding.Bag.Add(Diagnose.ListedAfterOtherwise(entries[found.Position + 1].Key.Span, entries[found.Position + 1].Key.Value, found.Outcome.Name, found.Outcome.Span));
            outcomes.Add(found.Outcome with { Index = outcomes.Count });
        }
        else if (!binding.Bag.HasErrors)
        {
            string name = FreeName(entries);
            binding.Bag.Add(Diagnose.OtherAdded(top.Find("outcomes")?.Key.Span ?? top.Place, name));
            outcomes.Add(new Outcome(name, outcomes.Count, null, false, null, About.Nothing, top.Find("outcomes")?.Key.Span ?? top.Place));
        }
        return outcomes;
    }

    private static string FreeName(IReadOnlyList<Entry> entries)
    {
        string name = "other";
        for (int i = 2; entries.Any(e => e.Key.Value == name); i++) name = $"other_{i}";
        return name;
    }

    private static Outcome? Outcome(Entry entry, int index, Binding binding, out bool otherwise)
    {
        otherwise = false;
        string what = $"outcome `{entry.Key.Value}`";
        var fields = Fields.Of(entry.Value, KeyCatalogue.Outcome, what, entry.Key.Span, binding);
        if (string.IsNullOrWhiteSpace(entry.Key.Value)) binding.Bag.Add(Diagnose.Nameless(entry.Key.Span, "outcome"));
        if (fields is null) return null;
        var about = AboutBinder.Read(fields, binding);
        bool stop = fields.Truth("stop");
        Constant? value = fields.Scalar("value") is { } worth ? binding.Reader.ReadConstant(worth, Kind.Number) : null;
        otherwise = fields.Has("otherwise");
        if (fields.Excludes("when", "otherwise")) return null;
        if (otherwise) return Otherwise(entry, index, fields, about, stop, value, binding);
        if (!fields.Has("when") && !fields.HasUnknown) binding.Bag.Add(Diagnose.OutcomeNeverHolds(entry.Key.Span, what));
        Expression? when = fields.Scalar("when") is { } text ? binding.Reader.Read(text, Kind.Truth, Scope.World) : null;
        if (when is null || (fields.Has("value") && value is null)) return null;
        return new Outcome(entry.Key.Value, index, when, stop, value?.Value, about, entry.Key.Span);
    }

    private static Outcome? Otherwise(Entry entry, int index, Fields fields, About about, bool stop, Constant? value, Binding binding)
    {
        var text = fields.Scalar("otherwise");
        bool holds = fields.Truth("otherwise");
        if (!holds && text?.Value.Trim() == "false") binding.Bag.Add(Diagnose.OtherwiseFalse(text.Value.Span));
        if (stop) binding.Bag.Add(Diagnose.OtherwiseStops(fields.Find("stop")!.Key.Span, fields.What));
        if (!holds || stop || (fields.Has("value") && value is null)) return new Outcome(entry.Key.Value, index, null, false, null, about, entry.Key.Span);
        return new Outcome(entry.Key.Value, index, null, false, value?.Value, about, entry.Key.Span);
    }

    /// <summary>The measures; a null one is in error.</summary>
    public static List<Measure?> Measures(Fields top, Binding binding)
    {
        var measures = new List<Measure?>();
        foreach (var entry in Section.Entries(top, "measures", binding)) measures.Add(Measure(entry, measures.Count, binding));
        return measures;
    }

    private static Measure? Measure(Entry entry, int index, Binding binding)
    {
        string what = $"measure `{entry.Key.Value}`";
        if (string.IsNullOrWhiteSpace(entry.Key.Value)) binding.Bag.Add(Diagnose.Nameless(entry.Key.Span, "measure"));
        var about = About.Nothing;
        ScalarText? text = null;
        if (entry.Value is MappingNode)
        {
            var fields = Fields.Of(entry.Value, KeyCatalogue.Measure, what, entry.Key.Span, binding)!;
            about = AboutBinder.Read(fields, binding);
            fields.Requires("is");
            text = fields.Scalar("is");
        }
        else if (entry.Value is ScalarNode { IsNothing: false } scalar)
        {
            text = scalar.Text;
        }
        else if (entry.Value is not BrokenNode)
        {
            binding.Bag.Add(entry.Value.IsNothing
                ? Diagnose.NoValue(entry.Key.Span, entry.Key.Value, "a reading, such as `time_to(...)`")
                : Diagnose.WrongShape(entry.Value.Place, what, "a reading, such as `time_to(...)`", Shown.Form(entry.Value)));
        }
        if (text is not { } reading || binding.Reader.ReadMeasure(reading) is not { } read) return null;
        return new Measure(entry.Key.Value, index, read.Reading, read.Of, about, reading.Value.Trim(), entry.Key.Span);
    }

    /// <summary>What has been observed; a null one is in error.</summary>
    public static List<Observation?> Observations(Fields top, Clock? clock, Binding binding) =>
        [.. Section.Items(top, "observed", binding).Select(item => Observation(item, clock, binding))];

    private static Observation? Observation(Node item, Clock? clock, Binding binding)
    {
        var place = DistributionBinder.FirstKey(item);
        var fields = Fields.Of(item, KeyCatalogue.Observation, "an observation", place, binding);
        if (fields is null) return null;
        var about = AboutBinder.Read(fields, binding);
        fields.Requires("on", "that");
        DateTime? on = fields.Scalar("on") is { } date ? ExpressionReader.ReadDate(date, binding.Bag) : null;
        // No step stands for a time before the first.
        if (on < clock?.Start) binding.Bag.Add(Diagnose.ObservedBeforeStart(fields.Find("on")!.Value.Place, fields.Scalar("on")!.Value.Value, clock.Iso(0)));
        Expression? that = fields.Scalar("that") is { } text ? binding.Reader.Read(text, Kind.Truth, Scope.World) : null;
        return on is { } when && that is not null ? new Observation(when, that, about, fields.Find("that")!.Value.Span, fields.Find("on")!.Value.Place) : null;
    }
}
