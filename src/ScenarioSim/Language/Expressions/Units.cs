using ScenarioSim.Model;

namespace ScenarioSim.Language.Expressions;

/// <summary>The units of time.</summary>
internal static class Units
{
    private static readonly (string Name, double Seconds)[] Table =
    [
        ("second", 1), ("minute", 60), ("hour", 3600), ("day", Clock.Day), ("week", 7 * Clock.Day),
        ("month", 365.25 / 12 * Clock.Day), ("year", 365.25 * Clock.Day), ("step", 0),
    ];

    /// <summary>The names, singular and plural.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.SelectMany(unit => new[] { unit.Name, unit.Name + "s" })];

    /// <summary>Whether a word is a unit.</summary>
    public static bool IsUnit(string word) => Names.Contains(word);

    /// <summary>The length of a unit in seconds; 0 for <c>step</c>, which the clock decides; null for what is no unit.</summary>
    public static double? Seconds(string word)
    {
        foreach ((string name, double seconds) in Table)
        {
            if (word == name || (word.Length == name.Length + 1 && word[^1] == 's' && word.StartsWith(name, StringComparison.Ordinal))) return seconds;
        }
        return null;
    }
}
