using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Runs in packed lanes that have ended: gathered in a block of their own until it is full, for outcome and measures are worked out for all of its lanes together; then handed over in batches.</summary>
internal sealed unsafe class PackedEnds
{
    private const int Lanes = PackedDraws.Lanes;

    private readonly LaneProgram _program;
    private readonly byte* _block;
    private readonly byte* _constants;
    private readonly LaneCopy _copy;
    private readonly RunBatch _batch;
    private readonly Column* _numbers;
    private readonly int _numberCount;
    private readonly Column* _wholes;
    private readonly int _wholeCount;
    private readonly int _doubt;
    private readonly int _stopped;
    private readonly int _step;
    private readonly int _run;
    private readonly Move[] _passed;
    private readonly int _kinds;
    private long _start;
    private int* _bySteps;
    private int _count;

    // A row, and its column in the batch.
    private readonly record struct Column(nint Row, nint To);

    /// <param name="plan">What is run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="kinds">Every move that there can be, those of <see cref="SureStarts"/> last.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="constants">The routines' constants.</param>
    public PackedEnds(Plan plan, LaneProgram program, Move[] kinds, NativeArena arena, byte* constants)
    {
        _program = program;
        _constants = constants;
        Rows rows = program.Rows;
        LanePlaces at = program.At;
        _block = arena.Allocate(rows.Size);
        (_passed, _kinds) = ([.. program.Starts.Moves], kinds.Length);
        _copy = new LaneCopy(rows, [.. at.Ended.Concat(at.Leaf).Concat(at.Assumptions).Append(at.Step).Append(at.Stopped).Append(at.Doubt).Append(at.Run).Where(r => r >= 0).Distinct()]);
        (_doubt, _stopped, _step, _run) = (rows.Offset(at.Doubt), rows.Offset(at.Stopped), rows.Offset(at.Step), rows.Offset(at.Run));
        _batch = new RunBatch(plan.Scenario.Assumptions.Count, plan.Scenario.Measures.Count, kinds, at.Leaf.Length);
        for (int i = 0; i < at.Assumptions.Length; i++)
        {
            if (at.Assumptions[i] < 0) Array.Fill(_batch.Assumptions[i], plan.FixedAssumptions[i]!.Value);
        }
        Column Number(int row, double[] to) => new(rows.Offset(row), (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(to)));
        Column Whole(int row, int[] to) => new(rows.Offset(row), (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(to)));
        _numbers = Columns([.. at.Assumptions.Select((row, i) => (row, i)).Where(a => a.row >= 0).Select(a => Number(a.row, _batch.Assumptions[a.i])), .. at.Measures.Select((row, i) => Number(row, _batch.Measures[i]))], arena, out _numberCount);
        _wholes = Columns([Whole(at.Outcome, _batch.Outcomes), Whole(at.Step, _batch.LastSteps), .. at.Leaf.Select((row, i) => (row, i)).Where(t => t.row >= 0).Select(t => Whole(t.row, _batch.FinalStates[t.i]))], arena, out _wholeCount);
    }

    /// <summary>Whether it is time to <see cref="Finish"/>.</summary>
    public bool IsFull => _count == Lanes;

    /// <summary>Runs that have to be made again, with the last step up to which their moves have been counted; see <see cref="Finish"/>.</summary>
    public List<(long Run, int Step)> Doubtful { get; } = [];

    /// <summary>Begins a stretch of runs.</summary>
    /// <param name="start">The number that they are counted from.</param>
    /// <param name="bySteps">Where moves are counted, by step, then kind; null where they are written down.</param>
    public void Begin(long start, int* bySteps)
    {
        _start = start;
        _bySteps = bySteps;
    }

    /// <summary>Gathers a run that has ended.</summary>
    /// <param name="block">Its block.</param>
    /// <param name="lane">Its lane there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte* block, int lane) => _copy.Copy(block, lane, _block, _count++);

    /// <summary>Works out what the runs gathered have come to.</summary>
    /// <param name="take">Given a batch when it is full.</param>
    /// <param name="moves">Where the moves of the one run that has been gathered are; null where they have been counted.</param>
    /// <param name="place">Its lane through all blocks.</param>
    public void Finish(RunTaker take, MoveLogs? moves, int place)
    {
        if (_count == 0) return;
        foreach (Routine finish in _program.Finish) finish.Run(_block, _constants, 1, 0);
        uint doubt = *(ushort*)(_block + _doubt) & ((1u << _count) - 1);
        if (_batch.Count + _count > RunBatch.Capacity) HandOver(take);
        _batch.HasCountedMoves = moves is null;
        if (doubt == 0) Take(_count);
        else TakeSure(doubt);
        if (moves is not null && doubt == 0) NoteMoves(moves[place]);
        _count = 0;
    }

    /// <summary>Hands over what there is.</summary>
    public void HandOver(RunTaker take)
    {
        if (_batch.HasCountedMoves) CountPassed();
        if (_batch.Count > 0) take.Take(_batch);
        _batch.Count = 0;
    }

    /// <summary>The one run that has been taken since the last were handed over, as a record.</summary>
    public void CopyTo(RunRecord record)
    {
        _batch.CopyTo(0, record);
        _batch.Count = 0;
    }

    /// <summary>Whether a run waits to be handed over.</summary>
    public bool HasRun => _batch.Count > 0;

    private static Column* Columns(Column[] columns, NativeArena arena, out int count)
    {
        count = columns.Length;
        var memory = (Column*)arena.Allocate((long)count * sizeof(Column));
        columns.CopyTo(new Span<Column>(memory, count));
        return memory;
    }

    // All lanes, whole vectors at a time: of 256 bits, for wider ones are slow where the machine has none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(int count)
    {
        int at = _batch.Count;
        bool turned = _program.Rows.Turned != 0;
        for (Column* column = _numbers, end = column + _numberCount; column < end; column++)
        {
            var from = (double*)(_block + column->Row);
            double* to = (double*)column->To + at;
            for (int lane = 0; lane < Lanes; lane += 8, from += 8, to += 8)
            {
                Vector256<double> a = Vector256.Load(from), b = Vector256.Load(from + 4);
                if (turned) (a, b) = (Vector256.Create(a.GetLower(), b.GetLower()), Vector256.Create(a.GetUpper(), b.GetUpper()));
                a.Store(to);
                b.Store(to + 4);
            }
        }
        for (Column* column = _wholes, end = column + _wholeCount; column < end; column++)
        {
            var from = (int*)(_block + column->Row);
            int* to = (int*)column->To + at;
            Vector256<int> a = Vector256.Load(from), b = Vector256.Load(from + 8);
            a.Store(to);
            b.Store(to + 8);
        }
        int* runs = (int*)(_block + _run);
        uint stopped = *(ushort*)(_block + _stopped);
        for (int i = 0; i < count; i++)
        {
            _batch.Runs[at + i] = _start + runs[i];
            _batch.Stopped[at + i] = ((stopped >> i) & 1) != 0;
        }
        _batch.Count = at + count;
    }

    private void TakeSure(uint doubt)
    {
        for (int lane = 0; lane < _count; lane++)
        {
            long run = _start + ((int*)(_block + _run))[lane];
            if (((doubt >> lane) & 1) != 0)
            {
                Doubtful.Add((run, ((int*)(_block + _step))[lane]));
                continue;
            }
            int at = _batch.Count++;
            for (int i = 0; i < _numberCount; i++) ((double*)_numbers[i].To)[at] = ((double*)(_block + _numbers[i].Row))[_program.Rows.WideLane(lane)];
            for (int i = 0; i < _wholeCount; i++) ((int*)_wholes[i].To)[at] = ((int*)(_block + _wholes[i].Row))[lane];
            _batch.Runs[at] = run;
            _batch.Stopped[at] = ((*(ushort*)(_block + _stopped) >> lane) & 1) != 0;
        }
    }

    // The moves before lanes begin, of the runs that lasted until then.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountPassed()
    {
        if (_bySteps == null) return;
        for (int i = 0; i < _passed.Length; i++)
        {
            int lasted = _batch.Count;
            var step = Vector256.Create(_passed[i].Step);
            for (int run = 0; run < _batch.Count; run += Vector256<int>.Count)
            {
                uint here = Vector256.LessThan(Vector256.Create<int>(_batch.LastSteps.AsSpan(run)), step).ExtractMostSignificantBits();
                // Behind the last run there are some of before.
                lasted -= BitOperations.PopCount(here & ((1u << Math.Min(Vector256<int>.Count, _batch.Count - run)) - 1));
            }
            _bySteps[((long)_passed[i].Step * _kinds) + _kinds - _passed.Length + i] += lasted;
        }
    }

    // By step, within a step by track.
    private void NoteMoves(ReadOnlySpan<long> moves)
    {
        int run = _batch.Count - 1, at = 0, noted = 0;
        _batch.Count--;
        Span<long> all = MemoryMarshal.CreateSpan(ref _batch.MoveRoom(moves.Length + _passed.Length), moves.Length + _passed.Length);
        for (int i = 0; i < _passed.Length && _passed[i].Step <= _batch.LastSteps[run]; i++)
        {
            while (noted < moves.Length && IsBefore(moves[noted], _passed[i])) all[at++] = moves[noted++];
            all[at++] = ((long)_passed[i].Step << 32) | (uint)(_kinds - _passed.Length + i);
        }
        moves[noted..].CopyTo(all[at..]);
        int before = run == 0 ? 0 : _batch.MovesUntil[run - 1];
        _batch.MovesUntil[run] = before + at + moves.Length - noted;
        _batch.Count++;
    }

    private bool IsBefore(long move, Move other) => (RunBatch.Step(move), _batch.Kinds[RunBatch.Kind(move)].Track).CompareTo((other.Step, other.Track)) < 0;
}
