using ScenarioSim.Model;

namespace ScenarioSim.Reports.Format;

/// <summary>Durations and dates for people.</summary>
public static class Times
{
    private const double Minute = 60;

    /// <summary>A duration in the largest unit that goes into it a whole number of times: <c>2 weeks</c>, <c>36 hours</c>; else in days.</summary>
    public static string Duration(double seconds) => TimeUnits.Whole(seconds) is { } whole ? Quantity(whole.Count, whole.Unit) : Days(seconds / Clock.Day);

    /// <summary>A number of days: <c>38.1 days</c>.</summary>
    public static string Days(double days) => Quantity(days, "day");

    /// <summary>A stretch of wall-clock time: <c>0.21 s</c>, <c>3 min 20 s</c>.</summary>
    public static string Elapsed(TimeSpan time) =>
        time.TotalSeconds < 60 ? Numbers.Fixed(time.TotalSeconds, time.TotalSeconds < 10 ? 2 : 1) + " s" : $"{(long)time.TotalMinutes} min {time.Seconds} s";

    /// <summary>A date that is given in seconds since the scenario's start: the nearest day, or minute where the step is not a whole number of days.</summary>
    public static string Date(Clock clock, double seconds)
    {
        bool days = clock.StepSeconds % Clock.Day == 0 && clock.Start.TimeOfDay == TimeSpan.Zero;
        double unit = days ? Clock.Day : Minute;
        return clock.At(Math.Floor((seconds / unit) + 0.5) * unit).ToString(days ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm");
    }

    /// <summary>A date that is given in seconds since the scenario's start, to the minute; without its time where that is midnight.</summary>
    public static string Moment(Clock clock, double seconds)
    {
        DateTime at = clock.At(Math.Floor((seconds + Clock.Tolerance) / Minute) * Minute);
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm");
    }

    /// <summary>The same with its seconds where it is not a whole minute.</summary>
    public static string Exact(Clock clock, double seconds) => Exact(clock.At(seconds));

    /// <summary>A date as a file would have it, with its time where that is not midnight, and its seconds where it is not a whole minute.</summary>
    public static string Exact(DateTime at) => at.ToString(
        at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : at.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF");

    private static string Quantity(double count, string unit) => $"{Numbers.Short(count)} {unit}{(count == 1 ? "" : "s")}";
}
