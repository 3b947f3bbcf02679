using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The filter of the list of runs.</summary>
public class RunConditionTests
{
    private static readonly Scenario Scenario = ScenarioReader.Read(Week.Path, Week.Files).Scenario!;

    // Outcome, last day, days to invasion, peak tension.
    private static readonly RunSummary[] Runs =
    [
        new(0, 0, 12, [12, 7]), new(1, 0, 40, [40, 8]), new(2, 1, 92, [double.NaN, 6]), new(3, 2, 92, [double.NaN, 9]),
    ];

    [Fact]
    public void While_a_filter_cannot_be_understood_the_list_is_of_the_one_before_and_says_so()
    {
        using var stage = new Stage(100, 30);
        // What could be understood half typed is not what was meant.
        stage.Press("5", "/").Type("settlment");
        Assert.Equal(("", stage.Desk.Model.Runs.All.Count), (stage.Desk.Model.Runs.Applied, stage.Desk.Model.Runs.Matching.Count));
        stage.Press("Esc", "/").Type("settlement").Press("Enter", "/").Type(" and resolve > 0.9").Press("Enter");
        var runs = stage.Desk.Model.Runs;
        Assert.Contains("there is no measure `resolve`", stage.Screen);
        Assert.Equal("settlement", runs.Applied);
        Assert.Contains("─ Runs: settlement ", stage.Screen);
        Assert.Equal(runs.All.Count(RunCondition.Parse(runs.Applied, runs.Scenario!).Holds!), runs.Matching.Count);
        Assert.DoesNotContain("there is no measure", stage.Press("Esc").Screen);
        Assert.Contains("─ Runs ─", stage.Screen);
    }

    [Theory]
    [InlineData("tension > 8", "did you mean `peak_tension`?")]
    [InlineData("peak_tensoin > 8", "did you mean `peak_tension`?")]
    public void A_measure_that_there_is_not_is_told_with_the_one_that_may_be_meant(string filter, string said)
    {
        using var stage = new Stage(120, 30);
        Assert.Contains(said, System.Text.RegularExpressions.Regex.Replace(stage.Press("5", "/").Type(filter).Press("Enter").Screen, @"\s*│.*\n│\s*", " "));
    }

    [Fact]
    public void No_more_runs_are_listed_than_are_simulated()
    {
        using var stage = new Stage(100, 30, new ScenarioSim.App.Tui.WorkbenchOptions { Runs = 500, Precision = null });
        Assert.Equal(500, stage.Press("5").Desk.Model.Runs.All.Count);
        Assert.Contains("─ 500 runs ─", stage.Screen);
        Assert.Equal(1000, stage.Press("r").Desk.Model.Runs.All.Count);
        Assert.Equal([.. Enumerable.Range(0, 1000).Select(i => (long)i)], stage.Desk.Model.Runs.All.Select(r => r.Run));
        Assert.Contains("─ 1,000 runs ─", stage.Screen);
    }

    [Theory]
    [InlineData("", "0 1 2 3")]
    [InlineData("invasion", "0 1")]
    [InlineData("inv", "0 1")]
    [InlineData("settlement or stand", "2 3")]
    [InlineData("invasion and day < 20", "0")]
    [InlineData("not invasion", "2 3")]
    [InlineData("!invasion", "2 3")]
    [InlineData("outcome != invasion and peak_tension > 6", "3")]
    [InlineData("days_to_invasion", "0 1")]
    [InlineData("not days_to_invasion", "2 3")]
    [InlineData("days_to_invasion <= 2 weeks", "0")]
    [InlineData("date < 2022-01-20", "0")]
    [InlineData("20 < days_to_invasion", "1")]
    [InlineData("run >= 2 and (peak_tension == 6 or value == 0)", "2 3")]
    public void Lets_through(string filter, string expected)
    {
        (var holds, string? wrong) = RunCondition.Parse(filter, Scenario);
        Assert.Null(wrong);
        Assert.Equal(expected, string.Join(' ', Runs.Where(holds!).Select(r => r.Run)));
    }

    [Theory]
    [InlineData("peace", "there is no outcome or measure `peace`")]
    [InlineData("day <", "a number is missing")]
    [InlineData("day < soon", "`soon` is not a number or date")]
    [InlineData("(invasion", "a closing parenthesis is missing")]
    [InlineData("invasion < 3", "`invasion` is an outcome: it is not compared with a number")]
    [InlineData("invasion settlement", "`settlement` was not expected")]
    public void Says_what_is_wrong(string filter, string expected) => Assert.Equal(expected, RunCondition.Parse(filter, Scenario).Wrong);
}
