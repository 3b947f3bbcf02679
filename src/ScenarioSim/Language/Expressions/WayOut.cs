using System.Globalization;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>Guesses what was meant where the grammar of expressions is broken.</summary>
internal static class WayOut
{
    /// <summary>Where a period stands inside a chance, or something follows it.</summary>
    public const string PerOnce = "`per` stands once, at the end of the whole: `(if C then 15% else 5%) per week`";

    /// <summary>Where one effect follows another.</summary>
    public const string SeveralEffects = "several effects are a list: `[a += 1, b -= 1]`";

    private static readonly string[] s_months = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Where(m => m.Length > 0)];

    private static readonly string[] Infixes = ["and", "or", "in", "then", "else", "per", "to"];

    /// <summary>A chance or rate that has no period, with one: `10% / day` was meant for `10% per day`.</summary>
    public static string WithPeriod(string written) =>
        written.LastIndexOf('/') is > 0 and var slash && Units.IsUnit(written[(slash + 1)..].Trim()) ? $"{written[..slash].Trim()} per {written[(slash + 1)..].Trim()}" : $"{written} per week";

    /// <summary>Where a constant stands beside `and` or `or`, and a comparison before it: `x == 4 or 8`.</summary>
    public static string? Repeated(BinarySyntax joined)
    {
        Syntax left = joined.Left;
        while (left is BinarySyntax { Operator: BinaryOperator.And or BinaryOperator.Or } further) left = further.Right;
        string word = joined.Operator == BinaryOperator.Or ? "or" : "and";
        return left is BinarySyntax comparison && Operators.Compares(comparison.Operator) && comparison.Right.GetType() == joined.Right.GetType() && joined.Span.Text.Length < 60
            ? $"say what is compared again: `{comparison.Span.Text} {word} {comparison.Left.Span.Text} {Operators.Text(comparison.Operator)} {joined.Right.Span.Text}`{(word == "or" && comparison.Operator == BinaryOperator.Equal ? $", or `{comparison.Left.Span.Text} in [{comparison.Right.Span.Text}, {joined.Right.Span.Text}]`" : "")}"
            : null;
    }

    /// <summary>Where a range stands among the values of a function.</summary>
    public static string InCall(string function) => function.ToLowerInvariant() switch
    {
        "mixture" or "mix" or "mx" => "beliefs are pooled in a list: `experts: [10%..40%, 30%..60%]`, each with a `weight` if need be",
        "truncate" or "truncated" or "trunc" => "a distribution is truncated with `in`: `normal(5, 1) in 0..10`",
        _ => "a range is a distribution by itself, and no function takes one",
    };

    /// <summary>Where a thing of the wrong kind stands.</summary>
    public static string? Kind(Kind wanted, Kind found, Syntax at) => (wanted, found) switch
    {
        (Model.Kind.Duration, Model.Kind.Number) => at is NumberSyntax { IsPercentage: false } n ? $"add a unit: `{at.Span.Text} {(n.Value == 1 ? "day" : "days")}`" : "multiply it by a unit: `x * 1 day`",
        (Model.Kind.Number, Model.Kind.Duration) => "divide it by a unit: `x / 1 day`",
        (Model.Kind.Number, Model.Kind.Truth) => "write `if C then 1 else 0`",
        (Model.Kind.Truth, Model.Kind.Number) => "compare it: `x > 0`",
        (Model.Kind.Truth, Model.Kind.Word) => "compare it: `x == word`",
        (Model.Kind.Truth, Model.Kind.Date) => "compare it: `date >= x`",
        (Model.Kind.Date, Model.Kind.Duration) => "count from a date: `2022-01-12 + x`; a time after entering the state is `after`",
        (Model.Kind.Date, Model.Kind.Number) => "a date is written `2022-01-12`",
        (Model.Kind.Duration, Model.Kind.Date) => "a date belongs in `on`; the time between two dates is their difference",
        _ => null,
    };

    /// <summary>Where two kinds are compared that do not go together.</summary>
    public static string? Compared(Syntax left, Kind leftKind, Syntax right, Kind rightKind) =>
        rightKind == Model.Kind.Number ? Kind(leftKind, rightKind, right) : leftKind == Model.Kind.Number ? Kind(rightKind, leftKind, left) : null;

    /// <summary>Where an arithmetic operator stands between kinds that do not go together.</summary>
    public static string? Operands(BinarySyntax b, Kind left, Kind right)
    {
        if (left == Model.Kind.Truth || right == Model.Kind.Truth) return "a truth as a number is `(if C then 1 else 0)`";
        if (b is { Operator: BinaryOperator.Subtract, Left: NumberSyntax first, Right: DurationSyntax last } && first.Value < last.Count) return $"a range is written `{first.Span.Text}..{last.Span.Text}`";
        bool sum = b.Operator is BinaryOperator.Add or BinaryOperator.Subtract;
        if (sum && left == Model.Kind.Number) return Kind(right == Model.Kind.Date ? Model.Kind.Duration : right, left, b.Left);
        if (sum && right == Model.Kind.Number) return Kind(left == Model.Kind.Date ? Model.Kind.Duration : left, right, b.Right);
        return null;
    }

    /// <summary>Where an operand is missing.</summary>
    public static string? NoOperand(Token at, Token? before)
    {
        if (at.Is("=") || at.Is("==")) return before is { Kind: TokenKind.Symbol, Text: "<" or ">" } b ? $"write `{b.Text}=`" : null;
        if (at.Is("[")) return "a list stands only right of `in`: `x in [a, b]`";
        if (at.Is("+")) return "leave out the `+`";
        if (at.Kind == TokenKind.Word && before is { Kind: TokenKind.Symbol, Text: "-" } dash && dash.End == at.Start) return "a name that an expression uses has no `-`: write `_` in its place, also where it is listed";
        if (at.IsWord("rest")) return "`rest` stands alone, as the share of one entry of a split";
        if (at.IsWord("pending")) return "`pending` is a state: `branch == pending`";
        if (at.IsWord("per")) return "write what happens in that time first: `10% per week`";
        return null;
    }

    /// <summary>Where <c>then</c> or <c>else</c> is missing and something else stands.</summary>
    public static string NoKeyword(Token at, string word) =>
        at.IsWord("per") ? PerOnce : at.Is("=") ? "`==` compares" : $"`if C then A else B`: here `{word}` has to stand";

    /// <summary>Where an operand is complete and what follows is no operator.</summary>
    public static string? AfterOperand(Syntax? read, Token? before, Token at, Token next, string? written)
    {
        if (at.Is("=")) return "`==` compares";
        if (at.Is("+=") || at.Is("-=") || at.Is("*=")) return "indicators change only in `do`, `enter` and `exit`";
        if (at.Is(",")) return Comma(before, next);
        if (at.Is("..") || at.IsWord("to")) return "a range is a distribution: it stands only in `assumptions`, `after`, and alone on the right of an effect";
        if (at.Is("[")) return "a list stands only right of `in`: `x in [a, b]`";
        if (at.Is(")")) return "there is no parenthesis for it to close";
        if (at.IsWord("per")) return "only a `chance` or a `rate` has a period";
        if (at.IsWord("if")) return "the condition comes first: `if C then A else B`";
        if (at.Kind == TokenKind.Word && KeyFor(at.Text) is { } key) return $"`{key.Name}` is a key of its own, beside this one: `{key.Name}: {key.Holds}`";
        if (at.IsWord("not")) return next.IsWord("in") ? "`not` stands before the whole: `not x in [a, b]`" : null;
        if (at.IsWord("Z") && before is { Kind: TokenKind.Date }) return NoZone;
        if (at.Kind == TokenKind.Number && before is { Kind: TokenKind.Date }) return "a time follows its date without a space: `2022-01-12T06:00`";
        if (at.Kind == TokenKind.Number && before is { Kind: TokenKind.Word } unit && Units.IsUnit(unit.Text)) return "durations are added with `+`: `2 weeks + 3 days`";
        if (at.Kind == TokenKind.Word) return Word(before, at.Text, next);
        return read is not null && at.Kind is TokenKind.Number or TokenKind.Date || written == "(" ? "an operator has to stand between: `*` multiplies" : null;
    }

    // The key of a transition that a word is, or stands for.
    private static (string Name, string Holds)? KeyFor(string word) => word switch
    {
        "when" or "while" => ("when", "CONDITION"),
        "after" => ("after", "DURATION"),
        "on" => ("on", "DATE"),
        "do" => ("do", "EFFECT"),
        _ => null,
    };

    private static string? Comma(Token? before, Token next) =>
        before is { Kind: TokenKind.Number } && next.Kind == TokenKind.Number ? "a number has a point for its decimals, and nothing between its thousands" : null;

    private static string? Word(Token? before, string word, Token next)
    {
        if (before is not null && PerUnit(word, next) is { } period) return $"for a chance in a time write `per {period}`";
        if (word is "is" && next.IsWord("not")) return "`!=` says that two things differ";
        if (word is "is" or "equals" or "eq") return "`==` compares";
        if (word is "isnt" or "ne") return "`!=` says that two things differ";
        if (before is { Kind: TokenKind.Number, IsPercentage: true } && Units.IsUnit(word)) return $"for a chance in a time write `per {word.TrimEnd('s')}`";
        if (before is { Kind: TokenKind.Number } number)
        {
            if (word is "percent" or "pct" or "percents") return "write `%` right after the number: `40%`";
            if (word.Length >= 3 && s_months.Any(m => m.StartsWith(word, StringComparison.OrdinalIgnoreCase))) return "a date is written year-month-day: `2021-12-29`";
            if (Units.Elsewhere(word) is { } length && !number.IsPercentage) return $"{length}; {Units.Known}";
            if (Units.Meant(word, number.Value) is { } unit) return $"did you mean `{unit}`?";
            return number.IsPercentage ? "an operator has to stand between: `*` multiplies" : $"{Units.Known}; before anything else an operator has to stand, `*` to multiply";
        }
        if (Units.IsUnit(word)) return $"a unit follows a number; anything else is multiplied by one: `x * 1 {word.TrimEnd('s')}`";
        if (Nearest.Name(word, Infixes) is { } infix) return $"did you mean `{infix}`?";
        return before is { Kind: TokenKind.Word, Text: var first } && !Spelling.IsKeyword(word) ? $"an operator has to stand between; in a name there is no blank: `{first}_{word}`" : null;
    }

    // `every week`, `a week`, `weekly`.
    private static string? PerUnit(string word, Token next) =>
        word is "every" or "each" or "a" or "an" && next.Kind == TokenKind.Word && Units.IsUnit(next.Text) ? next.Text : Units.OfAdverb(word);

    /// <summary>Where a date goes on with a time zone.</summary>
    public const string NoZone = "dates have no time zone, all are of one clock: leave it out, `2022-01-12T06:00`";

    /// <summary>Where an effect does not begin with an indicator and one of its operators.</summary>
    public static string NoEffect(string text, Token at, Token next)
    {
        if (at.Is("==")) return "`=` sets an indicator, `==` compares";
        if (at.Is("-") && at.Start > 0 && !char.IsWhiteSpace(text[at.Start - 1]) && next.Start == at.End && next.Kind == TokenKind.Word && text.IndexOf('=', at.End) > 0) return "an indicator's name has no `-`: write `_` in its place";
        if (at.Kind == TokenKind.End) return "write what to change it by: `x += 1`";
        if (at.Is("/")) return "multiply by the inverse: `*= 1 / 2`";
        if ((at.Is("+") && next.Is("+")) || (at.Is("-") && next.Is("-"))) return $"write `{text[..at.Start].Trim()} {at.Text}= 1`";
        if (at.Text is "+" or "-" or "*" && at.Start > 0 && text[at.End..].TrimStart(' ', '=').TrimEnd() is { Length: > 0 and < 40 } amount) return $"write `{text[..at.Start].Trim()} {at.Text}= {amount}`";
        return "an effect is `INDICATOR += EXPRESSION`, `-=`, `*=` or `=`";
    }
}
