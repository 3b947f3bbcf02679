using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Model;

/// <summary>A way out of a state. At least one of <see cref="On"/>, <see cref="After"/>, <see cref="When"/>, <see cref="Likelihood"/> is given.</summary>
public sealed record Transition
{
    /// <summary>Its place in the list of its state.</summary>
    public required int Index { get; init; }

    /// <summary>What the author says about it; <see cref="About.Name"/> is its name, if it has one.</summary>
    public required About About { get; init; }

    /// <summary>The date from which it is due: an expression of assumptions and levers.</summary>
    public Expression? On { get; init; }

    /// <summary>How long after entering the state that lists it.</summary>
    public Delay? After { get; init; }

    /// <summary>The guard, on the world before the step.</summary>
    public Expression? When { get; init; }

    /// <summary>A toss, a standing chance, or certainty (null).</summary>
    public Likelihood? Likelihood { get; init; }

    /// <summary>Where it leads: one target without a share (<c>to</c>), or those of a split.</summary>
    public required IReadOnlyList<Target> Targets { get; init; }

    /// <summary>Effects of the transition, whatever its target.</summary>
    public IReadOnlyList<Effect> Do { get; init; } = [];

    /// <summary>The whole of it in the file.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Whether it has a standing chance, which competes with others of its kind.</summary>
    public bool IsStanding => Likelihood is Standing;
}

/// <summary>How probable a transition is.</summary>
public abstract record Likelihood(Expression Value);

/// <summary>A chance without a period: tossed once, in the first step in which the transition is due.</summary>
public sealed record Toss(Expression Value) : Likelihood(Value);

/// <summary>A chance or a rate with a period.</summary>
/// <param name="Value">The probability of at least one event in the period, or (with <paramref name="IsRate"/>) the expected number of events in it.</param>
/// <param name="Period">The period, in seconds; more than zero.</param>
/// <param name="IsRate">Written as <c>rate</c>.</param>
public sealed record Standing(Expression Value, double Period, bool IsRate) : Likelihood(Value);

/// <summary>The delay of an <c>after</c>: an expression of assumptions and levers, or a distribution drawn on entering the state. Exactly one is given.</summary>
public sealed record Delay(Expression? Fixed, Distribution? Drawn, SourceSpan Span);

/// <summary>One place where a transition may lead.</summary>
/// <param name="State">The state named; it may have inner ones.</param>
/// <param name="Share">Its chance or weight; null for <c>rest</c> and for a plain <c>to</c>.</param>
/// <param name="IsRest">Takes what the others leave.</param>
/// <param name="Do">Effects of going there, after the transition's own.</param>
/// <param name="Span">Its name in the file.</param>
public sealed record Target(int State, Expression? Share, bool IsRest, IReadOnlyList<Effect> Do, SourceSpan Span)
{
    /// <summary>What the author says about it.</summary>
    public About About { get; init; } = About.Nothing;
}

/// <summary>A change of an indicator.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="Operator">How.</param>
/// <param name="Amount">The right-hand side on the world before the step; null where it is drawn.</param>
/// <param name="Drawn">A distribution, drawn when it happens; null where it is an expression.</param>
/// <param name="Span">The whole effect in the file.</param>
public sealed record Effect(int Indicator, EffectOperator Operator, Expression? Amount, Distribution? Drawn, SourceSpan Span);

/// <summary>The ways of changing an indicator.</summary>
public enum EffectOperator
{
    /// <summary><c>+=</c>.</summary>
    Add,

    /// <summary><c>-=</c>.</summary>
    Subtract,

    /// <summary><c>*=</c>.</summary>
    Multiply,

    /// <summary><c>=</c>: replaces flow, sums and products of the step; the last in file order wins.</summary>
    Set,
}
