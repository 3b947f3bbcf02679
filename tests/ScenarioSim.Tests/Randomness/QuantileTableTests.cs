using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

public class QuantileTableTests
{
    public static TheoryData<string> Names => [.. Families.Select(d => d.ToString())];

    private static Distribution[] Families { get; } =
    [
        new Beta(0.5, 0.5), new Beta(50, 2), new Beta(3, 2), new Beta(1, 1), new Beta(2000, 30), new Pert(0, 0, 1), new Pert(-5, 10, 10), new Pert(0.1, 0.3, 0.6),
        new Gamma(0.3, 1), new Gamma(7, 2), new Gamma(5000, 1), new LogNormal(0, 1), new LogNormal(3, 3), new LogitNormal(-1, 2), new Normal(5, 2), new Exponential(3),
        new Uniform(2, 6), new Triangular(0, 1, 6), new FromQuantiles([(0.05, 1), (0.5, 2), (0.95, 9)]), new Discrete([1, 2, 7], [1, 2, 3]), new Point(4),
        new Truncated(new Normal(0, 1), 5, 9), new Truncated(new Gamma(2, 3), 1, 4), new Scaled(new Gamma(2, 3), 86400),
        new Mixture([new Beta(3, 2), new Beta(2, 5)], [1, 1]), new Mixture([new Uniform(0, 1), new Uniform(5, 6), new Uniform(0.5, 0.7)], [1, 1, 1]),
        new Mixture([new Point(0.4), new Beta(2, 2), new Point(3)], [1, 2, 1]), new Mixture([new Normal(0, 1), new Normal(3, 0.1)], [1, 1]),
        new LogPool([new Beta(3, 2), new Beta(0.5, 0.5)], [1, 2]), new LogPool([new Triangular(0, 1, 3), new Pert(1, 2, 5)], [1, 1]),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_table_is_within_a_ten_millionth_of_the_probability_and_never_falls(string name)
    {
        Distribution exact = Families.Single(d => d.ToString() == name);
        var table = new QuantileTable(exact);
        double last = double.NegativeInfinity;
        foreach (double p in Probabilities())
        {
            double x = table.Quantile(p);
            Assert.InRange(p, exact.Below(x) - 1e-7, exact.Cdf(x) + 1e-7);
            Assert.InRange(x, exact.Low, exact.High);
            Assert.True(x >= last - 1e-11 * Math.Abs(last), $"falls at {p} from {last:R} to {x:R}");
            last = x;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_extreme_tails_are_exact(string name)
    {
        Distribution exact = Families.Single(d => d.ToString() == name);
        var table = new QuantileTable(exact);
        foreach (double p in new[] { double.Epsilon, 1e-300, 1e-9, 1 - 1e-9, 1 - 1e-16 }) Assert.Equal(exact.Quantile(p), table.Quantile(p));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Many_values_at_once_are_the_same_to_the_bit(string name)
    {
        var table = new QuantileTable(Families.Single(d => d.ToString() == name));
        double[] probabilities = [.. Probabilities().Take(6001), double.Epsilon, 0.5, 1 - 1e-16, 1e-9, 0.25];
        var values = new double[probabilities.Length];
        table.Quantiles(probabilities, values);
        for (int i = 0; i < values.Length; i++) Assert.Equal(BitConverter.DoubleToInt64Bits(table.Quantile(probabilities[i])), BitConverter.DoubleToInt64Bits(values[i]));
        table.Quantiles(probabilities, probabilities);
        Assert.Equal(values, probabilities);
    }

    [Fact]
    public void Cheap_and_discrete_functions_have_no_table()
    {
        Distribution[] cheap = [new Point(1), new Uniform(0, 1), new Exponential(1), new Triangular(0, 1, 2), new Discrete([1, 2], [1, 1])];
        Assert.All(cheap, d => Assert.Equal(0, new QuantileTable(d).PieceCount));
        Assert.NotEqual(0, new QuantileTable(new Beta(3, 2)).PieceCount);
    }

    [Fact]
    public void The_table_of_one_distribution_is_always_the_same()
    {
        var first = new QuantileTable(new Gamma(2, 3));
        var second = new QuantileTable(new Gamma(2, 3));
        Assert.All(Probabilities().Take(5000), p => Assert.Equal(first.Quantile(p), second.Quantile(p)));
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        var table = new QuantileTable(new Beta(3, 2));
        double sum = table.Quantile(0.3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i < 1000; i++) sum += table.Quantile(i / 1000.0);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(600, sum, 1.0);
    }

    // Rising: far out on both sides by powers, the edges of pieces, and evenly between.
    private static IEnumerable<double> Probabilities()
    {
        var lower = Enumerable.Range(1, 900).Select(i => Math.Pow(10, -i / 100.0))
            .Concat(Enumerable.Range(1, 18).SelectMany(i => new[] { Math.ScaleB(1, -i), Math.BitDecrement(Math.ScaleB(1, -i)), Math.BitIncrement(Math.ScaleB(1, -i)) }))
            .Concat(Enumerable.Range(1, 4999).Select(i => i / 10007.0)).Where(p => p <= 0.5).Distinct().Order().ToArray();
        return lower.Concat(lower.Reverse().Select(p => 1 - p)).Distinct();
    }
}
