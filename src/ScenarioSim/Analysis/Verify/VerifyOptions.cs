namespace ScenarioSim.Analysis;

/// <summary>How to verify.</summary>
public sealed record VerifyOptions
{
    /// <summary>How many runs each sampling engine makes to be held against the exact solution.</summary>
    public long Runs { get; init; } = 100_000;

    /// <summary>How many runs, from number 0, the reference makes too, to be compared one by one.</summary>
    public long ReferenceRuns { get; init; } = 1_000;

    /// <summary>The seed of all draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many threads; at least 1. Results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The level of the intervals, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The probability that engines which are right are found to agree, in (0, 1): the level of all comparisons together.</summary>
    public double Certainty { get; init; } = 0.999;

    /// <summary>How many different worlds the exact engine may follow; null: as many as the machine's free memory holds.</summary>
    public int? MostWorlds { get; init; }

    /// <summary>What makes the runs that are held against the others.</summary>
    public SampledEngine Reference { get; init; } = SampledEngine.Reference;

    /// <summary>The engines that are held against it.</summary>
    public IReadOnlyList<SampledEngine> Engines { get; init; } = SampledEngine.Others;
}

/// <summary>How far a verification has come.</summary>
/// <param name="Doing">What is being done, in a few words.</param>
/// <param name="Share">The part of that which is done, in [0, 1].</param>
public readonly record struct VerifyProgress(string Doing, double Share);
