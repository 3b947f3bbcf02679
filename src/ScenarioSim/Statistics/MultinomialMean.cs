namespace ScenarioSim.Statistics;

/// <summary>The mean of values that runs take with unknown probabilities: the expected value of outcomes, or of the differences in paired worlds.</summary>
/// <remarks>
/// <para>
/// The score interval: a mean mu belongs to it if the observed mean is within z standard errors of it, the error being that of the likeliest
/// probabilities with mean mu. With two values it is Wilson's interval; with the values 1, 0, -1 it is Tango's for the difference of paired
/// proportions (T. Tango, Statistics in Medicine 17, 1998). Unlike the sample's own standard error it does not collapse
/// where some value, or every value but one, has not been seen.
/// </para>
/// <para>
/// The likeliest probabilities are n_k / (n + lambda (v_k - mu)): A. Owen, Empirical Likelihood (2001), section 2.9; what has not been seen has
/// probability 0 unless the mean can only be reached with it.
/// </para>
/// </remarks>
public static class MultinomialMean
{
    private const int Halvings = 60;

    /// <summary>The observed mean and its interval.</summary>
    /// <remarks>For paired worlds: the difference of values of each pair of outcomes, and how many worlds had that pair.</remarks>
    /// <param name="values">The value of each class, also of those that no run fell into.</param>
    /// <param name="counts">How many runs fell into each; at least one in all.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Mean, double Low, double High) Of(IReadOnlyList<double> values, IReadOnlyList<long> counts, double confidence)
    {
        double runs = counts.Sum();
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1, nameof(counts));
        return Within(values, counts, Math.Pow(Levels.Z(confidence), 2) / runs);
    }

    /// <summary>The same where the squared distance may be so many of the variances of a single run.</summary>
    internal static (double Mean, double Low, double High) Within(IReadOnlyList<double> values, IReadOnlyList<long> counts, double errors)
    {
        (double[] distinct, double[] shares) = Classes(values, counts);
        double mean = 0;
        for (int i = 0; i < distinct.Length; i++) mean += distinct[i] * shares[i];
        return (mean, Bound(distinct, shares, mean, distinct[0], errors), Bound(distinct, shares, mean, distinct[^1], errors));
    }

    // The values, each once and rising, and the share of runs that has each.
    private static (double[] Distinct, double[] Shares) Classes(IReadOnlyList<double> values, IReadOnlyList<long> counts)
    {
        List<double> distinct = [];
        List<long> runs = [];
        long all = 0;
        for (int i = 0; i < values.Count; i++)
        {
            int at = 0;
            while (at < distinct.Count && distinct[at] < values[i]) at++;
            if (at == distinct.Count || distinct[at] != values[i])
            {
                distinct.Insert(at, values[i]);
                runs.Insert(at, 0);
            }
            runs[at] += counts[i];
            all += counts[i];
        }
        var shares = new double[runs.Count];
        for (int i = 0; i < shares.Length; i++) shares[i] = runs[i] / (double)all;
        return ([.. distinct], shares);
    }

    // The farthest mean towards an end whose squared distance is at most `errors` of its own variances.
    private static double Bound(double[] values, double[] shares, double mean, double end, double errors)
    {
        (double inside, double outside) = (mean, end);
        for (int i = 0; i < Halvings && inside != outside; i++)
        {
            double mu = inside + (outside - inside) / 2;
            bool within = (mean - mu) * (mean - mu) <= errors * VarianceAt(values, shares, mu);
            if (within) inside = mu;
            else outside = mu;
        }

        return inside;
    }

    // The variance under the likeliest probabilities with mean mu, which lies strictly between the least and the greatest value.
    private static double VarianceAt(double[] values, double[] shares, double mu)
    {
        (double low, double high) = (-1 / (values[^1] - mu), 1 / (mu - values[0]));
        for (int i = 0; i < Halvings; i++)
        {
            double tilt = low + (high - low) / 2;
            if (Sum(values, shares, mu, tilt, 1) > 0) low = tilt;
            else high = tilt;
        }

        // What the seen values cannot balance falls to the unseen end value: its probability is the excess over its distance.
        double at = low + (high - low) / 2;
        double excess = Sum(values, shares, mu, at, 1);
        double far = excess < 0 ? values[^1] - mu : mu - values[0];
        double unseen = (excess < 0 ? shares[^1] : shares[0]) == 0 ? Math.Abs(excess) * far : 0;
        return Sum(values, shares, mu, at, 2) + unseen;
    }

    private static double Sum(double[] values, double[] shares, double mu, double tilt, int power)
    {
        double sum = 0;
        for (int k = 0; k < values.Length; k++)
        {
            if (shares[k] == 0) continue;
            double distance = values[k] - mu;
            sum += shares[k] / (1 + tilt * distance) * (power == 1 ? distance : distance * distance);
        }

        return sum;
    }
}
