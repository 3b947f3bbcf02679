namespace ScenarioSim.Language.Expressions;

/// <summary>Words of estimative probability: what range each stands for, on the two scales (docs/language.md, section 5).</summary>
internal static class Yardsticks
{
    // Office of the Director of National Intelligence: ICD 203, Analytic Standards (2015).
    private static readonly (string Word, double Low, double High)[] Icd203 =
    [
        ("almost_no_chance", 0.01, 0.05), ("very_unlikely", 0.05, 0.20), ("unlikely", 0.20, 0.45), ("roughly_even", 0.45, 0.55),
        ("likely", 0.55, 0.80), ("very_likely", 0.80, 0.95), ("almost_certain", 0.95, 0.99),
    ];

    // UK Professional Head of Intelligence Assessment: the probability yardstick.
    private static readonly (string Word, double Low, double High)[] Phia =
    [
        ("remote_chance", 0, 0.05), ("highly_unlikely", 0.10, 0.20), ("unlikely", 0.25, 0.35), ("realistic_possibility", 0.40, 0.50),
        ("likely", 0.55, 0.75), ("highly_likely", 0.80, 0.90), ("almost_certain", 0.95, 1),
    ];

    /// <summary>The scales by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["icd203", "phia"];

    /// <summary>The range of a word on a scale; null where the scale lacks it.</summary>
    public static (double Low, double High)? Find(string yardstick, string word)
    {
        foreach ((string known, double low, double high) in Of(yardstick))
        {
            if (known == word) return (low, high);
        }
        return null;
    }

    /// <summary>The words of a scale, the least probable first.</summary>
    public static IEnumerable<string> Words(string yardstick) => Of(yardstick).Select(w => w.Word);

    /// <summary>Another scale that has the word, or null.</summary>
    public static string? Elsewhere(string yardstick, string word) => Names.FirstOrDefault(n => n != yardstick && Find(n, word) is not null);

    private static (string Word, double Low, double High)[] Of(string yardstick) => yardstick == "phia" ? Phia : Icd203;
}
