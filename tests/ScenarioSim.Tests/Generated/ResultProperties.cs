using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Sections;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.Tests.Generated;

/// <summary>What holds of results and stories, on random scenarios.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 24, QuietOnSuccess = true)]
public class ResultProperties
{
    [Property(MaxTest = 40, Replay = "(20220110,31)")]
    public void Shares_of_a_tracks_states_sum_to_one_at_every_step(Generated generated)
    {
        foreach (TrackResult track in Simulated(generated).Tracks)
        {
            for (int step = 0; step <= generated.Scenario.Clock.LastStep; step++)
            {
                AssertParts(1, track, -1, step);
                foreach (State outer in track.Track.States.Where(s => !s.IsLeaf)) AssertParts(track.Shares[outer.Index][step], track, outer.Index, step);
            }
        }
    }

    [Property(MaxTest = 40, Replay = "(20220110,33)")]
    public void Outcomes_partition_the_runs(Generated generated)
    {
        SimulationResults results = Simulated(generated);
        Assert.Equal(results.Runs, results.Outcomes.Sum(o => o.Runs));
        Assert.Equal(1, results.Outcomes.Sum(o => o.Probability), 1e-12);
        foreach (OutcomeResult outcome in results.Outcomes)
        {
            Assert.Equal(outcome.Probability, outcome.ByStep[^1], 1e-12);
            Assert.True(outcome.ByStep.Zip(outcome.ByStep.Skip(1)).All(pair => pair.First <= pair.Second));
            Assert.InRange(outcome.Probability, outcome.Low!.Value, outcome.High!.Value);
        }
    }

    [Property(MaxTest = 50, Replay = "(20220110,35)")]
    public void A_printed_story_has_its_events_in_order(Generated generated)
    {
        Scenario scenario = generated.Scenario;
        for (long run = 0; run < 5; run++)
        {
            Story story = Telling.Tell(scenario, scenario.Policies[0], 7, run);
            Assert.Equal(story.Events.OrderBy(e => e.Step), story.Events);
            Assert.All(story.Events, e => Assert.InRange(e.Step, 1, story.LastStep));
            foreach (IGrouping<Track, StoryEvent> of in story.Events.Where(e => !e.Track.Repeats).GroupBy(e => e.Track))
            {
                string[] stations = [of.Key.States[of.Key.Initial].Name, .. of.Select(e => e.To)];
                Assert.Equal(of.Select(e => e.From), stations.SkipLast(1));
            }
            string[] dates = Dates(story);
            Assert.Equal(story.Events.Count + 2, dates.Length);
            Assert.Equal(dates.Order(StringComparer.Ordinal), dates);
        }
    }

    // The dates at the margin: ISO dates sort as texts.
    private static string[] Dates(Story story)
    {
        var text = new StringWriter();
        PlainText.Write([.. StorySections.Entries(story)], text);
        return [.. text.ToString().Split('\n').Where(line => line.Length > 0 && line[0] != ' ').Select(line => line.Split(' ')[0])];
    }

    private static SimulationResults Simulated(Generated generated) =>
        Simulate.Run(generated.Scenario, generated.Scenario.Policies[^1], new RunOptions { Runs = 200, Threads = 1 })!;

    private static void AssertParts(double whole, TrackResult track, int outer, int step) =>
        Assert.Equal(whole, track.Track.States.Where(s => s.Parent == outer).Sum(s => track.Shares[s.Index][step]), 1e-12);
}
