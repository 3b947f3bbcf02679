using System.Globalization;
using System.Text;

namespace ScenarioSim.Reports.Format;

/// <summary>Text in terminal cells: how wide it is, cut to a width, made harmless, wrapped.</summary>
public static class Cells
{
    /// <summary>How many cells a text takes: two for East Asian wide characters and emoji, none for combining marks.</summary>
    public static int Width(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes()) width += Width(rune);
        return width;
    }

    /// <summary>The text cut to so many cells, the last of them <c>…</c> where something is missing.</summary>
    public static string Cut(string text, int cells)
    {
        if (Width(text) <= cells) return text;
        var cut = new StringBuilder();
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Width(rune);
            if (width > cells - 1) break;
            cut.Append(rune.ToString());
        }
        return cut.ToString().TrimEnd() + (cells > 0 ? "…" : "");
    }

    /// <summary>Texts cut to so many cells each; at their beginning where two would be cut to the same at their ends.</summary>
    /// <param name="texts">The texts, one beside another.</param>
    /// <param name="cells">How many.</param>
    public static IReadOnlyList<string> CutApart(IReadOnlyList<string> texts, int cells)
    {
        if (cells < 3 || texts.All(t => Width(t) <= cells)) return [.. texts.Select(t => Cut(t, cells))];
        HashSet<string> same = [.. texts.Distinct().GroupBy(t => Cut(t, cells)).Where(g => g.Skip(1).Any()).Select(g => g.Key)];
        return [.. texts.Select(t => Cut(t, cells) is var cut && cut != t && same.Contains(cut) ? CutInFront(t, cells) : cut)];
    }

    private static string CutInFront(string text, int cells)
    {
        int width = 0, from = text.Length;
        foreach (Rune rune in text.EnumerateRunes().Reverse())
        {
            if ((width += Width(rune)) > cells - 1) break;
            from -= rune.Utf16SequenceLength;
        }
        return "…" + text[from..].TrimStart();
    }

    /// <summary>The text in one line, with a mark for what a terminal would act on: a scenario file can move no cursor.</summary>
    public static string Harmless(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (char c in text) safe.Append(c is '\n' or '\r' or '\t' ? ' ' : char.IsControl(c) || Reorders(c) ? '\uFFFD' : c);
        return safe.ToString();
    }

    // The marks that turn the direction of what follows: beyond their own text they turn figures too (Unicode, UAX 9, section 2).
    private static bool Reorders(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The text with spaces at its end, or at its start, up to so many cells.</summary>
    public static string Pad(string text, int cells, bool right = false)
    {
        string space = new(' ', Math.Max(0, cells - Width(text)));
        return right ? space + text : text + space;
    }

    /// <summary>Lines of at most so many cells, broken at spaces; a longer word keeps its line.</summary>
    public static IEnumerable<string> Wrap(string text, int cells)
    {
        var line = new StringBuilder();
        int width = 0;
        // Nobody can break a name but where the line ends.
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Pieces(w, cells)))
        {
            int more = Width(word);
            if (width > 0 && width + 1 + more > cells)
            {
                yield return line.ToString();
                line.Clear();
                width = 0;
            }
            if (width > 0) line.Append(' ');
            width += more + (width > 0 ? 1 : 0);
            line.Append(word);
        }
        if (width > 0) yield return line.ToString();
    }

    private static IEnumerable<string> Pieces(string word, int cells)
    {
        if (Width(word) <= cells) return [word];
        var pieces = new List<string>();
        var piece = new StringBuilder();
        int width = 0;
        foreach (Rune rune in word.EnumerateRunes())
        {
            int more = Width(rune);
            if (width + more > Math.Max(2, cells))
            {
                pieces.Add(piece.ToString());
                piece.Clear();
                width = 0;
            }
            piece.Append(rune);
            width += more;
        }
        pieces.Add(piece.ToString());
        return pieces;
    }

    private static int Width(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        // The wide and full-width ranges of Unicode's East Asian Width, as terminals draw them.
        return rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF and not 0x303F) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
    }
}
