namespace ScenarioSim.Statistics;

/// <summary>The interval of a mean.</summary>
/// <remarks>Student's t (Biometrika 6, 1908); for many values that is the normal one. Sound where the mean of so many values is about normal.</remarks>
public static class MeanInterval
{
    /// <summary>The interval of the mean of independent values, in their unit.</summary>
    /// <param name="mean">Their mean.</param>
    /// <param name="standardDeviation">Their spread, with n - 1.</param>
    /// <param name="count">How many; 2 or more.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High) Of(double mean, double standardDeviation, long count, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        double half = Levels.T(confidence, count - 1) * (standardDeviation / Math.Sqrt(count));
        return (mean - half, mean + half);
    }
}
