using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class RareTests
{
    private const string Chain = """
        scenario: A chain
        start: 2022-01-01
        horizon: 26 weeks
        step: 1 week
        tracks:
          t:
            states:
              a: [ { chance: 1% per week, to: b } ]
              b: [ { chance: 1% per week, to: c }, { chance: 20% per week, to: a } ]
              c: [ { chance: 1% per week, to: war }, { chance: 20% per week, to: b } ]
              war: []
        outcomes:
          war: { title: A war, when: t == war, stop: true }
          peace: { otherwise: true }
          never: { when: t == a and t == b }
        """;

    [Fact]
    public void An_estimate_agrees_with_the_solution()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("chain.yaml", Chain);
        JsonElement solved = InProcess.Call("exact", file, "--format", "json").Json.GetProperty("outcomes")[0];
        Called called = InProcess.Call("rare", file, "--outcome", "war", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        double exact = solved.GetProperty("probability").GetDouble();
        Assert.InRange(exact, 1e-6, 1e-3);
        double probability = called.Json.GetProperty("probability").GetDouble();
        double error = called.Json.GetProperty("relative_error").GetDouble() * probability;
        Assert.InRange(probability, exact - (4 * error), exact + (4 * error));
        Assert.InRange(called.Json.GetProperty("stages")[0].GetProperty("share").GetDouble(), 0.05, 0.95);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_for_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("chain.yaml", Chain);
        string[] csv = [.. new[] { "1", "2" }.Select(threads => InProcess.Call("rare", file, "--outcome", "war", "--threads", threads, "--seed", "7", "--format", "csv").Output)];
        Assert.Equal(csv[0], csv[1]);
        Assert.Contains("rare_stage,baseline,war,1,,share,", csv[0]);
    }

    [Fact]
    public void The_table_fits_80_columns_and_shows_the_way_there()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("rare", folder.File("chain.yaml", Chain), "--outcome", "war", "--precision", "30%");
        Assert.Equal(0, called.Code);
        Assert.Contains("A chain: A war", called.Output);
        Assert.Contains("The way there", called.Output);
        Assert.Contains("1 in ", called.Output);
        Assert.All(called.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void An_outcome_that_plain_runs_meet_is_said_to_be_none_for_splitting()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("rare", folder.File("chain.yaml", Chain), "--outcome", "peace");
        Assert.Equal(0, called.Code);
        Assert.Contains("This outcome is not rare enough", called.Output);
    }

    [Fact]
    public void What_is_never_reached_has_an_upper_bound_and_is_partial()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("rare", folder.File("chain.yaml", Chain.Replace("otherwise: true", "when: day < 0")), "--outcome", "never");
        Assert.Equal(3, called.Code);
        Assert.Contains("not reached", called.Output);
        Assert.Contains("below", called.Output);
        Assert.Contains("nothing reached the outcome", called.Error);
    }

    [Theory]
    [InlineData("--outcome is needed", "name the outcome with --outcome: there are `war`, `never`, `peace`")]
    [InlineData("--outcome wor", "there is no outcome `wor`; did you mean `war`?")]
    [InlineData("--outcome war --precision 0", "`0` is no relative error")]
    [InlineData("--outcome war --levels 99", "`99` is no number for --levels")]
    [InlineData("--outcome war --max-runs 1", "`1` is too little for --max-runs")]
    [InlineData("--outcome war --max-runs 199", "allow 200 or more")]
    [InlineData("--outcome war --max-runs some", "`some` is no number of runs")]
    public void What_is_wrong_on_the_command_line_is_named(string arguments, string says)
    {
        using var folder = new TemporaryFolder();
        string[] words = arguments.EndsWith("needed", StringComparison.Ordinal) ? [] : arguments.Split(' ');
        Called called = InProcess.Call(["rare", folder.File("chain.yaml", Chain), .. words]);
        Assert.Equal(2, called.Code);
        Assert.Contains(says, called.Error);
    }

    [Theory]
    [InlineData("war", 2000, 20_000)]
    [InlineData("war", 300, 100_000)]
    [InlineData("peace", 20_000, 10_000)]
    public void An_effort_that_the_work_allowed_does_not_hold_is_lowered_and_that_is_said(string outcome, int most, int effort)
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("rare", folder.File("chain.yaml", Chain), "--outcome", outcome, "--max-runs", $"{most}", "--effort", $"{effort}", "--format", "json");
        Assert.InRange(called.Json.GetProperty("work").GetDouble(), most / 4.0, most * 1.1);
        int made = called.Json.GetProperty("stages")[0].GetProperty("effort").GetInt32();
        Assert.InRange(made, 1, effort - 1);
        Assert.Contains($"scenariosim: --effort {effort} is more work than --max-runs allows: there were {made:#,0} tries", called.Error);
        Assert.Equal(called.Json.GetProperty("partial").GetBoolean() ? 3 : 0, called.Code);
    }

    [Fact]
    public void An_effort_within_the_work_allowed_is_kept_without_a_word()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("rare", folder.File("chain.yaml", Chain), "--outcome", "war", "--precision", "20%", "--effort", "300", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.All(called.Json.GetProperty("stages").EnumerateArray(), s => Assert.Equal(300, s.GetProperty("effort").GetInt32()));
    }

    [Theory]
    [InlineData("--levels", "0", "--effort", "10")]
    [InlineData]
    public void Replications_that_are_all_alike_still_leave_an_interval(params string[] more)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("sure.yaml", Chain.Replace("c: [ { chance: 1%", "c: [ { chance: 100%"));
        JsonElement rare = InProcess.Call(["rare", file, "--outcome", "peace", "--format", "json", .. more]).Json;
        Assert.True(rare.GetProperty("low").GetDouble() < rare.GetProperty("high").GetDouble());
    }
}
