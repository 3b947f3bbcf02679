using ScenarioSim.Text;

namespace ScenarioSim.Model;

/// <summary>A checked expression: names are resolved, kinds are right, definitions are put in. It cannot loop and has no effects.</summary>
/// <remarks>A definition used in several places is one shared instance, so that engines may work it out once.</remarks>
/// <param name="Span">Where it stands in the file.</param>
/// <param name="Kind">What it gives.</param>
public abstract record Expression(SourceSpan Span, Kind Kind);

/// <summary>A constant, in the unit of its kind.</summary>
public sealed record Constant(SourceSpan Span, Kind Kind, double Value) : Expression(Span, Kind);

/// <summary>The value drawn for an assumption in this run.</summary>
public sealed record AssumptionRef(SourceSpan Span, Kind Kind, int Index) : Expression(Span, Kind);

/// <summary>The option that the policy sets a lever to.</summary>
public sealed record LeverRef(SourceSpan Span, Kind Kind, int Index) : Expression(Span, Kind);

/// <summary>The present value of an indicator.</summary>
public sealed record IndicatorRef(SourceSpan Span, int Index) : Expression(Span, Kind.Number);

/// <summary><c>day</c>: the step's distance from the start in days.</summary>
public sealed record DayRef(SourceSpan Span) : Expression(Span, Kind.Number);

/// <summary><c>date</c>: the step's date.</summary>
public sealed record DateRef(SourceSpan Span) : Expression(Span, Kind.Date);

/// <summary>Whether a track is in a state, or in one of its inner states.</summary>
public sealed record InState(SourceSpan Span, int Track, int State) : Expression(Span, Kind.Truth);

/// <summary><c>time_in(track)</c>: since its innermost state was entered.</summary>
public sealed record TimeIn(SourceSpan Span, int Track) : Expression(Span, Kind.Duration);

/// <summary>Whether a track is or has ever been in a state.</summary>
public sealed record Visited(SourceSpan Span, int Track, int State) : Expression(Span, Kind.Truth);

/// <summary>How often the given states of a track have been entered, together; the initial entry counts.</summary>
public sealed record Visits(SourceSpan Span, int Track, IReadOnlyList<int> States) : Expression(Span, Kind.Number);

/// <summary>An operator before its operand.</summary>
public sealed record Unary(SourceSpan Span, Kind Kind, UnaryOperator Operator, Expression Operand) : Expression(Span, Kind);

/// <summary>An operator between two operands.</summary>
public sealed record Binary(SourceSpan Span, Kind Kind, BinaryOperator Operator, Expression Left, Expression Right) : Expression(Span, Kind);

/// <summary><c>if C then A else B</c>; only the branch taken is evaluated.</summary>
public sealed record Conditional(SourceSpan Span, Kind Kind, Expression If, Expression Then, Expression Else) : Expression(Span, Kind);

/// <summary><c>x in [a, b]</c>: equal to one of them.</summary>
public sealed record OneOf(SourceSpan Span, Expression Value, IReadOnlyList<Expression> Options) : Expression(Span, Kind.Truth);

/// <summary><c>count(C1, C2, ...)</c>: how many hold.</summary>
public sealed record CountOf(SourceSpan Span, IReadOnlyList<Expression> Conditions) : Expression(Span, Kind.Number);

/// <summary>A function of numbers, durations or dates.</summary>
public sealed record Call(SourceSpan Span, Kind Kind, Function Function, IReadOnlyList<Expression> Arguments) : Expression(Span, Kind);

/// <summary>Operators with one operand.</summary>
public enum UnaryOperator
{
    /// <summary>Arithmetic negation.</summary>
    Negate,

    /// <summary>Logical negation.</summary>
    Not,
}

/// <summary>Operators with two operands.</summary>
public enum BinaryOperator
{
    /// <summary>Sum.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Quotient.</summary>
    Divide,

    /// <summary>Power.</summary>
    Power,

    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>Both hold; the right side is evaluated only where the left holds.</summary>
    And,

    /// <summary>One holds; the right side is evaluated only where the left does not hold.</summary>
    Or,
}

/// <summary>The functions of the language.</summary>
public enum Function
{
    /// <summary>The least of its arguments (one or more).</summary>
    Min,

    /// <summary>The greatest of its arguments (one or more).</summary>
    Max,

    /// <summary>Absolute value.</summary>
    Abs,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>e to the power of the argument.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>The greatest whole number not above.</summary>
    Floor,

    /// <summary>The least whole number not below.</summary>
    Ceil,

    /// <summary>The nearest whole number, halves away from zero.</summary>
    Round,

    /// <summary>clamp(x, low, high); low above high gives high.</summary>
    Clamp,

    /// <summary>1 / (1 + e^-x).</summary>
    Logistic,

    /// <summary>log(p / (1 - p)).</summary>
    Logit,
}
