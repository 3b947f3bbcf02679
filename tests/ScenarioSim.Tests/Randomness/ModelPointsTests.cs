using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Interpreter;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Simulation.Lanes;
using ScenarioSim.Tests.Corpus;
using Xunit;

namespace ScenarioSim.Tests.Randomness;

/// <summary>Runs in groups that share their assumptions, in every engine.</summary>
public class ModelPointsTests
{
    private const long First = 5;
    private const int Runs = 60;
    private const ulong Seed = 7;

    public static TheoryData<string> Files =>
    [
        "scenarios/geneva-week.yaml",
        "scenarios/moment-of-crisis.yaml",
        "tests/corpus/correlated-assumptions.yaml",
        "tests/corpus/assumption-discrete.yaml",
        "tests/corpus/assumption-constants.yaml",
        "tests/corpus/experts-pooled-linearly.yaml",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Groups_of_one_are_the_very_runs_of_a_plain_simulation_in_every_engine(string file)
    {
        Scenario scenario = CorpusFiles.Read(file);
        Policy policy = scenario.Policies[^1];
        var plain = new InterpretedRuns(scenario, policy, Seed);
        AssertRuns(scenario, policy, 1, [.. Enumerable.Range(0, Runs).Select(i => Engines.Print(plain.Run(First + i), scenario))]);
    }

    [Theory]
    [InlineData("scenarios/geneva-week.yaml", 7)]
    [InlineData("tests/corpus/correlated-assumptions.yaml", 16)]
    [InlineData("tests/corpus/correlated-assumptions.yaml", 1000)]
    public void Groups_of_many_are_the_same_runs_in_every_engine(string file, int size)
    {
        Scenario scenario = CorpusFiles.Read(file);
        Policy policy = scenario.Policies[^1];
        var interpreter = new InterpretedRuns(scenario, policy, Seed, new ModelPoints(scenario, Seed, size));
        AssertRuns(scenario, policy, size, [.. Enumerable.Range(0, Runs).Select(i => Engines.Print(interpreter.Run(First + i), scenario))]);
    }

    [Fact]
    public void An_assumption_that_is_fixed_keeps_its_place_among_the_correlated_ones()
    {
        Scenario scenario = CorpusFiles.Read("tests/corpus/correlated-assumptions.yaml");
        Policy policy = Settings.Apply(scenario, scenario.Policies[0], ["a=0.3"]).Policy!;
        var plain = new InterpretedRuns(scenario, policy, Seed);
        AssertRuns(scenario, policy, 1, [.. Enumerable.Range(0, Runs).Select(i => Engines.Print(plain.Run(First + i), scenario))]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_group_has_the_assumptions_that_the_run_of_its_number_draws_for_itself(string file)
    {
        const int Size = 8;
        Scenario scenario = CorpusFiles.Read(file);
        Policy policy = scenario.Policies[0];
        var plain = new InterpretedRuns(scenario, policy, Seed);
        var grouped = new InterpretedRuns(scenario, policy, Seed, new ModelPoints(scenario, Seed, Size));
        for (int group = 0; group < 12; group++)
        {
            double[] drawn = [.. plain.Run(group).Assumptions];
            for (int i = 0; i < Size; i++) Assert.Equal(drawn, grouped.Run((group * Size) + i).Assumptions);
        }
    }

    [Fact]
    public void The_runs_of_a_group_do_not_share_their_luck()
    {
        const int Size = 1000;
        Scenario scenario = Read("""
            start: 2022-01-01
            horizon: 2 days
            assumptions:
              p: { is: 20%..80%, why: example }
            branches: { b: { on: 2022-01-02, chance: p } }
            outcomes: { b: { when: b }, none: { otherwise: true } }
            """);
        var runs = new InterpretedRuns(scenario, scenario.Policies[0], Seed, new ModelPoints(scenario, Seed, Size));
        var first = new double[20];
        for (int group = 0; group < 20; group++)
        {
            int[] ends = new int[Size];
            double p = double.NaN;
            for (int i = 0; i < Size; i++)
            {
                RunRecord run = runs.Run((group * Size) + i);
                (ends[i], p) = (run.Outcome, run.Assumptions[0]);
            }
            double share = ends.Count(e => e == 0) / (double)Size;
            Assert.InRange(share, p - (4.5 * Math.Sqrt(p * (1 - p) / Size)), p + (4.5 * Math.Sqrt(p * (1 - p) / Size)));
            first[group] = p;
        }
        Assert.Equal(20, first.Distinct().Count());
    }

    [Fact]
    public void What_is_not_an_assumption_is_the_luck_of_the_run_itself()
    {
        Scenario scenario = CorpusFiles.Read("scenarios/geneva-week.yaml");
        Policy policy = Settings.Apply(scenario, scenario.Policies[0], [.. scenario.Assumptions.Select(a => $"{a.Name}=0.4")]).Policy!;
        var plain = new InterpretedRuns(scenario, policy, Seed);
        var grouped = new InterpretedRuns(scenario, policy, Seed, new ModelPoints(scenario, Seed, 25));
        for (int run = 0; run < 100; run++) Assert.Equal(Engines.Print(plain.Run(run), scenario), Engines.Print(grouped.Run(run), scenario));
    }

    [Fact]
    public void A_point_is_the_same_whatever_was_asked_for_before()
    {
        Scenario scenario = CorpusFiles.Read("tests/corpus/correlated-assumptions.yaml");
        var points = new ModelPoints(scenario, Seed, 10);
        int assumptions = scenario.Assumptions.Count;
        double[] Alone(long run)
        {
            var point = new double[assumptions];
            points.Start().Point(run, point);
            return point;
        }
        IPoints any = points.Start();
        var random = new Random(4);
        for (int i = 0; i < 500; i++)
        {
            // Far out too, where a group's number is not an int.
            long run = i % 50 == 0 ? (40L * int.MaxValue) + i : random.Next(100);
            var got = new double[assumptions];
            any.Point(run, got);
            Assert.Equal(Alone(run), got);
            Assert.Equal(Alone(run - (run % 10)), got);
            // What was given is the caller's to change.
            Array.Clear(got);
        }
        Assert.Equal(20, Enumerable.Range(0, 20).Select(g => Alone(g * 10)[0]).Distinct().Count());
    }

    private static void AssertRuns(Scenario scenario, Policy policy, int size, string[] wanted)
    {
        var points = new ModelPoints(scenario, Seed, size);
        var plan = new Plan(scenario, policy);
        var interpreter = new InterpretedRuns(scenario, policy, Seed, points);
        var kernel = new Kernel(plan, Seed, points);
        for (int i = 0; i < Runs; i++)
        {
            Assert.Equal(wanted[i], Engines.Print(interpreter.Run(First + i), scenario));
            kernel.Run(First + i);
            Assert.Equal(wanted[i], Engines.Print(kernel.Record, scenario));
        }
        foreach (VectorWidth width in VectorWidth.Available)
        {
            if (LaneBuilder.Compile(plan, width, out _) is not { } program) continue;
            using var lanes = LaneKernel.Of(plan, program, Seed, points);
            var got = new string[Runs];
            // In stretches that end within groups.
            lanes.Run(First, 13, RunTaker.Of(r => got[r.Run - First] = Engines.Print(r, scenario)));
            lanes.Run(First + 13, Runs - 13, RunTaker.Of(r => got[r.Run - First] = Engines.Print(r, scenario)));
            Assert.Equal(wanted, got);
        }
    }

    private static Scenario Read(string text) => ScenarioReader.Read("x.yaml", new MemoryFiles(("x.yaml", text))).Scenario!;
}
