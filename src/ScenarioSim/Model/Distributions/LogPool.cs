namespace ScenarioSim.Model.Distributions;

/// <summary>Several views pooled by their densities: the product of the densities to the power of the normalised weights, scaled to one.</summary>
/// <remarks>
/// C. Genest, J. Zidek: Combining probability distributions, Statistical Science 1 (1986), section 3. What one part excludes, the pool excludes.
/// There is no closed form: the density is integrated once, and quantiles are searched in the integral.
/// </remarks>
public sealed record LogPool : Distribution
{
    private readonly Distribution[] _parts;
    private readonly double[] _shares;
    private readonly DensityIntegral _integral;

    /// <param name="parts">What is pooled; continuous, with a stretch that all can take.</param>
    /// <param name="weights">A weight for each, 0 or more; normalised. Parts of weight 0 are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public LogPool(IReadOnlyList<Distribution> parts, IReadOnlyList<double> weights)
    {
        ParameterCheck.Refuse(Problem(parts, weights));
        var kept = parts.Zip(Distributions.Shares.Of(weights)).Where(p => p.Second > 0).ToArray();
        _parts = [.. kept.Select(p => p.First)];
        _shares = [.. kept.Select(p => p.Second)];
        _integral = new DensityIntegral(_parts, Product, _parts.Max(p => p.Low), _parts.Min(p => p.High));
    }

    /// <summary>What is pooled.</summary>
    public IReadOnlyList<Distribution> Parts => _parts;

    /// <summary>The normalised weights.</summary>
    public IReadOnlyList<double> Shares => _shares;

    /// <inheritdoc/>
    public override double Mean => _integral.Mean;

    /// <inheritdoc/>
    public override double Low => _integral.Low;

    /// <inheritdoc/>
    public override double High => _integral.High;

    /// <inheritdoc/>
    public override bool IsContinuous => true;

    /// <inheritdoc/>
    public override bool HasSlowQuantile => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    /// <param name="parts">What is pooled.</param>
    /// <param name="weights">As many weights.</param>
    /// <param name="written">What part i is called; null: the part as it prints itself.</param>
    public static string? Problem(IReadOnlyList<Distribution> parts, IReadOnlyList<double> weights, Func<int, string>? written = null)
    {
        string Say(int i) => written?.Invoke(i) ?? $"{parts[i]}";
        if (Mixture.Problem(parts, weights, written) is string problem) return problem;
        for (int i = 0; i < parts.Count; i++)
        {
            if (!parts[i].IsContinuous) return $"{Say(i)} has no density; a log pool takes continuous distributions";
            for (int j = 0; j < i; j++)
            {
                if (Math.Max(parts[i].Low, parts[j].Low) >= Math.Min(parts[i].High, parts[j].High))
                {
                    return $"{Say(j)} and {Say(i)} have no value in common; their product is 0 everywhere";
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override double Quantile(double p) => _integral.Quantile(p);

    /// <inheritdoc/>
    public override double UpperQuantile(double q) => _integral.UpperQuantile(q);

    /// <inheritdoc/>
    public override double Cdf(double x) => _integral.Cdf(x);

    /// <inheritdoc/>
    public override double Above(double x) => _integral.Above(x);

    /// <inheritdoc/>
    public override double Density(double x) => Math.Exp(LogDensity(x));

    /// <inheritdoc/>
    public override double LogDensity(double x) => x < Low || x > High ? double.NegativeInfinity : Product(x) - _integral.LogTotal;

    /// <inheritdoc/>
    public bool Equals(LogPool? other) => other is not null && _parts.SequenceEqual(other._parts) && _shares.SequenceEqual(other._shares);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_parts.Length, _parts[0], _shares[0]);

    /// <inheritdoc/>
    public override string ToString() => $"logpool({string.Join(", ", _parts.Zip(_shares, (p, s) => $"{s}: {p}"))})";

    private double Product(double x)
    {
        double sum = 0;
        for (int i = 0; i < _parts.Length; i++) sum += _shares[i] * _parts[i].LogDensity(x);
        return sum;
    }
}
