using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class CompareTests
{
    [Fact]
    public void JSON_has_the_keys_of_the_contract()
    {
        Called called = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "5k", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement json = called.Json;
        string[] wanted = ["schema", "baseline", "seed", "runs", "confidence", "items", "differences", "measures", "values", "worlds_that_change"];
        Assert.Equal(wanted, json.EnumerateObject().Select(p => p.Name).Where(wanted.Contains));
        Assert.Equal("item outcome difference low high into out_of", Called.Keys(json.GetProperty("differences")[0]));
        Assert.Equal("item measure difference low high", Called.Keys(json.GetProperty("measures")[0]));
        Assert.Equal("item difference low high", Called.Keys(json.GetProperty("values")[0]));
        Assert.Equal("item share", Called.Keys(json.GetProperty("worlds_that_change")[0]));
        Assert.Equal("name title runs probability low high", Called.Keys(json.GetProperty("items")[1].GetProperty("outcomes")[0]));
        Assert.Equal("threaten", json.GetProperty("baseline").GetString());
        Assert.All(json.GetProperty("differences").EnumerateArray(), d =>
            Assert.Equal(d.GetProperty("difference").GetDouble(), d.GetProperty("into").GetDouble() - d.GetProperty("out_of").GetDouble(), 9));
    }

    [Theory]
    [InlineData("preempt")]
    [InlineData("b")]
    public void The_baseline_can_be_named_as_it_is_called_or_typed(string which)
    {
        string typed = $"{InProcess.Geneva}:preempt";
        Called called = InProcess.Call("compare", $"{InProcess.Geneva}:threaten", typed, "--baseline", which == "b" ? typed : which, "--runs", "1k", "--format", "json");
        Assert.Equal(0, called.Code);
        Assert.Equal("preempt", called.Json.GetProperty("baseline").GetString());
        Assert.Equal("threaten", called.Json.GetProperty("differences")[0].GetProperty("item").GetString());
    }

    [Fact]
    public void The_table_fits_and_says_what_cannot_be_told()
    {
        Called called = InProcess.Call("compare", $"{InProcess.Geneva}:threaten", $"{InProcess.Geneva}:threaten", $"{InProcess.Geneva}:preempt", "--runs", "2k");
        Assert.Equal(0, called.Code);
        Assert.All(called.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("threaten (2)", called.Output);
        Assert.Contains("none told", called.Output);
        Assert.Contains("worlds that change", called.Output);
    }

    [Fact]
    public void A_saved_result_is_simulated_anew_while_its_file_is_the_same()
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva);
        JsonElement json = InProcess.Call("compare", saved, $"{InProcess.Geneva}:preempt", "--runs", "3k", "--format", "json").Json;
        Assert.Equal(3000, json.GetProperty("items")[0].GetProperty("runs").GetInt32());
        Assert.NotEqual(JsonValueKind.Null, json.GetProperty("differences")[0].GetProperty("into").ValueKind);
    }

    [Fact]
    public void A_saved_result_whose_file_has_changed_is_compared_unpaired()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("own.yaml", File.ReadAllText(InProcess.Geneva));
        string saved = Save(folder, file);
        File.AppendAllText(file, "# changed\n");
        Called called = InProcess.Call("compare", saved, $"{file}:preempt", "--runs", "3k", "--format", "json");
        Assert.Equal(0, called.Code);
        Assert.Contains("compared as saved", called.Error);
        Assert.Equal(1000, called.Json.GetProperty("items")[0].GetProperty("runs").GetInt32());
        JsonElement difference = called.Json.GetProperty("differences")[0];
        Assert.Equal(JsonValueKind.Null, difference.GetProperty("into").ValueKind);
        Assert.Equal(JsonValueKind.Null, difference.GetProperty("out_of").ValueKind);
        Assert.True(difference.GetProperty("low").GetDouble() < difference.GetProperty("difference").GetDouble());
        Assert.Equal(2, InProcess.Call("compare", saved, file, "--confidence", "90%").Code);
    }

    [Fact]
    public void A_damaged_result_file_ends_in_1()
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("half.json", File.ReadAllText(Save(folder, InProcess.Geneva))[..500]);
        Called called = InProcess.Call("compare", saved, InProcess.Geneva);
        Assert.Equal(1, called.Code);
        Assert.Contains("half.json", called.Error);
    }

    [Theory]
    [InlineData("one thing alone cannot be compared", "compare", "FILE")]
    [InlineData("did you mean `preempt`?", "compare", "FILE:premept", "FILE")]
    [InlineData("did you mean `preempt`?", "compare", "FILE", "--policies", "threaten,premept")]
    [InlineData("there is no item `nobody`", "compare", "FILE", "--policies", "all", "--baseline", "nobody")]
    public void What_cannot_be_compared_is_a_wrong_command_line(string said, params string[] arguments)
    {
        Called called = InProcess.Call([.. arguments.Select(a => a.Replace("FILE", InProcess.Geneva))]);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
    }

    [Fact]
    public void It_compares_to_a_precision()
    {
        Called called = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--precision", "1.5pp", "--format", "json");
        Assert.Equal(0, called.Code);
        Assert.All(called.Json.GetProperty("items").EnumerateArray().SelectMany(i => i.GetProperty("outcomes").EnumerateArray()), o =>
            Assert.True(o.GetProperty("high").GetDouble() - o.GetProperty("low").GetDouble() < 0.03));
        Assert.Equal(3, InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--precision", "0.1pp", "--runs", "5k").Code);
    }

    private static string Save(TemporaryFolder folder, string file)
    {
        string saved = Path.Combine(folder.Path, "saved.json");
        Assert.Equal(0, InProcess.Call("run", file, "--runs", "1k", "--format", "json", "--out", saved).Code);
        return saved;
    }

    [Theory]
    [InlineData("{\"schema\":\"scenariosim/result/1\"}", "a part of it is missing")]
    [InlineData("{\"schema\":\"scenariosim/result/1\",\n", "line 2 is no JSON, or the file ends too soon")]
    public void A_torn_result_is_refused_in_words(string text, string said)
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("compare", folder.File("torn.json", text), InProcess.Geneva);
        Assert.Equal((1, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
    }

    [Fact]
    public void A_vast_file_that_is_no_result_is_refused_as_a_scenario()
    {
        using var folder = new TemporaryFolder();
        string vast = folder.File("vast.json", "");
        // More than can be read into memory at once, and no space on the disk.
        using (FileStream file = File.OpenWrite(vast)) file.SetLength(3L << 30);
        Called called = InProcess.Call("compare", InProcess.Geneva, vast);
        Assert.Equal((1, ""), (called.Code, called.Output));
        Assert.Contains("vast.json", called.Error);
        Assert.Contains("SCN", called.Error);
    }

    [Fact]
    public void A_saved_result_is_no_scenario_and_one_message_says_so()
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("saved.json", InProcess.Call("run", InProcess.Geneva, "--runs", "100", "--format", "json").Output);
        Called called = InProcess.Call("run", saved);
        Assert.Equal((1, $"scenariosim: `{saved}` is a saved result, not a scenario: `scenariosim compare {saved} FILE` compares it\n"), (called.Code, called.Error));
    }
}
