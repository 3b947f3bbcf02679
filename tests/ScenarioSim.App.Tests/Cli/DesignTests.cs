using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary><c>--design</c>, where runs are made, compared and told.</summary>
public class DesignTests
{
    [Fact]
    public void Without_a_design_nothing_is_said_of_one_and_random_is_the_same()
    {
        string usual = InProcess.Call("run", InProcess.Geneva, "--runs", "1k", "--format", "csv").Output;
        Assert.Equal(usual, InProcess.Call("run", InProcess.Geneva, "--runs", "1k", "--format", "csv", "--design", "random").Output);
        Assert.DoesNotContain("design", usual);
        Assert.DoesNotContain("replicates", InProcess.Call("run", InProcess.Geneva, "--runs", "1k").Output);
    }

    [Theory]
    [InlineData("lhs")]
    [InlineData("sobol")]
    public void A_result_names_its_design(string design)
    {
        JsonElement json = InProcess.Call("run", InProcess.Geneva, "--runs", "2k", "--format", "json", "--design", design).Json;
        Assert.Equal("name replicates planned", Called.Keys(json.GetProperty("design")));
        Assert.Equal((design, 32), (json.GetProperty("design").GetProperty("name").GetString(), json.GetProperty("design").GetProperty("replicates").GetInt32()));
        Assert.Equal(design == "lhs" ? "2000" : "null", json.GetProperty("design").GetProperty("planned").GetRawText());
        string table = InProcess.Call("run", InProcess.Geneva, "--runs", "2k", "--design", design).Output;
        Assert.Contains($"assumptions by {design} in 32 replicates", table.Replace("\n", " "));
        Assert.Contains($"result,threaten,,,,design,{design}\n", InProcess.Call("run", InProcess.Geneva, "--runs", "2k", "--design", design, "--format", "csv").Output);
    }

    [Theory]
    [InlineData("lhs")]
    [InlineData("sobol")]
    public void Engines_threads_and_widths_give_the_same_figures(string design)
    {
        string Of(params string[] more)
        {
            JsonElement json = InProcess.Call(["run", InProcess.Geneva, "--runs", "2k", "--design", design, "--format", "json", .. more]).Json;
            return json.GetProperty("outcomes").GetRawText() + json.GetProperty("measures").GetRawText() + json.GetProperty("tracks").GetRawText() + json.GetProperty("assumptions").GetRawText();
        }
        Assert.Equal(Of(), Of("--engine", "interpreter"));
        Assert.Equal(Of(), Of("--threads", "3"));
        Assert.Equal(Of(), Of("--width", "128"));
        Assert.NotEqual(Of(), Of("--seed", "2"));
    }

    [Fact]
    public void Policies_are_compared_in_the_same_worlds_of_a_design()
    {
        JsonElement json = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "5k", "--format", "json", "--design", "sobol").Json;
        Assert.Equal("sobol", json.GetProperty("design").GetProperty("name").GetString());
        JsonElement alone = InProcess.Call("run", InProcess.Geneva, "--policy", "preempt", "--runs", "5k", "--format", "json", "--design", "sobol").Json;
        JsonElement Outcomes(JsonElement of) => of.GetProperty("outcomes");
        Assert.Equal(Outcomes(alone).GetRawText().Replace(" ", ""), Outcomes(json.GetProperty("items").EnumerateArray().First(i => i.GetProperty("name").GetString() == "preempt")).GetRawText().Replace(" ", ""));
        Assert.Contains("assumptions by sobol", InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "1k", "--design", "sobol").Output.Replace("\n", " "));
    }

    [Fact]
    public void A_result_saved_with_a_design_can_be_compared()
    {
        Assert.Contains("assumptions by lhs", ComparedWithSaved("--runs", "1k", "--design", "lhs").Output.Replace("\n", " "));
    }

    [Theory]
    [InlineData("lhs", "--runs", "2k")]
    [InlineData("sobol")]
    public void A_run_of_a_design_is_told_by_its_number(string design, params string[] more)
    {
        JsonElement story = InProcess.Call(["trace", InProcess.Geneva, "--run", "17", "--design", design, "--format", "json", .. more]).Json;
        Assert.Equal(design, story.GetProperty("design").GetProperty("name").GetString());
        Assert.NotEqual(InProcess.Call("trace", InProcess.Geneva, "--run", "17", "--format", "json").Json.GetProperty("assumptions").GetRawText(), story.GetProperty("assumptions").GetRawText());
        Assert.Equal(0, InProcess.Call(["trace", InProcess.Geneva, "--outcome", "invasion", "--nth", "3", "--design", design, .. more]).Code);
    }

    [Theory]
    [InlineData("--precision goes with --design lhs", "trace", "--run", "1", "--design", "sobol", "--precision", "1pp")]
    [InlineData("there is no run 5000", "trace", "--run", "5000", "--design", "lhs", "--runs", "5k", "--precision", "1pp")]
    [InlineData("137,438,953,472 runs at most", "run", "--design", "sobol", "--runs", "200G")]
    [InlineData("halton", "run", "--design", "halton")]
    [InlineData("there is no run 100", "trace", "--run", "100", "--design", "lhs", "--runs", "100")]
    [InlineData("there is no run 137438953472", "trace", "--run", "137438953472", "--design", "sobol")]
    [InlineData("--runs goes with --design lhs", "trace", "--run", "1", "--runs", "100")]
    public void A_design_that_cannot_be_is_a_wrong_command_line(string said, string verb, params string[] more)
    {
        Called called = InProcess.Call([verb, InProcess.Geneva, .. more]);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
    }

    [Theory]
    [InlineData("lhs")]
    [InlineData("sobol")]
    public void A_design_goes_with_a_precision(string design)
    {
        JsonElement json = InProcess.Call("run", InProcess.Geneva, "--design", design, "--precision", "1pp", "--format", "json").Json;
        Assert.Equal(design == "lhs" ? "4096" : "null", json.GetProperty("design").GetProperty("planned").GetRawText());
        Assert.InRange(json.GetProperty("runs").GetInt64(), 4097, 1_000_000);
        Assert.False(json.GetProperty("partial").GetBoolean());
        Assert.All(json.GetProperty("outcomes").EnumerateArray(), o => Assert.InRange(o.GetProperty("high").GetDouble() - o.GetProperty("low").GetDouble(), 0, 0.02));
    }

    [Fact]
    public void A_run_that_was_made_to_a_precision_by_Latin_hypercubes_is_told_with_the_same_options()
    {
        string[] design = ["--design", "lhs", "--precision", "1pp"];
        JsonElement found = InProcess.Call(["trace", InProcess.Geneva, "--outcome", "settlement", "--nth", "700", "--format", "json", .. design]).Json;
        long run = found.GetProperty("run").GetInt64();
        Assert.InRange(run, 4097, 10_000);
        Called told = InProcess.Call(["trace", InProcess.Geneva, "--run", $"{run}", "--format", "json", .. design]);
        Assert.Equal(found.GetRawText(), told.Json.GetRawText());
        Assert.Equal("lhs", told.Json.GetProperty("design").GetProperty("name").GetString());
        Assert.Contains("anew after every 4,096 runs", InProcess.Call(["trace", InProcess.Geneva, "--run", $"{run}", .. design]).Output.Replace("\n", " "));
    }

    [Fact]
    public void A_result_made_to_a_precision_by_Latin_hypercubes_is_compared_with_its_design_named()
    {
        Called called = ComparedWithSaved("--design", "lhs", "--precision", "1pp");
        Assert.Contains("with seed 1 and as many runs as the precision takes by lhs like all", called.Error);
        Assert.Contains("assumptions by lhs in 32 replicates, anew after every 4,096 runs", called.Output.Replace("\n", " "));
    }

    // What was saved with these options, beside another policy with the same.
    private static Called ComparedWithSaved(params string[] options)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("saved.json", InProcess.Call(["run", InProcess.Geneva, "--format", "json", .. options]).Output);
        Called called = InProcess.Call(["compare", path, $"{InProcess.Geneva}:preempt", .. options]);
        Assert.Equal(0, called.Code);
        return called;
    }
}
