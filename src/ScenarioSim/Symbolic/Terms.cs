using ScenarioSim.Model;

namespace ScenarioSim.Symbolic;

/// <summary>Makes terms. What constants decide is worked out; nothing is reassociated, so doubles come out as the engines have them.</summary>
public static class Terms
{
    /// <summary>Always true.</summary>
    public static Literal True { get; } = new(TermType.Truth, 1);

    /// <summary>Never true.</summary>
    public static Literal False { get; } = new(TermType.Truth, 0);

    /// <summary>The number 0.</summary>
    public static Literal Zero { get; } = new(TermType.Whole, 0);

    /// <summary>The number 1.</summary>
    public static Literal One { get; } = new(TermType.Whole, 1);

    // Larger whole numbers are left to doubles: model checkers count with 32 bits.
    private const double LargestWhole = 1e9;

    /// <summary>A number; one that is whole and not large has that type.</summary>
    public static Literal Number(double value) => new(value == Math.Round(value) && Math.Abs(value) < LargestWhole ? TermType.Whole : TermType.Real, value + 0.0);

    /// <summary>A truth.</summary>
    public static Literal Truth(bool value) => value ? True : False;

    /// <summary>A use of a symbol.</summary>
    public static Use Of(Symbol symbol) => new(symbol);

    /// <summary>The value of a literal; null of anything else.</summary>
    public static double? Value(Term term) => term is Literal l ? l.Value : null;

    /// <summary>Whether a term is just that truth.</summary>
    public static bool Is(Term term, bool truth) => term is Literal { Type: TermType.Truth } l && l.Value != 0 == truth;

    /// <summary>Both hold.</summary>
    public static Term And(Term a, Term b) => Is(a, true) || Is(b, false) ? b : Is(b, true) || Is(a, false) ? a : new Apply(TermType.Truth, Operation.And, a, b);

    /// <summary>All hold.</summary>
    public static Term All(IEnumerable<Term> terms) => terms.Aggregate((Term)True, And);

    /// <summary>One holds.</summary>
    public static Term Or(Term a, Term b) => Is(a, false) || Is(b, true) ? b : Is(b, false) || Is(a, true) ? a : new Apply(TermType.Truth, Operation.Or, a, b);

    /// <summary>Any holds.</summary>
    public static Term Any(IEnumerable<Term> terms) => terms.Aggregate((Term)False, Or);

    /// <summary>It does not hold.</summary>
    public static Term Not(Term a) => a switch
    {
        Literal l => Truth(l.Value == 0),
        Apply { Operation: Operation.Not } inner => inner.Operands[0],
        Apply { Operation: Operation.Equal } c => new Apply(TermType.Truth, Operation.NotEqual, c.Operands[0], c.Operands[1]),
        Apply { Operation: Operation.NotEqual } c => new Apply(TermType.Truth, Operation.Equal, c.Operands[0], c.Operands[1]),
        Apply { Operation: Operation.Less } c => new Apply(TermType.Truth, Operation.GreaterOrEqual, c.Operands[0], c.Operands[1]),
        Apply { Operation: Operation.LessOrEqual } c => new Apply(TermType.Truth, Operation.Greater, c.Operands[0], c.Operands[1]),
        Apply { Operation: Operation.Greater } c => new Apply(TermType.Truth, Operation.LessOrEqual, c.Operands[0], c.Operands[1]),
        Apply { Operation: Operation.GreaterOrEqual } c => new Apply(TermType.Truth, Operation.Less, c.Operands[0], c.Operands[1]),
        _ => new Apply(TermType.Truth, Operation.Not, a),
    };

    /// <summary>The second or the third.</summary>
    public static Term If(Term condition, Term then, Term otherwise)
    {
        if (condition is Literal known) return known.Value != 0 ? then : otherwise;
        if (then is Literal a && otherwise is Literal b && a.Value == b.Value && a.Type == b.Type) return a;
        if (Is(then, true) && Is(otherwise, false)) return condition;
        return new Apply(then.Type == otherwise.Type ? then.Type : TermType.Real, Operation.If, condition, then, otherwise);
    }

    /// <summary>The lesser.</summary>
    public static Term Min(Term a, Term b) => Arithmetic(Operation.Min, a, b);

    /// <summary>The greater.</summary>
    public static Term Max(Term a, Term b) => Arithmetic(Operation.Max, a, b);

    /// <summary>The sum.</summary>
    public static Term Add(Term a, Term b) => Value(a) == 0 ? b : Value(b) == 0 ? a : b is Literal { Value: < 0 } l ? Subtract(a, Number(-l.Value)) : Arithmetic(Operation.Add, a, b);

    /// <summary>The difference.</summary>
    public static Term Subtract(Term a, Term b) => Value(b) == 0 ? a : Value(a) == 0 ? Negate(b) : Arithmetic(Operation.Subtract, a, b);

    /// <summary>The product.</summary>
    public static Term Multiply(Term a, Term b) => Value(a) == 1 ? b : Value(b) == 1 ? a : Arithmetic(Operation.Multiply, a, b);

    /// <summary>The quotient.</summary>
    public static Term Divide(Term a, Term b) => Value(b) == 1 ? a : Arithmetic(Operation.Divide, a, b);

    /// <summary>The power.</summary>
    public static Term Power(Term a, Term b) => Arithmetic(Operation.Power, a, b);

    /// <summary>The opposite number.</summary>
    public static Term Negate(Term a) => a is Literal l ? Number(-l.Value) : new Apply(a.Type, Operation.Negate, a);

    /// <summary>A function of one number.</summary>
    public static Term Call(Operation function, Term a)
    {
        if (a is Literal l && double.IsFinite(Evaluation.Of(function, l.Value))) return Number(Evaluation.Of(function, l.Value));
        return new Apply(function is Operation.Floor or Operation.Ceil or Operation.Round ? TermType.Whole : TermType.Real, function, a);
    }

    /// <summary>A comparison.</summary>
    public static Term Compare(Operation comparison, Term a, Term b) =>
        a is Literal x && b is Literal y ? Truth(Evaluation.Of(comparison, x.Value, y.Value) != 0) : new Apply(TermType.Truth, comparison, a, b);

    /// <summary>Whether two are equal.</summary>
    public static Term Equal(Term a, Term b) => Compare(Operation.Equal, a, b);

    internal static Interval BoundsOf(Term term) => term switch
    {
        Literal l => Interval.Of(l.Value),
        Use { Symbol: VariableSymbol v } => new Interval(v.Low, v.High),
        Use { Symbol: ConstantSymbol c } => c.Value.Bounds,
        Use { Symbol: FormulaSymbol f } => f.Body.Bounds,
        Apply { Type: TermType.Truth } => Interval.Truth,
        Apply { Operation: Operation.If } a => a.Operands[1].Bounds.Union(a.Operands[2].Bounds),
        Apply a => Bounds(a.Operation, [.. a.Operands.Select(o => o.Bounds)]),
        _ => Interval.Whole,
    };

    private static Interval Bounds(Operation operation, Interval[] of) => operation switch
    {
        Operation.Negate => new Interval(-of[0].High, -of[0].Low),
        Operation.Add => IntervalArithmetic.Apply(BinaryOperator.Add, of[0], of[1]).Values,
        Operation.Subtract => IntervalArithmetic.Apply(BinaryOperator.Subtract, of[0], of[1]).Values,
        Operation.Multiply => IntervalArithmetic.Apply(BinaryOperator.Multiply, of[0], of[1]).Values,
        Operation.Divide => IntervalArithmetic.Apply(BinaryOperator.Divide, of[0], of[1]).Values,
        Operation.Min => IntervalArithmetic.Apply(Function.Min, of).Values,
        Operation.Max => IntervalArithmetic.Apply(Function.Max, of).Values,
        Operation.Floor or Operation.Ceil or Operation.Round => new Interval(Math.Floor(of[0].Low), Math.Ceiling(of[0].High)),
        _ => Interval.Whole,
    };

    private static Term Arithmetic(Operation operation, Term a, Term b)
    {
        if (a is Literal x && b is Literal y && double.IsFinite(Evaluation.Of(operation, x.Value, y.Value))) return Number(Evaluation.Of(operation, x.Value, y.Value));
        bool whole = a.Type == TermType.Whole && b.Type == TermType.Whole && operation is not (Operation.Divide or Operation.Power);
        var made = new Apply(whole ? TermType.Whole : TermType.Real, operation, a, b);
        // 32 bits must not overflow: a product by 1.0 makes an operand a double.
        return whole && made.Bounds is var bounds && (bounds.Low < -LargestWhole || bounds.High > LargestWhole)
            ? new Apply(TermType.Real, operation, new Apply(TermType.Real, Operation.Multiply, new Literal(TermType.Real, 1), a), b) : made;
    }
}
