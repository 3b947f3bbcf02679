using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class RunTests
{
    [Fact]
    public void JSON_has_the_keys_of_the_contract()
    {
        Called called = InProcess.Call("run", InProcess.Geneva, "--runs", "5k", "--format", "json");
        Assert.Equal(0, called.Code);
        Assert.Equal("", called.Error);
        JsonElement json = called.Json;
        Assert.Equal("schema scenario policy engine version meaning seed runs confidence partial seconds outcomes measures tracks assumptions value warnings texts sources correlations", Called.Keys(json));
        Assert.Equal("scenariosim/result/1", json.GetProperty("schema").GetString());
        Assert.Equal(("threaten", "kernel", 1, 5000), (json.GetProperty("policy").GetString(), json.GetProperty("engine").GetString(), json.GetProperty("seed").GetInt32(), json.GetProperty("runs").GetInt32()));
        Assert.Equal(5000, json.GetProperty("outcomes").EnumerateArray().Sum(o => o.GetProperty("runs").GetInt32()));
        Assert.False(json.GetProperty("partial").GetBoolean());
    }

    [Fact]
    public void Every_state_of_every_track_has_a_row_with_a_number_a_date()
    {
        JsonElement json = InProcess.Call("run", InProcess.Geneva, "--runs", "1k", "--format", "json").Json;
        JsonElement[] tracks = [.. json.GetProperty("tracks").EnumerateArray()];
        Assert.Equal("geneva theatre sanctions", string.Join(' ', tracks.Select(t => t.GetProperty("name").GetString())));
        Assert.Equal("pending targeted severe", Called.Keys(tracks[2].GetProperty("states")));
        string?[] dates = [.. tracks[0].GetProperty("dates").EnumerateArray().Select(d => d.GetString())];
        Assert.Equal(("2021-12-29", "2022-03-31", 93), (dates[0], dates[^1], dates.Length));
        Assert.All(tracks.SelectMany(t => t.GetProperty("states").EnumerateObject()), state => Assert.Equal(93, state.Value.GetArrayLength()));
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_with_either_engine_and_any_threads()
    {
        string Of(params string[] more)
        {
            JsonElement json = InProcess.Call(["run", InProcess.Geneva, "--runs", "2k", "--format", "json", .. more]).Json;
            return json.GetProperty("outcomes").GetRawText() + json.GetProperty("measures").GetRawText() + json.GetProperty("tracks").GetRawText();
        }
        Assert.Equal(Of(), Of("--engine", "interpreter"));
        Assert.Equal(Of(), Of("--threads", "3"));
        Assert.NotEqual(Of(), Of("--seed", "2"));
    }

    [Fact]
    public void The_table_says_what_it_rests_on()
    {
        Called called = InProcess.Call("run", InProcess.Geneva, "--runs", "5k", "--policy", "preempt", "--confidence", "90%");
        Assert.Equal(0, called.Code);
        Assert.All(called.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("Policy preempt (Sanction now); seed 1, 5,000 runs; 90 % intervals", called.Output);
        Assert.Contains("Full-scale invasion", called.Output);
        Assert.Contains("Expected value −", called.Output);
    }

    [Fact]
    public void A_setting_changes_the_result_and_travels_with_it()
    {
        Called called = InProcess.Call("run", InProcess.Geneva, "--runs", "1k", "--set", "resolve=0.9", "--set", "sanctions_policy=up_front", "--format", "json");
        Assert.Equal(0, called.Code);
        Assert.Equal("[\"resolve=0.9\",\"sanctions_policy=up_front\"]", called.Json.GetProperty("settings").GetRawText());
        Assert.Equal(0.9, called.Json.GetProperty("assumptions")[0].GetProperty("mean").GetDouble(), 12);
    }

    [Theory]
    [InlineData("resolv=0.9", "resolve")]
    [InlineData("resolve=", "resolve=")]
    public void A_setting_that_cannot_be_is_a_wrong_command_line(string setting, string said)
    {
        Called called = InProcess.Call("run", InProcess.Geneva, "--set", setting);
        Assert.Equal(2, called.Code);
        Assert.Equal("", called.Output);
        Assert.Contains(said, called.Error);
    }

    [Fact]
    public void It_runs_until_the_precision_wanted()
    {
        Called called = InProcess.Call("run", InProcess.Geneva, "--precision", "1pp", "--format", "json");
        Assert.Equal(0, called.Code);
        Assert.All(called.Json.GetProperty("outcomes").EnumerateArray(), o => Assert.True(o.GetProperty("high").GetDouble() - o.GetProperty("low").GetDouble() < 0.02));
    }

    [Fact]
    public void A_precision_that_the_runs_allowed_do_not_reach_is_partial()
    {
        Called called = InProcess.Call("run", InProcess.Geneva, "--precision", "0.1pp", "--runs", "5k", "--format", "json");
        Assert.Equal(3, called.Code);
        Assert.True(called.Json.GetProperty("partial").GetBoolean());
        Assert.Contains("more can be allowed with --runs", called.Error);
    }

    [Fact]
    public void CSV_is_one_tidy_table()
    {
        string[] lines = InProcess.Call("run", InProcess.Geneva, "--runs", "1k", "--format", "csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("kind,item,name,state,date,statistic,value", lines[0]);
        Assert.All(lines, line => Assert.Equal(7, line.Split(',').Length));
        Assert.Contains(lines, line => line.StartsWith("track,threaten,geneva,scheduled,2021-12-29,share,1", StringComparison.Ordinal));
    }

    [Fact]
    public void CSV_says_what_was_set_and_that_a_result_is_partial()
    {
        string[] whole = InProcess.Call("run", InProcess.Geneva, "--runs", "1k", "--set", "resolve=0.5", "--format", "csv").Output.Split('\n');
        Assert.Contains("result,threaten,,,,setting,resolve=0.5", whole);
        Assert.DoesNotContain("result,threaten,,,,partial,true", whole);
        string[] partial = InProcess.Call("run", InProcess.Geneva, "--precision", "0.1pp", "--runs", "5k", "--format", "csv").Output.Split('\n');
        Assert.Contains("result,threaten,,,,partial,true", partial);
    }

    [Fact]
    public void Dates_of_steps_shorter_than_a_minute_have_seconds()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("short.yaml", "start: 2022-01-01\nhorizon: 2 minutes\nstep: 30 seconds\ntracks:\n  t: { states: { a: [ { chance: 1% per minute, to: b } ], b: [] } }\noutcomes:\n  b: { when: t == b }\n  a: { otherwise: true }\n");
        string csv = InProcess.Call("run", file, "--runs", "1k", "--format", "csv").Output;
        Assert.Contains(",2022-01-01T00:00:30,", csv);
        Assert.Contains(",2022-01-01T00:01:00,", csv);
    }

    [Fact]
    public void Words_have_a_share_each_and_no_median()
    {
        using var folder = new TemporaryFolder();
        const string Head = "start: 2022-01-01\nhorizon: 3 days\ntracks: { t: { states: { a: [] } } }\nassumptions:\n  aim: { discrete: { signal: 30%, seize: rest } }\n";
        string words = folder.File("words.yaml", Head), mixed = folder.File("mixed.yaml", Head + "  p: 20%..60%\n");
        string only = InProcess.Call("run", words, "--runs", "1k").Output, both = InProcess.Call("run", mixed, "--runs", "1k").Output;
        Assert.Matches(@"Assumption  value  +share  confidence  source\naim         signal +[\d.]+ %\n            seize +[\d.]+ %\n\n", only);
        Assert.DoesNotContain("median", only);
        Assert.Matches(@"\n            seize +[\d.]+ %\n\nAssumption  median ", both);
        Assert.Matches(@"\| aim \| signal \| [\d.]+ % \|  \|  \|\n\|  \| seize \| [\d.]+ % \|", InProcess.Call("run", mixed, "--runs", "1k", "--format", "markdown").Output);
    }
}
