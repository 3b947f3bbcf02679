using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Statistics;

/// <summary>The interval of a share of independent runs.</summary>
/// <remarks>
/// <para>
/// Wilson's score interval where both counts are large enough, else the exact one of Clopper and Pearson, which never covers too seldom
/// (and gives 0 or 1 as a bound where no run, or every run, succeeded).
/// </para>
/// <para>
/// Large enough is 10 at 95%, where the coverage then stays above 93.6% whatever the share (with 5 it would be 93.1%), and 10 (z / 1.96)^6 at other levels:
/// the first term that Wilson's normal approximation leaves out is of the order z^3 / (6 sqrt(count)), so the count has to grow with z^6 to keep that
/// as small. At 99.9% it is 224.
/// </para>
/// <para>
/// Sources: E. B. Wilson, JASA 22 (1927); C. Clopper, E. Pearson, Biometrika 26 (1934);
/// L. Brown, T. Cai, A. DasGupta: Interval estimation for a binomial proportion, Statistical Science 16 (2001), sections 3 and 4.
/// </para>
/// </remarks>
public static class Proportion
{
    private const double LargeAt95 = 10;

    /// <summary>The interval.</summary>
    /// <param name="successes">How many runs have the property; 0 to <paramref name="runs"/>.</param>
    /// <param name="runs">How many runs; 1 or more.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or level is outside its range.</exception>
    public static (double Low, double High) Interval(long successes, long runs, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, runs);
        return Interval((double)successes, runs, confidence);
    }

    /// <summary>The same for numbers of runs that need not be whole.</summary>
    internal static (double Low, double High) Interval(double successes, double runs, double confidence)
    {
        double z = Levels.Z(confidence);
        return Math.Min(successes, runs - successes) < Large(z) ? ClopperPearson(successes, runs, confidence) : Wilson(successes, runs, z);
    }

    /// <summary>Wilson's interval at z standard errors.</summary>
    internal static (double Low, double High) Wilson(double successes, double runs, double z)
    {
        double share = successes / runs;
        double centre = (share + z * z / (2 * runs)) / (1 + z * z / runs);
        double half = z / (1 + z * z / runs) * Math.Sqrt(share * (1 - share) / runs + z * z / (4 * runs * runs));
        return (Math.Max(centre - half, 0), Math.Min(centre + half, 1));
    }

    /// <summary>The exact interval: the shares for which so many successes, or so few, would be no rarer than half of 1 - confidence.</summary>
    internal static (double Low, double High) ClopperPearson(double successes, double runs, double confidence)
    {
        double tail = (1 - confidence) / 2;
        double low = successes == 0 ? 0 : IncompleteBeta.Quantile(successes, runs - successes + 1, tail, 1 - tail);
        double high = successes == runs ? 1 : IncompleteBeta.Quantile(successes + 1, runs - successes, 1 - tail, tail);
        return (low, high);
    }

    /// <summary>The count from which on score intervals are trusted at z standard errors.</summary>
    internal static double Large(double z) => LargeAt95 * Math.Max(1, Math.Pow(z / 1.959963984540054, 6));
}
