using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>
/// Makes runs side by side, one in each lane of some blocks: the same runs as <see cref="Kernel"/>, bit for bit. A lane that has finished its run takes the next.
/// </summary>
/// <remarks>
/// Lanes advance by compiled routines without branches; draws are gathered from all lanes and made together. A run in which something has to be counted (a chance outside 0..1, say) is made again by the scalar kernel.
/// One a thread.
/// </remarks>
internal sealed unsafe class LaneKernel : IDisposable
{
    private const int MostBlocks = 4;
    private const int WantedMemory = 96 << 10;
    private const int FirstLog = 64;

    // Where a stay needs no draw, no threshold may be reached.
    private const double Endless = 1L << 60;

    private readonly Plan _plan;
    private readonly LaneProgram _program;
    private readonly Keys _keys;
    private readonly Kernel _scalar;
    private readonly AssumptionSampler _sampler;
    private readonly IPoints? _points;
    private readonly DrawQueue _draws;
    private readonly int _lanes;
    private readonly int _blocks;
    private readonly int _states;
    private readonly int _tracks;
    private readonly int _size;
    private readonly int _pickAfterLeft;
    private readonly List<nint> _allocated = [];
    private readonly byte* _memory;
    private readonly byte* _prepared;
    private readonly byte* _constants;
    private readonly Lane* _lane;
    private readonly TrackPlace* _track;
    private readonly int* _kept;
    private readonly int _keptCount;
    private readonly int* _initialVisits;
    private readonly (int Track, int State, bool Innermost)[] _initialStates;
    private readonly int[] _active;
    private readonly int[] _happened;
    private readonly double* _uniforms;
    private readonly double[] _values;
    private readonly RunRecord _record;
    private readonly RunBatch _batch;
    private readonly List<IndicatorChange>[] _changes;
    private readonly double[] _indicators;
    private long _nextRun;
    private long _endRun;
    private long _preparedRun;
    private int _preparedAt;
    private int _preparedCount;

    // What the driver knows of a lane's run: its number, how often it has entered each state, and its moves so far (the step in the high half, the move's number in the low one).
    private struct Lane
    {
        public long Run;
        public int* Visits;
        public long* Log;
        public long* LogEnd;
        public long* LogLimit;
    }

    // Where a track's choice and threshold are in a block, and its moves.
    private struct TrackPlace
    {
        public MoveCode* Moves;
        public int Choice;
        public int Left;
    }

    // What has to be known of a move. Counts are 0 or 1.
    private struct MoveCode
    {
        public ulong Key;
        public int Number;
        public int Leaf;
        public int Enters;
        public int Draws;
        public int Recorded;
        public bool IsPlain;
    }

    /// <param name="plan">What to run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="points">Where the assumptions of a run are; null: each run draws them for itself.</param>
    public LaneKernel(Plan plan, LaneProgram program, ulong seed, DesignedPoints? points = null)
    {
        (_plan, _program) = (plan, program);
        _keys = new Keys(plan, seed);
        _scalar = new Kernel(plan, seed, points);
        _sampler = new AssumptionSampler(plan.Scenario, plan.Policy);
        _points = points?.Start();
        Rows rows = program.Rows;
        (_lanes, _size, _states, _tracks) = (rows.Width.Lanes, rows.Size, plan.StateCount, plan.Scenario.Tracks.Count);
        _blocks = Math.Clamp(WantedMemory / _size, 2, MostBlocks);
        int lanes = _blocks * _lanes;
        _draws = new DrawQueue(plan.Scenario.Clock, lanes * _tracks);
        _memory = (byte*)Allocate((_blocks + 1L) * _size);
        _prepared = _memory + (_blocks * _size);
        _constants = Constants(rows);
        _pickAfterLeft = _tracks == 0 ? 0 : rows.Width.Bytes * (program.At.Pick[0] - program.At.Left[0]);
        _track = (TrackPlace*)Allocate((long)_tracks * sizeof(TrackPlace));
        Move[] moves = Moves((MoveCode*)Allocate((long)program.Moves.Sum(m => m.Length) * sizeof(MoveCode)));
        _keptCount = program.At.Kept.Length;
        _kept = (int*)Allocate(_keptCount * sizeof(int));
        for (int i = 0; i < _keptCount; i++) _kept[i] = rows.Offset(program.At.Kept[i]);
        _initialStates = [.. plan.Scenario.Tracks.SelectMany(t => t.Lineage(t.Initial).Select(s => (t.Index, plan.FirstState[t.Index] + s, s == t.Initial)))];
        _initialVisits = (int*)Allocate(_states * sizeof(int));
        foreach ((_, int state, _) in _initialStates) _initialVisits[state] = 1;
        _lane = (Lane*)Allocate(lanes * sizeof(Lane));
        for (int i = 0; i < lanes; i++)
        {
            _lane[i].Visits = (int*)Allocate(_states * sizeof(int));
            _lane[i].Log = _lane[i].LogEnd = (long*)NativeMemory.Alloc(FirstLog, sizeof(long));
            _lane[i].LogLimit = _lane[i].Log + FirstLog;
        }
        _active = new int[_blocks];
        _happened = new int[lanes * plan.DrawnEffects.Count];
        _uniforms = (double*)Allocate((long)plan.Scenario.Assumptions.Count * _lanes * sizeof(double));
        _values = new double[plan.Scenario.Assumptions.Count];
        _changes = [.. Enumerable.Range(0, lanes).Select(_ => new List<IndicatorChange>())];
        _indicators = new double[lanes * plan.Indicators.Count];
        _record = new RunRecord(plan.Scenario.Assumptions.Count, plan.Scenario.Measures.Count);
        _batch = new RunBatch(plan.Scenario.Assumptions.Count, plan.Scenario.Measures.Count, moves);
        for (int i = 0; i < _values.Length; i++)
        {
            if (program.At.Assumptions[i] < 0) Array.Fill(_batch.Assumptions[i], plan.FixedAssumptions[i]!.Value);
        }
    }

    ~LaneKernel() => Free();

    /// <summary>Record the changes of indicators too.</summary>
    public bool RecordIndicators { get; set; }

    /// <summary>How many runs had to be made again by the scalar kernel.</summary>
    public long Repeated { get; private set; }

    /// <summary>Makes a stretch of runs.</summary>
    /// <param name="first">The first run's number.</param>
    /// <param name="count">How many.</param>
    /// <param name="take">Given each run once, about in the order in which they end.</param>
    /// <param name="cancellation">Stops within a run's time; then not all runs have been given.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long first, int count, RunTaker take, CancellationToken cancellation = default)
    {
        (_nextRun, _endRun, _preparedAt, _preparedCount, _batch.Count) = (first, first + count, 0, 0, 0);
        int open = 0;
        for (int block = 0; block < _blocks; block++) open += Refill(block, (1 << _lanes) - 1);
        while (open > 0 && !cancellation.IsCancellationRequested)
        {
            for (int block = 0; block < _blocks; block++)
            {
                if (_active[block] != 0) Do(_program.Step, _memory + (block * _size));
            }
            for (int block = 0; block < _blocks; block++)
            {
                if (_active[block] != 0) Follow(block);
            }
            _draws.Flush(_pickAfterLeft);
            for (int block = 0; block < _blocks; block++)
            {
                int finished = _memory[(block * _size) + _program.At.Finished] & _active[block];
                if (finished == 0) continue;
                Do(_program.Finish, _memory + (block * _size));
                for (int left = finished; left != 0; left &= left - 1) Hand(block, int.TrailingZeroCount(left), take);
                _active[block] &= ~finished;
                open += Refill(block, finished) - int.PopCount(finished);
            }
        }
        HandBatch(take);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        _draws.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_allocated.Count == 0) return;
        for (int i = 0; i < _blocks * _lanes; i++) NativeMemory.Free(_lane[i].Log);
        foreach (nint memory in _allocated) NativeMemory.AlignedFree((void*)memory);
        _allocated.Clear();
    }

    private void* Allocate(long bytes)
    {
        void* memory = NativeMemory.AlignedAlloc((nuint)Math.Max(64, bytes), 64);
        NativeMemory.Clear(memory, (nuint)Math.Max(64, bytes));
        _allocated.Add((nint)memory);
        return memory;
    }

    private byte* Constants(Rows rows)
    {
        int lanes = rows.Width.Lanes;
        byte* memory = (byte*)Allocate(rows.ScratchSize + ((long)rows.Constants.Count * rows.Width.Bytes)) + rows.ScratchSize;
        for (int i = 0; i < rows.Constants.Count; i++) rows.Constants[i].CopyTo(new Span<double>((double*)memory + (i * lanes), lanes));
        return memory;
    }

    private Move[] Moves(MoveCode* codes)
    {
        var moves = new List<Move>();
        for (int t = 0; t < _tracks; t++)
        {
            _track[t] = new TrackPlace { Moves = codes + moves.Count, Choice = _program.Rows.Offset(_program.At.Choice[t]), Left = _program.Rows.Offset(_program.At.Left[t]) };
            foreach (LaneMove move in _program.Moves[t])
            {
                LaneStay stay = _program.Stays[move.Leaf];
                codes[moves.Count] = new MoveCode
                {
                    Key = _keys.Stays[move.Leaf].Key,
                    Number = moves.Count,
                    Leaf = move.Leaf,
                    Enters = move.Entered.Contains(move.Leaf) ? 1 : 0,
                    Draws = stay.Draws ? 1 : 0,
                    Recorded = move.To >= 0 ? 1 : 0,
                    IsPlain = move.Happened < 0 && move.Drawn.Length == 0 && stay.Effects.Length == 0 && move.Entered.All(s => s == move.Leaf && _program.Entries[s].Transitions.Length == 0),
                };
                moves.Add(new Move(0, t, move.From, move.To));
            }
        }
        return [.. moves];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Do(Routine[] routines, byte* block)
    {
        foreach (Routine routine in routines) routine.Run(block, _constants);
    }

    // Notes what the lanes of a block have done, and asks for the draws of what they have come into. Lanes that have finished ask too: that is cheaper than to tell them from the others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Follow(int block)
    {
        byte* memory = _memory + (block * _size);
        Lane* lanes = _lane + (block * _lanes);
        ulong active = (ulong)_active[block] * 0x0101010101010101;
        double* steps = (double*)(memory + _program.Rows.Offset(_program.At.Step));
        TrackPlace* tracks = _track;
        DrawQueue draws = _draws;
        int count = _tracks;
        // Eight tracks' bytes at a time: a bit for each track and lane. What follows the tracks' bytes is masked.
        for (int firstTrack = 0; firstTrack < count; firstTrack += 8)
        {
            ulong moved = *(ulong*)(memory + firstTrack) & active;
            if (count - firstTrack < 8) moved &= (1UL << (8 * (count - firstTrack))) - 1;
            for (; moved != 0; moved &= moved - 1)
            {
                int bit = BitOperations.TrailingZeroCount(moved);
                nint at = (bit & 7) * sizeof(double);
                TrackPlace* track = tracks + firstTrack + (bit >> 3);
                Lane* lane = lanes + (bit & 7);
                MoveCode* move = track->Moves + *(int*)(memory + track->Choice + at);
                long* log = lane->LogEnd;
                *log = (double.ConvertToIntegerNative<long>(*(double*)((byte*)steps + at)) << 32) | (uint)move->Number;
                lane->LogEnd = log += move->Recorded;
                if (log == lane->LogLimit) Grow(lane);
                int visit = lane->Visits[move->Leaf] += move->Enters;
                double* left = (double*)(memory + track->Left + at);
                *left = Endless;
                draws.Stay(move->Key, lane->Run, visit, left, move->Draws);
                if (!move->IsPlain) Enter(memory, bit & 7, (block * _lanes) + (bit & 7), firstTrack + (bit >> 3), move, (int)*(double*)((byte*)steps + at));
            }
        }
        if (!RecordIndicators) return;
        for (int left = _active[block]; left != 0; left &= left - 1)
        {
            int lane = int.TrailingZeroCount(left);
            NoteIndicators(memory, lane, (block * _lanes) + lane, (int)steps[lane]);
        }
    }

    private static void Grow(Lane* lane)
    {
        nuint count = (nuint)(lane->LogEnd - lane->Log);
        lane->Log = (long*)NativeMemory.Realloc(lane->Log, count * 2 * sizeof(long));
        lane->LogEnd = lane->Log + count;
        lane->LogLimit = lane->LogEnd + count;
    }

    private void NoteIndicators(byte* memory, int lane, int at, int step)
    {
        int count = _program.At.Indicators.Length;
        for (int i = 0; i < count; i++)
        {
            double value = Row(memory, _program.At.Indicators[i])[lane];
            ref double known = ref _indicators[(at * count) + i];
            if (step > 0 && value == known) continue;
            known = value;
            _changes[at].Add(new IndicatorChange(step, i, value));
        }
    }

    // All that a move brings with it but the stay in its innermost state.
    private void Enter(byte* memory, int lane, int at, int track, MoveCode* code, int step)
    {
        LaneMove move = _program.Moves[track][code - _track[track].Moves];
        int* visits = _lane[at].Visits;
        if (move.Happened >= 0) visits[move.Happened]++;
        foreach (int effect in move.Drawn) _happened[(at * _plan.DrawnEffects.Count) + effect]++;
        foreach (int state in move.Entered)
        {
            if (state != move.Leaf) visits[state]++;
            if (_program.Entries[state].Transitions.Length > 0) DrawTransitions(memory, lane, _lane[at].Run, state, visits[state], step);
        }
        DrawEffects(memory, lane, at, _lane[at].Run, _program.Stays[move.Leaf]);
    }

    private void DrawEffects(byte* memory, int lane, int at, long run, LaneStay stay)
    {
        foreach (EffectPlan effect in stay.Effects)
        {
            int occurrence = at < 0 ? 0 : _happened[(at * _plan.DrawnEffects.Count) + effect.Draw];
            _draws.Effect(_keys.Effects[effect.Draw].Key, run, occurrence, effect.Drawn!, Row(memory, _program.At.Amounts[effect.Draw]) + lane);
        }
    }

    private void DrawTransitions(byte* memory, int lane, long run, int state, int visit, int step)
    {
        foreach (TransitionPlan t in _program.Entries[state].Transitions)
        {
            double* due = t.AfterDrawn is null ? null : Row(memory, _program.At.Due[t.Timer]) + lane;
            double* luck = t.Toss < 0 ? null : Row(memory, _program.At.Luck[t.Toss]) + lane;
            _draws.Transition(_keys.Transitions[t.Number].Key, run, visit, t.AfterDrawn, step, due, luck);
        }
    }

    private double* Row(byte* memory, int row) => (double*)(memory + _program.Rows.Offset(row));

    // Gives runs to lanes that have none; how many.
    private int Refill(int block, int lanes)
    {
        int filled = 0;
        for (int left = lanes; left != 0; left &= left - 1)
        {
            int lane = int.TrailingZeroCount(left);
            if (_preparedAt == _preparedCount && !Prepare())
            {
                // A lane without a run stands at the end.
                Row(_memory + (block * _size), _program.At.Step)[lane] = _plan.Scenario.Clock.LastStep;
                continue;
            }
            Place(block, lane);
            filled++;
        }
        return filled;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place(int block, int lane)
    {
        byte* to = _memory + (block * _size) + (lane * sizeof(double));
        byte* from = _prepared + (_preparedAt * sizeof(double));
        int* kept = _kept;
        for (int* end = kept + _keptCount; kept < end; kept++) *(double*)(to + *kept) = *(double*)(from + *kept);
        int at = (block * _lanes) + lane;
        _lane[at].Run = _preparedRun + _preparedAt++;
        _lane[at].LogEnd = _lane[at].Log;
        Unsafe.CopyBlock(_lane[at].Visits, _initialVisits, (uint)(_states * sizeof(int)));
        if (_happened.Length > 0) Array.Clear(_happened, at * _plan.DrawnEffects.Count, _plan.DrawnEffects.Count);
        _active[block] |= 1 << lane;
        if (!RecordIndicators) return;
        _changes[at].Clear();
        NoteIndicators(_memory + (block * _size), lane, at, 0);
    }

    // The initial worlds of as many runs as a block has lanes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Prepare()
    {
        int count = (int)Math.Min(_lanes, _endRun - _nextRun);
        if (count <= 0) return false;
        (_preparedRun, _preparedAt, _preparedCount) = (_nextRun, 0, count);
        _nextRun += count;
        int assumptions = _values.Length;
        for (int i = 0; i < assumptions && _points is null; i++)
        {
            if (_program.At.Assumptions[i] >= 0) Draw(_keys.Assumptions[i], 0, threshold: false, _uniforms + (i * _lanes), null);
        }
        Span<double> uniforms = stackalloc double[Math.Min(assumptions, 256)];
        if (assumptions > 256) uniforms = new double[assumptions];
        for (int lane = 0; lane < count; lane++)
        {
            if (_points is not null) _points.Point(_preparedRun + lane, uniforms);
            else for (int i = 0; i < assumptions; i++) uniforms[i] = _program.At.Assumptions[i] < 0 ? 0.5 : _uniforms[(i * _lanes) + lane];
            _sampler.Draw(uniforms, _values);
            for (int i = 0; i < assumptions; i++)
            {
                if (_program.At.Assumptions[i] >= 0) Row(_prepared, _program.At.Assumptions[i])[lane] = _values[i];
            }
        }
        Do(_program.Begin, _prepared);
        foreach ((int track, int state, bool innermost) in _initialStates) BeginAll(track, state, innermost, count);
        _draws.Flush(_pickAfterLeft);
        return true;
    }

    // What is drawn in the initial states, for all prepared runs.
    private void BeginAll(int track, int state, bool innermost, int count)
    {
        LaneStay stay = _program.Stays[state];
        if (innermost && stay.Draws) Draw(_keys.Stays[state], 1, threshold: true, Row(_prepared, _program.At.Left[track]), Row(_prepared, _program.At.Pick[track]));
        if (innermost && !stay.Draws) new Span<double>(Row(_prepared, _program.At.Left[track]), _lanes).Fill(Endless);
        bool transitions = _program.Entries[state].Transitions.Length > 0;
        bool effects = innermost && stay.Effects.Length > 0;
        if (!transitions && !effects) return;
        for (int lane = 0; lane < count; lane++)
        {
            if (transitions) DrawTransitions(_prepared, lane, _preparedRun + lane, state, 1, 0);
            if (effects) DrawEffects(_prepared, lane, -1, _preparedRun + lane, stay);
        }
    }

    private void Draw(EventKey key, int occurrence, bool threshold, double* first, double* second)
    {
        if (_lanes == VectorDraws.Lanes && VectorDraws.IsSupported)
        {
            VectorDraws.Draw(key.Key, _preparedRun, occurrence, threshold, first, second);
            return;
        }
        for (int lane = 0; lane < _preparedCount; lane++)
        {
            (double one, double two) = key.Draw(_preparedRun + lane, occurrence);
            first[lane] = threshold ? Hazard.Threshold(one) : one;
            if (second is not null) second[lane] = two;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Hand(int block, int number, RunTaker take)
    {
        byte* memory = _memory + (block * _size) + (number * sizeof(double));
        Lane* lane = _lane + (block * _lanes) + number;
        LanePlaces at = _program.At;
        if (BitConverter.DoubleToInt64Bits(*Row(memory, at.Doubt)) != 0)
        {
            Repeated++;
            _scalar.RecordIndicators = RecordIndicators;
            _scalar.Run(lane->Run);
            take.Take(_scalar.Record);
            return;
        }
        RunBatch batch = _batch;
        int run = batch.Count;
        batch.Runs[run] = lane->Run;
        batch.Outcomes[run] = (int)*Row(memory, at.Outcome);
        batch.LastSteps[run] = (int)*Row(memory, at.Step);
        batch.Stopped[run] = BitConverter.DoubleToInt64Bits(*Row(memory, at.Stopped)) != 0;
        for (int i = 0; i < at.Assumptions.Length; i++)
        {
            if (at.Assumptions[i] >= 0) batch.Assumptions[i][run] = *Row(memory, at.Assumptions[i]);
        }
        for (int i = 0; i < at.Measures.Length; i++) batch.Measures[i][run] = *Row(memory, at.Measures[i]);
        batch.SetMoves(new ReadOnlySpan<long>(lane->Log, (int)(lane->LogEnd - lane->Log)));
        batch.Count = run + 1;
        if (RecordIndicators) HandRecord(_changes[(block * _lanes) + number], take);
        else if (run + 1 == RunBatch.Capacity) HandBatch(take);
    }

    private void HandRecord(List<IndicatorChange> changes, RunTaker take)
    {
        _batch.CopyTo(0, _record);
        _record.IndicatorChanges.AddRange(changes);
        _batch.Count = 0;
        take.Take(_record);
    }

    private void HandBatch(RunTaker take)
    {
        if (_batch.Count > 0) take.Take(_batch);
        _batch.Count = 0;
    }
}
