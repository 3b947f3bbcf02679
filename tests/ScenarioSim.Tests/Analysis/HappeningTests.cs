using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>How often a <c>time_to</c> happens under one policy and under another, whatever the means of when it does say.</summary>
public class HappeningTests
{
    private const string Text = """
        start: 2022-01-01
        horizon: 50 days
        levers: { tone: { options: [soft, hard] } }
        tracks:
          front: { states: { calm: [ { chance: (if tone == hard then 4% else 1%) per day, to: war } ], war: [] } }
          talks: { states: { none: [ { chance: 2% per day, to: held } ], held: [] } }
        outcomes: { war: { when: front == war }, peace: { otherwise: true } }
        measures: { days_to_war: time_to(front == war), days_to_talks: time_to(talks == held), tone: final(tone == hard) }
        policies: { soft: { set: { tone: soft } }, hard: { set: { tone: hard } } }
        """;

    [Theory]
    [InlineData(Design.Random)]
    [InlineData(Design.LatinHypercube)]
    [InlineData(Design.Sobol)]
    public void The_difference_of_how_often_it_happens_is_that_of_the_outcome_with_the_same_condition(Design design)
    {
        Scenario scenario = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", Text))).Scenario!;
        ComparisonItem[] items = [.. scenario.Policies.Select(p => new ComparisonItem(p.Name, scenario, p))];
        ComparisonResults results = Compare.Run(items, 0, new RunOptions { Runs = 4096, Design = design }, cancellation: TestContext.Current.CancellationToken)!;
        OutcomeDifference outcome = results.Differences[0];
        Assert.Equal(["days_to_war", "days_to_talks"], results.Happenings.Select(h => h.Measure));
        HappeningDifference war = results.Happenings[0], talks = results.Happenings[1];
        Assert.Equal((outcome.Difference, outcome.Low, outcome.High, outcome.Into, outcome.OutOf), (war.Difference, war.Low, war.High, war.Into, war.OutOf));
        Assert.Equal((results.Items[1].Results.Outcomes[0].Probability, results.Items[0].Results.Outcomes[0].Probability), (war.Share, war.BaselineShare));
        // Talks come in the same worlds under both.
        Assert.Equal((0, 0.0, 0.0), (talks.Difference, talks.Into, talks.OutOf));
        Assert.True(talks.Low < 0 && talks.High > 0);
    }

    [Fact]
    public void Results_that_are_not_of_the_same_worlds_have_it_by_their_own_intervals()
    {
        Scenario scenario = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", Text))).Scenario!;
        ComparedItem Saved(int policy) => new(scenario.Policies[policy].Name, Simulate.Run(scenario, scenario.Policies[policy], new RunOptions { Runs = 2000, Seed = (ulong)policy }, cancellation: TestContext.Current.CancellationToken)!);
        HappeningDifference war = UnpairedComparison.Merge(null, [Saved(0), Saved(1)], 0).Happenings[0];
        Assert.Equal(war.Share - war.BaselineShare, war.Difference, 1e-15);
        Assert.True(war.Low < war.Difference && war.Difference < war.High);
        Assert.Null(war.Into);
    }

    [Fact]
    public void Of_two_saved_results_a_measure_in_days_that_some_runs_lack_is_a_time()
    {
        Scenario scenario = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", Text))).Scenario!;
        // As results are read back: nothing says how a measure is read.
        MeasureResult Unknown(MeasureResult m) => m with { Measure = new Measure(m.Measure.Name, m.Measure.Index, Reading.Final, m.Measure.InDays ? new Constant(m.Measure.Span, Kind.Duration, 0) : m.Measure.Of, About.Nothing, "", m.Measure.Span) };
        ComparedItem Saved(int policy)
        {
            SimulationResults results = Simulate.Run(scenario, scenario.Policies[policy], new RunOptions { Runs = 2000 }, cancellation: TestContext.Current.CancellationToken)!;
            return new ComparedItem(scenario.Policies[policy].Name, results with { Measures = [.. results.Measures.Select(Unknown)] });
        }

        ComparisonResults compared = UnpairedComparison.Merge(null, [Saved(0), Saved(1)], 0);
        Assert.Equal(["days_to_war", "days_to_talks"], compared.Happenings.Select(h => h.Measure));
    }
}
