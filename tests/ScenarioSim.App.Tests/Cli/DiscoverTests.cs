using System.Text.Json;
using ScenarioSim.Reports;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class DiscoverTests
{
    private const string Corner = """
        scenario: A corner
        start: 2022-01-01
        horizon: 3 days
        assumptions:
          a: { is: 0..1, why: example }
          b: { is: 0 days..10 days, why: example }
          aim: { is: { discrete: { talk: 50%, seize: rest } }, why: example }
        levers: { course: { options: [soft, hard] } }
        branches:
          w: { on: 2022-01-02, chance: 'if course == hard and a > 0.8 then 60% else if a > 0.7 and b < 4 days then 50% else 5%' }
          sign: { on: 2022-01-02, chance: 'if aim == talk then 80% else 20%' }
        outcomes:
          war: { when: w, value: -100, title: A war }
          peace: { otherwise: true }
        measures:
          days_to_war: time_to(w)
        observed:
          - { on: 2022-01-02, that: sign }
        policies:
          soft: {}
          hard: { set: { course: hard } }
        """;

    public static TheoryData<string> Forms => [.. Exports.All.Select(e => e.Name)];

    [Fact]
    public void The_table_says_where_and_what_each_range_brings()
    {
        Called called = Call("--of", "war", "--runs", "40k");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.All(called.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("A corner: where A war happens most often", called.Output);
        Assert.Matches(@"\na +at least 0\.(69|7)\d* +", called.Output);
        Assert.Matches(@"\nb +at most (3\.9|4)[\d.]* d +", called.Output);
        Assert.Contains("Left open in it: aim.", called.Output);
        Assert.Contains("The boxes were found in runs of even numbers; every figure is of the 20,000 of odd ones.", called.Output.ReplaceLineEndings(" "));
    }

    [Fact]
    public void A_policy_can_be_held_against_another()
    {
        Called called = Call("--policy", "hard", "--against", "soft", "--of", "war");
        Assert.Contains("A corner: where A war happens under hard and not under soft most often", called.Output.ReplaceLineEndings(" "));
        Assert.Contains("a           at least 0.8", called.Output);
        Assert.Contains("where hard is worth less than soft most often", Call("--policy", "hard", "--against", "soft").Output);
        Assert.Equal("soft", Call("--policy", "hard", "--against", "soft", "--format", "json").Json.GetProperty("against").GetString());
    }

    [Fact]
    public void What_is_known_counts()
    {
        Called called = Call("--of", "war", "--as-of", "2022-01-02");
        Assert.Contains("agree with what is known", called.Output);
        JsonElement json = Call("--of", "war", "--as-of", "2022-01-02", "--format", "json").Json;
        Assert.InRange(json.GetProperty("worlds").GetInt64(), 20_000, 30_000);
        Assert.Equal("2022-01-02", json.GetProperty("asOf").GetString());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_is_written(string form) => Assert.NotEmpty(Call("--of", "not peace", "--where", "least", "--runs", "2000", "--format", form).Output);

    [Theory]
    [InlineData("say what to look for with --of: an outcome (`war`, `peace`), or a condition such as \"days_to_war >= 5\"")]
    [InlineData("--of \"wra\": there is no outcome or measure `wra`; name an outcome (`war`, `peace`)", "--of", "wra")]
    [InlineData("--of is empty", "--of", " ")]
    [InlineData("--against soft is the policy itself: name another", "--of", "war", "--against", "soft")]
    [InlineData("there is no policy `sfot`; did you mean `soft`?", "--of", "war", "--policy", "hard", "--against", "sfot")]
    [InlineData("--against does not go with --as-of and --given", "--of", "war", "--policy", "hard", "--against", "soft", "--as-of", "2022-01-02")]
    [InlineData("--runs 500 are too few to tell worlds apart: 1,000 or more", "--of", "war", "--runs", "500")]
    [InlineData("are more worlds than are kept in memory with 3 assumptions: 33,333,333 at most", "--of", "war", "--runs", "1G")]
    [InlineData("`0` is no share of the worlds: write one such as 10%", "--of", "war", "--size", "0")]
    public void What_cannot_be_asked_is_said_with_the_way_out(string message, params string[] arguments)
    {
        Called called = Call(arguments);
        Assert.Equal(2, called.Code);
        Assert.Contains(message, called.Error);
    }

    [Fact]
    public void Without_values_there_is_no_worse()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("discover", folder.File("x.yaml", Corner.Replace("value: -100, ", "")), "--policy", "hard", "--against", "soft");
        Assert.Equal(2, called.Code);
        Assert.Contains("no outcome has a `value`", called.Error);
    }

    private static Called Call(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        return InProcess.Call(["discover", folder.File("corner.yaml", Corner), .. arguments]);
    }
}
