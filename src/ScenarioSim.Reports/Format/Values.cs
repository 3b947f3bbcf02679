using ScenarioSim.Model;

namespace ScenarioSim.Reports.Format;

/// <summary>Values of any kind for people.</summary>
public static class Values
{
    /// <summary>A value as the file would say it: <c>0.71</c>, <c>2 weeks</c>, <c>2022-01-12</c>, with its time where that is not midnight, <c>true</c>, a word.</summary>
    public static string Show(Scenario scenario, Kind kind, double value) => kind switch
    {
        _ when double.IsNaN(value) => Numbers.None,
        Kind.Truth => value != 0 ? "true" : "false",
        Kind.Duration => Times.Days(value / Clock.Day),
        Kind.Date => Times.Moment(scenario.Clock, value),
        Kind.Word => Word(scenario, value),
        _ => Numbers.Short(value),
    };

    /// <summary>The same where it has to say the very value: with all of its digits, dates to the second.</summary>
    public static string Exact(Scenario scenario, Kind kind, double value) => kind switch
    {
        Kind.Date => Times.Exact(scenario.Clock, value),
        Kind.Duration => $"{Numbers.Exact(value, Clock.Day)} d",
        Kind.Number => Numbers.Exact(value),
        _ => Show(scenario, kind, value),
    };

    /// <summary>The very value for programs: a number as short as it comes back the same, durations in days, dates as ISO 8601, words and truths as they are written.</summary>
    public static string Plain(Scenario scenario, Kind kind, double value) => kind switch
    {
        Kind.Date or Kind.Word or Kind.Truth => Exact(scenario, kind, value),
        Kind.Duration => InDays(value).ToString("R"),
        _ => value.ToString("R"),
    };

    /// <summary>A duration in days, without the digits that dividing leaves behind.</summary>
    public static double InDays(double seconds)
    {
        double days = seconds / Clock.Day, rounded = Math.Round(days, 12);
        return rounded * Clock.Day == seconds ? rounded : days;
    }

    /// <summary>The text of a word.</summary>
    public static string Word(Scenario scenario, double value) =>
        value >= 0 && value < scenario.Words.Count ? scenario.Words[(int)value] : Numbers.None;

    /// <summary>The unit of a measure for a table's heading: days, what the author states, or nothing.</summary>
    public static string Unit(Measure measure) => measure.InDays ? "days" : measure.About.Unit ?? "";
}
