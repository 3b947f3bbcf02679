namespace ScenarioSim.Analysis;

/// <summary>What solving would take, found by trying a small part of it.</summary>
/// <param name="Worlds">How many different worlds there are; the number that would be followed at once.</param>
/// <param name="IsCounted">Whether <paramref name="Worlds"/> was counted to the end; otherwise it was extrapolated from the first steps, and may be off by orders of magnitude.</param>
/// <param name="IsQuick">Whether it can be had in well under a second on an ordinary machine.</param>
/// <param name="Integrated">The names of the assumptions that are integrated over numerically: where there are some, results carry an interval.</param>
/// <param name="Causes">What makes the worlds many, the worst first.</param>
public sealed record SolveEstimate(double Worlds, bool IsCounted, bool IsQuick, IReadOnlyList<string> Integrated, IReadOnlyList<Cause> Causes);
