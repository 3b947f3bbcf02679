namespace ScenarioSim.Model.Distributions;

/// <summary>A share between 0 and 1 whose log odds are normal: what <c>a% to b%</c> means.</summary>
/// <remarks>Atchison, Shen: Logistic-normal distributions, Biometrika 67 (1980). The mean has no closed form and is integrated.</remarks>
public sealed record LogitNormal : Distribution
{
    /// <param name="mu">Mean of log(x / (1 - x)); within ±750.</param>
    /// <param name="sigma">Standard deviation of log(x / (1 - x)); more than 0, at most 300.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public LogitNormal(double mu, double sigma)
    {
        ParameterCheck.Refuse(Problem(mu, sigma));
        (Mu, Sigma) = (mu, sigma);
    }

    /// <summary>Mean of the log odds.</summary>
    public double Mu { get; }

    /// <summary>Standard deviation of the log odds.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public override double Mean => Quadrature.Mean(this);

    /// <inheritdoc/>
    public override double Low => 0;

    /// <inheritdoc/>
    public override double High => 1;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <inheritdoc/>
    public override bool HasSlowQuantile => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double mu, double sigma, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("mu", mu), ("sigma", sigma)).Finite().Within(0, 750).MoreThanZero(1, 300).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => Arithmetic.Logistic(Mu + Sigma * StandardNormal.Quantile(p));

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => Arithmetic.Logistic(Mu - Sigma * StandardNormal.Quantile(q));

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : x >= 1 ? 1 : StandardNormal.Cdf(Standard(x));

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : x >= 1 ? 0 : StandardNormal.Cdf(-Standard(x));

    /// <inheritdoc/>
    public override double Density(double x) => x <= 0 || x >= 1 ? 0 : Math.Exp(LogDensity(x));

    /// <inheritdoc/>
    public override double LogDensity(double x) => x <= 0 || x >= 1
        ? double.NegativeInfinity
        : StandardNormal.LogDensity(Standard(x)) - Math.Log(Sigma) - Math.Log(x) - Precise.Log1P(-x);

    /// <inheritdoc/>
    public override string ToString() => $"logitnormal({Mu}, {Sigma})";

    private double Standard(double x) => (Math.Log(x) - Precise.Log1P(-x) - Mu) / Sigma;
}
