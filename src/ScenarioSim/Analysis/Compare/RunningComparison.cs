using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>One of the things to compare.</summary>
/// <param name="Name">How results name it.</param>
/// <param name="Scenario">Its scenario; may differ from the baseline's.</param>
/// <param name="Policy">Its policy.</param>
public sealed record ComparisonItem(string Name, Scenario Scenario, Policy Policy);

/// <summary>A paired comparison that is advanced piece by piece: every item in the same worlds (same seed and run numbers).</summary>
public sealed class RunningComparison
{
    /// <param name="items">Two or more (one is allowed: a comparison with nothing).</param>
    /// <param name="baseline">Position of the baseline.</param>
    /// <param name="options">Seed, threads, confidence, engine.</param>
    public RunningComparison(IReadOnlyList<ComparisonItem> items, int baseline, RunOptions options) => throw new NotImplementedException();

    /// <summary>Worlds counted so far.</summary>
    public long Done { get; private set; }

    /// <summary>Makes more worlds under every item. When cancelled it returns soon, keeping the worlds that all items have counted.</summary>
    public void Advance(long runs, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>What has been found so far; at least one world must be counted.</summary>
    public ComparisonResults Results(bool partial = false) => throw new NotImplementedException();
}
