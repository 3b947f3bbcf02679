using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Four draws at once in vectors of 256 bits, for machines without wider ones and for lanes of that width: <see cref="EventKey.Draw"/> and <see cref="Hazard.Threshold(double)"/>, operation by operation.</summary>
internal static unsafe class QuadDraws
{
    /// <summary>How many.</summary>
    public const int Lanes = 4;

    /// <summary>Whether the machine can.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Draws for as many stays.</summary>
    /// <param name="keys">The events' keys.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="occurrences">The visits.</param>
    /// <param name="thresholds">Receives the thresholds.</param>
    /// <param name="picks">Receives the second numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(ulong* keys, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Block(Vector256.Load(keys), Vector256.Load(runs), Vector256.Load(occurrences), out Vector256<double> first, out Vector256<double> second);
        Threshold(first).Store(thresholds);
        second.Store(picks);
    }

    /// <summary>Draws for twice as many, beside each other: the chain of a draw's multiplications leaves room for another's.</summary>
    /// <inheritdoc cref="Draw(ulong*, ulong*, ulong*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(ulong* keys, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Vector256<ulong> a0 = Vector256.Load(runs), a2 = Vector256.Load(occurrences), b0 = Vector256.Load(runs + Lanes), b2 = Vector256.Load(occurrences + Lanes);
        Blocks(Vector256.Load(keys), ref a0, out Vector256<ulong> a1, ref a2, out Vector256<ulong> a3, Vector256.Load(keys + Lanes), ref b0, out Vector256<ulong> b1, ref b2, out Vector256<ulong> b3);
        Vector256<double> a = Uniform(a0, a1), b = Uniform(b0, b1);
        Uniform(a2, a3).Store(picks);
        Uniform(b2, b3).Store(picks + Lanes);
        Threshold(a).Store(thresholds);
        Threshold(b).Store(thresholds + Lanes);
    }

    /// <summary>Draws one event for four runs that follow each other.</summary>
    /// <param name="draw">The event, and where its numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(SharedDraw* draw, long run)
    {
        Block(Vector256.Create(draw->Key), From(run), Vector256.Create((ulong)(uint)draw->Occurrence), out Vector256<double> first, out Vector256<double> second);
        second.Store(draw->Second);
        (draw->IsThreshold ? Threshold(first) : first).Store(draw->First);
    }

    /// <summary>Draws two events for four runs that follow each other.</summary>
    /// <param name="draws">The events, and where their numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(SharedDraw* draws, long run)
    {
        SharedDraw* other = draws + 1;
        Vector256<ulong> a0 = From(run), a2 = Vector256.Create((ulong)(uint)draws->Occurrence), b0 = a0, b2 = Vector256.Create((ulong)(uint)other->Occurrence);
        Blocks(Vector256.Create(draws->Key), ref a0, out Vector256<ulong> a1, ref a2, out Vector256<ulong> a3, Vector256.Create(other->Key), ref b0, out Vector256<ulong> b1, ref b2, out Vector256<ulong> b3);
        Vector256<double> a = Uniform(a0, a1), b = Uniform(b0, b1);
        Uniform(a2, a3).Store(draws->Second);
        Uniform(b2, b3).Store(other->Second);
        if (draws->IsThreshold) a = Threshold(a);
        if (other->IsThreshold) b = Threshold(b);
        a.Store(draws->First);
        b.Store(other->First);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> From(long run) => Vector256.Create((ulong)run) + Vector256.Create(0UL, 1, 2, 3);

    // Each lane holds its words in the low halves of 64 bits; what a product leaves in the high halves is not looked at.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(Vector256<ulong> key, Vector256<ulong> run, Vector256<ulong> occurrence, out Vector256<double> first, out Vector256<double> second)
    {
        Vector256<ulong> c0 = run, c1 = run >>> 32, c2 = occurrence, c3 = Vector256<ulong>.Zero;
        Vector256<ulong> k0 = key, k1 = key >>> 32;
        Vector256<uint> m0 = Vector256.Create((ulong)Philox.Multiplier0).AsUInt32(), m1 = Vector256.Create((ulong)Philox.Multiplier1).AsUInt32();
        Vector256<ulong> w0 = Vector256.Create((ulong)Philox.Weyl0), w1 = Vector256.Create((ulong)Philox.Weyl1);
        for (int round = 0; round < 10; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(m0, c0.AsUInt32());
            Vector256<ulong> product1 = Avx2.Multiply(m1, c2.AsUInt32());
            c0 = (product1 >>> 32) ^ c1 ^ k0;
            c1 = product1;
            c2 = (product0 >>> 32) ^ c3 ^ k1;
            c3 = product0;
            k0 += w0;
            k1 += w1;
        }
        first = Uniform(c0, c1);
        second = Uniform(c2, c3);
    }

    // Two of them: in come runs (0) and occurrences (2), out go all words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks(
        Vector256<ulong> k0, ref Vector256<ulong> a0, out Vector256<ulong> a1, ref Vector256<ulong> a2, out Vector256<ulong> a3,
        Vector256<ulong> l0, ref Vector256<ulong> b0, out Vector256<ulong> b1, ref Vector256<ulong> b2, out Vector256<ulong> b3)
    {
        (a1, b1, a3, b3) = (a0 >>> 32, b0 >>> 32, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        Vector256<ulong> k1 = k0 >>> 32, l1 = l0 >>> 32;
        Vector256<uint> m0 = Vector256.Create((ulong)Philox.Multiplier0).AsUInt32(), m1 = Vector256.Create((ulong)Philox.Multiplier1).AsUInt32();
        Vector256<ulong> w0 = Vector256.Create((ulong)Philox.Weyl0), w1 = Vector256.Create((ulong)Philox.Weyl1);
        for (int round = 0; round < 10; round++)
        {
            Vector256<ulong> p0 = Avx2.Multiply(m0, a0.AsUInt32()), q0 = Avx2.Multiply(m0, b0.AsUInt32());
            Vector256<ulong> p1 = Avx2.Multiply(m1, a2.AsUInt32()), q1 = Avx2.Multiply(m1, b2.AsUInt32());
            a0 = (p1 >>> 32) ^ a1 ^ k0;
            b0 = (q1 >>> 32) ^ b1 ^ l0;
            (a1, b1) = (p1, q1);
            a2 = (p0 >>> 32) ^ a3 ^ k1;
            b2 = (q0 >>> 32) ^ b3 ^ l1;
            (a3, b3) = (p0, q0);
            k0 += w0;
            l0 += w0;
            k1 += w1;
            l1 += w1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Uniform(Vector256<ulong> low, Vector256<ulong> high)
    {
        Vector256<ulong> bits = ((high << 32) | (low & Vector256.Create(0xFFFFFFFFUL))) >>> 12;
        Vector256<double> number = (bits | Vector256.Create(0x3FF0000000000000UL)).AsDouble() - Vector256<double>.One;
        return number + Vector256.Create(EventKey.Grain / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Threshold(Vector256<double> uniform) =>
        Vector256.MaxNative(Vector256.Ceiling(Log(uniform) * Vector256.Create(-Hazard.Units)), Vector256<double>.One);

    // Logarithm.Of.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<long> shifted = x.AsInt64() + Vector256.Create(Logarithm.One - Logarithm.RootOfHalf);
        Vector256<double> exponent = ((shifted >>> 52) | Vector256.Create(Logarithm.WholeBits)).AsDouble() - Vector256.Create(Logarithm.WholeBias);
        Vector256<double> f = ((shifted & Vector256.Create(Logarithm.MantissaBits)) + Vector256.Create(Logarithm.RootOfHalf)).AsDouble() - Vector256<double>.One;
        Vector256<double> z = f / (Vector256.Create(2.0) + f);
        Vector256<double> s = z * z;
        Vector256<double> q = s * s;
        Vector256<double> even = q * (Vector256.Create(Logarithm.C2) + (q * (Vector256.Create(Logarithm.C4) + (q * Vector256.Create(Logarithm.C6)))));
        Vector256<double> odd = s * (Vector256.Create(Logarithm.C1) + (q * (Vector256.Create(Logarithm.C3) + (q * (Vector256.Create(Logarithm.C5) + (q * Vector256.Create(Logarithm.C7)))))));
        Vector256<double> low = (z * (even + odd)) + (exponent * Vector256.Create(Logarithm.Ln2Low));
        return (exponent * Vector256.Create(Logarithm.Ln2High)) + ((z + z) + low);
    }
}
