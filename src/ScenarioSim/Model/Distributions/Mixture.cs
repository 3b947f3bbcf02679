namespace ScenarioSim.Model.Distributions;

/// <summary>Several views pooled linearly: one of the parts, picked by weight. The parts may be constants, discrete or continuous.</summary>
/// <remarks>M. Stone: The opinion pool, Annals of Mathematical Statistics 32 (1961). Quantiles are those of the generalised inverse.</remarks>
public sealed record Mixture : Distribution
{
    private readonly Distribution[] _parts;
    private readonly double[] _shares;
    private readonly double[] _atoms;

    // Whether no part is continuous: then densities are probabilities.
    private readonly bool _discrete;

    /// <param name="parts">What is pooled; one or more.</param>
    /// <param name="weights">A weight for each, 0 or more; normalised. Parts of weight 0 are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Mixture(IReadOnlyList<Distribution> parts, IReadOnlyList<double> weights)
    {
        ParameterCheck.Refuse(Problem(parts, weights));
        var kept = parts.Zip(Distributions.Shares.Of(weights)).Where(p => p.Second > 0).ToArray();
        _parts = [.. kept.Select(p => p.First)];
        _shares = [.. kept.Select(p => p.Second)];
        _atoms = [.. _parts.SelectMany(p => p.Atoms).Distinct().Order()];
        _discrete = _parts.All(p => !p.IsContinuous);
    }

    /// <summary>What is pooled.</summary>
    public IReadOnlyList<Distribution> Parts => _parts;

    /// <summary>The normalised weights.</summary>
    public IReadOnlyList<double> Shares => _shares;

    /// <inheritdoc/>
    public override double Mean => Sum(p => p.Mean);

    /// <inheritdoc/>
    public override double Low => _parts.Min(p => p.Low);

    /// <inheritdoc/>
    public override double High => _parts.Max(p => p.High);

    /// <inheritdoc/>
    public override bool IsContinuous => _atoms.Length == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => _atoms;

    /// <inheritdoc/>
    public override bool HasSlowQuantile => true;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    /// <param name="parts">What is pooled.</param>
    /// <param name="weights">As many weights.</param>
    /// <param name="written">What part i is called; null: the part as it prints itself.</param>
    public static string? Problem(IReadOnlyList<Distribution> parts, IReadOnlyList<double> weights, Func<int, string>? written = null) =>
        parts.Count != weights.Count
            ? $"there are {parts.Count} parts but {weights.Count} weights"
            : Distributions.Shares.Problem(weights, i => written?.Invoke(i) ?? $"{parts[i]}");

    /// <inheritdoc/>
    public override double Quantile(double p)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (Distribution part in _parts) (low, high) = Bracket(low, high, part.Quantile(p));
        return Search(low, high, x => Cdf(x) - p);
    }

    /// <inheritdoc/>
    public override double UpperQuantile(double q)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (Distribution part in _parts) (low, high) = Bracket(low, high, part.UpperQuantile(q));
        return Search(low, high, x => q - Above(x));
    }

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        double sum = 0;
        for (int i = 0; i < _parts.Length; i++) sum += _shares[i] * _parts[i].Cdf(x);
        return Math.Min(sum, 1);
    }

    /// <inheritdoc/>
    public override double Above(double x)
    {
        double sum = 0;
        for (int i = 0; i < _parts.Length; i++) sum += _shares[i] * _parts[i].Above(x);
        return Math.Min(sum, 1);
    }

    /// <summary>
    /// The density; where only some parts are continuous, theirs alone (the probabilities of single values show in <see cref="Cdf"/>);
    /// where none is, the probability of x.
    /// </summary>
    public override double Density(double x)
    {
        double sum = 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            if (_discrete || _parts[i].IsContinuous) sum += _shares[i] * _parts[i].Density(x);
        }

        return sum;
    }

    /// <inheritdoc/>
    public bool Equals(Mixture? other) => other is not null && _parts.SequenceEqual(other._parts) && _shares.SequenceEqual(other._shares);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_parts.Length, _parts[0], _shares[0]);

    /// <inheritdoc/>
    public override string ToString() => $"mixture({string.Join(", ", _parts.Zip(_shares, (p, s) => $"{s}: {p}"))})";

    private double Sum(Func<Distribution, double> of) => _parts.Zip(_shares).Sum(p => p.Second * of(p.First));

    // Every part has reached p at the largest of their quantiles, and none below the least.
    private static (double Low, double High) Bracket(double low, double high, double quantile) => (Math.Min(low, quantile), Math.Max(high, quantile));

    // The least x in low..high where excess (the distribution function less p) is not negative.
    private double Search(double low, double high, Func<double, double> excess)
    {
        if (!(low < high) || excess(low) >= 0) return low;
        foreach (double atom in _atoms)
        {
            if (atom <= low || atom > high) continue;
            if (excess(atom) < 0)
            {
                low = atom;
                continue;
            }

            if (excess(Math.BitDecrement(atom)) < 0) return atom;
            high = Math.BitDecrement(atom);
            break;
        }

        return low < high ? MonotoneRoot.Find(low, high, excess, ContinuousDensity) : high;
    }

    private double ContinuousDensity(double x)
    {
        double sum = 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            if (_parts[i].IsContinuous) sum += _shares[i] * _parts[i].Density(x);
        }

        return sum;
    }
}
