using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Packed lanes, sixteen to a block, in machine code of our own.</summary>
internal sealed unsafe class PackedLaneKernel : LaneKernel
{
    private const int Lanes = PackedDraws.Lanes;

    // Their lanes have a bit of 64 each.
    private const int BlocksTogether = 4;

    // By turns, so that what one waits for and what is foretold wrongly is spread over several; with more of them the nearest cache is too small. Measured on Zen 5.
    private const int WideBlocks = 4;

    // Narrow vectors take twice as many instructions, and in each turn those have to come from further away: so there are more blocks by turns, though they are in the second nearest cache.
    private const int FewestNarrowBlocks = 4;
    private const int MostNarrowBlocks = 8;
    private const int WantedNarrowMemory = 64 << 10;

    private readonly Plan _plan;
    private readonly LaneProgram _program;
    private readonly NativeArena _arena = new();
    private readonly PreparedRuns _prepared;
    private readonly PackedMoves _moves;
    private readonly PackedEnds _ends;
    private readonly int _blocks;
    private readonly int _size;
    private readonly byte* _memory;
    private readonly byte* _constants;
    private readonly uint* _active;
    private readonly int _finished;
    private readonly int _step;
    private readonly int[] _timers;
    private readonly RunRecord _record;
    private readonly LaneIndicators _indicators;
    private readonly Dictionary<(int Track, int From, int To), int> _kindNumbers = [];
    private int[]? _unread;

    /// <inheritdoc cref="LaneKernel.Of"/>
    public PackedLaneKernel(Plan plan, LaneProgram program, ulong seed, DesignedPoints? points)
        : base(plan, seed, points)
    {
        (_plan, _program) = (plan, program);
        Rows rows = program.Rows;
        _size = rows.Size;
        _blocks = rows.Width.IsNarrow ? Math.Clamp(WantedNarrowMemory / _size, FewestNarrowBlocks, MostNarrowBlocks) : WideBlocks;
        _memory = _arena.Allocate((long)_blocks * _size);
        // Behind the scratch memory stands where the step's list of moves ends.
        _constants = _arena.Allocate(rows.ScratchSize + 64) + rows.ScratchSize;
        _active = (uint*)_arena.Allocate(_blocks * sizeof(uint));
        var keys = new Keys(plan, seed);
        var roundKeys = (RoundKeys*)_arena.Allocate(sizeof(RoundKeys));
        *roundKeys = new RoundKeys(keys.SeedKey);
        _prepared = new PreparedRuns(plan, program, keys, points?.Start(), roundKeys, _arena, _constants);
        _moves = new PackedMoves(plan, program, keys, roundKeys, _arena, _memory, _constants, _blocks);
        _ends = new PackedEnds(plan, program, _moves.Kinds, _arena, _constants);
        (_finished, _step) = (rows.FlagOffset(program.At.Finished), rows.Offset(program.At.Step));
        _timers = [.. program.At.Timers.Where(r => r >= 0)];
        _record = new RunRecord(plan.Scenario.Assumptions.Count, plan.Scenario.Measures.Count);
        _indicators = new LaneIndicators(program, _blocks * Lanes);
        for (int i = 0; i < _moves.Kinds.Length - program.Starts.Moves.Count; i++) _kindNumbers[(_moves.Kinds[i].Track, _moves.Kinds[i].From, _moves.Kinds[i].To)] = i;
    }

    /// <inheritdoc/>
    protected override void Make(long first, int count, RunTaker take)
    {
        // The high half of the runs' numbers is the same in all lanes.
        long inFirst = Math.Min(count, (1L << 32) - (first & uint.MaxValue));
        RunStretch(first, (int)inFirst, take);
        if (inFirst < count) RunStretch(first + inFirst, count - (int)inFirst, take);
    }

    /// <inheritdoc/>
    public override void Dispose() => _arena.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunStretch(long first, int count, RunTaker take)
    {
        bool each = RecordIndicators || take.NeedsMoves(_moves.Kinds);
        MoveCounts? counts = each ? null : take.CountMoves(_moves.Kinds, count);
        // Where nobody asks, moves are counted all the same, in counts that nobody reads; where they would be too many, they are written down.
        long kindsBySteps = _moves.Kinds.Length * (_plan.Scenario.Clock.LastStep + 1L);
        each |= counts is null && kindsBySteps > MoveCounts.Most;
        int[]? counted = each ? null : counts?.BySteps ?? (_unread ??= GC.AllocateArray<int>((int)kindsBySteps, pinned: true));
        int* bySteps = counted is null ? null : (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(counted));
        _prepared.Begin(first, count);
        _ends.Begin(first, bySteps);
        (_moves.RunHigh, _moves.RunLow) = ((uint)(first >> 32), (uint)first);
        uint open = 0;
        for (int block = 0; block < _blocks; block++)
        {
            _active[block] = 0;
            for (int lane = 0; lane < Lanes; lane++) Refill(block, lane, each);
            open |= _active[block];
        }
        long looks = 0;
        while (open != 0)
        {
            Cancellation.ThrowIfCancellationRequested();
            // Towards the end some blocks have no run left, and some of those do it for nothing.
            int busy = _blocks;
            while (_active[busy - 1] == 0) busy--;
            _moves.BeginStep();
            foreach (Routine step in _program.Step) step.Run(_memory, _constants, busy, _size);
            for (int block = 0; block < busy; block++)
            {
                looks += uint.PopCount(_active[block]);
                if (RecordIndicators) _indicators.Note(_memory + ((long)block * _size), _active[block], block * Lanes);
            }
            _moves.Follow(_active, busy, bySteps);
            End(busy, each, take, counts);
            open = 0;
            for (int block = 0; block < busy; block++) open |= _active[block];
        }
        Looks += looks;
        Finish(each, take, counts, 0);
        _ends.HandOver(take);
    }

    // Hands over the runs that have ended, and gives their lanes new ones: those of all blocks in one loop, whose end a processor foresees no better than that of each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void End(int blocks, bool each, RunTaker take, MoveCounts? counts)
    {
        byte* memory = _memory;
        uint* active = _active;
        nint size = _size;
        PackedEnds ends = _ends;
        PreparedRuns prepared = _prepared;
        for (int from = 0; from < blocks; from += BlocksTogether)
        {
            ulong finished = 0;
            for (int block = from, end = Math.Min(blocks, from + BlocksTogether); block < end; block++)
            {
                uint here = *(ushort*)(memory + (block * size) + _finished) & active[block];
                active[block] &= ~here;
                finished |= (ulong)here << ((block - from) * Lanes);
            }
            for (; finished != 0; finished &= finished - 1)
            {
                int place = (from * Lanes) + BitOperations.TrailingZeroCount(finished);
                nint block = (nint)((uint)place / Lanes);
                int lane = place & (Lanes - 1);
                byte* own = memory + (block * size);
                ends.Add(own, lane);
                if (each || ends.IsFull) Finish(each, take, counts, place);
                if (!prepared.TakePacked(own, lane)) Park(own, lane);
                else active[block] |= 1u << lane;
                if (each && (active[block] & (1u << lane)) != 0) Note((int)block, lane);
            }
        }
    }

    private void Finish(bool each, RunTaker take, MoveCounts? counts, int place)
    {
        _ends.Finish(take, each ? _moves.Logs : null, place);
        if (_ends.Doubtful.Count > 0) Repeat(take, counts);
        if (!RecordIndicators || !_ends.HasRun) return;
        _ends.CopyTo(_record);
        _indicators.AddTo(_record, place);
        take.Take(_record);
    }

    // Gives a lane the next run, if there is one.
    private void Refill(int block, int lane, bool each)
    {
        byte* memory = _memory + ((long)block * _size);
        if (!_prepared.TakePacked(memory, lane))
        {
            Park(memory, lane);
            return;
        }
        _active[block] |= 1u << lane;
        if (each) Note(block, lane);
    }

    // Begins the record of a run whose moves are wanted.
    private void Note(int block, int lane)
    {
        _moves.Begin(block, lane);
        if (RecordIndicators) _indicators.Begin(_memory + ((long)block * _size), lane, (block * Lanes) + lane);
    }

    // A lane without a run stands at the end, and nothing is ever due in it.
    private void Park(byte* memory, int lane)
    {
        ((int*)(memory + _step))[lane] = _plan.Scenario.Clock.LastStep;
        foreach (int row in _program.At.Left) *(double*)(memory + _program.Rows.Offset(row, lane)) = Hazard.Endless;
        foreach (int row in _timers) *(int*)(memory + _program.Rows.Offset(row, lane)) = LaneRows.Latest;
    }

    // Runs in doubt are made by the single-run kernel. What they did before the doubt has been counted already.
    private void Repeat(RunTaker take, MoveCounts? counts)
    {
        foreach ((long run, int step) in _ends.Doubtful)
        {
            RunRecord record = MakeAgain(run);
            if (counts is not null)
            {
                foreach (Move move in record.Moves)
                {
                    // Sure ones are counted at the end.
                    if (move.Step <= step && !_program.Starts.Moves.Contains(move) && _kindNumbers.TryGetValue((move.Track, move.From, move.To), out int kind)) counts.BySteps[(move.Step * _moves.Kinds.Length) + kind]--;
                }
            }
            take.Take(record);
        }
        _ends.Doubtful.Clear();
    }
}
