namespace ScenarioSim.Model;

/// <summary>Puts other expressions in the place of some, everywhere in a scenario: what stood in two places as one instance still does.</summary>
/// <param name="change">Gives what is to stand in an expression's place; null where it stays, with what is in it rewritten.</param>
internal sealed class Rewriting(Func<Expression, Expression?> change)
{
    private readonly Dictionary<Expression, Expression> _expressions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Effect, Effect> _effects = new(ReferenceEqualityComparer.Instance);

    /// <summary>The scenario rewritten. Definitions, which are for display, and observations stay as the file has them.</summary>
    public Scenario Of(Scenario scenario) => scenario with
    {
        Indicators = [.. scenario.Indicators.Select(i => i with { Initial = Of(i.Initial), EachStep = i.EachStep is { } flow ? Of(flow) : null })],
        Tracks = [.. scenario.Tracks.Select(t => t with { States = [.. t.States.Select(Of)] })],
        Outcomes = [.. scenario.Outcomes.Select(o => o.When is { } when ? o with { When = Of(when) } : o)],
        Measures = [.. scenario.Measures.Select(m => m with { Of = Of(m.Of) })],
        Evidence = scenario.Evidence is { } known ? known with { Facts = [.. known.Facts.Select(f => f with { That = Of(f.That) })] } : null,
    };

    // Operands come before what uses them, so no depth is too deep.
    private Expression Of(Expression root)
    {
        foreach (Expression node in ExpressionTree.Nodes([root]))
        {
            if (!_expressions.ContainsKey(node)) _expressions.Add(node, change(node) ?? Rebuilt(node));
        }
        return _expressions[root];
    }

    private Expression Rebuilt(Expression node)
    {
        if (ExpressionTree.Children(node).All(c => ReferenceEquals(_expressions[c], c))) return node;
        return node switch
        {
            Unary u => u with { Operand = _expressions[u.Operand] },
            Binary b => b with { Left = _expressions[b.Left], Right = _expressions[b.Right] },
            Conditional c => c with { If = _expressions[c.If], Then = _expressions[c.Then], Else = _expressions[c.Else] },
            OneOf o => o with { Value = _expressions[o.Value], Options = All(o.Options) },
            CountOf c => c with { Conditions = All(c.Conditions) },
            Call c => c with { Arguments = All(c.Arguments) },
            _ => throw new ArgumentOutOfRangeException(nameof(node), node, "an expression of a kind that has operands and is not known"),
        };
    }

    private IReadOnlyList<Expression> All(IReadOnlyList<Expression> expressions) => [.. expressions.Select(e => _expressions[e])];

    private State Of(State state) => state with { Transitions = [.. state.Transitions.Select(Of)], Enter = All(state.Enter), Exit = All(state.Exit) };

    private Transition Of(Transition t) => t with
    {
        On = t.On is { } on ? Of(on) : null,
        After = t.After is { Fixed: { } after } ? t.After with { Fixed = Of(after) } : t.After,
        When = t.When is { } when ? Of(when) : null,
        Likelihood = t.Likelihood is { } likelihood ? likelihood with { Value = Of(likelihood.Value) } : null,
        Targets = [.. t.Targets.Select(target => target with { Share = target.Share is { } share ? Of(share) : null, Do = All(target.Do) })],
        Do = All(t.Do),
    };

    private IReadOnlyList<Effect> All(IReadOnlyList<Effect> effects) => [.. effects.Select(Of)];

    private Effect Of(Effect effect)
    {
        if (effect.Amount is not { } amount) return effect;
        if (!_effects.TryGetValue(effect, out Effect? known)) _effects.Add(effect, known = effect with { Amount = Of(amount) });
        return known;
    }
}
