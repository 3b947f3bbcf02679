using BenchmarkDotNet.Attributes;
using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Benchmarks;

/// <summary>One run on one thread, counted, of scenarios that differ in one size only.</summary>
public class Scaling
{
    private const int Runs = 1 << 12;

    private LaneKernel _lanes = null!;
    private Kernel _single = null!;
    private Tally _tally = null!;

    /// <summary>What is varied, and how large it is.</summary>
    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    /// <summary>All cases.</summary>
    public static IEnumerable<string> Cases => Sizes.All.SelectMany(s => s.Sizes.Select(size => $"{size} {s.What}"));

    /// <summary>Checks that the engines agree, then makes ready.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string[] words = Case.Split(' ', 2);
        Scenario scenario = Sizes.Of(words[1], int.Parse(words[0]));
        Policy policy = scenario.Policies[0];
        Agreement.Check(scenario, policy, seed: 1, runs: 50);
        (_lanes, _tally) = Lanes.Made(scenario, policy);
        _single = new Kernel(new Plan(scenario, policy), 1);
    }

    /// <summary>Side by side.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Runs)]
    public void InLanes() => _lanes.Run(0, Runs, _tally);

    /// <summary>One at a time.</summary>
    [Benchmark(OperationsPerInvoke = Runs)]
    public void Single()
    {
        for (int run = 0; run < Runs; run++)
        {
            _single.Run(run);
            _tally.Add(_single.Record);
        }
    }
}
