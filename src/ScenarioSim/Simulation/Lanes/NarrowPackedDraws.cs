using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>What <see cref="PackedDraws"/> does, in vectors of 256 bits: <see cref="EventKey.Draw"/> and, but for <see cref="HalfUnit"/>, <see cref="Hazard.Threshold(double)"/>, operation by operation.</summary>
/// <remarks>
/// Eight draws go through the generator beside each other, words of 32 bits widened to 64: more need more registers than there are.
/// Thresholds are made when all first numbers are there: the chain of a logarithm's operations at the end of each eight would keep the next eight waiting.
/// </remarks>
internal static unsafe class NarrowPackedDraws
{
    /// <summary>By how much thresholds are less than they are elsewhere, where they are whole: so that what is left of one is below 0 as soon as it is reached, and else above.</summary>
    public const double HalfUnit = 0.5;

    /// <summary>How many draws are made beside each other.</summary>
    public const int Together = 8;

    private const int Half = QuadDraws.Lanes;

    // The groups of four runs among the lanes of a block.
    private const int Groups = PackedDraws.Lanes / Half;

    /// <summary>Whether the machine can.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Draws for some stays; reads and writes whole vectors, up to <see cref="Together"/> - 1 past the last.</summary>
    /// <param name="runs">The low halves of the runs' numbers.</param>
    /// <param name="eventLow">The low halves of the events' ids.</param>
    /// <param name="eventHigh">Their high halves.</param>
    /// <param name="occurrences">The visits.</param>
    /// <param name="count">How many stays.</param>
    /// <param name="runHigh">The high half of every run's number.</param>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="thresholds">Receives the thresholds.</param>
    /// <param name="picks">Receives the second numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(uint* runs, uint* eventLow, uint* eventHigh, uint* occurrences, int count, uint runHigh, RoundKeys* keys, double* thresholds, double* picks)
    {
        Uniforms(runs, eventLow, eventHigh, occurrences, count, runHigh, keys, thresholds, picks);
        for (double* end = thresholds + count; thresholds < end; thresholds += Together) MakeThresholds(thresholds);
    }

    /// <summary>Draws two uniform numbers for each of some events; reads and writes whole vectors, up to <see cref="Together"/> - 1 past the last.</summary>
    /// <param name="runs">The low halves of the runs' numbers.</param>
    /// <param name="eventLow">The low halves of the events' ids.</param>
    /// <param name="eventHigh">Their high halves.</param>
    /// <param name="occurrences">The occurrences.</param>
    /// <param name="count">How many events.</param>
    /// <param name="runHigh">The high half of every run's number.</param>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="first">Receives the first numbers.</param>
    /// <param name="second">Receives the second ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DrawUniforms(uint* runs, uint* eventLow, uint* eventHigh, uint* occurrences, int count, uint runHigh, RoundKeys* keys, double* first, double* second) =>
        Uniforms(runs, eventLow, eventHigh, occurrences, count, runHigh, keys, first, second);

    /// <summary>Draws some events, each for sixteen runs that follow each other, in the order of <see cref="Rows.WideLane"/>.</summary>
    /// <param name="keys">The rounds' keys.</param>
    /// <param name="draws">The events, and where their numbers go.</param>
    /// <param name="count">How many events.</param>
    /// <param name="run">The first run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(RoundKeys* keys, SharedDraw* draws, int count, long run)
    {
        // What the first round makes of the runs' numbers is the same for all events.
        Vector256<ulong>* products = stackalloc Vector256<ulong>[2 * Groups];
        for (int group = 0; group < Groups; group++)
        {
            // The first of them, and the two after the two that are in the next group.
            long first = run + (group / 2 * Together) + (group % 2 * 2);
            Vector256<ulong> runs = Vector256.Create((ulong)first) + Vector256.Create(0UL, 1, 4, 5);
            Vector256<ulong> product = Avx2.Multiply(Vector256.Create(Philox.Multiplier0), runs.AsUInt32());
            (products[group], products[Groups + group]) = (product, (product ^ runs) >>> 32);
        }
        SharedDraw* end = draws + count;
        for (SharedDraw* draw = draws; draw < end; draw++) Uniforms(keys, draw, products);
        for (SharedDraw* draw = draws; draw < end; draw++)
        {
            if (!draw->IsThreshold) continue;
            MakeThresholds(draw->First);
            MakeThresholds(draw->First + Together);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Uniforms(uint* runs, uint* eventLow, uint* eventHigh, uint* occurrences, int count, uint runHigh, RoundKeys* keys, double* first, double* second)
    {
        Vector256<ulong> high = Vector256.Create((ulong)runHigh);
        for (uint* end = runs + count; runs < end; runs += Together, eventLow += Together, eventHigh += Together, occurrences += Together, first += Together, second += Together)
        {
            Vector256<ulong> a0 = Widened(runs), a1 = Widened(eventLow), a2 = Widened(occurrences), a3 = Widened(eventHigh) ^ high;
            Vector256<ulong> b0 = Widened(runs + Half), b1 = Widened(eventLow + Half), b2 = Widened(occurrences + Half), b3 = Widened(eventHigh + Half) ^ high;
            QuadDraws.TwoBlocks(
                keys, 0, a0, a1, a2, a3, b0, b1, b2, b3, out Vector256<double> first1, out Vector256<double> second1, out Vector256<double> first2, out Vector256<double> second2);
            Store(first1, first2, first);
            Store(second1, second2, second);
        }
    }

    // Two of the generator's words are the same for all runs, and the first two rounds make of them what needs no vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Uniforms(RoundKeys* keys, SharedDraw* draw, Vector256<ulong>* products)
    {
        // By hand: a round of the words (run, event's low half, occurrence, both high halves), and what of the next is the same for all runs.
        ulong product = (ulong)Philox.Multiplier1 * (uint)draw->Occurrence;
        ulong next = (ulong)Philox.Multiplier0 * ((uint)(product >> 32) ^ (uint)draw->Event ^ keys->First[0]);
        Vector256<ulong> third = Vector256.Create((draw->Event >> 32) ^ keys->Second[0]), fourth = Vector256.Create(next);
        Vector256<ulong> nextFirst = Vector256.Create((uint)product ^ keys->First[1]).AsUInt64(), nextThird = Vector256.Create((uint)(next >> 32) ^ keys->Second[1]).AsUInt64();
        Vector256<uint> multiplier = Vector256.Create(Philox.Multiplier1);
        double* first = draw->First, second = draw->Second;
        for (int group = 0; group < Groups; group += 2, first += Together, second += Together)
        {
            Vector256<ulong> a1 = Avx2.Multiply(multiplier, (products[Groups + group] ^ third).AsUInt32());
            Vector256<ulong> b1 = Avx2.Multiply(multiplier, (products[Groups + group + 1] ^ third).AsUInt32());
            QuadDraws.TwoBlocks(
                keys, 2, (a1 >>> 32) ^ nextFirst, a1, products[group] ^ nextThird, fourth, (b1 >>> 32) ^ nextFirst, b1, products[group + 1] ^ nextThird, fourth,
                out Vector256<double> first1, out Vector256<double> second1, out Vector256<double> first2, out Vector256<double> second2);
            Store(first1, first2, first);
            Store(second1, second2, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MakeThresholds(double* numbers)
    {
        QuadDraws.Thresholds(Vector256.Load(numbers), Vector256.Load(numbers + Half), out Vector256<double> x, out Vector256<double> y);
        Store(x - Vector256.Create(HalfUnit), y - Vector256.Create(HalfUnit), numbers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> one, Vector256<double> other, double* to)
    {
        one.Store(to);
        other.Store(to + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Widened(uint* words) => Avx2.ConvertToVector256Int64(words).AsUInt64();
}
