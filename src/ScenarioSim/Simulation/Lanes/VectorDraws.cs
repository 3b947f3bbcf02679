using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Eight draws at once in vectors of 512 bits: <see cref="EventKey.Draw"/> and <see cref="Hazard.Threshold(double)"/>, operation by operation.</summary>
internal static unsafe class VectorDraws
{
    /// <summary>How many.</summary>
    public const int Lanes = 8;

    /// <summary>Whether the machine can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Draws for as many stays.</summary>
    /// <param name="keys">The events' keys.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="occurrences">The visits.</param>
    /// <param name="thresholds">Receives the thresholds.</param>
    /// <param name="picks">Receives the second numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(ulong* keys, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Block(Vector512.Load(keys), Vector512.Load(runs), Vector512.Load(occurrences), out Vector512<double> first, out Vector512<double> second);
        Threshold(first).Store(thresholds);
        second.Store(picks);
    }

    /// <summary>Draws for twice as many, beside each other: the chain of a draw's multiplications leaves room for another's.</summary>
    /// <inheritdoc cref="Draw(ulong*, ulong*, ulong*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(ulong* keys, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Vector512<ulong> a0 = Vector512.Load(runs), a2 = Vector512.Load(occurrences), b0 = Vector512.Load(runs + Lanes), b2 = Vector512.Load(occurrences + Lanes);
        Blocks(Vector512.Load(keys), ref a0, out Vector512<ulong> a1, ref a2, out Vector512<ulong> a3, Vector512.Load(keys + Lanes), ref b0, out Vector512<ulong> b1, ref b2, out Vector512<ulong> b3);
        Vector512<double> a = Uniform(a0, a1), b = Uniform(b0, b1);
        Uniform(a2, a3).Store(picks);
        Uniform(b2, b3).Store(picks + Lanes);
        Threshold(a).Store(thresholds);
        Threshold(b).Store(thresholds + Lanes);
    }

    /// <summary>Draws one event for eight runs that follow each other.</summary>
    /// <param name="draw">The event, and where its numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(SharedDraw* draw, long run)
    {
        Block(Vector512.Create(draw->Key), From(run), Vector512.Create((ulong)(uint)draw->Occurrence), out Vector512<double> first, out Vector512<double> second);
        second.Store(draw->Second);
        (draw->IsThreshold ? Threshold(first) : first).Store(draw->First);
    }

    /// <summary>Draws two events for eight runs that follow each other.</summary>
    /// <param name="draws">The events, and where their numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(SharedDraw* draws, long run)
    {
        SharedDraw* other = draws + 1;
        Vector512<ulong> a0 = From(run), a2 = Vector512.Create((ulong)(uint)draws->Occurrence), b0 = a0, b2 = Vector512.Create((ulong)(uint)other->Occurrence);
        Blocks(Vector512.Create(draws->Key), ref a0, out Vector512<ulong> a1, ref a2, out Vector512<ulong> a3, Vector512.Create(other->Key), ref b0, out Vector512<ulong> b1, ref b2, out Vector512<ulong> b3);
        Vector512<double> a = Uniform(a0, a1), b = Uniform(b0, b1);
        Uniform(a2, a3).Store(draws->Second);
        Uniform(b2, b3).Store(other->Second);
        if (draws->IsThreshold) a = Threshold(a);
        if (other->IsThreshold) b = Threshold(b);
        a.Store(draws->First);
        b.Store(other->First);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> From(long run) => Vector512.Create((ulong)run) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);

    // Each lane holds its words in the low halves of 64 bits; what a product leaves in the high halves is not looked at.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(Vector512<ulong> key, Vector512<ulong> run, Vector512<ulong> occurrence, out Vector512<double> first, out Vector512<double> second)
    {
        Vector512<ulong> c0 = run, c1 = run >>> 32, c2 = occurrence, c3 = Vector512<ulong>.Zero;
        Vector512<ulong> k0 = key, k1 = key >>> 32;
        Vector512<uint> m0 = Vector512.Create((ulong)Philox.Multiplier0).AsUInt32(), m1 = Vector512.Create((ulong)Philox.Multiplier1).AsUInt32();
        Vector512<ulong> w0 = Vector512.Create((ulong)Philox.Weyl0), w1 = Vector512.Create((ulong)Philox.Weyl1);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> product0 = Avx512F.Multiply(m0, c0.AsUInt32());
            Vector512<ulong> product1 = Avx512F.Multiply(m1, c2.AsUInt32());
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
        Vector512<ulong> k0, ref Vector512<ulong> a0, out Vector512<ulong> a1, ref Vector512<ulong> a2, out Vector512<ulong> a3,
        Vector512<ulong> l0, ref Vector512<ulong> b0, out Vector512<ulong> b1, ref Vector512<ulong> b2, out Vector512<ulong> b3)
    {
        (a1, b1, a3, b3) = (a0 >>> 32, b0 >>> 32, Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        Vector512<ulong> k1 = k0 >>> 32, l1 = l0 >>> 32;
        Vector512<uint> m0 = Vector512.Create((ulong)Philox.Multiplier0).AsUInt32(), m1 = Vector512.Create((ulong)Philox.Multiplier1).AsUInt32();
        Vector512<ulong> w0 = Vector512.Create((ulong)Philox.Weyl0), w1 = Vector512.Create((ulong)Philox.Weyl1);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> p0 = Avx512F.Multiply(m0, a0.AsUInt32()), q0 = Avx512F.Multiply(m0, b0.AsUInt32());
            Vector512<ulong> p1 = Avx512F.Multiply(m1, a2.AsUInt32()), q1 = Avx512F.Multiply(m1, b2.AsUInt32());
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
    private static Vector512<double> Uniform(Vector512<ulong> low, Vector512<ulong> high)
    {
        Vector512<ulong> bits = ((high << 32) | (low & Vector512.Create(0xFFFFFFFFUL))) >>> 12;
        Vector512<double> number = (bits | Vector512.Create(0x3FF0000000000000UL)).AsDouble() - Vector512<double>.One;
        return number + Vector512.Create(EventKey.Grain / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Threshold(Vector512<double> uniform) =>
        Vector512.MaxNative(Vector512.Ceiling(Log(uniform) * Vector512.Create(-Hazard.Units)), Vector512<double>.One);

    // Logarithm.Of.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<long> shifted = x.AsInt64() + Vector512.Create(Logarithm.One - Logarithm.RootOfHalf);
        Vector512<double> exponent = ((shifted >>> 52) | Vector512.Create(Logarithm.WholeBits)).AsDouble() - Vector512.Create(Logarithm.WholeBias);
        Vector512<double> f = ((shifted & Vector512.Create(Logarithm.MantissaBits)) + Vector512.Create(Logarithm.RootOfHalf)).AsDouble() - Vector512<double>.One;
        Vector512<double> z = f / (Vector512.Create(2.0) + f);
        Vector512<double> s = z * z;
        Vector512<double> q = s * s;
        Vector512<double> even = q * (Vector512.Create(Logarithm.C2) + (q * (Vector512.Create(Logarithm.C4) + (q * Vector512.Create(Logarithm.C6)))));
        Vector512<double> odd = s * (Vector512.Create(Logarithm.C1) + (q * (Vector512.Create(Logarithm.C3) + (q * (Vector512.Create(Logarithm.C5) + (q * Vector512.Create(Logarithm.C7)))))));
        Vector512<double> low = (z * (even + odd)) + (exponent * Vector512.Create(Logarithm.Ln2Low));
        return (exponent * Vector512.Create(Logarithm.Ln2High)) + ((z + z) + low);
    }
}
