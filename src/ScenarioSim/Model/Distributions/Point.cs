namespace ScenarioSim.Model.Distributions;

/// <summary>A constant: one value, for certain.</summary>
public sealed record Point : Distribution
{
    /// <param name="value">The value; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Point(double value)
    {
        ParameterCheck.Refuse(Problem(value));
        Value = value;
    }

    /// <summary>The value.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override double Mean => Value;

    /// <inheritdoc/>
    public override double Low => Value;

    /// <inheritdoc/>
    public override double High => Value;

    /// <inheritdoc/>
    public override bool IsContinuous => false;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [Value];

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double value, Func<int, string>? written = null) => new ParameterCheck(written, ("the value", value)).Finite().Problem;

    /// <inheritdoc/>
    public override double Quantile(double p) => Value;

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => Value;

    /// <inheritdoc/>
    public override double Cdf(double x) => x >= Value ? 1 : 0;

    /// <inheritdoc/>
    public override double Density(double x) => x == Value ? 1 : 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Value}";
}
