using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>What packed lanes have listed in their step (<see cref="PackedLists"/>): counts the moves, and asks for the draws of a block, one for each lane.</summary>
internal sealed unsafe class PackedDrawing
{
    private const int Lanes = PackedDraws.Lanes;

    // Tables are looked up in pieces of two vectors of 512 bits.
    private const int Piece = 2 * Lanes;

    private readonly uint* _list;
    private readonly uint** _end;
    private readonly int _row;
    private readonly int _run;
    private readonly int _pieces;
    private readonly bool _narrow;
    private readonly Entry* _none;
    private readonly int* _low;
    private readonly int* _high;
    private readonly int* _left;
    private readonly (int State, int Row)* _counted;
    private readonly int _countedStates;

    // Where eight lanes have their doubles, behind those of the lanes before.
    private readonly Vector256<int> _doubles;

    /// <summary>What a state's draws are asked for with: read as one vector.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private struct Entry
    {
        /// <summary>The low half of the stay's id.</summary>
        public int Low;

        /// <summary>The high half.</summary>
        public int High;

        /// <summary>Where a block has what is left of the threshold.</summary>
        public int Left;
    }

    /// <param name="program">The plan, compiled.</param>
    /// <param name="keys">The events' keys.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="constants">Where the routines find the end of their list.</param>
    /// <param name="tracks">How many tracks there are.</param>
    /// <param name="blocks">How many blocks.</param>
    public PackedDrawing(LaneProgram program, Keys keys, NativeArena arena, byte* constants, int tracks, int blocks)
    {
        _narrow = program.Rows.Width.IsNarrow;
        Rows rows = program.Rows;
        LanePlaces at = program.At;
        _list = (uint*)arena.Allocate(((blocks * tracks) + 1) * Lanes * sizeof(uint));
        _end = (uint**)constants;
        *_end = _list;
        _doubles = Vector256.Create([.. Enumerable.Range(0, SomeOfEight.All).Select(lane => rows.WideLane(lane) * sizeof(double))]);
        (_row, _run, Now) = (rows.Offset(at.Drawing), rows.Offset(at.Run), rows.Offset(at.Now));
        // The last entry of all stands for none.
        _pieces = (at.Drawn.Length / Piece) + 1;
        int* Table(Func<int, int> entry, int none)
        {
            var table = (int*)arena.Allocate(_pieces * Piece * sizeof(int));
            new Span<int>(table, _pieces * Piece).Fill(none);
            for (int i = 0; i < at.Drawn.Length; i++) table[i] = entry(at.Drawn[i]);
            return table;
        }

        var trackOf = new Dictionary<int, int>();
        for (int track = 0; track < program.Moves.Length; track++) foreach (LaneMove move in program.Moves[track]) trackOf[move.Leaf] = track;
        _low = Table(s => (int)keys.Stays[s].Id, 0);
        _high = Table(s => (int)(keys.Stays[s].Id >> 32), 0);
        _left = Table(s => rows.Offset(at.Left[trackOf[s]]), rows.Offset(at.Nowhere));
        // The row of states has -1 less a state's place, and 0 where there is none.
        _none = (Entry*)arena.Allocate((at.Drawn.Length + 1L) * sizeof(Entry)) + at.Drawn.Length;
        *_none = new Entry { Left = rows.Offset(at.Nowhere) };
        for (int i = 0; i < at.Drawn.Length; i++) _none[-1 - i] = new Entry { Low = _low[i], High = _high[i], Left = _left[i] };
        (int, int)[] counted = [.. at.Drawn.Select((state, i) => (i, at.Counts[state])).Where(s => s.Item2 >= 0).Select(s => (s.i, rows.Offset(s.Item2)))];
        _countedStates = counted.Length;
        _counted = ((int, int)*)arena.Allocate((long)counted.Length * sizeof((int, int)));
        counted.CopyTo(new Span<(int, int)>(_counted, counted.Length));
    }

    /// <summary>Where a block has the step of the moves on the list.</summary>
    public int Now { get; }

    /// <summary>Begins a list.</summary>
    public void Begin() => *_end = _list;

    /// <summary>Counts what is on the list.</summary>
    /// <param name="counts">Counts by step, then kind.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Count(int* counts)
    {
        for (uint* at = _list, end = *_end; at < end; at++) counts[*at]++;
    }

    /// <summary>Asks for a block's draws, one in each lane at most.</summary>
    /// <param name="memory">The block.</param>
    /// <param name="place">Where it is after the first one.</param>
    /// <param name="runLow">The low half of the number that runs are counted from.</param>
    /// <param name="stays">Takes them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Ask(byte* memory, int place, uint runLow, PackedStays stays)
    {
        // A machine that has none compiles nothing of vectors of 512 bits: to know their types takes it longer than all the rest of this.
        if (!Avx512F.IsSupported || _narrow)
        {
            AskForHalf(memory, place, 0, runLow, stays);
            AskForHalf(memory, place, SomeOfEight.All, runLow, stays);
            return;
        }
        Vector512<int> drawing = Vector512.Load((int*)(memory + _row)), state = ~drawing;
        Vector512<int> visit = Vector512<int>.One;
        for ((int State, int Row)* counted = _counted, end = counted + _countedStates; counted < end; counted++)
        {
            Vector512<int> here = Vector512.Equals(state, Vector512.Create(counted->State));
            var row = (int*)(memory + counted->Row);
            Vector512<int> visits = Vector512.Load(row) - here;
            visits.Store(row);
            visit = Vector512.ConditionalSelect(here, visits, visit);
        }
        Vector512<int> threshold = Look(_left, state) + Vector512.Create(place) + Vector512.Create(0, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120);
        stays.Ask(Vector512.LessThan(drawing, Vector512<int>.Zero).AsUInt32(), Vector512.Load((uint*)(memory + _run)) + Vector512.Create(runLow), Look(_low, state).AsUInt32(), Look(_high, state).AsUInt32(), visit.AsUInt32(), threshold.AsUInt32());
    }

    // Eight lanes, without vectors of 512 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AskForHalf(byte* memory, int place, int lane, uint runLow, PackedStays stays)
    {
        int* at = (int*)(memory + _row) + lane;
        Vector256<int> drawing = Vector256.Load(at), state = ~drawing;
        Vector256<int> visit = Vector256<int>.One;
        for ((int State, int Row)* counted = _counted, end = counted + _countedStates; counted < end; counted++)
        {
            Vector256<int> here = Vector256.Equals(state, Vector256.Create(counted->State));
            int* row = (int*)(memory + counted->Row) + lane;
            Vector256<int> visits = Vector256.Load(row) - here;
            visits.Store(row);
            visit = Vector256.ConditionalSelect(here, visits, visit);
        }
        // Entries are read one by one, whole: so their number does not matter, nor that gathering is slow on many machines. In the upper halves are those of the last four lanes.
        Vector256<int> a = Entries(at), b = Entries(at + 1), c = Entries(at + 2), d = Entries(at + 3);
        Vector256<long> events = Avx2.UnpackLow(a, b).AsInt64(), others = Avx2.UnpackLow(c, d).AsInt64();
        Vector256<long> left = Avx2.UnpackLow(Avx2.UnpackHigh(a, b).AsInt64(), Avx2.UnpackHigh(c, d).AsInt64());
        Vector256<int> threshold = left.AsInt32() + Vector256.Create(place + (lane * sizeof(double))) + _doubles;
        Vector256<uint> runs = Vector256.Load((uint*)(memory + _run) + lane) + Vector256.Create(runLow);
        stays.Ask(drawing.ExtractMostSignificantBits(), runs, Avx2.UnpackLow(events, others).AsUInt32(), Avx2.UnpackHigh(events, others).AsUInt32(), visit.AsUInt32(), threshold.AsUInt32());
    }

    // The entries of a lane's state, and of that of the fourth after it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Entries(int* drawing) => Vector256.Create(Vector128.Load((int*)(_none + drawing[0])), Vector128.Load((int*)(_none + drawing[4])));

    // The entries of a table; -1 has the last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> Look(int* table, Vector512<int> at)
    {
        Vector512<int> entry = Avx512F.PermuteVar16x32x2(Vector512.Load(table), at, Vector512.Load(table + Lanes));
        for (int piece = 1; piece < _pieces; piece++)
        {
            int* next = table + (piece * Piece);
            Vector512<int> other = Avx512F.PermuteVar16x32x2(Vector512.Load(next), at, Vector512.Load(next + Lanes));
            entry = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(at.AsUInt32(), Vector512.Create((uint)(piece * Piece))).AsInt32(), other, entry);
        }
        return entry;
    }
}
