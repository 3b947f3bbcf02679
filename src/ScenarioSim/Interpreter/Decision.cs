using ScenarioSim.Model;

namespace ScenarioSim.Interpreter;

/// <summary>What a track does in a step.</summary>
/// <param name="Transition">The transition that is made; null where only a toss failed in a branch that repeats, which enters <c>pending</c> anew.</param>
/// <param name="Target">Where it leads; null with <paramref name="Transition"/>.</param>
/// <param name="Chance">The chance in this step of just this, split included; null where it was certain.</param>
internal sealed record Decision(Transition? Transition, Target? Target, double? Chance)
{
    public static Decision EnterPendingAnew { get; } = new(null, null, null);
}
