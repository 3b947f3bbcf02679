namespace ScenarioSim.Model.Distributions;

/// <summary>A positive quantity whose logarithm is normal.</summary>
public sealed record LogNormal : Distribution
{
    /// <param name="mu">Mean of the natural logarithm; within ±500.</param>
    /// <param name="sigma">Standard deviation of the natural logarithm; more than 0, at most 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public LogNormal(double mu, double sigma)
    {
        ParameterCheck.Refuse(Problem(mu, sigma));
        (Mu, Sigma) = (mu, sigma);
    }

    /// <summary>Mean of the natural logarithm.</summary>
    public double Mu { get; }

    /// <summary>Standard deviation of the natural logarithm.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public override double Mean => Math.Exp(Mu + Sigma * Sigma / 2);

    /// <inheritdoc/>
    public override double Low => 0;

    /// <inheritdoc/>
    public override double High => double.PositiveInfinity;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <inheritdoc/>
    public override bool HasSlowQuantile => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    /// <remarks>Within these bounds neither a value that can be drawn nor the mean overflows.</remarks>
    public static string? Problem(double mu, double sigma, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("mu", mu), ("sigma", sigma)).Finite().Within(0, 500).MoreThanZero(1, 20).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => Math.Exp(Mu + Sigma * StandardNormal.Quantile(p));

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => Math.Exp(Mu - Sigma * StandardNormal.Quantile(q));

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : StandardNormal.Cdf(Standard(x));

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : StandardNormal.Cdf(-Standard(x));

    /// <inheritdoc/>
    public override double Density(double x) => x <= 0 ? 0 : Math.Exp(LogDensity(x));

    /// <inheritdoc/>
    public override double LogDensity(double x) =>
        x <= 0 ? double.NegativeInfinity : StandardNormal.LogDensity(Standard(x)) - Math.Log(Sigma) - Math.Log(x);

    /// <inheritdoc/>
    public override string ToString() => $"lognormal({Mu}, {Sigma})";

    private double Standard(double x) => (Math.Log(x) - Mu) / Sigma;
}
