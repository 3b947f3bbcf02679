using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

public class AssumptionSamplerTests
{
    private static readonly Distribution[] s_four = [new Beta(3, 2), new Uniform(0, 1), new Gamma(0.3, 1), new Pert(0, 10, 10)];
    private static readonly Correlation[] s_correlations = [Pair(0, 2, 0.6), Pair(2, 3, -0.4), Pair(0, 3, 0.2)];

    [Fact]
    public void Ranks_are_correlated_as_stated_and_margins_stay_as_they_are()
    {
        double[][] drawn = Columns(Sampler(s_four, s_correlations), 40_000);
        Assert.Equal(0.6, RankCorrelation(drawn[0], drawn[2]), 0.015);
        Assert.Equal(-0.4, RankCorrelation(drawn[2], drawn[3]), 0.015);
        Assert.Equal(0.2, RankCorrelation(drawn[0], drawn[3]), 0.015);
        Assert.Equal(0, RankCorrelation(drawn[0], drawn[1]), 0.015);
        for (int i = 0; i < s_four.Length; i++) Assert.Equal(0.25, drawn[i].Count(x => x <= s_four[i].Quantile(0.25)) / 40_000.0, 0.008);
    }

    [Fact]
    public void What_is_not_correlated_takes_its_own_uniform_number()
    {
        (double[] u, double[] v) = ([0.1, 0.2, 0.3, 0.4], new double[4]);
        Sampler(s_four, s_correlations).Draw(u, v);
        Assert.Equal(0.2, v[1]);
        // So does the first of the correlated ones: the others follow it.
        Assert.Equal(new QuantileTable(s_four[0]).Quantile(0.1), v[0]);
    }

    [Fact]
    public void A_replaced_distribution_keeps_its_place_in_the_copula()
    {
        var replaced = Columns(Sampler(s_four, s_correlations, 2, new Exponential(5)), 2000);
        var before = Columns(Sampler(s_four, s_correlations), 2000);
        Assert.Equal(before[0], replaced[0]);
        Assert.Equal(before[3], replaced[3]);
        Assert.Equal(Ranks(before[2]), Ranks(replaced[2]));
    }

    [Fact]
    public void A_constant_leaves_the_others_as_they_are()
    {
        var replaced = Columns(Sampler(s_four, s_correlations, 2, new Point(7)), 500);
        var before = Columns(Sampler(s_four, s_correlations), 500);
        Assert.All(replaced[2], x => Assert.Equal(7, x));
        foreach (int i in new[] { 0, 1, 3 }) Assert.Equal(before[i], replaced[i]);
    }

    [Fact]
    public void The_same_numbers_give_the_same_values_on_any_thread()
    {
        AssumptionSampler sampler = Sampler(s_four, s_correlations);
        double[][] once = Columns(sampler, 500);
        Parallel.For(0, 4, _ => Assert.Equal(once, Columns(sampler, 500)));
    }

    [Fact]
    public void The_farthest_uniform_numbers_give_finite_values()
    {
        AssumptionSampler sampler = Sampler([new Normal(0, 1), new LogNormal(0, 1)], [Pair(0, 1, 0.999)]);
        foreach (double u in new[] { Math.ScaleB(1, -54), 1 - Math.ScaleB(1, -53) })
        {
            var values = new double[2];
            sampler.Draw([u, u], values);
            Assert.All(values, v => Assert.True(double.IsFinite(v)));
        }
    }

    [Fact]
    public void Drawing_allocates_nothing()
    {
        AssumptionSampler sampler = Sampler(s_four, s_correlations);
        (double[] u, double[] v) = ([0.1, 0.2, 0.3, 0.4], new double[4]);
        sampler.Draw(u, v);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) sampler.Draw(u, v);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Correlation Pair(int first, int second, double rank) => new(first, second, rank, SourceSpan.None);

    private static AssumptionSampler Sampler(Distribution[] distributions, Correlation[] correlations, int replaced = -1, Distribution? by = null)
    {
        var policy = new Policy
        {
            Name = "baseline",
            About = About.Nothing,
            Levers = [],
            Sets = [],
            Assume = [.. distributions.Select((_, i) => i == replaced ? by : null)],
            Span = SourceSpan.None,
        };
        var scenario = new Scenario
        {
            Title = "t",
            About = About.Nothing,
            Clock = new Clock(new DateTime(2022, 1, 1), 86400, 1, new DateTime(2022, 1, 2)),
            Yardstick = "icd203",
            Assumptions = [.. distributions.Select(Assumed)],
            Correlations = correlations,
            Tracks = [],
            Outcomes = [],
            Policies = [policy],
            File = new SourceText("t.yaml", ""),
        };
        return new AssumptionSampler(scenario, policy);
    }

    private static Assumption Assumed(Distribution distribution, int index) => new()
    {
        Name = $"a{index}",
        Index = index,
        Kind = Kind.Number,
        Distribution = distribution,
        Text = $"{distribution}",
        About = About.Nothing,
        Span = SourceSpan.None,
    };

    private static double[][] Columns(AssumptionSampler sampler, int runs)
    {
        var random = new Random(5);
        double[][] columns = [.. Enumerable.Range(0, sampler.Count).Select(_ => new double[runs])];
        (double[] u, double[] v) = (new double[sampler.Count], new double[sampler.Count]);
        for (int run = 0; run < runs; run++)
        {
            for (int i = 0; i < u.Length; i++) u[i] = (random.NextInt64(1L << 52) + 0.5) * Math.ScaleB(1, -52);
            sampler.Draw(u, v);
            for (int i = 0; i < v.Length; i++) columns[i][run] = v[i];
        }

        return columns;
    }

    private static int[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new int[values.Length];
        for (int i = 0; i < order.Length; i++) ranks[order[i]] = i;
        return ranks;
    }

    private static double RankCorrelation(double[] a, double[] b)
    {
        double n = a.Length;
        return 1 - 6 * Ranks(a).Zip(Ranks(b)).Sum(r => Math.Pow(r.First - r.Second, 2)) / (n * (n * n - 1));
    }
}
