using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Reads the names of tracks, branches and their states, so that everything else can speak of them.</summary>
internal sealed class TrackDeclarations(Binding binding)
{
    /// <summary>The greatest number of states in a scenario; docs/language.md, section 8.</summary>
    public const int MostStates = 100_000;

    private static readonly HashSet<string> _transitionKeys = ["on", "after", "when", "chance", "rate", "to", "split", "do"];

    private int _states;

    /// <summary>Declares a track; null where nothing of it can be read.</summary>
    public TrackPlan? Track(Entry entry)
    {
        string what = $"track `{entry.Key.Value}`";
        bool bare = entry.Value is MappingNode m && m.Find("states") is null && m.Entries.Any(IsBareState);
        var fields = Fields.Of(entry.Value, KeyCatalogue.Track, what, entry.Key.Span, binding, bare ? IsBareState : null);
        if (fields is null)
        {
            binding.Names.Poison(entry.Key.Value);
            return null;
        }
        var plan = new TrackPlan(entry.Key, isBranch: false, fields);
        if (bare)
        {
            binding.Bag.Add(Diagnose.StatesNotNamedSo(fields.Unknown[0].Key.Span, what, fields.Unknown[0].Key.Value));
            plan.IsWhole = false;
        }
        else if (!fields.Requires("states"))
        {
            plan.IsWhole = false;
        }
        else
        {
            States(fields, -1, plan);
            if (plan.States.Count == 0 && plan.IsWhole)
            {
                binding.Bag.Add(Diagnose.NoStates(fields.Find("states")!.Key.Span, what));
                plan.IsWhole = false;
            }
        }
        Add(plan);
        return plan;
    }

    /// <summary>Declares a branch; null where nothing of it can be read.</summary>
    public TrackPlan? Branch(Entry entry)
    {
        var fields = Fields.Of(entry.Value, KeyCatalogue.Branch, $"branch `{entry.Key.Value}`", entry.Key.Span, binding, e => e.Key.Value is "to" or "states");
        if (fields is null)
        {
            binding.Names.Poison(entry.Key.Value);
            return null;
        }
        var plan = new TrackPlan(entry.Key, isBranch: true, fields) { Repeats = fields.Truth("repeats") };
        foreach (var claimed in fields.Unknown.Where(e => e.Key.Value is "to" or "states"))
        {
            binding.Bag.Add(claimed.Key.Value == "to" ? Diagnose.BranchWithTo(claimed.Key.Span, entry.Key.Value) : Diagnose.BranchWithStates(claimed.Key.Span, entry.Key.Value));
            plan.IsWhole = false;
        }
        Put(new StatePlan(new ScalarText("pending", entry.Key.Span), -1, null, []), plan);
        if (fields.Find("split") is { } split)
        {
            if (split.Value is MappingNode mapping)
            {
                foreach (var target in mapping.Entries) BranchState(target, plan);
            }
            else
            {
                plan.IsWhole = false;
            }
        }
        else if (plan.IsWhole)
        {
            Put(new StatePlan(new ScalarText("happened", entry.Key.Span), -1, null, []), plan);
        }
        Add(plan);
        return plan;
    }

    private void BranchState(Entry target, TrackPlan plan)
    {
        if (target.Key.Value == "pending") binding.Bag.Add(Diagnose.SplitToPending(target.Key.Span, plan.What));
        else Put(new StatePlan(target.Key, -1, null, []), plan);
    }

    private void Add(TrackPlan plan) => plan.Index =
        binding.Names.AddTrack(plan.Name.Value, [.. plan.States.Select(s => (s.Name.Value, s.Parent))], plan.IsBranch, plan.Repeats, plan.IsWhole);

    private void States(Fields fields, int parent, TrackPlan plan)
    {
        int before = binding.Bag.ErrorCount;
        Entry? last = null;
        bool isLost = false;
        foreach (var entry in Section.Entries(fields, "states", binding, () => plan.IsWhole = false, AsState))
        {
            // As far left as the states a transition without its dash looks like several of them.
            bool wasLost = isLost;
            isLost = last?.Value is ListNode { Items.Count: > 0 } && _transitionKeys.Contains(entry.Key.Value) && (wasLost || entry.Value is ScalarNode { IsNothing: false });
            if (!isLost)
            {
                last = entry;
                State(entry, parent, plan);
            }
            else if (!wasLost)
            {
                binding.Bag.Add(Diagnose.TransitionNoList(entry.Key.Span, $"state `{last!.Key.Value}`"));
            }
        }
        if (binding.Bag.ErrorCount > before && plan.States.Count == 0) plan.IsWhole = false;
    }

    private void State(Entry entry, int parent, TrackPlan plan)
    {
        string what = $"state `{entry.Key.Value}`";
        int index = plan.States.Count;
        if (entry.Value is not MappingNode mapping)
        {
            Put(new StatePlan(entry.Key, parent, null, Transitions(entry.Value, what)), plan);
            return;
        }
        if (IsSingleTransition(mapping))
        {
            var own = mapping.Entries.FirstOrDefault(e => !_transitionKeys.Contains(e.Key.Value) && KeyCatalogue.State.Own.Any(k => k.Name == e.Key.Value));
            binding.Bag.Add(own is null
                ? Diagnose.TransitionNoList(mapping.Entries[0].Key.Span, what)
                : Diagnose.NoTransitionsKey(mapping.Entries.First(e => _transitionKeys.Contains(e.Key.Value)).Key.Span, what, own.Key.Value));
            Put(new StatePlan(entry.Key, parent, null, []), plan);
            return;
        }
        bool bare = mapping.Find("states") is null && mapping.Entries.Any(IsBareInnerState);
        var fields = Fields.Of(mapping, KeyCatalogue.State, what, entry.Key.Span, binding, bare ? IsBareInnerState : null)!;
        if (bare)
        {
            binding.Bag.Add(Diagnose.StatesNotNamedSo(fields.Unknown[0].Key.Span, what, fields.Unknown[0].Key.Value));
            plan.IsWhole = false;
        }
        var list = fields.Find("transitions") is { } t ? Transitions(t.Value, $"`{t.Key.Value}` of {what}") : [];
        var state = new StatePlan(entry.Key, parent, fields, list);
        if (!Put(state, plan)) return;
        States(fields, index, plan);
        if (plan.States.Count > index + 1) state.FirstInner = index + 1;
    }

    private IReadOnlyList<Node> Transitions(Node node, string what)
    {
        if (node is ListNode list) return list.Items;
        if (!node.IsNothing && node is not BrokenNode) binding.Bag.Add(Diagnose.WrongShape(node.Place, what, "a list of transitions, each beginning with `- `", Shown.Form(node), node is ScalarNode ? "a state that a track does not leave has an empty list, `[]`" : null));
        return [];
    }

    private bool Put(StatePlan state, TrackPlan plan)
    {
        if (plan.Indices.TryGetValue(state.Name.Value, out int other))
        {
            binding.Bag.Add(Diagnose.StateTwice(state.Name.Span, state.Name.Value, plan.What, plan.States[other].Name.Span));
            return false;
        }
        if (++_states == MostStates + 1) binding.Bag.Add(Diagnose.TooManyStates(state.Name.Span, MostStates));
        plan.Indices[state.Name.Value] = plan.States.Count;
        plan.States.Add(state);
        return true;
    }

    // Where the transitions of a state stand in the place of the states: its name was forgotten.
    private static string? AsState(Node node) =>
        node is ListNode { Items: [MappingNode first, ..] } && IsSingleTransition(first) ? "write the name of the state that has these ways out above them, `NAME:`, and indent them below it" : null;

    // A mapping of nothing but what stands in a transition: the dash was forgotten.
    private static bool IsSingleTransition(MappingNode mapping) =>
        mapping.Entries.Any(e => _transitionKeys.Contains(e.Key.Value)) && mapping.Find("transitions") is null && mapping.Find("states") is null;

    // What is written where only the keys of a track may stand, and looks like a state: `states:` was forgotten.
    private static bool IsBareState(Entry entry) =>
        KeyCatalogue.Track.Find(entry.Key.Value) is null && IsStateBody(entry.Value) && Nearest.Name(entry.Key.Value, ["states", "initial", "forum"]) is null;

    private static bool IsBareInnerState(Entry entry) =>
        KeyCatalogue.State.Find(entry.Key.Value) is null && IsStateBody(entry.Value) && Nearest.Name(entry.Key.Value, ["transitions", "states", "enter", "exit"]) is null;

    private static bool IsStateBody(Node node) => node.IsNothing || node is ListNode { Items: [] } || (node is ListNode list && list.Items.All(i => i is MappingNode));
}
