using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>The indicators in the routines: initial values, and in a step flows and the effects of all moves together, on the world before.</summary>
/// <param name="build">The routines.</param>
internal sealed class IndicatorCode(LaneBuilder build)
{
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

    /// <summary>The values after the step.</summary>
    /// <param name="tracks">What the tracks do.</param>
    /// <param name="amounts">Rows of drawn amounts.</param>
    public Node[] Next(TrackCode[] tracks, int[] amounts)
    {
        Graph g = build.Step;
        int count = build.Plan.Indicators.Count;
        var sums = new Node[count];
        var products = new Node[count];
        var set = new (Node Is, Node To)[count];
        Array.Fill(sums, g.Constant(0));
        Array.Fill(products, g.Constant(1));
        Array.Fill(set, (g.Never, g.Constant(0)));
        foreach (TrackCode track in tracks)
        {
            foreach (IGrouping<int, EffectPlan> byIndicator in Effects(track).GroupBy(e => e.Indicator)) Add(track, byIndicator, amounts, sums, products, set);
        }
        return [.. build.Plan.Indicators.Select(i => Value(i, sums, products, set[i.Indicator.Index]))];
    }

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

    private void Add(TrackCode track, IEnumerable<EffectPlan> effects, int[] amounts, Node[] sums, Node[] products, (Node Is, Node To)[] set)
    {
        Graph g = build.Step;
        EffectPlan[] all = [.. effects];
        int i = all[0].Indicator;
        if (ConstantSums(track, i, all) is { } table)
        {
            sums[i] = g.Add(sums[i], track.By(m => table[m]));
            return;
        }
        foreach (EffectPlan effect in all)
        {
            Node made = track.Makes(m => track.Plans[m]?.Effects.Contains(effect, ReferenceEqualityComparer.Instance) == true);
            Node amount = effect.Draw >= 0 ? g.Load(amounts[effect.Draw]) : build.Here.Number(effect.Amount!.Expression, made);
            switch (effect.Operator)
            {
                case EffectOperator.Add: sums[i] = g.Choose(made, g.Add(sums[i], amount), sums[i]); break;
                case EffectOperator.Subtract: sums[i] = g.Choose(made, g.Subtract(sums[i], amount), sums[i]); break;
                case EffectOperator.Multiply: products[i] = g.Choose(made, g.Multiply(products[i], amount), products[i]); break;
                default: set[i] = (g.Or(set[i].Is, made), g.Choose(made, amount, set[i].To)); break;
            }
        }
    }

    // Where every move has at most one constant to add: a number for each move, 0 where it has none.
    private double[]? ConstantSums(TrackCode track, int indicator, EffectPlan[] effects)
    {
        Graph g = build.Step;
        var table = new double[track.Moves.Length];
        if (effects.Any(e => e.Amount is null || e.Operator is not (EffectOperator.Add or EffectOperator.Subtract))) return null;
        for (int m = 0; m < table.Length; m++)
        {
            EffectPlan[] own = [.. (track.Plans[m]?.Effects ?? []).Where(e => e.Indicator == indicator)];
            if (own.Length == 0) continue;
            if (own.Length > 1 || build.Here.Number(own[0].Amount!.Expression, g.Always) is not { Op: Op.Constant, Number: var amount }) return null;
            table[m] = own[0].Operator == EffectOperator.Add ? amount : -amount;
        }
        return table;
    }

    private Node Value(IndicatorPlan plan, Node[] sums, Node[] products, (Node Is, Node To) set)
    {
        Graph g = build.Step;
        int i = plan.Indicator.Index;
        Node old = build.World.Indicators[i];
        Node flow = plan.Flow is { } each ? build.Here.Number(each.Expression, build.Live) : old;
        Node value = flow;
        if (sums[i].Op != Op.Constant) value = g.Add(value, sums[i]);
        if (products[i].Op != Op.Constant) value = g.Multiply(value, products[i]);
        value = g.Choose(set.Is, set.To, value);
        if (ReferenceEquals(value, old)) return old;
        Node finite = g.IsFinite(value);
        build.Doubt(build.Live, g.Not(finite));
        return g.Choose(build.Live, Settle(g, plan.Indicator, value), old);
    }

    private static Node Settle(Graph g, Indicator indicator, Node value)
    {
        Node rounded = indicator.Integer ? g.Round(value) : value;
        return g.Add(g.Clamp(rounded, g.Constant(indicator.Low), g.Constant(indicator.High)), g.Constant(0));
    }
}
