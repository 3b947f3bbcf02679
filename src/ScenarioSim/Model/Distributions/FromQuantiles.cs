namespace ScenarioSim.Model.Distributions;

/// <summary>What an expert said at some probabilities; the quantile function is linear between them, and the outermost slopes go on to 0% and 100%.</summary>
public sealed record FromQuantiles : Distribution
{
    // The points with those at 0% and 100% put in.
    private readonly double[] _probabilities;
    private readonly double[] _values;

    /// <param name="points">Probabilities in [0, 1] and values that rise with them; two or more, in any order. Equal values give a probability of their own.</param>
    /// <exception cref="ArgumentOutOfRangeException">See <see cref="Problem"/>.</exception>
    public FromQuantiles(IReadOnlyList<(double Probability, double Value)> points)
    {
        ParameterCheck.Refuse(Problem(points));
        Points = [.. points.OrderBy(p => p.Probability)];
        var all = new List<(double Probability, double Value)>(Points);
        if (all[0].Probability > 0) all.Insert(0, (0, At(all[0], all[1], 0)));
        if (all[^1].Probability < 1) all.Add((1, At(all[^1], all[^2], 1)));
        _probabilities = [.. all.Select(p => p.Probability)];
        _values = [.. all.Select(p => p.Value)];
    }

    /// <summary>The points as given, by rising probability.</summary>
    public IReadOnlyList<(double Probability, double Value)> Points { get; }

    /// <inheritdoc/>
    public override double Mean =>
        Enumerable.Range(1, _values.Length - 1).Sum(i => (_probabilities[i] - _probabilities[i - 1]) * (_values[i] + _values[i - 1]) / 2);

    /// <inheritdoc/>
    public override double Low => _values[0];

    /// <inheritdoc/>
    public override double High => _values[^1];

    /// <inheritdoc/>
    public override bool IsContinuous => Atoms.Count == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [.. _values.Where((v, i) => i > 0 && v == _values[i - 1]).Distinct()];

    /// <summary>What is wrong with the parameters, in words, or null.</summary>
    /// <param name="points">The points.</param>
    /// <param name="written">The text of value i as the user wrote it; null: the number itself.</param>
    public static string? Problem(IReadOnlyList<(double Probability, double Value)> points, Func<int, string>? written = null)
    {
        string Say(int i) => written?.Invoke(i) ?? $"{points[i].Value}";
        if (points.Count < 2) return "two quantiles or more are needed";
        for (int i = 0; i < points.Count; i++)
        {
            double p = points[i].Probability;
            if (!(p >= 0 && p <= 1)) return $"the quantile at {p * 100}% lies outside 0% to 100%{(p is > 1 and <= 100 ? $": is `{p}%` meant?" : "")}";
            if (Point.Problem(points[i].Value, _ => Say(i)) is string problem) return problem;
        }

        int[] order = [.. Enumerable.Range(0, points.Count).OrderBy(i => points[i].Probability)];
        foreach ((int a, int b) in order.Zip(order.Skip(1)))
        {
            if (points[a].Probability == points[b].Probability) return $"there are two quantiles at {points[a].Probability * 100}%";
            if (!(points[b].Value >= points[a].Value))
            {
                return $"the quantile at {points[b].Probability * 100}% is {Say(b)}; it has to be at least that at {points[a].Probability * 100}%, {Say(a)}";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override double Quantile(double p)
    {
        int i = Math.Clamp(Rising.FirstAtLeast(_probabilities, p), 1, _probabilities.Length - 1);
        double share = (p - _probabilities[i - 1]) / (_probabilities[i] - _probabilities[i - 1]);
        return Math.Min(_values[i - 1] + share * (_values[i] - _values[i - 1]), _values[i]);
    }

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        if (x < _values[0]) return 0;
        if (x >= _values[^1]) return 1;
        int i = Rising.CountUpTo(_values, x);
        return _probabilities[i - 1] + (x - _values[i - 1]) / (_values[i] - _values[i - 1]) * (_probabilities[i] - _probabilities[i - 1]);
    }

    /// <summary>The density; the probabilities of single values (equal quantiles) are not in it.</summary>
    public override double Density(double x)
    {
        if (x < Low || x >= High) return x == High && IsContinuous ? Density(Math.BitDecrement(x)) : 0;
        int i = Rising.CountUpTo(_values, x);
        return (_probabilities[i] - _probabilities[i - 1]) / (_values[i] - _values[i - 1]);
    }

    /// <inheritdoc/>
    public bool Equals(FromQuantiles? other) => other is not null && Points.SequenceEqual(other.Points);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Points.Count, Points[0], Points[^1]);

    /// <inheritdoc/>
    public override string ToString() => $"quantiles({string.Join(", ", Points.Select(p => $"{p.Probability * 100}%: {p.Value}"))})";

    private static double At((double Probability, double Value) a, (double Probability, double Value) b, double p) =>
        a.Value + (p - a.Probability) * ((b.Value - a.Value) / (b.Probability - a.Probability));
}
