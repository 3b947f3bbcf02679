using System.Runtime.CompilerServices;

namespace ScenarioSim.Results;

/// <summary>A sum of doubles without rounding: the same whatever order and shares they are added in.</summary>
/// <remarks>
/// Whole numbers of the least double, in limbs of 32 bits that are kept in 64, so that carries can wait (R. Neal: Fast exact summation using small and large superaccumulators, arXiv 1505.05571, 2015).
/// Not safe for use by several threads.
/// </remarks>
public sealed class ExactSum
{
    private const int LimbBits = 32;
    private const int Limbs = 68;
    private const int LeastExponent = -1074;

    // Each adds less than 2^32 to a limb.
    private const int MostPending = 1 << 30;

    private readonly long[] _limbs = new long[Limbs];
    private int _pending;
    private bool _finite = true;

    /// <summary>The sum, rounded; NaN once something without a finite value was added.</summary>
    public double Value
    {
        get
        {
            Carry();
            if (!_finite) return double.NaN;
            // What is below zero has a negative last limb.
            bool negative = _limbs[^1] < 0;
            if (negative) Negate();
            double value = 0;
            for (int i = Limbs - 1; i >= 0; i--)
            {
                if (_limbs[i] != 0) value += Math.ScaleB(_limbs[i], (i * LimbBits) + LeastExponent);
            }
            if (!negative) return value;
            Negate();
            return -value;
        }
    }

    /// <summary>Adds a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        if (exponent == 0x7FF)
        {
            _finite = false;
            return;
        }
        ulong significand = bits & ((1UL << 52) - 1);
        if (exponent > 0) (significand, exponent) = (significand | (1UL << 52), exponent - 1);
        int limb = exponent / LimbBits;
        UInt128 shifted = (UInt128)significand << (exponent % LimbBits);
        long sign = (long)bits < 0 ? -1 : 1;
        _limbs[limb] += sign * (uint)shifted;
        _limbs[limb + 1] += sign * (uint)(shifted >> LimbBits);
        _limbs[limb + 2] += sign * (uint)(shifted >> (2 * LimbBits));
        if (++_pending == MostPending) Carry();
    }

    /// <summary>Adds all that another sum holds.</summary>
    public void Merge(ExactSum other)
    {
        Carry();
        other.Carry();
        for (int i = 0; i < Limbs; i++) _limbs[i] += other._limbs[i];
        _finite &= other._finite;
        Carry();
    }

    // Afterwards each limb but the last holds 32 bits, none of them negative.
    private void Carry()
    {
        for (int i = 0; i < Limbs - 1; i++)
        {
            _limbs[i + 1] += _limbs[i] >> LimbBits;
            _limbs[i] &= uint.MaxValue;
        }
        _pending = 0;
    }

    private void Negate()
    {
        for (int i = 0; i < Limbs; i++) _limbs[i] = -_limbs[i];
        Carry();
    }
}
