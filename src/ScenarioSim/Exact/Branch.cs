using ScenarioSim.Compiler;

namespace ScenarioSim.Exact;

/// <summary>One thing that a track may do in a step.</summary>
/// <param name="Probability">How likely.</param>
/// <param name="Move">The move; null: none.</param>
/// <param name="Renews">Without a move: a branch that repeats enters <c>pending</c> anew after a lost toss.</param>
/// <param name="Come">The drawn delays that have come in this step, as bits by their place in <see cref="TrackStates.Drawn"/>.</param>
/// <param name="Tossed">The transitions that were tossed for, in vain or not.</param>
internal readonly record struct Branch(double Probability, MovePlan? Move, bool Renews, ulong Come, TransitionPlan[] Tossed);
