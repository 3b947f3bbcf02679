namespace ScenarioSim.Reports.Html;

/// <summary>Where values stand on an axis: even, from <paramref name="Least"/> at <paramref name="From"/> to <paramref name="Greatest"/> at <paramref name="To"/> (pixels).</summary>
internal readonly record struct Ruler(double Least, double Greatest, double From, double To)
{
    private static readonly double[] s_round = [1, 2, 5, 10];

    /// <summary>An axis that holds all finite values, and 0 where that is wanted.</summary>
    public static Ruler Of(IEnumerable<double> values, double from, double to, bool zero)
    {
        double[] all = [.. values.Where(double.IsFinite), .. zero ? [0.0] : Array.Empty<double>()];
        (double least, double greatest) = all.Length == 0 ? (0, 1) : (all.Min(), all.Max());
        if (greatest > least) return new Ruler(least, greatest, from, to);
        double beside = least == 0 ? 1 : Math.Abs(least) / 10;
        return new Ruler(zero && least >= 0 ? 0 : least - beside, greatest + beside, from, to);
    }

    /// <summary>The place of a value; of one beyond the ends the end's.</summary>
    public double At(double value) => From + ((Math.Clamp(value, Least, Greatest) - Least) / (Greatest - Least) * (To - From));

    /// <summary>Round values within the axis, at most so many: 1, 2 or 5 times a power of ten apart.</summary>
    public IReadOnlyList<double> Ticks(int most)
    {
        double raw = (Greatest - Least) / Math.Max(1, most);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        if (!double.IsFinite(power) || power == 0) return [Least, Greatest];
        double step = s_round.Select(f => f * power).First(s => s >= raw * (1 - 1e-9));
        var ticks = new List<double>();
        for (double i = Math.Ceiling((Least / step) - 1e-9); i * step <= Greatest + (step * 1e-9) && ticks.Count <= most + 1; i++) ticks.Add(i * step);
        return ticks;
    }
}
