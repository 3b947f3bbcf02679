using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>The units of time.</summary>
internal static class Units
{
    private static readonly (string Name, double Seconds)[] Table = [.. TimeUnits.All.Reverse(), ("step", 0)];

    // `m` may be a minute or a month, and is left out.
    private static readonly (string Name, string[] Shorts)[] Abbreviations =
    [
        ("second", ["s", "sec", "secs"]), ("minute", ["min", "mins"]), ("hour", ["h", "hr", "hrs"]), ("day", ["d"]), ("week", ["w", "wk", "wks"]),
        ("month", ["mo", "mos", "mon", "mth", "mths"]), ("year", ["y", "yr", "yrs"]),
    ];

    /// <summary>The names, singular and plural.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.SelectMany(unit => new[] { unit.Name, unit.Name + "s" })];

    /// <summary>Whether a word is a unit.</summary>
    public static bool IsUnit(string word) => Names.Contains(word);

    /// <summary>The unit that was probably meant by a word that is none: an abbreviation or a slip; in the plural where there is more than one. Null where nothing is near.</summary>
    public static string? Meant(string word, double count)
    {
        foreach ((string unit, string[] shorts) in Abbreviations)
        {
            if (shorts.Contains(word, StringComparer.OrdinalIgnoreCase)) return count == 1 ? unit : unit + "s";
        }
        return Nearest.Name(word, Names);
    }

    /// <summary>Which units there are, as a clause.</summary>
    public const string Known = "the units of time are second, minute, hour, day, week, month, year and step, with or without s";

    /// <summary>What a length of time is that has a name elsewhere and is no unit here, as a clause; null for any other word.</summary>
    public static string? Elsewhere(string word) => word.ToLowerInvariant() switch
    {
        "fortnight" or "fortnights" => "a fortnight is `2 weeks`",
        "quarter" or "quarters" => "a quarter is `3 months`",
        "decade" or "decades" => "a decade is `10 years`",
        "century" or "centuries" => "a century is `100 years`",
        _ => null,
    };

    /// <summary>The unit in <c>weekly</c>; null where the word is no such one.</summary>
    public static string? OfAdverb(string word) => word.ToLowerInvariant() switch
    {
        "hourly" => "hour",
        "daily" => "day",
        "weekly" => "week",
        "monthly" => "month",
        "yearly" or "annually" => "year",
        _ => null,
    };

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
