using System.Runtime.CompilerServices;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>
/// Reads tokens by operator precedence (Pratt). A sign or word that plainly stands for an operator (<c>=</c> for <c>==</c>) is reported and read as that one;
/// the first other mistake ends it: null, and reported.
/// </summary>
/// <remarks>
/// Operators of one strength are taken in a loop, so a long sum needs no stack; what nests is limited. What a scalar holds besides an expression
/// (<c>per</c>, an effect's operator, a range) is read by the methods of <c>Parser.Forms.cs</c>.
/// </remarks>
internal sealed partial class Parser
{
    /// <summary>How deeply parentheses may nest (docs/language.md, section 8).</summary>
    public const int DeepestParentheses = 200;

    // `not`, unary minus, `^` and `else if` nest too, without parentheses.
    private const int Deepest = 1000;

    private readonly ScalarText _text;
    private readonly Token[] _tokens;
    private readonly DiagnosticBag _bag;
    private readonly IReadOnlyList<SourceSpan> _foreign;
    private readonly List<Token> _open = [];
    private bool _mistaken;
    private bool _truncates;
    private bool _inEffect;
    private int _depth;
    private int _at;

    private Parser(ScalarText text, Token[] tokens, DiagnosticBag bag, IReadOnlyList<SourceSpan> foreign)
    {
        (_text, _tokens, _bag, _foreign) = (text, tokens, bag, foreign);
        _mistaken = foreign.Count > 0;
    }

    private Token Current => _tokens[_at];

    private Token Following => _tokens[Math.Min(_at + 1, _tokens.Length - 1)];

    /// <summary>A parser at the first token; null where there is something that is no token.</summary>
    public static Parser? Start(ScalarText text, DiagnosticBag bag) => Lexer.Read(text, bag, out var foreign) is { } tokens ? new Parser(text, tokens, bag, foreign) : null;

    /// <summary>The whole scalar as one expression.</summary>
    public static Syntax? ParseWhole(ScalarText text, DiagnosticBag bag) =>
        Start(text, bag) is { } parser && parser.Expression(Strength.Any) is { } expression && parser.AtEnd(expression) ? expression : null;

    private Syntax? Expression(Strength least)
    {
        // A net under the limits: a caller with a small stack gets an error, not an end of the program.
        if (_depth > Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return Fail(Diagnose.NestsTooDeeply(Span(Current), Deepest));
        Syntax? left = Prefix(least);
        while (left is not null && Infix(least) is { } op)
        {
            left = op.Text == "in" ? In(left) : Operator(left, op);
        }
        return left;
    }

    private Syntax? Deeper(Strength least)
    {
        _depth++;
        Syntax? expression = Expression(least);
        _depth--;
        return expression;
    }

    // The operator that stands here, if it binds at least so strongly.
    private (string Text, Strength Strength)? Infix(Strength least)
    {
        Token token = Current;
        if (token.Kind is not (TokenKind.Symbol or TokenKind.Word)) return null;
        string text = Meant(token) ?? token.Text;
        if (Operators.Strength(text) is not { } strength) return null;
        if (text == "in" && _truncates && _open.Count == 0 && !Following.Is("[")) return null;
        return strength >= least ? (text, strength) : null;
    }

    private BinarySyntax? Operator(Syntax left, (string Text, Strength Strength) op)
    {
        if (Meant(Current) is not null) Mistaken(left);
        _at++;
        // `^` takes another `^` and a minus on its right; all others take what binds more strongly.
        Syntax? right = op.Strength switch
        {
            Strength.Power => Deeper(Strength.Negation),
            Strength.Comparison => Comparand(),
            _ => Expression(op.Strength + 1),
        };
        if (right is null) return null;
        var binary = new BinarySyntax(left.Span.To(right.Span), Operators.Binary(op.Text), left, right);
        return op.Strength == Strength.Comparison && Chains(left, op.Text, right) ? null : binary;
    }

    private InSyntax? In(Syntax value)
    {
        _at++;
        if (!Current.Is("["))
        {
            return Fail<InSyntax>(Diagnose.InWantsList(Span(Current)));
        }
        if (List("]", Comparand) is not { } options) return null;
        var membership = new InSyntax(value.Span.To(Span(_tokens[_at - 1])), value, options);
        if (options.Count == 0) return Fail<InSyntax>(Diagnose.EmptyList(membership.Span));
        return Chains(value, "in", membership) ? null : membership;
    }

    // Right of `==` and in a list any word is a name, for states and options are free: `t == rest`. Unless it begins something, as in `x == not y`.
    private Syntax? Comparand()
    {
        if (Current.Kind != TokenKind.Word || !Spelling.IsKeyword(Current.Text) || BeginsOperand(Following)) return Expression(Strength.Sum);
        Token word = _tokens[_at++];
        return new NameSyntax(Span(word), word.Text);
    }

    private bool Chains(Syntax left, string op, Syntax middle)
    {
        if (Current.Kind is not (TokenKind.Symbol or TokenKind.Word) || Operators.Strength(Current.Text) != Strength.Comparison) return false;
        Token second = _tokens[_at];
        string? help = null;
        if (op != "in" && second.Text != "in")
        {
            _at++;
            int before = _bag.Count;
            if (Comparand() is { } right) help = $"{left.Span.Text} {op} {middle.Span.Text} and {middle.Span.Text} {second.Text} {right.Span.Text}";
            else if (_bag.Count > before) return true;
        }
        Fail(Diagnose.ComparisonsChain(Span(second), second.Text, help));
        return true;
    }

    private Syntax? Prefix(Strength least)
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number: return Number();
            case TokenKind.Date:
                _at++;
                return new DateSyntax(Span(token), token.Date);
            case TokenKind.Symbol when token.Text == "(": return Parenthesis();
            case TokenKind.Symbol when token.Text == "-": return Sign(UnaryOperator.Negate, Strength.Negation);
            case TokenKind.Word when token.Text == "not": return least <= Strength.Not ? Sign(UnaryOperator.Not, Strength.Not) : Loose("not");
            case TokenKind.Word when token.Text == "if": return least == Strength.Any ? If() : Loose("if");
            case TokenKind.Word when !Spelling.IsKeyword(token.Text): return NameOrCall();
            default: return Fail(Diagnose.ExpressionExpected(Span(token), Written(token), WayOut.NoOperand(token, Before)));
        }
    }

    private Syntax Number()
    {
        Token number = _tokens[_at++];
        if (Current.Kind != TokenKind.Word || number.IsPercentage || !Units.IsUnit(Current.Text)) return new NumberSyntax(Span(number), number.Value, number.IsPercentage);
        Token unit = _tokens[_at++];
        return new DurationSyntax(Span(number).To(Span(unit)), number.Value, unit.Text);
    }

    private UnarySyntax? Sign(UnaryOperator op, Strength strength)
    {
        Token sign = _tokens[_at++];
        return Deeper(strength) is { } operand ? new UnarySyntax(Span(sign).To(operand.Span), op, operand) : null;
    }

    private IfSyntax? If()
    {
        Token start = _tokens[_at++];
        if (Expression(Strength.Any) is not { } condition || !Keyword("then", start) || Expression(Strength.Any) is not { } then
            || !Keyword("else", start) || Deeper(Strength.Any) is not { } otherwise)
        {
            return null;
        }
        return new IfSyntax(Span(start).To(otherwise.Span), condition, then, otherwise);
    }

    private bool Keyword(string word, Token start)
    {
        if (Current.IsWord(word))
        {
            _at++;
            return true;
        }
        Fail(Current.Kind == TokenKind.End || Current.Is(")") || Current.Is(",")
            ? Diagnose.IfWithout(Span(start), word)
            : Unexpected(WayOut.NoKeyword(Current, word)));
        return false;
    }

    private Syntax? Parenthesis()
    {
        Token open = Current;
        if (!Open()) return null;
        if (Expression(Strength.Any) is not { } inner || !Close(")")) return null;
        return inner with { Span = Span(open).To(Span(_tokens[_at - 1])) };
    }

    private Syntax? NameOrCall()
    {
        Token word = _tokens[_at++];
        var name = new NameSyntax(Span(word), word.Text);
        if (!Current.Is("(")) return name;
        return List(")", () => Expression(Strength.Any)) is { } arguments ? new CallSyntax(name.Span.To(Span(_tokens[_at - 1])), name, arguments) : null;
    }

    private List<Syntax>? List(string close, Func<Syntax?> item)
    {
        if (!Open()) return null;
        var items = new List<Syntax>();
        while (!Current.Is(close))
        {
            if (item() is not { } next) return null;
            items.Add(next);
            if (!Current.Is(",")) break;
            _at++;
            if (Current.Is(close)) return Fail<List<Syntax>>(Diagnose.ExpressionExpected(Span(Current), Written(Current), null));
        }
        return Close(close) ? items : null;
    }

    private bool Open()
    {
        if (_open.Count >= DeepestParentheses) return Fail(Diagnose.ParenthesesTooDeep(Span(Current), DeepestParentheses)) is not null;
        _open.Add(Current);
        _at++;
        return true;
    }

    private bool Close(string close)
    {
        if (!Current.Is(close)) return Fail(NotClosed(close)) is not null;
        _open.RemoveAt(_open.Count - 1);
        _at++;
        return true;
    }
}
