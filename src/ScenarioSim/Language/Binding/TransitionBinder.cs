using ScenarioSim.Language.Expressions;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads transitions: when they are due, how probable they are, where they lead and what they do.</summary>
internal sealed class TransitionBinder(Binding binding, IReadOnlyList<TrackPlan> tracks)
{
    /// <summary>Reads one entry of a state's list; null where it is in error.</summary>
    public Transition? Transition(Node node, int index, string what, TrackPlan track)
    {
        if (node.IsNothing)
        {
            binding.Bag.Add(Diagnose.WrongShape(node.Place, $"an entry of {what}", "a transition, `{ chance: 10% per week, to: STATE }`", "nothing"));
            return null;
        }
        var place = DistributionBinder.FirstKey(node);
        var fields = Fields.Of(node, KeyCatalogue.Transition, $"a transition of {what}", place, binding);
        return fields is null ? null : Read(fields, node.Alias ?? node.Span, index, track);
    }

    /// <summary>Reads what a branch has of a transition; null where it is in error.</summary>
    public Transition? Branch(TrackPlan branch) => Read(branch.Fields, branch.Fields.Place, 0, branch);

    private Transition? Read(Fields fields, SourceSpan span, int index, TrackPlan track)
    {
        int before = binding.Bag.ErrorCount;
        var about = AboutBinder.Read(fields, binding);
        bool clash = fields.Excludes("chance", "rate");
        Expression? on = fields.Scalar("on") is { } date ? binding.Reader.Read(date, Kind.Date, Scope.Static) : null;
        Delay? after = After(fields);
        Expression? when = fields.Scalar("when") is { } guard ? binding.Reader.Read(guard, Kind.Truth, Scope.World) : null;
        Likelihood? likelihood = null;
        if (fields.Scalar("chance") is { } chance) likelihood = binding.Reader.ReadChance(chance, isRate: false);
        if (fields.Scalar("rate") is { } rate && binding.Reader.ReadChance(rate, isRate: true) is { } standing && !clash) likelihood = standing;
        if (likelihood is not null) binding.Chances[likelihood] = fields.FirstOf("chance", "rate")!.Value.Span;
        Triggers(fields, likelihood, track);
        var targets = track.IsBranch ? BranchTargets(fields, track) : Targets(fields, track);
        var effects = EffectsOf(fields, "do");
        // Anything said about it means that it is not whole; warnings come later.
        if (binding.Bag.ErrorCount > before || targets is null || effects is null || IsMissing(fields, on, after, when, likelihood)) return null;
        return new Transition { Index = index, About = about, On = on, After = after, When = when, Likelihood = likelihood, Targets = targets, Do = effects, Span = span };
    }

    private Delay? After(Fields fields)
    {
        if (fields.Find("after") is not { Value: MappingNode mapping }) return fields.Scalar("after") is { } delay ? binding.Reader.ReadDelay(delay) : null;
        return DistributionBinder.Read(mapping, "`after`", binding) is { } drawn ? binding.Reader.DrawnDelay(drawn) : null;
    }

    // A part that stands there and gave nothing is in error, also where its remark was the same as one made before.
    private static bool IsMissing(Fields fields, Expression? on, Delay? after, Expression? when, Likelihood? likelihood) =>
        (fields.Has("on") && on is null) || (fields.Has("after") && after is null) || (fields.Has("when") && when is null)
        || (fields.FirstOf("chance", "rate") is not null && likelihood is null);

    private void Triggers(Fields fields, Likelihood? likelihood, TrackPlan track)
    {
        bool due = fields.FirstOf("on", "after", "when") is not null;
        var odds = fields.FirstOf("chance", "rate");
        if (fields.HasUnknown) return;
        if (!due && odds is null) binding.Bag.Add(Diagnose.NeverDue(fields.Place, fields.What));
        else if (!due && likelihood is Toss && odds is not null) binding.Bag.Add(Diagnose.TossAlone(odds.Value.Place, odds.Value.Span.Text, WayOut.WithPeriod(odds.Value.Span.Text)));
        if (track.Repeats && fields.Has("on") && (odds is null || likelihood is Toss)) binding.Bag.Add(Diagnose.RepeatsOn(fields.Find("on")!.Key.Span, track.What));
    }

    private List<Target>? Targets(Fields fields, TrackPlan track)
    {
        bool clash = fields.Excludes("to", "split");
        if (fields.Find("to") is { Value: MappingNode states } to)
        {
            binding.Bag.Add(Diagnose.WrongShape(states.Place, "`to`", "the name of a state", Shown.Form(states), $"several states with their shares stand under `split`: write `split:` in place of `{to.Key.Value}:`"));
            return null;
        }
        if (fields.Has("split") && !clash) return Split(fields, track);
        if (clash) Split(fields, track);
        if (!fields.Has("to"))
        {
            if (!fields.HasUnknown) binding.Bag.Add(Diagnose.LeadsNowhere(fields.Place, fields.What));
            return null;
        }
        if (fields.Scalar("to") is not { } name) return null;
        int state = track.Find(name, tracks, binding.Bag);
        return state < 0 || clash ? null : [new Target(state, null, false, [], name.Span)];
    }

    private List<Target>? BranchTargets(Fields fields, TrackPlan branch)
    {
        if (fields.Has("split")) return Split(fields, branch);
        return branch.Indices.TryGetValue("happened", out int happened) ? [new Target(happened, null, false, [], branch.Name.Span)] : null;
    }

    private List<Target>? Split(Fields fields, TrackPlan track)
    {
        var entry = fields.Find("split")!;
        if (entry.Value is BrokenNode) return null;
        if (entry.Value is not MappingNode { Entries.Count: > 0 } mapping)
        {
            binding.Bag.Add(entry.Value.IsNothing || entry.Value is MappingNode
                ? Diagnose.NoValue(entry.Key.Span, entry.Key.Value, "states with their shares")
                : Diagnose.WrongShape(entry.Value.Place, $"`{entry.Key.Value}`", "a mapping from states to shares, `{ talks: 40%, war: rest }`", Shown.Form(entry.Value), Shown.AsMapping(entry.Value)));
            return null;
        }
        var targets = new List<Target>();
        var shares = new List<Share?>();
        if (mapping.Entries.FirstOrDefault(e => IsTurned(e, track, binding)) is { } turned)
        {
            string share = turned.Key.Value is "else" or "otherwise" ? "rest" : turned.Key.Value;
            binding.Bag.Add(Diagnose.TurnedShare(turned.Key.Span.To(turned.Value.Span), ((ScalarNode)turned.Value).Text.Value.Trim(), share));
            return null;
        }
        foreach (var part in mapping.Entries)
        {
            int state = track.IsBranch && part.Key.Value == "pending" ? -1 : track.Find(part.Key, tracks, binding.Bag);
            var (share, effects, about) = Entry(part);
            shares.Add(share);
            if (state >= 0 && share is not null && effects is not null) targets.Add(new Target(state, share.Value, share.IsRest, effects, part.Key.Span) { About = about });
        }
        bool right = binding.Reader.CheckShares(shares, entry.Value.Place);
        return right && targets.Count == mapping.Entries.Count ? targets : null;
    }

    // `rest: open`, `60%: open`: the share before the state.
    private static bool IsTurned(Entry part, TrackPlan track, Binding binding)
    {
        if (part.Value is not ScalarNode { IsNothing: false } value) return false;
        (string share, string state) = (part.Key.Value, value.Text.Value.Trim());
        bool looksLikeShare = share is "rest" or "else" or "otherwise" || (char.IsAsciiDigit(share.FirstOrDefault()) && share.Contains('%'));
        // The keys of a branch's split are its states, whatever they are called.
        return looksLikeShare && share != state && track.Indices.ContainsKey(state) && (track.IsBranch || !track.Indices.ContainsKey(share)) && !char.IsAsciiDigit(state[0]) && binding.Names.Find(state) is null;
    }

    private (Share? Share, IReadOnlyList<Effect>? Do, About About) Entry(Entry part)
    {
        switch (part.Value)
        {
            case ScalarNode { IsNothing: false } scalar:
                return (binding.Reader.ReadShare(scalar.Text), [], About.Nothing);
            case MappingNode:
                var fields = Fields.Of(part.Value, KeyCatalogue.SplitEntry, $"`{part.Key.Value}` of a split", part.Key.Span, binding)!;
                About about = AboutBinder.Read(fields, binding);
                fields.Requires("chance");
                var share = fields.Scalar("chance") is { } chance ? binding.Reader.ReadShare(chance) : null;
                return (share, EffectsOf(fields, "do"), about);
            case BrokenNode:
                return (null, null, About.Nothing);
            default:
                binding.Bag.Add(part.Value.IsNothing
                    ? Diagnose.NoValue(part.Key.Span, part.Key.Value, "a share, such as `40%` or `rest`")
                    : Diagnose.WrongShape(part.Value.Place, $"`{part.Key.Value}`", "a share, such as `40%` or `rest`", Shown.Form(part.Value)));
                return (null, null, About.Nothing);
        }
    }

    /// <summary>The effects of a key; null where one is in error.</summary>
    public IReadOnlyList<Effect>? EffectsOf(Fields fields, string key)
    {
        if (fields.Find(key) is not { } entry) return [];
        if (entry.Value is BrokenNode) return null;
        var texts = fields.ScalarOrList(key);
        int written = entry.Value is ListNode list ? list.Items.Count : 1;
        var effects = texts.Select(binding.Reader.ReadEffect).OfType<Effect>().ToList();
        return effects.Count == written ? effects : null;
    }
}
