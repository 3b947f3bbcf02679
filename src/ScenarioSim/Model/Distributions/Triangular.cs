namespace ScenarioSim.Model.Distributions;

/// <summary>A density that rises in a straight line from the lower end to the mode and falls in one to the upper end.</summary>
public sealed record Triangular : Distribution
{
    /// <param name="low">The lower end.</param>
    /// <param name="mode">The likeliest value; low to high, ends included.</param>
    /// <param name="high">The upper end; more than <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Triangular(double low, double mode, double high)
    {
        ParameterCheck.Refuse(Problem(low, mode, high));
        (Low, Mode, High) = (low, mode, high);
    }

    /// <inheritdoc/>
    public override double Low { get; }

    /// <summary>The likeliest value.</summary>
    public double Mode { get; }

    /// <inheritdoc/>
    public override double High { get; }

    /// <inheritdoc/>
    public override double Mean => Low / 3 + Mode / 3 + High / 3;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    // P(X <= Mode).
    private double AtMode => (Mode - Low) / (High - Low);

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double low, double mode, double high, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("low", low), ("mode", mode), ("high", high)).Finite().MoreThan(2, 0).AtLeast(1, 0).AtMost(1, 2).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => p <= AtMode ? Lower(p) : Upper(1 - p);

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => q < 1 - AtMode ? Upper(q) : Lower(1 - q);

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= Low ? 0 : x <= Mode ? Left(x) : 1 - Right(x);

    /// <inheritdoc/>
    public override double Above(double x) => x >= High ? 0 : x > Mode ? Right(x) : 1 - Cdf(x);

    /// <inheritdoc/>
    public override double Density(double x)
    {
        if (x < Low || x > High) return 0;
        double peak = 2 / (High - Low);
        return x < Mode ? peak * ((x - Low) / (Mode - Low)) : x > Mode ? peak * ((High - x) / (High - Mode)) : peak;
    }

    /// <inheritdoc/>
    public override string ToString() => $"triangular({Low}, {Mode}, {High})";

    private double Lower(double p) => Math.Min(Low + Math.Sqrt(p * AtMode) * (High - Low), Mode);

    private double Upper(double q) => Math.Max(High - Math.Sqrt(q * ((High - Mode) / (High - Low))) * (High - Low), Mode);

    private double Left(double x) => (x - Low) / (High - Low) * ((x - Low) / (Mode - Low));

    private double Right(double x) => x >= High ? 0 : (High - x) / (High - Low) * ((High - x) / (High - Mode));
}
