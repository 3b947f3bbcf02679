using FsCheck.Xunit;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Simulation.Lanes;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Tests.Generated;
using Xunit;

namespace ScenarioSim.Tests.Simulation;

/// <summary>Runs side by side are the same runs: every width of vectors, every cut of the routines.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 24, QuietOnSuccess = true)]
public class LaneTests
{
    public static TheoryData<string> Files => [.. LaneRuns.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Lanes_of_every_width_make_the_runs_of_the_single_run_kernel_bit_for_bit(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        foreach (Policy policy in scenario.Policies)
        {
            foreach (VectorWidth width in VectorWidth.Available) LaneRuns.AssertSame(scenario, policy, width, first: 5, runs: 100);
        }
    }

    [Fact]
    public void A_scenario_without_a_step_is_left_to_the_single_run_kernel()
    {
        Scenario scenario = CorpusFiles.Read(LaneRuns.WithoutStep);
        Assert.Null(LaneBuilder.Compile(new Plan(scenario, scenario.Policies[0]), VectorWidth.Available[0], out string? obstacle));
        Assert.Equal("it ends as it begins", obstacle);
    }

    [Fact]
    public void Hundreds_of_tracks_are_for_machine_code_and_left_to_the_single_run_kernel_where_the_runtime_would_have_to_compile_them()
    {
        const int Tracks = 450;
        Scenario scenario = LaneRuns.Read($$"""
            scenario: Ring
            start: 2022-01-01
            end: 2022-03-01
            step: 1 day
            tracks:
            {{LaneRuns.Lines(Tracks, i => $"  t{i}: {{ states: {{ calm: [ {{ chance: 10% per week, to: tense }} ], tense: [ {{ when: t{(i + 1) % Tracks} == tense, chance: 30% per week, to: calm }}, {{ rate: 1 per year, to: hot }} ], hot: [] }} }}")}}
            outcomes: { hot: { when: t7 == hot }, other: { otherwise: true } }
            """);
        foreach (VectorWidth width in VectorWidth.Available)
        {
            if (width.HasMachineCode)
            {
                LaneRuns.AssertSame(scenario, scenario.Policies[0], width, first: 3, runs: 40);
                continue;
            }
            Assert.Null(LaneBuilder.Compile(new Plan(scenario, scenario.Policies[0]), width, out string? obstacle));
            Assert.Equal("it has more than 400 tracks or 4,000 states", obstacle);
        }
    }

    [Property(MaxTest = 120, Replay = "(20220110,21)")]
    public void Lanes_make_the_runs_of_the_single_run_kernel_in_generated_scenarios(Generated.Generated generated)
    {
        Scenario scenario = generated.Scenario;
        VectorWidth width = VectorWidth.Available[generated.ToString().Length % VectorWidth.Available.Count];
        LaneRuns.AssertSame(scenario, scenario.Policies[^1], width, first: 0, runs: 40);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(100_000)]
    public void It_does_not_matter_how_the_routines_are_cut(int mostInPart)
    {
        Scenario scenario = CorpusFiles.Read("scenarios/geneva-week.yaml");
        LaneRuns.AssertSame(scenario, scenario.Policies[0], VectorWidth.Available.First(w => !w.HasMachineCode), first: 0, runs: 200, mostInPart);
    }

    [Theory]
    [InlineData("scenarios/geneva-week.yaml")]
    [InlineData("scenarios/moment-of-crisis.yaml")]
    public void It_does_not_matter_whether_lanes_look_at_every_step(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        foreach (VectorWidth width in VectorWidth.Available) LaneRuns.AssertSame(scenario, scenario.Policies[0], width, first: 0, runs: 100, hints: LaneRuns.EveryStep(scenario));
    }

    [Theory]
    [InlineData("scenarios/geneva-week.yaml")]
    [InlineData("scenarios/moment-of-crisis.yaml")]
    [InlineData("benchmarks/scenarios/reference-crisis.yaml")]
    public void It_does_not_matter_what_lanes_are_told_of_how_often_something_happens(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        var random = new Random(1);
        for (int i = 0; i < 12; i++)
        {
            bool[] inSections = [.. scenario.Tracks.Select(_ => random.Next(3) < i % 4)];
            var hints = new LaneHints(i % 5 == 4 ? "as asked for" : null, inSections, i % 2 == 0);
            foreach (VectorWidth width in VectorWidth.Available.Take(2)) LaneRuns.AssertSame(scenario, scenario.Policies[0], width, first: 3, runs: 60, hints: hints);
        }
    }

    // A longer search, to be run by hand after a change: -explicit only -class "*LaneTests"
    [Fact(Explicit = true)]
    public void Lanes_make_the_runs_of_the_single_run_kernel_in_very_many_scenarios()
    {
        for (int seed = 0; seed < 1500; seed++)
        {
            var generated = Generated.Generated.Of(2_000_000 + (10 * seed), new Wish(1 + (seed % 40)));
            Scenario scenario = generated.Scenario;
            Exception? failure = Record.Exception(() => LaneRuns.AssertSame(scenario, scenario.Policies[0], VectorWidth.Available[seed % VectorWidth.Available.Count], 0, 30));
            Assert.True(failure is null, $"seed {seed}: {failure}\n{generated}");
        }
    }
}
