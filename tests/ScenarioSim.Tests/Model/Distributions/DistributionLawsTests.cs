using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Model.Distributions;

public class DistributionLawsTests
{
    [Property(MaxTest = 400)]
    public Property A_quantile_is_the_least_value_that_reaches_its_probability() => ForAll(AnyDistribution.Any, (d, p) =>
    {
        double x = d.Quantile(p);
        return d.Cdf(x) >= p - 1e-9 && d.Below(Inwards(d, x)) <= p + 1e-9;
    });

    [Property(MaxTest = 300)]
    public Property The_distribution_function_undoes_the_quantile_where_there_is_a_density() =>
        ForAll(AnyDistribution.Plain, (d, p) => Math.Abs(d.Cdf(d.Quantile(p)) - p) < 1e-9);

    [Property(MaxTest = 300)]
    public Property The_upper_quantile_is_as_exact_above_as_the_quantile_is_below() => ForAll(AnyDistribution.Plain, (d, p) =>
    {
        double q = p * 1e-6;
        double x = d.UpperQuantile(q);
        // Next to an end that is not 0 a double cannot say how near it is.
        double grain = d.Density(x) * Math.BitIncrement(Math.Abs(x)) - d.Density(x) * Math.Abs(x);
        // Both ways take a handful of roundings at the size of x, each worth up to a grain.
        return double.IsInfinity(d.Density(x)) || Math.Abs(d.Above(x) - q) <= 1e-6 * q + 16 * grain + 1e-15 * d.Cdf(x) * (d is Uniform or FromQuantiles or Triangular ? 4 : 0);
    });

    [Property(MaxTest = 400)]
    public Property Quantiles_rise_and_stay_in_range() => ForAll(AnyDistribution.Any, (d, p) =>
    {
        double x = d.Quantile(p);
        return x >= d.Low && x <= d.High && d.Quantile(Math.Min(p * 1.01, 1 - 1e-12)) >= x && double.IsFinite(x);
    });

    [Property(MaxTest = 150)]
    public Property The_mean_is_the_integral_of_the_quantile_function() => ForAll(AnyDistribution.Any, (d, _) =>
    {
        double spread = d.Quantile(0.99) - d.Quantile(0.01);
        return Math.Abs(IntegralOfQuantiles(d) - d.Mean) <= 2e-3 * spread + 1e-6 * Math.Abs(d.Mean);
    });

    [Property(MaxTest = 200)]
    public Property The_density_adds_up_to_the_distribution_function() => ForAll(AnyDistribution.Plain, (d, _) =>
    {
        // In two parts: where quantiles were given, the density jumps at the median.
        (double low, double middle, double high) = (d.Quantile(0.2), d.Quantile(0.5), d.Quantile(0.85));
        return Math.Abs(Quadrature.Integrate(d.Density, low, middle, 1e-12) - 0.3) < 1e-7
            && Math.Abs(Quadrature.Integrate(d.Density, middle, high, 1e-12) - 0.35) < 1e-7;
    });

    [Property(MaxTest = 200)]
    public Property The_logarithm_of_the_density_is_just_that() => ForAll(AnyDistribution.Plain, (d, p) =>
        Math.Abs(d.LogDensity(d.Quantile(p)) - Math.Log(d.Density(d.Quantile(p)))) < 1e-9);

    [Property(MaxTest = 200)]
    public Property What_is_above_and_what_is_not_add_up_to_one() => ForAll(AnyDistribution.Any, (d, p) =>
        Math.Abs(d.Cdf(d.Quantile(p)) + d.Above(d.Quantile(p)) - 1) < 1e-9);

    [Fact]
    public void Distributions_with_the_same_parameters_are_equal()
    {
        Func<Distribution>[] all =
        [
            () => new Point(1), () => new Uniform(0, 1), () => new Pert(0, 1, 2), () => new Triangular(0, 1, 2), () => new Beta(3, 2), () => new Normal(0, 1),
            () => new LogNormal(0, 1), () => new LogitNormal(0, 1), () => new Gamma(2, 3), () => new Exponential(2), () => new Discrete([2, 1], [1, 1]),
            () => new FromQuantiles([(0.1, 1), (0.9, 2)]), () => new Truncated(new Normal(0, 1), 0, 1), () => new Scaled(new Beta(3, 2), 7),
            () => new Mixture([new Point(1), new Beta(3, 2)], [1, 2]), () => new LogPool([new Beta(2, 2), new Beta(3, 2)], [1, 2]),
        ];
        for (int i = 0; i < all.Length; i++)
        {
            for (int j = 0; j < all.Length; j++) Assert.Equal(i == j, all[i]().Equals(all[j]()));
            Assert.Equal(all[i]().GetHashCode(), all[i]().GetHashCode());
        }
    }

    // Midpoints of strips of equal width in each halving of the distance to 0 and to 1.
    private static double IntegralOfQuantiles(Distribution d)
    {
        const int strips = 200;
        var table = new QuantileTable(d);
        double sum = 0;
        for (int halving = 1; halving < 45; halving++)
        {
            double width = Math.ScaleB(0.5, -halving) / strips;
            for (int i = 0; i < strips; i++)
            {
                double p = Math.ScaleB(0.5, -halving) + (i + 0.5) * width;
                sum += width * (table.Quantile(p) + table.Quantile(1 - p));
            }
        }

        return sum;
    }

    // Just below a value: a continuous distribution function is looked at a little lower, where rounding cannot have carried it up.
    private static double Inwards(Distribution d, double x) => d.IsContinuous ? x - Math.Abs(x) * 1e-12 : x;

    private static Property ForAll(Gen<Distribution> distributions, Func<Distribution, double, bool> law) =>
        Prop.ForAll(distributions.ToArbitrary(), AnyDistribution.Probability.ToArbitrary(), law);
}
