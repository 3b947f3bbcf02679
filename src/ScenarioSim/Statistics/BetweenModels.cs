using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;

namespace ScenarioSim.Statistics;

/// <summary>The spread of something between models, each of which was simulated for itself: what chance adds to it is taken out.</summary>
/// <remarks>
/// <para>
/// With m models and runs of each, the variance of the models' means is that between models plus the mean variance of such a mean by chance; the second is known from within the models and taken off
/// (one-way analysis of variance with random effects: S. Searle, G. Casella, C. McCulloch: Variance Components, 1992, chapter 3).
/// </para>
/// <para>
/// The means themselves are then drawn towards their mean until their variance is what is left: such estimates have mean and variance of the true ones together, which best guesses for each by itself have not
/// (T. Louis, JASA 79, 1984; M. Ghosh, JASA 87, 1992). Where models differ far more than chance makes them, that changes little.
/// </para>
/// <para>The variance between models is about the mean over the models of (their mean - the mean of all)^2 - what chance adds: its interval is the normal one of that mean, whatever the distributions are.</para>
/// The interval of a quantile is that between order statistics of these models, which holds where there is no chance, and beside it what chance leaves open: their mean, by the root of its mean variance v over m,
/// and their deviation s, by that of the variance of s², which is (2 v² + 4 v s²) / m where all is normal; a quantile of a normal law is as many deviations from its mean as its score says. Both together are the root of their squares.
/// <para>Of shares that few runs of a model have, or nearly all, counts tell no shape by that: their quantiles have bounds that hold whatever the law is (<see cref="MixtureQuantiles"/>), and no better figure than these.</para>
/// </remarks>
internal static class BetweenModels
{
    /// <summary>How many models stand for all.</summary>
    public const int Dots = 20;

    // With fewer hits a model, or misses, its counts are far from normal, and drawing them together gives back no quantiles.
    private const double FewHits = 10;

    /// <summary>The spread between models.</summary>
    /// <param name="of">What it is of.</param>
    /// <param name="name">Its name.</param>
    /// <param name="means">The mean of each model; two or more.</param>
    /// <param name="noises">An unbiased estimate of the variance that each of these means has by chance.</param>
    /// <param name="least">The least that a mean can be.</param>
    /// <param name="greatest">The greatest.</param>
    /// <param name="confidence">The level of the intervals, in (0, 1).</param>
    /// <param name="hits">Of a share, how many runs of each model had it; null for anything else.</param>
    /// <param name="each">How many runs each model had.</param>
    /// <param name="lumps">Whether many models may be alike to the last bit, as those with one value of a discrete assumption: chance then spreads each lump, and drawing all together does not take that back.</param>
    public static Doubt Of(SwingOf of, string name, ReadOnlySpan<double> means, ReadOnlySpan<double> noises, double least, double greatest, double confidence, int[]? hits = null, int each = 0, bool lumps = false)
    {
        double mean = 0, noise = 0, squares = 0;
        // From the first, so that where all are alike they are their mean to the last bit.
        for (int i = 0; i < means.Length; i++) (mean, noise) = (mean + ((means[i] - means[0]) / means.Length), noise + (noises[i] / noises.Length));
        mean = Math.Clamp(means[0] + mean, least, greatest);
        foreach (double m in means) squares += (m - mean) * (m - mean);
        double all = squares / (means.Length - 1);
        double between = Math.Max(0, all - noise);
        double kept = all > 0 ? Math.Sqrt(between / all) : 0;
        var models = new double[means.Length];
        for (int i = 0; i < means.Length; i++) models[i] = Math.Clamp(mean + (kept * (means[i] - mean)), least, greatest);
        Array.Sort(models);
        double margin = Margin(means, noises, mean, confidence);
        Bin[] bins = [.. models.Select(m => new Bin(m, m, 1))];
        double score = Levels.Z(confidence);
        double ofMean = score * Math.Sqrt(noise / means.Length);
        double ofSquare = score * Math.Sqrt(((2 * noise * noise) + (4 * noise * between)) / means.Length);
        double deviation = Math.Sqrt(between), more = Math.Sqrt(between + ofSquare) - deviation, less = deviation - Math.Sqrt(Math.Max(0, between - ofSquare));
        MixtureQuantiles? mixture = null;
        DoubtQuantile Quantile(double p)
        {
            (double value, double away) = (At(models, p), StandardNormal.Quantile(p));
            if (hits is not null && each * value * (1 - value) < FewHits)
            {
                (double lowest, double highest) = (mixture ??= new MixtureQuantiles(hits, each, confidence)).Quantile(p);
                return new DoubtQuantile(p, Math.Clamp(value, lowest, highest), lowest, highest) { IsOpen = true };
            }
            (double low, double high) = Quantiles.Interval(bins, p, confidence);
            double below = Math.Abs(away) * (away < 0 ? more : less), above = Math.Abs(away) * (away < 0 ? less : more);
            var quantile = new DoubtQuantile(p, value, value - Beside(value - low, ofMean, below), value + Beside(high - value, ofMean, above));
            if (hits is null || !lumps) return quantile;
            (double outerLow, double outerHigh) = (mixture ??= new MixtureQuantiles(hits, each, confidence)).Quantile(p);
            return quantile with { Low = Math.Min(quantile.Low, outerLow), High = Math.Max(quantile.High, outerHigh) };
        }
        return new Doubt(
            of, name, mean, deviation,
            Rising([.. MeasureResult.Probabilities.Select(p => Quantile(p).Within(least, greatest))]),
            [.. Enumerable.Range(0, Dots).Select(i => At(models, (i + 0.5) / Dots))])
        {
            DeviationLow = Math.Sqrt(Math.Max(0, all - noise - margin)),
            DeviationHigh = all > 0 ? Math.Sqrt(Math.Max(0, all - noise + margin)) : double.PositiveInfinity,
        };
    }

    // Quantiles of two kinds may cross where they meet; those of a law never do.
    private static DoubtQuantile[] Rising(DoubtQuantile[] quantiles)
    {
        for (int i = 1; i < quantiles.Length; i++)
        {
            double value = Math.Max(quantiles[i - 1].Value, quantiles[i].Value);
            quantiles[i] = quantiles[i] with { Value = value, Low = Math.Min(value, Math.Max(quantiles[i - 1].Low, quantiles[i].Low)), High = Math.Max(quantiles[i].High, quantiles[i - 1].High) };
        }
        return quantiles;
    }

    // Half the width of the interval of the variance between models.
    private static double Margin(ReadOnlySpan<double> means, ReadOnlySpan<double> noises, double mean, double confidence)
    {
        double sum = 0, squares = 0;
        for (int i = 0; i < means.Length; i++) sum += ((means[i] - mean) * (means[i] - mean)) - noises[i];
        double centre = sum / means.Length;
        for (int i = 0; i < means.Length; i++)
        {
            double off = ((means[i] - mean) * (means[i] - mean)) - noises[i] - centre;
            squares += off * off;
        }
        return Levels.Z(confidence) * Math.Sqrt(squares / (means.Length - 1) / means.Length);
    }

    private static double Beside(double one, double other, double third) => Math.Sqrt((one * one) + (other * other) + (third * third));

    // Where there is no bound, there stays none.
    private static DoubtQuantile Within(this DoubtQuantile quantile, double least, double greatest) => quantile with
    {
        Low = double.IsFinite(quantile.Low) ? Math.Max(least, quantile.Low) : quantile.Low,
        High = double.IsFinite(quantile.High) ? Math.Min(greatest, quantile.High) : quantile.High,
    };

    // The least of them that at least a share p are not above.
    private static double At(double[] rising, double p) => rising[Math.Clamp((int)Math.Ceiling(p * rising.Length) - 1, 0, rising.Length - 1)];
}
