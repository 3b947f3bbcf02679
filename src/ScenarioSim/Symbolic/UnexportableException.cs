namespace ScenarioSim.Symbolic;

/// <summary>A scenario has no finite chain; carries the reason and the way out, for the user.</summary>
internal sealed class UnexportableException(string reason) : Exception(reason);
