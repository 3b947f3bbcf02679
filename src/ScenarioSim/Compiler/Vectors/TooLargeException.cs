namespace ScenarioSim.Compiler.Vectors;

/// <summary>A routine would be too large.</summary>
internal sealed class TooLargeException : Exception;
