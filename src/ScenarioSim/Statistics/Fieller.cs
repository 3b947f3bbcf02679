namespace ScenarioSim.Statistics;

/// <summary>The interval of a ratio of two means, of pairs from independent replicates.</summary>
/// <remarks>
/// E. Fieller (JRSS B 16, 1954): all ratios r for which numerator - r denominator does not differ from 0 by Student's t. Unlike the interval of the linearised ratio it widens as the denominator comes near 0
/// for how well it is known, and where that may be 0 it has no end.
/// </remarks>
internal static class Fieller
{
    /// <summary>The interval; infinite where the denominators do not tell it.</summary>
    /// <param name="numerators">By replicate.</param>
    /// <param name="denominators">By replicate.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High) Interval(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators, double confidence)
    {
        int count = numerators.Count;
        if (count < 2) return (double.NegativeInfinity, double.PositiveInfinity);
        double above = numerators.Average(), below = denominators.Average();
        if (!(below > 0)) return (double.NegativeInfinity, double.PositiveInfinity);
        // Spreads are taken of what the ratio leaves, which is small where both go together, and of the denominators.
        double ratio = above / below;
        double off = 0, both = 0, squares = 0;
        for (int i = 0; i < count; i++)
        {
            double left = numerators[i] - (ratio * denominators[i]), wide = denominators[i] - below;
            (off, both, squares) = (off + (left * left), both + (left * wide), squares + (wide * wide));
        }
        double t = Levels.T(confidence, count - 1);
        double scale = t * t / (count * (count - 1.0) * below * below);
        // With x = r - ratio: (1 - g) x^2 + 2 b x - c <= 0.
        double g = scale * squares, b = scale * both, c = scale * off;
        if (g >= 1) return (double.NegativeInfinity, double.PositiveInfinity);
        double root = Math.Sqrt(Math.Max(0, (b * b) + ((1 - g) * c)));
        return (ratio + ((-b - root) / (1 - g)), ratio + ((-b + root) / (1 - g)));
    }
}
