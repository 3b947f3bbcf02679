using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

/// <summary>The points of a design are as even as it promises, unbiased, and a function of the run's number alone.</summary>
public class DesignedPointsTests
{
    private const int Replicates = DesignedPoints.Replicates;

    public static TheoryData<Design> Designs => [Design.LatinHypercube, Design.Sobol];

    [Theory]
    [InlineData(Replicates * 100)]
    [InlineData((Replicates * 100) + 7)]
    [InlineData(Replicates + 1)]
    [InlineData(5)]
    public void Every_cell_of_a_Latin_hypercube_holds_one_run_of_its_replicate(int runs)
    {
        const int Assumptions = 6;
        double[][] points = Taken(Design.LatinHypercube, Assumptions, runs, runs);
        for (int replicate = 0; replicate < Math.Min(Replicates, runs); replicate++)
        {
            double[][] own = [.. points.Where((_, run) => run % Replicates == replicate)];
            for (int a = 0; a < Assumptions; a++) Assert.Equal(Enumerable.Range(0, own.Length), own.Select(p => (int)(p[a] * own.Length)).Order());
        }
    }

    [Fact]
    public void Every_coordinate_of_a_Sobol_replicate_has_one_run_in_each_equal_stretch_also_beyond_the_table()
    {
        int dimensions = SobolDirections.Count + 20;
        const int Points = 256;
        double[][] points = Taken(Design.Sobol, dimensions, Points * Replicates * 2, 0);
        for (int replicate = 0; replicate < Replicates; replicate += 5)
        {
            double[][] own = [.. points.Where((_, run) => run % Replicates == replicate)];
            foreach (double[][] stretch in own.Chunk(Points))
            {
                for (int d = 0; d < dimensions; d++) Assert.Equal(Points, stretch.Select(p => (int)(p[d] * Points)).Distinct().Count());
            }
        }
        Assert.All(points.SelectMany(p => p), u => Assert.True(u is > 0 and < 1));
    }

    [Fact]
    public void The_first_two_Sobol_coordinates_have_one_run_in_every_elementary_box()
    {
        double[][] points = [.. Taken(Design.Sobol, 2, 64 * Replicates, 0).Where((_, run) => run % Replicates == 3)];
        for (int across = 0; across <= 6; across++)
        {
            int columns = 1 << across, rows = 64 >> across;
            Assert.Equal(64, points.Select(p => ((int)(p[0] * columns), (int)(p[1] * rows))).Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void A_point_is_the_same_whatever_was_asked_for_before(Design design)
    {
        const int Runs = 3000;
        double[][] inOrder = Taken(design, 5, Runs, Runs);
        IPoints points = Points(design, 5, 7, Runs);
        var random = new Random(4);
        var point = new double[5];
        for (int i = 0; i < 5000; i++)
        {
            int run = random.Next(Runs);
            for (int next = run; next < Math.Min(Runs, run + random.Next(1, 80)); next++)
            {
                points.Point(next, point);
                Assert.Equal(inOrder[next], point);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_same_assumption_has_the_same_numbers_in_a_scenario_that_has_more_after_it(Design design)
    {
        double[][] few = Taken(design, 3, 500, 500), more = Taken(design, 8, 500, 500);
        for (int run = 0; run < 500; run++) Assert.Equal(few[run], more[run][..3]);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Seeds_and_replicates_give_points_of_their_own(Design design)
    {
        double[][] points = Taken(design, 2, Replicates * 4, Replicates * 4);
        Assert.Equal(points.Length, points.Select(p => p[0]).Distinct().Count());
        var other = new double[2];
        Points(design, 2, 8, Replicates * 4).Point(0, other);
        Assert.NotEqual(points[0], other);
    }

    // By itself a point has to be uniform, wherever it stands: that is what makes means unbiased.
    [Theory]
    [MemberData(nameof(Designs))]
    public void A_runs_numbers_are_uniform_over_seeds(Design design)
    {
        const int Seeds = 2000;
        const int Cells = 20;
        var run = new double[3];
        foreach (long number in (long[])[0, 33, 999])
        {
            var seen = new int[3, Cells];
            for (ulong seed = 0; seed < Seeds; seed++)
            {
                Points(design, 3, seed, 1000).Point(number, run);
                for (int a = 0; a < 3; a++) seen[a, (int)(run[a] * Cells)]++;
            }
            for (int a = 0; a < 3; a++)
            {
                const double Expected = Seeds / (double)Cells;
                double chiSquare = Enumerable.Range(0, Cells).Sum(c => (seen[a, c] - Expected) * (seen[a, c] - Expected) / Expected);
                // 19 degrees of freedom: more than 54 has a probability of 3e-5.
                Assert.InRange(chiSquare, 0, 54);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Means_are_unbiased_and_an_additive_integrand_has_nearly_no_variance(Design design)
    {
        const int Seeds = 40;
        const int Runs = Replicates * 32;
        double[] means = [.. Enumerable.Range(0, Seeds).Select(seed => Taken(design, 3, Runs, Runs, (ulong)seed).Average(p => p[0] + Math.Exp(-p[1]) + (p[2] * p[2])))];
        double exact = 0.5 + (1 - Math.Exp(-1)) + (1 / 3.0);
        double mean = means.Average();
        double error = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (Seeds - 1));
        Assert.InRange(Math.Abs(mean - exact), 0, 5 * error / Math.Sqrt(Seeds));
        // Random points: the root of (1/12 + 0.033 + 0.089) over that of the runs.
        Assert.InRange(error, 0, 0.45 / Math.Sqrt(Runs) / 20);
    }

    [Fact]
    public void A_first_part_of_a_Latin_hypercube_is_unbiased_and_between_random_points_and_the_whole()
    {
        const int Seeds = 300;
        const int Runs = Replicates * 8;
        double Spread(int planned)
        {
            double[] means = [.. Enumerable.Range(0, Seeds).Select(seed => Taken(Design.LatinHypercube, 2, Runs, planned, (ulong)seed).Average(p => p[0] + p[1]))];
            Assert.InRange(Math.Abs(means.Average() - 1), 0, 5 * Math.Sqrt(1 / 6.0 / Runs / Seeds));
            return means.Sum(m => (m - 1) * (m - 1)) / Seeds;
        }
        double random = 1 / 6.0 / Runs;
        // Of half of the cells half of the variance is left, of very many all of it.
        Assert.InRange(Spread(2 * Runs) / random, 0.35, 0.7);
        Assert.InRange(Spread(1000 * Runs) / random, 0.75, 1.3);
    }

    [Fact]
    public void Further_sets_of_Latin_hypercubes_are_whole_and_other_ones_and_the_first_is_what_it_is_alone()
    {
        const int Planned = Replicates * 16;
        const int Sets = 5;
        double[][] alone = Taken(Design.LatinHypercube, 3, Planned, Planned);
        double[][] points = Taken(new LatinHypercube(Names(3), 7, Planned, Sets * Planned).Start(), 3, Sets * Planned);
        Assert.Equal(alone, points[..Planned]);
        foreach (double[][] set in points.Chunk(Planned))
        {
            for (int replicate = 0; replicate < Replicates; replicate++)
            {
                double[][] own = [.. set.Where((_, run) => run % Replicates == replicate)];
                for (int a = 0; a < 3; a++) Assert.Equal(Enumerable.Range(0, 16), own.Select(p => (int)(p[a] * 16)).Order());
            }
        }
        Assert.Equal(points.Length * 3, points.SelectMany(p => p).Distinct().Count());
    }

    [Fact]
    public void A_point_of_any_set_is_the_same_whatever_was_asked_for_before()
    {
        const int Planned = Replicates * 4;
        var design = new LatinHypercube(Names(4), 7, Planned, 20 * Planned);
        double[][] inOrder = Taken(design.Start(), 4, 20 * Planned);
        IPoints points = design.Start();
        var random = new Random(4);
        var point = new double[4];
        for (int i = 0; i < 5000; i++)
        {
            int run = random.Next(20 * Planned);
            points.Point(run, point);
            Assert.Equal(inOrder[run], point);
        }
    }

    // What is not a sum of what each assumption does is what a hypercube leaves to chance: the sets have to be independent for their replicates to be.
    [Fact]
    public void The_means_of_sets_are_independent_of_each_other()
    {
        const int Seeds = 600;
        const int Planned = Replicates;
        var means = new double[2][];
        for (int set = 0; set < 2; set++) means[set] = new double[Seeds];
        for (int seed = 0; seed < Seeds; seed++)
        {
            double[][] points = Taken(new LatinHypercube(Names(2), (ulong)seed, Planned * 4, Planned * 8).Start(), 2, Planned * 8);
            for (int set = 0; set < 2; set++) means[set][seed] = points.Skip(set * Planned * 4).Take(Planned * 4).Average(p => (p[0] - 0.5) * (p[1] - 0.5));
        }
        double Of(int a, int b) => means[a].Zip(means[b]).Average(p => p.First * p.Second);
        Assert.InRange(Of(0, 1) / Math.Sqrt(Of(0, 0) * Of(1, 1)), -4 / Math.Sqrt(Seeds), 4 / Math.Sqrt(Seeds));
    }

    [Fact]
    public void Sets_that_cannot_be_dealt_out_evenly_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LatinHypercube(Names(1), 1, 100, 200));
    }

    [Fact]
    public void A_run_that_a_Latin_hypercube_was_not_planned_for_has_no_point()
    {
        IPoints points = Points(Design.LatinHypercube, 1, 1, 100);
        Assert.Throws<ArgumentOutOfRangeException>(() => points.Point(100, new double[1]));
    }

    private static double[][] Taken(Design design, int assumptions, int runs, long planned, ulong seed = 7)
    {
        return Taken(Points(design, assumptions, seed, planned), assumptions, runs);
    }

    private static double[][] Taken(IPoints points, int assumptions, int runs)
    {
        var all = new double[runs][];
        for (int run = 0; run < runs; run++) points.Point(run, all[run] = new double[assumptions]);
        return all;
    }

    private static IPoints Points(Design design, int assumptions, ulong seed, long planned)
    {
        return design == Design.Sobol ? new SobolRuns(Names(assumptions), seed).Start() : new LatinHypercube(Names(assumptions), seed, planned, planned).Start();
    }

    private static string[] Names(int assumptions) => [.. Enumerable.Range(0, assumptions).Select(i => $"a{i}")];
}
