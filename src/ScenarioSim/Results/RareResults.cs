using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>What was found about a rare outcome by splitting runs.</summary>
public sealed record RareResults
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The policy.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The seed of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The level of the interval.</summary>
    public required double Confidence { get; init; }

    /// <summary>The estimate: the mean of the replications' estimates, each unbiased.</summary>
    public required double Probability { get; init; }

    /// <summary>Lower bound of the interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper bound; where nothing was hit, that of reaching the last level reached.</summary>
    public required double High { get; init; }

    /// <summary>One standard error as a share of the estimate; null where nothing was hit.</summary>
    public required double? RelativeError { get; init; }

    /// <summary>The relative error wanted.</summary>
    public required double Precision { get; init; }

    /// <summary>How many independent replications were made.</summary>
    public required int Replications { get; init; }

    /// <summary>In how many of them the outcome was reached.</summary>
    public required int Hitting { get; init; }

    /// <summary>The stages, the last being the outcome itself.</summary>
    public required IReadOnlyList<RareStage> Stages { get; init; }

    /// <summary>All work in whole runs: steps made, trials among them, divided by the steps of a plain run.</summary>
    public required double Work { get; init; }

    /// <summary>What of the work went into finding levels and planning the effort.</summary>
    public required double Preparation { get; init; }

    /// <summary>Tosses of small chance on the ways to the outcome: they are not divided, and what comes through them may be missing from the interval.</summary>
    public IReadOnlyList<Transition> Undivided { get; init; } = [];

    /// <summary>The runs that plain sampling would need for the same relative error: (1 - p) / (p e^2); null where nothing was hit.</summary>
    public double? PlainRuns => RelativeError is { } e && e > 0 ? (1 - Probability) / (Probability * e * e) : null;

    /// <summary>The standard deviation of the replications' estimates as a share of their mean; above <see cref="MuchSpread"/> the interval may be too short.</summary>
    public double? Spread => RelativeError * Math.Sqrt(Replications);

    /// <summary>See <see cref="Spread"/>.</summary>
    public const double MuchSpread = 2;

    /// <summary>How many times the work plain sampling would be; null where nothing was hit.</summary>
    public double? Gain => PlainRuns / Work;

    /// <summary>Stopped early: by the user, or by the limit of work before the precision was within reach.</summary>
    public bool Partial { get; init; }

    /// <summary>How long it took; zero where nobody measured it.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>One stage of the way to a rare outcome.</summary>
/// <param name="Level">The importance that has to be reached, a decimal logarithm of a rough chance of the outcome; null: the outcome itself.</param>
/// <param name="Share">The part of the stretches from the stage before that got here.</param>
/// <param name="Reached">The estimated chance that a run gets here.</param>
/// <param name="Effort">Stretches run towards it in each replication.</param>
public sealed record RareStage(double? Level, double Share, double Reached, int Effort);
