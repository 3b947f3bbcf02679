namespace ScenarioSim.Tests.Statistics;

/// <summary>Random counts for tests of coverage, from fixed seeds.</summary>
internal static class Drawn
{
    /// <summary>A binomial count: by inversion, or by the normal approximation where more than 400 of either kind are expected.</summary>
    public static long Binomial(Random random, long n, double p)
    {
        if (p > 0.5) return n - Binomial(random, n, 1 - p);
        if (n * p > 400) return (long)Math.Clamp(Math.Round(n * p + Math.Sqrt(n * p * (1 - p)) * Normal(random)), 0, n);
        double probability = Math.Pow(1 - p, n);
        double left = random.NextDouble();
        long k = 0;
        while (left > probability && k < n)
        {
            left -= probability;
            probability *= (n - k) / (k + 1.0) * (p / (1 - p));
            k++;
        }

        return k;
    }

    /// <summary>A standard normal number.</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Counts of several classes.</summary>
    public static long[] Multinomial(Random random, long n, params double[] shares)
    {
        var counts = new long[shares.Length];
        double rest = 1;
        for (int i = 0; i < shares.Length - 1; i++)
        {
            counts[i] = Binomial(random, n, Math.Min(shares[i] / rest, 1));
            n -= counts[i];
            rest -= shares[i];
        }

        counts[^1] = n;
        return counts;
    }

    /// <summary>How often an interval holds the truth.</summary>
    public static double Coverage(int seed, int trials, double truth, Func<Random, (double Low, double High)> interval)
    {
        var random = new Random(seed);
        int held = 0;
        for (int i = 0; i < trials; i++)
        {
            (double low, double high) = interval(random);
            if (truth >= low && truth <= high) held++;
        }

        return (double)held / trials;
    }
}
