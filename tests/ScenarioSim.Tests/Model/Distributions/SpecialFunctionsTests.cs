using ScenarioSim.Model.Distributions;
using Xunit;

namespace ScenarioSim.Tests.Model.Distributions;

public class SpecialFunctionsTests
{
    // Integrated in 40 digits.
    [Theory]
    [InlineData(0.5, 0.5, 0.1, 0.20483276469913345)]
    [InlineData(50.0, 2.0, 0.9, 0.030922651243920712)]
    [InlineData(3.0, 2.0, 0.4, 0.17920000000000003)]
    [InlineData(0.3, 0.001, 0.2, 0.002157784797199963)]
    [InlineData(1000.0, 3000.0, 0.26, 0.9270239566004947)]
    [InlineData(0.01, 0.01, 1e-30, 0.25063424798888917)]
    [InlineData(5.0, 1000000.0, 6e-06, 0.7149475152546669)]
    [InlineData(12.0, 8.0, 0.7, 0.8180304933001048)]
    public void The_incomplete_beta_function_is_right(double a, double b, double x, double expected) =>
        Assert.Equal(1, IncompleteBeta.Lower(a, b, x) / expected, 1e-10);

    [Theory]
    [InlineData(0.3, 0.001, 0.14024245892486736, 0.8597575410751326)]
    [InlineData(0.3, 2.0, 0.977974019172853, 0.022025980827147015)]
    [InlineData(5.0, 3.0, 0.18473675547622792, 0.8152632445237721)]
    [InlineData(5.0, 30.0, 0.999999996375699, 3.6243009520614882e-09)]
    [InlineData(0.001, 1e-10, 0.9778006565986258, 0.022199343401374194)]
    [InlineData(1000.0, 900.0, 0.0005499022657117829, 0.9994500977342882)]
    public void The_incomplete_gamma_functions_are_right(double a, double x, double lower, double upper)
    {
        Assert.Equal(1, IncompleteGamma.Lower(a, x) / lower, 1e-9);
        Assert.Equal(1, IncompleteGamma.Upper(a, x) / upper, 1e-9);
    }

    [Theory]
    [InlineData(0.1, 5)]
    [InlineData(0.5, 0.5)]
    [InlineData(50, 2)]
    [InlineData(1e6, 1e6)]
    [InlineData(3, 1e6)]
    public void The_inverse_of_the_incomplete_beta_function_is_right_far_out(double a, double b)
    {
        foreach (double p in new[] { 1e-12, 1e-6, 0.01, 0.3, 0.5 })
        {
            Assert.Equal(1, IncompleteBeta.Lower(a, b, IncompleteBeta.Quantile(a, b, p, 1 - p)) / p, 1e-8);
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(47)]
    [InlineData(1e5)]
    public void The_inverse_of_the_incomplete_gamma_function_is_right_far_out(double a)
    {
        foreach (double p in new[] { 1e-12, 1e-6, 0.01, 0.3, 0.5 })
        {
            Assert.Equal(1, IncompleteGamma.Lower(a, IncompleteGamma.Quantile(a, p, 1 - p)) / p, 1e-8);
            Assert.Equal(1, IncompleteGamma.Upper(a, IncompleteGamma.Quantile(a, 1 - p, p)) / p, 1e-8);
        }
    }

    [Theory]
    [InlineData(1e-17)]
    [InlineData(-1e-9)]
    [InlineData(0.3)]
    public void Small_arguments_keep_their_digits(double x)
    {
        Assert.Equal(1, Precise.ExpM1(Precise.Log1P(x)) / x, 1e-14);
        Assert.Equal(x - x * x / 2 + x * x * x / 3, Precise.Log1P(x), Math.Abs(x * x * x * x));
    }
}
