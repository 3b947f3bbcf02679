using ScenarioSim.Model;

namespace ScenarioSim.Language.Expressions;

/// <summary>How strongly operators bind, the weakest first (docs/language.md, section 4).</summary>
internal enum Strength
{
    /// <summary><c>if</c>, and whatever binds more strongly.</summary>
    Any,

    /// <summary><c>or</c>.</summary>
    Or,

    /// <summary><c>and</c>.</summary>
    And,

    /// <summary><c>not</c>.</summary>
    Not,

    /// <summary>Comparisons and <c>in</c>; they do not chain.</summary>
    Comparison,

    /// <summary><c>+</c> and <c>-</c>.</summary>
    Sum,

    /// <summary><c>*</c> and <c>/</c>.</summary>
    Product,

    /// <summary>Unary minus.</summary>
    Negation,

    /// <summary><c>^</c>, right to left.</summary>
    Power,
}

/// <summary>The spellings of operators.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, (Strength Strength, BinaryOperator Operator)> Table = new()
    {
        ["or"] = (Expressions.Strength.Or, BinaryOperator.Or),
        ["and"] = (Expressions.Strength.And, BinaryOperator.And),
        ["in"] = (Expressions.Strength.Comparison, BinaryOperator.Equal),
        ["=="] = (Expressions.Strength.Comparison, BinaryOperator.Equal),
        ["!="] = (Expressions.Strength.Comparison, BinaryOperator.NotEqual),
        ["<"] = (Expressions.Strength.Comparison, BinaryOperator.Less),
        ["<="] = (Expressions.Strength.Comparison, BinaryOperator.LessOrEqual),
        [">"] = (Expressions.Strength.Comparison, BinaryOperator.Greater),
        [">="] = (Expressions.Strength.Comparison, BinaryOperator.GreaterOrEqual),
        ["+"] = (Expressions.Strength.Sum, BinaryOperator.Add),
        ["-"] = (Expressions.Strength.Sum, BinaryOperator.Subtract),
        ["*"] = (Expressions.Strength.Product, BinaryOperator.Multiply),
        ["/"] = (Expressions.Strength.Product, BinaryOperator.Divide),
        ["^"] = (Expressions.Strength.Power, BinaryOperator.Power),
    };

    /// <summary>How strongly an operator between two operands binds; null for what is none.</summary>
    public static Strength? Strength(string text) => Table.TryGetValue(text, out var entry) ? entry.Strength : null;

    /// <summary>The operator of a spelling.</summary>
    public static BinaryOperator Binary(string text) => Table[text].Operator;

    /// <summary>The spelling of an operator.</summary>
    public static string Text(BinaryOperator op) => Table.First(entry => entry.Key != "in" && entry.Value.Operator == op).Key;

    /// <summary>Whether it compares.</summary>
    public static bool Compares(BinaryOperator op) => op is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;
}
