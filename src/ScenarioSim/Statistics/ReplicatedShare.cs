namespace ScenarioSim.Statistics;

/// <summary>The interval of a share of runs that are dealt out to independent replicates, within which they may depend on each other.</summary>
/// <remarks>
/// <para>
/// The spread of the replicates (<see cref="ReplicatedMean"/>) is compared with that of as many independent runs. With their quotient, the design effect, n runs are worth n / effect independent ones,
/// and the score interval is taken with that number and Student's t: within 0 and 1, and for large counts the t interval of the replicates' means.
/// </para>
/// <para>
/// Where the runs with the property, or those without, are fewer than <see cref="ReplicatedMean.Enough"/> in a replicate, the effect counts as no less than 1 and takes the place of the degrees of freedom too:
/// the intervals of <see cref="Proportion"/> for n / (effect (t / z)^2) runs, or n if that is less (E. Korn, B. Graubard, Survey Methodology 24, 1998). So it doesn't collapse where the property was not seen,
/// or seen in every run. There are such designs that make some variances greater, though rarely by much: for Latin hypercubes n / (n - 1) is the most; for scrambled nets the factors are powers of two
/// (Z. Pan, A. Owen, J. Complexity 75, 2023). Where that happens the spread shows it, as far as a few counts can.
/// </para>
/// <para>
/// Replicates that all agree could still be off by part of a run: if in a share q of them, over all randomisations, the count were one more, none of R would show it with probability (1 - q)^R. That is
/// (1 - confidence) / 2 at q R = -ln((1 - confidence) / 2), or q R / n as a share of the runs. No interval is narrower than that to either side.
/// </para>
/// </remarks>
public static class ReplicatedShare
{
    /// <summary>The interval.</summary>
    /// <param name="successes">By replicate, how many runs have the property.</param>
    /// <param name="runs">By replicate, how many runs there are; at least one in all.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High) Interval(IReadOnlyList<long> successes, IReadOnlyList<long> runs, double confidence)
    {
        (long seen, long all) = (successes.Sum(), runs.Sum());
        (double share, double variance, int degrees) = ReplicatedMean.Of([.. successes.Select(s => (double)s)], runs);
        // One run each: these are independent.
        if (runs.Max() <= 1 || degrees < 1) return Proportion.Interval(seen, all, confidence);
        double z = Levels.Z(confidence);
        double t = Levels.T(confidence, degrees);
        double effect = seen == 0 || seen == all ? 1 : Math.Max(1e-9, variance / (share * (1 - share) / all));
        if (Math.Min(seen, all - seen) < Math.Max(Proportion.Large(z), (double)ReplicatedMean.Enough * runs.Count))
        {
            double worth = all / Math.Max(1, Math.Max(1, effect) * (t / z) * (t / z));
            return Proportion.Interval(share * worth, worth, confidence);
        }
        (double low, double high) = Proportion.Wilson(share * (all / effect), all / effect, t);
        double least = ReplicatedMean.Unseen(all, confidence);
        return (Math.Max(0, Math.Min(low, share - least)), Math.Min(1, Math.Max(high, share + least)));
    }
}
