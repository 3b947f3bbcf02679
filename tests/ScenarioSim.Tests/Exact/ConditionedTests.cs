using ScenarioSim.Analysis;
using ScenarioSim.Compiler;
using ScenarioSim.Exact;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Exact;

/// <summary>Solutions given what is known, against answers worked out by hand, and against runs that agree with it.</summary>
public class ConditionedTests
{
    private const string Leaving = """
        start: 2022-01-01
        horizon: 3 days
        tracks:
          t: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { chance: 20% per day, to: a } ] } }
        outcomes:
          b: { when: t == b, value: 10 }
          a: { otherwise: true, value: 0 }
        measures:
          first: time_to(t == b)
          time: share_of_time(t == b)
          visits: visits(t == b)
          ever: max(t == b)
        """;

    [Fact]
    public void A_fact_on_a_date_changes_what_came_before_it_and_what_comes_after()
    {
        // In b on day 2: from a on day 1 with 0.5 x 0.5, from b with 0.5 x 0.8.
        SimulationResults results = Solved(Leaving, "t == b on 2022-01-03");
        Assert.Equal(0.65, results.Evidence!.Share, 1e-12);
        Assert.Null(results.Evidence.Low);
        Assert.Null(results.Evidence.Runs);
        Assert.Equal(0.8, results.Outcomes[0].Probability, 1e-12);
        double early = 0.40 / 0.65;
        Assert.Equal([0, early, 1, 0.8], results.Tracks[0].Shares[1], (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(1, results.Measures[0].Share, 1e-12);
        Assert.Equal(2 - early, results.Measures[0].Mean, 1e-12);
        Assert.Equal((early + 1 + 0.8) / 4, results.Measures[1].Mean, 1e-12);
        Assert.Equal(1, results.Measures[2].Mean, 1e-12);
        Assert.Equal(1, results.Measures[3].Mean, 1e-12);
        Assert.Equal(8, results.Value!.Mean, 1e-12);
        // a on day 3: 0.35 * 0.5 + 0.65 * 0.2.
        Assert.Equal(1 - 0.305, results.Evidence.Outcomes[0].Probability, 1e-12);
        Assert.Equal(6.95, results.Evidence.Value!.Mean, 1e-12);
    }

    [Fact]
    public void A_fact_by_a_date_holds_where_it_was_so_at_some_time_until_then()
    {
        // Never b by day 2: 0.25. Then, of 0.75: bb 0.4, ba 0.1, ab 0.25.
        SimulationResults results = Solved(Leaving, "t == b by 2022-01-03");
        Assert.Equal(0.75, results.Evidence!.Share, 1e-12);
        Assert.Equal(((0.65 * 0.8) + (0.1 * 0.5)) / 0.75, results.Outcomes[0].Probability, 1e-12);
        Assert.Equal(0.5 / 0.75, results.Tracks[0].Shares[1][1], 1e-12);
        Assert.Equal(0.65 / 0.75, results.Tracks[0].Shares[1][2], 1e-12);
        Assert.Equal((0.5 + (2 * 0.25)) / 0.75, results.Measures[0].Mean, 1e-12);
        Assert.Equal((0.4 + 0.25 + (0.1 * 1.5)) / 0.75, results.Measures[2].Mean, 1e-12);
    }

    [Fact]
    public void What_was_not_so_on_two_dates_may_come_after_them()
    {
        SimulationResults results = Solved(Leaving, "not t == b on 2022-01-02", "not t == b on 2022-01-03");
        Assert.Equal(0.25, results.Evidence!.Share, 1e-12);
        Assert.Equal([0.5, 0.5], results.Evidence.Facts.Select(f => f.Share), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(0.5, results.Outcomes[0].Probability, 1e-12);
        Assert.Equal(3, results.Measures[0].Mean, 1e-12);
        Assert.Equal(0.5, results.Measures[0].Share, 1e-12);
    }

    [Theory]
    [InlineData("t == b by 2022-01-03")]
    [InlineData("t == b on 2022-01-03")]
    public void A_run_that_stopped_is_judged_as_it_stopped(string given)
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 3 days
            tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [ { after: 1 day, to: a } ] } } }
            outcomes: { over: { when: t == b, stop: true }, lasts: { otherwise: true } }
            measures: { days: total(t == b), first: time_to(t == b) }
            """, given);
        // By the second day 3/4, of which 2/3 had stopped on the first; they never are in `a` again.
        Assert.Equal(0.75, results.Evidence!.Share, 1e-12);
        Assert.Equal(1, results.Outcomes[0].Probability, 1e-12);
        Assert.Equal(2.0 / 3, results.Outcomes[0].ByStep[1], 1e-12);
        Assert.Equal([0, 2.0 / 3, 1, 1], results.Tracks[0].Shares[1], (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(1, results.Measures[0].Mean, 1e-12);
        Assert.Equal(4.0 / 3, results.Measures[1].Mean, 1e-12);
    }

    [Fact]
    public void A_run_that_stopped_without_it_cannot_make_up_for_it()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 3 days
            tracks:
              t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } }
              u: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } }
            outcomes: { over: { when: t == b, stop: true }, lasts: { otherwise: true } }
            """, "u == b on 2022-01-03");
        // t stops on day 1 (1/2) with u = b half the time; on day 2 (1/4) with 3/4; or not until then (1/4) with 3/4.
        double all = (0.5 * 0.5) + (0.25 * 0.75) + (0.25 * 0.75);
        Assert.Equal(all, results.Evidence!.Share, 1e-12);
        Assert.Equal(((0.5 * 0.5) + (0.25 * 0.75) + (0.25 * 0.75 * 0.5)) / all, results.Outcomes[0].Probability, 1e-12);
    }

    [Fact]
    public void Facts_of_several_tracks_are_each_as_likely_as_those_before_them_leave_it()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 2 days
            tracks:
              t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } }
              u: { states: { x: [ { when: t == b, chance: 40% per day, to: y } ], y: [] } }
            outcomes: { y: { when: u == y }, x: { otherwise: true } }
            """, "u == y on 2022-01-03", "t == b by 2022-01-02");
        // The first in time: t on day 1, 1/2; then u moves on day 2 with 40%. Without it u cannot.
        Assert.Equal(["t == b", "u == y"], results.Evidence!.Facts.Select(f => f.Fact.Text));
        Assert.Equal([0.5, 0.4], results.Evidence.Facts.Select(f => f.Share), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(1, results.Outcomes[0].Probability, 1e-12);
        Assert.Equal(0.2, results.Evidence.Outcomes[0].Probability, 1e-12);
    }

    [Fact]
    public void Of_a_continuous_assumption_the_posterior_is_that_of_bayes()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 2 days
            assumptions: { p: "beta(2, 3)" }
            tracks: { t: { states: { a: [ { chance: p per day, to: b } ], b: [] } } }
            outcomes: { b: { when: t == b }, a: { otherwise: true } }
            """, "t == b on 2022-01-02");
        AssumptionResult p = results.Assumptions[0];
        var posterior = new Beta(3, 3);
        Assert.Equal(0.4, results.Evidence!.Share, 1e-6);
        Assert.InRange(0.4, results.Evidence.Low!.Value - 1e-9, results.Evidence.High!.Value + 1e-9);
        Assert.Equal(0.5, p.Mean, 1e-6);
        foreach ((double probability, double value) in p.Quantiles) Assert.Equal(posterior.Quantile(probability), value, 0.005);
        Assert.Equal(0.4, results.Evidence.Assumptions[0].Mean, 1e-12);
    }

    // Of the chance p itself, or of a like one: a beta law stays one.
    private const string Uncertain = """
        start: 2022-01-01
        horizon: 6 days
        assumptions: { p: "beta(2, 3)" }
        tracks:
          t: { states: { a: [ { chance: p per day, to: b } ], b: [] } }
          u: { states: { x: [ { chance: p ^ 0.2 per day, to: y } ], y: [] } }
        outcomes: { b: { when: t == b }, a: { otherwise: true } }
        """;

    [Theory]
    [InlineData("t == b on 2022-01-02", 3, 3, 0.0015)]
    [InlineData("t == a on 2022-01-06", 2, 8, 0.0015)]
    [InlineData("u == y by 2022-01-02", 2.2, 3, 0.0015)]
    public void Quantiles_of_a_posterior_are_those_of_bayes_to_a_small_part_of_its_spread(string given, double a, double b, double off)
    {
        AssumptionResult p = Solved(Uncertain, given).Assumptions[0];
        var posterior = new Beta(a, b);
        foreach ((double probability, double value) in p.Quantiles) Assert.Equal(posterior.Quantile(probability), value, off);
        Assert.Equal(posterior.Mean, p.Mean, 3e-4);
        Assert.InRange(posterior.Mean, p.MeanLow!.Value - 1e-9, p.MeanHigh!.Value + 1e-9);
    }

    [Theory]
    [InlineData("t == b on 2022-01-02", 3, 3, 0.88)]
    [InlineData("u == y by 2022-01-02", 2.2, 3, 0.88)]
    [InlineData("t == a on 2022-01-06", 2, 8, 0.78)] // at the end of what was believed, where little is known of the curve
    public void Intervals_of_quantiles_hold_those_of_bayes_about_as_often_as_they_say_but_for_its_ends(string given, double a, double b, double least)
    {
        var posterior = new Beta(a, b);
        int held = 0, all = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            Scenario scenario = Held(Uncertain, given);
            AssumptionResult p = Solve.Run(scenario, scenario.Policies[0], new SolveOptions { Seed = seed }, cancellation: TestContext.Current.CancellationToken).Results!.Assumptions[0];
            foreach (((double probability, _), (double low, double high)) in p.Quantiles.Zip(p.QuantileBounds))
            {
                all++;
                if (posterior.Quantile(probability) >= low && posterior.Quantile(probability) <= high) held++;
            }
        }
        Assert.InRange(held / (double)all, least, 1);
    }

    [Fact]
    public void Quantiles_may_be_anywhere_in_the_prior_where_some_scramblings_have_no_point_that_speaks_for_what_is_known()
    {
        Scenario scenario = Held(Uncertain.Replace("chance: p per day", "chance: (if p > 0.6 then p else 0) per day", StringComparison.Ordinal), "t == b on 2022-01-02");
        AssumptionResult p = Solve.Run(scenario, scenario.Policies[0], new SolveOptions { Points = 2 }, cancellation: TestContext.Current.CancellationToken).Results!.Assumptions[0];
        Assert.All(p.QuantileBounds, bound => Assert.Equal((0, 1), bound));
    }

    [Fact]
    public void What_has_not_happened_speaks_for_a_smaller_chance_and_intervals_hold_the_closed_form()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 2 days
            assumptions: { p: "beta(2, 3)" }
            tracks: { t: { states: { a: [ { chance: p per day, to: b } ], b: [] } } }
            outcomes: { b: { when: t == b }, a: { otherwise: true } }
            measures: { first: time_to(t == b) }
            """, "t == a on 2022-01-02");
        // Beta(2, 4): the next chance is 1/3.
        Assert.Equal(1.0 / 3, results.Outcomes[0].Probability, 1e-6);
        Assert.InRange(1.0 / 3, results.Outcomes[0].Low!.Value - 1e-9, results.Outcomes[0].High!.Value + 1e-9);
        Assert.Equal(2, results.Measures[0].Mean, 1e-9);
        Assert.InRange(1.0 / 3, results.Measures[0].ShareLow!.Value - 1e-9, results.Measures[0].ShareHigh!.Value + 1e-9);
    }

    [Fact]
    public void Of_a_discrete_assumption_the_posterior_is_that_of_bayes_without_any_error()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 1 day
            assumptions:
              intent: { discrete: { bargain: 40%, seize: rest } }
              idle: { discrete: { 1: 50%, 2: 50% } }
            tracks: { t: { states: { a: [ { when: intent == seize, chance: 50% per day, to: b }, { when: intent == bargain, chance: 10% per day, to: b } ], b: [] } } }
            outcomes: { b: { when: t == b }, a: { otherwise: true } }
            """, "t == b on 2022-01-02");
        Assert.Equal(0.34, results.Evidence!.Share, 1e-12);
        Assert.Equal([0.04 / 0.34, 0.30 / 0.34], results.Assumptions[0].Shares.Select(s => s.Share), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal([0.4, 0.6], results.Evidence.Assumptions[0].Shares.Select(s => s.Share), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(1.5, results.Assumptions[1].Mean, 1e-12);
        Assert.Null(results.Outcomes[0].Low);
    }

    [Fact]
    public void What_is_known_may_be_of_an_assumption_itself()
    {
        SimulationResults results = Solved("""
            start: 2022-01-01
            horizon: 1 day
            assumptions: { p: { discrete: { 0.2: 50%, 0.6: 50% } } }
            tracks: { t: { states: { a: [ { chance: p per day, to: b } ], b: [] } } }
            outcomes: { b: { when: t == b }, a: { otherwise: true } }
            """, "p > 0.5 by 2022-01-01");
        Assert.Equal((0.5, 0.6), (results.Evidence!.Share, results.Outcomes[0].Probability));
    }

    [Fact]
    public void What_cannot_have_been_so_is_named()
    {
        Scenario scenario = Held(Leaving, "t == b by 2022-01-02", "t == b on 2022-01-01", "t == b on 2022-01-04");
        Solution solution = Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((SolutionEnd.Impossible, 0), (solution.End, solution.Impossible!.Step));
        Assert.Null(solution.Results);
        Assert.Empty(solution.Untried);
    }

    [Theory]
    [InlineData("t == b on 2022-01-01", "t == b", "")] // nothing leads to it
    [InlineData("t == b by 2022-01-02|u == y by 2022-01-02", "u == y", "")] // nor to it, whatever is uncertain
    [InlineData("t == c by 2022-01-04", "t == c", "p,q")] // a chance that is 0 at nearly all points
    [InlineData("q > 0.99999999 on 2022-01-02", "q > 0.99999999", "q")] // of what is uncertain itself
    public void What_no_point_comes_to_is_impossible_for_good_only_where_no_value_could_make_it_so(string given, string named, string untried)
    {
        Scenario scenario = Held("""
            start: 2022-01-01
            horizon: 3 days
            assumptions: { p: 0..1, q: 0..1 }
            tracks:
              t: { states: { a: [ { chance: p per day, to: b } ], b: [ { chance: (if q > 0.99999999 then 50% else 0) per day, to: c } ], c: [] } }
              u: { states: { x: [ { when: t == b, chance: q per day, to: y } ], y: [] } }
            outcomes: { b: { when: t == b }, a: { otherwise: true } }
            """, given.Split('|'));
        Solution solution = Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(SolutionEnd.Impossible, solution.End);
        Assert.Equal(named, solution.Impossible!.Text);
        Assert.Equal(untried, string.Join(',', solution.Untried.Select(a => a.Name)));
    }

    [Fact]
    public void Stopped_after_the_last_fact_it_tells_what_was_found_as_if_the_scenario_ended_there()
    {
        string text = Leaving.Replace("3 days", "60 days", StringComparison.Ordinal);
        Solution solution = Stopped(Held(text, "t == b on 2022-01-03"), p => p is { IsFinding: false, Step: >= 20 });
        Assert.Equal(SolutionEnd.Stopped, solution.End);
        Assert.InRange(solution.Step, 20, 59);
        SimulationResults results = solution.Results!, whole = Solved(text.Replace("60 days", $"{solution.Step} days", StringComparison.Ordinal), "t == b on 2022-01-03");
        Assert.True(results is { Partial: true, EndsEarly: true });
        Assert.Equal(0.65, results.Evidence!.Share, 1e-12);
        Assert.Equal(whole.Outcomes.Select(o => o.Probability), results.Outcomes.Select(o => o.Probability), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(whole.Evidence!.Outcomes.Select(o => o.Probability), results.Evidence.Outcomes.Select(o => o.Probability), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(whole.Tracks[0].Shares[1], results.Tracks[0].Shares[1], (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Stopped_before_the_last_fact_it_names_what_could_not_be_judged()
    {
        Solution solution = Stopped(Held(Leaving.Replace("3 days", "60 days", StringComparison.Ordinal), "t == b on 2022-01-03", "t == a on 2022-02-20"), p => p is { IsFinding: false, Step: >= 20 });
        Assert.Equal((SolutionEnd.Stopped, "t == a"), (solution.End, solution.Unjudged!.Text));
        Assert.Null(solution.Results);
    }

    [Fact]
    public void Stopped_over_uncertain_assumptions_it_tells_of_the_points_that_were_solved()
    {
        Scenario scenario = Held(Uncertain.Replace("6 days", "2 days", StringComparison.Ordinal), "t == a on 2022-01-02");
        Solution solution = Stopped(scenario, p => p.Share > 0.6);
        Assert.Equal(SolutionEnd.Stopped, solution.End);
        Assert.True(solution.Results!.Partial);
        Assert.Equal(1.0 / 3, solution.Results.Outcomes[0].Probability, 1e-4);
        Assert.Equal(0.4 + (0.6 / 3), solution.Results.Evidence!.Outcomes[0].Probability, 1e-4);
    }

    private static Solution Stopped(Scenario scenario, Func<SolutionProgress, bool> when)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        return Solve.Run(scenario, scenario.Policies[0], new SolveOptions { Threads = 1 }, p => StopIf(when(p), stop), stop.Token);
    }

    private static void StopIf(bool wanted, CancellationTokenSource stop)
    {
        if (wanted) stop.Cancel();
    }

    [Fact]
    public void Where_worlds_are_too_many_before_all_is_known_there_is_nothing_to_tell()
    {
        Scenario crisis = CorpusFiles.Read("benchmarks/scenarios/reference-crisis-fixed.yaml");
        Fact late = Facts(crisis, $"{crisis.Tracks[0].Name} == {crisis.Tracks[0].States[0].Name} on {crisis.Clock.Iso(crisis.Clock.LastStep)}")[0];
        Scenario held = crisis with { Evidence = Evidence.Of(crisis, null, [late], []) };
        Solution solution = Solve.Run(held, held.Policies[0], new SolveOptions { MostWorlds = 1_000 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(SolutionEnd.TooLarge, solution.End);
        Assert.Null(solution.Results);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Scenario scenario = CorpusFiles.Read("benchmarks/scenarios/reference-crisis-fixed.yaml");
        Track track = scenario.Tracks[0];
        IReadOnlyList<Fact> facts = Facts(scenario, $"{track.Name} == {track.States[^1].Name} by {scenario.Clock.Iso(scenario.Clock.LastStep / 2)}");
        Scenario held = scenario with { Evidence = Evidence.Of(scenario, null, facts, []) };
        SimulationResults[] results = [.. new[] { 1, 3 }.Select(threads => Solve.Run(held, held.Policies[0], new SolveOptions { Threads = threads }).Results!)];
        Assert.Equal(results[0].Evidence!.Share, results[1].Evidence!.Share);
        Assert.Equal(results[0].Outcomes.Select(o => o.Probability), results[1].Outcomes.Select(o => o.Probability));
        Assert.Equal(results[0].Measures.Select(m => m.Mean), results[1].Measures.Select(m => m.Mean));
        Assert.Equal(results[0].Tracks.SelectMany(t => t.Shares).SelectMany(s => s), results[1].Tracks.SelectMany(t => t.Shares).SelectMany(s => s));
    }

    [Theory]
    [InlineData(0, 1 << 22)]
    [InlineData(1 << 22, 0)]
    [InlineData(30, 20)]
    [InlineData(0, 0)]
    public void Rows_and_graphs_that_are_worked_out_once_more_are_the_same_as_those_that_are_kept(long rows, long ways)
    {
        // Where dates change something, worlds are looked for anew.
        foreach (string text in (string[])[Leaving, Leaving.Replace("chance: 20% per day, to: a", "when: day < 12 or day > 20, chance: (20% + day * 1%) per day, to: a", StringComparison.Ordinal)])
        {
            Scenario held = Held(text.Replace("3 days", "40 days", StringComparison.Ordinal), "t == b by 2022-01-20", "t == b on 2022-01-30", "t == a on 2022-02-08");
            ExactTally kept = Followed(held, 1 << 22, 1 << 22), again = Followed(held, rows, ways);
            Assert.True(kept.Mass > 0);
            Assert.Equal(kept.Mass, again.Mass);
            Assert.Equal(kept.Outcomes, again.Outcomes);
            Assert.Equal(kept.Before, again.Before);
            Assert.Equal(kept.InState, again.InState);
            Assert.Equal(kept.Laws, again.Laws);
        }

        static ExactTally Followed(Scenario scenario, long rows, long ways)
        {
            var tally = new ExactTally(scenario);
            new ExactSolver(new Plan(scenario, scenario.Policies[0]), new Limits(1000, 100_000) { Rows = rows, WaysAhead = ways }).Look([], [], keep: false).Follow([], 1, tally, 1, null, TestContext.Current.CancellationToken);
            return tally;
        }
    }

    private static SimulationResults Solved(string text, params string[] given)
    {
        Scenario scenario = Held(text, given);
        Solution solution = Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(SolutionEnd.Whole, solution.End);
        return solution.Results!;
    }

    private static Scenario Held(string text, params string[] given)
    {
        Scenario scenario = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", text))).Scenario!;
        return scenario with { Evidence = Evidence.Of(scenario, null, Facts(scenario, given), given) };
    }

    private static IReadOnlyList<Fact> Facts(Scenario scenario, params string[] given) => Givens.Read(scenario, given).Facts!;
}
