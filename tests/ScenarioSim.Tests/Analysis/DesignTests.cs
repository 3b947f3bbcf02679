using ScenarioSim.Analysis;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Interpreter;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Reports;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Simulation.Lanes;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Analysis;

/// <summary>A design is another placing of the assumptions: the same runs by every engine, less variance where assumptions matter, intervals that hold.</summary>
public class DesignTests
{
    // What it comes to hangs on the assumptions alone but for one toss; every share and mean is known.
    private const string Additive =
        """
        start: 2022-01-01
        horizon: 2 days
        assumptions:
          a: { is: 0..1, why: example }
          b: { is: 0..1, why: example }
          c: { is: 0..1, why: example }
        levers:
          bonus: { options: [0, 1] }
        indicators:
          sum: 0
          late: 0
        branches:
          done: { after: 1 day, do: [ sum = a + 2 * b + c + bonus * c, late += exponential(1) ] }
          tossed: { after: 1 day, chance: a * 50% }
        outcomes:
          high: { when: sum > 2.7, value: 10 }
          tossed: { when: tossed, value: -20 }
          neither: { otherwise: true, value: 0 }
        measures:
          sum: final(sum)
          late: final(late)
        policies:
          plain: {}
          more: { set: { bonus: 1 } }
        """;

    private static readonly Scenario s_scenario = ScenarioReader.Read("additive.yaml", new MemoryFiles(("additive.yaml", Additive))).Scenario!;
    private static readonly Policy s_policy = s_scenario.Policies[0];

    public static TheoryData<Design> Designs => [Design.LatinHypercube, Design.Sobol];

    [Theory]
    [InlineData("scenarios/geneva-week.yaml")]
    [InlineData("scenarios/moment-of-crisis.yaml")]
    [InlineData("tests/corpus/correlated-assumptions.yaml")]
    [InlineData("tests/corpus/assumption-discrete.yaml")]
    [InlineData("tests/corpus/assumption-constants.yaml")]
    public void Every_engine_and_width_makes_the_same_runs_of_a_design_bit_for_bit(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        AssertSameRuns(scenario, scenario.Policies[^1]);
    }

    [Fact]
    public void An_assumption_that_is_fixed_keeps_its_place_among_the_correlated_ones_in_every_engine()
    {
        Scenario scenario = CorpusFiles.Read("tests/corpus/correlated-assumptions.yaml");
        AssertSameRuns(scenario, Settings.Apply(scenario, scenario.Policies[0], ["a=0.3"]).Policy!);
    }

    private static void AssertSameRuns(Scenario scenario, Policy policy)
    {
        const long First = 5;
        const int Runs = 60;
        foreach (Design design in Enum.GetValues<Design>())
        {
            // Sets of 32 runs: more than one of them.
            DesignedPoints? points = DesignedPoints.Of(design, scenario, 7, First + Runs, planned: DesignedPoints.Replicates);
            var plan = new Plan(scenario, policy);
            var interpreter = new InterpretedRuns(scenario, policy, 7, points);
            string[] wanted = [.. Enumerable.Range(0, Runs).Select(i => Engines.Print(interpreter.Run(First + i), scenario))];
            var kernel = new Kernel(plan, 7, points);
            for (int i = 0; i < Runs; i++)
            {
                kernel.Run(First + i);
                Assert.Equal(wanted[i], Engines.Print(kernel.Record, scenario));
            }
            foreach (VectorWidth width in VectorWidth.Available)
            {
                if (LaneBuilder.Compile(plan, width, out _) is not { } program) continue;
                using var lanes = LaneKernel.Of(plan, program, 7, points);
                var got = new string[Runs];
                // In two stretches: how runs are cut does not matter.
                lanes.Run(First, 13, RunTaker.Of(r => got[r.Run - First] = Engines.Print(r, scenario)));
                lanes.Run(First + 13, Runs - 13, RunTaker.Of(r => got[r.Run - First] = Engines.Print(r, scenario)));
                Assert.Equal(wanted, got);
            }
        }
    }

    [Theory]
    [InlineData(Design.LatinHypercube, 1)]
    [InlineData(Design.LatinHypercube, 63)]
    [InlineData(Design.Sobol, 32)]
    public void A_few_runs_of_a_design_are_made_at_every_width(Design design, long runs)
    {
        // Fewer than the lanes make beforehand to see how their step is better written.
        string[] texts = [.. Enum.GetValues<KernelWidth>().Select(width => Text(Simulate.Run(s_scenario, s_policy, Options(design, runs, 3) with { Width = width }, cancellation: TestContext.Current.CancellationToken)!))];
        Assert.All(texts, text => Assert.Equal(texts[0], text));
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_design_changes_nothing_that_is_not_an_assumption(Design design)
    {
        Scenario scenario = CorpusFiles.Read("tests/corpus/assumption-constants.yaml");
        Policy policy = scenario.Policies[0];
        var drawn = new InterpretedRuns(scenario, policy, 7);
        var designed = new InterpretedRuns(scenario, policy, 7, DesignedPoints.Of(design, scenario, 7, 100));
        for (int run = 0; run < 100; run++) Assert.Equal(Engines.Print(drawn.Run(run), scenario), Engines.Print(designed.Run(run), scenario));
    }

    [Theory]
    [InlineData("assumption-a-to-b")]
    [InlineData("assumption-discrete")]
    [InlineData("assumption-normal-lognormal-gamma-exponential")]
    [InlineData("assumption-uniform-triangular-pert-beta")]
    [InlineData("correlated-assumptions")]
    [InlineData("experts-pooled-linearly")]
    [InlineData("one-belief-holds-all-run")]
    [InlineData("policies-replace-assumptions")]
    [InlineData("uniform-belief-integrated")]
    public void A_scenario_of_the_corpus_comes_to_what_its_first_lines_say_under_every_design(string name)
    {
        string path = $"tests/corpus/{name}.yaml";
        Scenario scenario = CorpusFiles.Read(path);
        IReadOnlyList<Expectation> expectations = Expectation.In(File.ReadAllText(Path.Combine(Repository.Root, path)));
        Assert.NotEmpty(expectations);
        foreach (Design design in new[] { Design.LatinHypercube, Design.Sobol })
        {
            foreach (IGrouping<string, Expectation> group in expectations.GroupBy(e => e.Policy ?? scenario.Policies[0].Name))
            {
                Policy policy = scenario.Policies.Single(p => p.Name == group.Key);
                SimulationResults results = Simulate.Run(scenario, policy, new RunOptions { Design = design, Runs = Solutions.Runs }, cancellation: TestContext.Current.CancellationToken)!;
                foreach (Expectation e in group)
                {
                    // The errors are those of independent runs.
                    (double got, double error) = CorpusTests.Value(e, results);
                    Assert.True(Math.Abs(got - e.Value) < 4 * error, $"{design}: {e.Line}\n  is {got}, with an error of {error}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Threads_and_pieces_do_not_change_a_figure(Design design)
    {
        string Of(int threads, params long[] pieces)
        {
            var running = new RunningSimulation(s_scenario, s_policy, Options(design, 9000, 3) with { Threads = threads });
            foreach (long runs in pieces) running.Advance(runs, TestContext.Current.CancellationToken);
            return Text(running.Results());
        }
        Assert.Equal(Of(1, 9000), Of(3, 9000));
        Assert.Equal(Of(1, 9000), Of(2, 100, 1, 4899, 4000));
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Where_assumptions_decide_the_error_is_far_smaller_and_the_interval_says_so(Design design)
    {
        SimulationResults random = Run(Design.Random, 8192, 1), designed = Run(design, 8192, 1);
        // The sum of the assumptions has a mean of 2; random points leave the root of (1 + 4 + 1) / 12 over that of the runs.
        Assert.InRange(Width(designed.Measures[0]) / Width(random.Measures[0]), 0, 0.05);
        Assert.InRange(Math.Abs(designed.Measures[0].Mean - 2), 0, 0.001);
        // Of the luck besides nothing goes.
        Assert.InRange(Width(designed.Measures[1]) / Width(random.Measures[1]), 0.6, 1.6);
        // One width of 32 replicates is off by an eighth of itself, and more; several are not.
        double Share(Design d, int seed)
        {
            OutcomeResult high = Run(d, 8192, (ulong)seed).Outcomes[0];
            return (high.High - high.Low)!.Value;
        }
        Assert.InRange(Enumerable.Range(1, 8).Average(seed => Share(design, seed) / Share(Design.Random, seed)), 0, design == Design.Sobol ? 0.45 : 0.8);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_spread_over_seeds_is_what_the_intervals_say_and_they_hold_the_truth(Design design)
    {
        const int Seeds = 400;
        double high = AboveHigh();
        double tossed = Tossed();
        var held = new int[6];
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            SimulationResults results = Run(design, 2000, seed);
            void Count(int what, double truth, double? low, double? high) => held[what] += low <= truth && truth <= high ? 1 : 0;
            Count(0, high, results.Outcomes[0].Low, results.Outcomes[0].High);
            Count(1, tossed, results.Outcomes[1].Low, results.Outcomes[1].High);
            Count(2, 1 - high - tossed, results.Outcomes[2].Low, results.Outcomes[2].High);
            Count(3, 2, results.Measures[0].MeanLow, results.Measures[0].MeanHigh);
            Count(4, 1, results.Measures[1].MeanLow, results.Measures[1].MeanHigh);
            Count(5, (10 * high) - (20 * tossed), results.Value!.Low, results.Value.High);
        }
        // 380 are to be expected, with a spread of 4.4.
        Assert.All(held, h => Assert.InRange(h, 362, 396));
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Intervals_of_paired_differences_hold_the_truth_and_are_narrower(Design design)
    {
        const int Seeds = 250;
        ComparisonItem[] items = [.. s_scenario.Policies.Select(p => new ComparisonItem(p.Name, s_scenario, p))];
        double more = AboveHigh(1) - AboveHigh();
        var held = new int[2];
        double designed = 0, random = 0;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            ComparisonResults results = Compared(items, design, seed);
            OutcomeDifference high = results.Differences[0];
            held[0] += high.Low <= more && more <= high.High ? 1 : 0;
            held[1] += results.Measures[0].Low <= 0.5 && 0.5 <= results.Measures[0].High ? 1 : 0;
            designed += high.High - high.Low;
            if (seed > 50) continue;
            OutcomeDifference plain = Compared(items, Design.Random, seed).Differences[0];
            random += plain.High - plain.Low;
        }
        Assert.All(held, h => Assert.InRange(h, (int)(0.9 * Seeds), Seeds));
        Assert.InRange(designed / Seeds / (random / 50), 0, design == Design.Sobol ? 0.9 : 0.96);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void A_design_goes_with_a_precision_and_keeps_the_intervals_true(Design design)
    {
        int held = 0;
        double truth = AboveHigh();
        for (ulong seed = 1; seed <= 60; seed++)
        {
            SimulationResults results = Simulate.Run(s_scenario, s_policy, Options(design, 1_000_000, seed) with { Precision = 0.01 }, cancellation: TestContext.Current.CancellationToken)!;
            Assert.False(results.Partial);
            held += results.Outcomes[0].Low <= truth && truth <= results.Outcomes[0].High ? 1 : 0;
        }
        Assert.InRange(held, 57, 60);
    }

    [Fact]
    public void Latin_hypercubes_made_to_a_precision_follow_one_another_and_a_run_is_told_from_its_number_alone()
    {
        RunOptions options = Options(Design.LatinHypercube, 1_000_000, 2) with { Precision = 0.006 };
        SimulationResults results = Simulate.Run(s_scenario, s_policy, options, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal(new RunDesign("lhs", DesignedPoints.Replicates, 4096), results.Design);
        Assert.InRange(results.Runs!.Value, 8192, 1_000_000);
        Assert.Contains("anew after every 4,096 runs", Text(results).Replace("\n", " "));
        var stopsElsewhere = options with { Runs = 50_000, Precision = 0.2 };
        foreach (long run in (long[])[0, 4095, 4096, 9999])
        {
            Assert.Equal(Runs.Tell(s_scenario, s_policy, options, run, TestContext.Current.CancellationToken).Assumptions, Runs.Tell(s_scenario, s_policy, stopsElsewhere, run, TestContext.Current.CancellationToken).Assumptions);
        }
        Assert.Equal(Runs.Tell(s_scenario, s_policy, Options(Design.LatinHypercube, 4096, 2), 77, TestContext.Current.CancellationToken).Assumptions, Runs.Tell(s_scenario, s_policy, options, 77, TestContext.Current.CancellationToken).Assumptions);
    }

    [Fact]
    public void Where_assumptions_decide_Latin_hypercubes_one_after_another_are_as_good_as_one_of_all_the_runs()
    {
        double Of(RunOptions options)
        {
            var running = new RunningSimulation(s_scenario, s_policy, options);
            running.Advance(65_536, TestContext.Current.CancellationToken);
            OutcomeResult high = running.Results().Outcomes[0];
            return (high.High - high.Low)!.Value;
        }
        double Mean(double? precision) => Enumerable.Range(1, 8).Average(seed => Of(Options(Design.LatinHypercube, 65_536, (ulong)seed) with { Precision = precision }));
        // A width from 32 replicates has a standard error of an eighth of itself, a mean of 8 of them a third of that.
        Assert.InRange(Mean(0.001) / Mean(null), 0.8, 1.25);
    }

    [Fact]
    public void Policies_are_compared_to_a_precision_by_Latin_hypercubes_and_the_differences_hold_the_truth()
    {
        ComparisonItem[] items = [.. s_scenario.Policies.Select(p => new ComparisonItem(p.Name, s_scenario, p))];
        double more = AboveHigh(1) - AboveHigh();
        int held = 0;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            ComparisonResults results = Compare.Run(items, 0, Options(Design.LatinHypercube, 1_000_000, seed) with { Precision = 0.01 }, cancellation: TestContext.Current.CancellationToken)!;
            Assert.InRange(results.Items[0].Results.Runs!.Value, 8192, 1_000_000);
            held += results.Differences[0].Low <= more && more <= results.Differences[0].High ? 1 : 0;
        }
        Assert.InRange(held, 57, 60);
    }

    [Fact]
    public void Latin_hypercubes_stopped_within_a_set_say_so_of_the_runs_of_that_set()
    {
        var running = new RunningSimulation(s_scenario, s_policy, Options(Design.LatinHypercube, 100_000, 1) with { Precision = 0.001 });
        running.Advance(9000, TestContext.Current.CancellationToken);
        Assert.Contains("The last 808 of them are a random part of Latin hypercubes", Text(running.Results(partial: true)).Replace("\n", " "));
        running.Advance((3 * 4096) - 9000, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("random part", Text(running.Results(partial: true)));
    }

    [Fact]
    public void A_Latin_hypercube_that_was_stopped_says_for_how_many_runs_it_was_planned()
    {
        var running = new RunningSimulation(s_scenario, s_policy, Options(Design.LatinHypercube, 10_000, 1));
        running.Advance(1000, TestContext.Current.CancellationToken);
        SimulationResults results = running.Results(partial: true);
        Assert.Equal(new RunDesign("lhs", DesignedPoints.Replicates, 10_000), results.Design);
        Assert.Contains("planned for 10,000 runs", Text(results).Replace("\n", " "));
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void A_run_of_a_design_is_told_again_from_its_number(Design design)
    {
        RunOptions options = Options(design, 500, 5);
        var interpreter = new InterpretedRuns(s_scenario, s_policy, 5, DesignedPoints.Of(design, s_scenario, 5, 500));
        Story story = Runs.Tell(s_scenario, s_policy, options, 321, TestContext.Current.CancellationToken);
        Assert.Equal(interpreter.Run(321).Assumptions, story.Assumptions);
        long found = Runs.Find(s_scenario, s_policy, options, s_scenario.Outcomes[0], nth: 4, limit: 10_000, cancellation: TestContext.Current.CancellationToken)!.Value;
        Assert.Equal(s_scenario.Outcomes[0], Runs.Tell(s_scenario, s_policy, options, found, TestContext.Current.CancellationToken).Outcome);
    }

    // P(a + 2 b + k c > 2.7), by the middle of small cells of a and b; c is 0..1 and its factor 1 or 2.
    private static double AboveHigh(double bonus = 0) => Cells().Average(p => Above(p.A, p.B, 1 + bonus));

    // Not high, and then the toss.
    private static double Tossed() => Cells().Average(p => p.A * 0.5 * (1 - Above(p.A, p.B, 1)));

    private static double Above(double a, double b, double factor) => Math.Clamp(1 - ((2.7 - a - (2 * b)) / factor), 0, 1);

    private static IEnumerable<(double A, double B)> Cells() =>
        Enumerable.Range(0, 400).SelectMany(i => Enumerable.Range(0, 400).Select(j => ((i + 0.5) / 400, (j + 0.5) / 400)));

    private static ComparisonResults Compared(ComparisonItem[] items, Design design, ulong seed)
    {
        var running = new RunningComparison(items, 0, Options(design, 2000, seed));
        running.Advance(2000, TestContext.Current.CancellationToken);
        return running.Results();
    }

    private static SimulationResults Run(Design design, long runs, ulong seed) =>
        Simulate.Run(s_scenario, s_policy, Options(design, runs, seed), cancellation: TestContext.Current.CancellationToken)!;

    private static RunOptions Options(Design design, long runs, ulong seed) => new() { Design = design, Runs = runs, Seed = seed, Threads = 1, Width = KernelWidth.Single };

    private static double Width(MeasureResult measure) => (measure.MeanHigh - measure.MeanLow)!.Value;

    private static string Text(SimulationResults results)
    {
        using var text = new MemoryStream();
        Exports.Named("table")!.Write(new ResultReport(results, [], []), text);
        Exports.Named("json")!.Write(new ResultReport(results, [], []), text);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
