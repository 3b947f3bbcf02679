namespace ScenarioSim.Model.Distributions;

/// <summary>A share between 0 and 1: the density is proportional to x^(alpha - 1) (1 - x)^(beta - 1).</summary>
/// <remarks>Johnson, Kotz, Balakrishnan: Continuous Univariate Distributions, volume 2 (1995), chapter 25.</remarks>
public sealed record Beta : Distribution
{
    // Above this the distribution is as narrow as a point, and each evaluation would take thousands of steps.
    private const double LargestShape = 1e6;

    private readonly double _logBeta;

    /// <param name="alpha">The first shape; more than 0, at most a million.</param>
    /// <param name="betaShape">The second shape; more than 0, at most a million.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Beta(double alpha, double betaShape)
    {
        ParameterCheck.Refuse(Problem(alpha, betaShape));
        (Alpha, BetaShape) = (alpha, betaShape);
        _logBeta = IncompleteBeta.LogBeta(alpha, betaShape);
    }

    /// <summary>The first shape.</summary>
    public double Alpha { get; }

    /// <summary>The second shape.</summary>
    public double BetaShape { get; }

    /// <inheritdoc/>
    public override double Mean => Alpha / (Alpha + BetaShape);

    /// <inheritdoc/>
    public override double Low => 0;

    /// <inheritdoc/>
    public override double High => 1;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <inheritdoc/>
    public override bool HasSlowQuantile => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double alpha, double betaShape, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("alpha", alpha), ("beta", betaShape)).Finite().MoreThanZero(0, LargestShape).MoreThanZero(1, LargestShape).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => IncompleteBeta.Quantile(Alpha, BetaShape, p, 1 - p, _logBeta);

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => IncompleteBeta.Quantile(Alpha, BetaShape, 1 - q, q, _logBeta);

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : x >= 1 ? 1 : IncompleteBeta.Lower(Alpha, BetaShape, x, _logBeta);

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : x >= 1 ? 0 : IncompleteBeta.Lower(BetaShape, Alpha, 1 - x, _logBeta);

    /// <inheritdoc/>
    public override double Density(double x) => Math.Exp(LogDensity(x));

    /// <inheritdoc/>
    public override double LogDensity(double x)
    {
        if (x < 0 || x > 1) return double.NegativeInfinity;
        return Power(Alpha - 1, Math.Log(x)) + Power(BetaShape - 1, Precise.Log1P(-x)) - _logBeta;
    }

    /// <inheritdoc/>
    public override string ToString() => $"beta({Alpha}, {BetaShape})";

    // x^0 is 1 also for x = 0, whose logarithm is infinite.
    private static double Power(double exponent, double logarithm) => exponent == 0 ? 0 : exponent * logarithm;
}
