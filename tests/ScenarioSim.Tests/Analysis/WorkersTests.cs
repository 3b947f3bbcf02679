using ScenarioSim.Analysis;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>Runs are shared among threads in stretches.</summary>
public class WorkersTests
{
    [Fact]
    public void The_first_stretch_is_a_block_of_lanes_so_that_long_runs_are_soon_stopped_and_no_lane_is_empty()
    {
        using var stop = new CancellationTokenSource();
        var stretches = new List<(long First, int Count)>();
        var workers = new Workers<object>(1, () => new object(), (_, first, count) =>
        {
            stretches.Add((first, count));
            stop.Cancel();
        });
        workers.Advance(1000, null, stop.Token);
        Assert.Equal([(0L, 16)], stretches);
        Assert.Equal(16, workers.Done);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 3)]
    [InlineData(200_000, 2)]
    public void Every_run_is_made_once_and_stretches_grow(long runs, int threads)
    {
        var made = new int[runs];
        int longest = 0;
        var workers = new Workers<object>(threads, () => new object(), (_, first, count) =>
        {
            longest = Math.Max(longest, count);
            for (long run = first; run < first + count; run++) Interlocked.Increment(ref made[run]);
        });
        workers.Advance(runs, null, CancellationToken.None);
        Assert.All(made, times => Assert.Equal(1, times));
        Assert.Equal(runs, workers.Done);
        if (runs > 1) Assert.InRange(longest, 64, 1 << 16);
    }
}
