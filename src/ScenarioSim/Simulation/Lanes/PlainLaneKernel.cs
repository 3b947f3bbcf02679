using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Lanes of doubles, in the runtime's code: where no machine code of our own is to be had.</summary>
internal sealed unsafe class PlainLaneKernel : LaneKernel
{
    // Lanes of all blocks have a bit of 64 each.
    private const int MostBlocks = 4;
    private const int WantedMemory = 96 << 10;

    private readonly Plan _plan;
    private readonly LaneProgram _program;
    private readonly NativeArena _arena = new();
    private readonly DrawQueue _draws;
    private readonly PreparedRuns _prepared;
    private readonly Follower _follower;
    private readonly int _lanes;
    private readonly int _blocks;
    private readonly int _size;
    private readonly byte* _memory;
    private readonly byte* _constants;
    private readonly int* _active;
    private readonly Ends _ends;
    private readonly RunRecord _record;
    private readonly RunBatch _batch;
    private readonly int _results;
    private readonly Result* _result;
    private readonly LaneIndicators _indicators;

    // Where a block has what the driver reads of a run that has ended.
    private readonly record struct Ends(int Doubt, int Stopped, int Outcome, int Step);

    // An assumption's or a measure's row, and its column in the batch.
    private readonly record struct Result(nint Row, nint Column);

    /// <param name="plan">What to run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="points">Where the assumptions of a run are; null: each run draws them for itself.</param>
    public PlainLaneKernel(Plan plan, LaneProgram program, ulong seed, DesignedPoints? points)
        : base(plan, seed, points)
    {
        (_plan, _program) = (plan, program);
        Rows rows = program.Rows;
        LanePlaces at = program.At;
        (_lanes, _size) = (rows.Width.Lanes, rows.Size);
        _blocks = Math.Clamp(WantedMemory / _size, 2, MostBlocks);
        _memory = _arena.Allocate((long)_blocks * _size);
        _constants = Constants(rows);
        _active = (int*)_arena.Allocate(_blocks * sizeof(int));
        var keys = new Keys(plan, seed);
        _draws = new DrawQueue(plan.Scenario.Clock, keys.SeedKey, _arena, at.PickAfterThreshold(rows));
        var others = new OtherDraws(program, keys, _draws);
        _prepared = new PreparedRuns(plan, program, keys, points?.Start(), _draws.Keys, _arena, _constants);
        _follower = new Follower(plan, program, keys, _draws, others, _arena, _blocks);
        _indicators = new LaneIndicators(program, _blocks * FollowedBlock.Most);
        int assumptions = plan.Scenario.Assumptions.Count, measures = plan.Scenario.Measures.Count;
        _record = new RunRecord(assumptions, measures);
        _batch = new RunBatch(assumptions, measures, _follower.Moves);
        for (int i = 0; i < assumptions; i++)
        {
            if (at.Assumptions[i] < 0) Array.Fill(_batch.Assumptions[i], plan.FixedAssumptions[i]!.Value);
        }
        _ends = new Ends(rows.Offset(at.Doubt), rows.Offset(at.Stopped), rows.Offset(at.Outcome), rows.Offset(at.Step));
        Result Of(int row, double[] column) => new(rows.Offset(row), (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(column)));
        Result[] results = [.. at.Assumptions.Select((row, i) => (row, i)).Where(a => a.row >= 0).Select(a => Of(a.row, _batch.Assumptions[a.i])), .. at.Measures.Select((row, i) => Of(row, _batch.Measures[i]))];
        _results = results.Length;
        _result = (Result*)_arena.Allocate((long)results.Length * sizeof(Result));
        results.CopyTo(new Span<Result>(_result, _results));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Make(long first, int count, RunTaker take)
    {
        _batch.Count = 0;
        _prepared.Begin(first, count);
        int blocks = _blocks, open = 0;
        int* active = _active;
        for (int block = 0; block < blocks; block++)
        {
            active[block] = 0;
            for (int lane = 0; lane < _lanes; lane++) Refill((block * FollowedBlock.Most) + lane);
            open |= active[block];
        }
        long looks = 0;
        while (open != 0)
        {
            Cancellation.ThrowIfCancellationRequested();
            // Towards the end some blocks have no run left, and some of those do it for nothing.
            int busy = blocks;
            while (active[busy - 1] == 0) busy--;
            foreach (Routine step in _program.Step) step.Run(_memory, _constants, busy, _size);
            for (int block = 0; block < blocks; block++) looks += int.PopCount(active[block]);
            byte* memory = _memory;
            for (int block = 0; block < blocks; block++, memory += _size)
            {
                if (active[block] == 0) continue;
                _follower.Follow(block, memory, active[block]);
                if (RecordIndicators) _indicators.Note(memory, (uint)active[block], block * FollowedBlock.Most);
            }
            _draws.Flush();
            ulong finished = Finish();
            for (ulong left = finished; left != 0; left &= left - 1) Hand(BitOperations.TrailingZeroCount(left), take);
            for (ulong left = finished; left != 0; left &= left - 1) Refill(BitOperations.TrailingZeroCount(left));
            open = 0;
            for (int block = 0; block < blocks; block++) open |= active[block];
        }
        Looks += looks;
        HandBatch(take);
    }

    /// <inheritdoc/>
    public override void Dispose() => _arena.Dispose();

    private byte* Constants(Rows rows)
    {
        int lanes = rows.Width.Lanes;
        byte* memory = _arena.Allocate(rows.ScratchSize + ((long)rows.Constants.Count * rows.Width.Bytes)) + rows.ScratchSize;
        for (int i = 0; i < rows.Constants.Count; i++) rows.Constants[i].CopyTo(new Span<double>((double*)memory + (i * lanes), lanes));
        return memory;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Do(Routine[] routines, byte* block)
    {
        foreach (Routine routine in routines) routine.Run(block, _constants, 1, _size);
    }

    // Works out what the runs that have ended come to: a byte for each block, with a bit for each lane.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong Finish()
    {
        ulong all = 0;
        byte* memory = _memory;
        for (int block = 0; block < _blocks; block++, memory += _size)
        {
            int finished = memory[_program.Rows.FlagOffset(_program.At.Finished)] & _active[block];
            if (finished == 0) continue;
            Do(_program.Finish, memory);
            _active[block] &= ~finished;
            all |= (ulong)finished << (block * FollowedBlock.Most);
        }
        return all;
    }

    // Gives a lane the next run, if there is one. Lanes are numbered through all blocks, as if each had the most that a block can have.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Refill(int place)
    {
        int block = place / FollowedBlock.Most, lane = place % FollowedBlock.Most;
        byte* memory = _memory + ((long)block * _size);
        long run = _prepared.Take(memory, lane);
        if (run < 0)
        {
            // A lane without a run stands at the end.
            ((double*)(memory + _ends.Step))[lane] = _plan.Scenario.Clock.LastStep;
            return;
        }
        _follower.Begin(block, lane, run);
        _active[block] |= 1 << lane;
        if (RecordIndicators) _indicators.Begin(memory, lane, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Hand(int place, RunTaker take)
    {
        int block = place / FollowedBlock.Most, lane = place % FollowedBlock.Most;
        byte* memory = _memory + ((long)block * _size) + (lane * sizeof(double));
        FollowedBlock* followed = _follower[block];
        if (*(long*)(memory + _ends.Doubt) != 0)
        {
            take.Take(MakeAgain(followed->Runs[lane]));
            return;
        }
        RunBatch batch = _batch;
        int run = batch.Count;
        batch.Runs[run] = followed->Runs[lane];
        batch.Outcomes[run] = double.ConvertToIntegerNative<int>(*(double*)(memory + _ends.Outcome));
        batch.LastSteps[run] = double.ConvertToIntegerNative<int>(*(double*)(memory + _ends.Step));
        batch.Stopped[run] = *(long*)(memory + _ends.Stopped) != 0;
        for (Result* result = _result, end = result + _results; result < end; result++) ((double*)result->Column)[run] = *(double*)(memory + result->Row);
        long* log = (long*)followed->Logs[lane];
        int moves = (int)((long*)followed->LogEnds[lane] - log);
        batch.MovesUntil[run] = moves + (run == 0 ? 0 : batch.MovesUntil[run - 1]);
        ref long copy = ref batch.MoveRoom(moves + 8);
        for (int done = 0; done < moves; done += 8)
        {
            Vector256.Load(log + done).StoreUnsafe(ref copy, (nuint)done);
            Vector256.Load(log + done + 4).StoreUnsafe(ref copy, (nuint)done + 4);
        }
        batch.Count = run + 1;
        if (RecordIndicators) HandRecord(place, take);
        else if (run + 1 == RunBatch.Capacity) HandBatch(take);
    }

    private void HandRecord(int place, RunTaker take)
    {
        _batch.CopyTo(0, _record);
        _indicators.AddTo(_record, place);
        _batch.Count = 0;
        take.Take(_record);
    }

    private void HandBatch(RunTaker take)
    {
        if (_batch.Count > 0) take.Take(_batch);
        _batch.Count = 0;
    }
}
