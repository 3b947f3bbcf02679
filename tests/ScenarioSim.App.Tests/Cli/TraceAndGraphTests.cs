using System.Text.Json;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

public class TraceAndGraphTests
{
    [Fact]
    public void A_story_as_JSON_has_the_keys_of_the_contract()
    {
        Called called = InProcess.Call("trace", InProcess.Geneva, "--run", "17", "--format", "json");
        Assert.Equal((0, ""), (called.Code, called.Error));
        string[] wanted = ["schema", "run", "seed", "policy", "outcome", "assumptions", "events"];
        Assert.Equal(wanted, called.Json.EnumerateObject().Select(p => p.Name).Where(wanted.Contains));
        Assert.Equal("step date track from to transition why chance effects source", Called.Keys(called.Json.GetProperty("events")[0]));
        Assert.Equal("resolve flexibility deterrence", Called.Keys(called.Json.GetProperty("assumptions")));
    }

    [Fact]
    public void An_outcome_finds_its_runs_and_they_end_in_it()
    {
        JsonElement first = InProcess.Call("trace", InProcess.Geneva, "--outcome", "invasion", "--format", "json").Json;
        JsonElement second = InProcess.Call("trace", InProcess.Geneva, "--outcome", "invasion", "--nth", "2", "--format", "json").Json;
        Assert.Equal(("invasion", "invasion"), (first.GetProperty("outcome").GetString(), second.GetProperty("outcome").GetString()));
        Assert.True(first.GetProperty("run").GetInt64() < second.GetProperty("run").GetInt64());
    }

    [Fact]
    public void What_several_events_of_a_step_change_together_is_told_by_the_share_of_each()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("two.yaml", """
            start: 2022-01-01
            horizon: 5 days
            assumptions: { p: { is: 0..1, why: example } }
            indicators: { t: 5 }
            tracks:
              a: { states: { x: [ { after: 2 days, to: y, do: t += 3 } ], y: [ { after: 1 day, to: z, do: t -= 2 } ], z: [] } }
              b: { states: { x: [ { after: 2 days, to: y, do: t -= 1 } ], y: [] } }
            outcomes: { any: { otherwise: true } }
            """);
        JsonElement events = InProcess.Call("trace", file, "--run", "0", "--format", "json").Json.GetProperty("events");
        Assert.Equal(["t += 3", "t -= 1"], events.EnumerateArray().Take(2).Select(e => e.GetProperty("effects")[0].GetProperty("share").GetString()));
        Assert.False(events[2].GetProperty("effects")[0].TryGetProperty("share", out _));
        string text = InProcess.Call("trace", file, "--run", "0", "--set", "p=0.5").Output;
        Assert.Contains("t -= 1 (with all else in the step t 5 → 7)", text);
        Assert.Contains("t 7 → 5", text);
        Assert.Contains("set by --set", text);
    }

    [Fact]
    public void The_probability_of_an_event_is_that_of_its_formula()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("one.yaml", """
            start: 2022-01-01
            horizon: 100 days
            tracks:
              a: { states: { x: [ { chance: 10% per day, to: y }, { chance: 20% per day, to: z } ], y: [ { rate: 0.3 per day, to: z } ], z: [] } }
            outcomes: { through_y: { when: visited(a == y) }, any: { otherwise: true } }
            """);
        JsonElement events = InProcess.Call("trace", file, "--outcome", "through_y", "--format", "json").Json.GetProperty("events");
        double both = -Math.Log(0.9) - Math.Log(0.8);
        Assert.Equal((1 - Math.Exp(-both)) * -Math.Log(0.9) / both, events[0].GetProperty("chance").GetDouble(), 1e-12);
        Assert.Equal(1 - Math.Exp(-0.3), events[1].GetProperty("chance").GetDouble(), 1e-12);
    }

    [Fact]
    public void A_story_as_text_fits_and_is_dated()
    {
        Called called = InProcess.Call("trace", InProcess.Geneva, "--outcome", "invasion", "--nth", "2");
        Assert.All(called.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("2022-01-10  geneva: scheduled → talks (convene)", called.Output);
        Assert.Contains("stops: Full-scale invasion", called.Output);
    }

    [Theory]
    [InlineData("name a run with --run N")]
    [InlineData("did you mean `invasion`?", "--outcome", "invason")]
    [InlineData("give one of them", "--outcome", "invasion", "--run", "3")]
    [InlineData("runs are numbered from 0", "--run", "-1")]
    [InlineData("--nth counts from 1", "--outcome", "invasion", "--nth", "0")]
    [InlineData("--nth goes with --outcome", "--run", "1", "--nth", "2")]
    public void A_run_that_cannot_be_is_a_wrong_command_line(string said, params string[] more)
    {
        Called called = InProcess.Call(["trace", InProcess.Geneva, .. more]);
        Assert.Equal((2, ""), (called.Code, called.Output));
        Assert.Contains(said, called.Error);
    }

    [Fact]
    public void An_outcome_is_sought_among_the_runs_that_agree_with_what_is_known()
    {
        string[] known = ["--as-of", "2022-01-12", "--given", "theatre == standoff on 2022-02-15"];
        JsonElement first = InProcess.Call(["trace", InProcess.Geneva, "--outcome", "invasion", "--nth", "2", "--format", "json", .. known]).Json;
        Assert.True(first.GetProperty("consistent").GetBoolean());
        Assert.Equal(("2022-01-12", "theatre == standoff on 2022-02-15"), (first.GetProperty("asOf").GetString(), first.GetProperty("given")[0].GetString()));
        long run = first.GetProperty("run").GetInt64();
        var agreeing = Enumerable.Range(0, (int)run + 1).Select(r => InProcess.Call(["trace", InProcess.Geneva, "--run", $"{r}", "--format", "json", .. known]).Json)
            .Where(s => s.GetProperty("outcome").GetString() == "invasion" && s.GetProperty("consistent").GetBoolean()).ToList();
        Assert.Equal((2, run), (agreeing.Count, agreeing[^1].GetProperty("run").GetInt64()));
        Assert.All(agreeing, s => Assert.Contains(s.GetProperty("events").EnumerateArray(), e => e.GetProperty("to").GetString() == "stalemate"));
        string text = InProcess.Call(["trace", InProcess.Geneva, "--run", $"{run}", .. known]).Output;
        Assert.Contains("As of 2022-01-12, given theatre == standoff on 2022-02-15: this run agrees with all that is known, 2 facts.", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void A_run_that_does_not_agree_is_told_all_the_same_and_says_with_which_fact_first()
    {
        string[] called = ["trace", InProcess.Geneva, "--run", "17", "--given", "theatre == invasion by 2021-12-30", "--given", "geneva == framework on 2021-12-29"];
        Assert.Contains("does not agree with what is known, first not with geneva == framework on 2021-12-29.", InProcess.Call(called).Output.ReplaceLineEndings(" ").Replace("   ", " "));
        JsonElement story = InProcess.Call([.. called, "--format", "json"]).Json, plain = InProcess.Call("trace", InProcess.Geneva, "--run", "17", "--format", "json").Json;
        Assert.False(story.GetProperty("consistent").GetBoolean());
        Assert.Equal("geneva == framework, 2021-12-29", $"{story.GetProperty("first_against").GetProperty("that")}, {story.GetProperty("first_against").GetProperty("on")}");
        // The run is the same, with its own measures and no others.
        foreach (string same in (string[])["outcome", "end", "assumptions", "measures", "events"]) Assert.Equal(plain.GetProperty(same).ToString(), story.GetProperty(same).ToString());
        Assert.False(plain.TryGetProperty("consistent", out _));
    }

    [Fact]
    public void What_is_known_stands_at_its_date_among_what_happens_and_a_line_where_it_ends()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("talks.yaml", """
            scenario: Talks
            start: 2022-01-01
            horizon: 5 days
            levers: { tone: { options: [soft, hard] } }
            tracks: { talks: { states: { open: [ { after: (if tone == hard then 3 days else 1 day), to: shut } ], shut: [ { after: 1 day, to: open } ] } } }
            outcomes: { any: { otherwise: true } }
            policies: { soft: {}, hard: { set: { tone: hard } } }
            sources: { press: { title: The press } }
            observed: [ { on: 2022-01-02, that: talks == shut, note: example, source: press } ]
            """);
        string[] called = ["trace", file, "--run", "0", "--policy", "hard", "--past-of", "soft", "--as-of", "2022-01-02", "--given", "talks == shut by 2022-01-03", "--given", "talks == shut on 2022-01-03"];
        Assert.Contains("""
            2022-01-01  begins
            2022-01-02  talks: open → shut
                          after (if tone == hard then 3 days else 1 day)
            2022-01-02  known: talks == shut
                          [press]
            2022-01-03  talks: shut → open
                          after 1 day
            2022-01-03  known to have been so by now: talks == shut
            2022-01-03  known, but not of this run: talks == shut
            2022-01-03  — known until here; so far the levers are those of soft, from the
                          next step on those of hard —
            2022-01-04  talks: open → shut
            """.ReplaceLineEndings("\n"), InProcess.Call(called).Output);
        Assert.Contains("- **2022-01-03** known to have been so by now: talks == shut\n", InProcess.Call([.. called, "--format", "markdown"]).Output);
        JsonElement story = InProcess.Call([.. called, "--format", "json"]).Json;
        Assert.Equal(("soft", "2022-01-03", false), (story.GetProperty("past_of").GetString(), story.GetProperty("known_until").GetString(), story.GetProperty("consistent").GetBoolean()));
        Assert.Equal(["on 2022-01-02 True press", "by 2022-01-03 True ", "on 2022-01-03 False "], story.GetProperty("evidence").EnumerateArray().Select(f =>
            $"{(f.TryGetProperty("on", out JsonElement on) ? $"on {on}" : $"by {f.GetProperty("by")}")} {f.GetProperty("consistent").GetBoolean()} {string.Join(' ', f.GetProperty("source").EnumerateArray())}"));
        Assert.DoesNotContain("known", InProcess.Call("trace", file, "--run", "0", "--format", "json").Output);
    }

    [Fact]
    public void Where_no_run_that_agrees_ends_so_it_says_that()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("one.yaml", "{ start: 2022-01-01, horizon: 1 day, tracks: { a: { states: { x: [ { after: 1 day, to: y } ], y: [] } } }, outcomes: { any: { otherwise: true } } }");
        Called called = InProcess.Call("trace", file, "--outcome", "any", "--given", "a == y on 2022-01-01");
        Assert.Equal((3, ""), (called.Code, called.Output));
        Assert.Contains("ends in `any` and agrees with what is known", called.Error);
    }

    [Theory]
    [InlineData("mermaid", "stateDiagram-v2")]
    [InlineData("dot", "digraph")]
    [InlineData("text", "→ talks: convene: on 2022-01-10")]
    public void The_state_machines_come_in_three_forms(string format, string holds)
    {
        Called called = InProcess.Call("graph", InProcess.Geneva, "--format", format);
        Assert.Equal((0, ""), (called.Code, called.Error));
        Assert.Contains(holds, called.Output);
        Assert.Contains("8% * (1 + flexibility) per week", called.Output);
    }

    [Fact]
    public void One_track_can_be_asked_for()
    {
        Assert.DoesNotContain("geneva", InProcess.Call("graph", InProcess.Geneva, "theatre").Output);
        Called called = InProcess.Call("graph", InProcess.Geneva, "theater");
        Assert.Equal(2, called.Code);
        Assert.Contains("did you mean `theatre`?", called.Error);
    }

    [Fact]
    public void A_story_says_what_was_set_since_the_run_is_another_without_it()
    {
        Assert.Contains("Policy threaten with resolve=0.5, seed 1", InProcess.Call("trace", InProcess.Geneva, "--run", "17", "--set", "resolve=0.5").Output);
        JsonElement story = InProcess.Call("trace", InProcess.Geneva, "--run", "17", "--set", "resolve=0.5", "--format", "json").Json;
        Assert.Equal("resolve=0.5", story.GetProperty("settings")[0].GetString());
        Assert.False(InProcess.Call("trace", InProcess.Geneva, "--run", "17", "--format", "json").Json.TryGetProperty("settings", out _));
    }
}
