using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary>Results that were saved, beside others in a comparison: made anew or as they were saved, what they are called by, and what of them is refused.</summary>
public class SavedResultTests
{
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
        Assert.Contains("half.json", WhyUnfit(saved));
    }

    [Fact]
    public void Items_that_differ_in_what_was_set_are_named_by_it()
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva, "--set", "resolve = 0.9");
        JsonElement json = InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "1k", "--format", "json").Json;
        Assert.Equal(["threaten (resolve=0.9)", "threaten"], Names(json));
        JsonElement items = json.GetProperty("items");
        Assert.Equal("name policy settings scenario engine seed runs outcomes holds compared_in", Called.Keys(items[0]));
        Assert.Equal("resolve=0.9", Assert.Single(items[0].GetProperty("settings").EnumerateArray()).GetString());
        Assert.False(items[1].TryGetProperty("settings", out _));
        Assert.Contains("threaten (resolve=0.9)", InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "1k").Output);
        Assert.Contains("result,threaten (resolve=0.9),,,,setting,resolve=0.9", InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "1k", "--format", "csv").Output);
    }

    [Fact]
    public void A_policy_names_the_baseline_where_one_item_has_it()
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva, "--set", "resolve=0.9");
        JsonElement json = InProcess.Call("compare", $"{InProcess.Geneva}:preempt", saved, "--baseline", "threaten", "--runs", "1k", "--format", "json").Json;
        Assert.Equal("threaten (resolve=0.9)", json.GetProperty("baseline").GetString());
    }

    [Fact]
    public void What_was_set_for_all_is_in_no_name_but_below_the_tables()
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva, "--set", "resolve=0.9");
        string[] call = ["compare", saved, $"{InProcess.Geneva}:preempt", "--set", "resolve = 0.9", "--runs", "1k"];
        Assert.Equal(["threaten", "preempt"], Names(InProcess.Call([.. call, "--format", "json"]).Json));
        Assert.Contains("; with resolve=0.9.", InProcess.Call(call).Output.ReplaceLineEndings(" "));
        string apart = InProcess.Call("compare", saved, $"{InProcess.Geneva}:preempt", "--runs", "1k").Output.ReplaceLineEndings(" ");
        Assert.DoesNotContain("; with resolve", apart);
    }

    [Fact]
    public void Settings_too_long_for_a_name_are_counted_in_it_and_told_below()
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva, "--set", "resolve=0.9", "--set", "flexibility=0.3", "--set", "deterrence=0.7");
        string output = InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "1k").Output;
        Assert.Contains("threaten (3 settings)  ", output);
        Assert.Contains("threaten (3 settings): with resolve=0.9, flexibility=0.3, deterrence=0.7.", output.ReplaceLineEndings(" "));
    }

    [Fact]
    public void Saved_results_of_different_files_of_one_name_are_named_by_their_files()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        string[] files = [one.File("week.yaml", File.ReadAllText(InProcess.Geneva)), other.File("week.yaml", File.ReadAllText(InProcess.Geneva) + "# another\n")];
        string[] saved = [Save(one, files[0]), Save(other, files[1])];
        Assert.Equal(files.Select(f => f + ":threaten"), Names(InProcess.Call("compare", saved[0], saved[1], "--runs", "1k", "--format", "json").Json));
        foreach (string file in files) File.AppendAllText(file, "# changed\n");
        Assert.Equal(saved, Names(InProcess.Call("compare", saved[0], saved[1], "--runs", "1k", "--format", "json").Json));
    }

    [Fact]
    public void What_a_saved_result_was_made_with_cannot_be_set_otherwise()
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva, "--set", "resolve=0.9");
        Called called = InProcess.Call("compare", saved, InProcess.Geneva, "--set", "resolve=0.5", "--runs", "1k");
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains($"`{saved}` was made with --set resolve=0.9, and --set resolve=0.5 sets the same for all that is compared: leave it out", called.Error);
        Assert.DoesNotContain("SCN0272", called.Error);
        // What is typed twice is still the user's own affair.
        Assert.Contains("SCN0272", InProcess.Call("compare", saved, InProcess.Geneva, "--set", "deterrence=0.5", "--set", "deterrence=0.6").Error);
    }

    [Fact]
    public void What_is_compared_as_saved_keeps_what_it_was_made_with()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("own.yaml", File.ReadAllText(InProcess.Geneva));
        string saved = Save(folder, file, "--set", "resolve=0.9");
        File.AppendAllText(file, "# changed\n");
        Called called = InProcess.Call("compare", saved, file, "--set", "resolve=0.5", "--runs", "1k", "--format", "json");
        Assert.Equal(0, called.Code);
        Assert.EndsWith("compared as saved, not world by world, and without resolve=0.5\n", called.Error);
        Assert.Equal([$"{saved} (resolve=0.9)", "threaten (resolve=0.5)"], Names(called.Json));
    }

    [Fact]
    public void A_saved_result_whose_file_is_missing_is_compared_unpaired_and_not_said_to_have_changed()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("own.yaml", File.ReadAllText(InProcess.Geneva));
        string saved = Save(folder, file);
        File.Delete(file);
        Called called = InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "1k");
        Assert.Equal(0, called.Code);
        Assert.Equal($"scenariosim: the scenario of `{saved}` is missing (there is no file `{file}`): it is compared as saved, not world by world\n", called.Error);
        Called refused = InProcess.Call("compare", saved, InProcess.Geneva, "--confidence", "90%");
        Assert.Equal(2, refused.Code);
        Assert.Contains("is missing", refused.Error);
        Assert.EndsWith("with 95 % intervals; compare with --confidence 0.95\n", refused.Error);
    }

    [Fact]
    public void A_saved_result_whose_base_has_changed_is_compared_unpaired_whatever_it_was_made_with()
    {
        using var folder = new TemporaryFolder();
        string text = File.ReadAllText(InProcess.Geneva), parent = folder.File("base.yaml", text);
        string saved = Save(folder, folder.File("own.yaml", "scenario: Another week\nextends: base.yaml\n"), "--set", "resolve=0.9");
        File.WriteAllText(parent, text.Replace("resolve", "resolution", StringComparison.Ordinal));
        Called called = InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "1k", "--format", "json");
        Assert.Equal(0, called.Code);
        Assert.StartsWith($"scenariosim: a file that the scenario of `{saved}` extends is not as it was", called.Error);
    }

    [Fact]
    public void What_is_true_only_world_by_world_is_said_only_where_it_is()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("own.yaml", File.ReadAllText(InProcess.Geneva));
        string saved = Save(folder, file);
        string paired = InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "1k").Output.ReplaceLineEndings(" ");
        Assert.Contains("seed 1, 1,000 runs; kernel engine. Into and out of:", paired);
        Assert.Contains("Measures are compared in the worlds", paired);
        Assert.DoesNotContain("Unpaired:", paired);
        File.Delete(file);
        string unpaired = InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "2k", "--seed", "7").Output.ReplaceLineEndings(" ");
        Assert.DoesNotContain("Into and out of", unpaired);
        Assert.DoesNotContain("Measures are compared", unpaired);
        Assert.Contains("Unpaired: what each came to by itself is compared, not world by world.", unpaired);
        Assert.Contains("threaten: seed 7, 2,000 runs, kernel engine.", unpaired);
        string both = InProcess.Call("compare", saved, InProcess.Geneva, $"{InProcess.Geneva}:preempt", "--baseline", "threaten", "--runs", "1k").Output.ReplaceLineEndings(" ");
        Assert.Contains("Into and out of", both);
        Assert.Contains("Unpaired:", both);
    }

    [Fact]
    public void A_saved_exact_result_stays_exact()
    {
        using var folder = new TemporaryFolder();
        string saved = Solve(folder, "--set", "resolve=0.6", "--set", "flexibility=0.3", "--set", "deterrence=0.7");
        double probability = JsonDocument.Parse(File.ReadAllText(saved)).RootElement.GetProperty("outcomes")[0].GetProperty("probability").GetDouble();
        // Without an interval it is as good at any level.
        Called called = InProcess.Call("compare", saved, InProcess.Geneva, "--confidence", "90%", "--runs", "1k", "--format", "json");
        Assert.Equal((0, $"scenariosim: `{saved}` was solved, not sampled: it is compared as saved, not world by world\n"), (called.Code, called.Error));
        JsonElement item = called.Json.GetProperty("items")[0];
        Assert.Equal(("exact", JsonValueKind.Null), (item.GetProperty("engine").GetString(), item.GetProperty("runs").ValueKind));
        Assert.Equal(probability, item.GetProperty("outcomes")[0].GetProperty("probability").GetDouble());
        Assert.Equal(0.9, called.Json.GetProperty("confidence").GetDouble());
        Assert.Equal(JsonValueKind.Null, called.Json.GetProperty("differences")[0].GetProperty("into").ValueKind);
        Assert.Equal(2, InProcess.Call("compare", Solve(folder), InProcess.Geneva, "--confidence", "90%").Code);
    }

    [Theory]
    [InlineData("{\"schema\":\"scenariosim/result/1\"}", "`scenario` is missing")]
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
        Called check = InProcess.Call("check", saved, InProcess.Geneva);
        Assert.Equal((1, $"{saved}: a saved result, not a scenario; `scenariosim compare` takes it\n{InProcess.Geneva}: ok\n", ""), (check.Code, check.Output, check.Error));
    }

    [Theory]
    [InlineData("resolve=20%", "resolve=0.2")]
    [InlineData("resolve=50%..60%", "resolve = 0.5..0.6")]
    [InlineData("resolve=likely", "resolve=55%..80%")]
    public void A_value_written_otherwise_is_the_same_value(string saved, string typed)
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("compare", Save(folder, InProcess.Geneva, "--set", saved), InProcess.Geneva, "--set", typed, "--runs", "1k", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Equal(["threaten", "threaten (2)"], Names(called.Json));
    }

    [Fact]
    public void A_value_written_otherwise_is_the_same_also_where_a_result_is_compared_as_saved()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("own.yaml", File.ReadAllText(InProcess.Geneva));
        string saved = Save(folder, file, "--set", "resolve=20%");
        File.Delete(file);
        Called called = InProcess.Call("compare", saved, InProcess.Geneva, "--set", "resolve=0.2", "--runs", "1k", "--format", "json");
        Assert.EndsWith("compared as saved, not world by world\n", called.Error);
        Assert.Equal([saved, "threaten"], Names(called.Json));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_setting_without_a_value_has_its_usual_message_beside_a_saved_result(bool there)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("own.yaml", File.ReadAllText(InProcess.Geneva));
        string saved = Save(folder, file, "--set", "resolve=20%");
        if (!there) File.Delete(file);
        Called called = InProcess.Call("compare", saved, InProcess.Geneva, "--set", "resolve");
        Assert.Equal(2, called.Code);
        Assert.StartsWith("error SCN0270: `resolve` is no setting\n", called.Error);
    }

    [Fact]
    public void A_saved_result_that_is_simulated_with_another_seed_or_other_runs_is_said_to_be()
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva, "--seed", "7");
        Called called = InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "2k");
        Assert.Equal((0, $"scenariosim: `{saved}` is simulated anew, with seed 1 and 2,000 runs like all that is compared; it was saved with seed 7 and 1,000 runs\n"), (called.Code, called.Error));
        Called precise = InProcess.Call("compare", saved, InProcess.Geneva, "--precision", "3pp", "--seed", "7", "--design", "sobol");
        Assert.Contains("with seed 7 and as many runs as the precision takes by sobol like all", precise.Error);
        Assert.Equal("", InProcess.Call("compare", saved, InProcess.Geneva, "--runs", "1k", "--seed", "7").Error);
    }

    [Fact]
    public void Of_one_thing_alone_nothing_is_said_but_that_it_cannot_be_compared()
    {
        using var folder = new TemporaryFolder();
        Called anew = InProcess.Call("compare", Save(folder, InProcess.Geneva, "--seed", "7"));
        Assert.StartsWith("scenariosim: nothing to compare with: ", anew.Error);
        Called solved = InProcess.Call("compare", Solve(folder));
        Assert.StartsWith("scenariosim: nothing to compare with: ", solved.Error);
    }

    [Theory]
    [InlineData("`SAVED` is a saved result: name its scenario too, `compare SAVED FILE --policies all`", "SAVED", "--policies", "all")]
    [InlineData("`SAVED` is a saved result: name its scenario too", "SAVED")]
    [InlineData("name another, or `compare FILE --policies all` for all its policies", "FILE:threaten", "--policies", "all")]
    [InlineData("name another, or `compare FILE --policies all` for all its policies", "FILE", "--policies", "threaten")]
    [InlineData("name another, or `--policies all` for the policies of FILE", "FILE")]
    [InlineData("name another; `ONE` has one policy only", "ONE", "--policies", "all")]
    public void What_is_missing_beside_one_thing_is_not_what_was_typed(string said, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva);
        string one = folder.File("one.yaml", "start: 2022-01-01\nhorizon: 3 days\ntracks: { t: { states: { a: [] } } }\n");
        string Full(string text) => text.Replace("SAVED", saved).Replace("FILE", InProcess.Geneva).Replace("ONE", one);
        Called called = InProcess.Call(["compare", .. arguments.Select(Full)]);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains("nothing to compare with: " + Full(said), called.Error);
    }

    [Theory]
    [InlineData("\"file\": \"", "\"file\": null, \"was\": \"", "`scenario.file` is null, and a text belongs there")]
    [InlineData("\"seed\": 1", "\"seed\": -1", "`seed` is -1, and a whole number from 0 to 2^64 - 1 belongs there")]
    [InlineData("\"seed\": 1", "\"seed\": 1e400", "`seed` is 1e400, and")]
    [InlineData("\"runs\": 1000", "\"runs\": \"x\"", "`runs` is \"x\", and a whole number, 1 or more, belongs there")]
    [InlineData("\"runs\": 1000", "\"runs\": 1e300", "`runs` is 1e300, and")]
    [InlineData("\"runs\": 1000", "\"runs\": 0", "`runs` is 0, and")]
    [InlineData("\"policy\"", "\"polity\"", "`policy` is missing")]
    [InlineData("\"policy\": \"threaten\"", "\"policy\": \"nobody\"", "names the policy `nobody`, which `FILE` has not got")]
    [InlineData("\"confidence\": 0.95", "\"confidence\": 95", "`confidence` is 95, and a number between 0 and 1 belongs there")]
    [InlineData("\"partial\": false", "\"partial\": 0", "`partial` is 0, and true or false belongs there")]
    [InlineData("\"outcomes\": [", "\"outcomes\": 3, \"were\": [", "`outcomes` is 3, and a list belongs there")]
    [InlineData("\"outcomes\": [", "\"outcomes\": [], \"were\": [", "`outcomes` is a list, and a list with an outcome or more belongs there")]
    [InlineData("\"outcomes\": [", "\"outcomes\": [ null,", "`outcomes[0]` is null, and an object belongs there")]
    [InlineData("\"probability\": 0", "\"probability\": 7e0", "`outcomes[0].probability` is 7e0")]
    [InlineData("\"mean\": ", "\"mean\": 1e9", "`measures[0].mean` is 1e9")]
    [InlineData("\"bases\": []", "\"bases\": [[]]", "`scenario.bases[0]` is a list, and an object belongs there")]
    [InlineData("\"settings\": [\"resolve=0.5\"]", "\"settings\": [null]", "`settings[0]` is null, and a text belongs there")]
    [InlineData("\"settings\": [\"resolve=0.5\"]", "\"settings\": [\"resolve\"]", "`settings[0]` is \"resolve\", and NAME=VALUE belongs there")]
    [InlineData("\"settings\": [\"resolve=0.5\"]", "\"settings\": [\"resolve=zzz\"]", "was made with --set resolve=zzz, which `FILE` does not take: ")]
    [InlineData("\"schema\": \"scenariosim/result/1\"", "\"scheme\": 1", "`schema` is missing")]
    [InlineData("{\n  \"schema\"", "[{\n  \"schema\"", "is no JSON, or the file ends too soon")]
    public void A_saved_result_that_was_spoilt_by_hand_is_refused_with_its_name_and_what_is_wrong(string there, string instead, string said)
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva, "--set", "resolve=0.5");
        string text = File.ReadAllText(saved);
        int at = text.IndexOf(there, StringComparison.Ordinal);
        Assert.True(at >= 0, there);
        // Numbers go on behind what is replaced: 0.23 becomes 7e0.23, which is no JSON, so a comma ends them.
        string rest = text[(at + there.Length)..];
        if (instead.EndsWith("7e0", StringComparison.Ordinal) || instead.EndsWith("1e9", StringComparison.Ordinal)) rest = (instead.EndsWith('9') ? "99" : "") + rest[rest.IndexOf(',')..];
        string spoilt = folder.File("spoilt.json", text[..at] + instead + rest);
        Called called = InProcess.Call("compare", spoilt, InProcess.Geneva, "--runs", "100");
        Assert.Equal((1, ""), (called.Code, called.Output));
        Assert.StartsWith($"scenariosim: `{spoilt}` ", called.Error);
        Assert.Contains(said.Replace("FILE", InProcess.Geneva), called.Error);
        Assert.Single(called.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_list_and_what_nests_too_deeply_are_no_saved_results()
    {
        using var folder = new TemporaryFolder();
        string list = folder.File("list.json", "[{\"schema\":\"scenariosim/result/1\"}]");
        Assert.Contains("list.json` is no whole result of `run --format json`: it is a list, and an object belongs there", WhyUnfit(list));
        string deep = folder.File("deep.json", "{\"schema\":\"scenariosim/result/1\",\"scenario\":" + new string('[', 5000) + new string(']', 5000) + "}");
        Assert.Contains("deep.json` is no whole result of `run --format json`: what begins in line 1 nests too deeply", WhyUnfit(deep));
    }

    [Fact]
    public void A_saved_result_may_begin_with_a_byte_order_mark()
    {
        using var folder = new TemporaryFolder();
        string saved = Save(folder, InProcess.Geneva);
        File.WriteAllText(saved, "\uFEFF" + File.ReadAllText(saved));
        Assert.Equal(0, InProcess.Call("compare", saved, $"{InProcess.Geneva}:preempt", "--runs", "1k").Code);
    }

    private static string WhyUnfit(string saved)
    {
        Called called = InProcess.Call("compare", saved, InProcess.Geneva);
        Assert.Equal(1, called.Code);
        return called.Error;
    }

    private static string Save(TemporaryFolder folder, string file, params string[] more)
    {
        string saved = Path.Combine(folder.Path, "saved.json");
        Assert.Equal(0, InProcess.Call(["run", file, "--runs", "1k", "--format", "json", "--out", saved, .. more]).Code);
        return saved;
    }

    private static string Solve(TemporaryFolder folder, params string[] more)
    {
        string saved = Path.Combine(folder.Path, "exact.json");
        Assert.Equal(0, InProcess.Call(["exact", InProcess.Geneva, "--points", "1", "--format", "json", "--out", saved, .. more]).Code);
        return saved;
    }

    private static string[] Names(JsonElement json) => [.. json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()!)];
}
