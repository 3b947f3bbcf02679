using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Sixteen draws at once from words of 32 bits, for runs whose numbers have the high half in common: <see cref="EventKey.Draw"/> and <see cref="Hazard.Threshold(double)"/>, operation by operation.</summary>
/// <remarks>The words in even places go through the generator as they are, those in odd places moved down by half of 64 bits; what comes out is put in order again.</remarks>
internal static unsafe class PackedDraws
{
    /// <summary>How many.</summary>
    public const int Lanes = 16;

    /// <summary>Whether the machine can.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Draws for sixteen stays.</summary>
    /// <param name="runs">The low halves of the runs' numbers.</param>
    /// <param name="eventLow">The low halves of the events' ids.</param>
    /// <param name="eventHigh">Their high halves.</param>
    /// <param name="occurrences">The visits.</param>
    /// <param name="runHigh">The high half of every run's number.</param>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="thresholds">Receives the thresholds.</param>
    /// <param name="picks">Receives the second numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(uint* runs, uint* eventLow, uint* eventHigh, uint* occurrences, uint runHigh, RoundKeys* keys, double* thresholds, double* picks)
    {
        Blocks(
            Vector512.Load(runs), Vector512.Load(eventLow), Vector512.Load(occurrences), Vector512.Load(eventHigh) ^ Vector512.Create(runHigh), keys,
            out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond);
        StoreInOrder(evenSecond, oddSecond, picks);
        StoreThresholds(evenFirst, oddFirst, thresholds);
    }

    /// <summary>Draws for thirty-two stays: the chain of a draw's multiplications leaves room for others.</summary>
    /// <inheritdoc cref="Draw(uint*, uint*, uint*, uint*, uint, RoundKeys*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(uint* runs, uint* eventLow, uint* eventHigh, uint* occurrences, uint runHigh, RoundKeys* keys, double* thresholds, double* picks)
    {
        Vector512<uint> high = Vector512.Create(runHigh);
        TwoBlocks(
            Vector512.Load(runs), Vector512.Load(eventLow), Vector512.Load(occurrences), Vector512.Load(eventHigh) ^ high,
            Vector512.Load(runs + Lanes), Vector512.Load(eventLow + Lanes), Vector512.Load(occurrences + Lanes), Vector512.Load(eventHigh + Lanes) ^ high, keys,
            out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond,
            out Vector512<double> evenFirst2, out Vector512<double> evenSecond2, out Vector512<double> oddFirst2, out Vector512<double> oddSecond2);
        StoreInOrder(evenSecond, oddSecond, picks);
        StoreInOrder(evenSecond2, oddSecond2, picks + Lanes);
        StoreThresholds(evenFirst, oddFirst, thresholds);
        StoreThresholds(evenFirst2, oddFirst2, thresholds + Lanes);
    }

    /// <summary>Draws two uniform numbers for each of sixteen events.</summary>
    /// <param name="runs">The low halves of the runs' numbers.</param>
    /// <param name="eventLow">The low halves of the events' ids.</param>
    /// <param name="eventHigh">Their high halves.</param>
    /// <param name="occurrences">The occurrences.</param>
    /// <param name="runHigh">The high half of every run's number.</param>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="first">Receives the first numbers.</param>
    /// <param name="second">Receives the second ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawUniforms(uint* runs, uint* eventLow, uint* eventHigh, uint* occurrences, uint runHigh, RoundKeys* keys, double* first, double* second)
    {
        Blocks(
            Vector512.Load(runs), Vector512.Load(eventLow), Vector512.Load(occurrences), Vector512.Load(eventHigh) ^ Vector512.Create(runHigh), keys,
            out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond);
        StoreInOrder(evenFirst, oddFirst, first);
        StoreInOrder(evenSecond, oddSecond, second);
    }

    /// <summary>Draws one event for sixteen runs that follow each other.</summary>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="draw">The event, and where its numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(RoundKeys* keys, SharedDraw* draw, long run)
    {
        Vector512<uint> runs = Following(run, out Vector512<uint> high);
        Blocks(
            runs, Vector512.Create((uint)draw->Event), Vector512.Create((uint)draw->Occurrence), Vector512.Create((uint)(draw->Event >> 32)) ^ high, keys,
            out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond);
        StoreInOrder(evenSecond, oddSecond, draw->Second);
        StoreFirst(evenFirst, oddFirst, draw);
    }

    /// <summary>Draws two events for sixteen runs that follow each other.</summary>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="draws">The events, and where their numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawTwice(RoundKeys* keys, SharedDraw* draws, long run)
    {
        SharedDraw* other = draws + 1;
        Vector512<uint> runs = Following(run, out Vector512<uint> high);
        TwoBlocks(
            runs, Vector512.Create((uint)draws->Event), Vector512.Create((uint)draws->Occurrence), Vector512.Create((uint)(draws->Event >> 32)) ^ high,
            runs, Vector512.Create((uint)other->Event), Vector512.Create((uint)other->Occurrence), Vector512.Create((uint)(other->Event >> 32)) ^ high, keys,
            out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond,
            out Vector512<double> evenFirst2, out Vector512<double> evenSecond2, out Vector512<double> oddFirst2, out Vector512<double> oddSecond2);
        StoreInOrder(evenSecond, oddSecond, draws->Second);
        StoreInOrder(evenSecond2, oddSecond2, other->Second);
        StoreFirst(evenFirst, oddFirst, draws);
        StoreFirst(evenFirst2, oddFirst2, other);
    }

    // Sixteen runs' numbers, in halves: past a multiple of 2^32 the high one is one more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Following(long run, out Vector512<uint> high)
    {
        Vector512<uint> runs = Vector512.Create((uint)run) + Vector512<uint>.Indices;
        high = Vector512.Create((uint)((ulong)run >> 32)) - Vector512.LessThan(runs, Vector512.Create((uint)run));
        return runs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks(
        Vector512<uint> word0, Vector512<uint> word1, Vector512<uint> word2, Vector512<uint> word3, RoundKeys* keys,
        out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond)
    {
        VectorDraws.Block(keys, word0.AsUInt64(), word1.AsUInt64(), word2.AsUInt64(), word3.AsUInt64(), out evenFirst, out evenSecond);
        VectorDraws.Block(keys, word0.AsUInt64() >>> 32, word1.AsUInt64() >>> 32, word2.AsUInt64() >>> 32, word3.AsUInt64() >>> 32, out oddFirst, out oddSecond);
    }

    // Round by round beside each other: among operations that wait a processor looks some hundred ahead, and that is one draw.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoBlocks(
        Vector512<uint> word0, Vector512<uint> word1, Vector512<uint> word2, Vector512<uint> word3,
        Vector512<uint> other0, Vector512<uint> other1, Vector512<uint> other2, Vector512<uint> other3, RoundKeys* keys,
        out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond,
        out Vector512<double> evenFirst2, out Vector512<double> evenSecond2, out Vector512<double> oddFirst2, out Vector512<double> oddSecond2)
    {
        Vector512<ulong> a0 = word0.AsUInt64(), a1 = word1.AsUInt64(), a2 = word2.AsUInt64(), a3 = word3.AsUInt64();
        Vector512<ulong> b0 = a0 >>> 32, b1 = a1 >>> 32, b2 = a2 >>> 32, b3 = a3 >>> 32;
        Vector512<ulong> c0 = other0.AsUInt64(), c1 = other1.AsUInt64(), c2 = other2.AsUInt64(), c3 = other3.AsUInt64();
        Vector512<ulong> d0 = c0 >>> 32, d1 = c1 >>> 32, d2 = c2 >>> 32, d3 = c3 >>> 32;
        for (int round = 0; round < Philox.Rounds - 1; round++)
        {
            VectorDraws.Round(keys, round, ref a0, ref a1, ref a2, ref a3);
            VectorDraws.Round(keys, round, ref b0, ref b1, ref b2, ref b3);
            VectorDraws.Round(keys, round, ref c0, ref c1, ref c2, ref c3);
            VectorDraws.Round(keys, round, ref d0, ref d1, ref d2, ref d3);
        }
        VectorDraws.LastRound(keys, a0, a1, a2, a3, out evenFirst, out evenSecond);
        VectorDraws.LastRound(keys, b0, b1, b2, b3, out oddFirst, out oddSecond);
        VectorDraws.LastRound(keys, c0, c1, c2, c3, out evenFirst2, out evenSecond2);
        VectorDraws.LastRound(keys, d0, d1, d2, d3, out oddFirst2, out oddSecond2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFirst(Vector512<double> even, Vector512<double> odd, SharedDraw* draw)
    {
        if (draw->IsThreshold) StoreThresholds(even, odd, draw->First);
        else StoreInOrder(even, odd, draw->First);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreThresholds(Vector512<double> even, Vector512<double> odd, double* to)
    {
        Vector512<ulong> one = VectorDraws.Shifted(even), other = VectorDraws.Shifted(odd);
        Vector512<int> exponents = Avx512F.PermuteVar16x32x2(one.AsInt32(), Vector512.Create(1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31), other.AsInt32());
        Vector512<float> f = Avx512F.PermuteVar16x32x2(
            VectorDraws.BeyondOne(one).ToVector512Unsafe(), Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), VectorDraws.BeyondOne(other).ToVector512Unsafe());
        Vector512<float> thresholds = VectorDraws.Threshold(exponents, f);
        Avx512F.ConvertToVector512Double(thresholds.GetLower()).Store(to);
        Avx512F.ConvertToVector512Double(thresholds.GetUpper()).Store(to + (Lanes / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreInOrder(Vector512<double> even, Vector512<double> odd, double* to)
    {
        Avx512F.PermuteVar8x64x2(even, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), odd).Store(to);
        Avx512F.PermuteVar8x64x2(even, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), odd).Store(to + (Lanes / 2));
    }
}
