using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Symbolic;

/// <summary>A scenario with its assumptions and levers fixed: which expressions no run can change, and what they are worth.</summary>
internal sealed class Facts : IWorld
{
    private readonly Policy _policy;
    private readonly double[] _assumptions;
    private readonly Evaluator _evaluator;
    private readonly Dictionary<Expression, double?> _known = new(ReferenceEqualityComparer.Instance);

    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy; assumptions that <paramref name="roots"/> read must be constant under it.</param>
    /// <param name="roots">The expressions that matter.</param>
    /// <exception cref="UnexportableException">An assumption is uncertain.</exception>
    public Facts(Scenario scenario, Policy policy, IEnumerable<Expression> roots)
    {
        (Scenario, _policy) = (scenario, policy);
        _assumptions = new double[scenario.Assumptions.Count];
        List<Expression> all = [.. roots];
        HashSet<int> read = [.. ExpressionTree.Nodes(all).OfType<AssumptionRef>().Select(a => a.Index)];
        Used = [.. scenario.Assumptions.Where(a => read.Contains(a.Index))];
        var uncertain = new List<Assumption>();
        foreach (Assumption a in Used)
        {
            if (Only(policy.Assume[a.Index] ?? a.Distribution) is { } value) _assumptions[a.Index] = value;
            else uncertain.Add(a);
        }
        if (uncertain.Count > 0)
        {
            string names = string.Join(", ", uncertain.Select(a => $"`{a.Name}`"));
            throw new UnexportableException($"{(uncertain.Count == 1 ? "the assumption" : "the assumptions")} {names} must be fixed: add {string.Join(" ", uncertain.Select(a => $"--set {a.Name}=VALUE"))}");
        }
        _evaluator = new Evaluator(scenario.Clock, new HashSet<Expression>());
        Ranges = RangesWhere(i => new Interval(scenario.Indicators[i].Low, scenario.Indicators[i].High));
    }

    private Facts(Facts facts, Func<int, Interval> indicator)
    {
        (Scenario, Used, _policy, _assumptions, _evaluator) = (facts.Scenario, facts.Used, facts._policy, facts._assumptions, facts._evaluator);
        Ranges = RangesWhere(indicator);
    }

    /// <summary>The same, where it is known what values some indicators can take: then fewer operations can be without a finite value.</summary>
    /// <param name="values">By indicator, rising.</param>
    public Facts Knowing(IReadOnlyDictionary<int, IReadOnlyList<double>> values) =>
        new(this, i => values.TryGetValue(i, out IReadOnlyList<double>? all) ? new Interval(all[0], all[^1]) : new Interval(Scenario.Indicators[i].Low, Scenario.Indicators[i].High));

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>The assumptions that matter.</summary>
    public IReadOnlyList<Assumption> Used { get; }

    /// <summary>Where expressions lie.</summary>
    public Ranges Ranges { get; }

    int IWorld.Step => 0;

    /// <summary>The value of an expression that no run can change; null of any other.</summary>
    public double? Constant(Expression expression)
    {
        if (_known.TryGetValue(expression, out double? known)) return known;
        // Operands come first, so nothing recurses deeply.
        foreach (Expression node in ExpressionTree.Nodes([expression])) _known.TryAdd(node, Look(node));
        return _known[expression];
    }

    /// <inheritdoc/>
    public double Assumption(int index) => _assumptions[index];

    /// <inheritdoc/>
    public double Lever(int index) => _policy.Levers[index];

    double IWorld.Indicator(int index) => throw new InvalidOperationException("no constant");

    bool IWorld.IsIn(int track, int state) => throw new InvalidOperationException("no constant");

    int IWorld.EnteredInnermost(int track) => throw new InvalidOperationException("no constant");

    int IWorld.Visits(int track, int state) => throw new InvalidOperationException("no constant");

    void IWorld.NotFinite(Expression operation)
    {
    }

    private Ranges RangesWhere(Func<int, Interval> indicator) => new(Scenario.Clock, i => Interval.Of(_assumptions[i]), i => Interval.Of(_policy.Levers[i]), indicator);

    private double? Look(Expression node)
    {
        if (node is IndicatorRef or DayRef or DateRef or InState or TimeIn or Visited or Visits) return null;
        if (node is Conditional c && _known[c.If] is { } holds) return _known[holds != 0 ? c.Then : c.Else];
        if (node is Binary { Operator: BinaryOperator.And } and && (_known[and.Left] == 0 || _known[and.Right] == 0)) return 0;
        if (node is Binary { Operator: BinaryOperator.Or } or && (_known[or.Left] is not (null or 0) || _known[or.Right] is not (null or 0))) return 1;
        return ExpressionTree.Children(node).All(child => _known[child] is not null) ? _evaluator.Value(OfConstants(node), this) : null;
    }

    // The operation alone: what is known of an operand may be known without all of its parts.
    private Expression OfConstants(Expression node) => node switch
    {
        Unary u => u with { Operand = Known(u.Operand) },
        Binary b => b with { Left = Known(b.Left), Right = Known(b.Right) },
        Conditional c => c with { If = Known(c.If), Then = Known(c.Then), Else = Known(c.Else) },
        OneOf o => o with { Value = Known(o.Value), Options = [.. o.Options.Select(Known)] },
        CountOf c => c with { Conditions = [.. c.Conditions.Select(Known)] },
        Call c => c with { Arguments = [.. c.Arguments.Select(Known)] },
        _ => node,
    };

    private Constant Known(Expression operand) => new(operand.Span, operand.Kind, _known[operand]!.Value);

    // A distribution that has all its probability in one value.
    private static double? Only(Distribution d) =>
        d is Point p ? p.Value : d.Atoms.Where(v => d.Cdf(v) - d.Below(v) > 0).ToList() is [var only] && d.Cdf(only) - d.Below(only) > 1 - 1e-12 ? only : null;
}
