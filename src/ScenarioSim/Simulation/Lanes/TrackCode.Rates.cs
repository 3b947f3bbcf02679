using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <content>The rates of standing chances: from tables, from what is worked out when a run begins, and anew in each step where nothing else will do.</content>
internal sealed partial class TrackCode
{
    // Two look-ups and a choice, at most.
    private const int MostInTable = 32;

    private int _channels;

    // A standing chance that competes in a state: at what place among the state's, in which lanes, and at what rate; null: worked out anew in each step, from this value.
    private readonly record struct Standing(int State, int Slot, TransitionPlan Transition, Node Condition, Node Active, Node? Rate, Node? Value)
    {
        public bool IsChance => Transition.Chance == Compiler.Chance.Standing;
    }

    // The rates of the present state's alternatives, by their place among those that compete; 0 where there is none.
    private Node[] Rates()
    {
        Standing[] all = [.. _leaves.SelectMany(l => l.Plan.Standing.Select((a, slot) => Rated(l.State, slot, a.Transition)))];
        Node[] rates = [.. Enumerable.Range(0, _sums.Length).Select(slot => KnownRate([.. all.Where(s => s.Slot == slot && s.Rate is not null)]))];
        foreach (Standing[] group in Channels(all)) AddChanging(group, rates);
        return rates;
    }

    private Standing Rated(int state, int slot, TransitionPlan t)
    {
        Node condition = Competes(state, t), active = _graph.And(In(state), condition);
        Node? rate = SteadyRate(t, active) ?? Tabled(t), value = null;
        return new Standing(state, slot, t, condition, active, rate ?? OfCases(t, active, out value), value);
    }

    // What is the same in all steps, or one of few cases.
    private Node KnownRate(Standing[] alternatives)
    {
        // Constants are looked up by state, in one table for each guard that they wait for.
        var constants = new double[_track.States.Count];
        var guarded = new Dictionary<Node, double[]>();
        foreach (Standing a in alternatives.Where(a => a.Rate!.Op == Op.Constant))
        {
            double[] to = a.Condition.Op == Op.Always ? constants : guarded.TryGetValue(a.Condition, out double[]? table) ? table : guarded[a.Condition] = new double[constants.Length];
            to[a.State] = a.Rate!.Number;
        }
        Node all = _graph.Look(constants, _leaf);
        foreach ((Node condition, double[] own) in guarded)
        {
            // Several guards may hold at once, for different states.
            (int State, double Rate)[] states = [.. own.Select((rate, state) => (state, rate)).Where(x => x.rate != 0)];
            if (guarded.Count == 1) all = _graph.Choose(condition, _graph.Look([.. own.Select((x, i) => x + constants[i])], _leaf), all);
            else foreach ((int state, double rate) in states) all = _graph.Choose(_graph.And(In(state), condition), _graph.Constant(rate), all);
        }
        foreach (Standing a in alternatives.Where(a => a.Rate!.Op != Op.Constant)) all = _graph.Choose(a.Active, a.Rate!, all);
        return all;
    }

    // What has to be worked out anew in each step, in groups, none with two alternatives of one state: those with one value together, wherever they stand among their state's, for one logarithm gives the rates of all.
    // Where that makes more groups than there are places, those of one place.
    private static IEnumerable<Standing[]> Channels(Standing[] all)
    {
        foreach (IGrouping<bool, Standing> kind in all.Where(s => s.Rate is null).GroupBy(s => s.IsChance))
        {
            var channels = new List<List<Standing>>();
            foreach (IGrouping<(Node?, double), Standing> same in kind.GroupBy(s => (s.Value, s.Transition.StepsPerPeriod)))
            {
                // A state that has the same chance twice has it in two.
                foreach (Standing[] part in same.GroupBy(s => same.Count(o => o.State == s.State && o.Slot < s.Slot)).Select(g => g.ToArray()))
                {
                    List<Standing>? with = channels.Find(c => !c.Exists(o => Array.Exists(part, s => s.State == o.State)));
                    if (with is null) channels.Add(with = []);
                    with.AddRange(part);
                }
            }
            Standing[][] places = [.. kind.GroupBy(s => s.Slot).Select(g => g.ToArray())];
            foreach (Standing[] group in channels.Count <= places.Length ? channels.Select(c => c.ToArray()) : places) yield return group;
        }
    }

    // What is worked out anew in every step: once for all states that need it.
    private void AddChanging(Standing[] group, Node[] rates)
    {
        bool chances = group[0].IsChance;
        Node Length(TransitionPlan t) => _graph.Constant(t.StepsPerPeriod * Randomness.Hazard.Units);
        Node Number(TransitionPlan t, Node on) => chances ? Chance(t, _build.Peek, on) : NotNegative(t, on);
        Node active = group.Select(c => c.Active).Aggregate(_graph.Or);
        // A logarithm takes so long that it is left out where no lane of a block needs it.
        int row = chances ? _graph.Rows.New($"{_track.Name}.rate{_channels++}") : -1;
        if (row >= 0) _build.BeginSection(active);
        Node value = Number(group[0].Transition, group[0].Active), steps = Length(group[0].Transition);
        foreach (Standing s in group[1..])
        {
            value = _graph.ChooseInside(In(s.State), Number(s.Transition, s.Active), value);
            steps = _graph.Choose(In(s.State), Length(s.Transition), steps);
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
        foreach (IGrouping<int, Standing> here in group.GroupBy(s => s.Slot)) rates[here.Key] = _graph.Choose(here.Select(s => s.Active).Aggregate(_graph.Or), units, rates[here.Key]);
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

    // A chance of few cases, each worked out when the run begins; null for others, with its value if it is one.
    private Node? OfCases(TransitionPlan t, Node active, out Node? value)
    {
        value = null;
        if (t.Chance != Compiler.Chance.Standing) return null;
        double greatest = _build.Range(t.Likelihood!.Expression).High;
        value = _build.Peek.Number(t.Likelihood.Expression, active);
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
