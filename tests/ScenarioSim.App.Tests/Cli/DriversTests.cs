using System.Text.Json;
using ScenarioSim.Reports;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class DriversTests
{
    private const string Toss = """
        scenario: A toss
        start: 2022-01-01
        horizon: 3 days
        assumptions:
          p: { is: 0.2..0.6, why: example }
          aim: { is: { discrete: { signal: 30%, coerce: 50%, seize: rest } }, why: example }
          fixed: { is: 2, why: example }
        branches:
          b: { on: 2022-01-02, chance: p }
          c: { on: 2022-01-03, chance: 'if aim == signal then 10% else if aim == coerce then 60% else 30%' }
        outcomes:
          war: { when: b, value: -100, title: A war }
          truce: { when: c }
          peace: { otherwise: true }
        measures:
          days_to_war: time_to(b)
        policies:
          plain: {}
          sure: { assume: { p: 0.3, aim: signal } }
        """;

    public static TheoryData<string> Forms => [.. Exports.All.Select(e => e.Name)];

    [Fact]
    public void The_table_says_what_moves_most_and_how_well_shares_are_known()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("drivers", folder.File("toss.yaml", Toss), "--runs", "20k");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.All(called.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("A toss: what the outcomes hang on", called.Output);
        Assert.Matches(@"\np +0\.22 +0\.58 .*war +2\d\.\d %  5\d\.\d %  \+3\d\.\d pp", called.Output);
        Assert.Matches(@"\naim +signal +coerce .*truce +\d", called.Output);
        Assert.Contains("If the assumptions were known", called.Output);
        Assert.Matches(@"\nA war +(4\d|3\d)\.\d %", called.Output);
        Assert.Contains("200 models, each", called.Output);
        Assert.Contains("in 100 runs each", called.Output.Replace('\n', ' '));
        Assert.Contains("Known, so that nothing hangs on them: fixed.", called.Output);
        Assert.Contains("Policy plain; seed 1, 20,000 runs at each end", called.Output.Replace('\n', ' '));
    }

    [Fact]
    public void What_one_outcome_hangs_on_leaves_out_what_does_not_move_it()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("drivers", folder.File("toss.yaml", Toss), "--runs", "20k", "--of", "war");
        Assert.Equal(0, called.Code);
        Assert.Contains("A toss: what A war hangs on", called.Output);
        Assert.Contains("Not seen to move it: aim.", called.Output);
        Assert.DoesNotContain("truce  ", called.Output[..called.Output.IndexOf("If the assumptions", StringComparison.Ordinal)]);
    }

    [Fact]
    public void What_runs_count_at_an_end_alone_is_warned_of_with_the_end()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("counted.yaml", """
            start: 2022-01-01
            horizon: 10 days
            assumptions:
              p: { is: 0.2..1.4, why: the upper end is beyond certainty }
            tracks:
              talks: { states: { open: [ { chance: "if p > 1.33 then p else 0.5", on: 2022-01-03, to: shut } ], shut: [] } }
            outcomes: { shut: { when: talks == shut }, open: { otherwise: true } }
            """);
        Called called = InProcess.Call("drivers", file, "--runs", "2000", "--format", "json");
        string[] messages = [.. called.Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("message").GetString()!)];
        Assert.Contains(messages, m => m.StartsWith("with p = 1.34", StringComparison.Ordinal) && m.Contains("in 2,000 of 2,000 runs", StringComparison.Ordinal));
        Assert.Contains("with p = 1.34", InProcess.Call("drivers", file, "--runs", "2000").Output.ReplaceLineEndings(" "));
    }

    [Theory]
    [InlineData("days_to_war", "what days_to_war (days) hangs on", "Not seen to move whether it happens: aim.")]
    [InlineData("value", "what the expected value hangs on", "Not seen to move it: aim.")]
    [InlineData("truce", "what truce hangs on", "\naim ")]
    public void A_measure_or_the_value_can_be_asked_for(string of, params string[] says)
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("drivers", folder.File("toss.yaml", Toss), "--runs", "20k", "--of", of);
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.All(says, text => Assert.Contains(text, called.Output));
    }

    [Theory]
    [InlineData("--of wra", "there is no outcome or measure `wra`; did you mean `war`?")]
    [InlineData("--of days_to_wa", "there is no outcome or measure `days_to_wa`; did you mean `days_to_war`?")]
    [InlineData("--of vaule", "did you mean `value`?")]
    [InlineData("--of p", "there is no outcome or measure `p`")]
    [InlineData("--models 19", "`19` is no number for --models: write one from 20 to 100000")]
    [InlineData("--models 100001", "`100001` is no number for --models")]
    [InlineData("--models many", "`many` is no number for --models")]
    [InlineData("--runs 0", "0")]
    [InlineData("--policy sre", "did you mean `sure`?")]
    [InlineData("--set q=1", "q")]
    [InlineData("--format xml", "xml")]
    [InlineData("--precision 1pp", "--precision")]
    [InlineData("--design sobol", "--design")]
    public void What_is_wrong_on_the_command_line_is_named(string arguments, string says)
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call(["drivers", folder.File("toss.yaml", Toss), .. arguments.Split(' ')]);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(says, called.Error);
    }

    [Fact]
    public void Without_values_there_is_no_value_to_ask_for()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("toss.yaml", Toss.Replace("value: -100, ", ""));
        Called called = InProcess.Call("drivers", file, "--of", "value");
        Assert.Equal(2, called.Code);
        Assert.Contains("there is no outcome or measure `value`", called.Error);
        Assert.DoesNotContain("Expected value", InProcess.Call("drivers", file, "--runs", "2k").Output);
    }

    [Theory]
    [InlineData("20", 20, 500)]
    [InlineData("50", 50, 200)]
    [InlineData("100000", 100, 100)]
    public void As_many_models_are_drawn_as_were_asked_for_and_the_runs_allow(string models, int made, int each)
    {
        using var folder = new TemporaryFolder();
        JsonElement doubts = InProcess.Call("drivers", folder.File("toss.yaml", Toss), "--runs", "10k", "--models", models, "--format", "json").Json.GetProperty("doubts");
        Assert.Equal((made, each), (doubts.GetProperty("models").GetInt32(), doubts.GetProperty("runs_each").GetInt32()));
    }

    [Fact]
    public void Too_few_runs_for_models_say_how_many_it_takes()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("toss.yaml", Toss);
        Called called = InProcess.Call("drivers", file, "--runs", "1k");
        Assert.Equal(0, called.Code);
        Assert.Contains("takes 2,000 runs or more", called.Output.Replace('\n', ' '));
        Assert.Equal(JsonValueKind.Null, InProcess.Call("drivers", file, "--runs", "1k", "--format", "json").Json.GetProperty("doubts").ValueKind);
    }

    [Fact]
    public void JSON_has_the_keys_of_the_contract_and_the_figures_of_run_at_each_end()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("toss.yaml", Toss);
        Called called = InProcess.Call("drivers", file, "--runs", "3k", "--seed", "5", "--confidence", "90%", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement json = called.Json;
        Assert.Equal("schema scenario policy engine version meaning seed runs confidence partial seconds outcomes value drivers left known doubts warnings texts sources", Called.Keys(json));
        Assert.Equal(("plain", 5, 3000, 0.9), (json.GetProperty("policy").GetString(), json.GetProperty("seed").GetInt32(), json.GetProperty("runs").GetInt32(), json.GetProperty("confidence").GetDouble()));
        Assert.Equal(["p", "aim"], json.GetProperty("drivers").EnumerateArray().Select(d => d.GetProperty("assumption").GetString()));
        int seen = 0;
        foreach (JsonElement driver in json.GetProperty("drivers").EnumerateArray())
        {
            JsonElement[] ends = [.. driver.GetProperty("ends").EnumerateArray().Select(e => InProcess.Call("run", file, "--runs", "3k", "--seed", "5", "--set", $"{driver.GetProperty("assumption")}={e.GetProperty("value")}", "--format", "json").Json)];
            foreach (JsonElement swing in driver.GetProperty("swings").EnumerateArray().Where(s => s.GetProperty("of").GetString() == "outcome"))
            {
                double Share(string end) => ends[swing.GetProperty(end).GetInt32()].GetProperty("outcomes").EnumerateArray().Single(o => o.GetProperty("name").GetString() == swing.GetProperty("name").GetString()).GetProperty("probability").GetDouble();
                Assert.Equal((Share("from"), Share("to")), (swing.GetProperty("start").GetDouble(), swing.GetProperty("end").GetDouble()));
                seen++;
            }
        }
        Assert.Equal(6, seen);
        Assert.Equal(InProcess.Call("run", file, "--runs", "3k", "--seed", "5", "--confidence", "90%", "--format", "json").Json.GetProperty("outcomes").GetRawText(), json.GetProperty("outcomes").GetRawText());
    }

    [Fact]
    public void A_difference_is_that_of_a_comparison_with_the_ends_set_by_policies()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("toss.yaml", Toss + "\n  low: { assume: { p: 0.22 } }\n  high: { assume: { p: 0.58 } }\n");
        JsonElement compared = InProcess.Call("compare", file, "--policies", "low,high", "--runs", "3k", "--format", "json").Json;
        JsonElement driver = InProcess.Call("drivers", file, "--runs", "3k", "--format", "json").Json.GetProperty("drivers")[0];
        string Figures(JsonElement of, params string[] keys) => string.Join(' ', keys.Select(k => of.GetProperty(k).GetRawText()));
        Assert.Equal(
            compared.GetProperty("differences").EnumerateArray().Select(d => Figures(d, "outcome", "difference", "low", "high")),
            driver.GetProperty("swings").EnumerateArray().Where(s => s.GetProperty("of").GetString() == "outcome").Select(s => Figures(s, "name", "difference", "low", "high")));
        Assert.Equal(compared.GetProperty("worlds_that_change")[0].GetProperty("share").GetRawText(), driver.GetProperty("worlds_that_change").GetProperty("share").GetRawText());
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_with_either_engine_and_any_threads()
    {
        string Of(params string[] more) => InProcess.Call(["drivers", InProcess.Geneva, "--runs", "2k", "--format", "csv", .. more]).Output;
        string csv = Of();
        Assert.Contains("\ndoubt_outcome,", csv);
        Assert.Equal(csv, Of("--threads", "1"));
        Assert.Equal(csv, Of("--threads", "3"));
        Assert.Equal(csv, Of("--engine", "interpreter"));
        Assert.Equal(csv, Of("--no-progress"));
        Assert.NotEqual(csv, Of("--seed", "2"));
    }

    [Fact]
    public void What_a_policy_or_a_setting_fixes_is_known()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("toss.yaml", Toss);
        Called sure = InProcess.Call("drivers", file, "--policy", "sure", "--runs", "2k");
        Assert.Equal(0, sure.Code);
        Assert.Contains("No assumption is uncertain: chance alone decides.", sure.Output);
        Called set = InProcess.Call("drivers", file, "--set", "p=0.5", "--runs", "2k");
        Assert.Contains("Known, so that nothing hangs on them: p, fixed.", set.Output);
        Assert.Contains("with p=0.5", set.Output);
        JsonElement wider = InProcess.Call("drivers", file, "--set", "fixed=1..3", "--runs", "2k", "--format", "json").Json;
        Assert.Equal(["p", "aim", "fixed"], wider.GetProperty("drivers").EnumerateArray().Select(d => d.GetProperty("assumption").GetString()));
        Assert.Equal("[\"fixed=1..3\"]", wider.GetProperty("settings").GetRawText());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_written_to_a_file_is_what_stands_on_standard_output(string form)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("toss.yaml", Toss), to = Path.Combine(folder.Path, "out.txt");
        Called written = InProcess.Call("drivers", file, "--runs", "2k", "--format", form, "--out", to);
        Assert.Equal((0, ""), (written.Code, written.Output));
        string Timeless(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\d+\.\d+ s\.|""seconds"": [\d.]+", "");
        string text = File.ReadAllText(to);
        Assert.Equal(Timeless(InProcess.Call("drivers", file, "--runs", "2k", "--format", form).Output).Replace("\n", " "), Timeless(text).Replace("\n", " "));
        Assert.Contains("aim", text);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_found_out_before_a_run_is_made()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("drivers", folder.File("toss.yaml", Toss), "--runs", "1G", "--out", Path.Combine(folder.Path, "none", "out.txt"));
        Assert.NotEqual(0, called.Code);
        Assert.Contains("none", called.Error);
    }

    [Fact]
    public void A_file_with_errors_is_not_simulated()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("drivers", folder.File("toss.yaml", Toss.Replace("chance: p", "chance: q")));
        Assert.Equal(InProcess.Call("run", folder.File("toss.yaml", Toss.Replace("chance: p", "chance: q"))).Code, called.Code);
        Assert.NotEqual(0, called.Code);
        Assert.Contains("error SCN", called.Error);
    }

    [Fact]
    public void Help_lists_it_with_its_options_and_examples()
    {
        Assert.Contains("drivers <FILE>", InProcess.Call("--help").Output);
        string help = InProcess.Call("drivers", "--help").Output;
        Assert.All((string[])["--of", "--models", "--set", "--policy", "--runs", "--out", "scenariosim drivers crisis.yaml --of invasion"], text => Assert.Contains(text, help));
        Assert.All((string[])["--precision", "--design"], text => Assert.DoesNotContain(text, help));
    }

    [Fact]
    public async Task Interrupted_it_prints_what_was_found_until_then()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "needs signals");
        System.Diagnostics.Process process = RealProgram.Start("drivers", InProcess.Geneva, "--runs", "1G");
        // It has its handler and has begun once it has used so much of the processor.
        await RealProgram.Signal(process, "INT", TimeSpan.FromSeconds(2));
        Called called = RealProgram.End(process);
        Assert.Equal(3, called.Code);
        Assert.Contains("PARTIAL: stopped before resolve, flexibility, deterrence had been moved.", called.Output);
        Assert.Contains("stopped early", called.Error);
    }

    [Fact]
    public void Completion_knows_what_may_be_asked_for()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("toss.yaml", Toss);
        string line = $"drivers {file} --of ";
        string[] words = InProcess.Call($"[suggest:{line.Length}]", line).Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["days_to_war", "peace", "truce", "value", "war"], words.Order(StringComparer.Ordinal));
    }
}
