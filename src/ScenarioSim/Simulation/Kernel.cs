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
/// Each track carries the next step in which it has to be looked at: the earliest of its timers, of the step in which its standing chances reach their threshold
/// (exact, since rates are whole numbers of units), and of the step after something it read has changed. One kernel a thread; no allocation in a run.
/// </remarks>
public sealed partial class Kernel
{
    private const int Never = int.MaxValue;

    private readonly Plan _plan;
    private readonly World _world;
    private readonly Keys _keys;
    private readonly AssumptionSampler _sampler;
    private readonly IPoints? _points;
    private readonly int _tracks;
    private readonly int _lastStep;
    private readonly double[] _uniforms;

    private readonly TrackMemory _memory;
    private readonly IndicatorPlan[] _indicators;
    private readonly Track[] _allTracks;
    private readonly StatePlan[] _states;

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
        _sampler = new AssumptionSampler(plan.Scenario, plan.Policy);
        _points = points?.Start();
        _tracks = plan.Scenario.Tracks.Count;
        _lastStep = plan.Scenario.Clock.LastStep;
        _uniforms = new double[plan.Scenario.Assumptions.Count];
        _happened = new int[plan.DrawnEffects.Count];
        _indicators = [.. plan.Indicators];
        _allTracks = [.. plan.Scenario.Tracks];
        _states = [.. plan.States];
        _made = new Made[_tracks];
        _flows = [.. plan.Indicators.Where(i => i.Flow is not null)];
        _flowAsleep = new bool[plan.Indicators.Count];
        (_sums, _products, _set) = (new double[plan.Indicators.Count], new double[plan.Indicators.Count], new double[plan.Indicators.Count]);
        (_touched, _next) = (new int[plan.Indicators.Count], new double[plan.Indicators.Count]);
        _isTouched = new bool[plan.Indicators.Count];
        _readers = [.. plan.Scenario.Measures.Select(m => new MeasureReader(m))];
        _stays = new FirstStays(plan, _keys);
        Record = new RunRecord(plan.Scenario.Assumptions.Count, plan.Scenario.Measures.Count);
        PrepareWatches();
    }

    private readonly FirstStays _stays;

    /// <summary>What the last run came to; good until the next.</summary>
    public RunRecord Record { get; }

    /// <summary>Record the changes of indicators too.</summary>
    public bool RecordIndicators { get; set; }

    /// <summary>Makes a run and fills <see cref="Record"/>.</summary>
    /// <param name="run">Its number, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long run)
    {
        Begin(run);
        World world = _world;
        int step = 0;
        while (!Record.Stopped)
        {
            int next = _flowsAwake || _watchesFollowTime ? step + 1 : NextWake();
            if (next > _lastStep) break;
            step = next;
            world.GoTo(step);
            Decide(step);
            if (_madeCount == 0 && !_flowsAwake)
            {
                if (_watchesFollowTime) Watch(0, 0);
                continue;
            }
            (ulong tracks, ulong indicators) = Commit(step);
            if ((tracks | indicators) != 0 || _watchesFollowTime) Watch(tracks, indicators);
        }
        Finish(Record.Stopped ? step : _lastStep);
    }

    private void Begin(long run)
    {
        _run = run;
        _memory.Run = run;
        Record.Reset(run);
        World world = _world;
        world.Clear();
        Array.Clear(_happened);
        if (_points is not null) _points.Point(run, _uniforms);
        else for (int i = 0; i < _uniforms.Length; i++) _uniforms[i] = _keys.Assumptions[i].Draw(run, 0).First;
        _sampler.Draw(_uniforms, world.Assumptions);
        foreach (IndicatorPlan indicator in _indicators)
        {
            double value = indicator.Indicator.Settle(indicator.Initial.Value(world));
            world.Indicators[indicator.Indicator.Index] = value;
            if (RecordIndicators) Record.IndicatorChanges.Add(new IndicatorChange(0, indicator.Indicator.Index, value));
        }
        foreach (Track track in _allTracks)
        {
            int first = _plan.FirstState[track.Index];
            world.Leaf[track.Index] = first + track.Initial;
            for (int state = track.Initial; state >= 0; state = track.States[state].Parent) Enter(first + state);
        }
        _stays.Draw(run);
        foreach (Track track in _allTracks)
        {
            int i = track.Index;
            _memory.Tracks[i].Begin(_plan.Leaf(world.Leaf[i]), _stays.Threshold(i), _stays.Pick(i), 0);
        }
        Array.Clear(_flowAsleep);
        _flowsAwake = _flows.Length > 0;
        world.Forget(ulong.MaxValue, ulong.MaxValue);
        StartWatches();
    }

    private int NextWake()
    {
        int next = Never;
        foreach (TrackState track in _memory.Tracks)
        {
            if (track.Wake < next) next = track.Wake;
        }
        return next;
    }

    private void Enter(int state)
    {
        World world = _world;
        world.Entered[state] = world.Step;
        world.Visited[state]++;
        StatePlan plan = _states[state];
        foreach (int toss in plan.Tosses) _memory.Spent[toss] = false;
        foreach (TransitionPlan timer in plan.Timers) SetTimer(timer);
    }

    private void SetTimer(TransitionPlan t)
    {
        World world = _world;
        Clock clock = _plan.Scenario.Clock;
        int due = 0;
        if (t.On is { } on) due = clock.StepAtOrAfter(on.Value(world));
        if (t.AfterDrawn is { } drawn)
        {
            due = Math.Max(due, world.Step + clock.StepsFor(drawn.Quantile(_memory.Draw(t.Number, world.Visited[t.Lister]).First)));
        }
        else if (t.After is { } after)
        {
            double seconds = after.Value(world);
            if (seconds < 0) world.Count(t.AfterSite, seconds);
            due = Math.Max(due, world.Step + clock.StepsFor(seconds));
        }
        _memory.Due[t.Timer] = due;
    }

    private void BeginStay(int track, int step)
    {
        int leaf = _world.Leaf[track];
        LeafPlan plan = _plan.Leaf(leaf);
        if (!plan.Draws)
        {
            _memory.Tracks[track].Begin(plan, Hazard.Endless, 0, step);
            return;
        }
        (double threshold, double pick) = _keys.Stays[leaf].Draw(_run, _world.Visited[leaf]);
        _memory.Tracks[track].Begin(plan, Hazard.Threshold(threshold), pick, step);
    }

    private void Finish(int step)
    {
        World world = _world;
        if (world.Step != step) world.GoTo(step);
        Record.LastStep = step;
        Array.Copy(world.Assumptions, Record.Assumptions, world.Assumptions.Length);
        Record.Outcome = OutcomeHere();
        for (int i = 0; i < _readers.Length; i++)
        {
            double final = _readers[i].Follows ? 0 : _plan.Measures[i].Value(world);
            Record.Measures[i] = _readers[i].Result(final, step);
        }
        Record.Counted.AddRange(world.Counted);
        if (Record.Counted.Count > 1) Record.Counted.Sort(static (a, b) => a.Site.CompareTo(b.Site));
    }

    private int OutcomeHere()
    {
        IReadOnlyList<Formula?> outcomes = _plan.Outcomes;
        int outcome = 0;
        while (outcomes[outcome] is { } when && when.Value(_world) == 0) outcome++;
        return outcome;
    }
}
