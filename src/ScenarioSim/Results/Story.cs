using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>One run told as a dated story.</summary>
public sealed record Story
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The policy.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The run's number.</summary>
    public required long Run { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The design that the run belongs to; null where it drew its assumptions for itself.</summary>
    public RunDesign? Design { get; init; }

    /// <summary>What the command line set, as written; the run is another without it.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What was drawn for the assumptions, in the unit of their kind.</summary>
    public required IReadOnlyList<double> Assumptions { get; init; }

    /// <summary>Every move, in order.</summary>
    public required IReadOnlyList<StoryEvent> Events { get; init; }

    /// <summary>The outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The run's last step.</summary>
    public required int LastStep { get; init; }

    /// <summary>The measures, durations in days; NaN where absent.</summary>
    public required IReadOnlyList<double> Measures { get; init; }

    /// <summary>The first fact that the run does not agree with; null where it agrees with all that the scenario is held to, and where it is held to nothing.</summary>
    public Fact? Against { get; init; }

    /// <summary>By fact that the scenario is held to, whether the run agrees with it; empty where it is held to nothing.</summary>
    public IReadOnlyList<bool> Agrees { get; init; } = [];
}

/// <summary>A move of a track and what it changed.</summary>
/// <param name="Step">The step.</param>
/// <param name="Track">The track.</param>
/// <param name="From">Name of the innermost state it left.</param>
/// <param name="To">Name of the innermost state it entered, or that the happening of a repeating branch gave.</param>
/// <param name="Transition">Its name, or null.</param>
/// <param name="Why">Why it was due, in words: "on 2022-01-10", "after 2 days", "when theatre == hybrid", "8% per week", with the guard where there is one.</param>
/// <param name="Chance">Its chance of happening in this step when it did, split included; null where it was certain.</param>
/// <param name="Effects">What changed.</param>
/// <param name="Sources">Names of the sources of the transition (its own, else the state's or track's).</param>
public sealed record StoryEvent(
    int Step, Track Track, string From, string To, string? Transition, string Why, double? Chance,
    IReadOnlyList<StoryEffect> Effects, IReadOnlyList<string> Sources);

/// <summary>A change of an indicator in the step of an event that has effects on it.</summary>
/// <param name="Indicator">Which.</param>
/// <param name="From">Its value before the step.</param>
/// <param name="To">Its value after the step.</param>
public sealed record StoryEffect(Indicator Indicator, double From, double To)
{
    /// <summary>The event's own effects, as written (<c>tension += 1</c>), where other effects or a flow had a part in the change as well; else null: the change is this event's.</summary>
    public string? Share { get; init; }
}
