using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>A simulation of one policy that is advanced piece by piece: results can be had after every piece, and sharpen.</summary>
/// <remarks>Not safe for use by several threads at once; it uses <see cref="RunOptions.Threads"/> threads itself.</remarks>
public sealed class RunningSimulation
{
    /// <param name="scenario">What to simulate.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">Seed, threads, confidence, engine; the number of runs is the caller's.</param>
    public RunningSimulation(Scenario scenario, Policy policy, RunOptions options) => throw new NotImplementedException();

    /// <summary>Runs counted so far: numbers 0..Done-1.</summary>
    public long Done { get; private set; }

    /// <summary>Makes more runs. When cancelled it returns soon, keeping every run counted so far.</summary>
    public void Advance(long runs, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>What has been found so far; <see cref="Done"/> must be at least 1.</summary>
    /// <param name="partial">Marks the results as stopped before they were done.</param>
    public SimulationResults Results(bool partial = false) => throw new NotImplementedException();
}
