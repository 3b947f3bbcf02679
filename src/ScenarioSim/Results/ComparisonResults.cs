namespace ScenarioSim.Results;

/// <summary>What comparing several policies or files found: each by itself, and the differences to the baseline, paired where the worlds are the same.</summary>
public sealed record ComparisonResults
{
    /// <summary>The items in the order asked for.</summary>
    public required IReadOnlyList<ComparedItem> Items { get; init; }

    /// <summary>Position of the baseline in <see cref="Items"/>.</summary>
    public required int Baseline { get; init; }

    /// <summary>What was set for every item alike.</summary>
    public IReadOnlyList<string> CommonSettings => [.. Items.Select(i => i.Settings).Aggregate((a, b) => [.. a.Intersect(b)])];

    /// <summary>Whether an item was in the same worlds as the baseline, so that their difference is known world by world.</summary>
    public bool IsPaired(int item) => WorldsThatChange.Any(w => w.Item == item && w.Share is not null);

    /// <summary>By item, whether it is told of the worlds in which the baseline agrees with what is known, whether or not it does itself; empty where nothing is known.</summary>
    public IReadOnlyList<bool> FollowsBaseline { get; init; } = [];

    /// <summary>By item, the date until which the levers of another policy hold, the baseline's or that whose past it was asked for with, before its own takes over; null where that holds from the start. Empty where all do.</summary>
    public IReadOnlyList<DateTime?> TakesOver { get; init; } = [];

    /// <summary>What was asked for and has no run that agrees with what is known: nothing can be told of it, and it is not among <see cref="Items"/>.</summary>
    public IReadOnlyList<DisagreeingItem> Disagreeing { get; init; } = [];

    /// <summary>Names of all outcomes of all items, the baseline's first.</summary>
    public required IReadOnlyList<string> OutcomeNames { get; init; }

    /// <summary>One for each item but the baseline and each outcome name.</summary>
    public required IReadOnlyList<OutcomeDifference> Differences { get; init; }

    /// <summary>One for each item but the baseline and each measure that both have, with an error that is known.</summary>
    public required IReadOnlyList<MeasureDifference> Measures { get; init; }

    /// <summary>One for each item but the baseline and each <c>time_to</c> that both have, with an error that is known: how often it happens at all.</summary>
    public IReadOnlyList<HappeningDifference> Happenings { get; init; } = [];

    /// <summary>One for each item but the baseline; none where outcomes have no values, or where the error of one of them is not known.</summary>
    public required IReadOnlyList<ValueDifference> Values { get; init; }

    /// <summary>One for each item but the baseline.</summary>
    public required IReadOnlyList<WorldsThatChange> WorldsThatChange { get; init; }
}

/// <summary>One of the things compared.</summary>
/// <param name="Name">A policy's name, or <c>FILE:POLICY</c> where files differ, with the settings that not all items have in brackets.</param>
/// <param name="Results">What it came to by itself.</param>
public sealed record ComparedItem(string Name, SimulationResults Results)
{
    /// <summary>What was set for it beside its policy, each <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Whether it was read as it was saved: then nothing is known of its single worlds.</summary>
    public bool IsAsSaved { get; init; }
}

/// <summary>One of the things compared of which no run agrees with what is known.</summary>
/// <param name="Name">As an item's.</param>
/// <param name="Evidence">At which fact its runs were lost.</param>
public sealed record DisagreeingItem(string Name, EvidenceResult Evidence);

/// <summary>An item's share of an outcome less the baseline's.</summary>
/// <param name="Item">Position of the item.</param>
/// <param name="Outcome">The outcome's name.</param>
/// <param name="Difference">Item less baseline.</param>
/// <param name="Low">Lower bound of its interval.</param>
/// <param name="High">Upper bound of its interval.</param>
/// <param name="Into">Share of worlds in which the item has this outcome and the baseline not; null where unpaired.</param>
/// <param name="OutOf">The other way round; null where unpaired.</param>
public sealed record OutcomeDifference(int Item, string Outcome, double Difference, double Low, double High, double? Into, double? OutOf);

/// <summary>Mean difference of a measure over the worlds in which both have it; where unpaired, the difference of the two means.</summary>
/// <remarks>The worlds of a <c>time_to</c> are not all worlds, and not those of either mean by itself: the difference can have another sign than those suggest.</remarks>
public sealed record MeasureDifference(int Item, string Measure, double Difference, double Low, double High)
{
    /// <summary>The share of worlds in which both have the measure; null where unpaired.</summary>
    public double? Share { get; init; }

    /// <summary>The item's mean over those worlds; where unpaired, its mean.</summary>
    public required double Mean { get; init; }

    /// <summary>The baseline's mean over the same.</summary>
    public required double BaselineMean { get; init; }

    /// <summary>Whether it is of a part of all worlds only.</summary>
    public bool IsOfSome => Share < 1;
}

/// <summary>The share of worlds in which a measure happens under an item less that under the baseline: its means tell nothing of that.</summary>
/// <param name="Item">Position of the item.</param>
/// <param name="Measure">The measure's name.</param>
/// <param name="Difference">Item less baseline.</param>
/// <param name="Low">Lower bound of its interval.</param>
/// <param name="High">Upper bound of its interval.</param>
public sealed record HappeningDifference(int Item, string Measure, double Difference, double Low, double High)
{
    /// <summary>The item's share.</summary>
    public required double Share { get; init; }

    /// <summary>The baseline's share.</summary>
    public required double BaselineShare { get; init; }

    /// <summary>Share of worlds in which it happens under the item and not under the baseline; null where unpaired.</summary>
    public double? Into { get; init; }

    /// <summary>The other way round; null where unpaired.</summary>
    public double? OutOf { get; init; }
}

/// <summary>Mean difference of value.</summary>
public sealed record ValueDifference(int Item, double Difference, double Low, double High);

/// <summary>The share of worlds whose outcome is not the baseline's, and how outcomes change.</summary>
/// <param name="Item">Position of the item.</param>
/// <param name="Share">Share of worlds; null where unpaired.</param>
/// <param name="Matrix">Share of worlds by the baseline's outcome (first index) and the item's (second), in the order of <see cref="ComparisonResults.OutcomeNames"/>; null where unpaired.</param>
/// <param name="FirstRuns">Numbers of the first worlds that change, at most 100.</param>
public sealed record WorldsThatChange(int Item, double? Share, IReadOnlyList<IReadOnlyList<double>>? Matrix, IReadOnlyList<long> FirstRuns);
