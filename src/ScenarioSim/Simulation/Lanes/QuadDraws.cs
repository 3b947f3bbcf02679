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
        Block(keys, Vector256.Load(events), Vector256.Load(runs), Vector256.Load(occurrences), out Vector256<double> first, out Vector256<double> second);
        second.Store(picks);
        Threshold(first).Store(thresholds);
    }

    /// <summary>Draws for twice as many, beside each other: the chain of a draw's multiplications leaves room for another's.</summary>
    /// <inheritdoc cref="Draw(RoundKeys*, ulong*, ulong*, ulong*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(RoundKeys* keys, ulong* events, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Block(keys, Vector256.Load(events), Vector256.Load(runs), Vector256.Load(occurrences), out Vector256<double> a, out Vector256<double> second);
        second.Store(picks);
        Block(keys, Vector256.Load(events + Lanes), Vector256.Load(runs + Lanes), Vector256.Load(occurrences + Lanes), out Vector256<double> b, out second);
        second.Store(picks + Lanes);
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
        Draw(keys, draw, run, out Vector256<double> first);
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
        Draw(keys, draws, run, out Vector256<double> a);
        Draw(keys, other, run, out Vector256<double> b);
        if (draws->IsThreshold && other->IsThreshold) Thresholds(a, b, out a, out b);
        else if (draws->IsThreshold) a = Threshold(a);
        else if (other->IsThreshold) b = Threshold(b);
        a.Store(draws->First);
        b.Store(other->First);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Draw(RoundKeys* keys, SharedDraw* draw, long run, out Vector256<double> first)
    {
        Vector256<ulong> runs = Vector256.Create((ulong)run) + Vector256.Create(0UL, 1, 2, 3);
        Block(keys, Vector256.Create(draw->Event), runs, Vector256.Create((ulong)(uint)draw->Occurrence), out first, out Vector256<double> second);
        second.Store(draw->Second);
    }

    // Each lane holds its words in the low halves of 64 bits; what is in the high halves is not looked at.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(RoundKeys* keys, Vector256<ulong> events, Vector256<ulong> runs, Vector256<ulong> occurrences, out Vector256<double> first, out Vector256<double> second)
    {
        Vector256<ulong> c0 = runs, c1 = events, c2 = occurrences, c3 = (runs ^ events) >>> 32;
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(Vector256.Create(Philox.Multiplier0), c0.AsUInt32());
            Vector256<ulong> product1 = Avx2.Multiply(Vector256.Create(Philox.Multiplier1), c2.AsUInt32());
            c0 = (product1 >>> 32) ^ c1 ^ Vector256.Create(keys->First[round]).AsUInt64();
            c1 = product1;
            c2 = (product0 >>> 32) ^ c3 ^ Vector256.Create(keys->Second[round]).AsUInt64();
            c3 = product0;
        }
        first = Uniform(c0, c1);
        second = Uniform(c2, c3);
    }

    // n 2^-52 + 2^-53 from 1 + n 2^-52: that is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Uniform(Vector256<ulong> low, Vector256<ulong> high)
    {
        Vector256<uint> bits = Avx2.Blend(low.AsUInt32(), (high << 32).AsUInt32(), 0b10101010);
        return ((bits.AsUInt64() >>> 12) | Vector256.Create((ulong)Logarithm.One)).AsDouble() - Vector256.Create(1 - (EventKey.Grain / 2));
    }

    // See VectorDraws.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Thresholds(Vector256<double> a, Vector256<double> b, out Vector256<double> x, out Vector256<double> y)
    {
        Vector256<ulong> one = Shifted(a), other = Shifted(b);
        Vector256<int> exponents = Vector256.Create(High(one), High(other));
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
    private static Vector256<double> Threshold(Vector256<double> uniform)
    {
        Thresholds(uniform, uniform, out Vector256<double> threshold, out _);
        return threshold;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Shifted(Vector256<double> uniform) => uniform.AsUInt64() + Vector256.Create(unchecked((ulong)-Logarithm.RootOfHalf));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> High(Vector256<ulong> shifted) => Avx2.PermuteVar8x32(shifted.AsInt32(), Vector256.Create(1, 3, 5, 7, 1, 3, 5, 7)).GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> BeyondOne(Vector256<ulong> shifted) =>
        Avx.ConvertToVector128Single(((shifted & Vector256.Create((ulong)Logarithm.MantissaBits)) + Vector256.Create((ulong)Logarithm.RootOfHalf)).AsDouble() - Vector256<double>.One);
}
