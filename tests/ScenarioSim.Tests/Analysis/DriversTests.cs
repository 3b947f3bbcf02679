using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using Xunit;
using static ScenarioSim.Tests.Analysis.DriverSamples;

namespace ScenarioSim.Tests.Analysis;

/// <summary>What results hang on, in scenarios of which that is known without a simulation.</summary>
public class DriversTests
{
    [Fact]
    public void A_share_that_is_the_assumption_itself_goes_from_its_one_quantile_to_the_other()
    {
        DriverResults results = Find(OneToss);
        Driver p = Assert.Single(results.Drivers);
        Assert.Equal([new DriverEnd(0.22, 0.05), new DriverEnd(0.58, 0.95)], p.Ends);
        Assert.Equal(["war", "peace", ""], p.Swings.Select(s => s.Name));
        Assert.Equal([SwingOf.Outcome, SwingOf.Outcome, SwingOf.Value], p.Swings.Select(s => s.Of));
        Swing war = p.Swings[0];
        Assert.Equal((0, 1), (war.From, war.To));
        AssertShare(0.22, war.Start, Usual.Runs);
        AssertShare(0.58, war.End, Usual.Runs);
        Assert.InRange(0.36, war.Low, war.High);
        Assert.Equal(war.End - war.Start, war.Difference, 12);
        // In the same worlds the toss that comes out at a low chance does so at a high one.
        Assert.Equal(war.Difference, p.Change.Difference, 12);
        Assert.Equal((SwingOf.Worlds, 0, 1), (p.Change.Of, p.Change.From, p.Change.To));
        Assert.InRange(p.Change.Difference, p.Change.Low, p.Change.High);
        Assert.Equal(-war.Difference, p.Swings[1].Difference, 12);
        Assert.Equal(-100 * war.Difference, p.Swings[2].Difference, 9);
        Assert.Equal(-100 * war.Start, p.Swings[2].Start, 9);
        Assert.True(war.IsTold && p.Widest.Of == SwingOf.Outcome);
        AssertShare(0.4, results.Base.Outcomes[0].Probability, Usual.Runs);
        Assert.Empty(results.Known);
        Assert.Empty(results.Left);
        Assert.False(results.Partial);
    }

    [Fact]
    public void How_well_a_share_is_known_that_is_the_assumption_itself_is_how_well_the_assumption_is()
    {
        var law = new Uniform(0.2, 0.6);
        double deviation = 0, first = 0;
        int held = 0;
        const int Seeds = 20;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Doubts doubts = Find(OneToss, Usual with { Runs = 100_000, Seed = seed }).Doubts!;
            Assert.Equal((500, 200), (doubts.Models, doubts.RunsEach));
            Assert.Equal(["war", "peace", ""], doubts.Of.Select(d => d.Name));
            (Doubt war, Doubt peace, Doubt value) = (doubts.Of[0], doubts.Of[1], doubts.Of[2]);
            deviation += war.Deviation / Seeds;
            first += war.Dots[0] / Seeds;
            held += war.Quantiles.Count(q => q.Low <= law.Quantile(q.Probability) && law.Quantile(q.Probability) <= q.High);
            Assert.InRange(war.Mean, 0.4 - 0.025, 0.4 + 0.025);
            Assert.Equal(1 - war.Mean, peace.Mean, 12);
            Assert.Equal(war.Deviation, peace.Deviation, 12);
            Assert.Equal((SwingOf.Value, -100 * war.Mean, 100 * war.Deviation), (value.Of, Math.Round(value.Mean, 12), Math.Round(value.Deviation, 12)), new Nearly());
            Assert.Equal(-100 * war.Dots[^1], value.Dots[0], 9);
        }
        // Of one sample it is off by a fiftieth.
        Assert.InRange(deviation / (0.4 / Math.Sqrt(12)), 0.985, 1.015);
        Assert.InRange(first, 0.2, 0.225);
        // 95 of 100, and what chance leaves of the shape.
        Assert.InRange(held, 82, 100);
    }

    [Fact]
    public void Each_end_is_what_a_simulation_with_that_value_set_comes_to()
    {
        foreach (string file in (string[])["scenarios/geneva-week.yaml", "tests/corpus/correlated-assumptions.yaml", "tests/corpus/assumption-as-a-date.yaml"])
        {
            Scenario scenario = CorpusFiles.Read(file);
            Policy policy = scenario.Policies[^1];
            RunOptions options = Usual with { Runs = 2000, Seed = 3 };
            DriverResults results = Find(scenario, policy, options);
            Assert.NotEmpty(results.Drivers);
            foreach (Driver driver in results.Drivers)
            {
                SimulationResults[] ends = [.. driver.Ends.Select(e => Simulate.Run(scenario, Fixed(policy, driver.Assumption, e.Value), options, cancellation: TestContext.Current.CancellationToken)!)];
                AssertEnds(driver, ends);
            }
            SimulationResults plain = Simulate.Run(scenario, policy, options, cancellation: TestContext.Current.CancellationToken)!;
            Assert.Equal(plain.Outcomes.Select(o => (o.Probability, o.Low, o.High)), results.Base.Outcomes.Select(o => (o.Probability, o.Low, o.High)));
        }
    }

    [Fact]
    public void Of_three_words_each_outcome_has_the_pair_between_which_it_goes_farthest()
    {
        Scenario scenario = Read(Words);
        DriverResults results = Find(scenario, scenario.Policies[0], Usual);
        Driver aim = Assert.Single(results.Drivers);
        Assert.Equal(["signal", "coerce", "seize"], aim.Ends.Select(e => scenario.Words[(int)e.Value]));
        Assert.All(aim.Ends, e => Assert.Null(e.Probability));
        // x: 40, 10, 80 %; y where not x: 6, 54, 18 %; neither: 54, 36, 2 %.
        Assert.Equal([(1, 2), (0, 1), (0, 2), (1, 2)], aim.Swings.Select(s => (s.From, s.To)));
        AssertShare(0.1, aim.Swings[0].Start, Usual.Runs);
        AssertShare(0.8, aim.Swings[0].End, Usual.Runs);
        AssertShare(0.06, aim.Swings[1].Start, Usual.Runs);
        AssertShare(0.54, aim.Swings[1].End, Usual.Runs);
        AssertShare(0.54, aim.Swings[2].Start, Usual.Runs);
        AssertShare(0.02, aim.Swings[2].End, Usual.Runs);
        Assert.Equal((SwingOf.Value, 3 * aim.Swings[0].Difference), (aim.Swings[3].Of, Math.Round(aim.Swings[3].Difference, 12)), new Nearly());
        Assert.Equal(("x", 1, 2), (aim.Widest.Name, aim.Widest.From, aim.Widest.To));
        Assert.Equal((1, 2), (aim.Change.From, aim.Change.To));
    }

    [Fact]
    public void The_intervals_of_three_pairs_are_those_of_a_comparison_at_a_level_at_which_all_hold_together()
    {
        Scenario scenario = Read(Words);
        Policy policy = scenario.Policies[0];
        Driver aim = Assert.Single(Find(scenario, policy, Usual).Drivers);
        ComparisonItem[] items = [.. aim.Ends.Select((e, i) => new ComparisonItem($"{i}", scenario, Fixed(policy, aim.Assumption, e.Value)))];
        foreach (Swing swing in aim.Swings)
        {
            ComparisonResults compared = Compare.Run(items, swing.From, Usual with { Confidence = 1 - (0.05 / 3) }, cancellation: TestContext.Current.CancellationToken)!;
            (double, double, double) wanted = swing.Of == SwingOf.Value
                ? compared.Values.Where(d => d.Item == swing.To).Select(d => (d.Difference, d.Low, d.High)).Single()
                : compared.Differences.Where(d => d.Item == swing.To && d.Outcome == swing.Name).Select(d => (d.Difference, d.Low, d.High)).Single();
            Assert.Equal(wanted, (swing.Difference, swing.Low, swing.High));
        }
        ComparisonResults changes = Compare.Run(items, aim.Change.From, Usual, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal(changes.WorldsThatChange.Single(w => w.Item == aim.Change.To).Share, aim.Change.Difference);
    }

    [Fact]
    public void The_intervals_of_two_ends_are_those_of_a_comparison()
    {
        Scenario scenario = CorpusFiles.Read("scenarios/geneva-week.yaml");
        Policy policy = scenario.Policies[0];
        RunOptions options = Usual with { Runs = 3000, Confidence = 0.8 };
        foreach (Driver driver in Find(scenario, policy, options).Drivers)
        {
            ComparisonItem[] items = [.. driver.Ends.Select((e, i) => new ComparisonItem($"{i}", scenario, Fixed(policy, driver.Assumption, e.Value)))];
            ComparisonResults compared = Compare.Run(items, 0, options, cancellation: TestContext.Current.CancellationToken)!;
            (SwingOf, string, double, double, double)[] wanted =
            [
                .. compared.Differences.Select(d => (SwingOf.Outcome, d.Outcome, d.Difference, d.Low, d.High)), .. compared.Values.Select(d => (SwingOf.Value, "", d.Difference, d.Low, d.High)),
                .. compared.Happenings.Select(d => (SwingOf.Happens, d.Measure, d.Difference, d.Low, d.High)), .. compared.Measures.Select(d => (SwingOf.Mean, d.Measure, d.Difference, d.Low, d.High)),
            ];
            Assert.Equal(wanted.Order(), driver.Swings.Select(s => (s.Of, s.Name, s.Difference, s.Low, s.High)).Order());
        }
    }

    [Fact]
    public void Of_a_time_it_is_told_whether_and_when_it_happens()
    {
        DriverResults results = Find(Times);
        (Driver q, Driver lag) = (results.Drivers[0], results.Drivers[1]);
        Assert.Equal(
            [
                (SwingOf.Outcome, "hit"), (SwingOf.Outcome, "missed"), (SwingOf.Happens, "days_to_late"), (SwingOf.Mean, "days_to_late"), (SwingOf.Happens, "days_to_hit"), (SwingOf.Mean, "days_to_hit"),
                (SwingOf.Happens, "days_to_nothing"), (SwingOf.Mean, "hits"),
            ],
            q.Swings.Select(s => (s.Of, s.Name)));
        Swing Of(Driver driver, SwingOf of, string name = "days_to_hit") => driver.Swings.Single(s => s.Of == of && s.Name == name);
        AssertShare(0.22, Of(q, SwingOf.Happens).Start, Usual.Runs);
        AssertShare(0.58, Of(q, SwingOf.Happens).End, Usual.Runs);
        Assert.Equal(Of(q, SwingOf.Outcome, "hit").Difference, Of(q, SwingOf.Happens).Difference, 12);
        // Of the worlds that have it at both ends nothing but the other assumption says when.
        Assert.Equal(0, Of(q, SwingOf.Mean).Difference, 12);
        Assert.Equal((2, 6, 4), (Of(lag, SwingOf.Mean).Start, Of(lag, SwingOf.Mean).End, Of(lag, SwingOf.Mean).Difference));
        Assert.Equal(0, Of(lag, SwingOf.Happens).Difference);
        Assert.False(Of(lag, SwingOf.Happens).IsTold);
        Assert.True(Of(lag, SwingOf.Mean).IsTold);
        Assert.Equal((4, 4), (Of(q, SwingOf.Mean, "days_to_late").Start, Of(lag, SwingOf.Mean, "days_to_late").End));
    }

    [Fact]
    public void Measures_stand_in_the_order_of_the_scenario_also_where_two_ends_have_one_in_no_world()
    {
        DriverResults results = Find("""
            start: 2022-01-01
            horizon: 10 days
            assumptions:
              aim: { is: { discrete: { never: 30%, soon: 50%, later: rest } }, why: example }
            tracks: { t: { states: { a: [ { after: 1 day, when: aim == soon, to: b }, { after: 3 days, when: aim == later, to: b } ], b: [] } } }
            branches: { c: { on: 2022-01-03 } }
            measures: { days_to_b: time_to(t == b), days_to_c: time_to(c), end: final(day) }
            """);
        Assert.Equal(
            [(SwingOf.Outcome, "other"), (SwingOf.Happens, "days_to_b"), (SwingOf.Mean, "days_to_b"), (SwingOf.Happens, "days_to_c"), (SwingOf.Mean, "days_to_c"), (SwingOf.Mean, "end")],
            Assert.Single(results.Drivers).Swings.Select(s => (s.Of, s.Name)));
        Swing happens = results.Drivers[0].Swings[1], mean = results.Drivers[0].Swings[2];
        Assert.Equal((0, 1, 1.0), (happens.From, happens.To, happens.Difference));
        // Only between the two words that make it happen is there a world that has it at both.
        Assert.Equal((1, 2, 1, 3), (mean.From, mean.To, mean.Start, mean.End));
    }

    [Fact]
    public void An_assumption_that_nothing_uses_moves_nothing()
    {
        Driver idle = Find(Times).Drivers[2];
        Assert.Equal((0, 0), (idle.Change.Difference, idle.Change.Low));
        Assert.All(idle.Swings, s => Assert.Equal(0, s.Difference));
        Assert.All(idle.Swings, s => Assert.False(s.IsTold));
    }

    [Fact]
    public void One_that_is_moved_takes_none_along_that_is_correlated_with_it()
    {
        Scenario scenario = Read("""
            start: 2022-01-01
            horizon: 2 days
            assumptions:
              a: { is: 0.2..0.6, why: example }
              b: { is: 0.1..0.9, why: example }
            correlations: [ { between: [a, b], rank: 0.9 } ]
            branches: { b1: { on: 2022-01-02, chance: b } }
            outcomes: { war: { when: b1 }, peace: { otherwise: true } }
            measures: { b: final(b), a: final(a) }
            """);
        DriverResults results = Find(scenario, scenario.Policies[0], Usual);
        Driver a = results.Drivers[0], b = results.Drivers[1];
        Assert.Equal(0, a.Change.Difference);
        Assert.All(a.Swings.Where(s => s.Of == SwingOf.Outcome || s.Name == "b"), s => Assert.Equal(0, s.Difference));
        Assert.Equal(results.Base.Outcomes[0].Probability, a.Swings[0].Start);
        // What is believed of the other is what is believed without the move.
        Assert.Equal(results.Base.Measures[0].Mean, a.Swings.Single(s => s.Name == "b").Start, 12);
        Assert.Equal(0, b.Swings.Single(s => s.Name == "a").Difference);
        AssertShare(0.14, b.Swings[0].Start, Usual.Runs);
        AssertShare(0.86, b.Swings[0].End, Usual.Runs);
        // Together they are as they are believed in the models.
        Assert.InRange(results.Doubts!.Of[0].Deviation / (0.8 / Math.Sqrt(12)), 0.85, 1.15);
    }

    [Fact]
    public void Where_nothing_is_uncertain_there_is_nothing_to_move_and_no_doubt()
    {
        DriverResults results = Find(OneToss.Replace("is: 0.2..0.6", "is: 0.4").Replace("p: 0.5..0.9", "p: 0.5"));
        Assert.Empty(results.Drivers);
        Assert.Empty(results.Left);
        Assert.Null(results.Doubts);
        Assert.Equal(["p"], results.Known.Select(a => a.Name));
        Assert.False(results.Partial);
        AssertShare(0.4, results.Base.Outcomes[0].Probability, Usual.Runs);
    }

    [Theory]
    [InlineData("scenarios/geneva-week.yaml")]
    [InlineData("tests/corpus/correlated-assumptions.yaml")]
    [InlineData("tests/corpus/experts-pooled-linearly.yaml")]
    [InlineData("tests/corpus/assumption-discrete.yaml")]
    public void Neither_threads_nor_width_nor_engine_change_a_figure(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        string Of(RunOptions options) => Figures(Find(scenario, scenario.Policies[0], options with { Runs = 2500 }, models: 25));
        string wanted = Of(Usual);
        Assert.Equal(wanted, Of(Usual with { Threads = 1 }));
        Assert.Equal(wanted, Of(Usual with { Threads = 3 }));
        foreach (KernelWidth width in Enum.GetValues<KernelWidth>()) Assert.Equal(wanted, Of(Usual with { Width = width }));
        Assert.Equal(wanted, Of(Usual with { Engine = EngineKind.Interpreter }));
        Assert.NotEqual(wanted, Of(Usual with { Seed = 2 }));
    }

    [Fact]
    public void A_precision_or_a_design_that_was_asked_for_changes_nothing()
    {
        Scenario scenario = Read(OneToss);
        RunOptions odd = Usual with { Runs = 4000, Precision = 0.2, Design = Design.Sobol };
        Assert.Equal(Figures(Find(scenario, scenario.Policies[0], Usual with { Runs = 4000 })), Figures(Find(scenario, scenario.Policies[0], odd)));
    }

    [Theory]
    [InlineData(100_000, 500, 500, 200)]
    [InlineData(20_000, 500, 200, 100)]
    [InlineData(2000, 500, 20, 100)]
    [InlineData(10_000, 20, 20, 500)]
    [InlineData(10_050, 100, 100, 100)]
    public void Models_are_as_many_as_the_runs_allow(long runs, int models, int made, int each)
    {
        Doubts doubts = Find(OneToss, Usual with { Runs = runs }, models).Doubts!;
        Assert.Equal((made, each), (doubts.Models, doubts.RunsEach));
    }

    [Fact]
    public void With_too_few_runs_nothing_is_said_of_how_well_shares_are_known()
    {
        DriverResults results = Find(OneToss, Usual with { Runs = 1999 });
        Assert.Null(results.Doubts);
        Assert.Single(results.Drivers);
        Assert.False(results.Partial);
    }

    [Fact]
    public void Without_outcomes_there_is_the_one_that_always_is()
    {
        DriverResults results = Find("start: 2022-01-01\nhorizon: 3 days\nassumptions:\n  p: { is: 0.2..0.6, why: example }\nbranches: { b: { on: 2022-01-02, chance: p } }\nmeasures: { b: final(b) }\n");
        Driver p = Assert.Single(results.Drivers);
        Assert.Equal(0, p.Widest.Difference);
        AssertShare(0.58, p.Swings.Single(s => s.Of == SwingOf.Mean).End, Usual.Runs);
        Assert.Equal((1, 0), (results.Doubts!.Of[0].Mean, results.Doubts.Of[0].Deviation));
    }

    private static void AssertEnds(Driver driver, SimulationResults[] ends)
    {
        foreach (Swing swing in driver.Swings)
        {
            (SimulationResults start, SimulationResults end) = (ends[swing.From], ends[swing.To]);
            switch (swing.Of)
            {
                case SwingOf.Outcome:
                    double Share(SimulationResults results) => results.Outcomes.Single(o => o.Outcome.Name == swing.Name).Probability;
                    Assert.Equal((Share(start), Share(end)), (swing.Start, swing.End));
                    break;
                case SwingOf.Value:
                    Assert.Equal((start.Value!.Mean, end.Value!.Mean), (swing.Start, swing.End));
                    break;
                case SwingOf.Happens:
                    double Happens(SimulationResults results) => results.Measures.Single(m => m.Measure.Name == swing.Name).Share;
                    Assert.Equal((Happens(start), Happens(end)), (swing.Start, swing.End));
                    break;
                default:
                    MeasureResult Measure(SimulationResults results) => results.Measures.Single(m => m.Measure.Name == swing.Name);
                    if (Measure(start).Share == 1 && Measure(end).Share == 1)
                    {
                        Assert.Equal(Measure(start).Mean, swing.Start, 9);
                        Assert.Equal(Measure(end).Mean, swing.End, 9);
                    }
                    break;
            }
        }
    }

    private static Policy Fixed(Policy policy, Assumption assumption, double value) => policy with { Assume = [.. policy.Assume.Select((d, i) => i == assumption.Index ? new Point(value) : d)] };

    private sealed class Nearly : IEqualityComparer<(SwingOf, double)>, IEqualityComparer<(SwingOf, double, double)>
    {
        public bool Equals((SwingOf, double) x, (SwingOf, double) y) => x.Item1 == y.Item1 && Math.Abs(x.Item2 - y.Item2) < 1e-9;

        public bool Equals((SwingOf, double, double) x, (SwingOf, double, double) y) => Equals((x.Item1, x.Item2), (y.Item1, y.Item2)) && Math.Abs(x.Item3 - y.Item3) < 1e-9;

        public int GetHashCode((SwingOf, double) obj) => 0;

        public int GetHashCode((SwingOf, double, double) obj) => 0;
    }
}
