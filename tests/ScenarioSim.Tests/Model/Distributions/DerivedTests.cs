using ScenarioSim.Model.Distributions;
using Xunit;

namespace ScenarioSim.Tests.Model.Distributions;

public class DerivedTests
{
    [Fact]
    public void Two_shares_are_the_middle_ninety_percent_of_a_logit_normal() => AssertMiddle<LogitNormal>(MiddleNinety.Between(0.1, 0.4, percentages: true), 0.1, 0.4);

    [Fact]
    public void Two_positive_numbers_are_the_middle_ninety_percent_of_a_lognormal() => AssertMiddle<LogNormal>(MiddleNinety.Between(2, 30), 2, 30);

    [Fact]
    public void Other_numbers_are_the_middle_ninety_percent_of_a_normal()
    {
        AssertMiddle<Normal>(MiddleNinety.Between(-2, 30), -2, 30);
        AssertMiddle<Normal>(MiddleNinety.Between(0, 0.3, percentages: true), 0, 0.3);
    }

    [Fact]
    public void Percentages_up_to_a_hundred_and_over_are_positive_numbers() => AssertMiddle<LogNormal>(MiddleNinety.Between(0.5, 1.2, percentages: true), 0.5, 1.2);

    [Fact]
    public void Two_dates_are_the_middle_ninety_percent_of_a_normal() => AssertMiddle<Normal>(MiddleNinety.Between(86400, 2e6, dates: true), 86400, 2e6);

    [Fact]
    public void Ends_that_no_lognormal_can_span_are_a_problem_but_not_for_dates_or_shares()
    {
        Assert.Equal("1E-30 to 1E+30 is too wide, or too far from 1, for a quantity that is drawn by its logarithm", MiddleNinety.Problem(1e-30, 1e30));
        Assert.Null(MiddleNinety.Problem(1e-30, 1e30, dates: true));
        Assert.Null(MiddleNinety.Problem(0.001, 1000));
    }

    [Fact]
    public void A_pert_is_a_scaled_beta()
    {
        var beta = new Beta(1 + 4 * 0.4, 1 + 4 * 0.6);
        var pert = new Pert(10, 12, 15);
        Assert.Equal(10 + 5 * beta.Quantile(0.3), pert.Quantile(0.3), 1e-12);
        Assert.Equal((10 + 4 * 12 + 15) / 6.0, pert.Mean, 1e-12);
    }

    [Fact]
    public void Quantiles_are_joined_by_straight_lines_whose_outer_slopes_go_on()
    {
        var said = new FromQuantiles([(0.95, 10), (0.05, 1), (0.5, 4)]);
        Assert.Equal(4, said.Quantile(0.5), 1e-12);
        Assert.Equal(2.5, said.Quantile(0.275), 1e-12);
        Assert.Equal(1 - 0.05 * 3 / 0.45, said.Low, 1e-12);
        Assert.Equal(10 + 0.05 * 6 / 0.45, said.High, 1e-12);
        Assert.Equal(0.45 / 6, said.Density(7), 1e-12);
    }

    [Fact]
    public void Equal_quantiles_give_a_value_its_own_probability()
    {
        var said = new FromQuantiles([(0.1, 0), (0.4, 3), (0.6, 3), (0.9, 6)]);
        Assert.False(said.IsContinuous);
        Assert.Equal([3], said.Atoms);
        Assert.Equal(3, said.Quantile(0.5));
        Assert.Equal(0.6, said.Cdf(3), 1e-12);
        Assert.Equal(0.4, said.Below(3), 1e-9);
    }

    [Fact]
    public void A_discrete_distribution_joins_equal_values_and_leaves_out_those_of_no_weight()
    {
        var discrete = new Discrete([3, 1, 2, 3, 9], [1, 1, 1, 1, 0]);
        Assert.Equal([1, 2, 3], discrete.Values);
        Assert.Equal([0.25, 0.25, 0.5], discrete.Probabilities);
        Assert.Equal([1, 2, 3, 3], new[] { 0.2, 0.3, 0.6, 0.999999 }.Select(discrete.Quantile));
        Assert.Equal([0, 0.25, 0.5, 1], new[] { 0.9, 1, 2.5, 3 }.Select(discrete.Cdf));
        Assert.Equal(3, discrete.High);
        Assert.Equal(2.25, discrete.Mean, 1e-12);
    }

    [Fact]
    public void Truncation_keeps_its_digits_far_out()
    {
        var tail = new Truncated(new Normal(0, 1), 6, 20);
        foreach (double p in new[] { 0.001, 0.3, 0.999 })
        {
            // P(6 < Z <= x) / P(6 < Z), each from the lower tail of -Z.
            double expected = (StandardNormal.Cdf(-6) - StandardNormal.Cdf(-tail.Quantile(p))) / StandardNormal.Cdf(-6);
            Assert.Equal(p, expected, 1e-11);
        }

        Assert.Equal(StandardNormal.Density(6) / StandardNormal.Cdf(-6), tail.Mean, 1e-9);
    }

    [Fact]
    public void Truncating_a_discrete_distribution_keeps_the_values_inside()
    {
        var some = new Truncated(new Discrete([1, 2, 3, 4], [1, 1, 2, 4]), 2, 3.5);
        Assert.Equal((2, 3), (some.Low, some.High));
        Assert.Equal([2, 3, 3], new[] { 0.3, 0.4, 0.9 }.Select(some.Quantile));
        Assert.Equal(1.0 / 3, some.Cdf(2), 1e-12);
        Assert.Equal(8.0 / 3, some.Mean, 1e-9);
    }

    [Fact]
    public void A_unit_after_a_distribution_scales_it()
    {
        var days = new Scaled(new Gamma(2, 3), 86400);
        Assert.Equal(6 * 86400, days.Mean, 1e-6);
        Assert.Equal(new Gamma(2, 3).Quantile(0.7) * 86400, days.Quantile(0.7), 1e-6);
        Assert.Equal(0.7, days.Cdf(days.Quantile(0.7)), 1e-12);
        Assert.Equal(1, new Scaled(new Point(0.1), 3).Cdf(new Scaled(new Point(0.1), 3).Quantile(0.5)));
    }

    private static void AssertMiddle<T>(Distribution actual, double low, double high)
    {
        Assert.IsType<T>(actual);
        Assert.Equal(1, actual.Quantile(0.05) / (low == 0 ? actual.Quantile(0.05) : low), 1e-9);
        Assert.Equal(1, actual.Quantile(0.95) / high, 1e-9);
        Assert.Equal(0.05, actual.Cdf(low), 1e-9);
    }
}
