using BenchmarkDotNet.Attributes;
using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Simulation;

namespace ScenarioSim.Benchmarks;

/// <summary>From the flagship's file to a first run: what stands between saving a file and seeing something.</summary>
[MemoryDiagnoser]
public class Check
{
    private Scenario _scenario = null!;

    /// <summary>Reads once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _scenario = Shipped.Read("moment-of-crisis");
        Agreement.Check(_scenario, _scenario.Policies[0], seed: 1, runs: 50);
    }

    /// <summary>Text to a checked scenario, with every remark.</summary>
    [Benchmark(Baseline = true)]
    public Scenario Read() => Shipped.Read("moment-of-crisis");

    /// <summary>The checked scenario made ready, and one run, which compiles the formulas that it meets.</summary>
    [Benchmark]
    public int PlanAndFirstRun()
    {
        var kernel = new Kernel(new Plan(_scenario, _scenario.Policies[0]), 1);
        kernel.Run(0);
        return kernel.Record.Outcome;
    }
}
