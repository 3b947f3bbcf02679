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
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="events">The events' ids.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="occurrences">The visits, in the low halves.</param>
    /// <param name="thresholds">Receives the thresholds.</param>
    /// <param name="picks">Receives the second numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(RoundKeys* keys, ulong* events, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Vector256<ulong> c0 = Vector256.Load(runs), c1 = Vector256.Load(events), c2 = Vector256.Load(occurrences);
        Block(keys, c0, c1, c2, (c0 ^ c1) >>> 32, out Vector256<double> first, out Vector256<double> second);
        second.Store(picks);
        Threshold(first).Store(thresholds);
    }

    /// <summary>Draws for twice as many, beside each other: the chain of a draw's multiplications leaves room for another's.</summary>
    /// <inheritdoc cref="Draw(RoundKeys*, ulong*, ulong*, ulong*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(RoundKeys* keys, ulong* events, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Vector256<ulong> a0 = Vector256.Load(runs), a1 = Vector256.Load(events), a2 = Vector256.Load(occurrences);
        Vector256<ulong> b0 = Vector256.Load(runs + Lanes), b1 = Vector256.Load(events + Lanes), b2 = Vector256.Load(occurrences + Lanes);
        TwoBlocks(
            keys, 0, a0, a1, a2, (a0 ^ a1) >>> 32, b0, b1, b2, (b0 ^ b1) >>> 32,
            out Vector256<double> a, out Vector256<double> second, out Vector256<double> b, out Vector256<double> second2);
        second.Store(picks);
        second2.Store(picks + Lanes);
        Thresholds(a, b, out a, out b);
        a.Store(thresholds);
        b.Store(thresholds + Lanes);
    }

    /// <summary>Draws one event for four runs that follow each other.</summary>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="draw">The event, and where its numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(RoundKeys* keys, SharedDraw* draw, long run)
    {
        Vector256<ulong> runs = Following(run);
        Block(keys, runs, Vector256.Create(draw->Event), Vector256.Create((ulong)(uint)draw->Occurrence), (runs ^ Vector256.Create(draw->Event)) >>> 32, out Vector256<double> first, out Vector256<double> second);
        second.Store(draw->Second);
        (draw->IsThreshold ? Threshold(first) : first).Store(draw->First);
    }

    /// <summary>Draws two events for four runs that follow each other.</summary>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="draws">The events, and where their numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(RoundKeys* keys, SharedDraw* draws, long run)
    {
        SharedDraw* other = draws + 1;
        Vector256<ulong> runs = Following(run);
        TwoBlocks(
            keys, 0, runs, Vector256.Create(draws->Event), Vector256.Create((ulong)(uint)draws->Occurrence), (runs ^ Vector256.Create(draws->Event)) >>> 32,
            runs, Vector256.Create(other->Event), Vector256.Create((ulong)(uint)other->Occurrence), (runs ^ Vector256.Create(other->Event)) >>> 32,
            out Vector256<double> a, out Vector256<double> second, out Vector256<double> b, out Vector256<double> second2);
        second.Store(draws->Second);
        second2.Store(other->Second);
        if (draws->IsThreshold && other->IsThreshold) Thresholds(a, b, out a, out b);
        else if (draws->IsThreshold) a = Threshold(a);
        else if (other->IsThreshold) b = Threshold(b);
        a.Store(draws->First);
        b.Store(other->First);
    }

    /// <summary>Two uniform numbers for each of four counters, and of as many more beside them: <see cref="Philox.Block"/> and <see cref="EventKey.Uniform"/>.</summary>
    /// <remarks>Each lane holds its words in the low halves of 64 bits; what is in the high halves is not looked at.</remarks>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="done">How many rounds have been made already.</param>
    /// <param name="a0">The counters' first words, as they are after those.</param>
    /// <param name="a1">Their second ones.</param>
    /// <param name="a2">Their third ones.</param>
    /// <param name="a3">Their fourth ones.</param>
    /// <param name="b0">The first words of the others.</param>
    /// <param name="b1">Their second ones.</param>
    /// <param name="b2">Their third ones.</param>
    /// <param name="b3">Their fourth ones.</param>
    /// <param name="first">The first numbers.</param>
    /// <param name="second">The second ones.</param>
    /// <param name="first2">The first numbers of the others.</param>
    /// <param name="second2">Their second ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void TwoBlocks(
        RoundKeys* keys, int done, Vector256<ulong> a0, Vector256<ulong> a1, Vector256<ulong> a2, Vector256<ulong> a3, Vector256<ulong> b0, Vector256<ulong> b1, Vector256<ulong> b2, Vector256<ulong> b3,
        out Vector256<double> first, out Vector256<double> second, out Vector256<double> first2, out Vector256<double> second2)
    {
        for (int round = done; round < Philox.Rounds - 1; round++)
        {
            Round(keys, round, ref a0, ref a1, ref a2, ref a3);
            Round(keys, round, ref b0, ref b1, ref b2, ref b3);
        }
        LastRound(keys, a0, a1, a2, a3, out first, out second);
        LastRound(keys, b0, b1, b2, b3, out first2, out second2);
    }

    /// <summary><see cref="Hazard.Threshold(double)"/> of four uniform numbers, and of as many more. See <see cref="VectorDraws"/>.</summary>
    /// <param name="a">Uniform numbers.</param>
    /// <param name="b">As many more.</param>
    /// <param name="x">The thresholds of the first.</param>
    /// <param name="y">Those of the others.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Thresholds(Vector256<double> a, Vector256<double> b, out Vector256<double> x, out Vector256<double> y)
    {
        Vector256<ulong> one = Shifted(a), other = Shifted(b);
        // The high halves, of both by turns; then one's and the other's.
        Vector256<double> pairs = Avx.Shuffle(one.AsSingle(), other.AsSingle(), 0b11_01_11_01).AsDouble();
        Vector256<int> exponents = Avx2.Permute4x64(pairs, 0b11_01_10_00).AsInt32();
        Vector256<float> f = Vector256.Create(BeyondOne(one), BeyondOne(other));
        const float Units = -(float)Hazard.Units;
        Vector256<float> z = f / (Vector256.Create(2f) + f);
        Vector256<float> powers = Vector256.ConvertToSingle(exponents >> 20) * Vector256.Create(SingleLogarithm.Ln2 * Units);
        Vector256<float> s = z * z;
        Vector256<float> p = Vector256.Create(SingleLogarithm.C2 * Units) + (s * Vector256.Create(SingleLogarithm.C3 * Units));
        p = Vector256.Create(SingleLogarithm.C1 * Units) + (s * p);
        p = Vector256.Create(2 * Units) + (s * p);
        Vector256<float> threshold = Vector256.Ceiling(powers + (z * p));
        (x, y) = (Avx.ConvertToVector256Double(threshold.GetLower()), Avx.ConvertToVector256Double(threshold.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(RoundKeys* keys, Vector256<ulong> c0, Vector256<ulong> c1, Vector256<ulong> c2, Vector256<ulong> c3, out Vector256<double> first, out Vector256<double> second)
    {
        for (int round = 0; round < Philox.Rounds - 1; round++) Round(keys, round, ref c0, ref c1, ref c2, ref c3);
        LastRound(keys, c0, c1, c2, c3, out first, out second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(RoundKeys* keys, int round, ref Vector256<ulong> c0, ref Vector256<ulong> c1, ref Vector256<ulong> c2, ref Vector256<ulong> c3)
    {
        Vector256<ulong> product0 = Avx2.Multiply(Vector256.Create(Philox.Multiplier0), c0.AsUInt32());
        Vector256<ulong> product1 = Avx2.Multiply(Vector256.Create(Philox.Multiplier1), c2.AsUInt32());
        // A key goes first to what does not wait for a product.
        c0 = (product1 >>> 32) ^ (c1 ^ Vector256.Create(keys->First[round]).AsUInt64());
        c1 = product1;
        c2 = (product0 >>> 32) ^ (c3 ^ Vector256.Create(keys->Second[round]).AsUInt64());
        c3 = product0;
    }

    // See VectorDraws.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LastRound(RoundKeys* keys, Vector256<ulong> c0, Vector256<ulong> c1, Vector256<ulong> c2, Vector256<ulong> c3, out Vector256<double> first, out Vector256<double> second)
    {
        Vector256<ulong> product0 = Avx2.Multiply(Vector256.Create(Philox.Multiplier0), c0.AsUInt32());
        Vector256<ulong> product1 = Avx2.Multiply(Vector256.Create(Philox.Multiplier1), c2.AsUInt32());
        first = Uniform(product1, c1 ^ Vector256.Create(keys->First[Philox.Rounds - 1]).AsUInt64());
        second = Uniform(product0, c3 ^ Vector256.Create(keys->Second[Philox.Rounds - 1]).AsUInt64());
    }

    // The last round's xor, in the low half, and the number that both halves make: n 2^-52 + 2^-53 from 1 + n 2^-52, for that is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Uniform(Vector256<ulong> product, Vector256<ulong> low)
    {
        Vector256<ulong> bits = Avx2.Shuffle(product.AsUInt32(), 0b10_11_00_01).AsUInt64() ^ (low & Vector256.Create(0xFFFFFFFFUL));
        return ((bits >>> 12) | Vector256.Create((ulong)Logarithm.One)).AsDouble() - Vector256.Create(1 - (EventKey.Grain / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Following(long run) => Vector256.Create((ulong)run) + Vector256.Create(0UL, 1, 2, 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Threshold(Vector256<double> uniform)
    {
        Thresholds(uniform, uniform, out Vector256<double> threshold, out _);
        return threshold;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Shifted(Vector256<double> uniform) => uniform.AsUInt64() + Vector256.Create(unchecked((ulong)-Logarithm.RootOfHalf));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> BeyondOne(Vector256<ulong> shifted) =>
        Avx.ConvertToVector128Single(((shifted & Vector256.Create((ulong)Logarithm.MantissaBits)) + Vector256.Create((ulong)Logarithm.RootOfHalf)).AsDouble() - Vector256<double>.One);
}
