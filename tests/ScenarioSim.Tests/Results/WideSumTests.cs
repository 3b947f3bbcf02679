using FsCheck.Xunit;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Results;

/// <summary>Sums of 128 bits beside the framework's.</summary>
public sealed class WideSumTests
{
    [Property]
    public void Sums_and_products_are_the_frameworks(ulong a, ulong b, ulong c, int shift)
    {
        (a, b) = (Spread(a, shift), Spread(b, shift >> 6));
        WideSum sum = WideSum.Product(a, b) + c;
        UInt128 expected = ((UInt128)a * b) + c;
        Assert.Equal(expected, Framework(sum));
        Assert.Equal((double)expected, (double)sum);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, ulong.MaxValue)]
    [InlineData(1, 0)]
    [InlineData(1, 1UL << 11)]
    [InlineData(1, (1UL << 11) + 1)]
    [InlineData(1, 3UL << 11)]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    [InlineData((1UL << 63) + (1UL << 10), 0)]
    [InlineData((1UL << 63) + (1UL << 10), 1)]
    public void It_becomes_the_nearest_double(ulong high, ulong low)
    {
        var sum = new WideSum(high, low);
        Assert.Equal((double)Framework(sum), (double)sum);
    }

    // FsCheck's numbers are small: multiplied so that they reach all bits.
    private static ulong Spread(ulong value, int shift) => (value * 0x9E3779B97F4A7C15) >> (shift & 63);

    private static UInt128 Framework(WideSum sum) => new(sum.High, sum.Low);
}
