using System.Text.Json;
using ScenarioSim.Tests;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary><c>run --as-of</c> and <c>--given</c>: results among the runs that agree with what is known.</summary>
public sealed class EvidenceTests : IDisposable
{
    private const string Talks = """
        scenario: Two talks
        start: 2022-01-01
        horizon: 4 days
        as_of: 2022-01-02
        sources: { wire: { title: The wire } }
        assumptions:
          aim: { is: { discrete: { signal: 50%, seize: rest } }, why: judgement }
          pace: { is: 20%..80%, why: judgement }
        tracks:
          talks:
            states:
              open: [ { chance: (if aim == seize then 80% else pace) per day, to: closed } ]
              closed: []
        outcomes:
          shut: { title: Talks shut, when: talks == closed, value: -10 }
          going: { otherwise: true, value: 5 }
        measures: { days: time_to(talks == closed) }
        observed:
          - { on: 2022-01-02, that: talks == open, source: wire }
          - { on: 2022-01-03, that: talks == closed or aim == seize }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _talks;

    public EvidenceTests() => _talks = _folder.File("talks.yaml", Talks);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void JSON_has_the_keys_of_the_contract()
    {
        Called called = Run("--as-of", "2022-01-02", "--given", "talks == closed by 2022-01-03T12:00", "--runs", "5k", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement json = called.Json;
        Assert.Equal(
            "schema scenario policy engine version meaning seed runs asOf given consistent consistent_low consistent_high consistent_runs confidence partial seconds outcomes measures tracks assumptions value evidence before warnings texts sources correlations",
            Called.Keys(json));
        Assert.Equal((5000, "2022-01-02", """["talks == closed by 2022-01-03T12:00"]"""), (json.GetProperty("runs").GetInt32(), json.GetProperty("asOf").GetString(), json.GetProperty("given").GetRawText()));
        int consistent = json.GetProperty("consistent_runs").GetInt32();
        Assert.Equal(consistent / 5000.0, json.GetProperty("consistent").GetDouble());
        Assert.InRange(json.GetProperty("consistent").GetDouble(), json.GetProperty("consistent_low").GetDouble(), json.GetProperty("consistent_high").GetDouble());
        Assert.Equal(consistent, json.GetProperty("outcomes").EnumerateArray().Sum(o => o.GetProperty("runs").GetInt32()));
        JsonElement[] facts = [.. json.GetProperty("evidence").EnumerateArray()];
        Assert.Equal(["that on of consistent probability low high source", "that by of consistent probability low high source"], facts.Select(Called.Keys));
        Assert.Equal(("talks == open", "2022-01-02", """["wire"]"""), (facts[0].GetProperty("that").GetString(), facts[0].GetProperty("on").GetString(), facts[0].GetProperty("source").GetRawText()));
        Assert.Equal(("talks == closed", "2022-01-03T12:00", "[]"), (facts[1].GetProperty("that").GetString(), facts[1].GetProperty("by").GetString(), facts[1].GetProperty("source").GetRawText()));
        Assert.Equal((5000, consistent), (facts[0].GetProperty("of").GetInt32(), facts[1].GetProperty("consistent").GetInt32()));
        Assert.Equal(facts[0].GetProperty("consistent").GetInt32(), facts[1].GetProperty("of").GetInt32());
        Assert.Equal("outcomes assumptions value", Called.Keys(json.GetProperty("before")));
    }

    [Fact]
    public void What_all_runs_came_to_is_what_a_plain_run_comes_to_and_that_conditions_on_nothing()
    {
        JsonElement plain = Run("--runs", "5k", "--format", "json").Json, held = Run("--runs", "5k", "--format", "json", "--as-of").Json;
        foreach (string key in new[] { "asOf", "given", "consistent", "consistent_runs", "evidence", "before" }) Assert.False(plain.TryGetProperty(key, out _), key);
        JsonElement before = held.GetProperty("before");
        Assert.Equal(Figures(plain.GetProperty("outcomes"), "name", "runs", "probability", "low", "high"), Figures(before.GetProperty("outcomes"), "name", "runs", "probability", "low", "high"));
        Assert.Equal(plain.GetProperty("value").GetRawText().Replace(" ", ""), before.GetProperty("value").GetRawText().Replace(" ", ""));
        Assert.Equal(Figures(plain.GetProperty("assumptions"), "name", "mean", "quantiles"), Figures(before.GetProperty("assumptions"), "name", "mean", "quantiles"));
        Assert.NotEqual(Figures(plain.GetProperty("outcomes"), "probability"), Figures(held.GetProperty("outcomes"), "probability"));
    }

    [Fact]
    public void CSV_has_rows_of_facts_and_of_what_all_runs_came_to()
    {
        string[] lines = Run("--as-of", "2022-01-03", "--given", "talks == closed by 2022-01-04", "--runs", "5k", "--format", "csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement json = Run("--as-of", "2022-01-03", "--given", "talks == closed by 2022-01-04", "--runs", "5k", "--format", "json").Json;
        Assert.All(lines, line => Assert.Equal(7, line.Split(',').Length));
        Assert.Contains("result,baseline,,,,as_of,2022-01-03", lines);
        Assert.Contains("result,baseline,,,,given,talks == closed by 2022-01-04", lines);
        Assert.Contains("result,baseline,,,,runs,5000", lines);
        Assert.Contains($"result,baseline,,,,consistent,{json.GetProperty("consistent").GetRawText()}", lines);
        Assert.Contains($"result,baseline,,,,consistent_low,{json.GetProperty("consistent_low").GetRawText()}", lines);
        Assert.Contains($"result,baseline,,,,consistent_high,{json.GetProperty("consistent_high").GetRawText()}", lines);
        Assert.Contains($"result,baseline,,,,consistent_runs,{json.GetProperty("consistent_runs").GetRawText()}", lines);
        foreach (JsonElement fact in json.GetProperty("evidence").EnumerateArray())
        {
            string how = fact.TryGetProperty("by", out _) ? "by" : "on", at = $"evidence,baseline,{fact.GetProperty("that").GetString()},{how},{fact.GetProperty(how).GetString()}";
            foreach (string statistic in new[] { "of", "consistent", "probability", "low", "high" }) Assert.Contains($"{at},{statistic},{fact.GetProperty(statistic).GetRawText()}", lines);
        }
        JsonElement before = json.GetProperty("before");
        foreach (JsonElement outcome in before.GetProperty("outcomes").EnumerateArray())
        {
            foreach (string statistic in new[] { "runs", "probability", "low", "high" }) Assert.Contains($"before,baseline,{outcome.GetProperty("name").GetString()},,,{statistic},{outcome.GetProperty(statistic).GetRawText()}", lines);
        }
        foreach (string statistic in new[] { "mean", "low", "high" }) Assert.Contains($"before,baseline,,,,{statistic},{before.GetProperty("value").GetProperty(statistic).GetRawText()}", lines);
        Assert.Contains($"before_assumption,baseline,aim,seize,,share,{before.GetProperty("assumptions")[0].GetProperty("shares").GetProperty("seize").GetRawText()}", lines);
        Assert.DoesNotContain(Run("--runs", "1k", "--format", "csv").Output.Split('\n'), line => line.StartsWith("evidence", StringComparison.Ordinal) || line.StartsWith("before", StringComparison.Ordinal) || line.Contains("consistent"));
    }

    [Theory]
    [InlineData("table", "evidence.txt")]
    [InlineData("markdown", "evidence.md")]
    public void The_table_tells_each_fact_and_all_runs_beside_those_that_agree(string format, string golden)
    {
        string text = Run("--as-of", "2022-01-03", "--given", "talks == closed by 2022-01-04", "--runs", "5k", "--format", format).Output;
        // Behind that stands how long it took.
        Golden.Check($"reports/{golden}", text[..text.IndexOf("kernel engine", StringComparison.Ordinal)].TrimEnd() + "\n");
    }

    [Fact]
    public void The_table_says_as_of_when_and_what_was_given()
    {
        string text = Run("--as-of", "2022-01-03", "--given", "talks == closed by 2022-01-04", "--given", "aim == seize on 2022-01-01", "--runs", "5k").Output;
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        string flat = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("As of 2022-01-03, given talks == closed by 2022-01-04, given aim == seize on 2022-01-01: ", flat);
        Assert.Contains("5,000 runs", flat);
    }

    [Fact]
    public void What_is_given_alone_counts_beside_what_the_file_has_observed_until_its_own_date_and_says_so()
    {
        Called both = Run("--given", "talks == closed by 2022-01-04", "--runs", "2k"), alone = Run("--given", "talks == closed by 2022-01-04", "--as-of", "none", "--runs", "2k");
        Assert.Contains("As of 2022-01-02, given talks == closed by 2022-01-04: ", Flat(both.Output));
        Assert.Contains("what the file has observed until its `as_of`, 2022-01-02, counts beside what is given; --as-of none leaves it out", both.Error);
        Assert.Contains("Given talks == closed by 2022-01-04: ", Flat(alone.Output));
        Assert.DoesNotContain("talks == open", alone.Output);
        Assert.Equal("", alone.Error);
    }

    [Fact]
    public void A_date_of_the_file_before_its_start_does_not_stand_in_the_way_of_what_is_given()
    {
        string early = _folder.File("early.yaml", Talks.Replace("as_of: 2022-01-02", "as_of: 2021-12-24"));
        Called called = InProcess.Call("run", early, "--given", "talks == closed by 2022-01-04", "--runs", "2k");
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Equal(2, InProcess.Call("run", early, "--as-of", "--runs", "2k").Code);
    }

    [Fact]
    public void What_is_given_twice_counts_once() =>
        Assert.Equal(Run("--as-of", "none", "--given", "talks == closed by 2022-01-04", "--runs", "2k", "--format", "csv").Output, Run("--as-of", "none", "--given", "talks == closed by 2022-01-04", "--given", " talks == closed by 2022-01-04", "--runs", "2k", "--format", "csv").Output);

    [Theory]
    [InlineData("a date is wanted here, and this is `25 February 2022`", "--as-of", "25 February 2022")]
    [InlineData("a date is wanted here, and this is `Feb 1`", "--given", "talks == closed by Feb 1")]
    [InlineData("put it in quotes, --given \"talks == closed by 2022-01-02\"", "--given", "talks", "==", "closed", "by", "2022-01-02")]
    [InlineData("put it in quotes, --given \"not visited(talks == closed) on 2022-01-02\"", "--runs", "1k", "--given", "not", "visited(talks == closed)", "on", "2022-01-02")]
    [InlineData("a date stands within the condition", "--given", "not (talks == closed by 2022-01-02)")]
    [InlineData("a date stands within the condition", "--given", "talks == open on 2022-01-02 or talks == closed on 2022-01-03")]
    [InlineData("did you mean `--past-of`?", "--past", "own", "--as-of", "2022-01-02")]
    [InlineData("there is no option `--bogus`", "--given", "talks == closed by 2022-01-02", "--policy", "on", "--bogus", "3")]
    public void What_is_typed_wrongly_is_told_what_it_should_be(string said, params string[] arguments)
    {
        Called called = InProcess.Call(["run", _talks, .. arguments]);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
    }

    [Fact]
    public void As_of_no_date_nothing_is_known() =>
        Assert.Equal(Run("--runs", "1k", "--format", "csv").Output, Run("--as-of", "none", "--runs", "1k", "--format", "csv").Output);

    [Fact]
    public void Dates_after_the_end_are_remarked_on()
    {
        Called called = Run("--as-of", "2023-01-02", "--given", "talks == closed by 2022-02-01", "--runs", "2k");
        Assert.Equal(0, called.Code);
        Assert.Contains("--as-of 2023-01-02 is after the scenario's end, 2022-01-05: all that the file has observed counts", called.Error);
        Assert.Contains("`talks == closed` is given by 2022-02-01, after the scenario's end, 2022-01-05: the last step stands for it", called.Error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("exact")]
    [InlineData("trace")]
    public void A_file_that_was_taken_for_the_date_is_said_to_be(string verb)
    {
        Called called = InProcess.Call(verb, "--as-of", _talks);
        Assert.Equal(2, called.Code);
        Assert.Contains($"`{_talks}` stands where --as-of has its date: write the file first, `scenariosim {verb} {_talks} --as-of`", called.Error);
    }

    [Fact]
    public void A_condition_that_was_so_at_the_start_is_said_to_teach_nothing()
    {
        Assert.Contains("talks == open by 2022-01-04 is so in every run, and teaches nothing: `by` asks whether it was so at some time until then, `on` whether it was on that date", Flat(Run("--as-of", "none", "--given", "talks == open by 2022-01-04", "--runs", "1k").Output));
        Assert.DoesNotContain("teaches nothing", Run("--as-of", "none", "--given", "talks == closed by 2022-01-04", "--runs", "1k").Output);
    }

    [Fact]
    public void How_old_the_newest_fact_is_stands_with_a_later_date() =>
        Assert.Contains("The newest fact is of 2022-01-03.", Flat(Run("--as-of", "2022-01-05", "--runs", "2k").Output));

    [Fact]
    public void Which_outcomes_are_moved_is_said() =>
        Assert.Matches(@"What is known moves Talks shut \+\d+\.?\d* pp, going −\d+\.?\d* pp\.", Flat(Run("--as-of", "none", "--given", "talks == closed by 2022-01-04", "--runs", "20k").Output));

    [Theory]
    [InlineData("100", "runs are too few for anything but shares and intervals")]
    [InlineData("2k", "runs are few: mind the intervals, or make as many as it takes with --precision 1pp")]
    public void That_few_runs_agree_is_said(string runs, string said)
    {
        Assert.Contains(said, Flat(Run("--as-of", "2022-01-03", "--runs", runs).Output));
        Assert.DoesNotContain("few", Run("--as-of", "2022-01-03", "--runs", "50k").Output);
    }

    [Fact]
    public void What_is_learnt_of_each_assumption_is_in_every_form()
    {
        string[] known = ["--as-of", "2022-01-03", "--runs", "5k"];
        JsonElement json = Run([.. known, "--format", "json"]).Json;
        JsonElement aim = json.GetProperty("assumptions")[0], pace = json.GetProperty("assumptions")[1], before = json.GetProperty("before");
        double share = aim.GetProperty("shares").GetProperty("seize").GetDouble(), all = before.GetProperty("assumptions")[0].GetProperty("shares").GetProperty("seize").GetDouble();
        JsonElement moves = aim.GetProperty("moves").GetProperty("seize"), interval = aim.GetProperty("share_intervals").GetProperty("seize");
        Assert.Equal(share - all, moves.GetProperty("by").GetDouble(), 1e-12);
        Assert.InRange(moves.GetProperty("by").GetDouble(), moves.GetProperty("low").GetDouble(), moves.GetProperty("high").GetDouble());
        Assert.InRange(share, interval[0].GetDouble(), interval[1].GetDouble());
        Assert.Equal(pace.GetProperty("mean").GetDouble() - before.GetProperty("assumptions")[1].GetProperty("mean").GetDouble(), pace.GetProperty("moves").GetProperty("by").GetDouble(), 1e-12);
        Assert.Equal("name runs probability low high likelihood_ratio likelihood_ratio_low likelihood_ratio_high", Called.Keys(before.GetProperty("outcomes")[0]));
        string[] csv = Run([.. known, "--format", "csv"]).Output.Split('\n');
        Assert.Contains($"assumption,baseline,aim,seize,,moves,{moves.GetProperty("by").GetDouble():R}", csv);
        Assert.Contains(csv, line => line.StartsWith("assumption,baseline,pace,,,moves_low,", StringComparison.Ordinal));
        Assert.Contains(csv, line => line.StartsWith("before,baseline,shut,,,likelihood_ratio,", StringComparison.Ordinal));
        Assert.DoesNotContain(Run("--runs", "1k", "--format", "csv").Output.Split('\n'), line => line.Contains("moves", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_date_the_one_in_the_file_is_meant()
    {
        string Of(params string[] more)
        {
            JsonElement json = Run([.. more, "--runs", "2k", "--format", "json"]).Json;
            return json.GetProperty("asOf").GetRawText() + json.GetProperty("evidence").GetRawText() + json.GetProperty("outcomes").GetRawText();
        }
        Assert.Equal(Of("--as-of", "2022-01-02"), Of("--as-of"));
        Assert.Equal(Of("--as-of", "2022-01-02T00:00"), Of("--as-of"));
        Assert.NotEqual(Of("--as-of", "2022-01-03"), Of("--as-of"));
        Assert.Contains("\"2022-01-02T18:30\"", Of("--as-of", "2022-01-02T18:30"));
    }

    [Fact]
    public void What_is_given_comes_on_top_of_the_observations_up_to_the_date_in_the_file()
    {
        string[] Facts(string file, params string[] more) =>
            [.. InProcess.Call(["run", file, "--runs", "2k", "--format", "json", .. more]).Json.GetProperty("evidence").EnumerateArray().Select(f => f.GetProperty("that").GetString()!)];
        Assert.Equal(["talks == open", "aim == seize"], Facts(_talks, "--given", "aim == seize on 2022-01-04"));
        Assert.Equal(["talks == open", "talks == closed or aim == seize", "aim == seize"], Facts(_talks, "--given", "aim == seize on 2022-01-04", "--as-of", "2022-01-03"));
        string dateless = _folder.File("dateless.yaml", Talks.Replace("as_of: 2022-01-02\n", ""));
        Assert.Equal(["aim == seize"], Facts(dateless, "--given", "aim == seize on 2022-01-04"));
        Assert.Equal("null", InProcess.Call("run", dateless, "--runs", "2k", "--format", "json", "--given", "aim == seize on 2022-01-04").Json.GetProperty("asOf").GetRawText());
    }

    [Fact]
    public void A_file_without_a_date_needs_one()
    {
        Called called = InProcess.Call("run", _folder.File("dateless.yaml", Talks.Replace("as_of: 2022-01-02\n", "")), "--as-of");
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains("dateless.yaml` has no `as_of`: give a date, such as `--as-of 2022-01-03`", called.Error);
    }

    [Theory]
    [InlineData("talks == closed", "SCN0273", "--given:1:1")]
    [InlineData("talks == closed by", "SCN0273", "--given:1:1")]
    [InlineData("by 2022-01-02", "SCN0273", "--given:1:1")]
    [InlineData("2022-01-02", "SCN0273", "--given:1:1")]
    [InlineData("", "SCN0273", "--given")]
    [InlineData("talks == closed by 2021-12-31", "SCN0274", "--given:1:20")]
    [InlineData("talks == closed on 2021-12-31T23:59", "SCN0274", "--given:1:20")]
    [InlineData("talks == closed on soon", "SCN0380", "--given:1:20")]
    [InlineData("talks == closed by 2022-13-01", "SCN03", "--given:1:20")]
    [InlineData("talks == shut by 2022-01-02", "SCN0316", "--given:1:10")]
    [InlineData("talk == closed by 2022-01-02", "SCN03", "--given:1:1")]
    [InlineData("day by 2022-01-02", "SCN0320", "--given:1:1")]
    [InlineData("talks == closed and by 2022-01-02", "SCN03", "--given:1:")]
    [InlineData("aim == sieze by 2022-01-02", "SCN03", "--given:1:8")]
    public void What_cannot_be_given_is_said_with_its_place(string given, string code, string place)
    {
        Called called = Run("--given", "aim == seize on 2022-01-01", "--given", given);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains($"error {code}", called.Error);
        Assert.Contains($"--> {place}", called.Error);
    }

    [Fact]
    public void All_that_is_wrong_with_what_is_given_is_said_at_once()
    {
        Called called = Run("--given", "talks == shut on soon", "--given", "day by 2021-01-02");
        Assert.Equal(2, called.Code);
        Assert.Equal(["SCN0274", "SCN0316", "SCN0320", "SCN0380"], called.Error.Split('\n').Where(l => l.StartsWith("error ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1].TrimEnd(':')).Order());
    }

    [Theory]
    [InlineData("2021-12-31", "before the scenario's start, 2022-01-01")]
    [InlineData("soon", "SCN0380")]
    [InlineData("", "--as-of")]
    [InlineData("2022-02-30", "2022-02-30")]
    public void A_date_that_cannot_be_is_a_wrong_command_line(string date, string said)
    {
        Called called = Run("--as-of", date);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
    }

    [Theory]
    [InlineData("lhs", "--as-of", "2022-01-02")]
    [InlineData("sobol", "--as-of")]
    [InlineData("lhs", "--given", "talks == open on 2022-01-02")]
    public void A_design_does_not_go_with_what_is_known(string design, params string[] known)
    {
        Called called = Run([.. known, "--design", design]);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains("--design does not go with --as-of and --given", called.Error);
        Assert.Equal(0, Run([.. known, "--design", "random", "--runs", "1k"]).Code);
    }

    [Theory]
    [InlineData("--runs", "300")]
    [InlineData("--runs", "300", "--precision", "1pp")]
    [InlineData("--runs", "300", "--format", "json")]
    public void Where_no_run_agrees_it_is_said_at_which_fact_the_runs_are_lost(params string[] more)
    {
        Called called = Run(["--as-of", "--given", "talks == closed on 2022-01-02", "--given", "aim == seize by 2022-01-04", .. more]);
        Assert.Equal((3, ""), (called.Code, called.Output));
        string[] lines = called.Error.Split('\n');
        int At(string start) => Array.FindIndex(lines, l => l.StartsWith(start, StringComparison.Ordinal));
        string[] Last(string start) => lines[At(start)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(At("talks == open"), 0, At("talks == closed"));
        Assert.InRange(At("talks == closed"), 0, At("aim == seize"));
        Assert.InRange(int.Parse(Last("talks == open")[^1]), 60, 150);
        Assert.Equal(("0", "0"), (Last("talks == closed")[^1], Last("aim == seize")[^1]));
        Assert.Matches(@"no run agrees with all that is known: `talks == closed` on 2022-01-02 is so in none of \d+ runs that agree with what was known before it \(at most \d+ % likely there\)\. Under this policy it may be impossible", called.Error);
    }

    [Fact]
    public void Runs_are_made_until_the_outcomes_of_those_that_agree_are_precise_enough()
    {
        JsonElement json = Run("--as-of", "--precision", "2pp", "--format", "json").Json;
        Assert.False(json.GetProperty("partial").GetBoolean());
        JsonElement[] outcomes = [.. json.GetProperty("outcomes").EnumerateArray()];
        Assert.All(outcomes, o => Assert.InRange(o.GetProperty("high").GetDouble() - o.GetProperty("low").GetDouble(), 0, 0.04));
        // The same precision of all runs takes no more than the first look.
        Assert.True(json.GetProperty("runs").GetInt64() > json.GetProperty("consistent_runs").GetInt64());
        JsonElement finer = Run("--as-of", "--precision", "0.5pp", "--format", "json").Json;
        Assert.All(finer.GetProperty("outcomes").EnumerateArray(), o => Assert.InRange(o.GetProperty("high").GetDouble() - o.GetProperty("low").GetDouble(), 0, 0.01));
        Assert.True(finer.GetProperty("runs").GetInt64() > 2 * json.GetProperty("runs").GetInt64());
    }

    [Fact]
    public void A_precision_is_sought_on_where_none_of_the_first_runs_agrees()
    {
        // Thirteen even tosses in a row: about one run in 8,192.
        string rare = _folder.File("rare.yaml", "start: 2022-01-01\nhorizon: 14 days\ntracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }\noutcomes: { moved: { when: t == b }, stayed: { otherwise: true } }\n");
        string[] known = ["--given", "t == a on 2022-01-14", "--seed"];
        string seed = Enumerable.Range(1, 50).Select(s => $"{s}").First(s => InProcess.Call(["run", rare, .. known, s, "--runs", "4096"]).Code == 3);
        Called called = InProcess.Call(["run", rare, .. known, seed, "--precision", "10pp", "--format", "json"]);
        Assert.Equal(0, called.Code);
        Assert.False(called.Json.GetProperty("partial").GetBoolean());
        Assert.InRange(called.Json.GetProperty("consistent_runs").GetInt64(), 60, 1_000);
        Assert.All(called.Json.GetProperty("outcomes").EnumerateArray(), o => Assert.InRange(o.GetProperty("high").GetDouble() - o.GetProperty("low").GetDouble(), 0, 0.2));
    }

    [Fact]
    public void A_precision_that_the_runs_allowed_do_not_reach_is_partial()
    {
        Called called = Run("--as-of", "--precision", "0.5pp", "--runs", "5k", "--format", "json");
        Assert.Equal(3, called.Code);
        Assert.True(called.Json.GetProperty("partial").GetBoolean());
        Assert.Equal(5000, called.Json.GetProperty("runs").GetInt64());
        Assert.Contains("more can be allowed with --runs", called.Error);
    }

    [Fact]
    public void Engines_threads_and_widths_give_the_same_figures()
    {
        string Of(params string[] more)
        {
            JsonElement json = InProcess.Call(["run", InProcess.Geneva, "--runs", "2k", "--as-of", "2022-01-12", "--given", "theatre != invasion on 2022-02-18", "--format", "json", .. more]).Json;
            return string.Join("\n", new[] { "consistent", "outcomes", "measures", "tracks", "assumptions", "value", "evidence", "before" }.Select(key => json.GetProperty(key).GetRawText()));
        }
        string usual = Of();
        Assert.Equal(usual, Of("--engine", "interpreter"));
        Assert.Equal(usual, Of("--threads", "1"));
        Assert.Equal(usual, Of("--threads", "3", "--width", "128"));
        Assert.Equal(usual, Of("--width", "single"));
        Assert.NotEqual(usual, Of("--seed", "2"));
    }

    [Fact]
    public void What_is_set_holds_for_the_runs_that_are_held_to_facts_too()
    {
        JsonElement json = Run("--as-of", "--set", "aim=seize", "--runs", "20k", "--format", "json").Json;
        // Open after a day by 1/5.
        Assert.Equal(0.2, json.GetProperty("consistent").GetDouble(), 4.5 * Math.Sqrt(0.16 / 20_000));
        Assert.Equal("1", json.GetProperty("assumptions")[0].GetProperty("shares").GetProperty("seize").GetRawText());
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Called Run(params string[] more) => InProcess.Call(["run", _talks, .. more]);

    private static string[] Figures(JsonElement list, params string[] keys) => [.. list.EnumerateArray().Select(e => string.Join(" ", keys.Select(k => e.GetProperty(k).GetRawText().Replace(" ", "").Replace("\n", ""))))];
}
