using System.Runtime.CompilerServices;

namespace ScenarioSim.Randomness;

/// <summary>A natural logarithm made of sums, products and one quotient, so that every machine and every width of vector gives the same bits.</summary>
/// <remarks>
/// x = 2^k m with m from sqrt(1/2) to sqrt(2); log m by the series 2 (z + z^3/3 + z^5/5 + ...) with z = (m - 1) / (m + 1), |z| at most 0.172
/// (Abramowitz and Stegun, 4.1.27), in two halves that a processor works on side by side; k log 2 in two parts, the first of which is exact. Off by at most 2 units in the last place.
/// </remarks>
public static class Logarithm
{
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

    /// <summary>The series' coefficients from z^3 on, every other one.</summary>
    internal static readonly double[] Even = [1.0 / 3, 1.0 / 7, 1.0 / 11, 1.0 / 15, 1.0 / 19, 1.0 / 23];

    /// <summary>Those between them.</summary>
    internal static readonly double[] Odd = [1.0 / 5, 1.0 / 9, 1.0 / 13, 1.0 / 17, 1.0 / 21];

    /// <summary>The natural logarithm of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double x)
    {
        long shifted = BitConverter.DoubleToInt64Bits(x) + (One - RootOfHalf);
        double exponent = BitConverter.Int64BitsToDouble((long)((ulong)shifted >> 52) | WholeBits) - WholeBias;
        double f = BitConverter.Int64BitsToDouble((shifted & MantissaBits) + RootOfHalf) - 1;
        double z = f / (2 + f);
        double s = z * z;
        double q = s * s;
        double even = (1.0 / 3) + (q * ((1.0 / 7) + (q * ((1.0 / 11) + (q * ((1.0 / 15) + (q * ((1.0 / 19) + (q * (1.0 / 23))))))))));
        double odd = (1.0 / 5) + (q * ((1.0 / 9) + (q * ((1.0 / 13) + (q * ((1.0 / 17) + (q * (1.0 / 21))))))));
        double tail = s * (even + (s * odd));
        double low = ((z + z) * tail) + (exponent * Ln2Low);
        return (exponent * Ln2High) + ((z + z) + low);
    }
}
