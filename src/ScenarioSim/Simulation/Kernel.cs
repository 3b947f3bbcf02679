using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation;

/// <summary>
/// The compiled engine: makes the same runs as the interpreter, bit for bit, without looking at steps in which nothing can happen.
/// </summary>
/// <remarks>
/// A look at a track says in which step it does something next if nothing that it reads changes: the earliest of its timers, and of the step in which its standing chances
/// reach their threshold (exact, since rates are whole numbers of units). Tracks of which something has changed are looked at again; then the kernel goes to the earliest of these steps.
/// One kernel a thread; no allocation in a run.
/// </remarks>
public sealed partial class Kernel
{
    // Looks of a run between two of them at whether it is wanted still: with a thousand tracks one takes a tenth of a millisecond.
    private const int BetweenCancellations = 64;

    private readonly Plan _plan;
    private readonly World _world;
    private readonly Keys _keys;
    private readonly AssumptionSampler _sampler;
    private readonly IPoints? _points;
    private readonly int _tracks;
    private readonly int _lastStep;
    private readonly Clock _clock;
    private readonly double[] _uniforms;

    private readonly TrackMemory _memory;

    // The world's and the memory's, one step nearer.
    private readonly TrackState[] _trackStates;
    private readonly int[] _wake;
    private readonly ulong[] _readTracks;
    private readonly ulong[] _readOthers;
    private readonly int[] _due;
    private readonly int[] _leafOf;
    private readonly int[] _visited;
    private readonly int[] _entered;
    private readonly double[] _values;

    private readonly IndicatorPlan[] _indicators;
    private readonly StatePlan[] _states;
    private readonly LeafPlan?[] _leaves;
    // Without what is otherwise, which comes after them.
    private readonly QuickFormula[] _outcomes;
    private readonly QuickFormula[] _measures;

    private readonly int[] _happened;

    private long _run;

    /// <param name="plan">What to run.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="points">Where the assumptions of a run are; null: each run draws them for itself.</param>
    public Kernel(Plan plan, ulong seed, DesignedPoints? points = null)
    {
        _plan = plan;
        _keys = new Keys(plan, seed);
        _world = new World(plan, _keys.Transitions);
        _memory = _world.Memory;
        (_trackStates, _wake, _readTracks, _readOthers, _due) = (_memory.Tracks, _memory.Wake, _memory.ReadTracks, _memory.ReadOthers, _memory.Due);
        (_leafOf, _visited, _entered, _values) = (_world.Leaf, _world.Visited, _world.Entered, _world.Indicators);
        _sampler = plan.Sampler;
        _points = points?.Start();
        _tracks = plan.Scenario.Tracks.Count;
        _clock = plan.Scenario.Clock;
        _lastStep = _clock.LastStep;
        _uniforms = new double[plan.Scenario.Assumptions.Count];
        _happened = new int[plan.DrawnEffects.Count];
        _indicators = [.. plan.Indicators];
        _states = [.. plan.States];
        _leaves = new LeafPlan?[plan.StateCount];
        _outcomes = [.. plan.Outcomes.TakeWhile(o => o is not null).Select(o => new QuickFormula(plan, o!))];
        _measures = [.. plan.Measures.Select(m => new QuickFormula(plan, m))];
        (_awake, _made) = (new int[_tracks], new Made[_tracks]);
        (_readers, _woken) = (plan.Readers, new long[_tracks]);
        _flows = [.. plan.Indicators.Where(i => i.Flow is not null)];
        _hasFlows = _flows.Length > 0;
        _flowAsleep = new bool[plan.Indicators.Count];
        (_sums, _products, _set) = (new double[plan.Indicators.Count], new double[plan.Indicators.Count], new double[plan.Indicators.Count]);
        (_touched, _next) = (new int[plan.Indicators.Count], new double[plan.Indicators.Count]);
        _isTouched = new bool[plan.Indicators.Count];
        _measureReaders = [.. plan.Scenario.Measures.Select(m => new MeasureReader(m))];
        _luck = new SharedLuck(plan, _keys, _sampler, points is not null);
        _changed = new int[_tracks];
        _initial = [.. plan.Scenario.Tracks.Select(t => plan.FirstState[t.Index] + t.Initial)];
        _initialStates = [.. plan.Scenario.Tracks.SelectMany(t => t.Lineage(t.Initial).Select(s => plan.FirstState[t.Index] + s))];
        _begun = (new int[plan.TimerCount], new int[plan.StateCount]);
        Record = new RunRecord(plan.Scenario.Assumptions.Count, plan.Scenario.Measures.Count);
        PrepareWatches();
    }

    private readonly SharedLuck _luck;

    // The tracks that have to be looked at for the next step.
    private readonly int[] _changed;
    private int _changedCount;

    // What every run begins with: states, and the timers and visits of those that no run can change; the others are set.
    private readonly int[] _initial;
    private readonly int[] _initialStates;
    private readonly (int[] Due, int[] Visited) _begun;
    private TransitionPlan[]? _initialTimers;

    /// <summary>What the last run came to; good until the next.</summary>
    public RunRecord Record { get; }

    /// <summary>Record the changes of indicators too.</summary>
    public bool RecordIndicators { get; set; }

    /// <summary>Ends a run soon, with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Makes a run and fills <see cref="Record"/>.</summary>
    /// <param name="run">Its number, from 0.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(long run)
    {
        Cancellation.ThrowIfCancellationRequested();
        _luck.Begin(run);
        Begin(run);
        int step = 0, looks = 0;
        while (!Record.Stopped && step < _lastStep)
        {
            if (++looks % BetweenCancellations == 0) Cancellation.ThrowIfCancellationRequested();
            int next = NextStep(step, out uint awake);
            if (next > _lastStep) break;
            if (_onceRead < _once.Length) ReadOnceBefore(next);
            step = next;
            Make(step, awake);
        }
        Finish(Record.Stopped ? step : _lastStep);
    }

    private void Begin(long run)
    {
        _run = run;
        _memory.Run = run;
        Record.Reset(run);
        World world = _world;
        world.Begin();
        if (_happened.Length > 0) Array.Clear(_happened);
        DrawAssumptions(run);
        foreach (IndicatorPlan indicator in _indicators)
        {
            double value = indicator.Indicator.Settle(indicator.Initial.Value(world));
            _values[indicator.Indicator.Index] = value;
            if (RecordIndicators) Record.IndicatorChanges.Add(new IndicatorChange(0, indicator.Indicator.Index, value));
        }
        EnterInitialStates();
        _changedCount = 0;
        for (int track = 0; track < _initial.Length; track++) BeginStay(track, Leaf(_initial[track]), _initial[track], 0);
        if (_flows.Length > 0) Array.Clear(_flowAsleep);
        _flowsAwake = _flows.Length > 0;
        world.Forget(ulong.MaxValue, ulong.MaxValue);
        StartWatches();
    }

    private void DrawAssumptions(long run)
    {
        if (_luck.TryValues(_world.Assumptions)) return;
        if (_points is not null) _points.Point(run, _uniforms);
        else for (int i = 0; i < _uniforms.Length; i++) _uniforms[i] = _keys.Assumptions[i].Draw(run, 0).First;
        _sampler.Draw(_uniforms, _world.Assumptions);
    }

    private void EnterInitialStates()
    {
        if (_initialTimers is null) PrepareInitialStates();
        _begun.Visited.AsSpan().CopyTo(_visited);
        _initial.AsSpan().CopyTo(_leafOf);
        _begun.Due.AsSpan().CopyTo(_due);
        foreach (int state in _initialStates) _entered[state] = 0;
        if (_memory.Spent.Length > 0) Array.Clear(_memory.Spent);
        foreach (TransitionPlan timer in _initialTimers!) SetTimer(timer);
    }

    private void PrepareInitialStates()
    {
        var changing = new List<TransitionPlan>();
        foreach (int state in _initialStates)
        {
            _begun.Visited[state] = 1;
            foreach (TransitionPlan timer in _states[state].Timers)
            {
                if (timer.HasFixedTime(_clock, out int on, out int after)) _begun.Due[timer.Timer] = Math.Max(on, after);
                else changing.Add(timer);
            }
        }
        _initialTimers = [.. changing];
    }

    private void Enter(int state)
    {
        World world = _world;
        _entered[state] = world.Step;
        _visited[state]++;
        StatePlan plan = _states[state];
        foreach (int toss in plan.Tosses) _memory.Spent[toss] = false;
        foreach (TransitionPlan timer in plan.Timers) SetTimer(timer);
    }

    private void SetTimer(TransitionPlan t)
    {
        World world = _world;
        Clock clock = _clock;
        if (t.HasFixedTime(clock, out int due, out int delay))
        {
            _due[t.Timer] = Math.Max(due, world.Step + delay);
            return;
        }
        due = 0;
        if (t.On is { } on) due = clock.StepAtOrAfter(on.Value(world));
        if (t.AfterDrawn is { } drawn)
        {
            due = Math.Max(due, world.Step + clock.StepsFor(drawn.Quantile(_memory.Draw(t.Number, _visited[t.Lister]).First)));
        }
        else if (t.After is { } after)
        {
            double seconds = after.Value(world);
            if (seconds < 0) world.Count(t.AfterSite, seconds);
            due = Math.Max(due, world.Step + clock.StepsFor(seconds));
        }
        _due[t.Timer] = due;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LeafPlan Leaf(int state) => _leaves[state] ?? (_leaves[state] = _plan.Leaf(state));

    // It is to be looked at for the next step, unless there is nothing to see.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BeginStay(int track, LeafPlan plan, int leaf, int step)
    {
        ref readonly double threshold = ref plan.Draws ? ref _luck.Stay(leaf, _run, _visited[leaf]) : ref _luck.NoStay;
        _trackStates[track].Begin(threshold, SharedLuck.PickBeside(in threshold), step);
        (_readTracks[track], _readOthers[track]) = (0, 0);
        if (plan.IsEnd)
        {
            _wake[track] = TrackMemory.Never;
        }
        else if (plan.SureTimer >= 0)
        {
            _wake[track] = Math.Max(step + 1, _due[plan.SureTimer]);
            _trackStates[track].Found = 0;
        }
        else
        {
            _changed[_changedCount++] = track;
        }
    }

    private void Finish(int step)
    {
        World world = _world;
        ReadOnceBefore(step);
        if (world.Step != step) world.GoTo(step);
        ReadOnceAtEnd();
        Record.LastStep = step;
        world.Assumptions.AsSpan().CopyTo(Record.Assumptions);
        Record.Outcome = OutcomeHere();
        for (int i = 0; i < _measureReaders.Length; i++)
        {
            double final = _measureReaders[i].WantsEnd ? _measures[i].Value(world) : 0;
            Record.Measures[i] = _measureReaders[i].Result(final, step);
        }
        if (world.Counted.Count == 0) return;
        Record.Counted.AddRange(world.Counted);
        if (Record.Counted.Count > 1) Record.Counted.Sort(static (a, b) => a.Site.CompareTo(b.Site));
    }

    private int OutcomeHere()
    {
        QuickFormula[] outcomes = _outcomes;
        int outcome = 0;
        while (outcome < outcomes.Length && !outcomes[outcome].Holds(_world)) outcome++;
        return outcome;
    }
}
