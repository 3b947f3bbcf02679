using System.Text.Json;
using ScenarioSim.Tests;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary><c>compare</c> with what is known: in the baseline's worlds, each among its own runs, and results that were saved as of different dates.</summary>
public sealed class EvidenceComparisonTests : IDisposable
{
    private const string Talks = """
        scenario: Two talks
        start: 2022-01-01
        horizon: 6 days
        assumptions:
          aim: { is: { discrete: { signal: 50%, seize: rest } }, why: judgement }
        levers: { tone: { options: [soft, hard] } }
        tracks:
          talks:
            states:
              open: [ { chance: (if aim == seize then 40% else 10%) + (if tone == hard then 10% else 0%) per day, to: closed } ]
              closed: []
        outcomes:
          shut: { title: Talks shut, when: talks == closed, value: -10 }
          going: { otherwise: true, value: 5 }
        measures: { days: time_to(talks == closed), open: share_of_time(talks == open) }
        policies:
          ask: {}
          press: { set: { tone: hard } }
        observed:
          - { on: 2022-01-02, that: talks == open }
          - { on: 2022-01-04, that: talks == open }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _talks;

    public EvidenceComparisonTests() => _talks = _folder.File("talks.yaml", Talks);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_are_told_of_the_worlds_in_which_the_baseline_agrees()
    {
        JsonElement json = Compare("--as-of", "2022-01-04", "--past", "baseline", "--format", "json").Json;
        JsonElement alone = InProcess.Call("run", _talks, "--as-of", "2022-01-04", "--runs", "20k", "--format", "json").Json;
        JsonElement[] items = [.. json.GetProperty("items").EnumerateArray()];
        Assert.Equal(["ask", "press"], items.Select(i => i.GetProperty("name").GetString()));
        Assert.Equal(["itself", "baseline"], items.Select(i => i.GetProperty("agrees_under").GetString()));
        Assert.All(items, i => Assert.Equal((20_000, alone.GetProperty("consistent_runs").GetInt32(), "2022-01-04"), (i.GetProperty("runs").GetInt32(), i.GetProperty("consistent_runs").GetInt32(), i.GetProperty("asOf").GetString())));
        Assert.Equal(Share(alone), Share(items[0]));
        JsonElement shut = json.GetProperty("differences")[0];
        Assert.Equal(Share(items[1]) - Share(items[0]), shut.GetProperty("difference").GetDouble(), 1e-9);
        Assert.Equal(shut.GetProperty("difference").GetDouble(), shut.GetProperty("into").GetDouble() - shut.GetProperty("out_of").GetDouble(), 1e-9);
        Assert.InRange(json.GetProperty("worlds_that_change")[0].GetProperty("share").GetDouble(), 0.01, 1);
    }

    [Fact]
    public void A_difference_between_own_worlds_says_so_beside_those_of_the_same_worlds()
    {
        string file = _folder.File("mixed.yaml", Talks.Replace("press: { set: { tone: hard } }", "press: { set: { tone: hard } }\n  doubt: { set: { tone: hard }, assume: { aim: { discrete: { signal: 90%, seize: rest } } } }", StringComparison.Ordinal));
        string text = InProcess.Call("compare", file, "--policies", "all", "--runs", "20k", "--as-of", "2022-01-04").Output;
        Assert.Matches(@"\ndoubt \(own\) +its own +[\d.]+ ", text);
        string line = string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Measures of press are compared in the worlds that have them under both; those of doubt by the mean of each over its own worlds", line);
        Assert.Contains("What doubt assumes holds from the start, so that what is known has another likelihood there (agree).", line);
    }

    [Fact]
    public void What_is_learnt_of_assumptions_stands_with_each_item()
    {
        JsonElement[] items = [.. Compare("--as-of", "2022-01-04", "--past", "own", "--format", "json").Json.GetProperty("items").EnumerateArray()];
        JsonElement alone = InProcess.Call("run", _talks, "--policy", "press", "--as-of", "2022-01-04", "--runs", "20k", "--format", "json").Json.GetProperty("assumptions")[0];
        Assert.Equal(alone.GetProperty("moves").GetProperty("seize").GetProperty("low").GetDouble(), items[1].GetProperty("assumptions")[0].GetProperty("moves").GetProperty("seize").GetProperty("low").GetDouble());
        Assert.Contains(Compare("--as-of", "2022-01-04", "--format", "csv").Output.Split('\n'), l => l.StartsWith("assumption,press,aim,seize,,moves,", StringComparison.Ordinal));
        Assert.DoesNotContain("assumption,", Compare("--format", "csv").Output);
    }

    [Fact]
    public void Policies_take_over_when_all_that_is_known_has_happened()
    {
        JsonElement json = Compare("--as-of", "2022-01-02", "--given", "talks == open on 2022-01-04", "--format", "json").Json;
        JsonElement[] items = [.. json.GetProperty("items").EnumerateArray()];
        Assert.Equal([null, "2022-01-04"], items.Select(i => i.GetProperty("takes_over").GetString()));
        // Open on the fourth day of signalling or seizing with 0.9^3 and 0.6^3, and then three more days of 20% and 50% when pressed.
        double signal = Math.Pow(0.9, 3), seize = Math.Pow(0.6, 3), all = signal + seize;
        double pressed = 1 - (((signal * Math.Pow(0.8, 3)) + (seize * Math.Pow(0.5, 3))) / all), asked = 1 - (((signal * signal) + (seize * seize)) / all);
        Assert.Equal(pressed, Share(items[1]), 0.015);
        Assert.Equal(asked, Share(items[0]), 0.015);
        Assert.Equal(items[0].GetProperty("consistent_runs").GetInt32(), items[1].GetProperty("consistent_runs").GetInt32());
        Assert.Equal(0, json.GetProperty("differences")[0].GetProperty("out_of").GetDouble());
    }

    [Fact]
    public void Run_with_the_past_of_another_policy_is_what_compare_says_of_it()
    {
        string[] known = ["--as-of", "2022-01-02", "--given", "talks == open on 2022-01-04"];
        string saved = Save("late.json", ["--policy", "press", "--past-of", "ask", .. known]);
        JsonElement alone = JsonDocument.Parse(File.ReadAllText(saved)).RootElement, press = Compare([.. known, "--format", "json"]).Json.GetProperty("items")[1];
        Assert.Equal((Share(press), "ask", press.GetProperty("consistent").GetDouble()), (Share(alone), alone.GetProperty("past_of").GetString(), alone.GetProperty("consistent").GetDouble()));
        // Saved, it is made again with that past, and named by it.
        JsonElement item = InProcess.Call("compare", _talks, saved, "--runs", "20k", "--format", "json").Json.GetProperty("items")[1];
        Assert.Equal((Share(press), "press (as of 2022-01-02, given talks == open on 2022-01-04, past of ask)"), (Share(item), item.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_run_is_told_with_the_past_of_another_policy()
    {
        string[] known = ["--given", "talks == open on 2022-01-04", "--outcome", "shut", "--format", "json"];
        JsonElement[] events = [.. InProcess.Call(["trace", _talks, "--policy", "press", "--past-of", "ask", .. known]).Json.GetProperty("events").EnumerateArray()];
        Assert.True(events[^1].GetProperty("step").GetInt32() > 3);
        Assert.Equal(2, InProcess.Call("run", _talks, "--past-of", "ask").Code);
        Assert.Equal(2, InProcess.Call("run", _talks, "--past-of", "nobody", "--as-of", "2022-01-04").Code);
        Assert.Contains("`--past-of` names one policy", InProcess.Call("run", _talks, "--past-of", "ask,press", "--as-of", "2022-01-04").Error);
    }

    [Fact]
    public void Each_among_its_own_runs_is_what_it_is_alone()
    {
        JsonElement json = Compare("--as-of", "2022-01-04", "--past", "own", "--format", "json").Json;
        foreach (JsonElement item in json.GetProperty("items").EnumerateArray())
        {
            JsonElement alone = InProcess.Call("run", _talks, "--policy", item.GetProperty("name").GetString()!, "--as-of", "2022-01-04", "--runs", "20k", "--format", "json").Json;
            Assert.Equal((Share(alone), alone.GetProperty("consistent").GetDouble(), "itself"), (Share(item), item.GetProperty("consistent").GetDouble(), item.GetProperty("agrees_under").GetString()));
        }
        JsonElement shut = json.GetProperty("differences")[0];
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (shut.GetProperty("into").ValueKind, shut.GetProperty("out_of").ValueKind));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("worlds_that_change")[0].GetProperty("share").ValueKind);
    }

    [Theory]
    [InlineData("evidence-compared.txt")]
    [InlineData("evidence-compared-baseline.txt", "--past", "baseline")]
    [InlineData("evidence-compared-own.txt", "--past", "own")]
    public void The_table_says_whose_runs_agree(string golden, params string[] more) =>
        Golden.Check($"reports/{golden}", Compare(["--as-of", "2022-01-02", "--given", "talks == open on 2022-01-03", .. more]).Output);

    [Fact]
    public void Results_saved_as_of_different_dates_tell_how_the_news_moved_each_share()
    {
        string early = Save("early.json", "--as-of", "2022-01-02"), late = Save("late.json", "--as-of", "2022-01-04");
        Called called = InProcess.Call("compare", early, late, "--runs", "20k", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement[] items = [.. called.Json.GetProperty("items").EnumerateArray()];
        Assert.Equal(["ask (as of 2022-01-02)", "ask (as of 2022-01-04)"], items.Select(i => i.GetProperty("name").GetString()));
        Assert.Equal(["2022-01-02", "2022-01-04"], items.Select(i => i.GetProperty("asOf").GetString()));
        Assert.True(called.Json.GetProperty("differences")[0].GetProperty("high").GetDouble() < 0);
        Assert.Equal(Share(InProcess.Call("run", _talks, "--as-of", "2022-01-04", "--runs", "20k", "--format", "json").Json), Share(items[1]));
        // Beside all runs it is named by what it alone is held to.
        Assert.Contains("ask (as of 2022-01-02)", InProcess.Call("compare", _talks, early, "--runs", "2k").Output);
    }

    [Fact]
    public void What_was_given_is_kept_with_a_saved_result()
    {
        string saved = Save("given.json", "--given", "talks == closed by 2022-01-03");
        JsonElement json = InProcess.Call("compare", saved, $"{_talks}:press", "--runs", "20k", "--format", "json").Json;
        Assert.Equal("""["talks == closed by 2022-01-03"]""", json.GetProperty("items")[0].GetProperty("given").GetRawText());
        Assert.Equal((1, false), (Share(json.GetProperty("items")[0]), json.GetProperty("items")[1].TryGetProperty("consistent", out _)));
    }

    [Fact]
    public void A_saved_result_keeps_its_own_knowledge_so_more_is_refused()
    {
        string saved = Save("early.json", "--as-of", "2022-01-02");
        Called called = InProcess.Call("compare", saved, _talks, "--as-of", "2022-01-04");
        Assert.Equal(2, called.Code);
        Assert.Contains("was made with --as-of or --given of its own", called.Error);
    }

    [Fact]
    public void A_saved_result_that_cannot_be_made_again_is_of_the_runs_that_agreed()
    {
        string saved = Save("early.json", "--as-of", "2022-01-04");
        File.AppendAllText(_talks, "\n# changed\n");
        Called called = InProcess.Call("compare", saved, $"{_talks}:press", "--runs", "2k", "--format", "json");
        Assert.Contains("compared as saved", called.Error);
        Assert.Equal(JsonDocument.Parse(File.ReadAllText(saved)).RootElement.GetProperty("consistent_runs").GetInt32(), called.Json.GetProperty("items")[0].GetProperty("consistent_runs").GetInt32());
    }

    [Fact]
    public void An_item_of_which_no_run_agrees_is_told_of_beside_the_others()
    {
        string file = _folder.File("never.yaml", Talks.Replace("(if tone == hard then 10% else 0%)", "(if tone == hard then 60% else 0%)"));
        string[] arguments = ["compare", file, "--policies", "all", "--given", "talks == open on 2022-01-07", "--past", "own", "--runs", "20"];
        Called called = InProcess.Call(arguments);
        Assert.Equal((0, ""), (called.Code, called.Error));
        string flat = string.Join(' ', called.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("press: no run agrees with all that is known: `talks == open` on 2022-01-07 is so in none of 20 runs", flat);
        JsonElement json = InProcess.Call([.. arguments, "--format", "json"]).Json;
        Assert.Equal("ask", Assert.Single(json.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        JsonElement lost = Assert.Single(json.GetProperty("none_agrees").EnumerateArray());
        Assert.Equal(("press", 20, 0), (lost.GetProperty("name").GetString(), lost.GetProperty("runs").GetInt32(), lost.GetProperty("consistent_runs").GetInt32()));
        Assert.Contains("result,press,,,,consistent,0", InProcess.Call([.. arguments, "--format", "csv"]).Output);
    }

    [Fact]
    public void Who_believes_otherwise_is_marked_as_told_of_its_own_runs_in_every_row_and_no_note_says_more_than_is_so()
    {
        string file = _folder.File("doubt.yaml", Talks.Replace("  press: { set: { tone: hard } }", "  press: { set: { tone: hard } }\n  doubt: { assume: { aim: { discrete: { signal: 90%, seize: rest } } } }"));
        string[] arguments = ["compare", file, "--policies", "all", "--as-of", "2022-01-04", "--runs", "20k"];
        Called called = InProcess.Call(arguments);
        Assert.Equal((0, ""), (called.Code, called.Error));
        string[] rows = [.. called.Output.Split('\n').Where(l => l.StartsWith("doubt", StringComparison.Ordinal) && !l.StartsWith("doubt:", StringComparison.Ordinal))];
        Assert.True(rows.Length >= 5, called.Output);
        Assert.All(rows, r => Assert.StartsWith("doubt (own) ", r));
        Assert.DoesNotContain("press (own)", called.Output);
        string flat = string.Join(' ', called.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("ask, press are told of the ", flat);
        Assert.Contains("; doubt of its own runs that agree.", flat);
        JsonElement[] items = [.. InProcess.Call([.. arguments, "--format", "json"]).Json.GetProperty("items").EnumerateArray()];
        Assert.Equal([null, "same_worlds", "own_worlds"], items.Select(i => i.GetProperty("compared_in").GetString()));
        Assert.Contains("comparison,doubt,,,,compared_in,own_worlds", InProcess.Call([.. arguments, "--format", "csv"]).Output);
    }

    [Fact]
    public void A_baseline_of_which_no_run_agrees_leaves_nothing_to_compare_with()
    {
        string file = _folder.File("never.yaml", Talks.Replace("(if tone == hard then 10% else 0%)", "(if tone == hard then 60% else 0%)"));
        Called called = InProcess.Call("compare", file, "--policies", "all", "--baseline", "press", "--given", "talks == open on 2022-01-07", "--past", "own", "--runs", "20");
        Assert.Equal((3, ""), (called.Code, called.Output));
        Assert.Contains("press: no run agrees", called.Error);
    }

    [Fact]
    public void Beside_a_saved_result_an_item_of_which_no_run_agrees_is_left_out_too()
    {
        string file = _folder.File("never.yaml", Talks.Replace("(if tone == hard then 10% else 0%)", "(if tone == hard then 60% else 0%)"));
        string saved = Save("plain.json");
        File.AppendAllText(_talks, "\n# changed\n");
        JsonElement json = InProcess.Call("compare", $"{file}:ask", $"{file}:press", saved, "--baseline", saved, "--given", "talks == open on 2022-01-07", "--past", "own", "--runs", "20", "--format", "json").Json;
        Assert.Equal(2, json.GetProperty("items").GetArrayLength());
        Assert.Single(json.GetProperty("none_agrees").EnumerateArray());
        // Whichever stands first.
        json = InProcess.Call("compare", $"{file}:press", $"{file}:ask", saved, "--baseline", saved, "--given", "talks == open on 2022-01-07", "--past", "own", "--runs", "20", "--format", "json").Json;
        Assert.StartsWith("press", Assert.Single(json.GetProperty("none_agrees").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("shared")]
    [InlineData("baseline")]
    [InlineData("own")]
    public void Results_that_were_saved_with_the_past_of_another_policy_keep_it(string past)
    {
        string[] saved = [.. new[] { "ask", "press" }.Select(policy => Save($"{policy}.json", "--policy", policy, "--past-of", "press", "--as-of", "2022-01-04"))];
        Called called = InProcess.Call(["compare", .. saved, "--runs", "20k", "--format", "json", "--past", past]);
        JsonElement[] items = [.. called.Json.GetProperty("items").EnumerateArray()];
        Assert.All(items, i => Assert.Equal("press", i.GetProperty("past_of").GetString()));
        // Both have the same past, so the same worlds agree, and each is what it was by itself.
        Assert.All(items.Zip(saved), i => Assert.Equal(Share(JsonDocument.Parse(File.ReadAllText(i.Second)).RootElement), Share(i.First)));
        string flat = string.Join(' ', InProcess.Call(["compare", .. saved, "--runs", "20k", "--past", past]).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("went as under ask", flat);
    }

    [Fact]
    public void Beside_a_baseline_that_is_compared_as_saved_each_is_told_of_its_own_runs_in_any_order()
    {
        string saved = Save("jan.json", "--as-of", "2022-01-02");
        File.AppendAllText(_talks, "\n# changed\n");
        string[] known = ["--as-of", "2022-01-04", "--runs", "5k", "--format", "json"];
        JsonElement one = InProcess.Call(["compare", saved, $"{_talks}:ask", $"{_talks}:press", .. known]).Json, other = InProcess.Call(["compare", saved, $"{_talks}:press", $"{_talks}:ask", .. known]).Json;
        Assert.Equal(Share(one.GetProperty("items")[1]), Share(other.GetProperty("items")[2]));
        Assert.Equal(Share(one.GetProperty("items")[2]), Share(other.GetProperty("items")[1]));
        Assert.All(one.GetProperty("items").EnumerateArray(), i => Assert.Equal(("itself", JsonValueKind.Null), (i.GetProperty("agrees_under").GetString(), i.GetProperty("takes_over").ValueKind)));
        Called refused = InProcess.Call(["compare", saved, $"{_talks}:press", "--past", "shared", .. known]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--past shared is of a baseline that is simulated", refused.Error);
    }

    [Fact]
    public void A_result_that_is_compared_as_saved_says_what_it_was_held_to()
    {
        string saved = Save("jan.json", "--as-of", "2022-01-02", "--given", "aim == seize on 2022-01-01");
        JsonElement was = JsonDocument.Parse(File.ReadAllText(saved)).RootElement;
        File.AppendAllText(_talks, "\n# changed\n");
        string[] arguments = ["compare", saved, $"{_talks}:press", "--runs", "2k"];
        JsonElement item = InProcess.Call([.. arguments, "--format", "json"]).Json.GetProperty("items")[0];
        Assert.Equal((20_000, "2022-01-02", was.GetProperty("consistent_runs").GetInt32()), (item.GetProperty("runs").GetInt32(), item.GetProperty("asOf").GetString(), item.GetProperty("consistent_runs").GetInt32()));
        Assert.Equal(was.GetProperty("consistent_low").GetDouble(), item.GetProperty("consistent_low").GetDouble());
        Assert.Contains("(as of 2022-01-02, given aim == seize on 2022-01-01)", item.GetProperty("name").GetString());
        string table = InProcess.Call(arguments).Output;
        Assert.DoesNotContain("partly the same worlds", table);
        Assert.Contains("Unpaired", table);
    }

    [Fact]
    public void Only_those_that_change_course_are_said_to()
    {
        string other = _folder.File("other.yaml", Talks.Replace("Two talks", "Other talks"));
        string flat = string.Join(' ', InProcess.Call("compare", $"{_talks}:ask", $"{_talks}:press", $"{other}:press", "--as-of", "2022-01-04", "--runs", "2k").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"the levers are those of {_talks}:ask for {_talks}:press, which take over then; from the start on their own: {other}:press.", flat);
    }

    [Fact]
    public void The_policy_that_is_missing_is_named()
    {
        string saved = Save("past.json", "--policy", "press", "--past-of", "ask", "--as-of", "2022-01-04");
        File.WriteAllText(saved, File.ReadAllText(saved).Replace("\"past_of\": \"ask\"", "\"past_of\": \"nobody\""));
        Assert.Contains("names the policy `nobody`", InProcess.Call("compare", saved, _talks, "--runs", "1k").Error);
    }

    [Fact]
    public void What_a_saved_result_was_held_to_may_be_said_once_more()
    {
        string[] known = ["--as-of", "2022-01-02", "--given", "talks == open on 2022-01-04"];
        string saved = Save("same.json", known);
        Assert.Equal(0, InProcess.Call(["compare", saved, $"{_talks}:press", "--runs", "1k", .. known]).Code);
    }

    [Fact]
    public void Worlds_are_made_until_an_item_that_seldom_agrees_is_precise_enough_too()
    {
        string file = _folder.File("seldom.yaml", Talks.Replace("(if tone == hard then 10% else 0%)", "(if tone == hard then 55% else 0%)"));
        JsonElement json = InProcess.Call("compare", file, "--policies", "all", "--given", "talks == open on 2022-01-07", "--past", "own", "--precision", "5pp", "--format", "json").Json;
        Assert.Equal(2, json.GetProperty("items").GetArrayLength());
        Assert.True(json.GetProperty("items")[1].GetProperty("consistent_runs").GetInt32() > 20);
    }

    [Theory]
    [InlineData("own")]
    [InlineData("shared")]
    public void A_past_without_anything_known_is_refused(string past)
    {
        Called called = InProcess.Call("compare", _talks, "--policies", "all", "--past", past);
        Assert.Equal(2, called.Code);
        Assert.Contains("--past goes with --as-of or --given", called.Error);
    }

    [Fact]
    public void Only_what_is_named_is_printed_beside_the_overview()
    {
        string all = Compare().Output, some = Compare("--of", "open", "--of", "value").Output;
        Assert.Contains("worlds that change", some);
        Assert.Contains("\nopen ", some);
        Assert.True(some.Length < all.Length);
        Assert.DoesNotContain("Assumption", some);
        Called wrong = Compare("--of", "opne");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("did you mean `open`?", wrong.Error);
        Assert.Equal(Compare("--format", "csv").Output, Compare("--of", "open", "--format", "csv").Output);
    }

    [Theory]
    [InlineData("--as-of", "2022-01-04", "--design", "sobol")]
    [InlineData("--as-of", "tomorrow")]
    [InlineData("--as-of")]
    [InlineData("--given", "talks == shut by 2022-01-04")]
    [InlineData("--past", "each", "--as-of", "2022-01-04")]
    public void What_makes_no_sense_is_refused(params string[] arguments) => Assert.Equal(2, Compare(arguments).Code);

    private Called Compare(params string[] arguments) => InProcess.Call(["compare", _talks, "--policies", "all", "--runs", "20k", .. arguments]);

    private string Save(string name, params string[] arguments)
    {
        string path = Path.Combine(_folder.Path, name);
        Assert.Equal(0, InProcess.Call(["run", _talks, "--runs", "20k", "--format", "json", "--out", path, .. arguments]).Code);
        return path;
    }

    private static double Share(JsonElement item) => item.GetProperty("outcomes")[0].GetProperty("probability").GetDouble();
}
