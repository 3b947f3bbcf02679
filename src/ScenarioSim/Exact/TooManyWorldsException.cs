namespace ScenarioSim.Exact;

/// <summary>There were more worlds than allowed.</summary>
/// <param name="step">In which step.</param>
/// <param name="worlds">How many.</param>
public sealed class TooManyWorldsException(int step, int worlds) : Exception($"more than {worlds:N0} different worlds in step {step}")
{
    /// <summary>In which step.</summary>
    public int Step { get; } = step;
}
