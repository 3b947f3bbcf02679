using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class CheckTests
{
    private const string Broken = """
        scenario: Broken
        start: 2022-01-01
        end: 2022-02-01
        tracks:
          geneva:
            states:
              talks:
                - { on: 2022-01-10, to: stalmate }
              stalemate: []
        """;

    private const string Warned = """
        scenario: Warned
        start: 2022-01-01
        end: 2022-02-01
        assumptions:
          resolve: 0..1
        tracks:
          geneva:
            states:
              talks:
                - { chance: 10% * resolve per week, to: stalemate }
              stalemate: []
        outcomes:
          stuck: { when: geneva == stalemate }
          other: { otherwise: true }
        """;

    [Fact]
    public void A_good_file_is_done_and_said_to_be_good()
    {
        Called called = InProcess.Call("check", InProcess.Geneva);
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Equal($"{InProcess.Geneva}: ok\n", called.Output);
    }

    [Fact]
    public void Errors_are_told_on_stderr_with_the_place_and_end_in_1()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("broken.yaml", Broken);
        Called called = InProcess.Call("check", file);
        Assert.Equal(1, called.Code);
        Assert.Contains("did you mean `stalemate`?", called.Error);
        Assert.Contains("broken.yaml:8:", called.Error);
        Assert.EndsWith("1 error", called.Output.Split(',')[0].TrimEnd());
    }

    [Fact]
    public void JSON_has_the_keys_of_the_contract()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("check", folder.File("broken.yaml", Broken), InProcess.Geneva, "--format", "json");
        Assert.Equal((1, ""), (called.Code, called.Error));
        Assert.Equal("schema diagnostics", Called.Keys(called.Json));
        JsonElement first = called.Json.GetProperty("diagnostics")[0];
        Assert.Equal("code severity file line column length message help", Called.Keys(first));
    }

    [Fact]
    public void Warnings_fail_only_where_they_are_to_count()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("warned.yaml", Warned);
        Assert.Equal(0, InProcess.Call("check", file).Code);
        Called strict = InProcess.Call("check", file, "--strict");
        Assert.Equal(1, strict.Code);
        Assert.Contains("warning", strict.Error);
    }

    [Fact]
    public void A_file_that_cannot_be_read_ends_in_2_also_beside_others()
    {
        Called called = InProcess.Call("check", InProcess.Geneva, "nowhere.yaml");
        Assert.Equal(2, called.Code);
        Assert.Contains("nowhere.yaml", called.Error);
        Assert.Equal(2, InProcess.Call("run", "nowhere.yaml").Code);
        Assert.Equal(2, InProcess.Call("run", Path.GetTempPath()).Code);
    }

    [Fact]
    public void A_base_that_cannot_be_read_is_an_error_of_the_scenario()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(1, InProcess.Call("check", folder.File("child.yaml", "extends: nowhere.yaml\nscenario: Child\n")).Code);
    }

    [Fact]
    public void What_is_wrong_with_a_base_of_several_files_is_said_once()
    {
        using var folder = new TemporaryFolder();
        string one = folder.File("base.yaml", "scenario: One\nstart: 2022-01-01\nend: 2022-03-01\nassumptions: { pace: 10%..30% }\ntracks: { t: { states: { a: [ { chance: pace per week, to: b } ], b: [] } } }\noutcomes: { any: { otherwise: true } }\n");
        string other = folder.File("child.yaml", "extends: base.yaml\nscenario: Other\n");
        Called called = InProcess.Call("check", one, other);
        Assert.Equal(1, called.Error.Split("SCN0410").Length - 1);
        Assert.Equal($"{one}: 1 warning\n{other}: 1 warning\n", called.Output);
        Assert.Equal(1, InProcess.Call("check", one, other, "--format", "json").Json.GetProperty("diagnostics").GetArrayLength());
    }

    [Theory]
    [InlineData("tracks: { t: { states: { a: { transitions: } } } }", "SCN0415")]
    [InlineData("assumptions: { pace: { source: } }", "SCN0415")]
    [InlineData("tracks: { t: { states: { a: } } }", "SCN0415")]
    [InlineData("tracks: { t: { states: } }", "SCN0414")]
    [InlineData("tracks: { t: { states: { a: { transitions: [] } } } }", "")]
    [InlineData("tracks: { t: { states: { b: { transitions: } } } }", "")]
    public void What_is_empty_over_a_base_is_told_where_it_takes_something_away_or_nothing(string text, string code)
    {
        using var folder = new TemporaryFolder();
        folder.File("base.yaml", "scenario: One\nstart: 2022-01-01\nend: 2022-03-01\nsources: { s: { title: S } }\nassumptions: { pace: { is: 10%..30%, source: [s] } }\n"
            + "tracks: { t: { states: { a: { transitions: [ { chance: pace per week, to: b } ] }, b: [] } } }\noutcomes: { any: { otherwise: true } }\n");
        Called called = InProcess.Call("check", folder.File("child.yaml", $"extends: base.yaml\n{text}\n"));
        Assert.Equal(code, string.Concat(new[] { "SCN0414", "SCN0415" }.Where(called.Error.Contains)));
    }

    [Fact]
    public void A_broken_scenario_is_not_run()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("run", folder.File("broken.yaml", Broken));
        Assert.Equal((1, ""), (called.Code, called.Output));
        Assert.Contains("did you mean `stalemate`?", called.Error);
    }

    [Theory]
    [InlineData(1000, "1000 errors", false)]
    [InlineData(1001, "more than 1000 errors", true)]
    public void Where_there_are_more_errors_than_are_listed_it_is_said(int mistakes, string verdict, bool more)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("many.yaml", "start: 2022-01-01\nend: 2022-02-01\ntracks:\n  t:\n    states:\n"
            + string.Concat(Enumerable.Range(0, mistakes).Select(i => $"      s{i}: [{{ chance: 1% per week, to: none{i} }}]\n")));
        Called text = InProcess.Call("check", file);
        Assert.Equal((1, $"{file}: {verdict}\n"), (text.Code, text.Output));
        JsonElement json = InProcess.Call("check", file, "--format", "json").Json;
        Assert.Equal(1000, json.GetProperty("diagnostics").GetArrayLength());
        Assert.Equal(more, json.TryGetProperty("more_errors_in", out JsonElement cut));
        if (more) Assert.Equal(file, Assert.Single(cut.EnumerateArray()).GetString());
        Assert.Equal(more, InProcess.Call("run", file).Error.EndsWith($"scenariosim: `{file}` has more errors than these; mend the first of them, and check again\n", StringComparison.Ordinal));
    }
}
