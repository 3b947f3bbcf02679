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
        Draw(
            Vector512.Load(runs), Vector512.Load(eventLow), Vector512.Load(eventHigh), Vector512.Load(occurrences), Vector512.Create(runHigh), keys,
            out Vector512<double> threshold0, out Vector512<double> threshold8, out Vector512<double> pick0, out Vector512<double> pick8);
        threshold0.Store(thresholds);
        threshold8.Store(thresholds + (Lanes / 2));
        pick0.Store(picks);
        pick8.Store(picks + (Lanes / 2));
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
        DrawUniforms(
            Vector512.Load(runs), Vector512.Load(eventLow), Vector512.Load(eventHigh), Vector512.Load(occurrences), Vector512.Create(runHigh), keys,
            out Vector512<double> first0, out Vector512<double> first8, out Vector512<double> second0, out Vector512<double> second8);
        first0.Store(first);
        first8.Store(first + (Lanes / 2));
        second0.Store(second);
        second8.Store(second + (Lanes / 2));
    }

    /// <summary>Draws for sixteen stays.</summary>
    /// <param name="runs">The low halves of the runs' numbers.</param>
    /// <param name="eventLow">The low halves of the events' ids.</param>
    /// <param name="eventHigh">Their high halves.</param>
    /// <param name="occurrences">The visits.</param>
    /// <param name="runHigh">The high half of every run's number, in every place.</param>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="threshold0">The thresholds of lanes 0 to 7.</param>
    /// <param name="threshold8">Those of lanes 8 to 15.</param>
    /// <param name="pick0">The second numbers of lanes 0 to 7.</param>
    /// <param name="pick8">Those of lanes 8 to 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(
        Vector512<uint> runs, Vector512<uint> eventLow, Vector512<uint> eventHigh, Vector512<uint> occurrences, Vector512<uint> runHigh, RoundKeys* keys,
        out Vector512<double> threshold0, out Vector512<double> threshold8, out Vector512<double> pick0, out Vector512<double> pick8)
    {
        Blocks(runs, eventLow, eventHigh, occurrences, runHigh, keys, out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond);
        Vector512<ulong> even = VectorDraws.Shifted(evenFirst), odd = VectorDraws.Shifted(oddFirst);
        Vector512<int> exponents = Avx512F.PermuteVar16x32x2(even.AsInt32(), Vector512.Create(1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31), odd.AsInt32());
        Vector512<float> f = Avx512F.PermuteVar16x32x2(
            VectorDraws.BeyondOne(even).ToVector512Unsafe(), Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), VectorDraws.BeyondOne(odd).ToVector512Unsafe());
        Vector512<float> threshold = VectorDraws.Threshold(exponents, f);
        threshold0 = Avx512F.ConvertToVector512Double(threshold.GetLower());
        threshold8 = Avx512F.ConvertToVector512Double(threshold.GetUpper());
        InOrder(evenSecond, oddSecond, out pick0, out pick8);
    }

    /// <summary>Draws two uniform numbers for each of sixteen events.</summary>
    /// <param name="runs">The low halves of the runs' numbers.</param>
    /// <param name="eventLow">The low halves of the events' ids.</param>
    /// <param name="eventHigh">Their high halves.</param>
    /// <param name="occurrences">The occurrences.</param>
    /// <param name="runHigh">The high half of every run's number, in every place.</param>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="first0">The first numbers of lanes 0 to 7.</param>
    /// <param name="first8">Those of lanes 8 to 15.</param>
    /// <param name="second0">The second numbers of lanes 0 to 7.</param>
    /// <param name="second8">Those of lanes 8 to 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DrawUniforms(
        Vector512<uint> runs, Vector512<uint> eventLow, Vector512<uint> eventHigh, Vector512<uint> occurrences, Vector512<uint> runHigh, RoundKeys* keys,
        out Vector512<double> first0, out Vector512<double> first8, out Vector512<double> second0, out Vector512<double> second8)
    {
        Blocks(runs, eventLow, eventHigh, occurrences, runHigh, keys, out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond);
        InOrder(evenFirst, oddFirst, out first0, out first8);
        InOrder(evenSecond, oddSecond, out second0, out second8);
    }

    /// <summary>Draws one event for sixteen runs that follow each other.</summary>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="draw">The event, and where its numbers go.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(RoundKeys* keys, SharedDraw* draw, long run)
    {
        Vector512<uint> runs = Vector512.Create((uint)run) + Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        // Past a multiple of 2^32 the high half is one more.
        Vector512<uint> high = Vector512.Create((uint)((ulong)run >> 32)) - Vector512.LessThan(runs, Vector512.Create((uint)run));
        Vector512<uint> low = Vector512.Create((uint)draw->Event), eventHigh = Vector512.Create((uint)(draw->Event >> 32)), occurrence = Vector512.Create((uint)draw->Occurrence);
        Vector512<double> first0, first8, second0, second8;
        if (draw->IsThreshold) Draw(runs, low, eventHigh, occurrence, high, keys, out first0, out first8, out second0, out second8);
        else DrawUniforms(runs, low, eventHigh, occurrence, high, keys, out first0, out first8, out second0, out second8);
        first0.Store(draw->First);
        first8.Store(draw->First + (Lanes / 2));
        second0.Store(draw->Second);
        second8.Store(draw->Second + (Lanes / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks(
        Vector512<uint> runs, Vector512<uint> eventLow, Vector512<uint> eventHigh, Vector512<uint> occurrences, Vector512<uint> runHigh, RoundKeys* keys,
        out Vector512<double> evenFirst, out Vector512<double> evenSecond, out Vector512<double> oddFirst, out Vector512<double> oddSecond)
    {
        Vector512<ulong> c0 = runs.AsUInt64(), c1 = eventLow.AsUInt64(), c2 = occurrences.AsUInt64(), c3 = (eventHigh ^ runHigh).AsUInt64();
        VectorDraws.Block(keys, c0, c1, c2, c3, out evenFirst, out evenSecond);
        VectorDraws.Block(keys, c0 >>> 32, c1 >>> 32, c2 >>> 32, c3 >>> 32, out oddFirst, out oddSecond);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InOrder(Vector512<double> even, Vector512<double> odd, out Vector512<double> from0, out Vector512<double> from8)
    {
        from0 = Avx512F.PermuteVar8x64x2(even, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), odd);
        from8 = Avx512F.PermuteVar8x64x2(even, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), odd);
    }
}
