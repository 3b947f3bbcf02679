using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>
/// Finds what YAML tore apart at a comma inside <c>{ }</c> or <c>[ ]</c>: <c>min(1, x) per week</c> arrives as <c>min(1</c> and <c>x) per week</c>.
/// The pieces are reported once and put together as one broken value.
/// </summary>
internal static class FlowTears
{
    // An expression in more pieces than this is not looked for, so that no file makes this slow.
    private const int MostPieces = 20;

    /// <summary>Mends a list.</summary>
    public static IReadOnlyList<Node> Mend(IReadOnlyList<Node> items, DiagnosticBag bag)
    {
        var mended = new List<Node>(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            int last = items[i] is ScalarNode s ? TornUntil(s.Text, items.Skip(i + 1).Select(n => (n as ScalarNode)?.Text)) : 0;
            mended.Add(last == 0 ? items[i] : Report(items[i].Span.To(items[i + last].Span), bag));
            i += last;
        }
        return mended;
    }

    /// <summary>Mends a mapping.</summary>
    public static IReadOnlyList<Entry> Mend(IReadOnlyList<Entry> entries, DiagnosticBag bag)
    {
        var mended = new List<Entry>(entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (i + 1 < entries.Count && IsDecimalComma(entry, entries[i + 1]))
            {
                var torn = entry.Value.Span.To(entries[++i].Key.Span);
                bag.Add(Diagnose.DecimalComma(torn, MayBeThousands(torn.Text)));
                mended.Add(entry with { Value = new BrokenNode(torn) });
                continue;
            }
            int last = entry.Value is ScalarNode s ? TornUntil(s.Text, entries.Skip(i + 1).Select(e => e.HasColon ? null : (ScalarText?)e.Key)) : 0;
            mended.Add(last == 0 ? entry : entry with { Value = Report(entry.Value.Span.To(entries[i + last].Key.Span), bag) });
            i += last;
        }
        return mended;
    }

    // `5,5%`, whose second half arrives as a key without a value; in `beta(3,2)` the comma is that of a call.
    private static bool IsDecimalComma(Entry entry, Entry next) =>
        entry.Value is ScalarNode { Text: { IsQuoted: false, Value: [.., var before] } first } && Open(first.Value) <= 0 && !next.HasColon && next.Key.Value is [var after, ..]
        && char.IsAsciiDigit(before) && char.IsAsciiDigit(after) && next.Key.Span.Start == first.Span.End + 1;

    // `12,000`: three digits after the comma, and before it one to three that do not begin with 0.
    private static bool MayBeThousands(string text)
    {
        int comma = text.IndexOf(',');
        int before = text[..comma].Reverse().TakeWhile(char.IsAsciiDigit).Count();
        return text[comma..].Skip(1).TakeWhile(char.IsAsciiDigit).Count() == 3 && before is >= 1 and <= 3 && text[comma - before] != '0';
    }

    private static BrokenNode Report(SourceSpan torn, DiagnosticBag bag)
    {
        bag.Add(Diagnose.TornAtComma(torn));
        return new BrokenNode(torn);
    }

    // How many of the pieces that follow belong to a text whose parenthesis is open; 0 where none closes it.
    private static int TornUntil(ScalarText first, IEnumerable<ScalarText?> following)
    {
        int open = first.IsQuoted ? 0 : Open(first.Value);
        if (open <= 0) return 0;
        int count = 0;
        foreach (var piece in following)
        {
            if (piece is not { IsQuoted: false } text || ++count > MostPieces) return 0;
            open += Open(text.Value);
            if (open <= 0) return count;
        }
        return 0;
    }

    private static int Open(string text) => text.Count(c => c == '(') - text.Count(c => c == ')');
}
