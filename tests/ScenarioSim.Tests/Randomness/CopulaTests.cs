using ScenarioSim.Model.Distributions;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

public class CopulaTests
{
    [Fact]
    public void A_possible_matrix_needs_no_factor() => Assert.Null(Copula.Check(Matrix(3, 0.5)));

    [Fact]
    public void An_impossible_matrix_names_the_largest_factor_rounded_down()
    {
        // Three that all run against each other: the normal scores' correlation must stay above -1/2, so the rank's above -(6/pi) asin(1/4) = -0.48259.
        double limit = 6 / Math.PI * Math.Asin(0.25);
        double factor = Copula.Check(Matrix(3, -0.9))!.Value;
        Assert.Equal(Math.Floor(limit / 0.9 * 1000) / 1000, factor);
        Assert.Equal(0.536, factor);
        Assert.NotNull(Copula.Root(Matrix(3, -0.9), factor));
        Assert.Null(Copula.Root(Matrix(3, -0.9), factor + 0.001));
    }

    [Fact]
    public void A_small_factor_keeps_three_digits()
    {
        double factor = Copula.Check(Matrix(60, -0.99))!.Value;
        Assert.InRange(factor, 0.0160, 0.0169);
        Assert.NotNull(Copula.Root(Matrix(60, -0.99), factor));
        Assert.Null(Copula.Root(Matrix(60, -0.99), factor + 0.0001));
    }

    [Fact]
    public void The_root_times_itself_gives_the_scores_correlations()
    {
        double[,] ranks = { { 1, 0.3, -0.2 }, { 0.3, 1, 0.6 }, { -0.2, 0.6, 1 } };
        double[,] root = Copula.Root(ranks)!;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double sum = Enumerable.Range(0, 3).Sum(k => root[i, k] * root[j, k]);
                Assert.Equal(i == j ? 1 : 2 * Math.Sin(Math.PI * ranks[i, j] / 6), sum, 1e-14);
            }
        }
    }

    private static double[,] Matrix(int n, double rank)
    {
        var ranks = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) ranks[i, j] = i == j ? 1 : rank;
        }

        return ranks;
    }
}
