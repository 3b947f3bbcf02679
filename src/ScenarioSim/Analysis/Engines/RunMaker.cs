using ScenarioSim.Compiler;
using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Simulation;

namespace ScenarioSim.Analysis;

/// <summary>Makes runs of one scenario under one policy with the engine asked for.</summary>
internal sealed class RunMaker
{
    private readonly Func<Func<long, RunRecord>> _start;

    public RunMaker(Scenario scenario, Policy policy, ulong seed, EngineKind engine, bool indicators = false)
    {
        (Scenario, Policy) = (scenario, policy);
        Sites = new SiteTable(scenario);
        if (engine == EngineKind.Interpreter)
        {
            _start = () => new InterpretedRuns(scenario, policy, seed) { RecordIndicators = indicators }.Run;
            return;
        }
        var plan = new Plan(scenario, policy);
        _start = () =>
        {
            var kernel = new Kernel(plan, seed) { RecordIndicators = indicators };
            return run =>
            {
                kernel.Run(run);
                return kernel.Record;
            };
        };
    }

    public Scenario Scenario { get; }

    public Policy Policy { get; }

    public SiteTable Sites { get; }

    /// <summary>A maker for one thread: each call overwrites the record of the call before.</summary>
    public Func<long, RunRecord> Start() => _start();

    public Tally NewTally() => new(Scenario, Sites.Sites.Count);
}
