using ScenarioSim.Model;

namespace ScenarioSim.Analysis;

/// <summary>Rounds values of an assumption to what tells them apart in reports, so that a label is the very value it stands for.</summary>
internal static class Rounding
{
    private const double Minute = 60;

    /// <summary>What values between two are rounded to: a hundredth of the distance; of dates days where they lie far enough apart, else minutes or seconds, for no others can be written.</summary>
    /// <param name="kind">The kind of the values.</param>
    /// <param name="low">The one.</param>
    /// <param name="high">The other, greater.</param>
    /// <returns>In days for a duration, seconds for a date.</returns>
    public static double Grain(Kind kind, double low, double high) => (high - low) switch
    {
        >= 4 * Clock.Day when kind == Kind.Date => Clock.Day,
        >= 100 * Minute when kind == Kind.Date => Minute,
        >= 4 when kind == Kind.Date => 1,
        var spread => Math.Pow(10, Math.Floor(Math.Log10(spread / Unit(kind) / 100))),
    };

    /// <summary>A value to a grain, but never to fewer than three digits of its own: beside a far value a near one would become 0, which may be what nobody believes.</summary>
    public static double Round(Kind kind, double value, double grain)
    {
        double unit = Unit(kind);
        double own = kind == Kind.Date || value == 0 ? grain : Math.Min(grain, Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value) / unit)) - 2));
        return Nearest(value / unit, own) * unit;
    }

    private static double Unit(Kind kind) => kind == Kind.Duration ? Clock.Day : 1;

    // By division where the grain is below one, so that 0.3 is the double that a reader of `0.3` gets. Where numbers are too large or too small for that they stay as they are.
    private static double Nearest(double value, double grain)
    {
        double parts = Math.Round(1 / grain);
        double nearest = grain >= 1 ? Math.Round(value / grain) * grain : Math.Round(value * parts) / parts;
        return double.IsFinite(nearest) ? nearest : value;
    }
}
