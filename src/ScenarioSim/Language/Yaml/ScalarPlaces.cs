namespace ScenarioSim.Language;

/// <summary>Works out where each character of a scalar's value stands in the file.</summary>
internal static class ScalarPlaces
{
    /// <summary>Offsets of a scalar that is not quoted. Only white space differs between its source and its value, so the rest goes in step.</summary>
    /// <param name="source">The file.</param>
    /// <param name="start">Where the text begins, past the header of a block scalar.</param>
    /// <param name="end">Where the scalar ends.</param>
    /// <param name="value">The value.</param>
    public static int[] OfPlain(string source, int start, int end, string value)
    {
        int[] places = new int[value.Length + 1];
        int at = start;
        for (int i = 0; i < value.Length; i++)
        {
            if (!IsWhite(value[i]))
            {
                while (at < end && source[at] != value[i]) at++;
            }
            places[i] = Math.Min(at, Math.Max(start, end - 1));
            // What the value begins with may stand before the first visible character.
            if (at < end && (IsWhite(source[at]) || !IsWhite(value[i]))) at++;
            // White space in the value may stand for more of it in the source: the next visible character finds its own place.
        }
        places[value.Length] = Math.Min(at, end);
        return places;
    }

    /// <summary>Offsets of a scalar in quotes.</summary>
    public static int[] OfQuoted(string source, int start, int end, string value, bool isDouble)
    {
        int[] places = new int[value.Length + 1];
        int at = start + 1;
        for (int i = 0; i < value.Length; i++)
        {
            if (isDouble)
            {
                // A backslash before a line end, and the white space after it, give nothing.
                while (at + 1 < end && source[at] == '\\' && source[at + 1] is '\n' or '\r') at = PastBreak(source, at + 1, end);
            }
            places[i] = Math.Min(at, Math.Max(start, end - 1));
            at = Next(source, at, end, value, i, isDouble);
        }
        places[value.Length] = Math.Min(at, Math.Max(start, end - 1));
        return places;
    }

    /// <summary>Whether YAML takes a character for white space.</summary>
    public static bool IsWhite(char c) => c is ' ' or '\t' or '\n' or '\r';

    // The place after the source of the i-th character of the value.
    private static int Next(string source, int at, int end, string value, int i, bool isDouble)
    {
        if (at >= end) return end;
        if (isDouble && source[at] == '\\' && at + 1 < end)
        {
            int digits = source[at + 1] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            // A character beyond U+FFFF is two units of the value and one escape.
            return digits == 8 && char.IsHighSurrogate(value[i]) ? at : at + 2 + digits;
        }
        if (!isDouble && source[at] == '\'') return at + 2;
        if (IsWhite(value[i]) && FoldsHere(source, at, end))
        {
            bool more = value[i] == '\n' && i + 1 < value.Length && value[i + 1] == '\n';
            return more ? at : PastBreak(source, at, end);
        }
        return at + 1;
    }

    // Whether from here on white space leads over a line end.
    private static bool FoldsHere(string source, int at, int end)
    {
        while (at < end && source[at] is ' ' or '\t') at++;
        return at < end && source[at] is '\n' or '\r';
    }

    private static int PastBreak(string source, int at, int end)
    {
        while (at < end && IsWhite(source[at])) at++;
        return at;
    }
}
