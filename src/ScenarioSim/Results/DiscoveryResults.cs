using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>In which worlds something happens most, or least: ranges of some assumptions in which its share is far from that in all worlds.</summary>
/// <remarks>The ranges were found in one half of the worlds; every figure here is of the other half, which had no say in them.</remarks>
public sealed record DiscoveryResults
{
    /// <summary>What the worlds came to: all of them, both halves.</summary>
    public required SimulationResults Base { get; init; }

    /// <summary>What the same worlds came to under the policy that the first one is held against: what is looked for is so under the first, and not under this one; null: none.</summary>
    public SimulationResults? Beside { get; init; }

    /// <summary>What is looked for, as it was typed; null: that a world is worth less under the policy than <see cref="Beside"/>.</summary>
    public required string? Of { get; init; }

    /// <summary>Whether the worlds are wanted in which it happens least.</summary>
    public bool Least { get; init; }

    /// <summary>The assumptions that vary, in the order of the scenario: all of them were tried.</summary>
    public required IReadOnlyList<Assumption> Tried { get; init; }

    /// <summary>How many worlds there are in the half that judges.</summary>
    public required long Worlds { get; init; }

    /// <summary>In how many of those it happens.</summary>
    public required long Hits { get; init; }

    /// <summary>Some boxes, each of other worlds, the widest first; empty where nothing was found.</summary>
    public required IReadOnlyList<WorldBox> Boxes { get; init; }

    /// <summary>Which of <see cref="Boxes"/> is told in full; -1 where there is none.</summary>
    public required int Told { get; init; }

    /// <summary>The share of all worlds in which it happens.</summary>
    public WorldShare Overall => new(Hits, Worlds);

    /// <summary>Whether it was stopped before it was done.</summary>
    public bool Partial => Base.Partial;

    /// <summary>Wall-clock time as measured by the caller; zero if unknown.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>So many of so many worlds.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many; may be 0, and then the share is NaN.</param>
public readonly record struct WorldShare(long Count, long Of)
{
    /// <summary>The share, in [0, 1].</summary>
    public double Value => Of == 0 ? double.NaN : (double)Count / Of;
}

/// <summary>The worlds in which some assumptions lie in certain ranges.</summary>
/// <param name="Restrictions">The ranges, one an assumption, in the order of the scenario; all of them hold.</param>
/// <param name="Worlds">How many worlds of the judging half are in it.</param>
/// <param name="Hits">In how many of those it happens.</param>
public sealed record WorldBox(IReadOnlyList<WorldRange> Restrictions, long Worlds, long Hits)
{
    /// <summary>Whether the share inside is told from that outside (two-sided, at the level of the results), in the direction looked for.</summary>
    public required bool IsTold { get; init; }

    /// <summary>The share of these worlds in which it happens.</summary>
    public WorldShare Share => new(Hits, Worlds);
}

/// <summary>A range of an assumption, both ends included; of words and truths some of the values.</summary>
/// <param name="Assumption">Which.</param>
/// <param name="Low">The least value, in the unit of its kind; null: no bound below. Null for words and truths.</param>
/// <param name="High">The greatest value; null: no bound above.</param>
/// <param name="Values">Of words and truths: which, in the order of their numbers; else empty.</param>
/// <param name="Worlds">In how many worlds of the judging half it lies there, whatever else.</param>
/// <param name="Without">The share in the same box without this range: what is lost if it is left out.</param>
public sealed record WorldRange(Assumption Assumption, double? Low, double? High, IReadOnlyList<double> Values, long Worlds, WorldShare Without);
