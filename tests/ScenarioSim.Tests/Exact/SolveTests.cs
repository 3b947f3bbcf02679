using FsCheck.Xunit;
using ScenarioSim.Analysis;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Tests.Generated;
using Xunit;

namespace ScenarioSim.Tests.Exact;

/// <summary>Solutions over uncertain assumptions, partial ones, and what does not depend on threads.</summary>
[Properties(Arbitrary = [typeof(Scenarios)], StartSize = 1, EndSize = 16, QuietOnSuccess = true)]
public class SolveTests
{
    private const string Crisis = "benchmarks/scenarios/reference-crisis.yaml";

    private const string Rate = """
        scenario: A rate that is not known
        start: 2022-01-01
        horizon: 1 day
        assumptions: { r: 0.5..2 }
        tracks:
          t: { states: { calm: [ { rate: r per day, to: struck } ], struck: [] } }
        outcomes:
          struck: { when: t == struck }
          calm: { otherwise: true }
        """;

    [Fact]
    public void An_integral_over_an_uncertain_rate_is_its_closed_form_within_its_interval()
    {
        SimulationResults results = Solve.Run(Read(Rate), Read(Rate).Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
        double exact = 1 - ((Math.Exp(-0.5) - Math.Exp(-2)) / 1.5);
        OutcomeResult struck = results.Outcomes[0];
        Assert.InRange(struck.Probability, exact - 1e-7, exact + 1e-7);
        Assert.InRange(struck.High!.Value - struck.Low!.Value, 0, 1e-6);
    }

    [Fact]
    public void The_reference_crisis_is_what_other_programs_find()
    {
        Scenario scenario = CorpusFiles.Read(Crisis);
        double[] known = [0.297633654420123, 0.063550017680966, 0.099954864846506, 0.255493928459496, 0.283367534592879];
        Solution solution = Solve.Run(scenario, Fixed(scenario), new SolveOptions(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(SolutionEnd.Whole, solution.End);
        for (int i = 0; i < known.Length; i++) Assert.Equal(known[i], solution.Results!.Outcomes[i].Probability, 1e-12);
    }

    [Fact]
    public void No_share_and_no_share_of_time_is_above_one_however_sums_were_rounded()
    {
        const string text = """
            start: 2022-01-01
            horizon: 10 days
            tracks:
              a: { states: { p: [ { after: 1..4 days, to: q } ], q: [] } }
              b: { states: { p: [ { chance: 30% per day, to: q } ], q: [] } }
            measures:
              always: share_of_time(a == p or a == q)
            """;
        SimulationResults exact = Solve.Run(Read(text), Read(text).Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
        Assert.All(exact.Tracks.SelectMany(t => t.Shares).SelectMany(s => s), share => Assert.InRange(share, 0, 1));
        Assert.InRange(exact.Measures[0].Mean, 1 - 1e-9, 1);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Scenario scenario = CorpusFiles.Read(Crisis);
        SimulationResults[] results = [.. new[] { 1, 2, 5 }.Select(threads => Solve.Run(scenario, Fixed(scenario), new SolveOptions { Threads = threads }).Results!)];
        foreach (SimulationResults other in results[1..])
        {
            Assert.Equal(results[0].Outcomes.Select(o => o.Probability), other.Outcomes.Select(o => o.Probability));
            Assert.Equal(results[0].Measures.Select(m => m.Mean), other.Measures.Select(m => m.Mean));
            Assert.Equal(results[0].Tracks.SelectMany(t => t.Shares).SelectMany(s => s), other.Tracks.SelectMany(t => t.Shares).SelectMany(s => s));
        }
    }

    [Fact]
    public void With_too_many_worlds_the_solution_is_that_of_the_scenario_that_ends_where_they_became_too_many()
    {
        Scenario scenario = CorpusFiles.Read(Crisis);
        Solution cut = Solve.Run(scenario, Fixed(scenario), new SolveOptions { MostWorlds = 5_000 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(SolutionEnd.TooLarge, cut.End);
        Assert.InRange(cut.Step, 1, scenario.Clock.LastStep - 1);
        Assert.True(cut.Results!.Partial);
        Assert.Equal(cut.Step, cut.Results.Scenario.Clock.LastStep);
        Assert.Equal(1, cut.Results.Outcomes.Sum(o => o.Probability), 1e-12);
        Assert.Contains("`posture`", string.Join(' ', cut.Causes.Select(c => c.What)));
        SimulationResults whole = Solve.Run(scenario, Fixed(scenario), new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
        for (int t = 0; t < whole.Tracks.Count; t++)
        {
            for (int s = 0; s < whole.Tracks[t].Shares.Count; s++) Assert.Equal(whole.Tracks[t].Shares[s][cut.Step], cut.Results.Tracks[t].Shares[s][cut.Step], 1e-12);
        }
    }

    [Fact]
    public void A_solution_that_is_stopped_ends_as_if_the_scenario_did()
    {
        Scenario scenario = CorpusFiles.Read(Crisis);
        using var stop = new CancellationTokenSource();
        Solution solution = Solve.Run(scenario, Fixed(scenario), new SolveOptions(), p => Stop(p, stop), stop.Token);
        Assert.Equal(SolutionEnd.Stopped, solution.End);
        Assert.InRange(solution.Step, 20, scenario.Clock.LastStep - 1);
        Assert.Equal(1, solution.Results!.Outcomes.Sum(o => o.Probability), 1e-12);

        static void Stop(SolutionProgress progress, CancellationTokenSource stop)
        {
            if (progress is { IsFinding: false, Step: >= 20 }) stop.Cancel();
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Combinations_that_were_solved_are_kept_when_it_is_stopped_and_their_bounds_hold_for_all(double until)
    {
        Scenario scenario = Read("""
            start: 2022-01-01
            horizon: 10 days
            assumptions:
              wait: { discrete: { 1 day: 10%, 2 days: 20%, 3 days: 30%, 4 days: 15%, 8 days: 25% } }
              p: { discrete: { 10%: 50%, 60%: 50% } }
            tracks:
              t: { states: { calm: [ { after: wait, to: tense } ], tense: [ { chance: p per week, to: struck } ], struck: [] } }
            outcomes:
              struck: { when: t == struck, value: -10 }
              calm: { otherwise: true, value: 5 }
            measures: { days: time_to(t == struck) }
            """);
        using var stop = new CancellationTokenSource();
        Solution solution = Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), p => StopIf(p.Share > until, stop), stop.Token);
        SimulationResults whole = Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!;
        Assert.Equal(SolutionEnd.Stopped, solution.End);
        SimulationResults part = solution.Results!;
        Assert.True(part.Partial);
        Assert.InRange(part.SolvedShare!.Value, 0.1, 0.95);
        Assert.Empty(part.Measures);
        foreach ((OutcomeResult one, OutcomeResult all) in part.Outcomes.Zip(whole.Outcomes))
        {
            Assert.Equal(1 - part.SolvedShare.Value, one.High!.Value - one.Low!.Value, 1e-12);
            Assert.InRange(all.Probability, one.Low.Value, one.High.Value);
        }
        Assert.InRange(whole.Value!.Mean, part.Value!.Low!.Value, part.Value.High!.Value);
        foreach ((TrackResult one, TrackResult all) in part.Tracks.Zip(whole.Tracks))
        {
            for (int step = 0; step <= 10; step++) Assert.InRange(Math.Abs(one.Shares[0][step] - all.Shares[0][step]), 0, one.HalfWidths![0][step] + 1e-12);
        }
        Assert.Equal(10, whole.Outcomes[0].ByStep.Count - 1);
    }

    private static void StopIf(bool wanted, CancellationTokenSource stop)
    {
        if (wanted) stop.Cancel();
    }

    [Fact]
    public void Quantiles_of_what_hardly_ever_happens_are_those_of_what_happens_often()
    {
        MeasureResult Time(string rate)
        {
            Scenario scenario = Read($$"""
                start: 2022-01-01
                horizon: 100 days
                tracks:
                  t: { states: { calm: [ { rate: {{rate}} per day, to: struck } ], struck: [] } }
                measures: { days: time_to(t == struck) }
                """);
            return Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!.Measures[0];
        }

        Assert.InRange(Time("1e-15").Share, 0.9e-13, 1.1e-13);
        Assert.Equal([5.0, 25, 50, 75, 95], Time("1e-15").Quantiles.Select(q => q.Value));
    }

    [Fact]
    public void The_interval_of_a_quantile_holds_as_often_as_it_says()
    {
        Scenario scenario = Read("""
            start: 2022-01-01
            horizon: 1000 hours
            step: 1 hour
            assumptions: { r: "lognormal(-4, 1.5)" }
            tracks:
              t: { states: { calm: [ { rate: r per hour, to: struck } ], struck: [] } }
            measures: { time: time_to(t == struck) }
            """);
        MeasureResult Time(int points, ulong seed) =>
            Solve.Run(scenario, scenario.Policies[0], new SolveOptions { Points = points, Seed = seed }, cancellation: TestContext.Current.CancellationToken).Results!.Measures[0];
        MeasureResult exact = Time(4096, 0);
        Assert.All(exact.QuantileBounds, b => Assert.InRange(b.High - b.Low, 0, 1.0 / 24));
        int held = 0, all = 0, narrow = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            MeasureResult time = Time(16, seed);
            foreach (((double Low, double High) bounds, (double _, double value)) in time.QuantileBounds.Zip(exact.Quantiles))
            {
                all++;
                if (bounds.Low <= value && value <= bounds.High) held++;
                if (bounds.High - bounds.Low < 100.0 / 24) narrow++;
            }
        }
        // Of 500 intervals at 95 % fewer than 460 would hold by chance once in a thousand times, were they independent.
        Assert.InRange(held, 460, all);
        Assert.InRange(narrow, 0.9 * all, all);
    }

    [Fact]
    public void Quantiles_have_no_interval_where_nothing_was_integrated()
    {
        Scenario scenario = Read(Rate.Replace("0.5..2", "1") + "\nmeasures: { time: time_to(t == struck) }");
        Assert.Empty(Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!.Measures[0].QuantileBounds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_interval_of_a_mean_time_lies_round_the_mean_although_few_points_say_how_often_it_happens(ulong seed)
    {
        Scenario scenario = Read("""
            start: 2022-01-01
            horizon: 100 days
            assumptions: { r: "lognormal(-6, 2)" }
            tracks:
              t: { states: { calm: [ { rate: r per day, to: struck } ], struck: [] } }
            measures: { days: time_to(t == struck) }
            """);
        MeasureResult days = Solve.Run(scenario, scenario.Policies[0], new SolveOptions { Points = 2, Seed = seed }, cancellation: TestContext.Current.CancellationToken).Results!.Measures[0];
        Assert.True(days.MeanLow < days.Mean && days.Mean < days.MeanHigh, $"{days.MeanLow} {days.Mean} {days.MeanHigh}");
        Assert.Equal(days.Mean, (days.MeanLow!.Value + days.MeanHigh!.Value) / 2, 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30_000_000)]
    [InlineData(1e12)]
    public void The_spread_of_what_adds_up_is_the_same_however_large_the_numbers_are(double from)
    {
        Scenario scenario = Read($$"""
            start: 2022-01-01
            horizon: 3 days
            indicators: { x: {{from:R}} }
            branches: { b: { chance: 50% per day, do: x += 1 } }
            measures: { m: mean(x), t: total(x) }
            """);
        IReadOnlyList<MeasureResult> measures = Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!.Measures;
        // It happens on the first day, the second, the third or never, and adds 3, 2, 1 or 0 to the total.
        double[] totals = [3, 2, 1, 0], chances = [0.5, 0.25, 0.125, 0.125];
        double mean = totals.Zip(chances, (t, p) => t * p).Sum(), variance = totals.Zip(chances, (t, p) => p * (t - mean) * (t - mean)).Sum();
        Assert.Equal((4 * from) + mean, measures[1].Mean, 1e-15 * Math.Max(1, 8 * from));
        Assert.Equal(Math.Sqrt(variance), measures[1].StandardDeviation, 1e-9);
        Assert.Equal(Math.Sqrt(variance) / 4, measures[0].StandardDeviation, 1e-9);
    }

    [Fact]
    public void A_total_that_ends_early_has_the_spread_of_when_it_ends()
    {
        Scenario scenario = Read("""
            start: 2022-01-01
            horizon: 2 days
            indicators: { x: 1000 }
            tracks: { t: { states: { a: [ { chance: 50% per day, to: b } ], b: [] } } }
            outcomes: { over: { when: t == b, stop: true }, lasts: { otherwise: true } }
            measures: { t: total(x) }
            """);
        MeasureResult total = Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken).Results!.Measures[0];
        // Two days with 50%, three else.
        Assert.Equal(2500, total.Mean, 1e-9);
        Assert.Equal(500, total.StandardDeviation, 1e-9);
    }

    [Fact]
    public void Solutions_that_are_under_way_at_once_share_all_that_they_may_hold()
    {
        var limits = new Limits(1_000_000, 1_000_000);
        Limits shared = limits.Shared(4);
        Assert.Equal((250_000, 250_000, limits.WaysAhead / 4), (shared.Worlds, shared.Ways, shared.WaysAhead));
    }

    [Fact]
    public void Measures_that_are_carried_along_with_a_world_count_among_what_it_takes()
    {
        var limits = new Limits(1_000_000, 1_000_000);
        Assert.True(limits.Sized(1, 1, 64).Worlds < limits.Sized(1, 1, 1).Worlds / 2);
        Assert.True((long)(limits with { Worlds = int.MaxValue, IsAsked = true }).Sized(1, 1, 64).Worlds * 64 <= Array.MaxLength);
    }

    [Fact]
    public void Worlds_that_multiply_step_by_step_are_given_up_long_before_memory_ends()
    {
        // Sixty events that may each have happened are 2^60 worlds; in a week there are ever more of them.
        string branches = string.Join("\n", Enumerable.Range(0, 60).Select(i => $"  b{i}: {{ after: {1 + (i / 4)} days, chance: 50% }}"));
        Scenario scenario = Read($"start: 2022-01-01\nhorizon: 60 days\nbranches:\n{branches}\n");
        Solution solution = Solve.Run(scenario, scenario.Policies[0], new SolveOptions(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(SolutionEnd.TooLarge, solution.End);
        Assert.Null(solution.Results);
        Assert.True(solution.Expected!.Value.Worlds > solution.Expected.Value.Room);
        Assert.InRange(solution.Worlds, 250_000, 3_000_000);
        Assert.NotEmpty(solution.Causes);
    }

    [Fact]
    public void What_stops_growing_or_ends_soon_is_not_given_up()
    {
        var limits = new Limits(1_000_000, 1L << 30);
        double? Last(int last, params int[] worlds)
        {
            var growth = new Growth(limits, last);
            return worlds.Select((w, i) => growth.Expected(i + 1, w)).Last();
        }

        Assert.InRange(Last(100, 10_000, 100_000, 300_000)!.Value, 89_000_000_000, 91_000_000_000);
        Assert.Null(Last(3, 1_000, 100_000, 300_000));
        Assert.Null(Last(100, 10_000, 100_000, 300_000, 310_000, 500_000));
        limits = limits with { IsAsked = true };
        Assert.Null(Last(100, 10_000, 100_000, 300_000));
    }

    [Fact]
    public void An_estimate_counts_the_worlds_of_a_small_scenario_and_names_what_makes_a_large_one_large()
    {
        SolveEstimate small = Solve.Estimate(Read(Rate), Read(Rate).Policies[0], TestContext.Current.CancellationToken);
        Assert.Equal((2.0, true, true), (small.Worlds, small.IsCounted, small.IsQuick));
        Assert.Equal(["r"], small.Integrated);
        Scenario crisis = CorpusFiles.Read(Crisis);
        SolveEstimate large = Solve.Estimate(crisis, Fixed(crisis), TestContext.Current.CancellationToken);
        Assert.False(large.IsCounted);
        Assert.True(large.Worlds > 20_000);
        Assert.NotEmpty(large.Causes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(16)]
    public void A_measure_that_says_what_an_outcome_says_comes_to_the_same_over_any_number_of_points(int points)
    {
        Scenario scenario = Read("""
            start: 2026-01-01
            horizon: 60 days
            assumptions: { will: "beta(2, 3)" }
            tracks:
              a: { states: { x: [ { chance: 10% * will per week, to: y } ], y: [] } }
            outcomes:
              y: { when: a == y, stop: true }
              n: { otherwise: true }
            measures: { t: time_to(a == y), m: max(a == y), v: visits(a == y) }
            """);
        SimulationResults results = Solve.Run(scenario, scenario.Policies[0], new SolveOptions { Points = points }, cancellation: TestContext.Current.CancellationToken).Results!;
        double y = results.Outcomes[0].Probability;
        Assert.Equal(y, results.Measures[0].Share, 1e-12);
        Assert.Equal(y, results.Measures[1].Mean, 1e-12);
        Assert.Equal(y, results.Measures[2].Mean, 1e-12);
    }

    private const string Paired = """
        start: 2026-01-01
        horizon: 10 days
        assumptions:
          a: 0..1
          w: 0..1
          b: 0..1
        correlations:
          - { between: [a, b], rank: 0.8 }
          - { between: [w, b], rank: 0.5 }
        tracks:
          t: { states: { x: [ { chance: 10% * a * w per week, to: y } ], y: [] } }
        outcomes:
          both: { when: b > 0.9 and w > 0.5 }
          high: { when: b > 0.9 }
          other: { otherwise: true }
        """;

    [Theory]
    [InlineData("a=0.5", "w=1")]
    [InlineData("a=0.5")]
    [InlineData("w={ discrete: { 0: 1, 1: 1 } }")]
    [InlineData]
    public void An_assumption_keeps_its_law_whatever_those_are_set_to_that_it_is_correlated_with(params string[] settings)
    {
        Scenario scenario = Read(Paired);
        Policy policy = ScenarioSim.Language.Settings.Apply(scenario, scenario.Policies[0], settings).Policy!;
        SimulationResults exact = Solve.Run(scenario, policy, new SolveOptions { Points = 1024 }, cancellation: TestContext.Current.CancellationToken).Results!;
        Assert.Equal(0.1, exact.Outcomes[0].Probability + exact.Outcomes[1].Probability, 0.002);
        SimulationResults runs = Simulate.Run(scenario, policy, new RunOptions { Runs = 200_000, Threads = 1 }, cancellation: TestContext.Current.CancellationToken)!;
        foreach ((OutcomeResult of, OutcomeResult sampled) in exact.Outcomes.Zip(runs.Outcomes)) Assert.Equal(of.Probability, sampled.Probability, 0.005);
    }

    [Fact]
    public void Worlds_with_more_indicators_than_can_be_packed_are_an_obstacle()
    {
        string indicators = string.Concat(Enumerable.Range(0, 300).Select(i => $"  i{i}: {{ initial: 1, range: 0..10 }}\n"));
        Scenario scenario = Read($"start: 2026-01-01\nhorizon: 3 days\nindicators:\n{indicators}tracks:\n  t: {{ states: {{ x: [ {{ chance: 10% per week, to: y, do: i0 += 0.5 }} ], y: [] }} }}\noutcomes:\n  y: {{ when: t == y }}\n  n: {{ otherwise: true }}\n");
        Assert.Contains("more tracks and indicators", Solve.Obstacle(scenario, scenario.Policies[0]));
    }

    [Fact]
    public void A_world_with_too_many_ways_out_of_it_ends_the_solution_before_they_take_memory()
    {
        string tracks = string.Concat(Enumerable.Range(0, 60).Select(i => $"  t{i}: {{ states: {{ x: [ {{ chance: 10% per week, to: y }} ], y: [] }} }}\n"));
        Scenario scenario = Read($"start: 2026-01-01\nhorizon: 3 days\ntracks:\n{tracks}outcomes:\n  y: {{ when: t0 == y }}\n  n: {{ otherwise: true }}\n");
        SolveEstimate estimate = Solve.Estimate(scenario, scenario.Policies[0], TestContext.Current.CancellationToken);
        Assert.False(estimate.IsCounted);
        Solution solution = Solve.Run(scenario, scenario.Policies[0], new SolveOptions { MostWorlds = 1_000 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((SolutionEnd.TooLarge, 0), (solution.End, solution.Step));
    }

    [Property(MaxTest = 30, Replay = "(20220110,31)")]
    public void Probabilities_of_generated_scenarios_sum_to_one_for_any_number_of_threads(Generated.Generated generated)
    {
        Policy policy = generated.Scenario.Policies[0];
        if (Solve.Obstacle(generated.Scenario, policy) is not null) return;
        var options = new SolveOptions { MostWorlds = 500, Points = 2, Threads = 1 };
        if (Solve.Run(generated.Scenario, policy, options).Results is not { } one) return;
        SimulationResults two = Solve.Run(generated.Scenario, policy, options with { Threads = 3 }).Results!;
        Assert.Equal(1, one.Outcomes.Sum(o => o.Probability), 1e-9);
        Assert.Equal(one.Outcomes.Select(o => o.Probability), two.Outcomes.Select(o => o.Probability));
    }

    private static Policy Fixed(Scenario scenario) => ScenarioSim.Language.Settings.Apply(scenario, scenario.Policies[0], ["resolve=0.6", "flexibility=0.32", "deterrence=0.5"]).Policy!;

    private static Scenario Read(string text) => ScenarioSim.Language.ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", text))).Scenario!;
}
