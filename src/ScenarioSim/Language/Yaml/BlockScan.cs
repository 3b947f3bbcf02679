using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Goes through a file line by line, as YAML's block style is read, and stops at the first thing that cannot be.</summary>
/// <remarks>Only ever run over files that the parser has refused: it may be blind to a fault, and should not invent one.</remarks>
internal sealed partial class BlockScan(SourceText file)
{
    private enum LevelKind
    {
        Keys,
        Items,
        Text,
    }

    private enum Before
    {
        /// <summary>A key or dash without a value: something deeper may follow.</summary>
        Open,

        /// <summary>Unquoted text, which goes on over deeper lines.</summary>
        Text,

        /// <summary>A complete value.</summary>
        Closed,
    }

    // Keys or entries that stand in one column, from the first of them on.
    private sealed class Level(int column, LevelKind kind, int start)
    {
        public int Column => column;

        public LevelKind Kind => kind;

        public int Start => start;

        /// <summary>The last key.</summary>
        public string Key { get; set; } = "";
    }

    private readonly string _text = file.Text;
    private readonly Stack<Level> _levels = new();
    private readonly FlowScan _flow = new(file);
    private Diagnostic? _fault;
    private Before _before = Before.Open;
    private int _at;
    private int _lone = -1;

    /// <summary>The first fault, or null.</summary>
    public Diagnostic? Run()
    {
        while (_at < _text.Length && _fault is null) Line();
        return _fault;
    }

    private void Line()
    {
        int start = _at;
        int p = start;
        while (p < _text.Length && _text[p] == ' ') p++;
        int first = p;
        while (first < _text.Length && _text[first] is ' ' or '\t') first++;
        if (IsLineEnd(first) || _text[first] == '#')
        {
            NextLine(first);
        }
        else if (_text[p] > '\u007F' && char.IsWhiteSpace(_text[p]))
        {
            _fault = Diagnose.StrangeIndentation(At(p, 1), _text[p]);
        }
        else if (first > p)
        {
            _fault = Diagnose.Tab(At(p, 1));
        }
        else if (p == start && (_text.AsSpan(p).StartsWith("---") || _text.AsSpan(p).StartsWith("...") || _text[p] == '%'))
        {
            _levels.Clear();
            _before = Before.Open;
            NextLine(p);
        }
        else
        {
            Content(p, p - start, inline: false);
        }
    }

    private void Content(int p, int column, bool inline)
    {
        bool item = _text[p] == '-' && (IsLineEnd(p + 1) || _text[p + 1] is ' ' or '\t');
        int colon = item ? -1 : Colon(p);
        if (colon >= 0 && _text[p] == '-' && char.IsLetter(_text[p + 1]))
        {
            _fault = Diagnose.Indentation(At(p, 1), $"a space is missing after the dash of `{Shown.Cut(LineFrom(p).Text)}`", "write `- ` before each entry of a list");
            return;
        }
        if (inline) _levels.Push(new Level(column, item ? LevelKind.Items : colon >= 0 ? LevelKind.Keys : LevelKind.Text, p));
        else if (!Fits(p, column, item, colon >= 0)) return;
        if (colon == p)
        {
            _fault = Diagnose.NoKey(At(p, 1));
            return;
        }
        if (colon >= 0) _levels.Peek().Key = KeyAt(p, colon);
        // A key below it would be the second of a mapping whose first has no colon.
        else if (inline && !item && !StartsCollection(p)) _lone = p;
        if (item)
        {
            int next = Skip(p + 1);
            _before = Before.Open;
            if (IsLineEnd(next) || _text[next] == '#') NextLine(next);
            else Content(next, column + next - p, inline: true);
        }
        else if (colon >= 0)
        {
            Value(Skip(colon + 1), column, _text[p..colon].Trim());
        }
        else
        {
            Value(p, column, null);
        }
    }

    // Whether a line may begin in this column; otherwise the fault is set.
    private bool Fits(int p, int column, bool item, bool key)
    {
        if (_levels.Count == 0)
        {
            if (!item && !key && !StartsCollection(p)) return Fault(NoColon(p));
            return Push(p, column, item);
        }
        var top = _levels.Peek();
        if (NoDashBeforeBraces(top, p, column, item) is { } braces) return Fault(braces);
        if (column > top.Column) return FitsDeeper(p, column, item, key);
        while (_levels.Count > 0 && _levels.Peek().Column > column) _levels.Pop();
        if (_levels.Count == 0 || _levels.Peek().Column < column)
        {
            return Fault(Diagnose.Indentation(LineFrom(p), $"`{Shown.Cut(LineFrom(p).Text)}` is indented by {column} spaces, as nothing above it is", "indent it like the lines it belongs to"));
        }
        top = _levels.Peek();
        if (top.Kind == LevelKind.Text)
        {
            if (key && _lone >= 0) return Fault(NoColon(_lone));
            _levels.Pop();
            if (key && _before == Before.Closed && _levels.TryPeek(out var list) && list.Kind == LevelKind.Items) return Fault(NoDash(p, list));
            if (_levels.Count == 0 || _levels.Peek().Column < column) return Push(p, column, item);
            top = _levels.Peek();
        }
        if (item && top.Kind == LevelKind.Keys)
        {
            // A list may stand as far left as the key that holds it.
            if (_before == Before.Open) return Push(p, column, item);
            if (NoDashAbove(top) is { } above) return Fault(above);
            if (IsOfState(Wanted(top))) return Fault(Diagnose.NoTransitionsKey(LineFrom(p), StateOf(top), top.Key));
            return Fault(Diagnose.Indentation(LineFrom(p), "an entry of a list (`- `) stands among keys here", "indent it below the key that it belongs to"));
        }
        if (key && top.Kind == LevelKind.Items)
        {
            if (_levels.Skip(1).FirstOrDefault() is { Kind: LevelKind.Keys } keys && keys.Column == column)
            {
                _levels.Pop();
                return true;
            }
            return Fault(AmongItems(p, top));
        }
        if (top.Kind == LevelKind.Items && _text[p] == '{') return Fault(NoDash(p, top));
        return item || key || StartsCollection(p) || Fault(NoColon(p));
    }

    private bool FitsDeeper(int p, int column, bool item, bool key)
    {
        if (_before == Before.Open)
        {
            if (item || key) return Push(p, column, item);
            _levels.Push(new Level(column, LevelKind.Text, p));
            _lone = p;
            return true;
        }
        if (key && _lone >= 0 && _levels.Peek().Kind == LevelKind.Text) return Fault(NoColon(_lone));
        if (_before == Before.Text && !key) return true;
        return Fault(key
            ? Diagnose.Indentation(LineFrom(p), $"`{Shown.Cut(LineFrom(p).Text)}` is indented deeper than the line above, which has its value already", "indent it like the line above, or leave that one without a value")
            : Diagnose.Indentation(LineFrom(p), $"`{Shown.Cut(LineFrom(p).Text)}` goes on after a value that is complete", "indent it like the lines it belongs to"));
    }

    private bool Push(int p, int column, bool item)
    {
        _levels.Push(new Level(column, item ? LevelKind.Items : LevelKind.Keys, p));
        return true;
    }

    private string KeyAt(int p, int colon) => _text[p..colon].Trim().Trim('"', '\'');

    private bool Fault(Diagnostic fault)
    {
        _fault = fault;
        return false;
    }

    private void Value(int v, int column, string? key)
    {
        if (key is not null) _lone = -1;
        v = PastProperties(v);
        if (IsLineEnd(v) || _text[v] == '#')
        {
            _before = Before.Open;
            NextLine(v);
            return;
        }
        switch (_text[v])
        {
            case '|' or '>':
                Block(v, column, key);
                break;
            case '"' or '\'':
                AfterClosed(_flow.Quoted(v, out _fault), _text[v]);
                break;
            case '[' or '{':
                AfterClosed(_flow.Collection(v, out _fault), null);
                break;
            case '*':
                int end = v + 1;
                while (end < _text.Length && !char.IsWhiteSpace(_text[end])) end++;
                AfterClosed(end, null);
                break;
            case '@' or '`' or '%' or ',' or ']' or '}':
                _fault = Diagnose.ReservedStart(LineFrom(v), _text[v]);
                break;
            case '-' when key is not null && (IsLineEnd(v + 1) || _text[v + 1] == ' '):
                _fault = Diagnose.Indentation(LineFrom(v), $"a list cannot begin on the line of its key `{key}`", "begin each entry on a line of its own, with `- `, or write `[one, other]`");
                break;
            default:
                Plain(v, key);
                break;
        }
    }

    private void Plain(int v, string? key)
    {
        int end = PlainEnd(v);
        for (int i = v; key is not null && i < end; i++)
        {
            if (_text[i] != ':' || (i + 1 < _text.Length && !char.IsWhiteSpace(_text[i + 1]))) continue;
            string before = _text[v..i];
            int next = before.LastIndexOfAny([',', ' ']);
            bool isKey = next > 0 && FlowScan.Keys.Contains(before[(next + 1)..].Trim());
            _fault = Diagnose.ColonInValue(At(v, end - v), key, isKey ? $"{before[..next].TrimEnd(',', ' ')}, {_text[(v + next + 1)..end].TrimStart()}" : null);
            return;
        }
        _before = Before.Text;
        NextLine(end);
    }

    private void Block(int v, int column, string? key)
    {
        int p = v + 1;
        while (p < _text.Length && _text[p] is '+' or '-' || (p < _text.Length && char.IsAsciiDigit(_text[p]))) p++;
        int rest = Skip(p);
        if (!IsLineEnd(rest) && _text[rest] != '#')
        {
            _fault = Diagnose.ReservedStart(LineFrom(v), _text[v]);
            return;
        }
        NextLine(rest);
        int parent = key is null ? column - 1 : column;
        while (_at < _text.Length)
        {
            int first = _at;
            while (first < _text.Length && _text[first] == ' ') first++;
            if (!IsLineEnd(first) && first - _at <= parent) break;
            NextLine(first);
        }
        _before = Before.Closed;
    }

    // What may stand after a quoted value, a bracket or an alias: nothing.
    private void AfterClosed(int end, char? quote)
    {
        if (_fault is not null) return;
        int rest = Skip(end);
        if (!IsLineEnd(rest) && _text[rest] != '#')
        {
            var left = LineFrom(rest);
            _fault = quote is { } q ? Diagnose.TextAfterQuote(left, q) : Diagnose.Syntax(left, $"`{Shown.Cut(left.Text)}` goes on after a value that is complete", "put the whole value in quotes if it is one text");
            return;
        }
        _before = Before.Closed;
        NextLine(rest);
    }

    private Diagnostic NoColon(int p)
    {
        var line = LineFrom(p);
        int colon = line.Text.IndexOf(':');
        return Diagnose.NoColon(line, line.Text, colon > 0 ? line.Text[..(colon + 1)] : null);
    }

    // The colon that ends a key at p, or -1.
    private int Colon(int p)
    {
        if (_text[p] is '"' or '\'')
        {
            int close = _text.IndexOf(_text[p], p + 1);
            if (close < 0) return -1;
            int after = Skip(close + 1);
            return after < _text.Length && _text[after] == ':' && file.Position(p).Line == file.Position(after).Line ? after : -1;
        }
        if (_text[p] is '[' or '{' or '|' or '>' or '#') return -1;
        for (int i = p; i < _text.Length && !IsLineEnd(i); i++)
        {
            if (_text[i] == '#' && i > p && char.IsWhiteSpace(_text[i - 1])) return -1;
            if (_text[i] == ':' && (IsLineEnd(i + 1) || char.IsWhiteSpace(_text[i + 1]))) return i;
        }
        return -1;
    }

    private bool StartsCollection(int p) => _text[p] is '[' or '{' or '"' or '\'' or '?' or '&' or '!' or '*' || (_before == Before.Text && _levels.Peek().Kind == LevelKind.Text);

    // Past an anchor or a tag.
    private int PastProperties(int v)
    {
        while (v < _text.Length && _text[v] is '&' or '!')
        {
            while (v < _text.Length && !char.IsWhiteSpace(_text[v])) v++;
            v = Skip(v);
        }
        return v;
    }

    private int PlainEnd(int v)
    {
        int end = v;
        while (!IsLineEnd(end) && !(_text[end] == '#' && char.IsWhiteSpace(_text[end - 1]))) end++;
        while (end > v && char.IsWhiteSpace(_text[end - 1])) end--;
        return end;
    }

    private int Skip(int p)
    {
        while (p < _text.Length && _text[p] is ' ' or '\t') p++;
        return p;
    }

    private void NextLine(int p)
    {
        while (p < _text.Length && !IsLineEnd(p)) p++;
        if (p < _text.Length && _text[p] == '\r' && p + 1 < _text.Length && _text[p + 1] == '\n') p++;
        _at = p + 1;
    }

    private bool IsLineEnd(int p) => p >= _text.Length || _text[p] is '\n' or '\r';

    private SourceSpan LineFrom(int p) => At(p, Math.Max(1, PlainEnd(p) - p));

    private SourceSpan At(int start, int length) => new(file, start, length);
}
