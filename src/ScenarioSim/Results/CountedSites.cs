using ScenarioSim.Text;

namespace ScenarioSim.Results;

/// <summary>Why something is counted (docs/language.md, sections 3 and 4).</summary>
public enum CountedReason
{
    /// <summary>A chance outside 0..1, clamped.</summary>
    ChanceClamped,

    /// <summary>A negative rate, taken as 0.</summary>
    NegativeRate,

    /// <summary>A negative share of a split, taken as 0.</summary>
    NegativeShare,

    /// <summary>Shares beside <c>rest</c> that exceed 100% together, divided by their sum.</summary>
    SharesScaled,

    /// <summary>Weights that are all 0, taken as equal.</summary>
    NoWeights,

    /// <summary>An operation without a finite value, taken as 0.</summary>
    NotFinite,

    /// <summary>A negative <c>after</c> given by an expression; taken as the shortest stay.</summary>
    NegativeDelay,
}

/// <summary>A place in the scenario where something can be counted.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Reason">What is counted.</param>
/// <param name="Span">Where.</param>
public sealed record CountedSite(int Index, CountedReason Reason, SourceSpan Span)
{
    /// <summary>The track or branch whose transition it belongs to; null in an expression and of an indicator.</summary>
    public string? Track { get; init; }
}
