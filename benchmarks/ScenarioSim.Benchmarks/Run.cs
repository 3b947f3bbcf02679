using BenchmarkDotNet.Attributes;
using ScenarioSim.Compiler;
using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;

namespace ScenarioSim.Benchmarks;

/// <summary>One run on one thread, by each engine, counted into a tally or not.</summary>
[MemoryDiagnoser]
public class Run
{
    private const int KernelRuns = 4096;
    private const int SlowRuns = 64;

    private Kernel _kernel = null!;
    private InterpretedRuns _interpreter = null!;
    private Tally _tally = null!;

    /// <summary>The scenario, by the name of its file.</summary>
    [Params("reference-crisis", "geneva-week", "moment-of-crisis")]
    public string Of { get; set; } = "";

    /// <summary>Checks that the engines agree, then makes ready.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Scenario scenario = Shipped.Read(Of);
        Policy policy = scenario.Policies[0];
        Agreement.Check(scenario, policy, seed: 1, runs: 200);
        _kernel = new Kernel(new Plan(scenario, policy), 1);
        _interpreter = new InterpretedRuns(scenario, policy, 1);
        _tally = new Tally(scenario, _interpreter.Sites.Sites.Count);
    }

    /// <summary>The compiled engine alone.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = KernelRuns)]
    public long KernelAlone()
    {
        long steps = 0;
        for (int run = 0; run < KernelRuns; run++)
        {
            _kernel.Run(run);
            steps += _kernel.Record.LastStep;
        }
        return steps;
    }

    /// <summary>The compiled engine and what is counted of its runs.</summary>
    [Benchmark(OperationsPerInvoke = KernelRuns)]
    public long KernelAndTally()
    {
        for (int run = 0; run < KernelRuns; run++)
        {
            _kernel.Run(run);
            _tally.Add(_kernel.Record);
        }
        return _tally.Runs;
    }

    /// <summary>The interpreter alone.</summary>
    [Benchmark(OperationsPerInvoke = SlowRuns)]
    public long InterpreterAlone()
    {
        long steps = 0;
        for (int run = 0; run < SlowRuns; run++) steps += _interpreter.Run(run).LastStep;
        return steps;
    }

    /// <summary>The interpreter and what is counted of its runs.</summary>
    [Benchmark(OperationsPerInvoke = SlowRuns)]
    public long InterpreterAndTally()
    {
        for (int run = 0; run < SlowRuns; run++) _tally.Add(_interpreter.Run(run));
        return _tally.Runs;
    }
}
