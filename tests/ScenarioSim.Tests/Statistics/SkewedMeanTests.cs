using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using ScenarioSim.Statistics;
using Xunit;

namespace ScenarioSim.Tests.Statistics;

public class SkewedMeanTests
{
    private const int Samples = 4000;

    [Fact]
    public void Without_skewness_it_is_the_interval_of_Student()
    {
        double[] values = [1, 2, 3, 4, 5, 6, 7];
        (double mean, double spread, double skewness) = SkewedMean.Moments(values);
        Assert.Equal((4, 0), (mean, skewness));
        (double low, double high) = SkewedMean.Interval(values, 0.95);
        (double studentLow, double studentHigh) = MeanInterval.Of(mean, spread, values.Length, 0.95);
        Assert.Equal(studentLow, low, 1e-12);
        Assert.Equal(studentHigh, high, 1e-12);
    }

    // Estimates by splitting are about lognormal: skewness 1.0 with a spread of a third of the mean, 4.8 with one as large as it.
    [Theory]
    [InlineData(0.3, 32, 0.935)]
    [InlineData(0.6, 32, 0.925)]
    [InlineData(0.83, 64, 0.92)]
    public void It_holds_the_mean_of_a_lognormal_law_about_as_often_as_it_says(double sigma, int count, double least)
    {
        EventKey key = EventKey.Of(1, "test/skewed");
        int held = 0, student = 0;
        var values = new double[count];
        for (int sample = 0; sample < Samples; sample++)
        {
            for (int i = 0; i < count; i++) values[i] = Math.Exp((sigma * StandardNormal.Quantile(key.Draw(sample, i).First)) - (sigma * sigma / 2));
            (double low, double high) = SkewedMean.Interval(values, 0.95);
            if (low <= 1 && 1 <= high) held++;
            (double mean, double spread, _) = SkewedMean.Moments(values);
            (low, high) = MeanInterval.Of(mean, spread, count, 0.95);
            if (low <= 1 && 1 <= high) student++;
        }
        Assert.InRange((double)held / Samples, least, 0.97);
        Assert.True(held >= student - (Samples / 200), $"{held} held, {student} by Student");
    }
}
