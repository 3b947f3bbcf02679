using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>How facts are told, and what is counted in looking at them.</summary>
public class EvidenceToldTests
{
    [Fact]
    public void Facts_of_one_step_are_told_by_date_too()
    {
        Scenario scenario = KnownScenario.Read("""
            start: 2022-01-01
            horizon: 9 weeks
            step: 1 week
            tracks: { t: { states: { a: [ { chance: 10% per week, to: b } ], b: [] } } }
            observed: [ { on: 2022-01-12, that: t != b }, { on: 2022-01-09, that: t == a } ]
            """);
        Assert.Equal(["t == a", "t != b"], KnownScenario.Held(scenario, "2022-01-12").Evidence!.Facts.Select(f => f.Text));
    }

    [Theory]
    [InlineData("\"t in [a, b]\"")]
    [InlineData("'t in [a, b]'")]
    [InlineData(">\n        t in\n        [a, b]")]
    [InlineData("t\n        in [a, b]")]
    public void A_condition_is_told_on_one_line_without_what_YAML_needs_around_it(string written)
    {
        Scenario scenario = KnownScenario.Read($$"""
            start: 2022-01-01
            horizon: 3 days
            tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
            observed:
              - on: 2022-01-02
                that: {{written}}
            """);
        Assert.Equal("t in [a, b]", Assert.Single(KnownScenario.Held(scenario, "2022-01-02").Evidence!.Facts).Text);
    }

    // docs/language.md, section 6: an observation is checked on the world of one step. What happens in others is not its concern.
    [Fact]
    public void An_operation_without_a_finite_value_is_counted_in_the_step_in_which_a_fact_is_checked()
    {
        Scenario held = KnownScenario.Held("""
            # given: 1 / x > -1 on 2022-01-03
            start: 2022-01-01
            horizon: 3 days
            indicators: { x: 0 }
            tracks: { t: { states: { a: [ { chance: 50% per day, to: b, do: x += 1 } ], b: [] } } }
            """);
        SimulationResults results = Simulate.Run(held, held.Policies[0], new RunOptions { Runs = 1_000 }, cancellation: TestContext.Current.CancellationToken)!;
        CountedResult counted = Assert.Single(results.Counted);
        Assert.Equal((results.Tracks[0].Shares[0][2], 2), ((double)counted.Runs / results.Runs!.Value, counted.ExampleStep));
    }
}
