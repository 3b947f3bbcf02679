using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>What a scalar says, before names have a meaning. The span of a thing in parentheses includes them.</summary>
internal abstract record Syntax(SourceSpan Span);

/// <summary>A number.</summary>
internal sealed record NumberSyntax(SourceSpan Span, double Value, bool IsPercentage) : Syntax(Span);

/// <summary>A number followed by a unit.</summary>
internal sealed record DurationSyntax(SourceSpan Span, double Count, string Unit) : Syntax(Span);

/// <summary>A date.</summary>
internal sealed record DateSyntax(SourceSpan Span, DateTime Value) : Syntax(Span);

/// <summary>A name, or <c>true</c>, <c>false</c>, <c>day</c>, <c>date</c>, <c>step</c>.</summary>
internal sealed record NameSyntax(SourceSpan Span, string Name) : Syntax(Span);

/// <summary>An operator before its operand.</summary>
internal sealed record UnarySyntax(SourceSpan Span, UnaryOperator Operator, Syntax Operand) : Syntax(Span);

/// <summary>An operator between two operands. Sums lean to the left, so walk that way in a loop: there may be 100,000 terms.</summary>
internal sealed record BinarySyntax(SourceSpan Span, BinaryOperator Operator, Syntax Left, Syntax Right) : Syntax(Span);

/// <summary><c>x in [a, b]</c>.</summary>
internal sealed record InSyntax(SourceSpan Span, Syntax Value, IReadOnlyList<Syntax> Options) : Syntax(Span);

/// <summary><c>if C then A else B</c>.</summary>
internal sealed record IfSyntax(SourceSpan Span, Syntax If, Syntax Then, Syntax Else) : Syntax(Span);

/// <summary>A function, or a distribution, with its arguments.</summary>
internal sealed record CallSyntax(SourceSpan Span, NameSyntax Function, IReadOnlyList<Syntax> Arguments) : Syntax(Span);

/// <summary>A distribution <c>a..b</c> or <c>a to b</c>. Stands only outermost.</summary>
internal sealed record RangeSyntax(SourceSpan Span, Syntax Low, Syntax High, bool IsTo) : Syntax(Span);

/// <summary>A unit after a distribution of numbers. Stands only outermost.</summary>
internal sealed record InUnitSyntax(SourceSpan Span, Syntax Distribution, string Unit) : Syntax(Span);

/// <summary>A distribution <c>D in a..b</c>. Stands only outermost.</summary>
internal sealed record TruncatedSyntax(SourceSpan Span, Syntax Distribution, RangeSyntax Bounds) : Syntax(Span);
