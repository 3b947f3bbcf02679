using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation;

/// <summary>The event keys of a plan, by the plan's numbers.</summary>
internal sealed class Keys
{
    public Keys(Plan plan, ulong seed)
    {
        var draws = new Draws(plan.Scenario, seed);
        SeedKey = EventKey.SeedKeyOf(seed);
        Assumptions = Each(plan.Scenario.Assumptions.Count, draws.Assumption);
        Stays = new EventKey[plan.StateCount];
        foreach (Track track in plan.Scenario.Tracks)
        {
            foreach (State state in track.States) Stays[plan.FirstState[track.Index] + state.Index] = draws.Stay(track.Index, state.Index);
        }
        Transitions = Each(plan.Transitions.Count, i => draws.Transition(plan.Transitions[i].Transition));
        Effects = Each(plan.DrawnEffects.Count, i => draws.Effect(plan.DrawnEffects[i]));
    }

    // A loop, which is compiled ahead: queries over structures are not, and hold up the first run.
    private static EventKey[] Each(int count, Func<int, EventKey> key)
    {
        var keys = new EventKey[count];
        for (int i = 0; i < count; i++) keys[i] = key(i);
        return keys;
    }

    /// <summary>The generator's key: what all of them have in common.</summary>
    public ulong SeedKey { get; }

    public EventKey[] Assumptions { get; }

    public EventKey[] Stays { get; }

    public EventKey[] Transitions { get; }

    public EventKey[] Effects { get; }
}
