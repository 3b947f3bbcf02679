using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Generated;

/// <summary>What holds of the engines and of the sharing of their work, on random scenarios.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 24, QuietOnSuccess = true)]
public class EngineProperties
{
    [Property(MaxTest = 250, Replay = "(20220110,11)")]
    public void Kernel_and_interpreter_make_the_same_runs_bit_for_bit(Generated generated)
    {
        foreach (Policy policy in generated.Scenario.Policies) Engines.AssertSameRuns(generated.Scenario, policy, seed: 3, runs: 15);
    }

    // A longer search, to be run by hand after a change of an engine: -explicit only -class "*EngineProperties"
    [Fact(Explicit = true)]
    public void Kernel_and_interpreter_make_the_same_runs_of_very_many_scenarios()
    {
        for (int seed = 0; seed < 4000; seed++)
        {
            var generated = Generated.Of(1_000_000 + (10 * seed), new Wish(1 + (seed % 40)));
            Exception? failure = Record.Exception(() => Kernel_and_interpreter_make_the_same_runs_bit_for_bit(generated));
            Assert.True(failure is null, $"seed {seed}: {failure}\n{generated}");
        }
    }

    // Which tracks and indicators a formula reads is kept in 64 bits.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Kernel_and_interpreter_make_the_same_runs_of_more_than_64_tracks(int seed)
    {
        var generated = Generated.Of(seed, new Wish(12, Crowd: 70));
        Engines.AssertSameRuns(generated.Scenario, generated.Scenario.Policies[0], seed: 3, runs: 10);
    }

    [Fact]
    public void Sampled_outcomes_states_by_date_and_measures_are_within_four_standard_errors_of_the_solution()
    {
        int solved = 0;
        for (int seed = 0; seed < 120; seed++)
        {
            Scenario scenario = Generated.Of(2_000_000 + (10 * seed), new Wish(1 + (seed % 12), Finite: true)).Scenario;
            Policy policy = Certain(scenario, scenario.Policies[^1]);
            if (Solutions.Solve(scenario, policy, mostWorlds: 1_000) is not { } solution) continue;
            Solutions.AssertAgree(Simulate.Run(scenario, policy, new RunOptions { Runs = 4_000 }, cancellation: TestContext.Current.CancellationToken)!, solution);
            solved++;
        }
        Assert.True(solved >= 60, $"{solved} are small enough to be solved");
    }

    // A longer search, to be run by hand after a change of the exact engine. What luck alone put too far off is there again neither with another seed nor with more runs.
    [Fact(Explicit = true)]
    public void Sampled_figures_of_very_many_scenarios_are_near_the_solution()
    {
        int solved = 0;
        for (int seed = 0; seed < 3_000; seed++)
        {
            var generated = Generated.Of(5_000_000 + (10 * seed), new Wish(1 + (seed % 12), Finite: true));
            Policy policy = Certain(generated.Scenario, generated.Scenario.Policies[^1]);
            if (Solutions.Solve(generated.Scenario, policy, mostWorlds: 1_000) is not { } solution) continue;
            solved++;
            Exception? Failure(long runs, ulong other) => Record.Exception(() =>
                Solutions.AssertAgree(Simulate.Run(generated.Scenario, policy, new RunOptions { Runs = runs, Seed = other }, cancellation: TestContext.Current.CancellationToken)!, solution));
            if (Failure(2_000, 1) is null || Failure(20_000, 2) is null) continue;
            Exception? failure = Failure(100_000, 3);
            Assert.True(failure is null, $"seed {seed}: {failure}\n{generated}");
        }
        Assert.True(solved >= 1_000, $"{solved} are small enough to be solved");
    }

    // Medians in place of what is spread continuously.
    private static Policy Certain(Scenario scenario, Policy policy) => policy with
    {
        Assume = [.. scenario.Assumptions.Select(a => (policy.Assume[a.Index] ?? a.Distribution) is { IsContinuous: true } d ? new Point(d.Quantile(0.5)) : policy.Assume[a.Index])],
    };

    [Property(MaxTest = 25, Replay = "(20220110,13)")]
    public void One_two_and_three_threads_count_the_same(Generated generated)
    {
        string[] counted = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            var running = new RunningSimulation(generated.Scenario, generated.Scenario.Policies[0], new RunOptions { Threads = threads });
            foreach (long runs in new long[] { 1, 130, 64, 205 }) running.Advance(runs);
            return TallyText.Of(running.Tally(), generated.Scenario);
        })];
        Assert.Equal(counted[0], counted[1]);
        Assert.Equal(counted[0], counted[2]);
    }

    [Property(MaxTest = 50, Replay = "(20220110,15)")]
    public void Two_halves_merged_in_either_order_are_the_whole(Generated generated)
    {
        const int Runs = 150;
        var kernel = new Kernel(new Plan(generated.Scenario, generated.Scenario.Policies[0]), 5);
        Tally whole = NewTally(), first = NewTally(), second = NewTally();
        for (int run = 0; run < Runs; run++)
        {
            kernel.Run(run);
            whole.Add(kernel.Record);
            (run < Runs / 3 ? first : second).Add(kernel.Record);
        }
        foreach (Tally[] order in new[] { new[] { first, second }, [second, first] })
        {
            Tally sum = NewTally();
            foreach (Tally part in order) sum.Merge(part);
            Assert.Equal(TallyText.Of(whole, generated.Scenario), TallyText.Of(sum, generated.Scenario));
        }

        Tally NewTally() => new(generated.Scenario, new SiteTable(generated.Scenario).Sites.Count);
    }
}
