using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads distributions in all their forms: a scalar, <c>discrete</c>, <c>quantiles</c>, and what experts believe.</summary>
internal static class DistributionBinder
{
    /// <summary>Whether a mapping is a distribution by itself, and not an assumption that has one.</summary>
    public static bool IsDistribution(Node node) => node is MappingNode mapping && (mapping.Find("discrete") ?? mapping.Find("quantiles")) is not null;

    /// <summary>A distribution; null where it is in error.</summary>
    public static KindedDistribution? Read(Node node, string what, Binding binding, Wanted? wanted = null)
    {
        switch (node)
        {
            case ScalarNode { IsNothing: false } scalar:
                return binding.Reader.ReadDistribution(scalar.Text, wanted);
            case MappingNode mapping:
                return ReadMapping(mapping, what, binding, wanted);
            case BrokenNode:
                return null;
            default:
                binding.Bag.Add(Diagnose.NoDistribution(node.Place, what, Shown.Form(node), node is ListNode { Items: [MappingNode, ..] } ? Shown.AsMapping(node) : null));
                return null;
        }
    }

    /// <summary>A distribution from an assumption's own mapping: <c>is</c>, or <c>experts</c> with <c>pool</c>.</summary>
    public static KindedDistribution? ReadFields(Fields fields, Binding binding, Wanted? wanted = null)
    {
        fields.Excludes("is", "experts");
        if (fields.Find("is") is { } entry)
        {
            if (fields.Find("pool") is { } pool && !fields.Has("experts")) binding.Bag.Add(Diagnose.PoolWithoutExperts(pool.Key.Span));
            if (!entry.Value.IsNothing) return Read(entry.Value, fields.What, binding, wanted);
            binding.Bag.Add(Diagnose.NoValue(entry.Key.Span, entry.Key.Value, "a distribution"));
            return null;
        }
        if (fields.Has("experts")) return ReadExperts(fields, binding, wanted);
        if (!fields.HasUnknown) binding.Bag.Add(Diagnose.NoBelief(fields.Place, fields.What));
        return null;
    }

    private static KindedDistribution? ReadMapping(MappingNode mapping, string what, Binding binding, Wanted? wanted)
    {
        if (mapping.Entries is not [{ Key.Value: "discrete" or "quantiles" } only])
        {
            var stranger = mapping.Entries.FirstOrDefault(e => e.Key.Value is not "discrete" and not "quantiles") ?? mapping.Entries.ElementAtOrDefault(1);
            binding.Bag.Add(stranger is null
                ? Diagnose.NoDistribution(mapping.Place, what, "an empty mapping")
                : Diagnose.UnknownDistribution(stranger.Key.Span, stranger.Key.Value, Nearest.Name(stranger.Key.Value, ["discrete", "quantiles"]), IsDistribution(mapping) && KeyCatalogue.Assumption.Find(stranger.Key.Value) is not null));
            return null;
        }
        if (only.Value is BrokenNode) return null;
        if (only.Value is not MappingNode { Entries.Count: > 0 } values)
        {
            binding.Bag.Add(only.Value.IsNothing || only.Value is MappingNode
                ? Diagnose.NoValue(only.Key.Span, only.Key.Value, Form(only.Key.Value))
                : Diagnose.WrongShape(only.Value.Place, $"`{only.Key.Value}`", Form(only.Key.Value), Shown.Form(only.Value), Shown.AsMapping(only.Value)));
            return null;
        }
        var pairs = new List<(ScalarText, ScalarText)>();
        foreach (var entry in values.Entries)
        {
            if (entry.Value is ScalarNode { IsNothing: false } scalar) pairs.Add((entry.Key, scalar.Text));
            else if (entry.Value is not BrokenNode)
            {
                binding.Bag.Add(entry.Value.IsNothing
                    ? Diagnose.NoValue(entry.Key.Span, entry.Key.Value, Part(only.Key.Value))
                    : Diagnose.WrongShape(entry.Value.Place, $"`{entry.Key.Value}`", Part(only.Key.Value), Shown.Form(entry.Value)));
            }
        }
        if (pairs.Count < values.Entries.Count) return null;
        return only.Key.Value == "discrete" ? binding.Reader.BuildDiscrete(pairs, mapping.Span, wanted) : binding.Reader.BuildQuantiles(pairs, mapping.Span, wanted);
    }

    private static string Form(string key) => key == "discrete" ? "a mapping from values to weights, `{ 2: 30%, 3: 70% }`" : "a mapping from percentages to values, `{ 5%: 1, 50%: 3, 95%: 8 }`";

    private static string Part(string key) => key == "discrete" ? "a weight" : "a value";

    private static KindedDistribution? ReadExperts(Fields fields, Binding binding, Wanted? wanted)
    {
        bool log = fields.Choice("pool") == "log";
        var entry = fields.Find("experts")!;
        if (entry.Value is BrokenNode) return null;
        if (entry.Value is not ListNode { Items.Count: > 0 } list)
        {
            binding.Bag.Add(entry.Value is ListNode || entry.Value.IsNothing
                ? Diagnose.NoValue(entry.Key.Span, "experts", "a list of distributions")
                : Diagnose.WrongShape(entry.Value.Place, "`experts`", "a list of distributions", Shown.Form(entry.Value), Shown.AsExperts(entry.Value)));
            return null;
        }
        var experts = list.Items.Select((item, i) => ReadExpert(item, i, binding, wanted)).ToList();
        SourceSpan at = log ? fields.Find("pool")!.Key.Span : entry.Value.Span;
        return binding.Reader.BuildExperts(experts, log, at, wanted) is { } pooled ? pooled with { Experts = [.. experts.Select(e => e.About)] } : null;
    }

    private static Expert ReadExpert(Node item, int index, Binding binding, Wanted? wanted)
    {
        string what = $"expert {index + 1}";
        if (item is not MappingNode || IsDistribution(item)) return new Expert(Read(item, what, binding, wanted), null, item.Span);
        var fields = Fields.Of(item, KeyCatalogue.Expert, what, FirstKey(item), binding)!;
        About about = AboutBinder.Read(fields, binding);
        KindedDistribution? belief = null;
        if (fields.Requires("is")) belief = Read(fields.Find("is")!.Value, what, binding, wanted);
        ScalarText? weight = fields.Scalar("weight");
        // A weight in error makes the whole pool one.
        if (fields.Has("weight") && weight is null) belief = null;
        return new Expert(belief, weight, item.Span) { About = about };
    }

    /// <summary>The first key of a mapping: a better place to point at than all its lines.</summary>
    public static SourceSpan FirstKey(Node node) => node is { Alias: null } and MappingNode { Entries: [var first, ..] } ? first.Key.Span : node.Place;
}
