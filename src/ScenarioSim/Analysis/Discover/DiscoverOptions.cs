using ScenarioSim.Model;

namespace ScenarioSim.Analysis;

/// <summary>In which worlds to look for what.</summary>
public sealed record DiscoverOptions
{
    /// <summary>So many values of assumptions are kept in memory at once, eight bytes each.</summary>
    public const long MostValues = 100_000_000;

    /// <summary>Fewer worlds say too little.</summary>
    public const long LeastRuns = 1000;

    /// <summary>How runs are made, and how many. Design and precision are not asked for.</summary>
    public RunOptions Run { get; init; } = new();

    /// <summary>What is looked for: a condition on runs as <see cref="RunCondition"/> reads it; null: that a world is worth less under the policy than under <see cref="Against"/>, which must be given then.</summary>
    public string? Of { get; init; }

    /// <summary>A policy in the same worlds under which what is looked for does not happen; null: none.</summary>
    public Policy? Against { get; init; }

    /// <summary>Look for where it happens least.</summary>
    public bool Least { get; init; }

    /// <summary>The share of the worlds that the box told in full has, about, in (0, 1); null: the one that holds most of it beyond what its size would.</summary>
    public double? Size { get; init; }

    /// <summary>How many runs can be asked for of a scenario: as many as there is room for.</summary>
    /// <param name="scenario">The scenario.</param>
    public static long MostRuns(Scenario scenario) => MostValues / Math.Max(1, scenario.Assumptions.Count);
}
