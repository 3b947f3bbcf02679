using System.Globalization;

namespace ScenarioSim.Language.Expressions;

/// <summary>Finds the words of a scale of estimative probability that everyday words for a probability come near to: <c>quite likely</c>, <c>very probable</c>.</summary>
internal static class Likelihoods
{
    // The lowest and the highest probability that each may be meant for, by itself or with an adverb.
    private static readonly Dictionary<string, (double Low, double High)> s_words = new()
    {
        ["likely"] = (0.55, 0.95),
        ["probable"] = (0.55, 0.95),
        ["probably"] = (0.55, 0.95),
        ["certain"] = (0.95, 1),
        ["certainly"] = (0.95, 1),
        ["sure"] = (0.95, 1),
        ["unlikely"] = (0.05, 0.40),
        ["improbable"] = (0.05, 0.40),
        ["doubtful"] = (0.05, 0.40),
        ["impossible"] = (0, 0.05),
        ["remote"] = (0, 0.05),
        ["even"] = (0.45, 0.55),
        ["fifty"] = (0.45, 0.55),
        ["possible"] = (0.20, 0.55),
        ["possibly"] = (0.20, 0.55),
    };

    private static readonly string[] s_strong = ["very", "highly", "most", "extremely", "really", "strongly"];
    // What may stand beside a word that is negated in front of it: anything else may mean more or less.
    private static readonly string[] s_besideNot = ["very", "really", "a", "chance", "chances", "odds", "possibility"];
    private static readonly string[] s_fillers = ["quite", "fairly", "rather", "somewhat", "pretty", "moderately", "reasonably", "slightly", "more", "almost", "nearly", "virtually", "roughly", "about", "than", "chance", "chances", "odds", "possibility", "a"];

    /// <summary>Whether a text is words with blanks or hyphens between them, and not one name.</summary>
    public static bool IsPhrase(string text) =>
        text.Any(c => c is ' ' or '-') && text.All(c => c is ' ' or '-' or '_' || char.IsLetter(c));

    /// <summary>A text as the word of a scale that it would be.</summary>
    public static string Word(string text) => string.Join('_', Words(text));

    private static string[] Words(string text) => text.ToLowerInvariant().Split([' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words of a scale that come nearest to a text, the nearest first; none where it is no word for a probability.</summary>
    public static IReadOnlyList<string> Nearest(string yardstick, string text)
    {
        if (Yardsticks.Find(yardstick, Word(text)) is not null) return [Word(text)];
        string[] words = Words(text);
        Negation negation = words switch { ["not", ..] => Negation.InFront, [.., "than", "not"] => Negation.None, [.., "not"] => Negation.AtTheEnd, _ => Negation.None };
        words = (negation, words) switch { (Negation.InFront, [_, .. var rest]) => rest, (Negation.AtTheEnd, [.. var rest, _]) => rest, (_, [.. var rest, "than", "not"]) => rest, _ => words };
        string[] said = [.. words.Where(s_words.ContainsKey).Distinct()];
        if (said is not [var plain] || words.Any(w => w != plain && !s_strong.Contains(w) && !s_fillers.Contains(w))) return [];
        if ((negation == Negation.None ? s_words[plain] : Negated(plain, negation, words)) is not (double low, double high)) return [];
        string[] near = [.. Yardsticks.Words(yardstick).Where(w => Yardsticks.Find(yardstick, w) is { } r && r.High > low && r.Low < high)];
        // The stronger the word, the farther from even.
        double Extremity(string word) => Yardsticks.Find(yardstick, word) is { } r ? Math.Abs(r.Low + r.High - 1) : 0;
        bool strong = words.Any(s_strong.Contains) && negation != Negation.InFront;
        return [.. strong ? near.OrderByDescending(Extremity) : near.OrderBy(Extremity)];
    }

    // What a word with "not" may be meant for; null where nobody could say.
    private static (double Low, double High)? Negated(string plain, Negation negation, string[] words) => (negation, plain) switch
    {
        (Negation.InFront, _) when words.Any(w => w != plain && !s_besideNot.Contains(w)) => null,
        (_, "likely" or "probable" or "probably") => s_words["unlikely"],
        (Negation.AtTheEnd, "certain" or "certainly" or "sure") => s_words["impossible"],
        (Negation.InFront, _) when words.Any(s_strong.Contains) => null,
        (Negation.InFront, "possible" or "possibly") => s_words["impossible"],
        (Negation.InFront, "impossible") => (0.05, 0.40),
        (Negation.InFront, "unlikely" or "improbable" or "doubtful") => (0.40, 0.95),
        _ => null,
    };

    private enum Negation
    {
        None,
        InFront,
        AtTheEnd,
    }

    /// <summary>A word of a scale with its range: <c>`likely` (55%..80%)</c>.</summary>
    public static string Shown(string yardstick, string word) =>
        Yardsticks.Find(yardstick, word) is { } r ? string.Create(CultureInfo.InvariantCulture, $"`{word}` ({100 * r.Low:0.##}%..{100 * r.High:0.##}%)") : $"`{word}`";
}
