namespace ScenarioSim.Statistics;

/// <summary>The difference of two shares that were counted in the same worlds.</summary>
/// <remarks>
/// <para>
/// Where the two differed often both ways, the score interval of T. Tango: Equivalence test and confidence interval for the difference in proportions for the
/// paired-sample design, Statistics in Medicine 17 (1998). It needs only how often they differed.
/// </para>
/// <para>
/// Where either way is rarer than <see cref="Proportion"/> asks of a score interval, the intervals of the two shares (exact for the rare one) are put
/// together as in <see cref="UnpairedDifference"/>: a rare count is as good as independent of the other. Neither collapses where no world changed.
/// Where most worlds changed the other way, they are those that neither stayed nor changed the rare way, and the difference is 1 less the share that stayed and less twice the rare one.
/// </para>
/// </remarks>
public static class PairedDifference
{
    /// <summary>The interval of the difference (into - outOf) / worlds, in [-1, 1].</summary>
    /// <param name="into">Worlds that have the property under the item and not under the baseline.</param>
    /// <param name="outOf">Worlds that have it under the baseline and not under the item.</param>
    /// <param name="worlds">All worlds; 1 or more.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or level is outside its range.</exception>
    public static (double Low, double High) Interval(long into, long outOf, long worlds, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(worlds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(into);
        ArgumentOutOfRangeException.ThrowIfNegative(outOf);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(into, worlds - outOf);
        if (Math.Min(into, outOf) < Proportion.Large(Levels.Z(confidence)))
        {
            if (Math.Max(into, outOf) > worlds / 2) return into > outOf ? Mostly(outOf, into, worlds, confidence) : Negative(Mostly(into, outOf, worlds, confidence));
            (double below, double above) = UnpairedDifference.Interval(into, worlds, outOf, worlds, confidence);
            return (Math.Max(below, -1), Math.Min(above, 1));
        }

        (_, double low, double high) = MultinomialMean.Of([-1, 0, 1], [outOf, worlds - into - outOf, into], confidence);
        return (low, high);
    }

    private static (double Low, double High) Mostly(long rare, long often, long worlds, double confidence)
    {
        long stayed = worlds - rare - often;
        return Mostly((double)stayed / worlds, Proportion.Interval(stayed, worlds, confidence), (double)rare / worlds, Proportion.Interval(rare, worlds, confidence));
    }

    /// <summary>The interval of the difference where most worlds changed one way: 1 less the share that stayed and less twice that of those that changed the other way.</summary>
    /// <param name="stayed">The share of worlds that did not change.</param>
    /// <param name="ofStayed">Its interval.</param>
    /// <param name="rare">The share of worlds that changed the other way.</param>
    /// <param name="ofRare">Its interval.</param>
    internal static (double Low, double High) Mostly(double stayed, (double Low, double High) ofStayed, double rare, (double Low, double High) ofRare)
    {
        (double below, double above) = UnpairedDifference.Interval(1 - stayed, (1 - ofStayed.High, 1 - ofStayed.Low), 2 * rare, (2 * ofRare.Low, 2 * ofRare.High));
        return (Math.Max(below, -1), Math.Min(above, 1));
    }

    private static (double Low, double High) Negative((double Low, double High) interval) => (-interval.High, -interval.Low);
}
