using System.Runtime.CompilerServices;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Draws of stays that packed lanes have asked for one by one: made sixteen at a time, then handed out.</summary>
internal sealed unsafe class PackedStays
{
    /// <summary>After so many draws they are to be made.</summary>
    public const int Together = 240;

    // From what a draw needs first on to what it needs next. Not a multiple of a page: such addresses get into each other's way.
    private const int Column = Together + (2 * PackedDraws.Lanes);

    private readonly RoundKeys* _keys;
    private readonly byte* _memory;
    private readonly byte* _picked;
    private readonly uint* _first;
    private readonly double* _thresholds;
    private readonly double* _picks;

    /// <param name="keys">The generator's keys.</param>
    /// <param name="memory">The blocks.</param>
    /// <param name="pickAfterThreshold">How far behind a stay's threshold its pick stands.</param>
    /// <param name="arena">Gives memory.</param>
    public PackedStays(RoundKeys* keys, byte* memory, nint pickAfterThreshold, NativeArena arena)
    {
        _keys = keys;
        _memory = memory;
        _picked = memory + pickAfterThreshold;
        Next = _first = (uint*)arena.Allocate(5L * Column * sizeof(uint));
        _thresholds = (double*)arena.Allocate((long)Column * sizeof(double));
        _picks = (double*)arena.Allocate((long)Column * sizeof(double));
    }

    /// <summary>Where the next draw is asked for: <see cref="Ask"/> tells where the one after it is.</summary>
    public uint* Next { get; set; }

    /// <summary>Whether it is time to make the draws.</summary>
    public bool AreMany => Next >= _first + Together;

    /// <summary>Asks for the draw of a stay, if there is one, and counts the entry.</summary>
    /// <param name="next">Where.</param>
    /// <param name="run">The low half of the run's number.</param>
    /// <param name="move">The move into the state.</param>
    /// <param name="entered">Where the lane counts its entries there.</param>
    /// <param name="threshold">Where its threshold goes, from the first block on.</param>
    /// <returns>Where the next is asked for.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint* Ask(uint* next, uint run, MoveCode* move, int* entered, uint threshold)
    {
        int visit = *entered + 1;
        *entered = visit & move->CountMask;
        next[0] = run;
        next[Column] = move->EventLow;
        next[2 * Column] = move->EventHigh;
        next[3 * Column] = (uint)visit;
        next[4 * Column] = threshold;
        return (uint*)((byte*)next + move->Draws);
    }

    /// <summary>Makes the draws.</summary>
    /// <param name="runHigh">The high half of the runs' numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Draw(uint runHigh)
    {
        double* threshold = _thresholds, pick = _picks;
        for (uint* at = _first, end = Next; at < end; at += PackedDraws.Lanes, threshold += PackedDraws.Lanes, pick += PackedDraws.Lanes)
        {
            PackedDraws.Draw(at, at + Column, at + (2 * Column), at + (3 * Column), runHigh, _keys, threshold, pick);
        }
    }

    /// <summary>Puts what has been drawn in its places, and begins anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void HandOut()
    {
        double* thresholds = _thresholds, picks = _picks;
        byte* memory = _memory, picked = _picked;
        for (uint* place = _first + (4 * Column), end = Next + (4 * Column); place < end; place++, thresholds++, picks++)
        {
            nuint at = *place;
            *(double*)(memory + at) = *thresholds;
            *(double*)(picked + at) = *picks;
        }
        Next = _first;
    }
}
