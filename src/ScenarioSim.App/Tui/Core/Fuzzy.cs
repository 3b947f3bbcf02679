namespace ScenarioSim.App.Tui;

/// <summary>Finds text by letters in their order, as palettes do.</summary>
public static class Fuzzy
{
    /// <summary>How well a text matches: 0 not at all; words' beginnings and neighbours count more, earlier is better.</summary>
    public static int Score(string query, string text)
    {
        int score = 0, at = 0, before = -2;
        foreach (char c in query)
        {
            if (c == ' ') continue;
            int found = text.IndexOf(c.ToString(), at, StringComparison.OrdinalIgnoreCase);
            if (found < 0) return 0;
            // A letter at the beginning of a later word is what the user means more often than one inside this word.
            int begin = Beginning(text, c, at);
            if (begin >= 0 && found != before + 1) found = begin;
            score += found == before + 1 ? 12 : found == 0 || !char.IsLetterOrDigit(text[found - 1]) ? 10 : 2;
            before = found;
            at = found + 1;
        }
        return score == 0 ? 1 : Math.Max(1, (score * 4) - text.Length / 8 - (before - query.Length));
    }

    /// <summary>Whether a filter lets a text through: all its words are in it; <c>!</c> before the filter turns it round.</summary>
    public static bool Passes(string filter, string text)
    {
        bool inverted = filter.StartsWith('!');
        string words = inverted ? filter[1..] : filter;
        if (words.Trim().Length == 0) return true;
        bool found = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
        return found != inverted;
    }

    private static int Beginning(string text, char c, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (char.ToLowerInvariant(text[i]) == char.ToLowerInvariant(c) && (i == 0 || !char.IsLetterOrDigit(text[i - 1]))) return i;
        }
        return -1;
    }
}
