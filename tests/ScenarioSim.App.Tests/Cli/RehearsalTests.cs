using ScenarioSim.App.Cli;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class RehearsalTests
{
    [Fact]
    public void What_is_rehearsed_is_simulated_as_a_command_would()
    {
        Scenario scenario = RehearsedScenario.Make();
        Results.SimulationResults? results = Rehearsal.Simulate(scenario);
        Assert.NotNull(results);
        Assert.Equal(scenario.Outcomes.Count, results.Outcomes.Count);
        Assert.All(results.Outcomes, o => Assert.InRange(o.Probability, 0.01, 0.99));
        Assert.Empty(results.Counted);
    }

    [Fact]
    public void The_file_is_read_early_only_where_nothing_can_change_how_it_is_read()
    {
        Assert.Null(EarlyReading.Begin(["run", "--runs", "1k", "crisis.yaml"]));
        Assert.Null(EarlyReading.Begin(["run", "crisis.yaml", "--allow-outside"]));
        Assert.Null(EarlyReading.Begin(["completion", "bash"]));
        Assert.Null(EarlyReading.Begin(["compare", "saved.json", "crisis.yaml"]));
        Assert.Null(EarlyReading.Begin(["run"]));
    }

    [Fact]
    public void What_is_read_early_is_what_would_be_read()
    {
        if (EarlyReading.Begin(["check", "no such file.yaml"]) is not { } early) return; // one processor
        FileReading reading = early.Wait();
        Assert.True(reading.Failed);
        Assert.Single(reading.Result.Diagnostics);
    }
}
