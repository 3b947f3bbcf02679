using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class ExactTests
{
    private const string Coin = """
        scenario: A coin
        start: 2022-01-01
        horizon: 3 days
        tracks:
          coin:
            states:
              spinning:
                - { after: 1 day, split: { heads: 30%, spinning: rest } }
              heads: []
        outcomes:
          heads: { when: coin == heads, value: 10 }
          spinning: { otherwise: true, value: 0 }
        measures:
          to_heads: time_to(coin == heads)
        """;

    [Fact]
    public void What_runs_would_count_is_warned_of()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("beyond.yaml", Coin.Replace("{ after: 1 day, split: { heads: 30%, spinning: rest } }", "{ chance: beyond * 130% per day, to: heads }") + "\nindicators: { beyond: 1 }\n");
        Called called = InProcess.Call("exact", file, "--format", "json");
        Assert.Equal(0, called.Code);
        JsonElement warning = Assert.Single(called.Json.GetProperty("warnings").EnumerateArray(), w => w.GetProperty("code").GetString() == "SCN0501");
        Assert.Contains("was outside 0 to 100% and was clamped in 1,000 of 1,000 runs", warning.GetProperty("message").GetString());
        Assert.Equal(1, called.Json.GetProperty("outcomes")[0].GetProperty("probability").GetDouble());
        Assert.Empty(InProcess.Call("exact", folder.File("coin.yaml", Coin), "--format", "json").Json.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public void A_solution_has_no_runs_and_no_intervals()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("exact", folder.File("coin.yaml", Coin), "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement result = JsonDocument.Parse(called.Output).RootElement;
        Assert.Equal("exact", result.GetProperty("engine").GetString());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("runs").ValueKind);
        JsonElement heads = result.GetProperty("outcomes")[0];
        Assert.Equal(1 - (0.7 * 0.7 * 0.7), heads.GetProperty("probability").GetDouble(), 1e-12);
        Assert.Equal(JsonValueKind.Null, heads.GetProperty("low").ValueKind);
        JsonElement measure = result.GetProperty("measures")[0];
        Assert.Equal(JsonValueKind.Null, measure.GetProperty("count").ValueKind);
        Assert.Equal(0.657, measure.GetProperty("share").GetDouble(), 1e-12);
        Assert.Equal((0.3 + (2 * 0.21) + (3 * 0.147)) / 0.657, measure.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(6.57, result.GetProperty("value").GetProperty("mean").GetDouble(), 1e-12);
    }

    [Fact]
    public void Words_of_an_assumption_have_the_shares_of_its_law_and_what_happens_has_an_interval_where_runs_have()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("coin.yaml", Coin + "\nassumptions:\n  intent: { is: { discrete: { bargain: 40%, seize: rest } }, why: two schools }\n");
        JsonElement exact = InProcess.Call("exact", file, "--format", "json").Json, run = InProcess.Call("run", file, "--runs", "10k", "--format", "json").Json;
        JsonElement shares = exact.GetProperty("assumptions")[0].GetProperty("shares");
        Assert.Equal((0.4, 0.6), (shares.GetProperty("bargain").GetDouble(), shares.GetProperty("seize").GetDouble()));
        Assert.Equal(JsonValueKind.Null, exact.GetProperty("measures")[0].GetProperty("share_low").ValueKind);
        JsonElement happens = run.GetProperty("measures")[0];
        Assert.InRange(0.657, happens.GetProperty("share_low").GetDouble() - 0.01, happens.GetProperty("share_high").GetDouble() + 0.01);
        Assert.InRange(happens.GetProperty("share").GetDouble(), happens.GetProperty("share_low").GetDouble(), happens.GetProperty("share_high").GetDouble());
        Assert.Equal(run.GetProperty("outcomes")[0].GetProperty("low").GetDouble(), happens.GetProperty("share_low").GetDouble());
    }

    [Fact]
    public void What_is_given_conditions_a_solution_without_runs()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("coin.yaml", Coin);
        Called called = InProcess.Call("exact", file, "--given", "coin == heads by 2022-01-03", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement result = called.Json;
        Assert.Equal(0.51, result.GetProperty("consistent").GetDouble(), 1e-12);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("consistent_runs").ValueKind);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("consistent_low").ValueKind);
        Assert.Equal(1, result.GetProperty("outcomes")[0].GetProperty("probability").GetDouble(), 1e-12);
        Assert.Equal((0.3 + (2 * 0.21)) / 0.51, result.GetProperty("measures")[0].GetProperty("mean").GetDouble(), 1e-12);
        JsonElement fact = Assert.Single(result.GetProperty("evidence").EnumerateArray());
        Assert.Equal(0.51, fact.GetProperty("probability").GetDouble(), 1e-12);
        Assert.Equal(0.657, result.GetProperty("before").GetProperty("outcomes")[0].GetProperty("probability").GetDouble(), 1e-12);
        string saved = folder.File("given.json", called.Output), other = folder.File("plain.json", InProcess.Call("exact", file, "--format", "json").Output);
        Assert.Equal(0, InProcess.Call("compare", saved, other).Code);
        string table = InProcess.Call("exact", file, "--given", "coin == heads by 2022-01-03", "--format", "table").Output;
        Assert.Contains("Given coin == heads by 2022-01-03: what is known was 51.0000 % likely; what\n  follows is given that", table);
        Assert.DoesNotContain("runs left", table);
        Assert.Contains("by,2022-01-03,probability,0.51", InProcess.Call("exact", file, "--given", "coin == heads by 2022-01-03", "--format", "csv").Output);
    }

    [Fact]
    public void What_the_file_has_observed_conditions_a_solution_as_of_a_date()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("coin.yaml", Coin + "\nobserved:\n  - { on: 2022-01-02, that: coin == spinning, note: example }\n");
        JsonElement result = InProcess.Call("exact", file, "--as-of", "2022-01-02", "--format", "json").Json;
        Assert.Equal(0.7, result.GetProperty("consistent").GetDouble(), 1e-12);
        Assert.Equal(1 - (0.7 * 0.7), result.GetProperty("outcomes")[0].GetProperty("probability").GetDouble(), 1e-12);
    }

    [Fact]
    public void Worlds_that_are_too_many_before_all_is_known_leave_nothing_to_print_and_after_it_a_scenario_that_ends_early()
    {
        string crisis = Path.Combine(Repository.Root, "benchmarks/scenarios/reference-crisis-fixed.yaml");
        Called late = InProcess.Call("exact", crisis, "--max-states", "20k", "--given", "theatre == standoff on 2022-03-31");
        Assert.Equal((3, ""), (late.Code, late.Output));
        Assert.Contains("(what is known on 2022-03-31 cannot be judged before)", late.Error);
        Called early = InProcess.Call("exact", crisis, "--max-states", "20k", "--given", "theatre == standoff on 2022-01-12", "--format", "json");
        Assert.Equal(3, early.Code);
        Assert.Equal(1, early.Json.GetProperty("outcomes").EnumerateArray().Sum(o => o.GetProperty("probability").GetDouble()), 1e-9);
        Assert.Equal(1, early.Json.GetProperty("before").GetProperty("outcomes").EnumerateArray().Sum(o => o.GetProperty("probability").GetDouble()), 1e-9);
        Assert.InRange(early.Json.GetProperty("consistent").GetDouble(), 0.5, 0.9999);
    }

    [Fact]
    public void What_cannot_have_been_so_is_named_and_nothing_is_printed()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("coin.yaml", Coin);
        Called called = InProcess.Call("exact", file, "--given", "coin == heads on 2022-01-02", "--given", "coin == spinning on 2022-01-03");
        Assert.Equal((3, ""), (called.Code, called.Output));
        Assert.Contains("`coin == spinning` on 2022-01-03 is impossible given what is known before it", called.Error);
        Assert.Contains("`coin == heads` on 2022-01-01 is impossible: no run of", InProcess.Call("exact", file, "--given", "coin == heads on 2022-01-01").Error);
    }

    [Fact]
    public void What_uncertain_assumptions_can_do_nothing_for_is_impossible_by_the_file_and_elsewhere_they_are_named()
    {
        string never = InProcess.Call("exact", InProcess.Geneva, "--given", "geneva == framework by 2022-01-03").Error;
        Assert.Contains("`geneva == framework` by 2022-01-03 is impossible: no run of `", never);
        Assert.DoesNotContain("--points", never);
        Called called = InProcess.Call("exact", InProcess.Geneva, "--given", "resolve > 1.5 on 2022-01-09");
        Assert.Equal((3, ""), (called.Code, called.Output));
        Assert.Contains("`resolve > 1.5` on 2022-01-09 is impossible at any point that `resolve` is integrated over; try more of them with --points, or give less", called.Error);
    }

    [Fact]
    public void What_is_believed_of_an_assumption_afterwards_has_an_interval_and_a_word_where_it_is_rough()
    {
        string[] given = ["exact", InProcess.Geneva, "--as-of", "2022-01-12", "--format", "json"];
        Called called = InProcess.Call(given);
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement resolve = called.Json.GetProperty("assumptions")[0];
        Assert.InRange(resolve.GetProperty("mean").GetDouble(), resolve.GetProperty("mean_low").GetDouble(), resolve.GetProperty("mean_high").GetDouble());
        foreach (JsonProperty quantile in resolve.GetProperty("quantiles").EnumerateObject())
        {
            double low = resolve.GetProperty("quantiles_low").GetProperty(quantile.Name).GetDouble(), high = resolve.GetProperty("quantiles_high").GetProperty(quantile.Name).GetDouble();
            Assert.InRange(quantile.Value.GetDouble(), low, high);
            Assert.InRange(high - low, 0, 0.02);
        }
        Assert.False(InProcess.Call("exact", InProcess.Geneva, "--format", "json").Json.GetProperty("assumptions")[0].TryGetProperty("mean_low", out _));
        Assert.Contains("given what is known the points tell the quantiles of `resolve`", InProcess.Call([.. given, "--given", "resolve > 0.9 by 2022-01-12", "--points", "16"]).Error);
    }

    [Fact]
    public void A_policy_takes_over_from_that_of_the_past_when_all_that_is_known_has_happened()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("coin.yaml", Coin.Replace("{ heads: 30%, spinning: rest }", "{ heads: 10% * force, spinning: rest }") + "\nlevers: { force: { options: [1, 5] } }\npolicies: { weak: {}, strong: { set: { force: 5 } } }\n");
        string[] called = ["exact", file, "--policy", "strong", "--past-of", "weak", "--given", "coin == spinning on 2022-01-02"];
        JsonElement result = InProcess.Call([.. called, "--format", "json"]).Json;
        Assert.Equal("weak", result.GetProperty("past_of").GetString());
        Assert.Equal(0.9, result.GetProperty("consistent").GetDouble(), 1e-12);
        Assert.Equal(0.75, result.GetProperty("outcomes")[0].GetProperty("probability").GetDouble(), 1e-12);
        Assert.Equal(0.1 + (0.9 * 0.75), result.GetProperty("before").GetProperty("outcomes")[0].GetProperty("probability").GetDouble(), 1e-12);
        Assert.Contains("Until 2022-01-02 the levers are those of weak, then strong takes over", InProcess.Call([.. called, "--format", "table"]).Output.ReplaceLineEndings(" ").Replace("   ", " "));
        Assert.Contains("--past-of goes with --as-of or --given", InProcess.Call("exact", file, "--past-of", "weak").Error);
    }

    [Fact]
    public void Uncertain_assumptions_are_integrated_over_with_an_interval()
    {
        Called called = InProcess.Call("exact", InProcess.Geneva, "--points", "16", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        JsonElement result = JsonDocument.Parse(called.Output).RootElement;
        foreach (JsonElement outcome in result.GetProperty("outcomes").EnumerateArray())
        {
            Assert.True(outcome.GetProperty("low").GetDouble() <= outcome.GetProperty("probability").GetDouble());
            Assert.True(outcome.GetProperty("high").GetDouble() >= outcome.GetProperty("probability").GetDouble());
        }
        string[] measures = [.. ((string[])["1", "3"]).Select(threads => JsonDocument.Parse(InProcess.Call("exact", InProcess.Geneva, "--points", "4", "--threads", threads, "--format", "json").Output).RootElement.GetProperty("measures").GetRawText())];
        Assert.Equal(measures[0], measures[1]);
    }

    [Fact]
    public void Intervals_of_too_few_points_are_said_to_be_and_a_precision_begins_with_enough()
    {
        Called few = InProcess.Call("exact", InProcess.Geneva, "--points", "2", "--format", "json");
        Assert.Equal((0, "scenariosim: with fewer than 16 points the intervals hold less often than they say\n"), (few.Code, few.Error));
        JsonElement Outcomes(string points) => InProcess.Call("exact", InProcess.Geneva, "--points", points, "--precision", "20pp", "--format", "json") is { Code: 0, Error: "" } called ? called.Json.GetProperty("outcomes") : default;
        Assert.Equal(Outcomes("16").GetRawText(), Outcomes("1").GetRawText());
    }

    [Fact]
    public void States_by_date_have_the_digits_that_the_integral_over_assumptions_supports()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("step.yaml", """
            scenario: 1
            start: 2022-01-01
            horizon: 3 days
            assumptions: { will: { is: 0..1, why: example } }
            tracks: { talks: { states: { open: [ { when: will > 0.2903, to: held } ], held: [] } } }
            outcomes: { held: { when: talks == held }, open: { otherwise: true } }
            """);
        Called called = InProcess.Call("exact", file, "--format", "table");
        Assert.Matches(@"held +7\d\.?\d? %", called.Output);
        Assert.DoesNotMatch(@"\.\d{3,} %", called.Output);
    }

    [Fact]
    public void What_stands_in_the_way_is_named_with_a_way_out()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("drawn.yaml", Coin.Replace("spinning: rest", "spinning: { chance: rest, do: 'height += 1..3' }").Replace("tracks:", "indicators: { height: 0 }\ntracks:"));
        Called called = InProcess.Call("exact", file);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains("`height += 1..3`", called.Error);
        Assert.Contains("`height` takes endlessly many values", called.Error);
        Assert.Contains("use `run`", called.Error);
    }

    [Fact]
    public void Too_many_worlds_end_it_with_what_was_found()
    {
        using var folder = new TemporaryFolder();
        Called called = InProcess.Call("exact", folder.File("coin.yaml", Coin), "--max-states", "1");
        Assert.Equal(3, called.Code);
        Assert.Contains("different worlds are to be expected", called.Error);
        Assert.Contains("too many different worlds after 2022-01-01", called.Error);
        Assert.Contains("--max-states", called.Error);
        Assert.Contains("PARTIAL", called.Output);
        Assert.Contains("as if the scenario\n  ended on 2022-01-01", called.Output);
    }
}
