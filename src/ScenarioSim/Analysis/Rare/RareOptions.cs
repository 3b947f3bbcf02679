namespace ScenarioSim.Analysis;

/// <summary>How to estimate a rare outcome.</summary>
public sealed record RareOptions
{
    /// <summary>The least of <see cref="MostRuns"/> that can be kept to: levels and trials take some hundred runs before there is an estimate.</summary>
    public const long LeastRuns = 200;

    /// <summary>The relative error wanted: one standard error as a share of the probability.</summary>
    public double Precision { get; init; } = 0.1;

    /// <summary>The seed of all draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many threads; at least 1. Results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The level of the interval, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The most levels; 0 is plain sampling. Null: as many as the pilot finds.</summary>
    public int? Levels { get; init; }

    /// <summary>Stretches a stage in each replication, in place of what the pilot suggests; fewer where that would be more than <see cref="MostRuns"/> allows.</summary>
    public int? Effort { get; init; }

    /// <summary>The most work, in whole runs; below <see cref="LeastRuns"/> more is done than that.</summary>
    public long MostRuns { get; init; } = 100_000_000;
}
