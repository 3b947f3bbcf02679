using System.Globalization;
using System.Text;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>Cuts a scalar into tokens. A sign from another language is reported and read as what it stands for; the first thing that is no token ends it.</summary>
internal sealed class Lexer
{
    // Longer ones first: the first that fits is taken.
    private static readonly string[] Symbols =
        ["+=", "-=", "*=", "==", "!=", "<=", ">=", "..", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "<", ">", "="];

    private readonly ScalarText _text;
    private readonly string _value;
    private readonly List<Token> _tokens = [];
    private readonly List<Diagnostic> _foreign = [];
    private Diagnostic? _problem;
    private int _at;

    private Lexer(ScalarText text) => (_text, _value) = (text, text.Value);

    /// <summary>The tokens, closed by one of the kind <see cref="TokenKind.End"/>; null where there is something else, which is reported.</summary>
    /// <param name="text">The scalar.</param>
    /// <param name="bag">Where mistakes go.</param>
    /// <param name="foreign">Where signs of other languages stand, which are reported too: what they were read as is in the tokens.</param>
    public static Token[]? Read(ScalarText text, DiagnosticBag bag, out IReadOnlyList<SourceSpan> foreign)
    {
        var lexer = new Lexer(text);
        while (lexer._problem is null && lexer.Next())
        {
        }
        if (lexer._problem is { } problem) lexer._foreign.Add(problem);
        foreach (var found in lexer._foreign) bag.Add(found);
        foreign = [.. lexer._foreign.Select(f => f.Span)];
        return lexer._problem is null ? [.. lexer._tokens] : null;
    }

    private bool Next()
    {
        while (_at < _value.Length && char.IsWhiteSpace(_value[_at])) _at++;
        if (_at >= _value.Length)
        {
            int end = _value.AsSpan().TrimEnd().Length;
            _tokens.Add(new Token(TokenKind.End, end, 0));
            return false;
        }
        char c = _value[_at];
        if (char.IsAsciiDigit(c) || (c == '.' && Digit(_at + 1))) NumberOrDate();
        else if (Rune.TryGetRuneAt(_value, _at, out Rune rune) && Spelling.StartsName(rune)) Word();
        else Symbol();
        return true;
    }

    private bool Digit(int at) => at < _value.Length && char.IsAsciiDigit(_value[at]);

    private int Digits(int at)
    {
        while (Digit(at)) at++;
        return at;
    }

    private void Word()
    {
        int end = _at;
        while (end < _value.Length && Rune.TryGetRuneAt(_value, end, out Rune rune) && Spelling.ContinuesName(rune)) end += rune.Utf16SequenceLength;
        Add(new Token(TokenKind.Word, _at, end - _at, _value[_at..end]));
    }

    private void Symbol()
    {
        if (Foreign.Find(_value, _at) is { } foreign)
        {
            var problem = Diagnose.ForeignSymbol(_text.At(_at, foreign.Written.Length), foreign.Name, foreign.Help);
            if (foreign.Means is not { } means)
            {
                _problem = problem;
                return;
            }
            _foreign.Add(problem);
            Add(new Token(char.IsAsciiLetter(means[0]) ? TokenKind.Word : TokenKind.Symbol, _at, foreign.Written.Length, means));
            return;
        }
        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(_value, _at, symbol, 0, symbol.Length) != 0) continue;
            Add(new Token(TokenKind.Symbol, _at, symbol.Length, symbol));
            return;
        }
        int length = Rune.TryGetRuneAt(_value, _at, out Rune rune) ? rune.Utf16SequenceLength : 1;
        _problem = Diagnose.ForeignSymbol(_text.At(_at, length), Foreign.Show(_value.Substring(_at, length)), null);
    }

    private void Add(Token token)
    {
        _tokens.Add(token);
        _at = token.End;
    }

    private void NumberOrDate()
    {
        // Four digits, a minus and a digit without a space between: a date, or a slip in one; nobody writes a difference so.
        if (Digits(_at) == _at + 4 && _at + 5 < _value.Length && _value[_at + 4] == '-' && Digits(_at + 5) is var month
            && month > _at + 5 && month < _value.Length && _value[month] == '-' && Digit(month + 1))
        {
            Date();
            return;
        }
        if (Digits(_at) is var day && day > _at && Dotted(day) is var year and > 0)
        {
            _problem = Diagnose.BadDate(_text.At(_at, year - _at), _value[_at..year]);
            return;
        }
        Number();
    }

    // 29.12.2021: the end of the second of two stretches of digits after points; 0 where there are none.
    private int Dotted(int at)
    {
        int first = at < _value.Length && _value[at] == '.' && Digit(at + 1) ? Digits(at + 1) : 0;
        return first > 0 && first < _value.Length && _value[first] == '.' && Digit(first + 1) ? Digits(first + 1) : 0;
    }

    private void Number()
    {
        int end = Digits(_at);
        if (end < _value.Length && _value[end] == '.' && Digit(end + 1)) end = Digits(end + 1);
        int mantissa = end;
        int exponent = 0;
        if (end < _value.Length && _value[end] is 'e' or 'E')
        {
            int sign = end + 1 < _value.Length && _value[end + 1] is '+' or '-' ? 1 : 0;
            if (Digit(end + 1 + sign))
            {
                end = Digits(end + 1 + sign);
                // Beyond an int the value is 0 or infinite whatever the digits are.
                exponent = int.TryParse(_value.AsSpan(mantissa + 1, end - mantissa - 1), out int e) ? Math.Clamp(e, -100_000, 100_000)
                    : _value[mantissa + 1] == '-' ? -100_000 : 100_000;
            }
        }
        if (end < _value.Length && _value[end] == '_')
        {
            _problem = Diagnose.NumberWithUnderscore(_text.At(_at, end - _at + 1));
            return;
        }
        int percent = end;
        while (percent < _value.Length && _value[percent] == ' ') percent++;
        bool isPercentage = percent < _value.Length && _value[percent] == '%';
        // The percent sign moves the decimal point of what is written, so that 40% is the double nearest to 0.40.
        double value = double.Parse($"{_value.AsSpan(_at, mantissa - _at)}e{exponent - (isPercentage ? 2 : 0)}", NumberStyles.Float, CultureInfo.InvariantCulture);
        if (isPercentage) end = percent + 1;
        if (!double.IsFinite(value)) _problem = Diagnose.NumberTooLarge(_text.At(_at, end - _at), _value[_at..end]);
        else Add(new Token(TokenKind.Number, _at, end - _at, "", value, isPercentage));
    }

    private void Date()
    {
        int end = Digits(Digits(_at + 5) + 1);
        if (end + 1 < _value.Length && _value[end] is 'T' or 't' && Digit(end + 1))
        {
            end = Digits(end + 1);
            while (end + 1 < _value.Length && _value[end] == ':' && Digit(end + 1)) end = Digits(end + 1);
        }
        string written = _value[_at..end];
        if (DateTime.TryParseExact(written, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date))
        {
            Add(new Token(TokenKind.Date, _at, end - _at, "", 0, false, date));
        }
        else
        {
            _problem = Diagnose.BadDate(_text.At(_at, end - _at), written);
        }
    }
}
