using System.Runtime.CompilerServices;

namespace ScenarioSim.Randomness;

/// <summary>
/// Rates and thresholds in one fixed unit, 2^-45: doubles that hold whole numbers, which add and multiply exactly below 2^53.
/// So k steps at a rate are exactly k times the rate, however an engine gets there.
/// </summary>
/// <remarks>
/// A track moves in the step in which the rates of the steps since it entered its state, added up, reach an exponential threshold drawn on entering.
/// Thresholds are rounded up, so a rate of r units a step moves in one step with probability 1 - exp(-r 2^-45), r off by no more than the 3e-7 of itself by which thresholds are (<see cref="SingleLogarithm"/>).
/// Rounding a rate of 1e-9 a step errs by at most 1.5e-5 of it.
/// </remarks>
public static class Hazard
{
    /// <summary>How many units make 1.</summary>
    public const double Units = 1L << 45;

    /// <summary>The greatest rate a step, in units: no threshold is above 37, so 64 moves at once.</summary>
    public const double Most = 64 * Units;

    /// <summary>The same as a plain number.</summary>
    public const double MostRate = Most / Units;

    /// <summary>A threshold that is never reached: no sum of rates comes near it.</summary>
    public const double Endless = 1L << 60;

    /// <summary>Stands for an infinite rate: a chance of 100%.</summary>
    public const double Certain = double.PositiveInfinity;

    /// <summary>The rate a step, in units, of a standing chance; <see cref="Certain"/> for 1.</summary>
    /// <param name="chance">Probability of at least one event in the period, in [0, 1].</param>
    /// <param name="stepsPerPeriod">Length of a step divided by the period.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfChance(double chance, double stepsPerPeriod) => chance >= 1 ? Certain : OfRate(-(double)SingleLogarithm.OfOneAnd(-chance) * stepsPerPeriod);

    /// <summary>A rate a step in units.</summary>
    /// <param name="rate">Expected number of events in a step; not negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfRate(double rate) => rate >= 64 ? Most : Math.Floor((rate * Units) + 0.5);

    /// <summary>The threshold, in units, that a uniform number in (0, 1) stands for: exponential with mean <see cref="Units"/>.</summary>
    /// <remarks>At least 1: the logarithm of what is below 1 is below 0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Threshold(double uniform) => Math.Ceiling(SingleLogarithm.Of(uniform) * -Units);

    /// <summary>A threshold, in units, that is known to lie above one whole number of units and at most at another: its conditional law.</summary>
    /// <param name="uniform">In (0, 1).</param>
    /// <param name="above">What it is above; not negative.</param>
    /// <param name="atMost">What it is at most; may be infinite.</param>
    public static double Threshold(double uniform, double above, double atMost)
    {
        if (double.IsPositiveInfinity(atMost)) return above + Threshold(uniform);
        return Math.Min(atMost, above + Math.Max(1, Math.Ceiling(Inverse(1 - uniform, (atMost - above) / Units) * Units)));
    }

    /// <summary>The quantile of an exponential number with mean 1 that is known to be at most <paramref name="most"/>.</summary>
    /// <param name="share">In (0, 1).</param>
    /// <param name="most">More than 0; may be infinite.</param>
    public static double Inverse(double share, double most) =>
        most < 1e-8 ? share * most : -Log1P(-share * (1 - Math.Exp(-most)));

    /// <summary>log(1 + x); <see cref="Logarithm.OfOneAnd"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log1P(double x) => Logarithm.OfOneAnd(x);
}
