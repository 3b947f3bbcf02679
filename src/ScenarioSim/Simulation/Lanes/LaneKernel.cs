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

    // Where a stay needs no draw, no threshold may be reached.
    private const double Endless = 1L << 60;

    private readonly Plan _plan;
    private readonly LaneProgram _program;
    private readonly Keys _keys;
    private readonly Kernel _scalar;
    private readonly AssumptionSampler _sampler;
    private readonly DrawQueue _draws;
    private readonly int _lanes;
    private readonly int _blocks;
    private readonly int _states;
    private readonly int _tracks;
    private readonly int _size;
    private readonly byte* _memory;
    private readonly byte* _prepared;
    private readonly byte* _constants;
    private readonly int[] _keptOffsets;
    private readonly int[] _choiceOffsets;
    private readonly int[] _leftOffsets;
    private readonly int[] _pickOffsets;
    private readonly int _stepOffset;
    private readonly ulong[] _stayKeys;
    private readonly MoveCode[] _moves;
    private readonly int[] _firstMove;
    private readonly int[] _initialVisits;
    private readonly (int Track, int State, bool Innermost)[] _initialStates;
    private readonly long[] _run;
    private readonly int[] _active;
    private readonly int[] _visits;
    private readonly int[] _happened;
    private readonly long[][] _log;
    private readonly int[] _logged;
    private readonly double* _uniforms;
    private readonly double[] _values;
    private readonly RunRecord _record;
    private readonly List<IndicatorChange>[] _changes;
    private readonly double[] _indicators;
    private long _nextRun;
    private long _endRun;
    private long _preparedRun;
    private int _preparedAt;
    private int _preparedCount;

    /// <summary>What the driver has to know of a move, in one place.</summary>
    private readonly record struct MoveCode(ulong Key, int Leaf, int Track, int From, int To, bool Draws, bool Simple, bool Recorded)
    {
        public static MoveCode Of(LaneProgram program, Keys keys, int track, LaneMove move)
        {
            LaneStay stay = program.Stays[move.Leaf];
            bool simple = move.Happened < 0 && move.Drawn.Length == 0 && move.Entered is [var only] && only == move.Leaf && program.Entries[only].Transitions.Length == 0 && stay.Effects.Length == 0;
            return new MoveCode(keys.Stays[move.Leaf].Key, move.Leaf, track, move.From, move.To, stay.Draws, simple, move.To >= 0);
        }
    }

    /// <param name="plan">What to run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="seed">The seed of all draws.</param>
    public LaneKernel(Plan plan, LaneProgram program, ulong seed)
    {
        (_plan, _program) = (plan, program);
        _keys = new Keys(plan, seed);
        _scalar = new Kernel(plan, seed);
        _sampler = new AssumptionSampler(plan.Scenario, plan.Policy);
        _draws = new DrawQueue(plan.Scenario.Clock);
        _lanes = program.Rows.Width.Lanes;
        _size = program.Rows.Size;
        _blocks = Math.Clamp(WantedMemory / _size, 2, MostBlocks);
        _states = plan.StateCount;
        _tracks = plan.Scenario.Tracks.Count;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)((_blocks + 1) * _size), 64);
        NativeMemory.Clear(_memory, (nuint)((_blocks + 1) * _size));
        _prepared = _memory + (_blocks * _size);
        _constants = Constants(program.Rows);
        int[] Offsets(IEnumerable<int> rows) => [.. rows.Select(r => r < 0 ? -1 : program.Rows.Offset(r))];
        _keptOffsets = Offsets(program.At.Kept);
        (_choiceOffsets, _leftOffsets, _pickOffsets) = (Offsets(program.At.Choice), Offsets(program.At.Left), Offsets(program.At.Pick));
        _stepOffset = program.Rows.Offset(program.At.Step);
        _moves = [.. program.Moves.SelectMany((moves, track) => moves.Select(m => MoveCode.Of(program, _keys, track, m)))];
        _firstMove = new int[_tracks];
        for (int t = 1; t < _tracks; t++) _firstMove[t] = _firstMove[t - 1] + program.Moves[t - 1].Length;
        _stayKeys = [.. _keys.Stays.Select(k => k.Key)];
        _initialStates = [.. plan.Scenario.Tracks.SelectMany(t => t.Lineage(t.Initial).Select(s => (t.Index, plan.FirstState[t.Index] + s, s == t.Initial)))];
        _initialVisits = new int[_states];
        foreach ((_, int state, _) in _initialStates) _initialVisits[state] = 1;
        int lanes = _blocks * _lanes;
        (_run, _active, _logged, _log) = (new long[lanes], new int[_blocks], new int[lanes], new long[lanes][]);
        for (int i = 0; i < lanes; i++) _log[i] = new long[64];
        (_visits, _happened) = (new int[lanes * _states], new int[lanes * plan.DrawnEffects.Count]);
        _uniforms = (double*)NativeMemory.AlignedAlloc((nuint)(Math.Max(1, plan.Scenario.Assumptions.Count) * _lanes * sizeof(double)), 64);
        _values = new double[plan.Scenario.Assumptions.Count];
        _changes = [.. Enumerable.Range(0, lanes).Select(_ => new List<IndicatorChange>())];
        _indicators = new double[lanes * plan.Indicators.Count];
        _record = new RunRecord(plan.Scenario.Assumptions.Count, plan.Scenario.Measures.Count);
    }

    /// <summary>Record the changes of indicators too.</summary>
    public bool RecordIndicators { get; set; }

    /// <summary>How many runs had to be made again by the scalar kernel.</summary>
    public long Repeated { get; private set; }

    /// <summary>Makes a stretch of runs.</summary>
    /// <param name="first">The first run's number.</param>
    /// <param name="count">How many.</param>
    /// <param name="take">Given each run's record, good until the next, in the order in which the runs end.</param>
    /// <param name="cancellation">Stops within a run's time; then not all runs have been given.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long first, int count, Action<RunRecord> take, CancellationToken cancellation = default)
    {
        (_nextRun, _endRun, _preparedAt, _preparedCount) = (first, first + count, 0, 0);
        int open = 0;
        for (int block = 0; block < _blocks; block++) open += Refill(block, (1 << _lanes) - 1);
        while (open > 0 && !cancellation.IsCancellationRequested)
        {
            for (int block = 0; block < _blocks; block++)
            {
                if (_active[block] == 0) continue;
                foreach (Routine step in _program.Step) step(_memory + (block * _size), _constants);
            }
            for (int block = 0; block < _blocks; block++)
            {
                if (_active[block] != 0) Follow(block);
            }
            _draws.Flush();
            for (int block = 0; block < _blocks; block++)
            {
                int finished = _memory[(block * _size) + _program.At.Finished] & _active[block];
                if (finished == 0) continue;
                foreach (Routine finish in _program.Finish) finish(_memory + (block * _size), _constants);
                for (int left = finished; left != 0; left &= left - 1) Hand(block, int.TrailingZeroCount(left), take);
                _active[block] &= ~finished;
                open += Refill(block, finished) - int.PopCount(finished);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        NativeMemory.AlignedFree(_constants);
        NativeMemory.AlignedFree(_uniforms);
        GC.SuppressFinalize(this);
    }

    ~LaneKernel() => Dispose();

    private static byte* Constants(Rows rows)
    {
        int lanes = rows.Width.Lanes;
        var memory = (double*)NativeMemory.AlignedAlloc((nuint)(rows.Scratch + rows.ScratchSize + rows.Width.Bytes), 64);
        for (int i = 0; i < rows.Constants.Count; i++) rows.Constants[i].CopyTo(new Span<double>(memory + (i * lanes), lanes));
        return (byte*)memory;
    }

    // Notes what the lanes of a block have done, and asks for the draws of what they have come into.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Follow(int block)
    {
        byte* memory = _memory + (block * _size);
        int active = _active[block];
        ulong activeInAll = (ulong)active * 0x0101010101010101;
        int finished = memory[_program.At.Finished];
        double* steps = (double*)(memory + _stepOffset);
        // Eight tracks' bytes at a time: a bit for each track and lane. What follows the tracks' bytes is masked.
        for (int firstTrack = 0; firstTrack < _tracks; firstTrack += 8)
        {
            ulong moved = *(ulong*)(memory + firstTrack) & activeInAll;
            if (_tracks - firstTrack < 8) moved &= (1UL << (8 * (_tracks - firstTrack))) - 1;
            for (; moved != 0; moved &= moved - 1)
            {
                int bit = BitOperations.TrailingZeroCount(moved);
                int track = firstTrack + (bit >> 3);
                int lane = bit & 7;
                int number = ((int*)(memory + _choiceOffsets[track]))[2 * lane];
                ref readonly MoveCode move = ref _moves[_firstMove[track] + number];
                int at = (block * _lanes) + lane;
                if (move.Recorded) Note(at, ((long)(int)steps[lane] << 32) | (uint)(_firstMove[track] + number));
                if ((finished >> lane & 1) != 0) continue;
                if (!move.Simple)
                {
                    Enter(memory, lane, at, track, _program.Moves[track][number], (int)steps[lane]);
                    continue;
                }
                int visit = ++_visits[(at * _states) + move.Leaf];
                double* left = (double*)(memory + _leftOffsets[track]) + lane;
                if (move.Draws) _draws.Stay(move.Key, _run[at], visit, left, (double*)(memory + _pickOffsets[track]) + lane);
                else *left = Endless;
            }
        }
        if (!RecordIndicators) return;
        for (int left = active; left != 0; left &= left - 1)
        {
            int lane = int.TrailingZeroCount(left);
            NoteIndicators(memory, lane, (block * _lanes) + lane, (int)steps[lane]);
        }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(int at, long entry)
    {
        long[] log = _log[at];
        int count = _logged[at]++;
        if (count == log.Length)
        {
            Array.Resize(ref log, count * 2);
            _log[at] = log;
        }
        log[count] = entry;
    }

    private void Enter(byte* memory, int lane, int at, int track, LaneMove move, int step)
    {
        Span<int> visits = _visits.AsSpan(at * _states, _states);
        if (move.Happened >= 0) visits[move.Happened]++;
        foreach (int effect in move.Drawn) _happened[(at * _plan.DrawnEffects.Count) + effect]++;
        foreach (int state in move.Entered)
        {
            visits[state]++;
            if (_program.Entries[state].Transitions.Length > 0) DrawTransitions(memory, lane, _run[at], state, visits[state], step);
        }
        BeginStay(memory, lane, at, _run[at], track, move.Leaf, visits[move.Leaf]);
    }

    private void BeginStay(byte* memory, int lane, int at, long run, int track, int leaf, int visit)
    {
        LaneStay stay = _program.Stays[leaf];
        double* left = (double*)(memory + _leftOffsets[track]) + lane;
        if (stay.Draws) _draws.Stay(_stayKeys[leaf], run, visit, left, (double*)(memory + _pickOffsets[track]) + lane);
        else *left = Endless;
        DrawEffects(memory, lane, at, run, stay);
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
        foreach (int offset in _keptOffsets) *(double*)(to + offset) = *(double*)(from + offset);
        int at = (block * _lanes) + lane;
        _run[at] = _preparedRun + _preparedAt++;
        _logged[at] = 0;
        _initialVisits.CopyTo(_visits.AsSpan(at * _states));
        if (_happened.Length > 0) Array.Clear(_happened, at * _plan.DrawnEffects.Count, _plan.DrawnEffects.Count);
        _active[block] |= 1 << lane;
        if (!RecordIndicators) return;
        _changes[at].Clear();
        NoteIndicators(_memory + (block * _size), lane, at, 0);
    }

    // The initial worlds of as many runs as a block has lanes.
    private bool Prepare()
    {
        int count = (int)Math.Min(_lanes, _endRun - _nextRun);
        if (count <= 0) return false;
        (_preparedRun, _preparedAt, _preparedCount) = (_nextRun, 0, count);
        _nextRun += count;
        int assumptions = _values.Length;
        for (int i = 0; i < assumptions; i++)
        {
            if (_program.At.Assumptions[i] >= 0) Draw(_keys.Assumptions[i], 0, threshold: false, _uniforms + (i * _lanes), null);
        }
        Span<double> uniforms = stackalloc double[Math.Min(assumptions, 256)];
        if (assumptions > 256) uniforms = new double[assumptions];
        for (int lane = 0; lane < count; lane++)
        {
            for (int i = 0; i < assumptions; i++) uniforms[i] = _program.At.Assumptions[i] < 0 ? 0.5 : _uniforms[(i * _lanes) + lane];
            _sampler.Draw(uniforms, _values);
            for (int i = 0; i < assumptions; i++)
            {
                if (_program.At.Assumptions[i] >= 0) Row(_prepared, _program.At.Assumptions[i])[lane] = _values[i];
            }
        }
        foreach (Routine begin in _program.Begin) begin(_prepared, _constants);
        foreach ((int track, int state, bool innermost) in _initialStates) BeginAll(track, state, innermost, count);
        _draws.Flush();
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

    private void Hand(int block, int lane, Action<RunRecord> take)
    {
        byte* memory = _memory + (block * _size);
        int at = (block * _lanes) + lane;
        if (BitConverter.DoubleToInt64Bits(Row(memory, _program.At.Doubt)[lane]) != 0)
        {
            Repeated++;
            _scalar.RecordIndicators = RecordIndicators;
            _scalar.Run(_run[at]);
            take(_scalar.Record);
            return;
        }
        _record.Reset(_run[at]);
        _record.Outcome = (int)Row(memory, _program.At.Outcome)[lane];
        _record.LastStep = (int)Row(memory, _program.At.Step)[lane];
        _record.Stopped = BitConverter.DoubleToInt64Bits(Row(memory, _program.At.Stopped)[lane]) != 0;
        for (int i = 0; i < _values.Length; i++) _record.Assumptions[i] = _program.At.Assumptions[i] < 0 ? _plan.FixedAssumptions[i]!.Value : Row(memory, _program.At.Assumptions[i])[lane];
        for (int i = 0; i < _record.Measures.Length; i++) _record.Measures[i] = Row(memory, _program.At.Measures[i])[lane];
        if (RecordIndicators) _record.IndicatorChanges.AddRange(_changes[at]);
        for (int i = 0; i < _logged[at]; i++)
        {
            long entry = _log[at][i];
            ref readonly MoveCode move = ref _moves[(int)entry];
            _record.Moves.Add(new Move((int)(entry >> 32), move.Track, move.From, move.To));
        }
        take(_record);
    }
}
