using System.Numerics;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Results;

/// <summary>Sums of doubles do not round, so they do not depend on the order.</summary>
public class ExactSumTests
{
    [Fact]
    public void It_is_the_exact_sum_whatever_the_order_and_the_shares()
    {
        var random = new Random(3);
        for (int trial = 0; trial < 200; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 300).Select(_ => Wild(random))];
            double wanted = Exactly(values);
            Assert.Equal(wanted, Sum(values).Value, Math.Abs(wanted) * 1e-15);
            random.Shuffle(values);
            ExactSum parts = Sum(values[..100]);
            parts.Merge(Sum(values[100..]));
            Assert.Equal(BitConverter.DoubleToInt64Bits(Sum(values.Reverse()).Value), BitConverter.DoubleToInt64Bits(parts.Value));
        }
    }

    [Fact]
    public void What_cancels_leaves_the_least_of_numbers()
    {
        Assert.Equal(double.Epsilon, Sum([1e300, double.Epsilon, -1e300]).Value);
        Assert.Equal(-1, Sum([-1e16, 1e16, -1]).Value);
        Assert.Equal(0, Sum([0.1, 0.2, -0.1, -0.2, -0.0]).Value);
        Assert.Equal(-double.Epsilon, Sum([-double.Epsilon]).Value);
        Assert.Equal(double.MaxValue, Sum([double.MaxValue, double.MaxValue, -double.MaxValue]).Value);
    }

    [Fact]
    public void Looking_at_it_does_not_change_it()
    {
        ExactSum sum = Sum([-3.5, 1]);
        Assert.Equal(-2.5, sum.Value);
        sum.Add(2);
        Assert.Equal(-0.5, sum.Value);
        Assert.Equal(-0.5, sum.Value);
    }

    [Fact]
    public void With_something_infinite_it_is_no_number()
    {
        ExactSum sum = Sum([1, double.PositiveInfinity]);
        Assert.True(double.IsNaN(sum.Value));
        ExactSum other = Sum([1]);
        other.Merge(sum);
        Assert.True(double.IsNaN(other.Value));
    }

    private static ExactSum Sum(IEnumerable<double> values)
    {
        var sum = new ExactSum();
        foreach (double value in values) sum.Add(value);
        return sum;
    }

    private static double Wild(Random random) => (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-300, 300));

    // In whole numbers of the least double.
    private static double Exactly(double[] values)
    {
        BigInteger sum = 0;
        foreach (double value in values)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            int exponent = (int)(bits >> 52) & 0x7FF;
            BigInteger significand = (bits & ((1L << 52) - 1)) | (exponent > 0 ? 1L << 52 : 0);
            significand <<= Math.Max(0, exponent - 1);
            sum += bits < 0 ? -significand : significand;
        }
        int shift = (int)Math.Max(0, BigInteger.Abs(sum).GetBitLength() - 64);
        return Math.ScaleB((double)(sum >> shift), shift - 1074);
    }
}
