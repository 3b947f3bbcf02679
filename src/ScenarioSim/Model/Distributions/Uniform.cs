namespace ScenarioSim.Model.Distributions;

/// <summary>All values between two ends equally likely: <c>a..b</c>.</summary>
public sealed record Uniform : Distribution
{
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end; more than <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Uniform(double low, double high)
    {
        ParameterCheck.Refuse(Problem(low, high));
        (Low, High) = (low, high);
    }

    /// <inheritdoc/>
    public override double Low { get; }

    /// <inheritdoc/>
    public override double High { get; }

    /// <inheritdoc/>
    public override double Mean => Low + (High - Low) / 2;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double low, double high, Func<int, string>? written = null) =>
        new ParameterCheck(written, ("low", low), ("high", high)).Finite().MoreThan(1, 0).Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => Math.Min(Low + p * (High - Low), High);

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => Math.Max(High - q * (High - Low), Low);

    /// <inheritdoc/>
    public override double Cdf(double x) => Math.Clamp((x - Low) / (High - Low), 0, 1);

    /// <inheritdoc/>
    public override double Above(double x) => Math.Clamp((High - x) / (High - Low), 0, 1);

    /// <inheritdoc/>
    public override double Density(double x) => x >= Low && x <= High ? 1 / (High - Low) : 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Low}..{High}";
}
