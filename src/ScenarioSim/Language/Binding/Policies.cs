using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads policies.</summary>
internal sealed class Policies(Binding binding, IReadOnlyList<Lever?> levers, IReadOnlyList<Assumption?> assumptions)
{
    /// <summary>The policies; a null one is in error. Without any in the file there is <c>baseline</c>.</summary>
    public List<Policy?> Read(Fields top)
    {
        var entries = Section.Entries(top, "policies", binding);
        List<Policy?> policies = [.. entries.Select(Policy)];
        if (policies.Count == 0) policies.Add(Make("baseline", About.Nothing, [], new Distribution?[assumptions.Count], [], top.Place));
        return policies;
    }

    private Policy? Policy(Entry entry)
    {
        int before = binding.Bag.ErrorCount;
        string what = $"policy `{entry.Key.Value}`";
        var fields = Fields.Of(entry.Value, KeyCatalogue.Policy, what, entry.Key.Span, binding, e => IsOneLevelUp(e.Key, what));
        if (string.IsNullOrWhiteSpace(entry.Key.Value)) binding.Bag.Add(Diagnose.Nameless(entry.Key.Span, "policy"));
        if (fields is null) return null;
        var about = AboutBinder.Read(fields, binding);
        var set = new Dictionary<int, int>();
        foreach (var choice in Section.Entries(fields, "set", binding)) Set(choice, set);
        var assume = new Distribution?[assumptions.Count];
        var said = new Dictionary<int, Replacement>();
        foreach (var belief in Section.Entries(fields, "assume", binding)) Assume(belief, assume, said);
        return binding.Bag.ErrorCount > before ? null : Make(entry.Key.Value, about, set, assume, said, entry.Key.Span);
    }

    // `wait: { eu: hold }` in place of `wait: { set: { eu: hold } }`.
    private bool IsOneLevelUp(ScalarText key, string what)
    {
        (string IsA, string Under)? place = binding.Names.Find(key.Value) switch
        {
            LeverSymbol => ("a lever", "set"),
            AssumptionSymbol => ("an assumption", "assume"),
            _ => null,
        };
        if (place is not var (isA, under)) return false;
        binding.Bag.Add(Diagnose.KeyBelongsUnder(key.Span, what, key.Value, isA, under));
        return true;
    }

    private Policy? Make(string name, About about, Dictionary<int, int> set, Distribution?[] assume, Dictionary<int, Replacement> said, SourceSpan span)
    {
        if (levers.Any(l => l is null)) return null;
        return new Policy
        {
            Name = name,
            About = about,
            Levers = [.. levers.Select((lever, i) => lever!.Options[set.GetValueOrDefault(i, lever.Default)])],
            Sets = [.. set.Keys.Order()],
            Assume = assume,
            Replacements = said,
            Span = span,
        };
    }

    private void Set(Entry choice, Dictionary<int, int> set)
    {
        if (Find<LeverSymbol>(choice.Key, "lever", "assume") is not { } symbol || levers.ElementAtOrDefault(symbol.Index) is not { } lever) return;
        switch (choice.Value)
        {
            case ScalarNode { IsNothing: false } scalar:
                int option = Quantities.Position(scalar.Text, lever.Kind, lever.Options, lever.OptionTexts, $"lever `{lever.Name}`", binding);
                if (option >= 0) set[symbol.Index] = option;
                break;
            case BrokenNode:
                break;
            default:
                binding.Bag.Add(choice.Value.IsNothing
                    ? Diagnose.NoValue(choice.Key.Span, choice.Key.Value, "one of its options")
                    : Diagnose.WrongShape(choice.Value.Place, $"`{choice.Key.Value}`", "one of its options", Shown.Form(choice.Value)));
                break;
        }
    }

    private void Assume(Entry belief, Distribution?[] assume, Dictionary<int, Replacement> said)
    {
        if (Find<AssumptionSymbol>(belief.Key, "assumption", "set") is not { } symbol) return;
        var wanted = new Wanted(symbol.Name, symbol.Kind, symbol.Words ?? []);
        var (read, about) = Beliefs.Read(belief, $"assumption `{symbol.Name}`", binding, wanted);
        if (read is null) return;
        assume[symbol.Index] = read.Distribution;
        said[symbol.Index] = new Replacement(Beliefs.TextOf(belief.Value), about);
    }

    // The lever or assumption of that name; null where it is none, which is reported.
    private T? Find<T>(ScalarText name, string what, string otherKey)
        where T : Symbol
    {
        switch (binding.Names.Find(name.Value))
        {
            case T symbol:
                return symbol;
            case PoisonedSymbol:
                return null;
            case { } other:
                string? help = other is LeverSymbol or AssumptionSymbol ? $"put it under `{otherKey}`" : null;
                binding.Bag.Add(Diagnose.NotOfKind(name.Span, name.Value, Declarations.WhatIs(other), what == "lever" ? "a lever" : "an assumption", help));
                return null;
            default:
                binding.Bag.Add(Diagnose.UnknownOf(name.Span, what, name.Value, Nearest.Name(name.Value, binding.Names.All.OfType<T>().Select(s => s.Name))));
                return null;
        }
    }
}
