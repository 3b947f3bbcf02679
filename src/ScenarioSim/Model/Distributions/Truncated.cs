namespace ScenarioSim.Model.Distributions;

/// <summary>A distribution given that its value lies in a range, ends included: <c>normal(5, 2) in 0..10</c>.</summary>
public sealed record Truncated : Distribution
{
    // Less than this lies in the range only by mistake, and would be drawn from the last digits.
    private const double LeastMass = 1e-12;

    // Above the inner median tails are counted from above, where they keep their digits.
    private readonly bool _fromAbove;
    private readonly double _before;
    private readonly double _mass;

    /// <param name="inner">What is truncated.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end; more than <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Truncated(Distribution inner, double low, double high)
    {
        ParameterCheck.Refuse(Problem(inner, low, high));
        (Inner, From, To) = (inner, low, high);
        _fromAbove = CountsFromAbove(inner, low);
        _before = _fromAbove ? inner.Above(high) : inner.Below(low);
        _mass = Mass(inner, low, high);
        (Low, High) = inner.IsContinuous
            ? (Math.Max(low, inner.Low), Math.Min(high, inner.High))
            : (inner.Quantile(Math.BitIncrement(_before)), inner.Quantile(_before + _mass));
    }

    /// <summary>What is truncated.</summary>
    public Distribution Inner { get; }

    /// <summary>Lower end of the range.</summary>
    public double From { get; }

    /// <summary>Upper end of the range.</summary>
    public double To { get; }

    /// <inheritdoc/>
    public override double Mean => Quadrature.Mean(this);

    /// <inheritdoc/>
    public override double Low { get; }

    /// <inheritdoc/>
    public override double High { get; }

    /// <inheritdoc/>
    public override bool IsContinuous => Atoms.Count == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [.. Inner.Atoms.Where(a => a >= From && a <= To)];

    /// <inheritdoc/>
    public override bool HasSlowQuantile => Inner.HasSlowQuantile;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    /// <param name="inner">What is truncated.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="written">The texts of the ends (0 and 1) as the user wrote them; null: the numbers themselves.</param>
    public static string? Problem(Distribution inner, double low, double high, Func<int, string>? written = null)
    {
        string? ends = new ParameterCheck(written, ("low", low), ("high", high)).Finite().MoreThan(1, 0).Problem;
        if (ends is not null || Mass(inner, low, high) >= LeastMass) return ends;
        return $"nothing of the distribution lies in {written?.Invoke(0) ?? $"{low}"}..{written?.Invoke(1) ?? $"{high}"}";
    }

    /// <inheritdoc/>
    public override double Quantile(double p) =>
        Inside(_fromAbove ? Inner.UpperQuantile(_before + (1 - p) * _mass) : Inner.Quantile(_before + p * _mass));

    /// <inheritdoc/>
    public override double UpperQuantile(double q) =>
        _fromAbove ? Inside(Inner.UpperQuantile(_before + q * _mass)) : Quantile(1 - q);

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        if (x < Low) return 0;
        if (x >= High) return 1;
        return Math.Clamp(_fromAbove ? 1 - (Inner.Above(x) - _before) / _mass : (Inner.Cdf(x) - _before) / _mass, 0, 1);
    }

    /// <inheritdoc/>
    public override double Density(double x) => x < From || x > To ? 0 : Inner.Density(x) / _mass;

    /// <inheritdoc/>
    public override double LogDensity(double x) => x < From || x > To ? double.NegativeInfinity : Inner.LogDensity(x) - Math.Log(_mass);

    /// <inheritdoc/>
    public override string ToString() => $"{Inner} in {From}..{To}";

    private double Inside(double x) => Math.Clamp(x, Low, High);

    private static bool CountsFromAbove(Distribution inner, double low) => inner.IsContinuous && inner.Cdf(low) > 0.5;

    private static double Mass(Distribution inner, double low, double high) =>
        CountsFromAbove(inner, low) ? inner.Above(low) - inner.Above(high) : inner.Cdf(high) - inner.Below(low);
}
