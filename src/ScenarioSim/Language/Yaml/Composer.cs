using ScenarioSim.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ScenarioSim.Language;

/// <summary>Builds the tree of a YAML file from the parser's events, with exact places.</summary>
/// <remarks>
/// The parser is a state machine, so nesting and aliases are bounded here, before anything recurses over them.
/// What ends the reading of a file is thrown as a <see cref="SyntaxFaultException"/> within this folder; what can be read past goes into the bag.
/// </remarks>
internal sealed class Composer
{
    /// <summary>The deepest nesting of collections; docs/language.md, section 8.</summary>
    public const int DeepestNesting = 64;

    /// <summary>How many values aliases may put in.</summary>
    public const int MostAliasValues = 100_000;

    private readonly SourceText _file;
    private readonly DiagnosticBag _bag;
    private readonly Parser _parser;
    private readonly OldBreaks _breaks;
    private readonly Dictionary<string, Node?> _anchors = [];
    private int _aliasValues;

    private Composer(SourceText file, string text, DiagnosticBag bag)
    {
        _file = file;
        _bag = bag;
        _breaks = new OldBreaks(text);
        _parser = new Parser(new Scanner(new StringReader(_breaks.Hidden), skipComments: true));
    }

    /// <summary>The top mapping of a file, or null where an error ended its reading; that error is then the only one of this file.</summary>
    public static MappingNode? Compose(SourceText file, DiagnosticBag bag)
    {
        var fault = Compose(file, file.Text, bag, out MappingNode? top);
        // The parser stumbles over tabs in lines with nothing else, or a comment.
        if (fault is not null && WithoutBlankTabs(file.Text) is { } plain && Compose(file, plain, bag, out top) is null) return top;
        if (fault is not null) bag.Add(fault);
        return top;
    }

    private static Diagnostic? Compose(SourceText file, string text, DiagnosticBag bag, out MappingNode? top)
    {
        var own = new DiagnosticBag();
        top = null;
        try
        {
            top = new Composer(file, text, own).Document();
        }
        catch (SyntaxFaultException fault)
        {
            return fault.Diagnostic;
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The parser's own words and places are often wrong: ours come from the text.
            return SyntaxFault.Find(file, e is YamlException { Start.Index: > 0 } y ? (int)y.Start.Index : null);
        }
        foreach (var diagnostic in own.ToList()) bag.Add(diagnostic);
        return null;
    }

    // With spaces for tabs at the beginning of lines that say nothing; null where there are none.
    private static string? WithoutBlankTabs(string text)
    {
        char[]? mended = null;
        for (int line = 0; line < text.Length;)
        {
            int first = line;
            while (first < text.Length && text[first] is ' ' or '\t') first++;
            int end = text.AsSpan(first).IndexOfAny('\n', '\r') is >= 0 and var length ? first + length : text.Length;
            if ((first == end || text[first] == '#') && text.AsSpan(line, first - line).Contains('\t'))
            {
                mended ??= text.ToCharArray();
                Array.Fill(mended, ' ', line, first - line);
            }
            line = end + 1;
        }
        return mended is null ? null : new string(mended);
    }

    private ParsingEvent Next()
    {
        _parser.MoveNext();
        return _parser.Current ?? throw new InvalidOperationException("the events ended early");
    }

    private MappingNode? Document()
    {
        if (Next() is not StreamStart) throw new InvalidOperationException("no start");
        if (Next() is not DocumentStart) throw new SyntaxFaultException(Diagnose.EmptyFile(new SourceSpan(_file, 0, 0)));
        var first = Next();
        var top = Value(first, 1, inFlow: false);
        Next();
        if (Next() is DocumentStart second) throw new SyntaxFaultException(Diagnose.SecondDocument(SecondDocumentAt(second)));
        if (top is MappingNode mapping) return mapping;
        if (top is BrokenNode) return null;
        throw new SyntaxFaultException(top.IsNothing ? Diagnose.EmptyFile(new SourceSpan(_file, 0, 0)) : Diagnose.TopIsNoMapping(top.Span, top is ListNode, Shown.AsMapping(top)));
    }

    private SourceSpan SecondDocumentAt(DocumentStart start) => Span(start, Math.Max((int)start.Start.Index, (int)start.End.Index));

    private Node Value(ParsingEvent e, int depth, bool inFlow, bool isItem = false)
    {
        if (e is AnchorAlias alias) return Resolve(alias, depth);
        if (e is not NodeEvent node) throw new InvalidOperationException($"unexpected {e.GetType().Name}");
        if (node is not Scalar && depth > DeepestNesting) throw new SyntaxFaultException(Diagnose.TooDeep(Span(e, (int)e.Start.Index + 1), DeepestNesting));
        string? anchor = node.Anchor.IsEmpty ? null : node.Anchor.Value;
        if (anchor is not null) _anchors[anchor] = null;
        Node value = node switch
        {
            Scalar scalar => ScalarValue(scalar, inFlow),
            SequenceStart list => List(list, depth),
            MappingStart mapping => Mapping(mapping, depth, isItem),
            _ => throw new InvalidOperationException($"unexpected {e.GetType().Name}"),
        };
        if (TagOf(node) is { } tag)
        {
            _bag.Add(Diagnose.Tag(tag, value is ScalarNode { Text.Value: var text } ? text : ""));
            value = new BrokenNode(value.Span);
        }
        if (anchor is not null) _anchors[anchor] = value;
        return value;
    }

    // Only the tag that says what every scalar is anyway is let through.
    private SourceSpan? TagOf(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value == "tag:yaml.org,2002:str") return null;
        int at = _file.Text.IndexOf('!', (int)node.Start.Index);
        if (at < 0) return Span(node, (int)node.Start.Index + 1);
        int end = at;
        while (end < _file.Text.Length && !char.IsWhiteSpace(_file.Text[end]) && _file.Text[end] is not ',' and not '}' and not ']') end++;
        return new SourceSpan(_file, at, end - at);
    }

    private Node Resolve(AnchorAlias alias, int depth)
    {
        var place = Span(alias, (int)alias.End.Index);
        if (!_anchors.TryGetValue(alias.Value.Value, out var value))
        {
            _bag.Add(Diagnose.UnknownAnchor(place, alias.Value.Value, Nearest.Name(alias.Value.Value, _anchors.Keys)));
            return new BrokenNode(place);
        }
        if (value is null) throw new SyntaxFaultException(Diagnose.RecursiveAlias(place, alias.Value.Value));
        if (depth - 1 + value.Height > DeepestNesting) throw new SyntaxFaultException(Diagnose.TooDeep(place, DeepestNesting));
        _aliasValues += value.Size;
        if (_aliasValues > MostAliasValues) throw new SyntaxFaultException(Diagnose.TooManyAliasValues(place, MostAliasValues));
        return value.PutInBy(place);
    }

    private ScalarNode ScalarValue(Scalar scalar, bool inFlow) => new(Text(scalar, inFlow));

    private ScalarText Text(Scalar scalar, bool inFlow)
    {
        (int start, int end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
        string value = _breaks.Restore(scalar.Value);
        string source = _file.Text;
        // The event of a scalar with an anchor or a tag begins at these.
        start = PastProperties(scalar, start, end);
        if (scalar.Style == ScalarStyle.Plain)
        {
            bool contiguous = end - start == value.Length;
            int[]? places = contiguous ? null : ScalarPlaces.OfPlain(source, start, end, value);
            return new ScalarText(value, new SourceSpan(_file, start, end - start), places, InFlow: inFlow);
        }
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            int header = source.IndexOfAny(['\n', '\r'], start);
            int body = header < 0 || header > end ? end : header;
            while (end > body && ScalarPlaces.IsWhite(source[end - 1])) end--;
            int first = body;
            while (first < end && ScalarPlaces.IsWhite(source[first])) first++;
            return new ScalarText(value, new SourceSpan(_file, first, end - first), ScalarPlaces.OfPlain(source, first, end, value), IsQuoted: true);
        }
        bool isDouble = scalar.Style == ScalarStyle.DoubleQuoted;
        return new ScalarText(value, new SourceSpan(_file, start, end - start), ScalarPlaces.OfQuoted(source, start, end, value, isDouble), IsQuoted: true, InFlow: inFlow);
    }

    private int PastProperties(NodeEvent node, int start, int end)
    {
        if (node.Anchor.IsEmpty && node.Tag.IsEmpty) return start;
        string source = _file.Text;
        while (start < end && source[start] is '&' or '!')
        {
            while (start < end && !char.IsWhiteSpace(source[start])) start++;
            while (start < end && char.IsWhiteSpace(source[start])) start++;
        }
        return start;
    }

    // The stretch of a collection, without its anchor.
    private SourceSpan Whole(NodeEvent start, int end)
    {
        int from = PastProperties(start, (int)start.Start.Index, end);
        return new SourceSpan(_file, from, Math.Max(0, end - from));
    }

    private ListNode List(SequenceStart start, int depth)
    {
        bool flow = start.Style == SequenceStyle.Flow || (start.Start.Index < _file.Text.Length && _file.Text[(int)start.Start.Index] == '[');
        var items = new List<Node>();
        ParsingEvent e;
        while ((e = Next()) is not SequenceEnd)
        {
            if (flow && items.Count > 0) ExpectComma(End(items[^1]), e);
            items.Add(Value(e, depth + 1, flow, isItem: !flow));
        }
        int end = flow ? (int)e.Start.Index + 1 : items.Count > 0 ? End(items[^1]) : (int)start.Start.Index + 1;
        return new ListNode(Whole(start, end), flow ? FlowTears.Mend(items, _bag) : items);
    }

    private MappingNode Mapping(MappingStart start, int depth, bool isItem)
    {
        bool flow = start.Style == MappingStyle.Flow;
        var keys = new KeyCollector(_bag, isItem && !flow);
        int last = (int)start.Start.Index;
        ParsingEvent e;
        while ((e = Next()) is not MappingEnd)
        {
            if (flow && last > start.Start.Index) ExpectComma(last, e);
            var key = Key(e, depth, flow);
            var value = Value(Next(), depth + 1, flow);
            if (key is { Value.Length: 0, IsQuoted: false }) key = NoKey(value);
            last = Math.Max(End(value), key?.Span.End ?? 0);
            if (key is { } text) keys.Add(new Entry(text, value) { HasColon = !flow || HasColon(text.Span.End) });
        }
        int end = flow ? (int)e.Start.Index + 1 : last;
        return new MappingNode(Whole(start, end), keys.Finish(flow));
    }

    private ScalarText? Key(ParsingEvent e, int depth, bool flow)
    {
        switch (Value(e, depth + 1, flow))
        {
            case ScalarNode key when key.Text is { IsQuoted: false, Value: [> '\u007F' and var first, ..] } && char.IsWhiteSpace(first):
                throw new SyntaxFaultException(Diagnose.StrangeIndentation(key.Text.At(0, 1), first));
            case ScalarNode key:
                return key.Text;
            case BrokenNode:
                return null;
            case var other:
                _bag.Add(Diagnose.KeyIsNoText(other.Place));
                return null;
        }
    }

    // Behind a bracket or quote that closes the parser does without the comma that YAML asks for.
    private void ExpectComma(int after, ParsingEvent next)
    {
        int begin = (int)next.Start.Index;
        if (after <= 0 || begin <= after || begin > _file.Text.Length || _file.Text[after - 1] is not (']' or '}' or '"' or '\'') || _file.Text.AsSpan(after, begin - after).Contains(',')) return;
        int end = begin;
        while (end < _file.Text.Length && _file.Text[end] is not (':' or ',' or ']' or '}' or '\n' or '\r')) end++;
        var place = new SourceSpan(_file, begin, Math.Max(1, end - begin));
        _bag.Add(Diagnose.NoComma(place, place.Text.Trim()));
    }

    // The event of a key that is not there has no good place: the colon has.
    private ScalarText? NoKey(Node value)
    {
        int colon = _file.Text.LastIndexOf(':', Math.Clamp(value.Place.Start, 0, Math.Max(0, _file.Text.Length - 1)));
        _bag.Add(Diagnose.NoKey(new SourceSpan(_file, Math.Max(0, colon), 1)));
        return null;
    }

    private bool HasColon(int at)
    {
        while (at < _file.Text.Length && char.IsWhiteSpace(_file.Text[at])) at++;
        return at < _file.Text.Length && _file.Text[at] == ':';
    }

    private int End(Node node) => ReferenceEquals(node.Place.File, _file) ? node.Place.End : 0;

    private SourceSpan Span(ParsingEvent e, int end) => new(_file, (int)e.Start.Index, Math.Max(0, end - (int)e.Start.Index));
}
