using ScenarioSim.Analysis;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.App.Tui.Shell;
using Xunit;
using static ScenarioSim.App.Tests.Tui.KnownStage;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>What is known over time and run by run.</summary>
public class KnownRunsTests
{
    [Theory]
    [InlineData(GlyphSet.Braille, '│')]
    [InlineData(GlyphSet.Block, '│')]
    [InlineData(GlyphSet.Ascii, '|')]
    public void A_rule_through_the_charts_over_time_says_where_what_is_known_ends(GlyphSet glyphs, char rule)
    {
        using var stage = new Stage(80, 24, new WorkbenchOptions { Runs = 4096, Precision = null, IsAsOf = true, AsOf = new DateTime(2022, 1, 12), Glyphs = glyphs }, colours: Colours.None);
        foreach (string lines in (string[])["3", "l"])
        {
            string[] rows = stage.Press(lines).Screen.Split('\n');
            int label = Array.FindIndex(rows, r => r.Contains("as of 2022-01-12", StringComparison.Ordinal) && !r.Contains("threaten", StringComparison.Ordinal));
            int column = rows[label].IndexOf("as of", StringComparison.Ordinal) - 2;
            Assert.True(rows.Take(label + 1).Count(r => r.Length > column && r[column] == rule) > 4, stage.Screen);
        }
    }

    [Fact]
    public void Runs_that_are_looked_for_say_how_far_that_has_come()
    {
        using var stage = HeldStage();
        stage.Engine.IsHeld = true;
        stage.Press("5");
        int job = stage.Desk.Model.Runs.Job;
        stage.Desk.Do(m => RunsUpdate.Listed(m, job, [], 1500, running: true));
        Assert.Contains("none that agrees is so yet", stage.Screen);
        Assert.Matches("0 that agree; (looked at )?1,500 of 4,096 runs", stage.Screen);
        Assert.Contains("looking  37 %", stage.Screen.Split('\n')[1]);
        stage.Desk.Do(m => RunsUpdate.Listed(m, job, [.. Runs.List(m.File!.Scenario!, m.File.Policy!, 1, 0, 10)], 10, running: true));
        Assert.Matches(@"\d that agree; (looked at )?1,510 of 4,096 runs", stage.Screen);
    }

    [Fact]
    public void Runs_are_listed_as_they_are_told()
    {
        using var stage = HeldStage();
        (var scenario, var policy) = (stage.Desk.Model.File!.Scenario!, stage.Desk.Model.File.Policy!);
        var listed = Runs.LookThrough(scenario, policy, 1, 3, 300).ToList();
        Assert.Equal(300, listed.Count);
        foreach ((int i, var run) in listed.Index())
        {
            var story = Runs.Tell(scenario, policy, 1, 3 + i, TestContext.Current.CancellationToken);
            Assert.Equal(story.Against is null, run is not null);
            if (run is not null) Assert.Equal((story.Run, story.Outcome.Name), (run.Run, scenario.Outcomes[run.Outcome].Name));
        }
    }

    [Fact]
    public void The_same_run_under_another_policy_says_where_it_does_not_agree()
    {
        using var stage = HeldStage();
        stage.Press("5", "t");
        var model = stage.Desk.Model;
        long run = model.Runs.All.Select(r => r.Run).First(r => Runs.Tell(model.File!.Scenario!, model.File.Scenario!.Policies[1], 1, r, TestContext.Current.CancellationToken).Against is not null);
        stage.Desk.Do(m => RunsUpdate.Select(m, m.Runs.Matching.ToList().FindIndex(r => r.Run == run)));
        stage.Engine.Settle();
        Assert.Contains("does not agree with what is known: not with", string.Join(' ', StoryLines.Beside(stage.Desk.Model.Runs.Telling.Story!, stage.Desk.Model.Runs.Telling.Other!, 70).Select(l => l.Text)).ReplaceLineEndings(" "));
    }
}
