namespace ScenarioSim.Statistics;

/// <summary>The difference of two shares that were counted in the same worlds, which are dealt out to independent replicates: <see cref="PairedDifference"/> with the design effect of <see cref="ReplicatedShare"/>.</summary>
/// <remarks>
/// Where either way is rarer than <see cref="ReplicatedMean.Enough"/> in a replicate, the intervals of the two shares are put together as in <see cref="UnpairedDifference"/>; where most worlds changed the other way,
/// those of the share that stayed and of twice the rare one.
/// </remarks>
public static class ReplicatedDifference
{
    /// <summary>The interval of the share into less the share out of, in [-1, 1].</summary>
    /// <param name="into">By replicate, the worlds that have the property under the item and not under the baseline.</param>
    /// <param name="outOf">By replicate, the worlds that have it under the baseline and not under the item.</param>
    /// <param name="worlds">By replicate, all worlds; one or more.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High) Interval(IReadOnlyList<long> into, IReadOnlyList<long> outOf, IReadOnlyList<long> worlds, double confidence)
    {
        double all = worlds.Sum();
        double needed = Math.Max(Proportion.Large(Levels.Z(confidence)), (double)ReplicatedMean.Enough * worlds.Count);
        if (Math.Min(into.Sum(), outOf.Sum()) < needed)
        {
            if (Math.Max(into.Sum(), outOf.Sum()) > all / 2) return into.Sum() > outOf.Sum() ? Mostly(outOf, into, worlds, confidence) : Negative(Mostly(into, outOf, worlds, confidence));
            (double below, double above) = UnpairedDifference.Interval(
                into.Sum() / all, ReplicatedShare.Interval(into, worlds, confidence), outOf.Sum() / all, ReplicatedShare.Interval(outOf, worlds, confidence));
            return (Math.Max(below, -1), Math.Min(above, 1));
        }

        long[] neither = [.. worlds.Select((w, r) => w - into[r] - outOf[r])];
        (_, double low, double high) = ReplicatedClasses.Of([-1, 0, 1], [outOf, neither, into], worlds, confidence);
        return (low, high);
    }

    private static (double Low, double High) Mostly(IReadOnlyList<long> rare, IReadOnlyList<long> often, IReadOnlyList<long> worlds, double confidence)
    {
        long[] stayed = [.. worlds.Select((w, r) => w - rare[r] - often[r])];
        double all = worlds.Sum();
        return PairedDifference.Mostly(stayed.Sum() / all, ReplicatedShare.Interval(stayed, worlds, confidence), rare.Sum() / all, ReplicatedShare.Interval(rare, worlds, confidence));
    }

    private static (double Low, double High) Negative((double Low, double High) interval) => (-interval.High, -interval.Low);
}
