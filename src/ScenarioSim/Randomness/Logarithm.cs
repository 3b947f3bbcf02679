using System.Runtime.CompilerServices;

namespace ScenarioSim.Randomness;

/// <summary>Natural logarithms made of sums, products and one quotient, so that every machine and every width of vector gives the same bits.</summary>
/// <remarks>
/// x = 2^k m with m from sqrt(1/2) to sqrt(2); log m = 2 z + z R(z^2) with z = (m - 1) / (m + 1), |z| at most 0.172, R the minimax polynomial of fdlibm (Sun Microsystems, 1993, e_log.c: off by less than 2^-58);
/// k log 2 in two parts, the first of which is exact. Off by at most 2 units in the last place.
/// </remarks>
public static class Logarithm
{
    /// <summary>Up to this distance of x from 0, 1 + x needs no power of 2 taken out, and x itself is m - 1.</summary>
    public const double Near = 0.125;

    /// <summary>The bits of 1.</summary>
    internal const long One = 0x3FF0000000000000;

    /// <summary>The bits of sqrt(1/2), its low half cleared.</summary>
    internal const long RootOfHalf = 0x3FE6A09E00000000;

    /// <summary>The bits of a mantissa.</summary>
    internal const long MantissaBits = 0x000FFFFFFFFFFFFF;

    /// <summary>The bits of 2^52: a small whole number in the last bits of it reads as 2^52 more.</summary>
    internal const long WholeBits = 0x4330000000000000;

    /// <summary>2^52 and the bias of exponents.</summary>
    internal const double WholeBias = (1L << 52) + 1023.0;

    /// <summary>log 2 to 33 bits: its product with an exponent is exact.</summary>
    internal const double Ln2High = 0.693147180369123816490;

    /// <summary>What is missing of log 2.</summary>
    internal const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>The polynomial's coefficients, of z^2 first; close to 2/3, 2/5, ...</summary>
    internal const double C1 = 6.666666666666735130e-01;

    /// <inheritdoc cref="C1"/>
    internal const double C2 = 3.999999999940941908e-01;

    /// <inheritdoc cref="C1"/>
    internal const double C3 = 2.857142874366239149e-01;

    /// <inheritdoc cref="C1"/>
    internal const double C4 = 2.222219843214978396e-01;

    /// <inheritdoc cref="C1"/>
    internal const double C5 = 1.818357216161805012e-01;

    /// <inheritdoc cref="C1"/>
    internal const double C6 = 1.531383769920937332e-01;

    /// <inheritdoc cref="C1"/>
    internal const double C7 = 1.479819860511658591e-01;

    /// <summary>The natural logarithm of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double x)
    {
        long shifted = BitConverter.DoubleToInt64Bits(x) + (One - RootOfHalf);
        return Sum(Exponent(shifted), Mantissa(shifted) - 1);
    }

    /// <summary>log(1 + x), accurate also for tiny x; x above -1.</summary>
    /// <remarks>Beyond <see cref="Near"/> the rounding of 1 + x is of no more weight than that of the result.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfOneAnd(double x)
    {
        if (Math.Abs(x) <= Near) return Sum(0, x);
        return Of(1 + x);
    }

    /// <summary>The power of 2 in a number, from its bits and what <see cref="One"/> is more than <see cref="RootOfHalf"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Exponent(long shifted) => BitConverter.Int64BitsToDouble((long)((ulong)shifted >> 52) | WholeBits) - WholeBias;

    /// <summary>What is left of the number, from sqrt(1/2) to sqrt(2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Mantissa(long shifted) => BitConverter.Int64BitsToDouble((shifted & MantissaBits) + RootOfHalf);

    // k log 2 + log(1 + f), the polynomial in two halves that a processor works on side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(double k, double f)
    {
        double z = f / (2 + f);
        double s = z * z;
        double q = s * s;
        double even = q * (C2 + (q * (C4 + (q * C6))));
        double odd = s * (C1 + (q * (C3 + (q * (C5 + (q * C7))))));
        double low = (z * (even + odd)) + (k * Ln2Low);
        return (k * Ln2High) + ((z + z) + low);
    }
}
