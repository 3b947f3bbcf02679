using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads what is not known and how it hangs together: assumptions and their correlations.</summary>
internal static class Beliefs
{
    /// <summary>Reads an assumption and declares its name; null where it is in error.</summary>
    public static Assumption? Assumption(Entry entry, Binding binding)
    {
        string name = entry.Key.Value;
        var (belief, about) = Read(entry, $"assumption `{name}`", binding, null);
        int index = binding.Names.AddAssumption(name, belief?.Kind, belief?.Words);
        return belief is null ? null : new Assumption
        {
            Name = name,
            Index = index,
            Kind = belief.Kind,
            Distribution = belief.Distribution,
            Text = TextOf(entry.Value),
            About = about,
            Experts = belief.Experts,
            Span = entry.Key.Span,
        };
    }

    /// <summary>Reads a belief in its short or long form.</summary>
    public static (KindedDistribution? Belief, About About) Read(Entry entry, string what, Binding binding, Wanted? wanted)
    {
        if (entry.Value is ScalarNode { IsNothing: true })
        {
            binding.Bag.Add(Diagnose.NoBelief(entry.Key.Span, what));
            return (null, About.Nothing);
        }
        if (entry.Value is not MappingNode || DistributionBinder.IsDistribution(entry.Value)) return (DistributionBinder.Read(entry.Value, what, binding, wanted), About.Nothing);
        var fields = Fields.Of(entry.Value, KeyCatalogue.Assumption, what, entry.Key.Span, binding)!;
        return (DistributionBinder.ReadFields(fields, binding, wanted), AboutBinder.Read(fields, binding));
    }

    /// <summary>The distribution in the file's own numbers and words, on one line: <c>bargain: 45%, seize: rest</c> of a mapping, <c>0 (none, weight 1); 2 to 5 (some, weight 3)</c> of experts.</summary>
    public static string TextOf(Node value)
    {
        if (value is MappingNode mapping && !DistributionBinder.IsDistribution(value))
        {
            if (mapping.Find("is") is { } own) return TextOf(own.Value);
            if (mapping.Find("experts")?.Value is ListNode experts) return string.Join("; ", experts.Items.Select(ExpertText)) + (mapping.Find("pool")?.Value is ScalarNode { Text.Value: "log" } ? "; pool: log" : "");
        }
        if (value is MappingNode { Entries: [{ Value: MappingNode values } only] })
        {
            string points = string.Join(", ", values.Entries.Select(e => $"{e.Key.Value}: {OneLine(e.Value)}"));
            return only.Key.Value == "discrete" ? points : $"{only.Key.Value} {points}";
        }
        return OneLine(value);
    }

    private static string ExpertText(Node expert)
    {
        if (expert is not MappingNode mapping || DistributionBinder.IsDistribution(expert)) return TextOf(expert);
        string?[] about = [mapping.Find("name") is { } name ? OneLine(name.Value) : null, mapping.Find("weight") is { } weight ? "weight " + OneLine(weight.Value) : null];
        string[] said = [.. about.OfType<string>()];
        return TextOf(expert) + (said.Length > 0 ? $" ({string.Join(", ", said)})" : "");
    }

    private static string OneLine(Node value) => string.Join(' ', (value is ScalarNode scalar ? scalar.Text.Value : value.Span.Text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The correlations.</summary>
    public static List<Correlation> Correlations(Fields top, IReadOnlyList<Assumption?> assumptions, Binding binding)
    {
        int before = binding.Bag.ErrorCount;
        var found = new List<Correlation>();
        var pairs = new Dictionary<(string, string), SourceSpan>();
        foreach (var item in Section.Items(top, "correlations", binding))
        {
            if (Correlation(item, assumptions, pairs, binding) is { } next) found.Add(next);
        }
        if (binding.Bag.ErrorCount == before && found.Count > 0 && Copula.Check(found) is { } factor)
        {
            binding.Bag.Add(Diagnose.CorrelationsImpossible(top.Find("correlations")!.Key.Span, factor));
        }
        return found;
    }

    private static Correlation? Correlation(Node item, IReadOnlyList<Assumption?> assumptions, Dictionary<(string, string), SourceSpan> pairs, Binding binding)
    {
        var fields = Fields.Of(item, KeyCatalogue.Correlation, "a correlation", DistributionBinder.FirstKey(item), binding);
        if (fields is null) return null;
        About about = AboutBinder.Read(fields, binding);
        bool whole = fields.Requires("between", "rank");
        var pair = fields.Has("between") ? Pair(fields, assumptions, pairs, binding) : null;
        double? rank = fields.Scalar("rank") is { } text ? Rank(text, binding) : null;
        return whole && pair is { } p && rank is { } r ? new Correlation(p.First, p.Second, r, fields.Find("between")!.Value.Span) { About = about } : null;
    }

    private static double? Rank(ScalarText text, Binding binding)
    {
        if (binding.Reader.ReadConstant(text, Kind.Number) is not { } constant) return null;
        if (constant.Value is > -1 and < 1) return constant.Value;
        binding.Bag.Add(Diagnose.RankOutside(text.Span, text.Value));
        return null;
    }

    private static (int First, int Second)? Pair(Fields fields, IReadOnlyList<Assumption?> assumptions, Dictionary<(string, string), SourceSpan> pairs, Binding binding)
    {
        var entry = fields.Find("between")!;
        if (entry.Value is BrokenNode) return null;
        if (entry.Value is not ListNode { Items.Count: 2 })
        {
            binding.Bag.Add(Diagnose.BetweenTwo(entry.Value.Place, Shown.Form(entry.Value), (entry.Value as ListNode)?.Items.Count));
            return null;
        }
        var names = fields.ScalarOrList("between");
        var indices = names.DistinctBy(n => n.Value).Select(n => Correlated(n, assumptions, binding)).ToList();
        bool isNew = names is [var one, var other] && AreNewPair(one, other, entry.Value.Span, pairs, binding);
        return isNew && indices is [{ } first, { } second] ? (first, second) : null;
    }

    // By their names, so that these mistakes are told beside those in the assumptions themselves.
    private static bool AreNewPair(ScalarText one, ScalarText other, SourceSpan at, Dictionary<(string, string), SourceSpan> pairs, Binding binding)
    {
        var pair = string.CompareOrdinal(one.Value, other.Value) < 0 ? (one.Value, other.Value) : (other.Value, one.Value);
        if (one.Value == other.Value) binding.Bag.Add(Diagnose.CorrelatedWithItself(other.Span, other.Value));
        else if (pairs.TryAdd(pair, at)) return true;
        else binding.Bag.Add(Diagnose.CorrelationTwice(at, one.Value, other.Value, pairs[pair]));
        return false;
    }

    private static int? Correlated(ScalarText name, IReadOnlyList<Assumption?> assumptions, Binding binding)
    {
        switch (binding.Names.Find(name.Value))
        {
            case PoisonedSymbol:
                return null;
            case AssumptionSymbol symbol:
                if (assumptions[symbol.Index] is not { } assumption) return null;
                if (assumption.Distribution.IsContinuous) return symbol.Index;
                // What another file fixes is mended there: lists are replaced whole.
                binding.Bag.Add(Diagnose.CorrelatedNotContinuous(name.Span, name.Value, assumption.Text, assumption.Span.File == binding.File && name.Span.File != binding.File ? assumption.Span : null));
                return null;
            case { } other:
                binding.Bag.Add(Diagnose.NotOfKind(name.Span, name.Value, Declarations.WhatIs(other), "an assumption", null));
                return null;
            default:
                binding.Bag.Add(Diagnose.UnknownOf(name.Span, "assumption", name.Value, Nearest.Name(name.Value, binding.Names.All.OfType<AssumptionSymbol>().Select(s => s.Name))));
                return null;
        }
    }
}
