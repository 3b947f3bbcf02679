using ScenarioSim.Model.Distributions;
using Xunit;

namespace ScenarioSim.Tests.Model.Distributions;

public class StandardNormalTests
{
    // erfc(-z / sqrt 2) / 2 in 40 digits, rounded.
    [Theory]
    [InlineData(-37.0, 5.725571222524577e-300)]
    [InlineData(-20.0, 2.7536241186062337e-89)]
    [InlineData(-8.0, 6.220960574271784e-16)]
    [InlineData(-5.7, 5.990371401063528e-09)]
    [InlineData(-5.6, 1.071759025831093e-08)]
    [InlineData(-3.0, 0.0013498980316300946)]
    [InlineData(-1.0, 0.15865525393145705)]
    [InlineData(-0.67, 0.2514288950953101)]
    [InlineData(-0.3, 0.3820885778110474)]
    [InlineData(0.0, 0.5)]
    [InlineData(0.3, 0.6179114221889527)]
    [InlineData(1.0, 0.8413447460685429)]
    [InlineData(3.0, 0.9986501019683699)]
    [InlineData(5.7, 0.9999999940096286)]
    [InlineData(8.0, 0.9999999999999993)]
    public void The_distribution_function_is_right_to_the_last_digits(double z, double p) => AssertNear(p, StandardNormal.Cdf(z), 4e-16);

    [Theory]
    [InlineData(1e-300, -37.0470962993612)]
    [InlineData(1e-20, -9.262340089798407)]
    [InlineData(1e-09, -5.9978070150076865)]
    [InlineData(0.001, -3.0902323061678136)]
    [InlineData(0.07, -1.4757910281791706)]
    [InlineData(0.3, -0.5244005127080408)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.6, 0.2533471031357997)]
    [InlineData(0.93, 1.475791028179171)]
    [InlineData(0.999, 3.090232306167813)]
    public void The_quantile_is_right_to_the_last_digits(double p, double z) => AssertNear(z, StandardNormal.Quantile(p), 8e-16);

    [Fact]
    public void The_two_undo_each_other_over_the_whole_range()
    {
        for (double z = -37; z < 8; z += 0.0137) AssertNear(z, StandardNormal.Quantile(StandardNormal.Cdf(z)), z < 0 ? 1e-14 : 1e-15 / StandardNormal.Density(z) / z);
    }

    [Fact]
    public void The_ends_are_infinite()
    {
        Assert.Equal(double.NegativeInfinity, StandardNormal.Quantile(0));
        Assert.Equal(double.PositiveInfinity, StandardNormal.Quantile(1));
        Assert.Equal(0, StandardNormal.Cdf(double.NegativeInfinity));
        Assert.Equal(1, StandardNormal.Cdf(double.PositiveInfinity));
    }

    private static void AssertNear(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected) + 1e-16, $"{actual:R} is not {expected:R}");
}
