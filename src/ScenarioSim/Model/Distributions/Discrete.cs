namespace ScenarioSim.Model.Distributions;

/// <summary>Some values, each with a probability of its own: numbers, durations, dates, words (by index) or truths (0 and 1).</summary>
public sealed record Discrete : Distribution
{
    // Probability of each value or one below it; the last is infinite, so that no rounding leaves a quantile without a value.
    private readonly double[] _upTo;
    private readonly double[] _values;

    /// <summary>Values with weights; equal values are joined, and those of weight 0 left out.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="weights">A weight for each, 0 or more; normalised.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public Discrete(IReadOnlyList<double> values, IReadOnlyList<double> weights)
    {
        ParameterCheck.Refuse(Problem(values, weights));
        var joined = values.Zip(Shares.Of(weights)).Where(v => v.Second > 0).GroupBy(v => v.First == 0 ? 0 : v.First).OrderBy(g => g.Key).ToArray();
        _values = [.. joined.Select(g => g.Key)];
        Probabilities = [.. joined.Select(g => g.Sum(v => v.Second))];
        double sum = 0;
        _upTo = [.. Probabilities.Select(p => sum += p)];
        _upTo[^1] = double.PositiveInfinity;
    }

    /// <summary>The values, rising.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Their probabilities; the sum is 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <inheritdoc/>
    public override double Mean => Values.Zip(Probabilities).Sum(v => v.First * v.Second);

    /// <inheritdoc/>
    public override double Low => Values[0];

    /// <inheritdoc/>
    public override double High => Values[^1];

    /// <inheritdoc/>
    public override bool IsContinuous => false;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => Values;

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    /// <param name="values">The values.</param>
    /// <param name="weights">As many weights.</param>
    /// <param name="written">The text of value i as the user wrote it; null: the number itself.</param>
    public static string? Problem(IReadOnlyList<double> values, IReadOnlyList<double> weights, Func<int, string>? written = null)
    {
        if (values.Count != weights.Count) return $"there are {values.Count} values but {weights.Count} weights";
        string Say(int i) => written?.Invoke(i) ?? $"{values[i]}";
        for (int i = 0; i < values.Count; i++)
        {
            if (Point.Problem(values[i], _ => Say(i)) is string problem) return problem;
        }

        return Shares.Problem(weights, Say);
    }

    /// <inheritdoc/>
    public override double Quantile(double p) => _values[Rising.FirstAtLeast(_upTo, p)];

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        int count = Rising.CountUpTo(_values, x);
        return count == 0 ? 0 : Math.Min(_upTo[count - 1], 1);
    }

    /// <inheritdoc/>
    public override double Density(double x) => Array.BinarySearch(_values, x) is >= 0 and int at ? Probabilities[at] : 0;

    /// <inheritdoc/>
    public bool Equals(Discrete? other) => other is not null && Values.SequenceEqual(other.Values) && Probabilities.SequenceEqual(other.Probabilities);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values.Count, Values[0], Probabilities[0]);

    /// <inheritdoc/>
    public override string ToString() => $"discrete({string.Join(", ", Values.Zip(Probabilities, (v, p) => $"{v}: {p}"))})";
}
