using ScenarioSim.Model;

namespace ScenarioSim.Language;

/// <summary>Whether rank correlations can hold together.</summary>
internal static class CorrelationMatrix
{
    /// <summary>
    /// Null where the matrix of the Gaussian copula (r = 2 sin(pi rho / 6); docs/language.md, section 5) is positive definite;
    /// otherwise the largest factor, rounded down to three digits, on all rank correlations with which it is.
    /// </summary>
    public static double? LargestFactor(IReadOnlyList<Correlation> correlations)
    {
        if (IsPositiveDefinite(correlations, 1)) return null;
        int low = 0;
        int high = 1000;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (IsPositiveDefinite(correlations, middle / 1000.0)) low = middle;
            else high = middle;
        }
        return low / 1000.0;
    }

    // Cholesky, over the assumptions that are correlated with any: the others do not matter.
    private static bool IsPositiveDefinite(IReadOnlyList<Correlation> correlations, double factor)
    {
        int[] members = [.. correlations.SelectMany(c => new[] { c.First, c.Second }).Distinct().Order()];
        int n = members.Length;
        double[,] m = new double[n, n];
        for (int i = 0; i < n; i++) m[i, i] = 1;
        foreach (var c in correlations)
        {
            (int i, int j) = (Array.IndexOf(members, c.First), Array.IndexOf(members, c.Second));
            m[i, j] = m[j, i] = 2 * Math.Sin(Math.PI * factor * c.Rank / 6);
        }
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < j; k++) m[j, j] -= m[j, k] * m[j, k];
            if (m[j, j] <= 1e-12) return false;
            m[j, j] = Math.Sqrt(m[j, j]);
            for (int i = j + 1; i < n; i++)
            {
                for (int k = 0; k < j; k++) m[i, j] -= m[i, k] * m[j, k];
                m[i, j] /= m[j, j];
            }
        }
        return true;
    }
}
