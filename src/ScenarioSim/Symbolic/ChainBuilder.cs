using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>A chain, or why there is none.</summary>
/// <param name="Chain">The chain; null where something stands in the way.</param>
/// <param name="Obstacle">What stands in the way and what can be done, in words; null with a chain.</param>
public sealed record ChainResult(Chain? Chain, string? Obstacle);

/// <summary>Makes a chain of a scenario under a policy whose assumptions are fixed: docs/export.md says how a step is encoded.</summary>
public sealed class ChainBuilder
{
    private const int MostStates = 200_000;

    // PRISM writes formulas out where they are used, so a model grows with the square of this.
    private const int MostValues = 250;
    private const int Deepest = 400;
    private readonly Scenario _scenario;
    private readonly Policy _policy;
    private readonly HashSet<int> _kept;
    private readonly List<Expression> _deciding;
    private readonly List<Expression> _reading;
    private readonly Facts _facts;

    private ChainBuilder(Scenario scenario, Policy policy)
    {
        (_scenario, _policy) = (scenario, policy);
        _kept = Kept(scenario);
        foreach (Effect e in Effects().Where(e => e.Drawn is not null))
        {
            throw new UnexportableException(Model.Endless.Drawn(scenario, e) + "; use `run`");
        }
        IEnumerable<Expression> settling = Effects().Select(e => e.Amount!).Concat(scenario.Indicators.Where(i => _kept.Contains(i.Index) && i.EachStep is not null).Select(i => i.EachStep!));
        _deciding = [.. Decisions(scenario), .. settling];
        _reading = [.. Readings(scenario)];
        Expression[] all = [.. _deciding, .. _reading, .. Times(scenario), .. scenario.Indicators.Where(i => _kept.Contains(i.Index)).Select(i => i.Initial)];
        foreach (Expression e in all) CheckDepth(e);
        _facts = new Facts(scenario, policy, all);
    }

    /// <summary>The chain of a scenario under a policy.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellation">Stops the search for an indicator's values.</param>
    public static ChainResult Build(Scenario scenario, Policy policy, CancellationToken cancellation = default)
    {
        try
        {
            return new ChainResult(new ChainBuilder(scenario, policy).Build(cancellation), null);
        }
        catch (UnexportableException e)
        {
            return new ChainResult(null, e.Message);
        }
    }

    // First so that all comes out as the engines have it; then with decimal fractions counted exactly, where they would round and so take too many values.
    // Without an end in sight an indicator may take endlessly many values that it cannot take by the scenario's end.
    private Chain Build(CancellationToken cancellation)
    {
        HashSet<int> smooth = [.. _kept.Where(i => !IsBrokenUp(i))];
        string? obstacle = null;
        foreach (IReadOnlySet<int> decimals in new[] { smooth, _kept })
        {
            foreach (bool toTheEnd in new[] { false, true })
            {
                var draft = Draft(new Dictionary<int, IReadOnlyList<double>>(), decimals, toTheEnd);
                if (draft.Unknown.Count == 0) return draft.Chain;
                Explorer.Found found = Explorer.Explore(draft.Chain, MostStates, MostValues, cancellation);
                if (found is { Endless: null, TooMany: false }) return Draft(draft.Unknown.ToDictionary(u => u.Key, u => found.Values[u.Value]), decimals, toTheEnd).Chain;
                obstacle = Endless(draft, found);
                if (found.TooMany) break;
            }
            if (smooth.Count == _kept.Count) break;
        }
        throw new UnexportableException(obstacle!);
    }

    private ChainDraft Draft(IReadOnlyDictionary<int, IReadOnlyList<double>> values, IReadOnlySet<int> decimals, bool toTheEnd) =>
        new(_scenario, _facts, _policy, _kept, _deciding, _reading, values, decimals, toTheEnd);

    // Whether something jumps at a value of the indicator: then the last digit of a double may matter.
    private bool IsBrokenUp(int indicator)
    {
        var reads = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        foreach (Expression node in ExpressionTree.Nodes(_deciding.Concat(_reading)))
        {
            if (node is not IndicatorRef i ? !ExpressionTree.Children(node).Any(reads.Contains) : i.Index != indicator) continue;
            reads.Add(node);
            if (node is OneOf or Binary { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } or Call { Function: Function.Floor or Function.Ceil or Function.Round }) return true;
        }
        // What an indicator that is rounded becomes jumps too.
        return _scenario.Indicators.Any(i => i.Integer && _kept.Contains(i.Index)
            && ((i.EachStep is { } flow && reads.Contains(flow)) || Effects().Any(e => e.Indicator == i.Index && reads.Contains(e.Amount!))));
    }

    private string Endless(ChainDraft draft, Explorer.Found found)
    {
        int most = draft.Unknown.OrderByDescending(u => found.Values[u.Value].Count).First().Key;
        Indicator indicator = _scenario.Indicators[most];
        string by = indicator.EachStep is { } flow ? $"each step: {TransitionText.Words(flow)}"
            : Effects().Where(e => e.Indicator == most).Select(e => TransitionText.OneLine(e.Span.Text)).FirstOrDefault() ?? "its initial value";
        string many = found.Endless is null ? $"takes {found.Values[draft.Unknown[most]].Count:N0} values or more, in more than {MostStates:N0} worlds" : $"takes more than {MostValues:N0} values";
        return $"the indicator `{indicator.Name}` {many} (`{by}`), too many to number; `integer: true` and a `range` make it finite";
    }

    private IEnumerable<Effect> Effects() => EffectOrder.Of(_scenario).OrderBy(e => e.Value).Select(e => e.Key).Where(e => _kept.Contains(e.Indicator));

    // An indicator that nothing exported reads is left out: it would only multiply the states.
    private static HashSet<int> Kept(Scenario scenario)
    {
        var kept = new HashSet<int>();
        IReadOnlyDictionary<Effect, int> effects = EffectOrder.Of(scenario);
        var open = new Queue<Expression>(Decisions(scenario).Concat(Readings(scenario)));
        while (open.TryDequeue(out Expression? root))
        {
            foreach (IndicatorRef i in ExpressionTree.Nodes([root]).OfType<IndicatorRef>())
            {
                if (!kept.Add(i.Index)) continue;
                if (scenario.Indicators[i.Index].EachStep is { } flow) open.Enqueue(flow);
                foreach (Effect e in effects.Keys.Where(e => e.Indicator == i.Index && e.Amount is not null)) open.Enqueue(e.Amount!);
            }
        }
        return kept;
    }

    private static IEnumerable<Transition> Transitions(Scenario scenario) => scenario.Tracks.SelectMany(t => t.States).SelectMany(s => s.Transitions);

    private static IEnumerable<Expression> Decisions(Scenario scenario) => Transitions(scenario)
        .SelectMany(t => ((IEnumerable<Expression?>)[t.When, t.Likelihood?.Value]).Concat(t.Targets.Select(x => x.Share))).OfType<Expression>();

    private static IEnumerable<Expression> Times(Scenario scenario) => Transitions(scenario).SelectMany(t => (IEnumerable<Expression?>)[t.On, t.After?.Fixed]).OfType<Expression>();

    private static IEnumerable<Expression> Readings(Scenario scenario) =>
        scenario.Outcomes.Select(o => o.When).OfType<Expression>().Concat(scenario.Measures.Where(m => m.Reading == Reading.TimeTo).Select(m => m.Of));

    private static void CheckDepth(Expression expression)
    {
        var depths = new Dictionary<Expression, int>(ReferenceEqualityComparer.Instance);
        foreach (Expression node in ExpressionTree.Nodes([expression])) depths[node] = 1 + ExpressionTree.Children(node).Select(c => depths[c]).DefaultIfEmpty(0).Max();
        if (depths[expression] <= Deepest) return;
        string text = TransitionText.Words(expression);
        throw new UnexportableException($"the expression `{(text.Length > 60 ? text[..60] + "..." : text)}` nests operations more than {Deepest} deep, more than other tools read");
    }
}
