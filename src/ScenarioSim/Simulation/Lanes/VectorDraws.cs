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
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="events">The events' ids.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="occurrences">The visits, in the low halves.</param>
    /// <param name="thresholds">Receives the thresholds.</param>
    /// <param name="picks">Receives the second numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(RoundKeys* keys, ulong* events, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Draw(keys, Vector512.Load(events), Vector512.Load(runs), Vector512.Load(occurrences), out Vector512<double> first, out Vector512<double> second);
        second.Store(picks);
        Threshold(first).Store(thresholds);
    }

    /// <summary>Draws for twice as many, beside each other: the chain of a draw's multiplications leaves room for another's.</summary>
    /// <inheritdoc cref="Draw(RoundKeys*, ulong*, ulong*, ulong*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(RoundKeys* keys, ulong* events, ulong* runs, ulong* occurrences, double* thresholds, double* picks)
    {
        Draw(keys, Vector512.Load(events), Vector512.Load(runs), Vector512.Load(occurrences), out Vector512<double> a, out Vector512<double> second);
        second.Store(picks);
        Draw(keys, Vector512.Load(events + Lanes), Vector512.Load(runs + Lanes), Vector512.Load(occurrences + Lanes), out Vector512<double> b, out second);
        second.Store(picks + Lanes);
        Thresholds(a, b, out a, out b);
        a.Store(thresholds);
        b.Store(thresholds + Lanes);
    }

    /// <summary>Draws one event for eight runs that follow each other.</summary>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="draw">The event, and where its numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(RoundKeys* keys, SharedDraw* draw, long run)
    {
        Draw(keys, draw, run, out Vector512<double> first);
        (draw->IsThreshold ? Threshold(first) : first).Store(draw->First);
    }

    /// <summary>Draws two events for eight runs that follow each other.</summary>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="draws">The events, and where their numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(RoundKeys* keys, SharedDraw* draws, long run)
    {
        SharedDraw* other = draws + 1;
        Draw(keys, draws, run, out Vector512<double> a);
        Draw(keys, other, run, out Vector512<double> b);
        if (draws->IsThreshold && other->IsThreshold) Thresholds(a, b, out a, out b);
        else if (draws->IsThreshold) a = Threshold(a);
        else if (other->IsThreshold) b = Threshold(b);
        a.Store(draws->First);
        b.Store(other->First);
    }

    /// <summary>Two uniform numbers for each of eight counters: <see cref="Philox.Block"/> and <see cref="EventKey.Uniform"/>.</summary>
    /// <remarks>Each lane holds its words in the low halves of 64 bits; what is in the high halves is not looked at.</remarks>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="c0">The counters' first words.</param>
    /// <param name="c1">Their second ones.</param>
    /// <param name="c2">Their third ones.</param>
    /// <param name="c3">Their fourth ones.</param>
    /// <param name="first">The first numbers.</param>
    /// <param name="second">The second ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Block(RoundKeys* keys, Vector512<ulong> c0, Vector512<ulong> c1, Vector512<ulong> c2, Vector512<ulong> c3, out Vector512<double> first, out Vector512<double> second)
    {
        Round(keys, 0, ref c0, ref c1, ref c2, ref c3);
        Round(keys, 1, ref c0, ref c1, ref c2, ref c3);
        Round(keys, 2, ref c0, ref c1, ref c2, ref c3);
        Round(keys, 3, ref c0, ref c1, ref c2, ref c3);
        Round(keys, 4, ref c0, ref c1, ref c2, ref c3);
        Round(keys, 5, ref c0, ref c1, ref c2, ref c3);
        LastRound(keys, c0, c1, c2, c3, out first, out second);
    }

    /// <summary>A round of the generator.</summary>
    /// <inheritdoc cref="Block"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Round(RoundKeys* keys, int round, ref Vector512<ulong> c0, ref Vector512<ulong> c1, ref Vector512<ulong> c2, ref Vector512<ulong> c3)
    {
        Vector512<ulong> product0 = Avx512F.Multiply(Vector512.Create(Philox.Multiplier0), c0.AsUInt32());
        Vector512<ulong> product1 = Avx512F.Multiply(Vector512.Create(Philox.Multiplier1), c2.AsUInt32());
        c0 = Xor(product1 >>> 32, c1, Vector512.Create(keys->First[round]).AsUInt64());
        c1 = product1;
        c2 = Xor(product0 >>> 32, c3, Vector512.Create(keys->Second[round]).AsUInt64());
        c3 = product0;
    }

    /// <summary>The last round, and the numbers that come of it.</summary>
    /// <inheritdoc cref="Block"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LastRound(RoundKeys* keys, Vector512<ulong> c0, Vector512<ulong> c1, Vector512<ulong> c2, Vector512<ulong> c3, out Vector512<double> first, out Vector512<double> second)
    {
        // Its products hold half of the bits where the numbers want them once their halves are swapped.
        Vector512<ulong> product0 = Avx512F.Multiply(Vector512.Create(Philox.Multiplier0), c0.AsUInt32());
        Vector512<ulong> product1 = Avx512F.Multiply(Vector512.Create(Philox.Multiplier1), c2.AsUInt32());
        first = Uniform(product1, c1, Vector512.Create(keys->First[6]).AsUInt64());
        second = Uniform(product0, c3, Vector512.Create(keys->Second[6]).AsUInt64());
    }

    /// <summary><see cref="Hazard.Threshold(double)"/> of eight uniform numbers, and of as many more.</summary>
    /// <param name="a">Uniform numbers.</param>
    /// <param name="b">As many more.</param>
    /// <param name="x">The thresholds of the first.</param>
    /// <param name="y">Those of the others.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Thresholds(Vector512<double> a, Vector512<double> b, out Vector512<double> x, out Vector512<double> y)
    {
        Vector512<ulong> one = Shifted(a), other = Shifted(b);
        Vector512<int> exponents = Avx512F.PermuteVar16x32x2(one.AsInt32(), Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), other.AsInt32());
        Vector512<float> threshold = Threshold(exponents, Vector512.Create(BeyondOne(one), BeyondOne(other)));
        (x, y) = (Avx512F.ConvertToVector512Double(threshold.GetLower()), Avx512F.ConvertToVector512Double(threshold.GetUpper()));
    }

    /// <summary>A number's bits, put so that its power of 2 can be read from the exponent, not biased, and its mantissa goes from sqrt(1/2) to sqrt(2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<ulong> Shifted(Vector512<double> uniform) => uniform.AsUInt64() + Vector512.Create(unchecked((ulong)-Logarithm.RootOfHalf));

    /// <summary>The mantissas less 1, as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> BeyondOne(Vector512<ulong> shifted) =>
        Avx512F.ConvertToVector256Single(((shifted & Vector512.Create((ulong)Logarithm.MantissaBits)) + Vector512.Create((ulong)Logarithm.RootOfHalf)).AsDouble() - Vector512<double>.One);

    /// <summary>Thresholds, in units, from the high halves of <see cref="Shifted"/> and from <see cref="BeyondOne"/>: <see cref="SingleLogarithm.Of"/>, times -<see cref="Hazard.Units"/> as if that were multiplied in after, for it is a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Threshold(Vector512<int> exponents, Vector512<float> f)
    {
        const float Units = -(float)Hazard.Units;
        Vector512<float> z = f / (Vector512.Create(2f) + f);
        Vector512<float> powers = Vector512.ConvertToSingle(exponents >> 20) * Vector512.Create(SingleLogarithm.Ln2 * Units);
        Vector512<float> s = z * z;
        Vector512<float> p = Vector512.Create(SingleLogarithm.C2 * Units) + (s * Vector512.Create(SingleLogarithm.C3 * Units));
        p = Vector512.Create(SingleLogarithm.C1 * Units) + (s * p);
        p = Vector512.Create(2 * Units) + (s * p);
        return Vector512.Ceiling(powers + (z * p));
    }

    /// <summary><see cref="Hazard.Threshold(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Threshold(Vector512<double> uniform)
    {
        Thresholds(uniform, uniform, out Vector512<double> threshold, out _);
        return threshold;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Draw(RoundKeys* keys, Vector512<ulong> events, Vector512<ulong> runs, Vector512<ulong> occurrences, out Vector512<double> first, out Vector512<double> second) =>
        Block(keys, runs, events, occurrences, (runs ^ events) >>> 32, out first, out second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Draw(RoundKeys* keys, SharedDraw* draw, long run, out Vector512<double> first)
    {
        Vector512<ulong> runs = Vector512.Create((ulong)run) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        Draw(keys, Vector512.Create(draw->Event), runs, Vector512.Create((ulong)(uint)draw->Occurrence), out first, out Vector512<double> second);
        second.Store(draw->Second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) => Avx512F.TernaryLogic(a, b, c, 0x96);

    // The last round's xor, in the low half, and the number that both halves make: n 2^-52 + 2^-53 from 1 + n 2^-52, for that is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Uniform(Vector512<ulong> product, Vector512<ulong> c, Vector512<ulong> key)
    {
        // (c ^ key) & low half
        Vector512<ulong> low = Avx512F.TernaryLogic(c, key, Vector512.Create(0xFFFFFFFFUL), 0x28);
        Vector512<ulong> bits = Avx512F.Shuffle(product.AsUInt32(), 0b10_11_00_01).AsUInt64() ^ low;
        return ((bits >>> 12) | Vector512.Create((ulong)Logarithm.One)).AsDouble() - Vector512.Create(1 - (EventKey.Grain / 2));
    }
}
