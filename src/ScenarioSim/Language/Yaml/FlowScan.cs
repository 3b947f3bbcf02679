using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Goes through what stands in quotes or in <c>{ }</c> and <c>[ ]</c>, for <see cref="BlockScan"/>.</summary>
internal sealed class FlowScan(SourceText file)
{
    /// <summary>Every key of the language, wherever it stands.</summary>
    public static IReadOnlySet<string> Keys { get; } = KeyCatalogue.All.SelectMany(k => k.Keys).Select(k => k.Name).ToHashSet();

    private readonly string _text = file.Text;

    private sealed record Bracket(int Place, char Close)
    {
        /// <summary>Whether the colon after a key has been passed, and no comma since.</summary>
        public bool InValue { get; set; }
    }

    /// <summary>The place after the closing quote.</summary>
    public int Quoted(int open, out Diagnostic? fault)
    {
        fault = null;
        char quote = _text[open];
        int p = open + 1;
        while (p < _text.Length && fault is null)
        {
            if (_text[p] == '\\' && quote == '"')
            {
                if (p + 1 < _text.Length && !"0abt\tnvfre \"/\\N_LPxuU\n\r".Contains(_text[p + 1])) fault = Diagnose.Escape(new SourceSpan(file, p, 2));
                p += 2;
            }
            else if (_text[p] != quote)
            {
                p++;
            }
            else if (quote == '\'' && p + 1 < _text.Length && _text[p + 1] == '\'')
            {
                p += 2;
            }
            else
            {
                // A quote that closes lines below, with more after it, is the opening one of something else.
                if (SpansLines(open, p) && !EndsValue(p + 1)) break;
                return p + 1;
            }
        }
        fault ??= Diagnose.UnclosedQuote(new SourceSpan(file, open, LineEnd(open) - open), quote);
        return p;
    }

    /// <summary>The place after the bracket that closes the one at <paramref name="open"/>.</summary>
    public int Collection(int open, out Diagnostic? fault)
    {
        fault = null;
        var brackets = new Stack<Bracket>();
        int indent = Indent(open);
        int p = open;
        while (p < _text.Length && fault is null)
        {
            char c = _text[p];
            if (c is '\n' or '\r')
            {
                p++;
                if (BeginsBlockLine(p, indent)) break;
            }
            else if (char.IsWhiteSpace(c))
            {
                p++;
            }
            else if (c == '#' && char.IsWhiteSpace(_text[p - 1]))
            {
                p = LineEnd(p);
            }
            else if (c is '[' or '{')
            {
                brackets.Push(new Bracket(p++, c == '[' ? ']' : '}'));
            }
            else if (c is ']' or '}')
            {
                var bracket = brackets.Pop();
                if (bracket.Close != c) fault = Diagnose.UnclosedBracket(new SourceSpan(file, bracket.Place, 1), _text[bracket.Place], bracket.Close);
                p++;
                if (brackets.Count == 0) return p;
            }
            else if (c is ',' or ':')
            {
                brackets.Peek().InValue = c == ':';
                p++;
            }
            else if (c is '"' or '\'')
            {
                p = Quoted(p, out fault);
                if (fault is null && !EndsValue(p)) fault = Diagnose.TextAfterQuote(new SourceSpan(file, p, PlainEnd(p) - p), c);
            }
            else
            {
                p = Plain(p, brackets.Peek(), out fault);
            }
        }
        if (fault is null && brackets.TryPeek(out var left)) fault = Diagnose.UnclosedBracket(new SourceSpan(file, left.Place, 1), _text[left.Place], left.Close);
        return p;
    }

    private int Plain(int start, Bracket bracket, out Diagnostic? fault)
    {
        fault = null;
        int end = PlainEnd(start);
        if (_text[start] is '%' or '@' or '`')
        {
            fault = Diagnose.ReservedStart(new SourceSpan(file, start, end - start), _text[start]);
        }
        else if (_text[start] == '&' && _text.IndexOf(' ', start, end - start) is > 0 and var blank && end < _text.Length && _text[end] == ',')
        {
            fault = Diagnose.Syntax(new SourceSpan(file, start, end - start), "an anchor stands before a value without quotes, which the parser cannot read in { } or [ ] where more follows", $"put the value in quotes: `{_text[start..blank]} \"{_text[blank..end].Trim()}\"`");
        }
        else if (end < _text.Length && _text[end] is '[' or '{')
        {
            int close = _text.IndexOfAny([']', '}', '\n', '\r'], end);
            int to = close < 0 ? _text.Length : _text[close] is ']' or '}' ? close + 1 : close;
            var torn = new SourceSpan(file, start, to - start);
            fault = Diagnose.BracketInFlow(torn, torn.Text);
        }
        else if (end < _text.Length && _text[end] == ':' && bracket.InValue)
        {
            string text = _text[start..end];
            int word = text.LastIndexOf(' ') + 1;
            fault = word > 0 && Keys.Contains(text[word..])
                ? Diagnose.NoComma(new SourceSpan(file, start + word, text.Length - word), text[word..])
                : Diagnose.ColonInValue(new SourceSpan(file, start, Math.Max(end + 1, PlainEnd(end + 1)) - start), KeyBefore(start));
        }
        return Math.Max(end, start + 1);
    }

    // The text from p up to what ends an unquoted value inside brackets.
    private int PlainEnd(int p)
    {
        int end = p;
        for (; end < _text.Length; end++)
        {
            char c = _text[end];
            if (c is ',' or '[' or ']' or '{' or '}' or '\n' or '\r') break;
            if (c == '#' && end > p && char.IsWhiteSpace(_text[end - 1])) break;
            if (c == ':' && (end + 1 >= _text.Length || char.IsWhiteSpace(_text[end + 1]) || _text[end + 1] is ',' or ']' or '}')) break;
        }
        return end;
    }

    private string KeyBefore(int start)
    {
        int colon = _text.LastIndexOf(':', start - 1);
        int from = colon;
        while (from > 0 && _text[from - 1] is not ',' and not '{' and not '[' and not '\n') from--;
        return colon < 0 ? "" : _text[from..colon].Trim();
    }

    // Whether at p a value may have ended: before a separator, a comment or the line's end.
    private bool EndsValue(int p)
    {
        while (p < _text.Length && _text[p] is ' ' or '\t') p++;
        return p >= _text.Length || _text[p] is '\n' or '\r' or ',' or ']' or '}' or ':' or '#';
    }

    private bool SpansLines(int from, int to) => _text.AsSpan(from, to - from).ContainsAny('\n', '\r');

    private int LineEnd(int p)
    {
        int end = _text.AsSpan(p).IndexOfAny('\n', '\r');
        return end < 0 ? _text.Length : p + end;
    }

    private int Indent(int p)
    {
        int start = p;
        while (start > 0 && _text[start - 1] is not '\n' and not '\r') start--;
        int first = start;
        while (_text[first] == ' ') first++;
        return first - start;
    }

    // Whether a line not deeper than the one on which the brackets opened begins like block style: they were never closed.
    private bool BeginsBlockLine(int p, int indent)
    {
        int first = p;
        while (first < _text.Length && _text[first] == ' ') first++;
        if (first - p > indent || first >= _text.Length) return false;
        if (_text[first] == '-' && first + 1 < _text.Length && _text[first + 1] == ' ') return true;
        int end = first;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or ' ')) end++;
        return end > first && end < _text.Length && _text[end] == ':';
    }
}
