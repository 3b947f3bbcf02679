namespace ScenarioSim.Analysis;

/// <summary>What kind of number is compared.</summary>
public enum FigureKind
{
    /// <summary>The probability of an outcome.</summary>
    Outcome,

    /// <summary>The probability of having ended in an outcome by a date.</summary>
    OutcomeByDate,

    /// <summary>The probability of an outcome together with a state of a track at the end.</summary>
    OutcomeInState,

    /// <summary>The probability of a state of a track on a date.</summary>
    State,

    /// <summary>The probability that a <c>time_to</c> happens.</summary>
    Happens,

    /// <summary>The mean of a measure, over the runs that have it; durations in days.</summary>
    Mean,

    /// <summary>A quantile of a measure, over the runs that have it; durations in days.</summary>
    Quantile,
}

/// <summary>A number that a sampling engine and the exact solution both have.</summary>
/// <param name="Kind">What kind of number.</param>
/// <param name="Name">The outcome, track or measure.</param>
/// <param name="State">The state, for <see cref="FigureKind.State"/>; <c>track.state</c> for <see cref="FigureKind.OutcomeInState"/>; else empty.</param>
/// <param name="Step">The step whose date is meant; null where there is none.</param>
/// <param name="Probability">Which quantile; null for all else.</param>
/// <param name="Sampled">What the sampling engine has; NaN where it has nothing.</param>
/// <param name="Exact">What the exact solution has.</param>
/// <param name="StandardErrors">
/// How far <paramref name="Sampled"/> is above <paramref name="Exact"/>, in standard errors (see <see cref="Statistics.Deviation"/>); infinite where it cannot be.
/// </param>
public sealed record Figure(FigureKind Kind, string Name, string State, int? Step, double? Probability, double Sampled, double Exact, double StandardErrors);
