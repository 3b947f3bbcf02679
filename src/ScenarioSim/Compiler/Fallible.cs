using ScenarioSim.Model;

namespace ScenarioSim.Compiler;

/// <summary>Which operations may lack a finite value: the others are compiled without a check.</summary>
internal static class Fallible
{
    // Far below the greatest double, so that the sum of two such bounds is still finite.
    private const double Bound = 1e300;

    /// <summary>The operations of a scenario that may fail under a policy; too many rather than too few.</summary>
    public static HashSet<Expression> In(Scenario scenario, Policy policy, IEnumerable<Expression> roots)
    {
        var magnitudes = new Dictionary<Expression, double>(ReferenceEqualityComparer.Instance);
        var fallible = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        foreach (Expression node in ExpressionTree.Nodes(roots))
        {
            double magnitude = Magnitude(node, e => magnitudes[e], scenario, policy);
            if (double.IsNaN(magnitude)) magnitude = double.PositiveInfinity; // 0 times infinity
            if (node is Binary or Call && (!(magnitude < Bound) || IsPartial(node))) fallible.Add(node);
            magnitudes[node] = magnitude;
        }
        return fallible;
    }

    private static bool IsPartial(Expression node) => node switch
    {
        Binary { Operator: BinaryOperator.Power } => true,
        Binary { Operator: BinaryOperator.Divide } b => b.Right is not Constant { Value: not 0 },
        Call c => c.Function is Function.Sqrt or Function.Exp or Function.Log or Function.Logit,
        _ => false,
    };

    // An upper bound on the absolute value; a value that failed is 0.
    private static double Magnitude(Expression node, Func<Expression, double> of, Scenario scenario, Policy policy) => node switch
    {
        Constant c => Math.Abs(c.Value),
        AssumptionRef a => Greatest((policy.Assume[a.Index] ?? scenario.Assumptions[a.Index].Distribution).Low, (policy.Assume[a.Index] ?? scenario.Assumptions[a.Index].Distribution).High),
        LeverRef l => Math.Abs(policy.Levers[l.Index]),
        IndicatorRef i => Greatest(scenario.Indicators[i.Index].Low, scenario.Indicators[i.Index].High),
        DayRef or DateRef or TimeIn => scenario.Clock.Seconds(scenario.Clock.LastStep + 1),
        Unary u => of(u.Operand),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b => of(b.Left) + of(b.Right),
        Binary { Operator: BinaryOperator.Multiply } b => of(b.Left) * of(b.Right),
        Binary { Operator: BinaryOperator.Divide, Right: Constant c } b when c.Value != 0 => of(b.Left) / Math.Abs(c.Value),
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Power } => double.PositiveInfinity,
        Conditional c => Math.Max(of(c.Then), of(c.Else)),
        Call { Function: Function.Min or Function.Max or Function.Clamp or Function.Abs } c => c.Arguments.Max(of),
        Call { Function: Function.Floor or Function.Ceil or Function.Round } c => of(c.Arguments[0]) + 1,
        Call { Function: Function.Logistic } => 1,
        Call => double.PositiveInfinity,
        _ => int.MaxValue,
    };

    private static double Greatest(double low, double high) => Math.Max(Math.Abs(low), Math.Abs(high));
}
