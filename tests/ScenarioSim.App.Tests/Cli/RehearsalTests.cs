using ScenarioSim.App.Cli;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class RehearsalTests
{
    [Fact]
    public void What_is_rehearsed_is_a_scenario_without_a_remark()
    {
        Language.ReadResult read = Rehearsal.Read();
        Assert.Empty(read.Diagnostics.Select(d => d.Message));
        Assert.NotNull(read.Scenario);
    }

    [Fact]
    public void What_is_rehearsed_is_simulated_as_a_command_would()
    {
        Scenario scenario = Rehearsal.Read().Scenario!;
        Results.SimulationResults? results = Rehearsal.Simulate(scenario);
        Assert.NotNull(results);
        Assert.Equal(scenario.Outcomes.Count, results.Outcomes.Count);
        Assert.All(results.Outcomes, o => Assert.InRange(o.Probability, 0.01, 0.99));
    }
}
