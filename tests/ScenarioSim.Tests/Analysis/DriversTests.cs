using ScenarioSim.Analysis;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Randomness;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;
using ScenarioSim.Tests.Corpus;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>What results hang on, in scenarios of which that is known without a simulation.</summary>
public class DriversTests
{
    // One toss, of a chance that is not known.
    private const string Toss = """
        start: 2022-01-01
        horizon: 2 days
        assumptions:
          p: { is: 0.2..0.6, why: example }
        branches: { b: { on: 2022-01-02, chance: p } }
        outcomes: { war: { when: b, value: -100 }, peace: { otherwise: true } }
        policies:
          plain: {}
          sure: { assume: { p: 0.3 } }
          worse: { assume: { p: 0.5..0.9 } }
        """;

    // Of every word another chance of either.
    private const string Words = """
        start: 2022-01-01
        horizon: 3 days
        assumptions:
          aim: { is: { discrete: { signal: 30%, coerce: 50%, seize: rest } }, why: example }
        branches:
          x: { on: 2022-01-02, chance: 'if aim == signal then 40% else if aim == coerce then 10% else 80%' }
          y: { on: 2022-01-02, chance: 'if aim == signal then 10% else if aim == coerce then 60% else 90%' }
        outcomes: { x: { when: x, value: 3 }, y: { when: y }, none: { otherwise: true } }
        """;

    // When and whether something happens, each by an assumption of its own.
    private const string Times = """
        start: 2022-01-01
        horizon: 10 days
        assumptions:
          q: { is: 0.2..0.6, why: example }
          lag: { is: { discrete: { 2 days: 50%, 6 days: rest } }, why: example }
          idle: { is: 1..2, why: example }
        branches: { hit: { after: lag, chance: q }, late: { on: 2022-01-05 } }
        outcomes: { hit: { when: hit }, missed: { otherwise: true } }
        measures: { days_to_late: time_to(late), days_to_hit: time_to(hit), days_to_nothing: time_to(day < 0), hits: final(hit) }
        """;

    private static readonly RunOptions s_run = new() { Runs = 20_000, Threads = 2 };

    [Fact]
    public void A_share_that_is_the_assumption_itself_goes_from_its_one_quantile_to_the_other()
    {
        DriverResults results = Find(Toss);
        Driver p = Assert.Single(results.Drivers);
        Assert.Equal([new DriverEnd(0.22, 0.05), new DriverEnd(0.58, 0.95)], p.Ends);
        Assert.Equal(["war", "peace", ""], p.Swings.Select(s => s.Name));
        Assert.Equal([SwingOf.Outcome, SwingOf.Outcome, SwingOf.Value], p.Swings.Select(s => s.Of));
        Swing war = p.Swings[0];
        Assert.Equal((0, 1), (war.From, war.To));
        AssertShare(0.22, war.Start, s_run.Runs);
        AssertShare(0.58, war.End, s_run.Runs);
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
        AssertShare(0.4, results.Base.Outcomes[0].Probability, s_run.Runs);
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
            Doubts doubts = Find(Toss, s_run with { Runs = 100_000, Seed = seed }).Doubts!;
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
            RunOptions options = s_run with { Runs = 2000, Seed = 3 };
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

    [Theory]
    [InlineData("n", "0.0123 to 0.456")]
    [InlineData("n", "normal(3, 1)")]
    [InlineData("n", "normal(190000, 10)")]
    [InlineData("n", "normal(190000, 0.01)")]
    [InlineData("n", "normal(0, 1000000)")]
    [InlineData("n", "normal(-12345.678, 3)")]
    [InlineData("n", "beta(0.5, 200)")]
    [InlineData("n", "20%..60%")]
    [InlineData("n", "{ discrete: { 1: 30%, 2.5: rest } }")]
    [InlineData("n", "{ discrete: { 0.123456789: 30%, 0.12345678: rest } }")]
    [InlineData("lag", "1..5 days")]
    [InlineData("lag", "30..35 hours")]
    [InlineData("lag", "100..101 minutes")]
    [InlineData("lag", "990..1010 days")]
    [InlineData("lag", "1000000..1000001 days")]
    [InlineData("lag", "3..4 seconds")]
    [InlineData("lag", "{ discrete: { 2 days: 50%, 1 week: rest } }")]
    [InlineData("due", "2022-01-03..2022-02-20")]
    [InlineData("due", "2022-01-03..2022-01-05")]
    [InlineData("due", "2022-01-03..2022-01-06")]
    [InlineData("due", "2022-01-03 to 2022-01-04")]
    [InlineData("due", "2022-01-03T10:00..2022-01-03T10:40")]
    [InlineData("due", "2022-01-03T10:00..2022-01-03T10:00:30")]
    [InlineData("due", "{ discrete: { 2022-01-03: 50%, 2022-01-05: rest } }")]
    [InlineData("aim", "{ discrete: { signal: 50%, seize: rest } }")]
    [InlineData("sure", "{ discrete: { true: 30%, false: rest } }")]
    public void The_label_of_an_end_put_behind_set_gives_the_very_value_that_was_simulated(string name, string distribution)
    {
        foreach (string start in (string[])["2022-01-01", "2022-01-01T10:30", "2022-01-01T23:59:45"])
        {
            Scenario scenario = Kinds(start, name, distribution);
            DriverResults results = Find(scenario, scenario.Policies[0], s_run with { Runs = 100 });
            Driver driver = Assert.Single(results.Drivers);
            Assert.Equal(2, driver.Ends.Count);
            Assert.True(driver.Ends[0].Value < driver.Ends[1].Value);
            Assert.All(driver.Ends, (_, end) =>
            {
                // As people read it: without the marks that group thousands, and with the unit's name.
                string label = ScenarioSim.Reports.Sections.DriverSections.End(scenario, driver, end).Replace(",", "").Replace('−', '-');
                if (label.EndsWith(" d", StringComparison.Ordinal)) label = label[..^1] + "days";
                (Policy? set, IReadOnlyList<Diagnostic> diagnostics) = Settings.Apply(scenario, scenario.Policies[0], [$"{name}={label}"]);
                Assert.True(set is not null, DiagnosticText.Render(diagnostics));
                double value = Assert.IsType<Point>(set.Assume[driver.Assumption.Index]).Value;
                Assert.True(value == driver.Ends[end].Value, $"start {start}: `{name}={label}` is {value:R}, and {driver.Ends[end].Value:R} was simulated");
            });
        }
    }

    [Theory]
    [InlineData("normal(3, 1)", 1.355, 4.645)]
    [InlineData("normal(190000, 10)", 189983.551, 190016.449)]
    [InlineData("0.2..0.6", 0.22, 0.58)]
    [InlineData("10 to 1000", 10, 1000)]
    [InlineData("0.01 to 1000", 0.01, 1000)]
    [InlineData("normal(5, 2) in 4..6", 4.1074, 5.8926)]
    public void The_ends_of_a_number_are_its_quantiles_to_a_hundredth_of_its_spread(string distribution, double low, double high)
    {
        Driver driver = Assert.Single(Find(Kinds("2022-01-01", "n", distribution)).Drivers);
        Assert.Equal([0.05, 0.95], driver.Ends.Select(e => e.Probability!.Value));
        double spread = high - low;
        Assert.InRange(driver.Ends[0].Value, low - (spread / 100), low + (spread / 100));
        Assert.InRange(driver.Ends[1].Value, high - (spread / 100), high + (spread / 100));
        // Beside a far end a near one keeps digits of its own: what is believed nowhere, such as 0, is no end.
        Assert.InRange(driver.Ends[0].Value / low, 0.99, 1.01);
        // Decimal numbers of a few digits, the nearest doubles to them.
        Assert.All(driver.Ends, e => Assert.Equal(e.Value, (double)Math.Round((decimal)e.Value, 4)));
    }

    [Fact]
    public void Ends_stay_within_what_is_believed()
    {
        foreach (string distribution in (string[])["normal(5, 2) in 4.98765..4.98766", "0.123456..0.123457", "beta(0.01, 0.01)", "normal(0, 100) in 0.3..1000", "normal(1e300, 1e299)", "0..1e-310", "1e-312..1e-311"])
        {
            Driver driver = Assert.Single(Find(Kinds("2022-01-01", "n", distribution)).Drivers);
            Assert.All(driver.Ends, e => Assert.InRange(e.Value, driver.Believed.Low, driver.Believed.High));
            Assert.True(driver.Ends[0].Value < driver.Ends[1].Value, distribution);
        }
    }

    [Fact]
    public void Of_a_number_of_up_to_four_values_all_are_tried_and_of_more_those_at_the_quantiles()
    {
        Driver few = Assert.Single(Find(Kinds("2022-01-01", "n", "{ discrete: { 4: 1%, 1: 1%, 3: 1%, 2: rest } }")).Drivers);
        Assert.Equal([new DriverEnd(1, null), new DriverEnd(2, null), new DriverEnd(3, null), new DriverEnd(4, null)], few.Ends);
        Driver many = Assert.Single(Find(Kinds("2022-01-01", "n", "{ discrete: { 0.11: 4%, 0.22: 4%, 0.33: 42%, 0.44: 42%, 0.55: 4%, 0.66: 4% } }")).Drivers);
        Assert.Equal([new DriverEnd(0.22, 0.05), new DriverEnd(0.55, 0.95)], many.Ends);
    }

    [Fact]
    public void A_value_that_is_believed_with_more_than_nine_tenths_is_moved_to_where_something_else_is_believed()
    {
        Driver many = Assert.Single(Find(Kinds("2022-01-01", "n", "{ discrete: { 1: 97%, 2: 0.75%, 3: 0.75%, 4: 0.75%, 5: 0.75% } }")).Drivers);
        Assert.Equal([new DriverEnd(1, 0.005), new DriverEnd(5, 0.995)], many.Ends);
        Driver mixed = Assert.Single(Find(Kinds("2022-01-01", "n", null, "[ { is: 0, weight: 96 }, { is: 10..20, weight: 4 } ]")).Drivers);
        Assert.Equal([0.005, 0.995], mixed.Ends.Select(e => e.Probability!.Value));
        Assert.Equal(0, mixed.Ends[0].Value);
        Assert.InRange(mixed.Ends[1].Value, 18.6, 18.9);
    }

    // What experts say may be one number and a range around it, whose density there is more than one.
    [Theory]
    [InlineData("[ { is: 0.3 }, { is: 0.2..0.4 } ]", 0.22, 0.38)]
    [InlineData("[ { is: 0.3 }, { is: 0.25..0.35, weight: 3 }, 0.32 ]", 0.2583, 0.3417)]
    [InlineData("[ { is: 0 }, { is: 'pert(0, 15%, 45%)', weight: 3 } ]", 0, 0.3093)]
    [InlineData("[ 1, 2, 5 ]", 1, 5)]
    public void What_experts_believe_is_moved_from_end_to_end_though_some_name_one_number(string experts, double low, double high)
    {
        Driver driver = Assert.Single(Find(Kinds("2022-01-01", "n", null, experts)).Drivers);
        Assert.Equal(low, driver.Ends[0].Value, 0.002);
        Assert.Equal(high, driver.Ends[^1].Value, 0.002);
    }

    [Fact]
    public void What_a_policy_or_a_setting_fixes_is_known_and_what_it_replaces_is_moved_between_its_ends()
    {
        Scenario scenario = Read(Toss);
        DriverResults sure = Find(scenario, scenario.Policies.Single(p => p.Name == "sure"), s_run);
        Assert.Empty(sure.Drivers);
        Assert.Equal(["p"], sure.Known.Select(a => a.Name));
        Driver worse = Assert.Single(Find(scenario, scenario.Policies.Single(p => p.Name == "worse"), s_run).Drivers);
        Assert.Equal([0.52, 0.88], worse.Ends.Select(e => e.Value));
        Assert.Equal(new Uniform(0.5, 0.9), worse.Believed);
        AssertShare(0.88, worse.Swings[0].End, s_run.Runs);
        Policy Set(string setting) => Settings.Apply(scenario, scenario.Policies.Single(p => p.Name == "worse"), [setting]).Policy!;
        Assert.Equal(["p"], Find(scenario, Set("p=0.1"), s_run).Known.Select(a => a.Name));
        Assert.Equal([0.11, 0.29], Assert.Single(Find(scenario, Set("p=0.1..0.3"), s_run).Drivers).Ends.Select(e => e.Value));
        Assert.Equal([0.1, 0.3, 0.9], Assert.Single(Find(scenario, Set("p={ discrete: { 0.9: 1, 0.1: 2, 0.3: 1 } }"), s_run).Drivers).Ends.Select(e => e.Value));
    }

    [Fact]
    public void Of_three_words_each_outcome_has_the_pair_between_which_it_goes_farthest()
    {
        Scenario scenario = Read(Words);
        DriverResults results = Find(scenario, scenario.Policies[0], s_run);
        Driver aim = Assert.Single(results.Drivers);
        Assert.Equal(["signal", "coerce", "seize"], aim.Ends.Select(e => scenario.Words[(int)e.Value]));
        Assert.All(aim.Ends, e => Assert.Null(e.Probability));
        // x: 40, 10, 80 %; y where not x: 6, 54, 18 %; neither: 54, 36, 2 %.
        Assert.Equal([(1, 2), (0, 1), (0, 2), (1, 2)], aim.Swings.Select(s => (s.From, s.To)));
        AssertShare(0.1, aim.Swings[0].Start, s_run.Runs);
        AssertShare(0.8, aim.Swings[0].End, s_run.Runs);
        AssertShare(0.06, aim.Swings[1].Start, s_run.Runs);
        AssertShare(0.54, aim.Swings[1].End, s_run.Runs);
        AssertShare(0.54, aim.Swings[2].Start, s_run.Runs);
        AssertShare(0.02, aim.Swings[2].End, s_run.Runs);
        Assert.Equal((SwingOf.Value, 3 * aim.Swings[0].Difference), (aim.Swings[3].Of, Math.Round(aim.Swings[3].Difference, 12)), new Nearly());
        Assert.Equal(("x", 1, 2), (aim.Widest.Name, aim.Widest.From, aim.Widest.To));
        Assert.Equal((1, 2), (aim.Change.From, aim.Change.To));
    }

    [Fact]
    public void The_intervals_of_three_pairs_are_those_of_a_comparison_at_a_level_at_which_all_hold_together()
    {
        Scenario scenario = Read(Words);
        Policy policy = scenario.Policies[0];
        Driver aim = Assert.Single(Find(scenario, policy, s_run).Drivers);
        ComparisonItem[] items = [.. aim.Ends.Select((e, i) => new ComparisonItem($"{i}", scenario, Fixed(policy, aim.Assumption, e.Value)))];
        foreach (Swing swing in aim.Swings)
        {
            ComparisonResults compared = Compare.Run(items, swing.From, s_run with { Confidence = 1 - (0.05 / 3) }, cancellation: TestContext.Current.CancellationToken)!;
            (double, double, double) wanted = swing.Of == SwingOf.Value
                ? compared.Values.Where(d => d.Item == swing.To).Select(d => (d.Difference, d.Low, d.High)).Single()
                : compared.Differences.Where(d => d.Item == swing.To && d.Outcome == swing.Name).Select(d => (d.Difference, d.Low, d.High)).Single();
            Assert.Equal(wanted, (swing.Difference, swing.Low, swing.High));
        }
        ComparisonResults changes = Compare.Run(items, aim.Change.From, s_run, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal(changes.WorldsThatChange.Single(w => w.Item == aim.Change.To).Share, aim.Change.Difference);
    }

    [Fact]
    public void The_intervals_of_two_ends_are_those_of_a_comparison()
    {
        Scenario scenario = CorpusFiles.Read("scenarios/geneva-week.yaml");
        Policy policy = scenario.Policies[0];
        RunOptions options = s_run with { Runs = 3000, Confidence = 0.8 };
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
        AssertShare(0.22, Of(q, SwingOf.Happens).Start, s_run.Runs);
        AssertShare(0.58, Of(q, SwingOf.Happens).End, s_run.Runs);
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
        DriverResults results = Find(scenario, scenario.Policies[0], s_run);
        Driver a = results.Drivers[0], b = results.Drivers[1];
        Assert.Equal(0, a.Change.Difference);
        Assert.All(a.Swings.Where(s => s.Of == SwingOf.Outcome || s.Name == "b"), s => Assert.Equal(0, s.Difference));
        Assert.Equal(results.Base.Outcomes[0].Probability, a.Swings[0].Start);
        // What is believed of the other is what is believed without the move.
        Assert.Equal(results.Base.Measures[0].Mean, a.Swings.Single(s => s.Name == "b").Start, 12);
        Assert.Equal(0, b.Swings.Single(s => s.Name == "a").Difference);
        AssertShare(0.14, b.Swings[0].Start, s_run.Runs);
        AssertShare(0.86, b.Swings[0].End, s_run.Runs);
        // Together they are as they are believed in the models.
        Assert.InRange(results.Doubts!.Of[0].Deviation / (0.8 / Math.Sqrt(12)), 0.85, 1.15);
    }

    [Fact]
    public void Where_nothing_is_uncertain_there_is_nothing_to_move_and_no_doubt()
    {
        DriverResults results = Find(Toss.Replace("is: 0.2..0.6", "is: 0.4").Replace("p: 0.5..0.9", "p: 0.5"));
        Assert.Empty(results.Drivers);
        Assert.Empty(results.Left);
        Assert.Null(results.Doubts);
        Assert.Equal(["p"], results.Known.Select(a => a.Name));
        Assert.False(results.Partial);
        AssertShare(0.4, results.Base.Outcomes[0].Probability, s_run.Runs);
    }

    [Theory]
    [InlineData("scenarios/geneva-week.yaml")]
    [InlineData("tests/corpus/correlated-assumptions.yaml")]
    [InlineData("tests/corpus/experts-pooled-linearly.yaml")]
    [InlineData("tests/corpus/assumption-discrete.yaml")]
    public void Neither_threads_nor_width_nor_engine_change_a_figure(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        string Of(RunOptions options) => Text(Find(scenario, scenario.Policies[0], options with { Runs = 2500 }, models: 25));
        string wanted = Of(s_run);
        Assert.Equal(wanted, Of(s_run with { Threads = 1 }));
        Assert.Equal(wanted, Of(s_run with { Threads = 3 }));
        foreach (KernelWidth width in Enum.GetValues<KernelWidth>()) Assert.Equal(wanted, Of(s_run with { Width = width }));
        Assert.Equal(wanted, Of(s_run with { Engine = EngineKind.Interpreter }));
        Assert.NotEqual(wanted, Of(s_run with { Seed = 2 }));
    }

    [Fact]
    public void A_precision_or_a_design_that_was_asked_for_changes_nothing()
    {
        Scenario scenario = Read(Toss);
        RunOptions odd = s_run with { Runs = 4000, Precision = 0.2, Design = Design.Sobol };
        Assert.Equal(Text(Find(scenario, scenario.Policies[0], s_run with { Runs = 4000 })), Text(Find(scenario, scenario.Policies[0], odd)));
    }

    [Theory]
    [InlineData(100_000, 500, 500, 200)]
    [InlineData(20_000, 500, 200, 100)]
    [InlineData(2000, 500, 20, 100)]
    [InlineData(10_000, 20, 20, 500)]
    [InlineData(10_050, 100, 100, 100)]
    public void Models_are_as_many_as_the_runs_allow(long runs, int models, int made, int each)
    {
        Doubts doubts = Find(Toss, s_run with { Runs = runs }, models).Doubts!;
        Assert.Equal((made, each), (doubts.Models, doubts.RunsEach));
    }

    [Fact]
    public void With_too_few_runs_nothing_is_said_of_how_well_shares_are_known()
    {
        DriverResults results = Find(Toss, s_run with { Runs = 1999 });
        Assert.Null(results.Doubts);
        Assert.Single(results.Drivers);
        Assert.False(results.Partial);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1999)]
    [InlineData(3000)]
    public void Progress_never_falls_and_ends_where_it_was_to_end(int runs)
    {
        foreach (string text in (string[])[Toss, Words, Times, Toss.Replace("is: 0.2..0.6", "is: 0.4")])
        {
            Scenario scenario = Read(text);
            var told = new List<Progress>();
            Drivers.Run(scenario, scenario.Policies[0], new DriverOptions { Run = s_run with { Runs = runs } }, told.Add, cancellation: TestContext.Current.CancellationToken);
            Assert.Single(told.Select(p => p.Wanted).Distinct());
            Assert.Equal(told.Select(p => p.Done).Order(), told.Select(p => p.Done));
            Assert.Equal(told[^1].Wanted, told[^1].Done);
        }
    }

    [Fact]
    public void Stopped_it_keeps_the_assumptions_that_were_moved_until_then()
    {
        Scenario scenario = Read(Times);
        DriverResults whole = Find(scenario, scenario.Policies[0], s_run with { Runs = 2000 });
        // What is believed, the models, then two ends of each.
        long[] ends = [2000, 4000, 8000, 12_000, 16_000];
        for (int stage = 0; stage < ends.Length; stage++)
        {
            using var stop = new CancellationTokenSource();
            DriverResults results = Drivers.Run(
                scenario, scenario.Policies[0], new DriverOptions { Run = s_run with { Runs = 2000 } }, p =>
                {
                    if (p.Done >= ends[stage]) stop.Cancel();
                }, cancellation: stop.Token)!;
            int moved = Math.Max(0, stage - 1);
            Assert.Equal(stage < 4, results.Partial);
            Assert.Equal(whole.Drivers.Take(moved).Select(Text), results.Drivers.Select(Text));
            Assert.Equal(whole.Drivers.Skip(moved).Select(d => d.Assumption.Name), results.Left.Select(a => a.Name));
            Assert.Equal(2000, results.Base.Runs);
            Assert.Equal(stage > 0, results.Doubts is not null);
        }
    }

    [Fact]
    public void Stopped_within_the_models_those_before_are_kept()
    {
        Scenario scenario = Read(Toss);
        const int Runs = 300_000;
        using var stop = new CancellationTokenSource();
        var options = new DriverOptions { Run = s_run with { Runs = Runs, Engine = EngineKind.Interpreter, Threads = 1 }, Models = 3000 };
        DriverResults results = Drivers.Run(
            scenario, scenario.Policies[0], options, p =>
            {
                if (p.Done > Runs) stop.Cancel();
            }, cancellation: stop.Token)!;
        Assert.True(results.Partial);
        Assert.Empty(results.Drivers);
        Assert.Equal(["p"], results.Left.Select(a => a.Name));
        Doubts doubts = Assert.IsType<Doubts>(results.Doubts);
        Assert.InRange(doubts.Models, DriverOptions.LeastModels, options.ModelsMade - 1);
        Assert.Equal(options.RunsEach, doubts.RunsEach);
        // The same as so many models alone.
        Doubts alone = Find(scenario, scenario.Policies[0], s_run with { Runs = (long)doubts.Models * doubts.RunsEach }, doubts.Models).Doubts!;
        Assert.Equal(doubts.Of.Select(Text), alone.Of.Select(Text));
    }

    [Fact]
    public void What_is_found_is_given_away_as_it_comes_marked_partial_until_all_is_there()
    {
        Scenario scenario = Read(Times);
        var found = new List<DriverResults>();
        var options = new DriverOptions { Run = s_run with { Runs = 2000 } };
        DriverResults whole = Drivers.Run(scenario, scenario.Policies[0], options, found: found.Add, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal([0, 1, 2], found.Select(f => f.Drivers.Count));
        Assert.All(found, f => Assert.True(f.Partial));
        Assert.All(found, f => Assert.Equal(whole.Drivers.Select(Text), f.Drivers.Select(Text).Concat(whole.Drivers.Skip(f.Drivers.Count).Select(Text))));
        Assert.All(found, f => Assert.Equal(whole.Drivers.Skip(f.Drivers.Count).Select(d => d.Assumption.Name), f.Left.Select(a => a.Name)));
        Assert.All(found, f => Assert.Equal(whole.Doubts!.Of.Select(Text), f.Doubts!.Of.Select(Text)));
        Assert.False(whole.Partial);
        // Whoever wants no more says so there.
        using var stop = new CancellationTokenSource();
        DriverResults stopped = Drivers.Run(
            scenario, scenario.Policies[0], options, found: f =>
            {
                if (f.Drivers.Count == 1) stop.Cancel();
            }, cancellation: stop.Token)!;
        Assert.True(stopped.Partial);
        Assert.Equal(["q"], stopped.Drivers.Select(d => d.Assumption.Name));
    }

    [Fact]
    public void Stopped_before_a_run_was_made_there_is_nothing()
    {
        Scenario scenario = Read(Toss);
        Assert.Null(Drivers.Run(scenario, scenario.Policies[0], new DriverOptions(), cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Without_outcomes_there_is_the_one_that_always_is()
    {
        DriverResults results = Find("start: 2022-01-01\nhorizon: 3 days\nassumptions:\n  p: { is: 0.2..0.6, why: example }\nbranches: { b: { on: 2022-01-02, chance: p } }\nmeasures: { b: final(b) }\n");
        Driver p = Assert.Single(results.Drivers);
        Assert.Equal(0, p.Widest.Difference);
        AssertShare(0.58, p.Swings.Single(s => s.Of == SwingOf.Mean).End, s_run.Runs);
        Assert.Equal((1, 0), (results.Doubts!.Of[0].Mean, results.Doubts.Of[0].Deviation));
    }

    // A share of so many runs is within this of the truth but once in 300,000.
    private static void AssertShare(double truth, double got, long runs)
    {
        double error = 4.7 * Math.Sqrt(truth * (1 - truth) / runs);
        Assert.InRange(got, truth - error, truth + error);
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

    // One assumption alone, used by a chance of its kind.
    private static Scenario Kinds(string start, string name, string? distribution, string? experts = null)
    {
        string what = distribution is null ? $"experts: {experts}" : $"is: {(distribution.StartsWith('{') ? distribution : $"'{distribution}'")}";
        string chance = name switch
        {
            "n" => "'clamp(abs(n), 0, 1)'",
            "lag" => "'if lag > 1 day then 10% else 90%'",
            "due" => "'if date > due then 10% else 90%'",
            "aim" => "'if aim == seize then 10% else 90%'",
            _ => "'if sure then 10% else 90%'",
        };
        return Read($"start: {start}\nhorizon: 20 days\nassumptions:\n  {name}: {{ {what}, why: example }}\nbranches: {{ b: {{ after: 1 day, chance: {chance} }} }}\noutcomes: {{ b: {{ when: b }}, not: {{ otherwise: true }} }}\n");
    }

    private static Policy Fixed(Policy policy, Assumption assumption, double value) => policy with { Assume = [.. policy.Assume.Select((d, i) => i == assumption.Index ? new Point(value) : d)] };

    private static DriverResults Find(string text, RunOptions? options = null, int models = 500)
    {
        Scenario scenario = Read(text);
        return Find(scenario, scenario.Policies[0], options ?? s_run, models);
    }

    private static DriverResults Find(Scenario scenario, RunOptions? options = null) => Find(scenario, scenario.Policies[0], options ?? s_run with { Runs = 100 });

    private static DriverResults Find(Scenario scenario, Policy policy, RunOptions options, int models = 500) =>
        Drivers.Run(scenario, policy, new DriverOptions { Run = options, Models = models }, cancellation: TestContext.Current.CancellationToken)!;

    private static Scenario Read(string text)
    {
        ReadResult read = ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", text)));
        return read.Scenario ?? throw new InvalidOperationException(DiagnosticText.Render(read.Diagnostics));
    }

    // Every figure, to the last bit.
    private static string Text(DriverResults results) => Exports.Text(to => new JsonExport().Write(new DriverReport(results with { Base = results.Base with { Engine = "any" } }, [], []), to));

    private static string Text(Driver driver) => $"{driver.Assumption.Name} {string.Join(' ', driver.Ends)} {driver.Change} {string.Join(' ', driver.Swings)}";

    private static string Text(Doubt doubt) => $"{doubt.Of} {doubt.Name} {doubt.Mean:R} {doubt.Deviation:R} {doubt.DeviationLow:R} {doubt.DeviationHigh:R} {string.Join(' ', doubt.Quantiles)} {string.Join(' ', doubt.Dots)}";

    private sealed class Nearly : IEqualityComparer<(SwingOf, double)>, IEqualityComparer<(SwingOf, double, double)>
    {
        public bool Equals((SwingOf, double) x, (SwingOf, double) y) => x.Item1 == y.Item1 && Math.Abs(x.Item2 - y.Item2) < 1e-9;

        public bool Equals((SwingOf, double, double) x, (SwingOf, double, double) y) => Equals((x.Item1, x.Item2), (y.Item1, y.Item2)) && Math.Abs(x.Item3 - y.Item3) < 1e-9;

        public int GetHashCode((SwingOf, double) obj) => 0;

        public int GetHashCode((SwingOf, double, double) obj) => 0;
    }
}
