using ScenarioSim.Model.Distributions;
using Xunit;

namespace ScenarioSim.Tests.Model.Distributions;

public class PooledTests
{
    private static readonly double[] s_levels = [1e-6, 0.01, 0.2, 0.5, 0.8, 0.99, 1 - 1e-6];

    [Theory]
    [InlineData(0, 1, 0, 2, 1, 1)]
    [InlineData(0, 1, 100, 3, 2, 5)]
    public void The_log_pool_of_normals_is_the_normal_with_their_weighted_precision(double m1, double s1, double m2, double s2, double w1, double w2)
    {
        double precision = (w1 / (s1 * s1) + w2 / (s2 * s2)) / (w1 + w2);
        double mean = (w1 * m1 / (s1 * s1) + w2 * m2 / (s2 * s2)) / (w1 + w2) / precision;
        AssertSame(new Normal(mean, 1 / Math.Sqrt(precision)), new LogPool([new Normal(m1, s1), new Normal(m2, s2)], [w1, w2]));
    }

    [Fact]
    public void The_log_pool_of_betas_is_the_beta_with_their_weighted_shapes()
    {
        AssertSame(new Beta(2.5, 3), new LogPool([new Beta(3, 2), new Beta(2, 4)], [1, 1]));
        AssertSame(new Beta(0.5, 0.5), new LogPool([new Beta(0.4, 0.7), new Beta(0.6, 0.3)], [1, 1]));
    }

    [Fact]
    public void The_log_pool_of_gammas_is_the_gamma_with_weighted_shape_and_rate() =>
        AssertSame(new Gamma(3, 1 / (0.5 / 2 + 0.5 / 6)), new LogPool([new Gamma(2, 2), new Gamma(4, 6)], [3, 3]));

    [Fact]
    public void What_one_part_excludes_the_log_pool_excludes() =>
        AssertSame(new Uniform(0.3, 0.4), new LogPool([new Uniform(0.2, 0.4), new Uniform(0.3, 0.6)], [1, 2]));

    [Fact]
    public void The_log_pool_of_different_families_is_the_scaled_product_of_their_densities()
    {
        Distribution[] parts = [new Triangular(0, 1, 3), new Pert(1, 2, 5), new LogNormal(0.5, 0.4)];
        double Product(double x) => Math.Pow(parts[0].Density(x), 0.25) * Math.Pow(parts[1].Density(x), 0.25) * Math.Pow(parts[2].Density(x), 0.5);
        double Integral(double to) => Quadrature.Integrate(Product, 1, to, 1e-13, 60);
        var pool = new LogPool(parts, [1, 1, 2]);
        Assert.Equal((1.0, 3.0), (pool.Low, pool.High));
        foreach (double x in new[] { 1.001, 1.2, 1.5, 2, 2.5, 2.99 })
        {
            Assert.Equal(Integral(x) / Integral(3), pool.Cdf(x), 1e-8);
            Assert.Equal(Product(x) / Integral(3), pool.Density(x), 1e-6);
        }
    }

    [Fact]
    public void A_mixture_adds_up_its_parts()
    {
        var mixture = new Mixture([new Beta(3, 2), new Normal(1, 2), new Uniform(0, 4)], [1, 2, 5]);
        foreach (double x in new[] { -3, 0.2, 0.9, 1.5, 3.9, 6 })
        {
            Assert.Equal((new Beta(3, 2).Cdf(x) + 2 * new Normal(1, 2).Cdf(x) + 5 * new Uniform(0, 4).Cdf(x)) / 8, mixture.Cdf(x), 1e-14);
            Assert.Equal((new Beta(3, 2).Density(x) + 2 * new Normal(1, 2).Density(x) + 5 * new Uniform(0, 4).Density(x)) / 8, mixture.Density(x), 1e-14);
        }

        Assert.Equal((0.6 + 2 + 10) / 8, mixture.Mean, 1e-12);
    }

    [Fact]
    public void The_quantile_of_a_mixture_stops_at_a_gap_and_at_a_value_with_its_own_probability()
    {
        var gap = new Mixture([new Uniform(0, 1), new Uniform(5, 6)], [1, 1]);
        Assert.Equal(1, gap.Quantile(0.5), 1e-12);
        Assert.True(gap.Quantile(0.5 + 1e-9) >= 5);

        var point = new Mixture([new Uniform(0, 2), new Point(1)], [1, 1]);
        Assert.Equal(1 - 1e-9, point.Quantile(0.25 - 2.5e-10), 1e-12);
        Assert.Equal(1, point.Quantile(0.2500001));
        Assert.Equal(1, point.Quantile(0.7499999));
        Assert.Equal(1.5, point.Quantile(0.875), 1e-12);
    }

    [Fact]
    public void A_mixture_of_constants_is_a_discrete_distribution()
    {
        var mixture = new Mixture([new Point(3), new Point(1), new Point(2)], [1, 1, 2]);
        Assert.Equal([1, 2, 2, 3], new[] { 0.25, 0.26, 0.75, 0.76 }.Select(mixture.Quantile));
        Assert.Equal(0.5, mixture.Density(2));
    }

    private static void AssertSame(Distribution expected, Distribution actual)
    {
        double spread = expected.Quantile(0.9) - expected.Quantile(0.1);
        foreach (double p in s_levels)
        {
            double x = expected.Quantile(p);
            Assert.Equal(x, actual.Quantile(p), 1e-7 * spread);
            Assert.Equal(p, actual.Cdf(x), 1e-8);
            Assert.Equal(1, actual.Density(x) / expected.Density(x), 1e-7);
        }

        Assert.Equal(expected.Mean, actual.Mean, 1e-7 * spread);
    }
}
