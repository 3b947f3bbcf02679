using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Makes a stretch of runs. For one thread.</summary>
/// <param name="first">The first run's number.</param>
/// <param name="count">How many.</param>
/// <param name="take">Given every run once, in any order.</param>
/// <param name="cancellation">Ends it soon: with fewer runs, or, where some of what was given is of runs that were not ended, with <see cref="OperationCanceledException"/>. The maker is not to be used again then.</param>
/// <returns>How many runs were made, from the first on.</returns>
public delegate int MakeRuns(long first, int count, RunTaker take, CancellationToken cancellation);
