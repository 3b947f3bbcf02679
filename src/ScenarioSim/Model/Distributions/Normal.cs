namespace ScenarioSim.Model.Distributions;

/// <summary>The normal distribution, of numbers, durations or dates.</summary>
public sealed record Normal : Distribution
{
    /// <param name="mean">The mean.</param>
    /// <param name="sd">The standard deviation; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Normal(double mean, double sd)
    {
        ParameterCheck.Refuse(Problem(mean, sd));
        (Mean, Sd) = (mean, sd);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Sd { get; }

    /// <inheritdoc/>
    public override double Low => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double High => double.PositiveInfinity;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <inheritdoc/>
    public override bool HasSlowQuantile => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double mean, double sd, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("mean", mean), ("sd", sd)).Finite().MoreThanZero(1).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => Mean + Sd * StandardNormal.Quantile(p);

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => Mean - Sd * StandardNormal.Quantile(q);

    /// <inheritdoc/>
    public override double Cdf(double x) => StandardNormal.Cdf((x - Mean) / Sd);

    /// <inheritdoc/>
    public override double Above(double x) => StandardNormal.Cdf((Mean - x) / Sd);

    /// <inheritdoc/>
    public override double Density(double x) => StandardNormal.Density((x - Mean) / Sd) / Sd;

    /// <inheritdoc/>
    public override double LogDensity(double x) => StandardNormal.LogDensity((x - Mean) / Sd) - Math.Log(Sd);

    /// <inheritdoc/>
    public override string ToString() => $"normal({Mean}, {Sd})";
}
