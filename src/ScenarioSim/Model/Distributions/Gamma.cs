namespace ScenarioSim.Model.Distributions;

/// <summary>A positive quantity, such as a waiting time that is the sum of several: the density is proportional to x^(shape - 1) exp(-x / scale).</summary>
public sealed record Gamma : Distribution
{
    private const double LargestShape = 1e6;

    private readonly double _logGamma;

    /// <param name="shape">The shape; more than 0, at most a million.</param>
    /// <param name="scale">The scale, in the unit of the values; more than 0. The mean is shape x scale.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Gamma(double shape, double scale)
    {
        ParameterCheck.Refuse(Problem(shape, scale));
        (Shape, Scale) = (shape, scale);
        _logGamma = IncompleteGamma.LogGamma(shape);
    }

    /// <summary>The shape.</summary>
    public double Shape { get; }

    /// <summary>The scale, in the unit of the values.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override double Mean => Shape * Scale;

    /// <inheritdoc/>
    public override double Low => 0;

    /// <inheritdoc/>
    public override double High => double.PositiveInfinity;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <inheritdoc/>
    public override bool HasSlowQuantile => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double shape, double scale, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("shape", shape), ("scale", scale)).Finite().MoreThanZero(0, LargestShape).MoreThanZero(1).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => Scale * IncompleteGamma.Quantile(Shape, p, 1 - p, _logGamma);

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => Scale * IncompleteGamma.Quantile(Shape, 1 - q, q, _logGamma);

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : IncompleteGamma.Lower(Shape, x / Scale, _logGamma);

    /// <inheritdoc/>
    public override double Above(double x) => x <= 0 ? 1 : IncompleteGamma.Upper(Shape, x / Scale, _logGamma);

    /// <inheritdoc/>
    public override double Density(double x) => Math.Exp(LogDensity(x));

    /// <inheritdoc/>
    public override double LogDensity(double x)
    {
        if (x < 0 || double.IsPositiveInfinity(x)) return double.NegativeInfinity;
        double power = Shape == 1 ? 0 : (Shape - 1) * Math.Log(x / Scale);
        return power - x / Scale - _logGamma - Math.Log(Scale);
    }

    /// <inheritdoc/>
    public override string ToString() => $"gamma({Shape}, {Scale})";
}
