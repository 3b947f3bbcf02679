using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Reports;

/// <summary>A report shows where tracks were, and says where it does not show all of it.</summary>
public class TrackSectionsTests
{
    [Theory]
    [InlineData(9, true)]
    [InlineData(60, false)]
    public void Every_state_is_shown_where_there_is_room_and_else_it_is_said_that_some_are_not(int states, bool all)
    {
        string chain = string.Join(", ", Enumerable.Range(0, states).Select(i => $"s{i}: [ {{ chance: 30% per day, to: s{(i + 1) % states} }}, {{ chance: 30% per day, to: s{(i + 2) % states} }} ]"));
        Scenario scenario = ScenarioReader.Read("chain.yaml", new MemoryFiles(("chain.yaml", $$"""
            start: 2022-01-01
            horizon: 90 days
            tracks: { t: { states: { {{chain}} } } }
            outcomes: { any: { otherwise: true } }
            """))).Scenario!;
        Block[] blocks = [.. TrackSections.Of(Simulate.Run(scenario, scenario.Policies[0], new RunOptions { Runs = 2000, Threads = 1 }, cancellation: TestContext.Current.CancellationToken)!)];
        int rows = Assert.IsType<Table>(blocks[0]).Rows.Count;
        Assert.Equal(all, rows == states);
        Assert.Equal(all, blocks.Length == 1);
    }
}
