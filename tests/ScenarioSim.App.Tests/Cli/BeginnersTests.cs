using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary>What helps someone to write a first file: a scenario to begin with, and words that can be looked up.</summary>
public class BeginnersTests
{
    [Fact]
    public void A_new_scenario_is_right_and_runs_as_it_stands()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "crisis.yaml");
        Called called = InProcess.Call("new", file, "--start", "2027-03-01");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Called check = InProcess.Call("check", "--strict", file);
        Assert.Equal((0, $"{file}: ok\n", ""), (check.Code, check.Output, check.Error));
        Called compared = InProcess.Call("compare", file, "--policies", "all", "--runs", "20k", "--format", "json");
        Assert.Equal("wait press", string.Join(' ', compared.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString())));
        Assert.Contains("2027-03-01", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("A \"title\": \\ # {with} everything")]
    [InlineData("TITLE START")]
    [InlineData("два\nслова")]
    public void Whatever_stands_in_its_title_it_is_one_title(string title)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "crisis.yaml");
        InProcess.Call("new", file, "--title", title);
        Assert.Equal(title.Replace('\n', ' '), InProcess.Call("run", file, "--runs", "1000", "--format", "json").Json.GetProperty("scenario").GetProperty("title").GetString());
    }

    [Fact]
    public void A_file_that_is_there_is_never_written_over()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("mine.yaml", "mine");
        Called called = InProcess.Call("new", file);
        Assert.Equal((1, ""), (called.Code, called.Output));
        Assert.Contains("is there already", called.Error);
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal(2, InProcess.Call("new", Path.Combine(folder.Path, "x.yaml"), "--start", "soon").Code);
        Assert.False(File.Exists(Path.Combine(folder.Path, "x.yaml")));
    }

    [Fact]
    public void A_name_without_an_ending_becomes_a_scenarios()
    {
        using var folder = new TemporaryFolder();
        InProcess.Call("new", Path.Combine(folder.Path, "crisis"));
        Assert.True(File.Exists(Path.Combine(folder.Path, "crisis.yaml")));
    }

    [Theory]
    [InlineData("transition", "A way out of a state.")]
    [InlineData("SCN0316", "SCN0316")]
    [InlineData("SCN0501", "Counted in runs")]
    [InlineData("goto", "here it is always to.")]
    [InlineData("likely", "55%..80%")]
    [InlineData("pert(10%, 20%, 60%)", "Mean 25 %")]
    [InlineData("8% per week", "30.41 %")]
    public void A_word_or_a_belief_is_explained(string asked, string said)
    {
        Called called = InProcess.Call("explain", asked);
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Contains(said, called.Output);
        Assert.All(called.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Several_words_are_one_question() => Assert.Equal(InProcess.Call("explain", "8% per week").Output, InProcess.Call("explain", "8%", "per", "week").Output);

    [Fact]
    public void Without_a_word_all_words_are_listed()
    {
        string all = InProcess.Call("explain").Output;
        Assert.All((string[])["transition", "chance", "time_in", "share_of_time", "lognormal", "realistic_possibility", "SCN0507"], word => Assert.Contains(word, all));
    }

    [Theory]
    [InlineData("likly", "did you mean `likely`?")]
    [InlineData("beta(2)", "one is given")]
    [InlineData("140% per week", "more than certain")]
    [InlineData("soon per week", "soon")]
    [InlineData("5..2", "5")]
    public void What_is_neither_is_told_so_with_a_way_out(string asked, string said)
    {
        Called called = InProcess.Call("explain", asked);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
    }

    [Fact]
    public void A_belief_takes_the_words_of_the_scale_that_is_named()
    {
        Assert.Contains("0.55 to 0.75", InProcess.Call("explain", "likely in 0..1", "--yardstick", "phia").Output);
        Assert.StartsWith("# ", InProcess.Call("explain", "likely in 0..1", "--format", "markdown").Output);
    }
}
