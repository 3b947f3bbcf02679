using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

/// <summary>Scrambled points are as even as the sequence promises, and unbiased.</summary>
public class SobolTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Every_coordinate_has_one_point_in_each_equal_stretch_also_beyond_the_table(int scrambling)
    {
        const int Dimensions = 95;
        const int Points = 256;
        var sequence = new Sobol(Dimensions, 5, scrambling);
        double[][] points = Taken(sequence, Points);
        for (int d = 0; d < Dimensions; d++) Assert.Equal(Points, points.Select(p => (int)(p[d] * Points)).Distinct().Count());
        Assert.All(points.SelectMany(p => p), u => Assert.True(u is > 0 and < 1));
    }

    [Fact]
    public void The_first_two_coordinates_have_one_point_in_every_elementary_box()
    {
        double[][] points = Taken(new Sobol(2, 3, 0), 64);
        for (int across = 0; across <= 6; across++)
        {
            int columns = 1 << across, rows = 64 >> across;
            Assert.Equal(64, points.Select(p => ((int)(p[0] * columns), (int)(p[1] * rows))).Distinct().Count());
        }
    }

    [Fact]
    public void Means_over_scramblings_are_unbiased_and_far_nearer_than_random_points()
    {
        const int Scramblings = 200;
        double[] means = [.. Enumerable.Range(0, Scramblings).Select(r => Taken(new Sobol(3, 11, r), 64).Average(p => Math.Exp(-p[0]) * (1 + p[1]) * p[2] * p[2]))];
        double exact = (1 - Math.Exp(-1)) * 1.5 / 3;
        double mean = means.Average();
        double error = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (Scramblings - 1) / Scramblings);
        Assert.InRange(Math.Abs(mean - exact), 0, 4 * error);
        // Random points: a spread of about 0.3 over the root of 64 x 200.
        Assert.InRange(error, 0, 0.3 / Math.Sqrt(64 * Scramblings) / 5);
    }

    [Fact]
    public void Different_scramblings_and_seeds_give_different_points_and_the_same_the_same()
    {
        double[] Point(ulong seed, int scrambling) => Taken(new Sobol(4, seed, scrambling), 3)[2];
        Assert.Equal(Point(1, 2), Point(1, 2));
        Assert.NotEqual(Point(1, 2), Point(1, 3));
        Assert.NotEqual(Point(1, 2), Point(2, 2));
    }

    private static double[][] Taken(Sobol sequence, int points)
    {
        var all = new double[points][];
        for (int i = 0; i < points; i++) sequence.Point(i, all[i] = new double[sequence.Dimensions]);
        return all;
    }
}
