using System.Runtime.CompilerServices;

namespace ScenarioSim.Randomness;

/// <summary>
/// Natural logarithms in floats of 32 bits, which thresholds and the rates of chances go by: sixteen to a vector of 512 bits.
/// Made of sums, products and one quotient, each rounded to a float and none fused, so that every machine and every width of vector gives the same bits.
/// </summary>
/// <remarks>
/// x = 2^k m with m from sqrt(1/2) to sqrt(2), taken apart and m - 1 formed as a double: so the logarithm of a number near 1 is as good as any other. Then, in floats, z = (m - 1) / (2 + (m - 1)), |z| at most 0.172, and
/// log m = z (2 + s (C1 + s (C2 + s C3))) with s = z^2: the series of the inverse hyperbolic tangent, its coefficients 2/3, 2/5, 2/7 changed to those with the least greatest error over that range
/// (E. Remes, 1934), 8e-10 of the logarithm. With what rounding adds, results are within 3e-7 of themselves.
/// </remarks>
public static class SingleLogarithm
{
    /// <summary>Up to this distance below 0, x itself is taken for m - 1 in log(1 + x).</summary>
    public const double Near = 0.25;

    /// <summary>log 2.</summary>
    internal const float Ln2 = 0.693147182f;

    /// <summary>The polynomial's coefficients, of z^2 first.</summary>
    internal const float C1 = 0.666667759f;

    /// <inheritdoc cref="C1"/>
    internal const float C2 = 0.399775743f;

    /// <inheritdoc cref="C1"/>
    internal const float C3 = 0.298709363f;

    /// <summary>The natural logarithm of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(double x)
    {
        long shifted = BitConverter.DoubleToInt64Bits(x) + (Logarithm.One - Logarithm.RootOfHalf);
        float powers = (float)((float)Logarithm.Exponent(shifted) * Ln2);
        return (float)(powers + OfOneAnd((float)(Logarithm.Mantissa(shifted) - 1)));
    }

    /// <summary>log(1 + x), accurate also for tiny x; x from -1, without it, to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfOneAnd(double x) => x >= -Near ? OfOneAnd((float)x) : Of(1 + x);

    // The casts make each operation a float's: the language allows more precision.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float OfOneAnd(float f)
    {
        float z = (float)(f / (float)(2 + f));
        float s = (float)(z * z);
        float p = (float)(C2 + (float)(s * C3));
        p = (float)(C1 + (float)(s * p));
        p = (float)(2 + (float)(s * p));
        return (float)(z * p);
    }
}
