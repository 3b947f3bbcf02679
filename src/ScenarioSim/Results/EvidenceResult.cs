using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>What results are conditioned on, and what all runs came to before that: those that disagree too.</summary>
public sealed record EvidenceResult
{
    /// <summary>What runs are held to.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Runs made, from number 0; null where nothing was sampled.</summary>
    public required long? Runs { get; init; }

    /// <summary>Runs that agree with all facts; null where nothing was sampled.</summary>
    public required long? Agreeing { get; init; }

    /// <summary>The probability of all facts together, in [0, 1]: of runs the share that agree.</summary>
    public double Share => Runs is { } runs && Agreeing is { } agreeing ? (double)agreeing / runs : Probability;

    /// <summary>The same where nothing was sampled.</summary>
    public double Probability { get; init; }

    /// <summary>Lower bound of the share's interval; null where it has no error.</summary>
    public required double? Low { get; init; }

    /// <summary>Upper bound.</summary>
    public required double? High { get; init; }

    /// <summary>Whether not all runs count: there are facts, known in single or, of a result that was saved, by what they came to.</summary>
    public bool IsHeld => Facts.Count > 0 || Agreeing < Runs;

    /// <summary>The level of the intervals, in (0, 1): above that asked for where a rule looked more than once; 0 where nothing was sampled.</summary>
    public double Level { get; init; }

    /// <summary>How many runs agree with each fact, in the order of <see cref="Evidence.Facts"/>; empty where a result was read that was saved.</summary>
    public required IReadOnlyList<FactResult> Facts { get; init; }

    /// <summary>The outcomes of all runs, in the order of the scenario.</summary>
    public required IReadOnlyList<ShareResult> Outcomes { get; init; }

    /// <summary>The expected value over all runs; null where no outcome has one.</summary>
    public required ValueResult? Value { get; init; }

    /// <summary>The assumptions as drawn in all runs, in the order of the scenario; empty where a result was read that was saved.</summary>
    public required IReadOnlyList<AssumptionResult> Assumptions { get; init; }
}

/// <summary>How likely a fact was.</summary>
/// <param name="Fact">Which.</param>
/// <param name="Of">Runs that agree with all facts before it; null where nothing was sampled.</param>
/// <param name="Agreeing">Those of them that agree with it too.</param>
/// <param name="Share">Its probability given those before it; NaN where no run agrees with them.</param>
/// <param name="Low">Lower bound of the interval of that; 0 where there are no such runs, null where it has no error.</param>
/// <param name="High">Upper bound; 1 where there are none.</param>
public sealed record FactResult(Fact Fact, long? Of, long? Agreeing, double Share, double? Low, double? High);

/// <summary>A share of all.</summary>
/// <param name="Runs">How many runs; null where nothing was sampled.</param>
/// <param name="Probability">Their share, in [0, 1].</param>
/// <param name="Low">Lower bound of its interval; null where it has no error.</param>
/// <param name="High">Upper bound.</param>
public readonly record struct ShareResult(long? Runs, double Probability, double? Low, double? High);
