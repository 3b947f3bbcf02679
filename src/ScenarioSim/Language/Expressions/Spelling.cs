using System.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>The fixed words of the language of expressions, and what a name may look like.</summary>
internal static class Spelling
{
    /// <summary>Words that no assumption, lever, indicator, definition, track or branch may have for a name, apart from functions and distributions.</summary>
    public static IReadOnlyList<string> Reserved { get; } =
        ["day", "date", "step", "rest", "true", "false", "and", "or", "not", "if", "then", "else", "in", "per", "to", "pending"];

    // Words that no operand can be; `true`, `day`, `date` and `step` can.
    private static readonly string[] Keywords = ["rest", "and", "or", "not", "if", "then", "else", "in", "per", "to", "pending"];

    /// <summary>Whether a word has a fixed meaning other than a value's.</summary>
    public static bool IsKeyword(string word) => Array.IndexOf(Keywords, word) >= 0;

    /// <summary>The word of the language that a word in capitals was meant for: <c>and</c> of <c>AND</c>. Null for any other.</summary>
    public static string? Lowered(string word) =>
        !IsKeyword(word) && word.ToLowerInvariant() is var lower && lower is "and" or "or" or "not" or "if" or "then" or "else" or "in" or "per" or "to" ? lower : null;

    /// <summary>Letters of any script, digits and <c>_</c>, no digit first. Marks that belong to letters count as letters.</summary>
    public static bool IsName(string text)
    {
        if (text.Length == 0) return false;
        bool first = true;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (first ? !StartsName(rune) : !ContinuesName(rune)) return false;
            first = false;
        }
        return true;
    }

    /// <summary>Whether a name may begin so.</summary>
    public static bool StartsName(Rune rune) => rune.Value == '_' || Rune.IsLetter(rune);

    /// <summary>Whether a name may go on so.</summary>
    public static bool ContinuesName(Rune rune) =>
        StartsName(rune) || Rune.IsDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
