using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>Constants are worked out by the arithmetic of the engines, so folding cannot change a run; nothing is reassociated.</content>
internal sealed partial class ExpressionBinder
{
    private static Expression Fold(Unary u) => u.Operand is Constant c ? new Constant(u.Span, u.Kind, Arithmetic.Apply(u.Operator, c.Value)) : u;

    private Expression? Fold(Binary b)
    {
        if (b.Operator is BinaryOperator.And or BinaryOperator.Or && b.Left is Constant decided)
        {
            // The right side is evaluated only where the left leaves it open, and is then the value.
            bool open = b.Operator == BinaryOperator.And == (decided.Value != 0);
            return open ? b.Right : new Constant(b.Span, Kind.Truth, decided.Value);
        }
        return b is { Left: Constant left, Right: Constant right } ? Finite(b, Arithmetic.Apply(b.Operator, left.Value, right.Value)) : b;
    }

    private Expression? Fold(Call call)
    {
        if (!call.Arguments.All(a => a is Constant)) return call;
        double[] values = [.. call.Arguments.Select(a => ((Constant)a).Value)];
        return Finite(call, Arithmetic.Apply(call.Function, values));
    }

    private static Expression Fold(CountOf count) => count.Conditions.All(c => c is Constant)
        ? new Constant(count.Span, Kind.Number, count.Conditions.Count(c => ((Constant)c).Value != 0))
        : count;

    private static Expression Fold(OneOf one) => one.Value is Constant value && one.Options.All(o => o is Constant)
        ? new Constant(one.Span, Kind.Truth, one.Options.Any(o => ((Constant)o).Value == value.Value) ? 1 : 0)
        : one;

    private Expression? Finite(Expression operation, double value)
    {
        if (double.IsFinite(value)) return new Constant(operation.Span, operation.Kind, value);
        return _isDead ? operation : Fail(Diagnose.NoFiniteValue(operation.Span, operation.Span.Text));
    }
}
