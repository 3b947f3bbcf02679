using ScenarioSim.Analysis;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Exact;

/// <summary>Weights with which polynomials in the assumptions come out right.</summary>
public class CalibrationTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 64)]
    [InlineData(3, 128)]
    public void Weights_sum_to_one_and_low_polynomials_have_their_means(int assumptions, int points)
    {
        Distribution[] uniform = [.. Enumerable.Repeat(new Uniform(0, 1), assumptions)];
        var sequence = new Sobol(assumptions, 7, 0);
        double[] weights = new Calibration(uniform).Weights(sequence, points, TestContext.Current.CancellationToken);
        Assert.Equal(1, weights.Sum(), 1e-12);
        double linear = 0, square = 0;
        var at = new double[assumptions];
        for (int p = 0; p < points; p++)
        {
            sequence.Point(p, at);
            linear += weights[p] * at[0];
            square += weights[p] * at[^1] * at[0];
        }
        Assert.Equal(0.5, linear, 1e-10);
        Assert.Equal(assumptions == 1 ? 1.0 / 3 : 0.25, square, 1e-10);
    }

    [Fact]
    public void A_polynomial_that_the_points_do_not_tell_from_others_is_left_out()
    {
        // All the values of the second are those of the first.
        double[] weights = new Calibration([new Uniform(0, 1), new Uniform(3, 3.0000000001)]).Weights(new Sobol(2, 3, 0), 8, TestContext.Current.CancellationToken);
        Assert.All(weights, w => Assert.True(double.IsFinite(w)));
        Assert.Equal(1, weights.Sum(), 1e-12);
    }

    [Fact]
    public void Many_assumptions_take_no_more_polynomials_than_can_be_fitted()
    {
        Distribution[] uniform = [.. Enumerable.Repeat(new Uniform(0, 1), 12)];
        double[] weights = new Calibration(uniform).Weights(new Sobol(12, 1, 0), 4096, TestContext.Current.CancellationToken);
        Assert.Equal(4096, weights.Length);
        Assert.Equal(1, weights.Sum(), 1e-10);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new Calibration([new Uniform(0, 1)]).Weights(new Sobol(1, 1, 0), 64, stop.Token));
    }
}
