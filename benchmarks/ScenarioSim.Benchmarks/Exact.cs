using BenchmarkDotNet.Attributes;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Benchmarks;

/// <summary>The exact solution of the reference crisis with its assumptions fixed: worlds looked for and followed, all tracks and measures, from a scenario that has been read.</summary>
[MemoryDiagnoser]
public class Exact
{
    private Scenario _scenario = null!;
    private Policy _policy = null!;

    /// <summary>How many threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Checks the answer against the digits that other programs agree on.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _scenario = Shipped.Read("reference-crisis");
        _policy = Precision.Fixed(_scenario);
        double invasion = Solution().Outcomes[0].Probability;
        if (Math.Abs(invasion - 0.297633654420) > 1e-11) throw new InvalidOperationException($"The probability of an invasion is {invasion:R}.");
    }

    /// <summary>The solution.</summary>
    [Benchmark]
    public SimulationResults Solution() => Solve.Run(_scenario, _policy, new SolveOptions { Threads = Threads }).Results!;
}
