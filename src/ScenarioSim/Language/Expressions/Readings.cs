using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>Which names an expression may use.</summary>
internal enum Scope
{
    /// <summary>Everything.</summary>
    World,

    /// <summary>Only what stays the same in a run: assumptions and levers.</summary>
    Static,

    /// <summary>Nothing but constants: parameters, options, values.</summary>
    Constant,
}

/// <summary>A distribution with the kind of its values.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="Distribution">In the unit of the kind.</param>
/// <param name="Words">The words it can give, where it is of words; otherwise empty.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record KindedDistribution(Kind Kind, Distribution Distribution, IReadOnlyList<string> Words, SourceSpan Span)
{
    /// <summary>What is said about each of the experts that it is pooled of; empty where it is not.</summary>
    public IReadOnlyList<About> Experts { get; init; } = [];
}

/// <summary>What a replacement (by a policy or the command line) has to be like.</summary>
/// <param name="Name">The assumption replaced.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Words">The words it can be, where it is of words; otherwise empty.</param>
internal sealed record Wanted(string Name, Kind Kind, IReadOnlyList<string> Words);

/// <summary>One entry of a split.</summary>
/// <param name="Value">Its chance or weight; null for <c>rest</c>.</param>
/// <param name="IsRest">Written <c>rest</c>.</param>
/// <param name="IsPercentage">A constant written with %.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record Share(Expression? Value, bool IsRest, bool IsPercentage, SourceSpan Span);

/// <summary>One expert: what they believe, and how much it counts.</summary>
/// <param name="Belief">Null where it is in error, which has been said.</param>
/// <param name="Weight">As written; null: 1.</param>
/// <param name="Span">The whole entry.</param>
internal sealed record Expert(KindedDistribution? Belief, ScalarText? Weight, SourceSpan Span)
{
    /// <summary>What is said about it.</summary>
    public About About { get; init; } = About.Nothing;
}
