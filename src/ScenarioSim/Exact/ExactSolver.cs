using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Exact;

/// <summary>There were more worlds than allowed.</summary>
/// <param name="step">In which step.</param>
/// <param name="worlds">How many.</param>
public sealed class TooManyWorldsException(int step, int worlds) : Exception($"{worlds:N0} different worlds in step {step}")
{
    /// <summary>In which step.</summary>
    public int Step { get; } = step;
}

/// <summary>
/// Solves a scenario with fixed assumptions without sampling: the probability of every world is carried forward step by step.
/// In a step every track decides on the world before it, so a step is the product of the tracks' small distributions.
/// </summary>
/// <remarks>
/// Means, totals and shares of time do not make worlds differ: each world carries the first two moments of what they have added up to. Worlds that have stopped leave the front.
/// </remarks>
public sealed class ExactSolver
{
    private readonly Plan _plan;
    private readonly Scenario _scenario;
    private readonly WorldLayout _layout;
    private readonly World _world;
    private readonly double[] _memory;
    private readonly int _mostWorlds;
    private readonly double _weight;
    private readonly ExactTally _tally;
    private readonly MeasureSums _sums;
    private readonly double[] _stoppedIn;
    private readonly List<TransitionPlan> _drawn = [];
    private readonly bool _first; // later passes are after one measure only
    private Dictionary<PackedWorld, Mass> _next = [];

    private ExactSolver(Plan plan, double[] assumptions, double weight, int mostWorlds, ExactTally tally, bool first, IReadOnlyList<Measure> measures)
    {
        (_plan, _scenario, _weight, _mostWorlds, _tally, _first) = (plan, plan.Scenario, weight, mostWorlds, tally, first);
        _layout = new WorldLayout(plan, measures);
        _world = new World(plan, []);
        assumptions.CopyTo(_world.Assumptions, 0);
        _memory = new double[_layout.Remembered.Length];
        _sums = new MeasureSums(plan, _layout, measures);
        _stoppedIn = new double[plan.StateCount];
    }

    /// <summary>Adds the solution for given assumptions to a tally.</summary>
    /// <param name="plan">The scenario and policy; no effect of it may be drawn.</param>
    /// <param name="assumptions">A value for each assumption.</param>
    /// <param name="weight">The probability of these assumptions.</param>
    /// <param name="mostWorlds">How many worlds a step may have.</param>
    /// <param name="tally">Receives it.</param>
    /// <param name="cancellation">Stops it between steps.</param>
    /// <exception cref="TooManyWorldsException">There are more worlds.</exception>
    public static void Solve(Plan plan, double[] assumptions, double weight, int mostWorlds, ExactTally tally, CancellationToken cancellation = default)
    {
        // What a measure remembers makes worlds differ: a pass for each keeps their numbers from multiplying.
        ILookup<bool, Measure> passes = plan.Scenario.Measures.ToLookup(WorldLayout.Distinguishes);
        new ExactSolver(plan, assumptions, weight, mostWorlds, tally, first: true, [.. passes[false]]).Run(cancellation);
        foreach (Measure measure in passes[true]) new ExactSolver(plan, assumptions, weight, mostWorlds, tally, first: false, [measure]).Run(cancellation);
    }

    private void Run(CancellationToken cancellation)
    {
        Begin();
        Dictionary<PackedWorld, Mass> front = Read(0);
        for (int step = 1; step <= _scenario.Clock.LastStep; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            _next = [];
            foreach ((PackedWorld packed, Mass mass) in front) Advance(packed, mass, step);
            front = Read(step);
        }
    }

    private void Begin()
    {
        _world.Clear();
        _world.Forget(ulong.MaxValue, ulong.MaxValue);
        foreach (IndicatorPlan i in _plan.Indicators) _world.Indicators[i.Indicator.Index] = i.Indicator.Settle(i.Initial.Value(_world));
        foreach (Track track in _scenario.Tracks)
        {
            int first = _plan.FirstState[track.Index];
            _world.Leaf[track.Index] = first + track.Initial;
            foreach (int state in track.Lineage(track.Initial)) Enter(first + state);
        }
        _sums.Begin(_memory);
        Arrive(new Mass(_weight, _sums.Count), 1, 0, 0);
    }

    // Every way in which the tracks' distributions combine, from one world.
    private void Advance(PackedWorld packed, Mass mass, int step)
    {
        _world.GoTo(step);
        _layout.Unpack(packed, _world, _memory);
        List<Option>[] options = [.. _scenario.Tracks.Select(t => Options.Of(t, _world, _plan))];
        var chosen = new Option[options.Length];
        void Choose(int track, double probability)
        {
            if (track == options.Length)
            {
                Commit(packed, chosen, mass, probability, step);
                return;
            }
            foreach (Option option in options[track])
            {
                chosen[track] = option;
                Choose(track + 1, probability * option.Probability);
            }
        }

        Choose(0, 1);
    }

    private void Commit(PackedWorld packed, Option[] chosen, Mass mass, double probability, int step)
    {
        _layout.Unpack(packed, _world, _memory);
        double[] indicators = Indicators(chosen);
        _drawn.Clear();
        for (int track = 0; track < chosen.Length; track++)
        {
            foreach (int toss in chosen[track].Lost) _world.Memory.Spent[toss] = true;
            if (chosen[track].Move is { } move)
            {
                if (move.Happened >= 0) _world.Visited[move.Happened]++;
                _world.Leaf[track] = move.Leaf;
                foreach (int state in move.Entered) Enter(state);
            }
            else if (chosen[track].Renews) Enter(_world.Leaf[track]);
        }
        indicators.CopyTo(_world.Indicators, 0);
        Arrive(mass, probability, step, 0);
    }

    private double[] Indicators(Option[] chosen)
    {
        int count = _scenario.Indicators.Count;
        double[] sums = new double[count], products = new double[count], set = new double[count];
        Array.Fill(products, 1);
        Array.Fill(set, double.NaN);
        foreach (EffectPlan effect in chosen.Where(o => o.Move is not null).SelectMany(o => o.Move!.Effects))
        {
            double amount = effect.Amount!.Value(_world);
            switch (effect.Operator)
            {
                case EffectOperator.Add: sums[effect.Indicator] += amount; break;
                case EffectOperator.Subtract: sums[effect.Indicator] -= amount; break;
                case EffectOperator.Multiply: products[effect.Indicator] *= amount; break;
                default: set[effect.Indicator] = amount; break;
            }
        }
        var next = new double[count];
        foreach (IndicatorPlan plan in _plan.Indicators)
        {
            int i = plan.Indicator.Index;
            double flow = plan.Flow is { } each ? each.Value(_world) : _world.Indicators[i];
            double value = double.IsNaN(set[i]) ? (flow + sums[i]) * products[i] : set[i];
            next[i] = plan.Indicator.Settle(double.IsFinite(value) ? value : 0);
        }
        return next;
    }

    private void Enter(int state)
    {
        _world.Entered[state] = _world.Step;
        _world.Visited[state]++;
        StatePlan plan = _plan.States[state];
        foreach (int toss in plan.Tosses) _world.Memory.Spent[toss] = false;
        foreach (TransitionPlan t in plan.Timers)
        {
            int due = t.On is { } on ? _scenario.Clock.StepAtOrAfter(on.Value(_world)) : 0;
            if (t.After is { } after) due = Math.Max(due, _world.Step + _scenario.Clock.StepsFor(after.Value(_world)));
            if (t.AfterDrawn is not null) _drawn.Add(t);
            _world.Memory.Due[t.Timer] = due;
        }
    }

    // A delay that is drawn makes as many worlds as there are steps in which it can end.
    private void Arrive(Mass mass, double probability, int step, int drawn)
    {
        if (drawn == _drawn.Count)
        {
            PackedWorld packed = _layout.Pack(_world, _memory, step);
            if (!_next.TryGetValue(packed, out Mass? sum)) _next[packed] = sum = new Mass(0, _sums.Count);
            sum.Add(mass, probability);
            if (_next.Count > _mostWorlds) throw new TooManyWorldsException(step, _next.Count);
            return;
        }
        TransitionPlan t = _drawn[drawn];
        int on = _world.Memory.Due[t.Timer];
        Distribution law = t.AfterDrawn!.Distribution;
        double below = 0;
        int last = _scenario.Clock.LastStep - step + 1;
        for (int steps = 1; steps <= last; steps++)
        {
            double upTo = steps == last ? 1 : law.Cdf((steps * _scenario.Clock.StepSeconds) + Clock.Tolerance);
            if (upTo <= below) continue;
            _world.Memory.Due[t.Timer] = Math.Max(on, step + steps);
            Arrive(mass, probability * (upTo - below), step, drawn + 1);
            below = upTo;
        }
        _world.Memory.Due[t.Timer] = on;
    }

    // Measures and stops on every new world; what goes on is the next front.
    private Dictionary<PackedWorld, Mass> Read(int step)
    {
        var front = new Dictionary<PackedWorld, Mass>();
        for (int state = 0; _first && state < _stoppedIn.Length; state++) _tally.InState[state][step] += _stoppedIn[state];
        _tally.MostWorlds = Math.Max(_tally.MostWorlds, _next.Count);
        _world.GoTo(step);
        foreach ((PackedWorld packed, Mass mass) in _next)
        {
            _layout.Unpack(packed, _world, _memory);
            foreach (int state in _first ? States() : []) _tally.InState[state][step] += mass.Probability;
            _sums.Read(_world, _memory, mass, step, _tally);
            bool stops = _scenario.Outcomes.Any(o => o.Stop && _plan.Outcomes[o.Index]!.Value(_world) != 0);
            if (stops || step == _scenario.Clock.LastStep)
            {
                Finish(mass, step);
                continue;
            }
            PackedWorld read = _layout.Pack(_world, _memory, step);
            if (!front.TryGetValue(read, out Mass? sum)) front[read] = sum = new Mass(0, _sums.Count);
            sum.Add(mass, 1);
        }
        return front;
    }

    private void Finish(Mass mass, int step)
    {
        _sums.Finish(_world, _memory, mass, step, _tally);
        if (!_first) return;
        int outcome = 0;
        while (_plan.Outcomes[outcome] is { } when && when.Value(_world) == 0) outcome++;
        _tally.Outcomes[outcome] += mass.Probability;
        _tally.EndedIn[outcome][step] += mass.Probability;
        foreach (int state in States())
        {
            _tally.FinallyIn[outcome][state] += mass.Probability;
            _stoppedIn[state] += mass.Probability;
        }
    }

    private IEnumerable<int> States() =>
        _scenario.Tracks.SelectMany(t => t.Lineage(_world.Leaf[t.Index] - _plan.FirstState[t.Index]).Select(s => _plan.FirstState[t.Index] + s));
}
