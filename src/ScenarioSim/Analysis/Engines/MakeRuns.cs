using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Makes a stretch of runs. For one thread.</summary>
/// <param name="first">The first run's number.</param>
/// <param name="count">How many.</param>
/// <param name="take">Given every run once, in any order.</param>
public delegate void MakeRuns(long first, int count, RunTaker take);
