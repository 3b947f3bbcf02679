namespace ScenarioSim.Language;

/// <summary>Keeps from the scanner what only YAML 1.1 takes for line ends: U+0085, U+2028 and U+2029 are characters like others in YAML 1.2.</summary>
/// <remarks>Each gets a private character in its place, so that every place in the text stays the same.</remarks>
internal sealed class OldBreaks
{
    private const char FirstPrivate = '\uE000';
    private const char LastPrivate = '\uF8FF';

    private readonly List<(char Break, char StandIn)> _hidden = [];

    /// <param name="text">The text of a file.</param>
    public OldBreaks(string text)
    {
        Hidden = text;
        char next = FirstPrivate;
        foreach (char c in "\u0085\u2028\u2029")
        {
            if (!text.Contains(c)) continue;
            while (next <= LastPrivate && Occurs(text, next)) next++;
            if (next > LastPrivate) return;
            Hidden = Hidden.Replace(c, next);
            _hidden.Add((c, next++));
        }
    }

    /// <summary>The text for the scanner.</summary>
    public string Hidden { get; }

    /// <summary>A value that the scanner gave, with the characters that the file has.</summary>
    public string Restore(string value)
    {
        foreach (var (old, standIn) in _hidden) value = value.Replace(standIn, old);
        return value;
    }

    // As it is, or by an escape in double quotes.
    private static bool Occurs(string text, char c) => text.Contains(c) || text.Contains($"{(int)c:X4}", StringComparison.OrdinalIgnoreCase);
}
