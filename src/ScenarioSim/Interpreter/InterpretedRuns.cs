using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Interpreter;

/// <summary>A move that the interpreter made, with the reasons.</summary>
/// <param name="Track">The track.</param>
/// <param name="From">The innermost state it left.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Effects">The effects of the move, in file order.</param>
internal sealed record Made(Track Track, int From, Decision Decision, IReadOnlyList<Effect> Effects);

/// <summary>
/// The meaning of a scenario in code: runs made one step at a time, obvious before fast. Every other engine is held against it, bit for bit.
/// </summary>
/// <remarks>Not safe for use by several threads.</remarks>
public sealed class InterpretedRuns
{
    private readonly Scenario _scenario;
    private readonly Draws _draws;
    private readonly AssumptionSampler _sampler;
    private readonly IPoints? _points;
    private readonly Dictionary<Distribution, QuantileTable> _tables = [];
    private readonly IReadOnlyDictionary<Effect, int> _order;
    private readonly Evaluator _evaluator;
    private readonly RunRecord _record;
    private readonly InterpretedWorld _world;
    private readonly Decider _decider;
    private readonly TrackMachine[] _machines;
    private readonly MeasureReader[] _readers;
    private readonly double[] _uniforms;

    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="points">Where the assumptions of a run are; null: each run draws them for itself.</param>
    public InterpretedRuns(Scenario scenario, Policy policy, ulong seed, DesignedPoints? points = null)
    {
        _scenario = scenario;
        _draws = new Draws(scenario, seed);
        _sampler = new AssumptionSampler(scenario, policy);
        _points = points?.Start();
        _order = EffectOrder.Of(scenario);
        _evaluator = new Evaluator(scenario.Clock, ExpressionTree.Shared(ExpressionTree.Roots(scenario)));
        Sites = new SiteTable(scenario);
        _record = new RunRecord(scenario.Assumptions.Count, scenario.Measures.Count);
        _world = new InterpretedWorld(scenario, policy, Sites, _record);
        _decider = new Decider(scenario, _draws, _evaluator, _world);
        _machines = [.. scenario.Tracks.Select(t => new TrackMachine(t, () => _world.Leaf[t.Index], leaf => _world.Leaf[t.Index] = leaf))];
        _readers = [.. scenario.Measures.Select(m => new MeasureReader(m))];
        _uniforms = new double[scenario.Assumptions.Count];
    }

    /// <summary>The places where something can be counted.</summary>
    public SiteTable Sites { get; }

    /// <summary>Ends a run in its next step, with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Record the changes of indicators too.</summary>
    public bool RecordIndicators { get; set; }

    /// <summary>Called after each step with what was made in it, on the new world.</summary>
    internal Action<IReadOnlyList<Made>, IReadOnlyList<double>>? Listener { get; set; }

    /// <summary>The step of the present world.</summary>
    internal int Step => _world.Step;

    /// <summary>The values of the indicators in the present world.</summary>
    internal IReadOnlyList<double> Indicators => _world.Indicators;

    /// <summary>Makes a run. The record is the interpreter's own and good until the next run.</summary>
    /// <param name="run">Its number, from 0.</param>
    public RunRecord Run(long run)
    {
        _record.Reset(run);
        _world.Clear();
        _evaluator.Forget();
        DrawAssumptions(run);
        SetInitialWorld(run);
        Read();
        int step = 0;
        while (!Stops() && step < _scenario.Clock.LastStep)
        {
            Cancellation.ThrowIfCancellationRequested();
            _world.Step = ++step;
            Advance(run);
            Read();
        }
        Finish(step);
        return _record;
    }

    private void DrawAssumptions(long run)
    {
        if (_points is not null) _points.Point(run, _uniforms);
        else for (int i = 0; i < _uniforms.Length; i++) _uniforms[i] = _draws.Assumption(i).Draw(run, 0).First;
        _sampler.Draw(_uniforms, _record.Assumptions);
    }

    private void SetInitialWorld(long run)
    {
        foreach (Indicator indicator in _scenario.Indicators)
        {
            SetIndicator(indicator.Index, indicator.Settle(_evaluator.Value(indicator.Initial, _world)), always: true);
        }
        foreach (Track track in _scenario.Tracks)
        {
            _world.Leaf[track.Index] = track.Initial;
            foreach (int state in track.Lineage(track.Initial)) Enter(track, state, run);
            BeginStay(track, run);
        }
    }

    private void Advance(long run)
    {
        _evaluator.Forget();
        var made = new List<Made>();
        foreach (Track track in _scenario.Tracks)
        {
            if (_decider.Decide(track, run) is { } decision) made.Add(new Made(track, _world.Leaf[track.Index], decision, EffectsOf(track, decision)));
        }
        double[] before = [.. _world.Indicators];
        double[] next = NextIndicators(made, run);
        foreach (Made move in made) Move(move, run);
        for (int i = 0; i < next.Length; i++) SetIndicator(i, next[i], always: false);
        _evaluator.Forget();
        Listener?.Invoke(made, before);
    }

    private List<Effect> EffectsOf(Track track, Decision decision)
    {
        if (decision.Transition is not { } transition) return [];
        (IReadOnlyList<int> left, IReadOnlyList<int> entered) = track.Repeats ? ([], []) : track.Move(_world.Leaf[track.Index], decision.Target!.State);
        IEnumerable<Effect> effects = left.SelectMany(s => track.States[s].Exit).Concat(transition.Do).Concat(decision.Target!.Do).Concat(entered.SelectMany(s => track.States[s].Enter));
        return [.. effects.OrderBy(e => _order[e])];
    }

    private double[] NextIndicators(List<Made> made, long run)
    {
        int count = _scenario.Indicators.Count;
        double[] sums = new double[count], products = new double[count], set = new double[count];
        Array.Fill(products, 1);
        Array.Fill(set, double.NaN);
        foreach (Effect effect in made.SelectMany(m => m.Effects))
        {
            double amount = effect.Drawn is { } drawn ? Table(drawn).Quantile(Draw(effect, run)) : _evaluator.Value(effect.Amount!, _world);
            switch (effect.Operator)
            {
                case EffectOperator.Add: sums[effect.Indicator] += amount; break;
                case EffectOperator.Subtract: sums[effect.Indicator] -= amount; break;
                case EffectOperator.Multiply: products[effect.Indicator] *= amount; break;
                default: set[effect.Indicator] = amount; break;
            }
        }
        var next = new double[count];
        foreach (Indicator indicator in _scenario.Indicators)
        {
            int i = indicator.Index;
            double flow = indicator.EachStep is { } each ? _evaluator.Value(each, _world) : _world.Indicators[i];
            double value = double.IsNaN(set[i]) ? (flow + sums[i]) * products[i] : set[i];
            if (!double.IsFinite(value))
            {
                _world.Count(indicator, CountedReason.NotFinite, double.NaN);
                value = 0;
            }
            next[i] = indicator.Settle(value);
        }
        return next;
    }

    private double Draw(Effect effect, long run)
    {
        int times = _world.Happened.GetValueOrDefault(effect);
        _world.Happened[effect] = times + 1;
        return _draws.Effect(effect).Draw(run, times).First;
    }

    private void Move(Made move, long run)
    {
        Track track = move.Track;
        if (move.Decision.Target is not { } target) Enter(track, move.From, run);
        else if (track.Repeats)
        {
            _machines[track.Index].Fire(target);
            _world.Visited[track.Index][target.State]++;
            Enter(track, move.From, run);
            _record.Moves.Add(new Move(_world.Step, track.Index, move.From, target.State));
        }
        else
        {
            IReadOnlyList<int> entered = track.Move(move.From, target.State).Entered;
            _machines[track.Index].Fire(target);
            foreach (int state in entered) Enter(track, state, run);
            _record.Moves.Add(new Move(_world.Step, track.Index, move.From, _world.Leaf[track.Index]));
        }
        BeginStay(track, run);
    }

    private void Enter(Track track, int state, long run)
    {
        _world.Entered[track.Index][state] = _world.Step;
        int visit = ++_world.Visited[track.Index][state];
        foreach (Transition transition in track.States[state].Transitions)
        {
            _world.Spent.Remove(transition);
            if (transition.On is null && transition.After is null) continue;
            int due = 0;
            if (transition.On is { } on) due = _scenario.Clock.StepAtOrAfter(_evaluator.Value(on, _world));
            if (transition.After is { } after) due = Math.Max(due, _world.Step + _scenario.Clock.StepsFor(Delay(transition, after, run, visit)));
            _world.Due[transition] = due;
        }
    }

    private double Delay(Transition transition, Delay delay, long run, int visit)
    {
        if (delay.Drawn is { } drawn) return Table(drawn).Quantile(_draws.Transition(transition).Draw(run, visit).First);
        double seconds = _evaluator.Value(delay.Fixed!, _world);
        if (seconds < 0) _world.Count(delay, CountedReason.NegativeDelay, seconds);
        return seconds;
    }

    private void BeginStay(Track track, long run)
    {
        int leaf = _world.Leaf[track.Index];
        (double threshold, double pick) = _draws.Stay(track.Index, leaf).Draw(run, _world.Visited[track.Index][leaf]);
        _world.Stays[track.Index] = new InterpretedWorld.Stay(Hazard.Threshold(threshold), pick, 0);
    }

    private QuantileTable Table(Distribution distribution)
    {
        if (!_tables.TryGetValue(distribution, out QuantileTable? table)) _tables[distribution] = table = new QuantileTable(distribution);
        return table;
    }

    private void SetIndicator(int index, double value, bool always)
    {
        if (RecordIndicators && (always || value != _world.Indicators[index])) _record.IndicatorChanges.Add(new IndicatorChange(_world.Step, index, value));
        _world.Indicators[index] = value;
    }

    private void Read()
    {
        foreach (Measure measure in _scenario.Measures)
        {
            ref MeasureReader reader = ref _readers[measure.Index];
            if (_world.Step == 0) reader.Start();
            if (measure.Reading == Reading.At && measure.Step == _world.Step) reader.ReadOnce(_evaluator.Value(measure.Of, _world));
            if (reader.Follows && _world.Step <= reader.Until) reader.Read(_evaluator.Value(measure.Of, _world), _world.Step, _scenario.Clock.DayOf(_world.Step));
        }
    }

    private bool Stops()
    {
        _record.Stopped = _scenario.Outcomes.Any(o => o.Stop && o.When is { } when && _evaluator.Value(when, _world) != 0);
        return _record.Stopped;
    }

    private void Finish(int step)
    {
        _record.LastStep = step;
        _record.Outcome = _scenario.Outcomes.First(o => o.When is not { } when || _evaluator.Value(when, _world) != 0).Index;
        foreach (Measure measure in _scenario.Measures)
        {
            // A run that ends before the step that is asked for stays as it is.
            if (measure.Reading == Reading.At && step < measure.Step) _readers[measure.Index].ReadOnce(_evaluator.Value(measure.Of, _world));
            double final = _readers[measure.Index].WantsEnd ? _evaluator.Value(measure.Of, _world) : 0;
            _record.Measures[measure.Index] = _readers[measure.Index].Result(final, step);
        }
        _record.Counted.Sort((a, b) => a.Site.CompareTo(b.Site));
    }
}
