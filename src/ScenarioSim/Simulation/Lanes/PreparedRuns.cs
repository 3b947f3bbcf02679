using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>The initial worlds of the next runs, worked out side by side; lanes that become free take one each.</summary>
internal sealed unsafe class PreparedRuns
{
    private readonly LaneProgram _program;
    private readonly AssumptionSampler _sampler;
    private readonly IPoints? _points;
    private readonly EventKey[] _keys;
    private readonly bool _together;
    private readonly DrawQueue _draws;
    private readonly OtherDraws _others;
    private readonly int _lanes;
    private readonly byte* _memory;
    private readonly byte* _constants;
    private readonly int _drawn;
    private readonly SharedDraw* _draw;
    private readonly (int Assumption, nint Row)[] _alone;
    private readonly (int State, bool Innermost)[] _drawing;
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
    /// <param name="draws">Makes the draws of delays, tosses and amounts.</param>
    /// <param name="others">Asks for them.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="constants">The routines' constants.</param>
    public PreparedRuns(Plan plan, LaneProgram program, Keys keys, IPoints? points, DrawQueue draws, OtherDraws others, NativeArena arena, byte* constants)
    {
        (_program, _draws, _others) = (program, draws, others);
        (_points, _keys) = (points, keys.Assumptions);
        _constants = constants;
        _sampler = plan.Sampler;
        _together = _sampler.HasCorrelations;
        Rows rows = program.Rows;
        _lanes = rows.Width.Lanes;
        _memory = arena.Allocate(rows.Size);
        if (rows.Width.IsPacked) _copy = new LaneCopy(rows, program.At.Kept, arena);
        double* unwanted = (double*)arena.Allocate(rows.Width.Bytes);
        double* Row(int row) => (double*)(_memory + rows.Offset(row));
        int[] drawn = [.. Enumerable.Range(0, plan.Scenario.Assumptions.Count).Where(a => program.At.Assumptions[a] >= 0)];
        _alone = _together ? [] : [.. drawn.Select(a => (a, (nint)Row(program.At.Assumptions[a])))];
        _draw = (SharedDraw*)arena.Allocate((long)(plan.Scenario.Tracks.Count + drawn.Length) * sizeof(SharedDraw));
        var drawing = new List<(int State, bool Innermost)>();
        foreach (Model.Track track in plan.Scenario.Tracks)
        {
            foreach (int local in track.Lineage(track.Initial))
            {
                int state = plan.FirstState[track.Index] + local;
                bool innermost = local == track.Initial;
                if (innermost && program.Stays[state].Draws) _draw[_drawn++] = new SharedDraw(keys.Stays[state].Id, 1, threshold: true, Row(program.At.Left[track.Index]), Row(program.At.Pick[track.Index]));
                else if (innermost) new Span<double>(Row(program.At.Left[track.Index]), _lanes).Fill(Hazard.Endless);
                if (program.Entries[state].Transitions.Length > 0 || (innermost && program.Stays[state].Effects.Length > 0)) drawing.Add((state, innermost));
            }
        }
        _drawing = [.. drawing];
        if (points is null)
        {
            foreach (int a in drawn) _draw[_drawn++] = new SharedDraw(keys.Assumptions[a].Id, 0, threshold: false, Row(program.At.Assumptions[a]), unwanted);
        }
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
        if (_copy is not null)
        {
            _copy.Copy(_memory, _at, block, number);
            return _first + _at++;
        }
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

    // In the beginning each track has entered its initial state, and those around it.
    private void CountInitialEntries(Plan plan)
    {
        foreach (Model.Track track in plan.Scenario.Tracks)
        {
            foreach (int local in track.Lineage(track.Initial))
            {
                int row = _program.At.Counts[plan.FirstState[track.Index] + local];
                if (row >= 0) new Span<int>(_memory + _program.Rows.Offset(row), _lanes).Fill(1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Prepare()
    {
        int count = (int)Math.Min(_lanes, _end - _next);
        if (count <= 0) return false;
        (_first, _at, _count) = (_next, 0, count);
        _next += count;
        if (_copy is not null) Number();
        SharedDraw.Make(_draws.Keys, _draw, _drawn, _first, _lanes);
        if (_points is not null && !_together) TakePoints(_points, count);
        foreach ((int assumption, nint at) in _alone)
        {
            var row = new Span<double>((double*)at, _lanes);
            _sampler.DrawAlone(assumption, row, row);
        }
        if (_together) DrawTogether(count);
        foreach (Routine begin in _program.Begin) begin.Run(_memory, _constants, 1, 0);
        if (_drawing.Length > 0) DrawOthers(count);
        return true;
    }

    // Runs are numbered from the first of the stretch.
    private void Number()
    {
        int* runs = (int*)(_memory + _program.Rows.Offset(_program.At.Run));
        (Vector512.Create((int)(_first - _start)) + Vector512<int>.Indices).Store(runs);
    }

    // What is over of the lanes gets numbers too, for the tables take whole vectors.
    private void TakePoints(IPoints points, int count)
    {
        int[] rows = _program.At.Assumptions;
        Span<double> uniforms = rows.Length <= 256 ? stackalloc double[rows.Length] : new double[rows.Length];
        uniforms.Fill(0.5);
        for (int lane = 0; lane < _lanes; lane++)
        {
            if (lane < count) points.Point(_first + lane, uniforms);
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i] >= 0) *((double*)(_memory + _program.Rows.Offset(rows[i])) + lane) = uniforms[i];
            }
        }
    }

    // An assumption that a policy fixes has its place among the correlated ones all the same: others go by its number.
    private void DrawTogether(int count)
    {
        int[] rows = _program.At.Assumptions;
        Span<double> uniforms = rows.Length <= 256 ? stackalloc double[rows.Length] : new double[rows.Length];
        Span<double> values = rows.Length <= 256 ? stackalloc double[rows.Length] : new double[rows.Length];
        for (int lane = 0; lane < count; lane++)
        {
            double* Place(int row) => (double*)(_memory + _program.Rows.Offset(row)) + lane;
            if (_points is not null) _points.Point(_first + lane, uniforms);
            else for (int i = 0; i < rows.Length; i++) uniforms[i] = rows[i] < 0 ? _keys[i].Draw(_first + lane, 0).First : *Place(rows[i]);
            _sampler.Draw(uniforms, values);
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i] >= 0) *Place(rows[i]) = values[i];
            }
        }
    }

    private void DrawOthers(int count)
    {
        foreach ((int state, bool innermost) in _drawing)
        {
            for (int lane = 0; lane < count; lane++)
            {
                _others.Enter(_memory, lane, _first + lane, state, 1, 0);
                if (innermost) _others.Begin(_memory, lane, _first + lane, _program.Stays[state], null);
            }
        }
        _draws.Flush();
    }
}
