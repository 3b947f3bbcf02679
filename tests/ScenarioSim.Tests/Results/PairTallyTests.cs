using ScenarioSim.Results;
using ScenarioSim.Tests.Reports;
using Xunit;

namespace ScenarioSim.Tests.Results;

public class PairTallyTests
{
    // days_to_invasion (a time_to), peak_tension, days_to_peace (a time_to), under the baseline and under the item.
    private static readonly (double[] Baseline, double[] Item)[] s_worlds =
    [
        ([3, 6, 1], [double.NaN, 6, 2]),
        ([double.NaN, 5, 2], [5, 7, 2]),
        ([10, 7, 3], [8, 7, 1]),
        ([4, 7, 4], [7, 8, 1]),
    ];

    [Fact]
    public void The_baseline_s_mean_is_of_the_worlds_in_which_both_have_the_measure()
    {
        PairTally pair = Of(s_worlds);
        Assert.Equal((2, 0.5), (pair.Differences[0].Count, pair.Differences[0].Mean));
        Assert.Equal(7, pair.BaselineMean(0));
    }

    [Fact]
    public void Where_both_have_it_in_all_worlds_the_baseline_s_own_mean_is_that()
    {
        PairTally pair = Of(s_worlds);
        Assert.Null(pair.BaselineMean(1));
        Assert.Null(pair.BaselineMean(2));
    }

    [Fact]
    public void Tallies_of_parts_merge_to_that_of_all()
    {
        PairTally pair = Of(s_worlds[..3]);
        pair.Merge(Of(s_worlds[3..]));
        Assert.Equal(7, pair.BaselineMean(0));
    }

    private static PairTally Of((double[] Baseline, double[] Item)[] worlds)
    {
        var pair = new PairTally(Sample.Scenario, Sample.Scenario);
        foreach ((int run, (double[] baseline, double[] item)) in worlds.Index()) pair.Add(run, 0, baseline, 1, item);
        return pair;
    }
}
