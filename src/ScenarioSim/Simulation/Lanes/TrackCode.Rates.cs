using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <content>The rates of standing chances: from tables, from what is worked out when a run begins, and anew in each step where nothing else will do.</content>
internal sealed partial class TrackCode
{
    // Two look-ups and a choice, at most.
    private const int MostInTable = 32;

    // The rate of the alternative at a place among those of the present state; 0 where it does not compete.
    private Node Rate(int slot)
    {
        // Constants are looked up by state, in one table for each guard that they wait for.
        var constants = new double[_track.States.Count];
        var guarded = new Dictionary<Node, double[]>();
        var steadily = new List<(Node Active, Node Rate)>();
        var changing = new List<(int State, TransitionPlan Transition, Node Active)>();
        foreach ((int state, LeafPlan leaf) in _leaves)
        {
            if (slot >= leaf.Standing.Length) continue;
            TransitionPlan t = leaf.Standing[slot].Transition;
            Node condition = Competes(state, t);
            Node active = _graph.And(In(state), condition);
            Node? rate = SteadyRate(t, active) ?? Tabled(t) ?? OfCases(t, active);
            if (rate is null) changing.Add((state, t, active));
            else if (rate.Op != Op.Constant) steadily.Add((active, rate));
            else if (condition.Op == Op.Always) constants[state] = rate.Number;
            else (guarded.TryGetValue(condition, out double[]? table) ? table : guarded[condition] = new double[constants.Length])[state] = rate.Number;
        }
        Node all = _graph.Look(constants, _leaf);
        foreach ((Node condition, double[] own) in guarded)
        {
            // Several guards may hold at once, for different states.
            (int State, double Rate)[] states = [.. own.Select((rate, state) => (state, rate)).Where(x => x.rate != 0)];
            if (guarded.Count == 1) all = _graph.Choose(condition, _graph.Look([.. own.Select((x, i) => x + constants[i])], _leaf), all);
            else foreach ((int state, double rate) in states) all = _graph.Choose(_graph.And(In(state), condition), _graph.Constant(rate), all);
        }
        foreach ((Node active, Node rate) in steadily) all = _graph.Choose(active, rate, all);
        foreach (var group in changing.GroupBy(c => c.Transition.Chance)) all = ChangingRate([.. group], group.Key == Compiler.Chance.Standing, slot, all);
        return all;
    }

    // What is worked out anew in every step: once for all states that need it.
    private Node ChangingRate((int State, TransitionPlan Transition, Node Active)[] group, bool chances, int slot, Node otherwise)
    {
        Node Length(TransitionPlan t) => _graph.Constant(t.StepsPerPeriod * Randomness.Hazard.Units);
        Node Number(TransitionPlan t, Node on) => chances ? Chance(t, _build.Peek, on) : NotNegative(t, on);
        Node active = group.Select(c => c.Active).Aggregate(_graph.Or);
        // A logarithm takes so long that it is left out where no lane of a block needs it.
        int row = chances ? _graph.Rows.New($"{_track.Name}.rate{slot}") : -1;
        if (row >= 0) _build.BeginSection(active);
        Node value = Number(group[0].Transition, group[0].Active), steps = Length(group[0].Transition);
        foreach ((int state, TransitionPlan t, Node on) in group[1..])
        {
            value = _graph.ChooseInside(In(state), Number(t, on), value);
            steps = _graph.Choose(In(state), Length(t), steps);
        }
        double greatest = group.Max(c => _build.Range(c.Transition.Likelihood!.Expression).High);
        if (chances && !(greatest < 1)) _build.Doubt(active, _graph.LessOrEqual(_graph.Constant(1), value));
        Node units = chances ? _graph.RateOfChance(value, steps, greatest, group.Max(c => c.Transition.StepsPerPeriod)) : _graph.Units(_graph.Multiply(value, steps));
        if (row >= 0)
        {
            _graph.Store(row, units);
            _build.EndSection();
            units = _graph.Load(row);
        }
        return _graph.Choose(active, units, otherwise);
    }

    // The rate of a likelihood that depends on one whole-numbered indicator alone, from a table with an entry for each of its values; null where it is not of that kind.
    private Node? Tabled(TransitionPlan t)
    {
        if (!_graph.Rows.Width.HasLookUp) return null;
        int indicator = -1;
        foreach (Expression node in ExpressionTree.Nodes([t.Likelihood!.Expression]))
        {
            if (_plan.MayFail(node)) return null;
            switch (node)
            {
                case IndicatorRef r when indicator < 0 || indicator == r.Index: indicator = r.Index; break;
                case AssumptionRef a when _plan.FixedAssumptions[a.Index] is not null: break;
                case IndicatorRef or AssumptionRef or InState or TimeIn or Visited or Visits or DayRef or DateRef: return null;
            }
        }
        if (indicator < 0) return null;
        Indicator of = _plan.Indicators[indicator].Indicator;
        if (!of.Integer || !(of.High - of.Low < MostInTable)) return null;
        var table = new double[(int)(of.High - of.Low) + 1];
        for (int i = 0; i < table.Length; i++)
        {
            if (_build.WithIndicator(indicator, of.Low + i).Number(t.Likelihood.Expression, _graph.Always) is not { Op: Op.Constant, Number: var value }) return null;
            bool isChance = t.Chance == Compiler.Chance.Standing;
            if (!(value >= 0) || (isChance && !(value < 1))) return null;
            table[i] = isChance ? Randomness.Hazard.OfChance(value, t.StepsPerPeriod) : Randomness.Hazard.OfRate(value * t.StepsPerPeriod);
        }
        return _graph.Look(table, _graph.Add(_build.World.Indicators[indicator], _graph.Constant(Graph.Place(0) - of.Low)));
    }

    // Before its time a standing chance does not compete; the lanes stop just before it comes.
    private Node Competes(int state, TransitionPlan t)
    {
        Node guard = Condition(t);
        if (t.Timer < 0) return guard;
        Node due = _build.Due(t);
        Node come = _graph.LessOrEqual(due, _build.Next);
        _build.Until(_graph.AndNot(_graph.And(In(state), guard), come), _graph.Subtract(due, _graph.Constant(1)));
        return _graph.And(guard, come);
    }

    // A chance of few cases, each worked out when the run begins; null for others.
    private Node? OfCases(TransitionPlan t, Node active)
    {
        if (t.Chance != Compiler.Chance.Standing) return null;
        double greatest = _build.Range(t.Likelihood!.Expression).High;
        Node value = _build.Peek.Number(t.Likelihood.Expression, active);
        if (_build.Cases.Map(value, c => SteadyUnits(t, c, greatest)) is not { } cases) return null;
        Chance(t, _build.Peek, active);
        if (!(greatest < 1)) _build.Doubt(active, _graph.LessOrEqual(_graph.Constant(1), value));
        return cases;
    }

    private Node SteadyUnits(TransitionPlan t, Node value, double greatest)
    {
        bool chance = t.Chance == Compiler.Chance.Standing;
        if (value.Op == Op.Constant)
        {
            return _build.Begin.Constant(chance ? (value.Number is >= 0 and < 1 ? Randomness.Hazard.OfChance(value.Number, t.StepsPerPeriod) : 0) : Randomness.Hazard.OfRate(Math.Max(0, value.Number) * t.StepsPerPeriod));
        }
        Node length = _build.Begin.Constant(t.StepsPerPeriod * Randomness.Hazard.Units);
        return chance ? _build.Begin.RateOfChance(value, length, greatest, t.StepsPerPeriod) : _build.Begin.Units(_build.Begin.Multiply(value, length));
    }

    private Node? SteadyRate(TransitionPlan t, Node active)
    {
        Expression e = t.Likelihood!.Expression;
        if (!_build.Steady.Holds(e)) return null;
        Graph begin = _build.Begin;
        Node value = _build.Steady.Formulas.Number(e, begin.Always);
        bool chance = t.Chance == Compiler.Chance.Standing;
        if (!(_build.Range(e).Low >= 0) || (chance && !(_build.Range(e).High < 1)))
        {
            Node wrong = chance
                ? begin.Not(begin.And(begin.LessOrEqual(begin.Constant(0), value), begin.Less(value, begin.Constant(1))))
                : begin.Less(value, begin.Constant(0));
            _build.Doubt(active, _build.Steady.Read(wrong, _graph));
        }
        return _build.Steady.Read(SteadyUnits(t, value, _build.Range(e).High), _graph);
    }

    private Node NotNegative(TransitionPlan t, Node active)
    {
        Node value = _build.Peek.Number(t.Likelihood!.Expression, active);
        if (!(_build.Range(t.Likelihood.Expression).Low >= 0)) _build.Doubt(active, _graph.Less(value, _graph.Constant(0)));
        return value;
    }

    private Node Chance(TransitionPlan t, LaneFormulas formulas, Node context)
    {
        Node chance = formulas.Number(t.Likelihood!.Expression, context);
        if (_build.Range(t.Likelihood.Expression) is { Low: >= 0, High: <= 1 }) return chance;
        if (_build.Steady.Holds(t.Likelihood.Expression))
        {
            Node begun = _build.Steady.Formulas.Number(t.Likelihood.Expression, _build.Begin.Always);
            Node proper = _build.Begin.And(_build.Begin.LessOrEqual(_build.Begin.Constant(0), begun), _build.Begin.LessOrEqual(begun, _build.Begin.Constant(1)));
            _build.Doubt(context, _build.Steady.Read(_build.Begin.Not(proper), _graph));
            return chance;
        }
        _build.Doubt(context, _graph.Not(_graph.And(_graph.LessOrEqual(_graph.Constant(0), chance), _graph.LessOrEqual(chance, _graph.Constant(1)))));
        return chance;
    }
}
