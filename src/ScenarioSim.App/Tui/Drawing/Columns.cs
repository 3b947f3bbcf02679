using System.Globalization;
using System.Text;

namespace ScenarioSim.App.Tui.Drawing;

/// <summary>How wide text is in a terminal, and cutting it without cutting a character in two.</summary>
public static class Columns
{
    /// <summary>Columns that a text takes.</summary>
    public static int Of(string text)
    {
        int plain = 0;
        foreach (char c in text)
        {
            if (c >= 0x300) return OfRunes(text);
            plain++;
        }
        return plain;
    }

    /// <summary>Columns that a character takes: 0, 1 or 2.</summary>
    public static int Of(Rune rune)
    {
        int v = rune.Value;
        if (v < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        bool wide = v is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
            or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6
            or >= 0x1F300 and <= 0x1F64F or >= 0x1F680 and <= 0x1F6FF or >= 0x1F900 and <= 0x1F9FF or >= 0x20000 and <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    /// <summary>The text cut to a width, with an ellipsis where something was left out.</summary>
    public static string Cut(string text, int width)
    {
        if (width <= 0) return "";
        if (Of(text) <= width) return text;
        var cut = new StringBuilder();
        int used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            int w = Of(rune);
            if (used + w > width - 1) break;
            cut.Append(rune.ToString());
            used += w;
        }
        return cut.Append('…').ToString();
    }

    /// <summary>The text cut to a width; at its beginning where another would be cut to the same at its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The width.</param>
    /// <param name="all">What it is to be told from; it may be among them.</param>
    public static string CutApart(string text, int width, IEnumerable<string> all)
    {
        string cut = Cut(text, width);
        if (cut == text || width < 3 || !all.Any(t => t != text && Cut(t, width) == cut)) return cut;
        int used = 0, from = text.Length;
        foreach (var rune in text.EnumerateRunes().Reverse())
        {
            if ((used += Of(rune)) > width - 1) break;
            from -= rune.Utf16SequenceLength;
        }
        return "…" + text[from..];
    }

    /// <summary>Cut or filled with blanks on the right to exactly this width.</summary>
    public static string Left(string text, int width)
    {
        string cut = Cut(text, width);
        return cut + new string(' ', Math.Max(0, width - Of(cut)));
    }

    /// <summary>Cut apart from others, or filled with blanks on the right, to exactly this width.</summary>
    public static string LeftApart(string text, int width, IEnumerable<string> all) => Left(CutApart(text, width, all), width);

    /// <summary>Filled with blanks on the left to at least this width; a number is never cut.</summary>
    public static string Right(string text, int width) => new string(' ', Math.Max(0, width - Of(text))) + text;

    /// <summary>Broken at blanks into lines of at most this width; a longer word stands alone and is broken.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        width = Math.Max(1, width);
        foreach (string paragraph in text.Split('\n'))
        {
            var line = new StringBuilder();
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries)) AddWord(lines, line, word, width);
            lines.Add(line.ToString());
        }
        return lines;
    }

    private static void AddWord(List<string> lines, StringBuilder line, string word, int width)
    {
        if (line.Length > 0 && Of(line.ToString()) + 1 + Of(word) > width)
        {
            lines.Add(line.ToString());
            line.Clear();
        }
        if (line.Length > 0) line.Append(' ');
        foreach (var rune in word.EnumerateRunes())
        {
            if (Of(line.ToString()) + Of(rune) > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }
            line.Append(rune.ToString());
        }
    }

    private static int OfRunes(string text)
    {
        int width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Of(rune);
        return width;
    }
}
