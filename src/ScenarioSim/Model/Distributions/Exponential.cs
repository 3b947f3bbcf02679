namespace ScenarioSim.Model.Distributions;

/// <summary>The time until something that happens at a constant rate.</summary>
public sealed record Exponential : Distribution
{
    /// <param name="mean">The mean, one over the rate; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Exponential(double mean)
    {
        ParameterCheck.Refuse(Problem(mean));
        Mean = mean;
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Low => 0;

    /// <inheritdoc/>
    public override double High => double.PositiveInfinity;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double mean, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("mean", mean)).Finite().MoreThanZero(0).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => -Mean * Precise.Log1P(-p);

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => -Mean * Math.Log(q);

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : -Precise.ExpM1(-x / Mean);

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : Math.Exp(-x / Mean);

    /// <inheritdoc/>
    public override double Density(double x) => x < 0 ? 0 : Math.Exp(-x / Mean) / Mean;

    /// <inheritdoc/>
    public override double LogDensity(double x) => x < 0 ? double.NegativeInfinity : -x / Mean - Math.Log(Mean);

    /// <inheritdoc/>
    public override string ToString() => $"exponential({Mean})";
}
