using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

/// <summary>Thresholds of which something is known already.</summary>
public class ConditionalThresholdTests
{
    private const double Unit = Hazard.Units;

    [Fact]
    public void Above_what_has_been_used_up_a_threshold_is_exponential_again() =>
        Assert.Equal((5 * Unit) + Hazard.Threshold(0.37), Hazard.Threshold(0.37, 5 * Unit, double.PositiveInfinity));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.5, 0.75)]
    [InlineData(0, 1e-4)]
    [InlineData(1, 1 + 1e-9)]
    public void Between_two_bounds_it_has_the_law_of_an_exponential_number_that_lies_there(double above, double most)
    {
        double a = Math.Floor(above * Unit), b = Math.Floor(most * Unit);
        foreach (double uniform in new[] { 1e-9, 0.01, 0.3, 0.5, 0.9, 1 - 1e-9 })
        {
            double x = Hazard.Threshold(uniform, a, b);
            Assert.InRange(x, a + 1, b);
            double survival = (Math.Exp(-(x - a) / Unit) - Math.Exp(-(b - a) / Unit)) / (1 - Math.Exp(-(b - a) / Unit));
            if (b - a > 1e9) Assert.Equal(uniform, survival, 1e-4);
        }
    }
}
