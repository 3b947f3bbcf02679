using System.Text.RegularExpressions;
using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.Language;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>A run as the workbench tells it.</summary>
public partial class StoryLinesTests
{
    private const string Drifting =
        """
        start: 2022-01-01
        horizon: 30 days
        indicators: { strain: 5 }
        tracks:
          front:
            states:
              quiet: [ { chance: 40% per day, to: loud, do: strain += 0.4375 } ]
              loud: [ { chance: 40% per day, to: quiet, do: strain = strain * 1.0713 } ]
        outcomes: { over: { otherwise: true } }
        policies: { calm: {}, tense: { } }
        """;

    private static readonly Scenario s_scenario = ScenarioReader.Read("drifting.yaml", new OneFile(Drifting)).Scenario!;

    [Fact]
    public void Each_value_of_an_indicator_is_the_one_that_the_change_before_it_led_to()
    {
        for (long run = 0; run < 5; run++)
        {
            var story = Runs.Tell(s_scenario, s_scenario.Policies[0], 1, run, TestContext.Current.CancellationToken);
            AssertChained([.. StoryLines.Of(story, 90).Select(l => l.Text)], least: 3);
            AssertChained([.. StoryLines.Beside(story, Runs.Tell(s_scenario, s_scenario.Policies[1], 1, run, TestContext.Current.CancellationToken), 90).Select(l => l.Text)], least: 3);
        }
    }

    [Fact]
    public void The_workbench_tells_changes_in_the_digits_of_trace()
    {
        var story = Runs.Tell(s_scenario, s_scenario.Policies[0], 1, 3, TestContext.Current.CancellationToken);
        using var text = new MemoryStream();
        ScenarioSim.Reports.Exports.Named("table")!.Write(story, text);
        string[] traced = [.. Changed().Matches(System.Text.Encoding.UTF8.GetString(text.ToArray())).Select(m => m.Value)];
        Assert.Equal(traced, Changed().Matches(string.Join("\n", StoryLines.Of(story, 90).Select(l => l.Text))).Select(m => m.Value));
    }

    [Theory]
    [InlineData("12 hours", @"^\d\d Jan \d\d:00  (front  |over$)", "              ")]
    [InlineData("1 day", @"^2022-01-\d\d  (front  |over$)", "            ")]
    [InlineData("30 seconds", @"^01 Jan \d\d:\d\d:\d\d  (front  |over$)", "                 ")]
    public void The_dates_of_a_story_stand_apart_from_what_happened_on_them(string step, string dated, string margin)
    {
        string text = Drifting.Replace("horizon: 30 days", $"step: {step}\nhorizon: {(step == "30 seconds" ? "10 minutes" : "30 days")}").Replace("per day", step == "30 seconds" ? "per minute" : "per day");
        var scenario = ScenarioReader.Read("drifting.yaml", new OneFile(text)).Scenario!;
        var lines = StoryLines.Of(Runs.Tell(scenario, scenario.Policies[0], 1, 0, TestContext.Current.CancellationToken), 90).Select(l => l.Text).Skip(2).ToList();
        Assert.True(lines.Count > 3);
        Assert.All(lines, l => Assert.True(Regex.IsMatch(l, dated) || l.Trim().Length == 0 || (l.StartsWith(margin, StringComparison.Ordinal) && l[margin.Length] != ' '), l));
    }

    private static void AssertChained(string[] lines, int least)
    {
        Match[] changes = [.. lines.SelectMany(l => Changed().Matches(l))];
        Assert.True(changes.Length >= least);
        Assert.Equal(changes.SkipLast(1).Select(m => m.Groups[2].Value), changes.Skip(1).Select(m => m.Groups[1].Value));
    }

    [GeneratedRegex(@"strain ([\d.]+) → ([\d.]+)")]
    private static partial Regex Changed();

    private sealed class OneFile(string text) : IFileSource
    {
        public byte[] Read(string path, int limit) => System.Text.Encoding.UTF8.GetBytes(text);
    }
}
