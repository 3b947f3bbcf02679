using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Results;

public class MomentsTests
{
    [Property]
    public Property Merged_blocks_are_as_good_as_the_whole() => Prop.ForAll(
        Gen.Choose(-1_000_000, 1_000_000).Select(i => 1e6 + i / 1000.0).ListOf().Three().ToArbitrary(), blocks =>
        {
            Moments whole = Of([.. blocks.Item1, .. blocks.Item2, .. blocks.Item3]);
            Moments merged = Of(blocks.Item1);
            merged.Merge(Of(blocks.Item2));
            merged.Merge(Of(blocks.Item3));
            return merged.Count == whole.Count && Same(merged.Mean, whole.Mean) && Same(merged.Variance, whole.Variance);
        });

    [Fact]
    public void A_large_mean_does_not_drown_the_spread()
    {
        Moments moments = Of([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4]);
        Assert.Equal(1e9 + 2.5, moments.Mean);
        Assert.Equal(5.0 / 3, moments.Variance, 1e-12);
    }

    [Fact]
    public void Nothing_has_no_mean_and_one_value_no_spread()
    {
        Assert.True(double.IsNaN(default(Moments).Mean));
        Assert.Equal((3, 0), (Of([3]).Mean, Of([3]).Variance));
    }

    private static Moments Of(IEnumerable<double> values)
    {
        var moments = default(Moments);
        foreach (double value in values) moments.Add(value);
        return moments;
    }

    private static bool Same(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Max(Math.Abs(a), Math.Abs(b));
}
