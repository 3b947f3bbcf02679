namespace ScenarioSim.Model;

/// <summary>Walks over expressions: safe for sums of 100,000 terms, and for definitions that are used again and again.</summary>
public static class ExpressionTree
{
    /// <summary>The operands of an expression, in the order in which they are evaluated.</summary>
    public static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        Unary u => [u.Operand],
        Binary b => [b.Left, b.Right],
        Conditional c => [c.If, c.Then, c.Else],
        OneOf o => [o.Value, .. o.Options],
        CountOf c => c.Conditions,
        Call c => c.Arguments,
        _ => [],
    };

    /// <summary>Every node under the roots once, operands before what uses them, in evaluation order; two places that share an instance share its node.</summary>
    public static IReadOnlyList<Expression> Nodes(IEnumerable<Expression> roots)
    {
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var nodes = new List<Expression>();
        var open = new Stack<(Expression Node, bool Expanded)>();
        foreach (Expression root in roots)
        {
            open.Push((root, false));
            while (open.TryPop(out var top))
            {
                if (top.Expanded) nodes.Add(top.Node);
                else if (seen.Add(top.Node))
                {
                    open.Push((top.Node, true));
                    foreach (Expression child in Children(top.Node).Reverse()) open.Push((child, false));
                }
            }
        }
        return nodes;
    }

    /// <summary>The nodes with operands that are used in two places or more (definitions, mostly): worth working out once in a world.</summary>
    public static HashSet<Expression> Shared(IEnumerable<Expression> roots)
    {
        List<Expression> all = [.. roots];
        var shared = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var once = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        foreach (Expression used in all.Concat(Nodes(all).SelectMany(Children)))
        {
            if (!once.Add(used) && Children(used).Any()) shared.Add(used);
        }
        return shared;
    }

    /// <summary>Every expression that stands in a scenario, in model order: indicators, tracks, outcomes, measures, observations, and what it is held to.</summary>
    public static IEnumerable<Expression> Roots(Scenario scenario)
    {
        foreach (Indicator i in scenario.Indicators)
        {
            yield return i.Initial;
            if (i.EachStep is { } flow) yield return flow;
        }
        foreach (Expression e in scenario.Tracks.SelectMany(Roots)) yield return e;
        foreach (Outcome o in scenario.Outcomes)
        {
            if (o.When is { } when) yield return when;
        }
        foreach (Measure m in scenario.Measures) yield return m.Of;
        foreach (Observation o in scenario.Observations) yield return o.That;
        foreach (Fact f in scenario.Evidence?.Facts ?? []) yield return f.That;
    }

    private static IEnumerable<Expression> Roots(Track track) =>
        track.States.SelectMany(state => state.Transitions.SelectMany(Roots).Concat(Amounts(state.Enter)).Concat(Amounts(state.Exit)));

    private static IEnumerable<Expression> Roots(Transition t)
    {
        if (t.On is { } on) yield return on;
        if (t.After?.Fixed is { } after) yield return after;
        if (t.When is { } when) yield return when;
        if (t.Likelihood is { } likelihood) yield return likelihood.Value;
        foreach (Expression e in Amounts(t.Do)) yield return e;
        foreach (Target target in t.Targets)
        {
            if (target.Share is { } share) yield return share;
            foreach (Expression e in Amounts(target.Do)) yield return e;
        }
    }

    private static IEnumerable<Expression> Amounts(IReadOnlyList<Effect> effects) => effects.Where(e => e.Amount is not null).Select(e => e.Amount!);
}
