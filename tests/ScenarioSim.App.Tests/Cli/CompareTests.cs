using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class CompareTests
{
    [Theory]
    [InlineData("a, b,c", "a, b", "c")]
    [InlineData("c , a, b", "c", "a, b")]
    [InlineData("a,c", "a", "c")]
    public void A_comma_in_the_name_of_a_policy_is_no_end(string listed, params string[] names)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("commas.yaml", "start: 2022-01-01\nhorizon: 3 days\ntracks: { t: { states: { x: [ { chance: 50% per day, to: y } ], y: [] } } }\npolicies: { a: {}, 'a, b': {}, c: {} }\n");
        Called called = InProcess.Call("compare", file, "--policies", listed, "--runs", "100", "--format", "json");
        Assert.Equal(names, called.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()));
    }

    [Fact]
    public void JSON_has_the_keys_of_the_contract()
    {
        Called called = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "5k", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement json = called.Json;
        string[] wanted = ["schema", "baseline", "seed", "runs", "confidence", "items", "differences", "measures", "values", "worlds_that_change"];
        Assert.Equal(wanted, json.EnumerateObject().Select(p => p.Name).Where(wanted.Contains));
        Assert.Equal("item outcome difference low high into out_of", Called.Keys(json.GetProperty("differences")[0]));
        Assert.Equal("item measure difference low high share mean baseline_mean", Called.Keys(json.GetProperty("measures")[0]));
        Assert.Equal("item difference low high", Called.Keys(json.GetProperty("values")[0]));
        Assert.Equal("item share", Called.Keys(json.GetProperty("worlds_that_change")[0]));
        Assert.Equal("name title runs probability low high", Called.Keys(json.GetProperty("items")[1].GetProperty("outcomes")[0]));
        Assert.Equal("threaten", json.GetProperty("baseline").GetString());
        Assert.All(json.GetProperty("differences").EnumerateArray(), d =>
            Assert.Equal(d.GetProperty("difference").GetDouble(), d.GetProperty("into").GetDouble() - d.GetProperty("out_of").GetDouble(), 9));
    }

    [Fact]
    public void What_is_set_in_the_place_of_what_a_policy_says_is_what_the_legend_says()
    {
        string plain = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "1k").Output.ReplaceLineEndings(" ");
        Assert.Contains("preempt: sanctions_policy = up_front; deterrence: beta(2, 4) in place of likely.", plain);
        string set = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "1k", "--set", "sanctions_policy=after_the_fact", "--set", "deterrence=0.9").Output.ReplaceLineEndings(" ");
        Assert.Contains("preempt: sanctions_policy = after_the_fact (--set, in place of up_front); deterrence: 0.9 (--set, in place of beta(2, 4)).", set);
    }

    [Fact]
    public void A_policys_name_may_have_colons()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("colons.yaml", """
            start: 2022-01-01
            horizon: 5 days
            tracks:
              t: { states: { calm: [ { chance: 30% per day, to: struck } ], struck: [] } }
            policies: { 'a:b': {}, 'a:b:c': {} }
            """);
        Called called = InProcess.Call("compare", $"{file}:a:b", $"{file}:a:b:c", "--runs", "1k", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Equal(["a:b", "a:b:c"], called.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_difference_of_a_measure_is_that_of_both_means_in_its_worlds()
    {
        Called called = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "5k", "--format", "json");
        List<JsonElement> measures = [.. called.Json.GetProperty("measures").EnumerateArray()];
        Assert.All(measures, m => Assert.Equal(m.GetProperty("difference").GetDouble(), m.GetProperty("mean").GetDouble() - m.GetProperty("baseline_mean").GetDouble(), 9));
        Assert.InRange(measures.Single(m => m.GetProperty("measure").GetString() == "days_to_invasion").GetProperty("share").GetDouble(), 0.2, 0.3);
        Assert.Equal(1, measures.Single(m => m.GetProperty("measure").GetString() == "peak_tension").GetProperty("share").GetDouble());
        string table = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "5k").Output;
        // Of two, the baseline's mean in those worlds stands in its own row.
        Assert.Matches(@"days_to_invasion \(days\) +of worlds\* +mean there +difference +95 %\nthreaten +4\d\.\d+ +baseline *\npreempt +2\d\.\d % +2\d\.\d+ +−17", table.ReplaceLineEndings("\n"));
        Assert.Matches(@"peak_tension +mean +difference +95 %\nthreaten +6\.\d+ +baseline *\npreempt +7\.\d+ +\+0\.\d+", table.ReplaceLineEndings("\n"));
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
    public void A_measure_that_is_the_same_in_every_world_has_no_difference_that_more_runs_could_tell()
    {
        string table = InProcess.Call("compare", $"{InProcess.Geneva}:threaten", $"{InProcess.Geneva}:threaten", "--runs", "2k").Output;
        Assert.Matches(@"peak_tension +mean +difference +95 %\nthreaten +6\.\d+ +baseline *\nthreaten \(2\) +6\.\d+ +none *\n", table.ReplaceLineEndings("\n"));
        Assert.DoesNotMatch(@"\.\d{5,}", table);
    }

    [Fact]
    public void The_table_fits_and_says_what_cannot_be_told()
    {
        Called called = InProcess.Call("compare", $"{InProcess.Geneva}:threaten", $"{InProcess.Geneva}:threaten", $"{InProcess.Geneva}:preempt", "--runs", "2k");
        Assert.Equal(0, called.Code);
        Assert.All(called.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("threaten (2)", called.Output);
        Assert.Contains("unclear", called.Output);
        Assert.Contains("worlds that change", called.Output);
    }

    [Theory]
    [InlineData("nothing to compare with", "compare", "FILE")]
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

    [Fact]
    public void JSON_has_what_holds_under_each_policy()
    {
        JsonElement item = InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "1k", "--set", "sanctions_policy=after_the_fact", "--format", "json").Json.GetProperty("items")[1];
        Assert.Equal("sanctions_policy = after_the_fact (--set, in place of up_front); deterrence: beta(2, 4) in place of likely", item.GetProperty("holds").GetString());
    }

    [Fact]
    public void What_was_counted_under_several_is_one_warning_that_names_each()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("much.yaml", """
            start: 2022-01-01
            horizon: 3 days
            assumptions: { p: "pert(0, 1, 2)" }
            tracks: { t: { states: { x: [ { chance: p per day, to: y } ], y: [] } } }
            policies: { a: {}, b: {}, c: {} }
            """);
        Called called = InProcess.Call("compare", file, "--policies", "all", "--runs", "1k", "--format", "json");
        string message = Assert.Single(called.Json.GetProperty("warnings").EnumerateArray(), w => w.GetProperty("code").GetString() == "SCN0501").GetProperty("message").GetString()!;
        Assert.Matches("in ([0-9]+) of 1,000 runs under a, in [0-9]+ of 1,000 runs under b, in [0-9]+ of 1,000 runs under c, for example .+ under a$", message);
    }

    [Fact]
    public void Unclear_is_explained_where_a_row_says_it_and_only_there()
    {
        const string Legend = "the interval cannot tell the difference from zero";
        string[] arguments = ["compare", InProcess.Geneva, "--policies", "all"];
        foreach (string runs in (string[])["20", "50", "300", "2k"])
        {
            string text = InProcess.Call([.. arguments, "--runs", runs]).Output;
            Assert.Equal(text.Contains(" unclear ", StringComparison.Ordinal), text.Contains(Legend, StringComparison.Ordinal));
        }
        string clear = InProcess.Call([.. arguments, "--runs", "20k", "--of", "invasion"]).Output;
        Assert.DoesNotContain("unclear", clear);
    }

    [Fact]
    public void Files_without_an_outcome_in_common_are_said_to_have_none()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("other.yaml", """
            start: 2022-01-01
            horizon: 3 days
            tracks: { t: { states: { x: [ { chance: 10% per day, to: y } ], y: [] } } }
            outcomes: { moved: { when: t == y }, stayed: { otherwise: true } }
            """);
        Called called = InProcess.Call("compare", InProcess.Geneva, file, "--runs", "300");
        Assert.Contains("no outcome in common with", called.Output.ReplaceLineEndings(" "));
        Assert.DoesNotContain("in common", InProcess.Call("compare", InProcess.Geneva, "--policies", "all", "--runs", "300").Output);
    }
}
