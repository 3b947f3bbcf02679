using System.Globalization;
using System.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>Signs that people bring along from other languages or word processors, and how this one writes what they mean.</summary>
internal static class Foreign
{
    private static readonly (string Written, string? Means)[] Signs =
    [
        ("...", ".."), ("===", "=="), ("!==", "!="), ("<>", "!="), ("=<", "<="), ("=>", ">="), ("=!", "!="), ("&&", "and"), ("&", "and"), ("||", "or"), ("|", "or"),
        ("**", "^"), (":=", "="), ("\u2212=", "-="), ("\u2013=", "-="), ("\u2212", "-"), ("\u2013", "-"), ("\u2014", "-"), ("\u00D7", "*"), ("\u00B7", "*"), ("\u22C5", "*"),
        ("\u00F7", "/"), ("\u2264", "<="), ("\u2265", ">="), ("\u2260", "!="), ("\u2026", ".."), ("\u00AC", "not"), ("\u2227", "and"), ("\u2228", "or"),
    ];

    /// <summary>The foreign sign that begins there, how to name it, the way out, and the sign or word that it stands for, where it stands for one; null where there is none.</summary>
    public static (string Written, string Name, string? Help, string? Means)? Find(string text, int at)
    {
        foreach ((string written, string? means) in Signs)
        {
            if (string.CompareOrdinal(text, at, written, 0, written.Length) == 0) return (written, Show(written), Help(text, at, written, means!), means);
        }
        string one = text.Substring(at, 1);
        return one switch
        {
            "!" when at + 1 >= text.Length || text[at + 1] != '=' => (one, Show(one), "write `not`", "not"),
            "\u201C" or "\u201D" or "\u201E" or "\u2018" or "\u2019" or "\u00AB" or "\u00BB" =>
                (one, $"{Show(one)}, a curly quotation mark,", "names and words stand without quotation marks", null),
            "\"" or "'" or "`" => (one, Show(one), "names and words stand without quotation marks", null),
            "%" when at > 0 && text[at - 1] is '\u00A0' or '\u202F' or '\u2009' => (one, Show(one), "an invisible character that looks like a space stands before it: write it right behind the number, `40%`", null),
            "%" => (one, Show(one), "`%` follows a number: `40%`", null),
            ";" when text.LastIndexOf('(', at) is >= 0 and var open && text.IndexOf(')', open) > at => (one, Show(one), "what stands in parentheses is separated by commas, and a number has a point for its decimals: `beta(2.5, 4)`", null),
            ";" => (one, Show(one), WayOut.SeveralEffects, null),
            "." when text.AsSpan(at + 1).Trim().IsEmpty => (one, Show(one), "leave out the point at the end", null),
            "." when at + 1 >= text.Length || text[at + 1] != '.' => (one, Show(one), "the states of a track are compared: `track == state`; a range is written `a..b`", null),
            "?" => (one, Show(one), "write `if C then A else B`", null),
            ":" when at >= 3 && text[at - 3] is '+' or '-' && text.LastIndexOf('T', at) is > 0 and var time && char.IsAsciiDigit(text[time - 1]) => (one, Show(one), WayOut.NoZone, null),
            ":" => (one, Show(one), "a time follows its date without a space: `2022-01-12T06:00`", null),
            "{" or "}" => (one, Show(one), "here stands one expression, not a mapping", null),
            _ => null,
        };
    }

    // A dash between two numbers is mostly one between the ends of a range.
    private static string Help(string text, int at, string written, string means) => written is "\u2013" or "\u2014" && text[..at].TrimEnd() is [.., var before] && (char.IsAsciiDigit(before) || before == '%')
        ? "a range is written `a..b`, or `a to b` for its middle 90%; to subtract, write `-`"
        : written == "..." ? "a range has two: `0..5`; a number that begins with its point has a 0 before it there: `0..0.5`" : $"write `{means}`";

    /// <summary>A sign as messages show it: invisible ones by their number.</summary>
    public static string Show(string sign)
    {
        if (!Rune.TryGetRuneAt(sign, 0, out Rune rune)) return "half a character";
        bool invisible = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
        return invisible ? $"an invisible character (U+{rune.Value:X4})" : $"`{sign}`";
    }
}
