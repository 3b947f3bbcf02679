namespace ScenarioSim.Statistics;

/// <summary>The difference of two shares that were counted in the same worlds.</summary>
/// <remarks>
/// The score interval of T. Tango: Equivalence test and confidence interval for the difference in proportions for the paired-sample design,
/// Statistics in Medicine 17 (1998). It needs only how often the two differ, and stays open where they never did:
/// with no world that changed in n it is ±z^2 / (n + z^2).
/// </remarks>
public static class PairedDifference
{
    /// <summary>The interval of the difference, in [-1, 1].</summary>
    /// <param name="into">Worlds that have the property under the item and not under the baseline.</param>
    /// <param name="outOf">Worlds that have it under the baseline and not under the item.</param>
    /// <param name="worlds">All worlds; 1 or more.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High) Interval(long into, long outOf, long worlds, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(worlds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(into);
        ArgumentOutOfRangeException.ThrowIfNegative(outOf);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(into + outOf, worlds);
        (_, double low, double high) = MultinomialMean.Of([-1, 0, 1], [outOf, worlds - into - outOf, into], confidence);
        return (low, high);
    }
}
