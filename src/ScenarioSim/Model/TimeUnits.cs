namespace ScenarioSim.Model;

/// <summary>The units of time (docs/language.md, section 4): a month is a twelfth of a year of 365.25 days.</summary>
public static class TimeUnits
{
    /// <summary>Their names and lengths in seconds, the longest first.</summary>
    public static IReadOnlyList<(string Name, double Seconds)> All { get; } =
    [
        ("year", 365.25 * Clock.Day), ("month", 365.25 / 12 * Clock.Day), ("week", 7 * Clock.Day), ("day", Clock.Day), ("hour", 3600), ("minute", 60), ("second", 1),
    ];

    /// <summary>A duration in the longest unit that goes into it a whole number of times below 1000; null where none does.</summary>
    public static (double Count, string Unit)? Whole(double seconds)
    {
        foreach ((string name, double unit) in All)
        {
            double count = seconds / unit;
            if (count != 0 && Math.Abs(count) < 1000 && count == Math.Round(count)) return (count, name);
        }
        return null;
    }

    /// <summary>A period after <c>per</c>, of a duration as text: <c>week</c> for <c>1 week</c>, <c>2 weeks</c> as it is.</summary>
    public static string Period(string duration) => duration.StartsWith("1 ", StringComparison.Ordinal) ? duration[2..] : duration;
}
