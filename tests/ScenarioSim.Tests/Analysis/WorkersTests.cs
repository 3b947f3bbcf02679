using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Tests.Corpus;
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

    [Fact]
    public void Nobody_waits_for_the_lanes_of_a_large_scenario_who_has_been_told_to_stop()
    {
        Scenario scenario = Ring(3000);
        var simulation = new RunningSimulation(scenario, scenario.Policies[0], new RunOptions { Width = KernelWidth.Of256 });
        // They take seconds to compile.
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        simulation.Advance(1000, stop.Token);
        Assert.Equal(0, simulation.Done);
    }

    [Fact]
    public void Nor_does_who_verifies_it()
    {
        Scenario scenario = Ring(3000);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Verification verification = Verify.Run(scenario, scenario.Policies[0], new VerifyOptions { ReferenceRuns = 64 }, cancellation: stop.Token);
        Assert.True(verification.Partial);
        Assert.All(verification.SameRuns, same => Assert.Equal(0, same.Runs));
    }

    private static Scenario Ring(int tracks)
    {
        var text = new System.Text.StringBuilder("start: 2022-01-01\nhorizon: 20 days\ntracks:\n");
        for (int t = 0; t < tracks; t++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  t{t}: {{ states: {{ a: [ {{ when: t{(t + 1) % tracks} == b, chance: 20% per week, to: b }}, {{ chance: 1% per week, to: b }} ], b: [ {{ chance: 30% per week, to: a }} ] }} }}\n");
        return ScenarioReader.Read("ring.yaml", new MemoryFiles(("ring.yaml", text.ToString()))).Scenario!;
    }

    [Fact]
    public void Stretches_of_short_runs_grow_far_beyond_the_first()
    {
        var lengths = new List<int>();
        var workers = new Workers<object>(1, () => new object(), (_, _, count) => lengths.Add(count));
        workers.Advance(1_000_000, null, CancellationToken.None);
        Assert.Equal(16, lengths[0]);
        Assert.True(lengths.Max() > 1000, $"{lengths.Max()}");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 3)]
    [InlineData(200_000, 2)]
    public void Every_run_is_made_once_and_no_stretch_is_too_long(long runs, int threads)
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
        if (runs > 1) Assert.InRange(longest, 16, 1 << 16);
    }
}
