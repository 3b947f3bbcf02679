namespace ScenarioSim.Model.Distributions;

/// <summary>A beta scaled to low..high with a given mode: the usual reading of "at least, most likely, at most".</summary>
/// <remarks>Shapes 1 + 4 (mode - low) / (high - low) and 1 + 4 (high - mode) / (high - low): docs/language.md, section 5.</remarks>
public sealed record Pert : Distribution
{
    private readonly Beta _share;

    /// <param name="low">The least value.</param>
    /// <param name="mode">The likeliest value; low to high, ends included.</param>
    /// <param name="high">The greatest value; more than <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Pert(double low, double mode, double high)
    {
        ParameterCheck.Refuse(Problem(low, mode, high));
        (Low, Mode, High) = (low, mode, high);
        _share = new Beta(1 + 4 * ((mode - low) / (high - low)), 1 + 4 * ((high - mode) / (high - low)));
    }

    /// <inheritdoc/>
    public override double Low { get; }

    /// <summary>The likeliest value.</summary>
    public double Mode { get; }

    /// <inheritdoc/>
    public override double High { get; }

    /// <inheritdoc/>
    public override double Mean => Low / 6 + 4 * (Mode / 6) + High / 6;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <inheritdoc/>
    public override bool HasSlowQuantile => true;

    private double Width => High - Low;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    public static string? Problem(double low, double mode, double high, Func<int, string>? written = null) =>
        Triangular.Problem(low, mode, high, written);

    /// <inheritdoc/>
    public override double Quantile(double p) => Math.Min(Low + Width * _share.Quantile(p), High);

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => Math.Min(Low + Width * _share.UpperQuantile(q), High);

    /// <inheritdoc/>
    public override double Cdf(double x) => _share.Cdf((x - Low) / Width);

    /// <inheritdoc/>
    public override double Above(double x) => _share.Above((x - Low) / Width);

    /// <inheritdoc/>
    public override double Density(double x) => _share.Density((x - Low) / Width) / Width;

    /// <inheritdoc/>
    public override double LogDensity(double x) => _share.LogDensity((x - Low) / Width) - Math.Log(Width);

    /// <inheritdoc/>
    public override string ToString() => $"pert({Low}, {Mode}, {High})";
}
