using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Simulation.Lanes;
using Xunit;

namespace ScenarioSim.Tests.Simulation;

/// <summary>Runs are those of the single-run kernel where the code for packed lanes changes its ways: tables in pieces, many tracks, many moves at once, numbers that just fit or just do not.</summary>
public class LaneSeamTests
{
    // Moves of a track: a table of one register, of two, and of more; with and without numbers for staying.
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(41)]
    public void A_track_may_have_any_number_of_moves(int moves)
    {
        Check($"""
            horizon: 40 days
            tracks:
              hub:
                states:
                  hub:
            {LaneRuns.Lines(moves - 2, i => $"        - {{ chance: {3 + (i % 5)}% per day, to: s{i % 5} }}")}
                    - after: 9 days
                      split: [s0, s1]
            {LaneRuns.Lines(5, i => $"      s{i}: [ {{ after: {1 + i} days, to: hub }} ]")}
            outcomes:
              hub: {"{ when: hub == hub }"}
              other: {"{ otherwise: true }"}
            measures:
              first: visits(hub == s0)
              last: visits(hub == s4)
            """.Replace("split: [s0, s1]", "split: { s0: 40%, s1: rest }"));
    }

    // States that draw: the driver's tables have 32 entries a piece, of which the last stands for none.
    [Theory]
    [InlineData(4, 30, 1)]
    [InlineData(4, 31, 1)]
    [InlineData(4, 32, 3)]
    [InlineData(4, 33, 9)]
    [InlineData(4, 63, 1)]
    [InlineData(4, 64, 2)]
    [InlineData(4, 70, 9)]
    [InlineData(1, 40, 10)]
    [InlineData(1, 70, 12)]
    public void Any_number_of_states_may_draw_in_any_number_of_tracks(int again, int states, int tracks)
    {
        // The states of all tracks together; each goes on to the next, and from each fourth back or not.
        int[] counts = [.. Enumerable.Range(0, tracks).Select(t => (states / tracks) + (t < states % tracks ? 1 : 0))];
        string Next(int track, int state) => state + 1 < counts[track] ? $"s{state + 1}" : again == 1 ? "end" : "s0";
        string text = $"""
            horizon: 60 days
            tracks:
            {string.Join("\n", counts.Select((count, t) => $"  t{t}:\n    states:\n" + LaneRuns.Lines(count, s => s % again == 0 && s > 0
                ? $"      s{s}: [ {{ chance: {20 + s}% per day, split: {{ {Next(t, s)}: 70%, s{s / 2}: rest }} }} ]"
                : $"      s{s}: [ {{ chance: {20 + s}% per day, to: {Next(t, s)} }} ]") + "\n      end: []"))}
            outcomes:
              over: {"{ when: t0 == end }"}
              other: {"{ otherwise: true }"}
            """;
        Scenario scenario = Check(text);
        LaneProgram program = LaneRuns.Compile(new Plan(scenario, scenario.Policies[0]), VectorWidth.Available[0]);
        if (!VectorWidth.Available[0].IsPacked) return;
        Assert.Equal(tracks < 10, program.At.ListsMoves);
        if (program.At.ListsMoves) Assert.Equal(states, program.At.Drawn.Length + (again == 1 ? tracks : 0));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(20)]
    public void All_tracks_may_come_into_states_that_draw_in_one_step_in_all_lanes(int tracks)
    {
        Check($"""
            horizon: 30 days
            tracks:
            {string.Join("\n", Enumerable.Range(0, tracks).Select(t => $"""
              t{t}:
                states:
                  waits: [ {"{"} on: 2022-05-08, to: open {"}"} ]
                  open: [ {"{"} chance: {10 + t}% per day, to: shut {"}"}, {"{"} chance: 5% per day, to: over {"}"} ]
                  shut: [ {"{"} after: 3 days, split: {"{"} open: 60%, over: rest {"}"} {"}"} ]
                  over: [ {"{"} on: 2022-05-20, to: open {"}"} ]
            """))}
            outcomes:
              over: {"{ when: t0 == over }"}
              other: {"{ otherwise: true }"}
            """);
    }

    [Fact]
    public void All_runs_may_end_in_the_same_step() => Check("""
        horizon: 30 days
        tracks:
          a:
            states:
              waits: [ { chance: 20% per day, to: ready } ]
              ready: [ { chance: 20% per day, to: waits } ]
          bell:
            states:
              quiet: [ { on: 2022-05-11, to: rings } ]
              rings: []
        outcomes:
          ready: { when: bell == rings and a == ready, stop: true }
          waits: { when: bell == rings, stop: true }
          never: { otherwise: true }
        """);

    [Fact]
    public void Runs_may_end_in_the_first_step_and_in_the_last_and_all_between() => Check("""
        horizon: 2000 days
        assumptions:
          haste: { is: "lognormal(1, 3)", why: example }
        tracks:
          a:
            states:
              waits: [ { rate: haste / 50 per day, to: over }, { chance: 1% per day, to: rests } ]
              rests: [ { after: 0..300 days, to: waits } ]
              over: []
        outcomes:
          over: { when: a == over, stop: true }
          never: { otherwise: true }
        measures:
          rests: visits(a == rests)
          day: final(day)
        """);

    // What a packed whole number can hold is -2^30 to 2^30.
    [Theory]
    [InlineData("range: -1073741824..1073741824", "true")]
    [InlineData("range: -1073741825..1073741825", "true")]
    [InlineData("range: 0..1073741824", "true")]
    [InlineData("range: 0..1073741823", "true")]
    [InlineData("range: -1073741824..-5", "true")]
    [InlineData("range: -3000000000..3000000000", "true")]
    [InlineData("range: -9000000000000000..9000000000000000", "true")]
    [InlineData("range: -7..7", "true")]
    [InlineData("", "true")]
    [InlineData("", "false")]
    [InlineData("range: -100.5..0.5", "false")]
    public void Indicators_may_be_as_large_as_their_range(string range, string integer)
    {
        string with = range.Length == 0 ? "" : $", {range}";
        Check($$"""
            horizon: 25 days
            indicators:
              up: { initial: 1, integer: {{integer}}{{with}} }
              down: { initial: -6, integer: {{integer}}{{with}} }
              half: { initial: -2.5, integer: {{integer}}{{with}}, each step: half + 0.5 }
              grows: { initial: 3, integer: {{integer}}{{with}}, each step: grows * -1.5 }
            tracks:
              a:
                states:
                  x: [ { chance: 40% per day, to: y, do: [ up *= 17, down *= 19, half -= 1.5 ] } ]
                  y: [ { chance: 40% per day, to: x, do: [ up += 1, down -= up, half += 3.5 ] } ]
              b:
                states:
                  low: [ { when: up >= 1073741823, chance: 30% per day, to: high } ]
                  high: [ { when: up + down < 0, to: low } ]
            outcomes:
              high: { when: b == high }
              low: { otherwise: true }
            measures:
              up: final(up)
              down: final(down)
              sum: total(up - down)
              half: min(half)
              grows: max(grows)
            """);
    }

    [Fact]
    public void Dates_may_be_drawn_from_distributions_without_an_end() => Check("""
        horizon: 60 days
        assumptions:
          wait: { is: exponential(20 days), why: example }
          shift: { is: "normal(10 days, 30 days)", why: example }
          heavy: { is: "lognormal(2, 4) days", why: example }
        tracks:
          a:
            states:
              s0: [ { on: 2022-05-02 + wait, to: s1 } ]
              s1: [ { on: 2022-05-20 + shift, to: s2 }, { chance: 3% per day, to: s0 } ]
              s2: [ { on: 2022-04-20 + heavy, after: 3 days, to: s0 } ]
          b:
            states:
              s0: [ { on: 2022-05-09 - shift, chance: 60%, to: s1 }, { after: heavy + 1 day, to: s2 } ]
              s1: [ { after: exponential(9 days), to: s0 } ]
              s2: [ { after: wait, split: { s0: 50%, s1: rest } } ]
        outcomes:
          s2: { when: a == s2 }
          other: { otherwise: true }
        measures:
          reached: time_to(a == s2)
        """);

    [Fact]
    public void Durations_may_be_of_more_steps_than_a_packed_number_holds() => Check("""
        step: 1 second
        horizon: 600 seconds
        assumptions:
          long: { is: { discrete: { 20 seconds: 30%, 40 years: 40%, 3000 years: 30% } }, why: example }
          drawn: { is: "lognormal(8, 9) days", why: example }
        tracks:
          a:
            states:
              s0: [ { after: long, to: s1 } ]
              s1: [ { after: 35 years, to: s0 }, { chance: 1% per second, to: s2 } ]
              s2: [ { after: 34.1 years - 34 years, to: s0 }, { on: 2022-05-01 + drawn, to: s1 }, { after: 50 seconds, chance: 50%, to: s0 } ]
          b:
            states:
              s0: [ { after: 5 seconds..80 years, to: s1 }, { chance: 1% per second, to: s1 } ]
              s1: [ { after: exponential(200 years), to: s0 }, { on: 5022-05-01 - long, to: s0 }, { chance: 2% per second, to: s0 } ]
          c:
            states:
              outer:
                states:
                  s0: [ { chance: 1% per second, to: s1 } ]
                  s1: [ { chance: 1% per second, to: s0 } ]
                transitions: [ { after: long, to: over } ]
              over: [ { after: long, to: s0 } ]
        outcomes:
          s2: { when: a == s2 }
          other: { otherwise: true }
        """);

    [Fact]
    public void There_may_be_two_hundred_tracks() => Check($"""
        horizon: 30 days
        indicators:
          n: {"{ initial: 0, range: 0..10000, integer: true }"}
        tracks:
        {string.Join("\n", Enumerable.Range(0, 200).Select(t => $"""
          t{t}:
            states:
              a: [ {"{"} chance: {(t % 7) + 1}% per day, to: b, do: n += 1 {"}"} ]
              b: [ {"{"} after: {(t % 5) + 1} days, split: {"{"} a: 40%, c: rest {"}"} {"}"}, {"{"} when: t{(t + 1) % 200} == c, to: c {"}"} ]
              c: [ {"{"} on: 2022-05-1{t % 10}, to: a {"}"} ]
        """))}
        outcomes:
          many: {"{ when: n > 400 }"}
          few: {"{ otherwise: true }"}
        measures:
          n: final(n)
        """, narrow: false);

    [Fact]
    public void Branches_may_repeat_beside_tracks_that_come_back() => Check("""
        horizon: 60 days
        indicators:
          n: { initial: 0, integer: true, range: -50..50 }
        branches:
          patrol: { repeats: true, chance: 30% per day, do: n += 1 }
          convoy: { repeats: true, after: 1..6 days, split: { seen: 30%, safe: rest } }
          watch: { repeats: true, after: 3 days, chance: 40%, do: n -= 2 }
          alarm: { repeats: true, when: visits(convoy == seen) > 2 or n > 5, on: 2022-05-20, chance: 20% per day }
          once: { chance: 4% per day, split: { left: 50%, right: rest } }
        tracks:
          guard:
            states:
              wakes: [ { chance: 20% per day, to: sleeps } ]
              sleeps: [ { after: 1..3 days, to: wakes }, { when: visits(alarm) > 2, chance: 50% per day, to: wakes } ]
        outcomes:
          alarmed: { when: visits(alarm) > 4 }
          calm: { otherwise: true }
        measures:
          patrols: visits(patrol)
          seen: visits(convoy == seen)
          watches: visits(watch)
          n: final(n)
        """);

    [Fact]
    public void States_inside_others_are_entered_again_and_draw_anew() => Check("""
        horizon: 60 days
        tracks:
          talks:
            states:
              away: [ { chance: 20% per day, to: table } ]
              table:
                transitions: [ { after: 2..9 days, chance: 70%, to: away }, { chance: 3% per day, to: table } ]
                states:
                  opening: [ { chance: 30% per day, to: paper }, { chance: 5% per day, to: opening } ]
                  paper: [ { after: 1..4 days, chance: 60%, split: { opening: 50%, table: rest } }, { chance: 10% per day, to: over } ]
              over: [ { chance: 10% per day, to: paper } ]
        outcomes:
          over: { when: talks == over }
          other: { otherwise: true }
        measures:
          tables: visits(talks == table)
          papers: visits(talks == paper)
        """);

    // Beside the toss, the date is the timer of one inner state and comes after that of the other.
    [Fact]
    public void Timers_of_inner_states_may_come_before_and_after_what_is_looked_at_between() => Check("""
        horizon: 9 days
        tracks:
          t:
            states:
              outer:
                transitions:
                  - { on: 2022-05-02, chance: 60%, to: second }
                  - { on: 2022-05-01, to: outer }
                states:
                  first: [ { after: 1 day, split: { second: 70%, outer: rest } } ]
                  second: []
                  third: []
        outcomes:
          second: { when: t == second }
          other: { otherwise: true }
        """);

    [Fact]
    public void There_may_be_no_tracks() => Check("""
        horizon: 9 days
        assumptions:
          growth: { is: 0..1, why: example }
        indicators:
          x: { initial: 1, each step: x + growth }
        tracks: {}
        outcomes:
          high: { when: x > 4, stop: true }
          low: { otherwise: true }
        measures:
          x: final(x)
        """);

    [Fact]
    public void There_may_be_nothing_at_all() => Check("""
        horizon: 9 days
        tracks: {}
        outcomes:
          any: { otherwise: true }
        """);

    private static Scenario Check(string text, bool narrow = true)
    {
        Scenario scenario = LaneRuns.Read($"scenario: Seams\nstart: 2022-05-01\n{text}");
        Policy policy = scenario.Policies[0];
        // All wide lanes, and of the others one after another.
        VectorWidth[] widths = [.. VectorWidth.Available.Take(1), .. VectorWidth.Available.Skip(1 + (text.Length % Math.Max(1, VectorWidth.Available.Count - 1))).Take(narrow ? 1 : 0)];
        foreach (VectorWidth width in widths) LaneRuns.AssertSame(scenario, policy, width, first: 3, runs: narrow ? 120 : 50);
        LaneRuns.AssertSameTallies(scenario, policy, VectorWidth.Available.Take(1), stretches: [(0, [[300], [1, 15, 16, 17, 251]]), (LaneRuns.NearlyHigh, [[100]])]);
        return scenario;
    }
}
