using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>The initial worlds of the next runs, worked out side by side; lanes that become free take one each.</summary>
internal sealed unsafe class PreparedRuns
{
    private const int MostOnStack = 256;

    private readonly LaneProgram _program;
    private readonly AssumptionSampler _sampler;
    private readonly IPoints? _points;
    private readonly EventKey[] _keys;
    private readonly Clock _clock;
    private readonly RoundKeys* _roundKeys;
    private readonly bool _narrow;
    private readonly int _lanes;
    private readonly byte* _memory;
    private readonly byte* _constants;
    private readonly int _drawn;
    private readonly SharedDraw* _draw;
    private readonly (int Assumption, nint Row)[] _assumptions;
    private readonly (QuantileTable Table, nint Row, nint Due, int Since)[] _tabled;
    private readonly int _ranges;
    private readonly (int From, int To)* _kept;
    private readonly LaneCopy? _copy;
    private long _start;
    private long _next;
    private long _end;
    private long _first;
    private int _at;
    private int _count;

    /// <param name="plan">What to run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="keys">The events' keys.</param>
    /// <param name="points">Where the assumptions of a run are; null: each run draws them for itself.</param>
    /// <param name="roundKeys">The generator's.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="constants">The routines' constants.</param>
    public PreparedRuns(Plan plan, LaneProgram program, Keys keys, IPoints? points, RoundKeys* roundKeys, NativeArena arena, byte* constants)
    {
        (_program, _clock) = (program, plan.Scenario.Clock);
        _roundKeys = roundKeys;
        _narrow = program.Rows.Width.IsNarrow;
        (_points, _keys) = (points, keys.Assumptions);
        _constants = constants;
        _sampler = plan.Sampler;
        Rows rows = program.Rows;
        _lanes = rows.Width.Lanes;
        _memory = arena.Allocate(rows.Size);
        if (rows.Width.IsPacked) _copy = new LaneCopy(rows, program.At.Kept);
        double* unwanted = (double*)arena.Allocate(rows.Width.Bytes);
        double* Row(int row) => (double*)(_memory + rows.Offset(row));
        int[] drawn = [.. Enumerable.Range(0, plan.Scenario.Assumptions.Count).Where(a => program.At.Assumptions[a] >= 0)];
        _assumptions = [.. drawn.Select(a => (a, (nint)Row(program.At.Assumptions[a])))];
        var draws = new List<SharedDraw>();
        foreach (Track track in plan.Scenario.Tracks)
        {
            int state = plan.FirstState[track.Index] + program.Starts.StateOf(track.Index);
            if (program.Early.States[track.Index] is >= 0 and var early) state = early;
            if (program.Stays[state].Draws) draws.Add(new SharedDraw(keys.Stays[state].Id, 1, threshold: true, Row(program.At.Left[track.Index]), Row(program.At.Pick[track.Index])));
            else new Span<double>(Row(program.At.Left[track.Index]), _lanes).Fill(Hazard.Endless);
        }
        if (points is null) draws.AddRange(drawn.Select(a => new SharedDraw(keys.Assumptions[a].Id, 0, threshold: false, Row(program.At.Assumptions[a]), unwanted)));
        _tabled = [.. Delays(plan, keys, arena, draws, unwanted), .. Amounts(plan, keys, draws, unwanted)];
        _drawn = draws.Count;
        _draw = (SharedDraw*)arena.Allocate((long)_drawn * sizeof(SharedDraw));
        CollectionsMarshal.AsSpan(draws).CopyTo(new Span<SharedDraw>(_draw, _drawn));
        _kept = Kept(rows, program.At.Kept, arena, out _ranges);
        if (_copy is not null) CountInitialEntries(plan);
    }

    /// <summary>Begins a stretch of runs.</summary>
    /// <param name="first">The first run's number.</param>
    /// <param name="count">How many.</param>
    public void Begin(long first, int count) => (_start, _next, _end, _at, _count) = (first, first, first + count, 0, 0);

    /// <summary>Puts the next run's initial world into a lane.</summary>
    /// <param name="block">The lane's block.</param>
    /// <param name="number">The lane's place in it.</param>
    /// <returns>The run's number; -1 when all have been taken.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Take(byte* block, int number)
    {
        if (_at == _count && !Prepare()) return -1;
        byte* lane = block + (number * sizeof(double));
        byte* from = _memory + (_at * sizeof(double));
        nint row = _lanes * sizeof(double);
        for ((int From, int To)* range = _kept, last = range + _ranges; range < last; range++)
        {
            nint at = range->From, end = range->To;
            for (; at + (4 * row) <= end; at += 4 * row)
            {
                double a = *(double*)(from + at), b = *(double*)(from + at + row), c = *(double*)(from + at + (2 * row)), d = *(double*)(from + at + (3 * row));
                *(double*)(lane + at) = a;
                *(double*)(lane + at + row) = b;
                *(double*)(lane + at + (2 * row)) = c;
                *(double*)(lane + at + (3 * row)) = d;
            }
            for (; at < end; at += row) *(double*)(lane + at) = *(double*)(from + at);
        }
        return _first + _at++;
    }

    /// <summary>Puts the next run's initial world into a packed lane.</summary>
    /// <param name="block">The lane's block.</param>
    /// <param name="lane">The lane's place in it.</param>
    /// <returns>Whether there was one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakePacked(byte* block, int lane)
    {
        if (_at == _count && !Prepare()) return false;
        _copy!.Copy(_memory, _at++, block, lane);
        return true;
    }

    // Rows that follow each other, as stretches of memory.
    private static (int From, int To)* Kept(Rows rows, int[] kept, NativeArena arena, out int count)
    {
        var ranges = new List<(int From, int To)>();
        foreach (int row in kept.Order())
        {
            int at = rows.Offset(row);
            if (ranges.Count > 0 && ranges[^1].To == at) ranges[^1] = (ranges[^1].From, at + rows.Width.Bytes);
            else ranges.Add((at, at + rows.Width.Bytes));
        }
        var memory = ((int From, int To)*)arena.Allocate((long)ranges.Count * sizeof((int, int)));
        for (int i = 0; i < ranges.Count; i++) memory[i] = ranges[i];
        count = ranges.Count;
        return memory;
    }

    // Delays and tosses of the transitions of the states that lanes begin in, and of those around them.
    private List<(QuantileTable Table, nint Row, nint Due, int Since)> Delays(Plan plan, Keys keys, NativeArena arena, List<SharedDraw> draws, double* unwanted)
    {
        Rows rows = _program.Rows;
        var delays = new List<(QuantileTable Table, nint Row, nint Due, int Since)>();
        foreach (TransitionPlan t in plan.Scenario.Tracks.SelectMany(t => t.Lineage(_program.Starts.StateOf(t.Index)).SelectMany(s => _program.Entries[plan.FirstState[t.Index] + s].Transitions)))
        {
            // Where lanes begin late, nothing around the state that they begin in has a delay: there is one thing to wait for, and the state lists it.
            int since = _program.Starts.StepOf(plan.TrackOf(t.Lister));
            double* delay = t.AfterDrawn is null ? unwanted : (double*)arena.Allocate(rows.Width.Bytes);
            if (t.AfterDrawn is not null) delays.Add((t.AfterDrawn, (nint)delay, (nint)(_memory + rows.Offset(_program.At.Due[t.Timer])), since));
            double* luck = t.Toss < 0 ? unwanted : (double*)(_memory + rows.Offset(_program.At.Luck[t.Toss]));
            draws.Add(new SharedDraw(keys.Transitions[t.Number].Id, 1, threshold: false, delay, luck));
        }
        return delays;
    }

    // The first amounts of drawn effects: plain lanes ask for them anew on coming into a state from which the effects can happen.
    private List<(QuantileTable Table, nint Row, nint Due, int Since)> Amounts(Plan plan, Keys keys, List<SharedDraw> draws, double* unwanted)
    {
        var amounts = new List<(QuantileTable Table, nint Row, nint Due, int Since)>();
        IEnumerable<LaneStay> stays = _copy is null ? plan.Scenario.Tracks.Select(t => _program.Stays[plan.FirstState[t.Index] + _program.Starts.StateOf(t.Index)]) : _program.Stays;
        foreach (EffectPlan effect in stays.SelectMany(s => s.Effects).DistinctBy(e => e.Draw))
        {
            double* row = (double*)(_memory + _program.Rows.Offset(_program.At.Amounts[effect.Draw]));
            amounts.Add((effect.Drawn!, (nint)row, 0, 0));
            draws.Add(new SharedDraw(keys.Effects[effect.Draw].Id, 0, threshold: false, row, unwanted));
        }
        return amounts;
    }

    // In the beginning each track has entered the state that lanes begin in, and those around it.
    private void CountInitialEntries(Plan plan)
    {
        foreach (Track track in plan.Scenario.Tracks)
        {
            foreach (int local in track.Lineage(_program.Starts.StateOf(track.Index)))
            {
                int row = _program.At.Counts[plan.FirstState[track.Index] + local];
                if (row >= 0) new Span<int>(_memory + _program.Rows.Offset(row), _lanes).Fill(1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private bool Prepare()
    {
        int count = (int)Math.Min(_lanes, _end - _next);
        if (count <= 0) return false;
        (_first, _at, _count) = (_next, 0, count);
        _next += count;
        if (_copy is not null) Number();
        SharedDraw.Make(_roundKeys, _draw, _drawn, _first, _lanes, _narrow);
        if (_points is not null) TakePoints(_points, count);
        else if (!_sampler.Correlated.IsEmpty) Correlate(count);
        foreach ((int assumption, nint at) in _assumptions)
        {
            var row = new Span<double>((double*)at, _lanes);
            _sampler.Values(assumption, row, row);
        }
        foreach (Routine begin in _program.Begin) begin.Run(_memory, _constants, 1, 0);
        LookUp();
        return true;
    }

    // Runs are numbered from the first of the stretch.
    private void Number()
    {
        int* runs = (int*)(_memory + _program.Rows.Offset(_program.At.Run));
        var first = Vector256.Create((int)(_first - _start));
        for (int lane = 0; lane < _lanes; lane += Vector256<int>.Count) (first + Vector256<int>.Indices + Vector256.Create(lane)).Store(runs + lane);
    }

    // What is over of the lanes gets numbers too, for the tables take whole vectors.
    private void TakePoints(IPoints points, int count)
    {
        int[] rows = _program.At.Assumptions;
        Span<double> uniforms = rows.Length <= MostOnStack ? stackalloc double[rows.Length] : new double[rows.Length];
        Span<double> probabilities = rows.Length <= MostOnStack ? stackalloc double[rows.Length] : new double[rows.Length];
        uniforms.Fill(0.5);
        for (int lane = 0; lane < _lanes; lane++)
        {
            if (lane < count) points.Point(_first + lane, uniforms);
            uniforms.CopyTo(probabilities);
            _sampler.Correlate(uniforms, probabilities);
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i] >= 0) *Place(rows[i], lane) = probabilities[i];
            }
        }
    }

    // An assumption that a policy fixes has its place among the correlated ones all the same: others go by its number.
    private void Correlate(int count)
    {
        int[] rows = _program.At.Assumptions;
        Span<double> uniforms = rows.Length <= MostOnStack ? stackalloc double[rows.Length] : new double[rows.Length];
        Span<double> probabilities = rows.Length <= MostOnStack ? stackalloc double[rows.Length] : new double[rows.Length];
        for (int lane = 0; lane < count; lane++)
        {
            foreach (int i in _sampler.Correlated) uniforms[i] = rows[i] < 0 ? _keys[i].Draw(_first + lane, 0).First : *Place(rows[i], lane);
            _sampler.Correlate(uniforms, probabilities);
            foreach (int i in _sampler.Correlated)
            {
                if (rows[i] >= 0) *Place(rows[i], lane) = probabilities[i];
            }
        }
    }

    private double* Place(int row, int lane) => (double*)(_memory + _program.Rows.Offset(row, lane));

    // Delays and amounts, from their uniform numbers.
    private void LookUp()
    {
        foreach ((QuantileTable table, nint at, nint due, int since) in _tabled)
        {
            var row = new Span<double>((double*)at, _lanes);
            table.Quantiles(row, row);
            if (due == 0) continue;
            for (int lane = 0; lane < row.Length; lane++)
            {
                int end = Math.Min(since + _clock.StepsFor(row[_program.Rows.WideLane(lane)]), LaneRows.Latest);
                if (_copy is null) ((double*)due)[lane] = end;
                else ((int*)due)[lane] = end;
            }
        }
    }
}
