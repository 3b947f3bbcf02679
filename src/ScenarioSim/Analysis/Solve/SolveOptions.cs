namespace ScenarioSim.Analysis;

/// <summary>How to solve.</summary>
public sealed record SolveOptions
{
    /// <summary>What <see cref="Points"/> is where nothing is said.</summary>
    public const int UsualPoints = 32;

    /// <summary>The level of the intervals that uncertain assumptions make necessary, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How many threads; at least 1. Results do not depend on it, bit for bit.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How many different worlds are followed at most; null: as many as the machine's free memory holds.</summary>
    public int? MostWorlds { get; init; }

    /// <summary>How many points of each randomisation the assumptions are integrated with, where some are continuous; rounded up to a power of two.</summary>
    public int Points { get; init; } = UsualPoints;

    /// <summary>How many independent randomisations of the points there are; at least 2. The interval comes from how far they differ.</summary>
    public int Randomisations { get; init; } = 8;

    /// <summary>Double the points, with new randomisations, until every outcome's half-width is at most this (a probability, such as 0.0005); null: <see cref="Points"/> as they are.</summary>
    public double? Precision { get; init; }

    /// <summary>The seed of the randomisations; of no account where nothing is integrated.</summary>
    public ulong Seed { get; init; } = 1;
}
