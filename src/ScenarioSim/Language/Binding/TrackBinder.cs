using ScenarioSim.Model;

namespace ScenarioSim.Language;

/// <summary>Reads the bodies of tracks and branches.</summary>
internal sealed class TrackBinder(Binding binding, IReadOnlyList<TrackPlan> tracks)
{
    private readonly TransitionBinder _transitions = new(binding, tracks);

    /// <summary>Reads a track or branch; null where it is in error.</summary>
    public Track? Read(TrackPlan plan)
    {
        var about = AboutBinder.Read(plan.Fields, binding);
        string? forum = plan.IsBranch ? null : plan.Fields.Text("forum");
        int initial = Initial(plan);
        var states = plan.IsBranch ? BranchStates(plan) : [.. plan.States.Select((state, i) => State(state, i, plan))];
        if (initial < 0 || !plan.IsWhole || states is null || states.Any(s => s is null)) return null;
        return new Track
        {
            Name = plan.Name.Value,
            Index = plan.Index,
            About = about,
            Forum = forum,
            IsBranch = plan.IsBranch,
            Repeats = plan.Repeats,
            States = states!,
            Initial = initial,
            Span = plan.Name.Span,
        };
    }

    private int Initial(TrackPlan plan)
    {
        if (!plan.IsBranch && plan.Fields.Has("initial"))
        {
            if (plan.Fields.Scalar("initial") is not { } name) return -1;
            int state = plan.Find(name, tracks, binding.Bag);
            return state < 0 ? -1 : Leaf(state, plan);
        }
        return plan.States.Count == 0 ? -1 : Leaf(0, plan);
    }

    private static int Leaf(int state, TrackPlan plan)
    {
        while (plan.States[state].FirstInner >= 0) state = plan.States[state].FirstInner;
        return state;
    }

    private State? State(StatePlan state, int index, TrackPlan plan)
    {
        var about = AboutBinder.Read(state.Fields, binding);
        string what = $"state `{state.Name.Value}`";
        var transitions = state.Transitions.Select((node, i) => _transitions.Transition(node, i, what, plan)).ToList();
        IReadOnlyList<Effect>? enter = [];
        IReadOnlyList<Effect>? exit = [];
        if (state.Fields is { } fields)
        {
            enter = _transitions.EffectsOf(fields, "enter");
            exit = _transitions.EffectsOf(fields, "exit");
        }
        if (enter is null || exit is null || transitions.Any(t => t is null)) return null;
        return New(state, index, plan, about, transitions!, enter, exit);
    }

    private State?[]? BranchStates(TrackPlan plan)
    {
        if (_transitions.Branch(plan) is not { } way) return null;
        return [.. plan.States.Select((state, i) => New(state, i, plan, About.Nothing, i == 0 ? [way] : [], [], []))];
    }

    private static State New(StatePlan state, int index, TrackPlan plan, About about, IReadOnlyList<Transition> transitions, IReadOnlyList<Effect> enter, IReadOnlyList<Effect> exit) => new()
    {
        Name = state.Name.Value,
        Index = index,
        Parent = state.Parent,
        InitialLeaf = Leaf(index, plan),
        About = about,
        Transitions = transitions,
        Enter = enter,
        Exit = exit,
        Span = state.Name.Span,
    };
}
