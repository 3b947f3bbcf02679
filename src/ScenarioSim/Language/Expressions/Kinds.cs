using ScenarioSim.Model;

namespace ScenarioSim.Language.Expressions;

/// <summary>Which kinds go together (docs/language.md, section 4).</summary>
internal static class Kinds
{
    /// <summary>What an arithmetic operator gives for operands of these kinds; null where it does not apply.</summary>
    public static Kind? Of(BinaryOperator op, Kind left, Kind right) => (op, left, right) switch
    {
        (_, Kind.Number, Kind.Number) => Kind.Number,
        (BinaryOperator.Add or BinaryOperator.Subtract, Kind.Duration, Kind.Duration) => Kind.Duration,
        (BinaryOperator.Add or BinaryOperator.Subtract, Kind.Date, Kind.Duration) => Kind.Date,
        (BinaryOperator.Add, Kind.Duration, Kind.Date) => Kind.Date,
        (BinaryOperator.Subtract, Kind.Date, Kind.Date) => Kind.Duration,
        (BinaryOperator.Multiply, Kind.Number, Kind.Duration) => Kind.Duration,
        (BinaryOperator.Multiply or BinaryOperator.Divide, Kind.Duration, Kind.Number) => Kind.Duration,
        (BinaryOperator.Divide, Kind.Duration, Kind.Duration) => Kind.Number,
        _ => null,
    };

    /// <summary>Whether values of the kind have an order.</summary>
    public static bool IsOrdered(Kind kind) => kind is Kind.Number or Kind.Duration or Kind.Date;

    /// <summary>Several of the kind, as messages say it.</summary>
    public static string Plural(Kind kind) => kind.ToString().ToLowerInvariant() + "s";

    /// <summary>The kind with its article, as messages say it.</summary>
    public static string Say(Kind kind) => kind switch
    {
        Kind.Number => "a number",
        Kind.Truth => "a truth",
        Kind.Duration => "a duration",
        Kind.Date => "a date",
        _ => "a word",
    };
}
