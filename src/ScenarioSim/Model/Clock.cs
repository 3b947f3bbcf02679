namespace ScenarioSim.Model;

/// <summary>The steps of a scenario and their dates. Step s carries the date start + s x step.</summary>
/// <param name="Start">The date of step 0.</param>
/// <param name="StepSeconds">The length of a step, in seconds; more than zero.</param>
/// <param name="LastStep">The last step whose date is not after the scenario's end; 0..1,000,000.</param>
/// <param name="End">The end as the file states it.</param>
public sealed record Clock(DateTime Start, double StepSeconds, int LastStep, DateTime End)
{
    /// <summary>Seconds in a day.</summary>
    public const double Day = 86400;

    /// <summary>Two times nearer than this (in seconds) are the same: docs/language.md, section 4.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>The date of a step, in seconds since the start.</summary>
    public double Seconds(int step) => step * StepSeconds;

    /// <summary>The value of <c>day</c> in a step.</summary>
    public double DayOf(int step) => step * StepSeconds / Day;

    /// <summary>The date of a step.</summary>
    public DateTime DateOf(int step) => At(Seconds(step));

    /// <summary>The date that many seconds after the start; clamped to what a date can hold.</summary>
    public DateTime At(double seconds)
    {
        // A date's ticks are more than a double holds to the last.
        double ticks = Math.Round(seconds * TimeSpan.TicksPerSecond);
        if (ticks <= -Start.Ticks) return DateTime.MinValue;
        return ticks >= DateTime.MaxValue.Ticks - 1 - Start.Ticks ? new DateTime(DateTime.MaxValue.Ticks - 1) : Start.AddTicks((long)ticks);
    }

    /// <summary>Seconds from the start to a date; negative before it.</summary>
    public double Since(DateTime date) => (date - Start).Ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>The first step whose date is not before the given one (to the tolerance); may be negative or past the end. Clamped to ±2^30.</summary>
    public int StepAtOrAfter(double seconds) => (int)Math.Clamp(Math.Ceiling((seconds - Tolerance) / StepSeconds), -(1 << 30), 1 << 30);

    /// <summary>The last step whose date is not after the given one (to the tolerance), which must not be before the start; past the end the last step.</summary>
    public int StepAtOrBefore(double seconds) => (int)Math.Clamp(Math.Floor((seconds + Tolerance) / StepSeconds), 0, LastStep);

    /// <summary>A duration in whole steps, rounded up (to the tolerance), at least 1 (language.md section 3, `after`). Clamped to 2^30.</summary>
    public int StepsFor(double seconds) => Math.Max(1, StepAtOrAfter(seconds));

    /// <summary>A step's date as ISO 8601, with the time where the step is not a whole number of days or the start has one, its seconds where it is not one of minutes, and their fractions where it is not one of seconds.</summary>
    public string Iso(int step) => DateOf(step).ToString(Form);

    private string Form
    {
        get
        {
            // Whole ticks, the least that dates tell apart: 0.7 days are a hair more than 60,480 seconds.
            double ticks = Math.Max(1, Math.Round(StepSeconds * TimeSpan.TicksPerSecond));
            if (ticks % TimeSpan.TicksPerDay == 0 && Start.TimeOfDay == TimeSpan.Zero) return "yyyy-MM-dd";
            if (ticks % TimeSpan.TicksPerMinute == 0 && Start.TimeOfDay.Ticks % TimeSpan.TicksPerMinute == 0) return "yyyy-MM-dd'T'HH:mm";
            return ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
        }
    }
}
