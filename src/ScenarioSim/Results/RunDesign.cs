namespace ScenarioSim.Results;

/// <summary>The design by which the assumptions of runs were placed, where they were not drawn for each run by itself.</summary>
/// <param name="Name"><c>lhs</c> or <c>sobol</c>.</param>
/// <param name="Replicates">How many independent randomisations the runs were dealt out to.</param>
/// <param name="Planned">How many runs it was planned for, where a run's place hangs on that; else null. Where there are more runs, they are of further sets of as many.</param>
public sealed record RunDesign(string Name, int Replicates, long? Planned);
