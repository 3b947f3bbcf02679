using ScenarioSim.Compiler;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation;

/// <summary>The event keys of a plan, by the plan's numbers.</summary>
internal sealed class Keys
{
    public Keys(Plan plan, ulong seed)
    {
        var draws = new Draws(plan.Scenario, seed);
        SeedKey = EventKey.SeedKeyOf(seed);
        Assumptions = [.. plan.Scenario.Assumptions.Select(a => draws.Assumption(a.Index))];
        Stays = [.. plan.Scenario.Tracks.SelectMany(t => t.States.Select(s => draws.Stay(t.Index, s.Index)))];
        Transitions = [.. plan.Transitions.Select(t => draws.Transition(t.Transition))];
        Effects = [.. plan.DrawnEffects.Select(draws.Effect)];
    }

    /// <summary>The generator's key: what all of them have in common.</summary>
    public ulong SeedKey { get; }

    public EventKey[] Assumptions { get; }

    public EventKey[] Stays { get; }

    public EventKey[] Transitions { get; }

    public EventKey[] Effects { get; }
}
