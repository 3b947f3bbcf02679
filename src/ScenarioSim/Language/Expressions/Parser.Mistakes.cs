using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <content>What is said where the tokens go wrong.</content>
internal sealed partial class Parser
{
    private Token? Before => _at > 0 ? _tokens[_at - 1] : null;

    private SourceSpan Span(Token token) => _text.At(token.Start, token.Length);

    private string? Written(Token token) => token.Kind == TokenKind.End ? null : _text.Value.Substring(token.Start, token.Length);

    private Syntax? Fail(Diagnostic problem)
    {
        Report(problem);
        return null;
    }

    // What is said of a foreign sign is enough for that place.
    private void Report(Diagnostic problem)
    {
        if (!_foreign.Any(f => f.Start < problem.Span.Start + problem.Span.Length && problem.Span.Start < f.Start + f.Length)) _bag.Add(problem);
    }

    // The operator that another sign or word plainly stands for between two operands; null of any other.
    private string? Meant(Token token) => token switch
    {
        { Kind: TokenKind.Symbol, Text: "=" } => "==",
        { Kind: TokenKind.Word, Text: "AND" or "And" } => "and",
        { Kind: TokenKind.Word, Text: "OR" or "Or" } => "or",
        { Kind: TokenKind.Word, Text: "is" } => Following.IsWord("not") ? "!=" : "==",
        { Kind: TokenKind.Word, Text: "equals" or "eq" } => "==",
        { Kind: TokenKind.Word, Text: "isnt" or "ne" } => "!=",
        _ => null,
    };

    // Says so, and goes on behind it as if it were the operator: what else is wrong is to be said too.
    private void Mistaken(Syntax left)
    {
        // Once for all values that a function is given by name.
        if (NamedValueOf() is { } function)
        {
            if (!_mistaken) Report(Unexpected($"values stand in their order, without names: `{function}(5, 1)`"));
        }
        else Report(Unexpected(WayOut.AfterOperand(left, Before, Current, Following, Written(Current))));
        _mistaken = true;
        if (Current.IsWord("is") && Following.IsWord("not")) _at++;
    }

    // The distribution of which a value is given by name, in the manner of Python, where one is: `normal(mean=5, sd=1)`.
    private string? NamedValueOf() =>
        Current.Is("=") && _at >= 2 && _tokens[_at - 1].Kind == TokenKind.Word && _tokens[_at - 2] is { Text: "(" or "," } && OpenCall() is { } function && Catalogue.Find(function) is not null ? function : null;

    // The function whose values are being read.
    private string? OpenCall() =>
        _open.Count > 0 && Array.IndexOf(_tokens, _open[^1]) is > 0 and var open && _tokens[open].Is("(") && _tokens[open - 1] is { Kind: TokenKind.Word, Text: var function } && !Spelling.IsKeyword(function) ? function : null;

    private T? Fail<T>(Diagnostic problem)
        where T : class
    {
        Report(problem);
        return null;
    }

    private bool AtEnd(Syntax read)
    {
        if (Current.Kind == TokenKind.End) return !_mistaken;
        if (read is not RangeSyntax && (Current.Is("..") || Current.IsWord("to")))
        {
            if (Ranged(read) is { } range) Fail(Diagnose.DistributionInside(range.Span, range.Span.Text));
            return false;
        }
        bool another = _inEffect && (Current.Text is "+=" or "-=" or "*=" || (Current.Is(",") && Following.Kind == TokenKind.Word));
        Fail(Unexpected(another ? WayOut.SeveralEffects : WayOut.AfterOperand(read, Before, Current, Following, Written(Current))));
        return false;
    }

    private Diagnostic Unexpected(string? help) => InCapitals() is { } word
        ? Diagnose.ForeignSymbol(Span(word), $"`{word.Text}`", $"write `{Spelling.Lowered(word.Text)}`")
        : Current.Kind == TokenKind.End
            ? Diagnose.ExpressionExpected(Span(Current), null, help)
            : Diagnose.Unexpected(Span(Current), Written(Current)!, help);

    // `AND` here, or `NOT` before, which was read as a name.
    private Token? InCapitals() => Current.Kind == TokenKind.Word && Spelling.Lowered(Current.Text) is not null ? Current
        : BeginsOperand(Current) && Before is { Kind: TokenKind.Word } word && Spelling.Lowered(word.Text) is "not" or "if" ? Before
        : null;

    private Diagnostic NotClosed(string close)
    {
        // `per`, `then` and `else` never stand inside, so what is missing is the end.
        bool isOver = Current.Kind == TokenKind.End || Current.IsWord("per") || Current.IsWord("then") || Current.IsWord("else");
        if (Current.Is(",") && Array.IndexOf(_tokens, _open[^1]) is > 0 and var at && _tokens[at - 1].IsWord("if")) return Unexpected("write `if C then A else B`");
        if ((Current.Is("..") || Current.IsWord("to")) && OpenCall() is { } function) return Unexpected(WayOut.InCall(function));
        if (!isOver) return Unexpected(WayOut.AfterOperand(null, Before, Current, Following, Written(Current)));
        if (Current.IsWord("per") && ClosesLater()) return Unexpected(WayOut.PerOnce);
        if (Current.Text is "then" or "else" && ClosesLater()) return Unexpected("write `if C then A else B`");
        Token open = _open[^1];
        return Diagnose.NotClosed(Span(open), open.Text, close, torn: Current.Kind == TokenKind.End && _text.InFlow && !_text.IsQuoted);
    }

    // Whether what is open now is closed further on: then what stands here is too much, and nothing is missing.
    private bool ClosesLater()
    {
        int depth = _open.Count;
        for (int i = _at; i < _tokens.Length && depth > 0; i++) depth += _tokens[i].Text is "(" or "[" ? 1 : _tokens[i].Text is ")" or "]" ? -1 : 0;
        return depth == 0;
    }

    private Syntax? Loose(string word) => Fail(Diagnose.NeedsParentheses(Span(Current), word));

    // Whether an operand, or more of one, begins with this token.
    private static bool BeginsOperand(Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.Date => true,
        TokenKind.Symbol => token.Text is "(" or "-",
        TokenKind.Word => token.Text is "not" or "if" || !Spelling.IsKeyword(token.Text),
        _ => false,
    };
}
