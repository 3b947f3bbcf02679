using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Draws of stays that packed lanes have asked for, of many lanes at once or one by one: made eight at a time, thirty-two with AVX-512, then handed out.</summary>
internal sealed unsafe class PackedStays
{
    /// <summary>After so many draws they are to be made.</summary>
    public const int Together = 240;

    private readonly bool _narrow;
    private readonly byte* _orders;
    private readonly RoundKeys* _keys;
    private readonly byte* _memory;
    private readonly byte* _picked;
    private readonly int _column;
    private readonly uint* _first;
    private readonly double* _thresholds;
    private readonly double* _picks;

    /// <param name="keys">The generator's keys.</param>
    /// <param name="memory">The blocks.</param>
    /// <param name="pickAfterThreshold">How far behind a stay's threshold its pick stands.</param>
    /// <param name="blocks">How many blocks there are.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="narrow">Whether to go without vectors of 512 bits.</param>
    public PackedStays(RoundKeys* keys, byte* memory, nint pickAfterThreshold, int blocks, NativeArena arena, bool narrow)
    {
        _narrow = narrow;
        _orders = SomeOfEight.Orders;
        // Vectors run past the last draw. Not a multiple of a page: such addresses get into each other's way.
        _column = (blocks * PackedDraws.Lanes) + Together + (3 * PackedDraws.Lanes);
        _keys = keys;
        _memory = memory;
        _picked = memory + pickAfterThreshold;
        Next = _first = (uint*)arena.Allocate(5L * _column * sizeof(uint));
        _thresholds = (double*)arena.Allocate((long)_column * sizeof(double));
        _picks = (double*)arena.Allocate((long)_column * sizeof(double));
    }

    /// <summary>Where the next draw is asked for.</summary>
    public uint* Next { get; set; }

    /// <summary>Whether it is time to make the draws.</summary>
    public bool AreMany => Next >= _first + Together;

    /// <summary>From one thing that a draw needs to the next, in numbers.</summary>
    public int Column => _column;

    /// <summary>Asks for the draws of some lanes of a block.</summary>
    /// <param name="lanes">Which, as masks.</param>
    /// <param name="runs">The low halves of the runs' numbers.</param>
    /// <param name="eventLow">The low halves of the stays' ids.</param>
    /// <param name="eventHigh">Their high halves.</param>
    /// <param name="visits">The visits.</param>
    /// <param name="thresholds">Where the thresholds go, from the first block on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(Vector512<uint> lanes, Vector512<uint> runs, Vector512<uint> eventLow, Vector512<uint> eventHigh, Vector512<uint> visits, Vector512<uint> thresholds)
    {
        uint* to = Next;
        nint column = _column;
        Avx512F.Compress(Vector512<uint>.Zero, lanes, runs).Store(to);
        Avx512F.Compress(Vector512<uint>.Zero, lanes, eventLow).Store(to + column);
        Avx512F.Compress(Vector512<uint>.Zero, lanes, eventHigh).Store(to + (2 * column));
        Avx512F.Compress(Vector512<uint>.Zero, lanes, visits).Store(to + (3 * column));
        Avx512F.Compress(Vector512<uint>.Zero, lanes, thresholds).Store(to + (4 * column));
        Next = to + ulong.PopCount(lanes.ExtractMostSignificantBits());
    }

    /// <summary>Asks for the draws of some of eight lanes, without vectors of 512 bits.</summary>
    /// <param name="lanes">Which, as bits.</param>
    /// <param name="runs">The low halves of the runs' numbers.</param>
    /// <param name="eventLow">The low halves of the stays' ids.</param>
    /// <param name="eventHigh">Their high halves.</param>
    /// <param name="visits">The visits.</param>
    /// <param name="thresholds">Where the thresholds go, from the first block on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(uint lanes, Vector256<uint> runs, Vector256<uint> eventLow, Vector256<uint> eventHigh, Vector256<uint> visits, Vector256<uint> thresholds)
    {
        uint* to = Next;
        nint column = _column;
        Vector256<int> order = SomeOfEight.Order(_orders, lanes);
        SomeOfEight.Of(runs, order).Store(to);
        SomeOfEight.Of(eventLow, order).Store(to + column);
        SomeOfEight.Of(eventHigh, order).Store(to + (2 * column));
        SomeOfEight.Of(visits, order).Store(to + (3 * column));
        SomeOfEight.Of(thresholds, order).Store(to + (4 * column));
        Next = to + uint.PopCount(lanes);
    }

    /// <summary>Asks for the draw of a stay, if there is one, and counts the entry.</summary>
    /// <param name="next">Where.</param>
    /// <param name="column"><see cref="Column"/>.</param>
    /// <param name="run">The low half of the run's number.</param>
    /// <param name="move">The move into the state.</param>
    /// <param name="entered">Where the lane counts its entries there.</param>
    /// <param name="threshold">Where its threshold goes, from the first block on.</param>
    /// <returns>Where the next is asked for.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint* Ask(uint* next, nint column, uint run, MoveCode* move, int* entered, uint threshold)
    {
        int visit = *entered + 1;
        *entered = visit & move->CountMask;
        next[0] = run;
        next[column] = move->EventLow;
        next[2 * column] = move->EventHigh;
        next[3 * column] = (uint)visit;
        next[4 * column] = threshold;
        return (uint*)((byte*)next + move->Draws);
    }

    /// <summary>Makes the draws.</summary>
    /// <param name="runHigh">The high half of the runs' numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Draw(uint runHigh)
    {
        nint column = _column;
        double* threshold = _thresholds, pick = _picks;
        uint* at = _first, end = Next;
        // A machine that has none compiles nothing of vectors of 512 bits: to know their types takes it longer than all the rest of this.
        if (!Avx512F.IsSupported || _narrow)
        {
            NarrowPackedDraws.Draw(at, at + column, at + (2 * column), at + (3 * column), (int)(end - at), runHigh, _keys, threshold, pick);
            return;
        }
        for (; at + PackedDraws.Lanes < end; at += 2 * PackedDraws.Lanes, threshold += 2 * PackedDraws.Lanes, pick += 2 * PackedDraws.Lanes)
        {
            PackedDraws.DrawTwice(at, at + column, at + (2 * column), at + (3 * column), runHigh, _keys, threshold, pick);
        }
        if (at < end) PackedDraws.Draw(at, at + column, at + (2 * column), at + (3 * column), runHigh, _keys, threshold, pick);
    }

    /// <summary>Puts what has been drawn in its places, and begins anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void HandOut()
    {
        double* thresholds = _thresholds, picks = _picks;
        byte* memory = _memory, picked = _picked;
        nint column = 4 * (nint)_column;
        for (uint* place = _first + column, end = Next + column; place < end; place++, thresholds++, picks++)
        {
            nuint at = *place;
            *(double*)(memory + at) = *thresholds;
            *(double*)(picked + at) = *picks;
        }
        Next = _first;
    }
}
