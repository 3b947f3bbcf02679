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
/// <para>
/// Where the least or the greatest values are rarer together than <see cref="Proportion"/> asks of a score interval, that would miss too often: a catastrophe seen once, or not at all.
/// Then such a tail's share has its exact interval, what is more of it counts with the tail's farthest value, and the distances of the tails and of the mean of all else are put together
/// by square and add (<see cref="UnpairedDifference"/>). The wider of both intervals is taken.
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
        return Of(values, counts, Math.Pow(Levels.Z(confidence), 2) / runs, runs, confidence);
    }

    /// <summary>The same where runs depend on each other.</summary>
    /// <param name="values">As above.</param>
    /// <param name="counts">As above.</param>
    /// <param name="errors">How many variances of a single run the squared distance may be.</param>
    /// <param name="worth">How many independent runs tell as much about a rare value.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    internal static (double Mean, double Low, double High) Of(IReadOnlyList<double> values, IReadOnlyList<long> counts, double errors, double worth, double confidence)
    {
        (double[] distinct, double[] shares) = Classes(values, counts);
        double mean = Mean(distinct, shares);
        double low = Bound(distinct, shares, mean, distinct[0], errors), high = Bound(distinct, shares, mean, distinct[^1], errors);
        (double below, double above) = ByTails(distinct, shares, mean, errors, worth, confidence);
        return (mean, Math.Max(distinct[0], Math.Min(low, mean - below)), Math.Min(distinct[^1], Math.Max(high, mean + above)));
    }

    // How far the mean can be below and above what was observed, because of values at the ends that were met too seldom; 0 without such.
    private static (double Below, double Above) ByTails(double[] values, double[] shares, double mean, double errors, double worth, double confidence)
    {
        double large = Proportion.Large(Levels.Z(confidence)) / worth;
        // Of few runs all values were met too seldom: what the tails are told from is the commonest.
        int from = 0, to = values.Length, commonest = Array.IndexOf(shares, shares.Max());
        double least = 0, greatest = 0;
        while (from < commonest && least + shares[from] < large) least += shares[from++];
        while (to > commonest + 1 && greatest + shares[to - 1] < large) greatest += shares[--to];
        if (from == 0 && to == values.Length) return (0, 0);
        double rest = shares[from..to].Sum();
        double[] usual = values[from..to], likely = Array.ConvertAll(shares[from..to], s => s / rest);
        double middle = rest > 0 ? Mean(usual, likely) : mean;
        double down = rest > 0 ? rest * (middle - Bound(usual, likely, middle, usual[0], errors / rest)) : 0;
        double up = rest > 0 ? rest * (Bound(usual, likely, middle, usual[^1], errors / rest) - middle) : 0;
        (double moreBelow, double lessBelow) = Tail(values[..from], shares[..from], least, middle, worth, confidence);
        (double moreAbove, double lessAbove) = Tail(values[to..], shares[to..], greatest, middle, worth, confidence);
        return (Math.Sqrt((down * down) + (moreBelow * moreBelow) + (lessAbove * lessAbove)), Math.Sqrt((up * up) + (moreAbove * moreAbove) + (lessBelow * lessBelow)));
    }

    // By how much the mean is off if there is more of a tail than was met, or less.
    private static (double More, double Less) Tail(double[] values, double[] shares, double share, double middle, double worth, double confidence)
    {
        if (values.Length == 0) return (0, 0);
        (double low, double high) = Proportion.Interval(share * worth, worth, confidence);
        double farthest = Math.Max(Math.Abs(values[0] - middle), Math.Abs(values[^1] - middle));
        double usual = share > 0 ? Math.Abs((Mean(values, shares) / share) - middle) : 0;
        return (farthest * Math.Max(0, high - share), usual * Math.Max(0, share - low));
    }

    private static double Mean(double[] values, double[] shares)
    {
        double mean = 0;
        for (int i = 0; i < values.Length; i++) mean += values[i] * shares[i];
        return mean;
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
