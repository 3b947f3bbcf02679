using BenchmarkDotNet.Attributes;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Benchmarks;

/// <summary>One run on one thread by the kernel's lanes, by the width of the vectors, counted into a tally or not.</summary>
public class Lanes
{
    private const int Runs = 1 << 15;

    private LaneKernel _kernel = null!;
    private Tally _tally = null!;

    /// <summary>The scenario, by the name of its file.</summary>
    [Params("reference-crisis", "geneva-week", "moment-of-crisis")]
    public string Of { get; set; } = "";

    /// <summary>How many lanes, and how many bits a vector has; where the machine has no such ones, the best that it has.</summary>
    [Params("2x128", "4x256", "16x256", "8x512", "16x512")]
    public string Width { get; set; } = "";

    /// <summary>Checks that the engines agree, then makes ready.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Scenario scenario = Shipped.Read(Of);
        Policy policy = scenario.Policies[0];
        Agreement.Check(scenario, policy, seed: 1, runs: 200);
        (_kernel, _tally) = Made(scenario, policy, Width);
    }

    /// <summary>The lanes alone.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Runs)]
    public void LanesAlone() => _kernel.Run(0, Runs, Forgetful.Instance);

    /// <summary>The lanes and what is counted of their runs.</summary>
    [Benchmark(OperationsPerInvoke = Runs)]
    public void LanesAndTally() => _kernel.Run(0, Runs, _tally);

    private sealed class Forgetful : RunTaker
    {
        public static Forgetful Instance { get; } = new();

        internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => false;

        public override void Take(RunRecord run)
        {
        }

        public override void Take(RunBatch runs)
        {
        }
    }

    /// <summary>The lanes of a scenario, and a tally for them.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="width">As <see cref="Width"/>; null: the best.</param>
    internal static (LaneKernel Kernel, Tally Tally) Made(Scenario scenario, Policy policy, string? width = null)
    {
        VectorWidth vectors = VectorWidth.Available.FirstOrDefault(w => w.Name == width, VectorWidth.Available[0]);
        var plan = new Plan(scenario, policy);
        LaneProgram program = LaneHints.Compile(plan, vectors, seed: 1, points: null, out string? obstacle) ?? throw new InvalidOperationException(obstacle);
        return (LaneKernel.Of(plan, program, seed: 1), new Tally(scenario, plan.Sites.Sites.Count));
    }
}
