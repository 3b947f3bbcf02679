using ScenarioSim.Model;

namespace ScenarioSim.Randomness;

/// <summary>The event keys of a scenario under one seed: every draw of every engine goes by them.</summary>
/// <remarks>
/// What each event's block of two uniform numbers is for, and what its occurrences are:
/// an assumption: its value (occurrence 0); a stay in an innermost state: the threshold of the standing chances, then the pick among alternatives and shares
/// (the visit's number); a transition: the time of a drawn <c>after</c>, then its toss (the visit's number of the state that lists it);
/// a drawn effect: its amount (how often it has happened).
/// </remarks>
public sealed class Draws
{
    private readonly EventKey[] _assumptions;
    private readonly EventKey[][] _stays;
    private readonly Dictionary<object, EventKey> _keys = new(ReferenceEqualityComparer.Instance);

    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">The seed of the simulation.</param>
    public Draws(Scenario scenario, ulong seed)
    {
        _assumptions = [.. scenario.Assumptions.Select(a => EventKey.Of(seed, $"assumption/{a.Name}"))];
        _stays = [.. scenario.Tracks.Select(t => t.States.Select(s => EventKey.Of(seed, $"stay/{t.Name}/{s.Name}")).ToArray())];
        foreach (Track track in scenario.Tracks)
        {
            foreach (State state in track.States) Name(seed, $"{track.Name}/{state.Name}", state, track);
        }
    }

    /// <summary>The key of an assumption's value.</summary>
    public EventKey Assumption(int index) => _assumptions[index];

    /// <summary>The key of the stays in an innermost state.</summary>
    public EventKey Stay(int track, int state) => _stays[track][state];

    /// <summary>The key of a transition's drawn delay and toss.</summary>
    public EventKey Transition(Transition transition) => _keys[transition];

    /// <summary>The key of a drawn effect.</summary>
    public EventKey Effect(Effect effect) => _keys[effect];

    private void Name(ulong seed, string place, State state, Track track)
    {
        Name(seed, $"enter/{place}", state.Enter);
        Name(seed, $"exit/{place}", state.Exit);
        foreach (Transition transition in state.Transitions)
        {
            // A name of one's own survives a reordering of the list; without one the place in the list has to do.
            bool named = transition.About.Name is { } name && state.Transitions.Count(t => t.About.Name == name) == 1;
            string label = $"{place}/{(named ? transition.About.Name : transition.Index.ToString())}";
            _keys.TryAdd(transition, EventKey.Of(seed, $"transition/{label}"));
            Name(seed, $"do/{label}", transition.Do);
            foreach (Target target in transition.Targets) Name(seed, $"do/{label}/{track.States[target.State].Name}", target.Do);
        }
    }

    private void Name(ulong seed, string place, IReadOnlyList<Effect> effects)
    {
        for (int i = 0; i < effects.Count; i++) _keys.TryAdd(effects[i], EventKey.Of(seed, $"{place}/{i}"));
    }
}
