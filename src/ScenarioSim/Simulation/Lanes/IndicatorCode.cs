using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>The indicators in the routines: initial values, and in a step flows and the effects of all moves together, on the world before.</summary>
/// <param name="build">The routines.</param>
internal sealed class IndicatorCode(LaneBuilder build)
{
    private readonly Dictionary<TrackCode, EffectPlan[][]> _effects = [];
    private readonly Gathered?[] _sums = new Gathered?[build.Plan.Indicators.Count];
    private readonly Gathered?[] _factors = new Gathered?[build.Plan.Indicators.Count];
    private readonly Gathered?[] _isSet = new Gathered?[build.Plan.Indicators.Count];
    private readonly Gathered?[] _setTo = new Gathered?[build.Plan.Indicators.Count];

    // What comes together from the tracks: in a row, or as a value.
    private sealed class Gathered
    {
        private readonly Graph _graph;
        private readonly int _row;
        private readonly bool _isTruth;
        private Node _value;

        public Gathered(Graph graph, int row, Node initial)
        {
            (_graph, _row, _value, _isTruth) = (graph, row, initial, initial.Shape == Shape.Truth);
            if (row >= 0) graph.Store(row, initial);
        }

        public Node Value
        {
            get => _row < 0 ? _value : _isTruth ? _graph.LoadTruth(_row) : _graph.Load(_row);
            set
            {
                _value = value;
                if (_row >= 0) _graph.Store(_row, value);
            }
        }
    }

    /// <summary>The initial values, in file order.</summary>
    public void Begin(int[] rows)
    {
        Graph g = build.Begin;
        foreach (IndicatorPlan plan in build.Plan.Indicators)
        {
            int i = plan.Indicator.Index;
            Node value = Settle(g, plan.Indicator, build.Steady.Formulas.Number(plan.Initial.Expression, g.Always));
            build.Initial.Indicators[i] = value;
            g.Store(rows[i], value);
        }
    }

    /// <summary>Before any track's effects: nothing has been added.</summary>
    /// <param name="tracks">The tracks.</param>
    /// <param name="inRows">Whether what tracks do stands in sections, so that it has to come together in memory.</param>
    public void BeginStep(TrackCode[] tracks, bool inRows)
    {
        foreach (TrackCode track in tracks) _effects.Add(track, [.. Effects(track).GroupBy(e => e.Indicator).Select(g => g.ToArray())]);
        foreach (EffectPlan effect in _effects.Values.SelectMany(e => e).SelectMany(e => e))
        {
            string name = build.Plan.Indicators[effect.Indicator].Indicator.Name;
            switch (effect.Operator)
            {
                case EffectOperator.Add or EffectOperator.Subtract: _sums[effect.Indicator] ??= New($"{name}.added", build.Step.Constant(0)); break;
                case EffectOperator.Multiply: _factors[effect.Indicator] ??= New($"{name}.factor", build.Step.Constant(1)); break;
                default:
                    _isSet[effect.Indicator] ??= New($"{name}.isset", build.Step.Never);
                    _setTo[effect.Indicator] ??= New($"{name}.set", build.Step.Constant(0));
                    break;
            }
        }

        Gathered New(string name, Node initial) => new(build.Step, inRows ? build.Step.Rows.New(name, initial.Shape == Shape.Truth ? RowKind.Truth : RowKind.Number) : -1, initial);
    }

    /// <summary>Adds the effects of a track's moves.</summary>
    /// <param name="track">The track, which has decided.</param>
    /// <param name="amounts">Rows of drawn amounts.</param>
    public void Add(TrackCode track, int[] amounts)
    {
        foreach (EffectPlan[] ofIndicator in _effects[track]) Add(track, ofIndicator, amounts);
    }

    /// <summary>The values after the step, when all tracks' effects have been added.</summary>
    public Node[] Next() => [.. build.Plan.Indicators.Select(Value)];

    // Each once, in file order as far as one move has several: moves list them so.
    private static IEnumerable<EffectPlan> Effects(TrackCode track)
    {
        var before = new Dictionary<EffectPlan, HashSet<EffectPlan>>(ReferenceEqualityComparer.Instance);
        foreach (MovePlan? move in track.Plans)
        {
            for (int i = 0; move is not null && i < move.Effects.Length; i++)
            {
                if (!before.TryGetValue(move.Effects[i], out HashSet<EffectPlan>? earlier)) before.Add(move.Effects[i], earlier = new HashSet<EffectPlan>(ReferenceEqualityComparer.Instance));
                earlier.UnionWith(move.Effects.Take(i));
            }
        }
        var done = new HashSet<EffectPlan>(ReferenceEqualityComparer.Instance);
        while (done.Count < before.Count)
        {
            foreach ((EffectPlan effect, HashSet<EffectPlan> earlier) in before)
            {
                if (done.Contains(effect) || !earlier.All(done.Contains)) continue;
                done.Add(effect);
                yield return effect;
            }
        }
    }

    private void Add(TrackCode track, EffectPlan[] effects, int[] amounts)
    {
        Graph g = build.Step;
        int i = effects[0].Indicator;
        if (ConstantSums(track, i, effects) is { } table)
        {
            _sums[i]!.Value = g.Add(_sums[i]!.Value, track.By(m => table[m]));
            return;
        }
        foreach (EffectPlan effect in effects)
        {
            Node made = track.Makes(m => track.Plans[m]?.Effects.Contains(effect, ReferenceEqualityComparer.Instance) == true);
            Node amount = effect.Draw >= 0 ? g.Load(amounts[effect.Draw]) : build.Here.Number(effect.Amount!.Expression, made);
            switch (effect.Operator)
            {
                case EffectOperator.Add: _sums[i]!.Value = g.Choose(made, g.Add(_sums[i]!.Value, amount), _sums[i]!.Value); break;
                case EffectOperator.Subtract: _sums[i]!.Value = g.Choose(made, g.Subtract(_sums[i]!.Value, amount), _sums[i]!.Value); break;
                case EffectOperator.Multiply: _factors[i]!.Value = g.Choose(made, g.Multiply(_factors[i]!.Value, amount), _factors[i]!.Value); break;
                default:
                    _isSet[i]!.Value = g.Or(_isSet[i]!.Value, made);
                    _setTo[i]!.Value = g.Choose(made, amount, _setTo[i]!.Value);
                    break;
            }
        }
    }

    // Where every move has at most one constant to add: a number for each move, 0 where it has none. Asked for no lane, for only whether it is constant: what may fail in an amount is in doubt where it is added.
    private double[]? ConstantSums(TrackCode track, int indicator, EffectPlan[] effects)
    {
        Graph g = build.Step;
        var table = new double[track.Moves.Length];
        if (effects.Any(e => e.Amount is null || e.Operator is not (EffectOperator.Add or EffectOperator.Subtract))) return null;
        for (int m = 0; m < table.Length; m++)
        {
            EffectPlan[] own = [.. (track.Plans[m]?.Effects ?? []).Where(e => e.Indicator == indicator)];
            if (own.Length == 0) continue;
            if (own.Length > 1 || build.Here.Number(own[0].Amount!.Expression, g.Never) is not { Op: Op.Constant, Number: var amount }) return null;
            table[m] = own[0].Operator == EffectOperator.Add ? amount : 0 - amount;
        }
        return table;
    }

    private Node Value(IndicatorPlan plan)
    {
        Graph g = build.Step;
        int i = plan.Indicator.Index;
        Node old = build.World.Indicators[i];
        Node value = plan.Flow is { } each ? build.Here.Number(each.Expression, g.Always) : old;
        if (_sums[i] is { } sum) value = g.Add(value, sum.Value);
        if (_factors[i] is { } factor) value = g.Multiply(value, factor.Value);
        if (_isSet[i] is { } isSet) value = g.Choose(isSet.Value, _setTo[i]!.Value, value);
        if (ReferenceEquals(value, old)) return old;
        if (IsWholeAndFinite(plan)) return g.Least(g.Greatest(value, g.Constant(plan.Indicator.Low)), g.Constant(plan.Indicator.High));
        build.Doubt(g.Always, g.Not(g.IsFinite(value)));
        return Settle(g, plan.Indicator, value);
    }

    // A bounded whole number to which whole numbers are added, without a flow: nothing can come of that but a whole number.
    private bool IsWholeAndFinite(IndicatorPlan plan)
    {
        const double Large = 1 << 30;
        int i = plan.Indicator.Index;
        if (!plan.Indicator.Integer || plan.Flow is not null || _factors[i] is not null || _isSet[i] is not null) return false;
        if (!(plan.Indicator.Low >= -Large && plan.Indicator.High <= Large)) return false;
        return _effects.Values.SelectMany(e => e).Where(e => e[0].Indicator == i).SelectMany(e => e)
            .All(e => e.Amount is not null && build.Here.Number(e.Amount.Expression, build.Step.Never) is { Op: Op.Constant, Number: var amount } && Math.Abs(amount) <= Large && amount == Math.Floor(amount));
    }

    private static Node Settle(Graph g, Indicator indicator, Node value)
    {
        Node rounded = indicator.Integer ? g.Round(value) : value;
        return g.Add(g.Clamp(rounded, g.Constant(indicator.Low), g.Constant(indicator.High)), g.Constant(0));
    }
}
