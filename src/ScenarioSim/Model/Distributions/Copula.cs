namespace ScenarioSim.Model.Distributions;

/// <summary>Rank correlations by a Gaussian copula: normal scores with the right correlations, turned back into probabilities.</summary>
/// <remarks>
/// K. Pearson: On further methods of determining correlation (1907): normal scores with correlation 2 sin(pi rho / 6) have Spearman's rank correlation rho.
/// </remarks>
public static class Copula
{
    // A pivot below this is zero but for rounding.
    private const double LeastPivot = 1e-10;

    /// <summary>The correlation of normal scores that gives a Spearman rank correlation.</summary>
    /// <param name="rank">In [-1, 1].</param>
    public static double Pearson(double rank) => 2 * Math.Sin(Math.PI * rank / 6);

    /// <summary>
    /// Null where the normal scores' matrix is positive definite; else the largest factor on all rank correlations that makes it so,
    /// rounded down to three digits.
    /// </summary>
    /// <param name="ranks">Symmetric, ones on the diagonal, all others strictly between -1 and 1.</param>
    public static double? Check(double[,] ranks)
    {
        if (Root(ranks) is not null) return null;
        double good = 0;
        double bad = 1;
        for (int i = 0; i < 60; i++)
        {
            double factor = (good + bad) / 2;
            if (Root(ranks, factor) is null) bad = factor;
            else good = factor;
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(good)) - 2);
        double digits = Math.Floor(good / unit + 1e-9);
        while (Root(ranks, digits * unit) is null) digits--;
        return Math.Round(digits * unit, 15);
    }

    /// <summary>The same for the correlations of a scenario.</summary>
    public static double? Check(IReadOnlyList<Correlation> correlations) => Check(Ranks(correlations, Members(correlations)));

    /// <summary>The assumptions that are correlated with any other, rising.</summary>
    public static int[] Members(IReadOnlyList<Correlation> correlations) => [.. correlations.SelectMany(c => new[] { c.First, c.Second }).Distinct().Order()];

    /// <summary>The matrix of rank correlations among some assumptions.</summary>
    /// <param name="correlations">Each pair at most once.</param>
    /// <param name="members">All that occur in them, rising.</param>
    public static double[,] Ranks(IReadOnlyList<Correlation> correlations, int[] members)
    {
        var ranks = new double[members.Length, members.Length];
        for (int i = 0; i < members.Length; i++) ranks[i, i] = 1;
        foreach (Correlation c in correlations)
        {
            int first = Array.BinarySearch(members, c.First);
            int second = Array.BinarySearch(members, c.Second);
            ranks[first, second] = ranks[second, first] = c.Rank;
        }

        return ranks;
    }

    /// <summary>The lower triangular L with L L' = the normal scores' correlations, or null where they are not positive definite.</summary>
    /// <param name="ranks">The rank correlations: symmetric, ones on the diagonal, all others strictly between -1 and 1.</param>
    /// <param name="factor">What to multiply them by.</param>
    public static double[,]? Root(double[,] ranks, double factor = 1)
    {
        int n = ranks.GetLength(0);
        var root = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = i == j ? 1 : Pearson(factor * ranks[i, j]);
                for (int k = 0; k < j; k++) rest -= root[i, k] * root[j, k];
                if (i == j && rest < LeastPivot) return null;
                root[i, j] = i == j ? Math.Sqrt(rest) : rest / root[j, j];
            }
        }

        return root;
    }
}
