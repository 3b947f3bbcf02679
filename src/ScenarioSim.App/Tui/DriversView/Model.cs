using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.DriversView;

/// <summary>What does it hang on.</summary>
public sealed record DriversModel
{
    /// <summary>The scenario that was asked about.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>The policy that was asked about, with what was set.</summary>
    public Policy? Policy { get; init; }

    /// <summary>How far it has come, in runs of all simulations together.</summary>
    public Work Work { get; init; } = Work.None;

    /// <summary>What is shown; stands still while frozen.</summary>
    public DriverResults? Results { get; init; }

    /// <summary>The newest.</summary>
    public DriverResults? Latest { get; init; }

    /// <summary>By outcome, in which worlds it happens most often: searched for once the assumptions have been moved.</summary>
    public IReadOnlyDictionary<string, DiscoveryResults> Where { get; init; } = new Dictionary<string, DiscoveryResults>();

    /// <summary>Which of the things that may move is looked at, as the scenario lists them.</summary>
    public int Thing { get; init; }

    /// <summary>The assumption that the cursor is on; null: all together.</summary>
    public string? Assumption { get; init; }

    /// <summary>Whether the row's detail fills the body.</summary>
    public bool Opened { get; init; }
}

/// <summary>Something that assumptions may move.</summary>
/// <param name="Of">What of it.</param>
/// <param name="Name">The outcome's or the measure's name; empty for the value.</param>
/// <param name="Title">What to call it.</param>
public sealed record Thing(SwingOf Of, string Name, string Title)
{
    /// <summary>Whether it is a share of worlds.</summary>
    public bool IsShare => Of is SwingOf.Outcome or SwingOf.Happens;

    /// <summary>All of a scenario: outcomes, the expected value, measures; of a <c>time_to</c> how often it happens, then when.</summary>
    public static IReadOnlyList<Thing> All(Scenario scenario) =>
    [
        .. scenario.Outcomes.Select(o => new Thing(SwingOf.Outcome, o.Name, Say.Title(o))),
        .. scenario.Outcomes.Any(o => o.Value is not null) ? [new Thing(SwingOf.Value, "", "Expected value")] : Array.Empty<Thing>(),
        .. scenario.Measures.SelectMany(m => (Thing[])
        [
            .. m.Reading == Reading.TimeTo ? [new Thing(SwingOf.Happens, m.Name, $"{Say.Title(m)}: how often it happens")] : Array.Empty<Thing>(),
            new Thing(SwingOf.Mean, m.Name, m.Reading == Reading.TimeTo ? $"{Say.Title(m)}: its mean" : Say.Title(m)),
        ]),
    ];
}

/// <summary>A row of the table.</summary>
/// <param name="Driver">The assumption; null: all together.</param>
/// <param name="Swing">How far it moves the thing; null for all together.</param>
/// <param name="Doubt">How far the thing would go if all were known; null for one assumption.</param>
public sealed record DriverRow(Driver? Driver, Swing? Swing, Doubt? Doubt)
{
    /// <summary>The share or mean where the row's stretch begins.</summary>
    public double Start => Swing?.Start ?? Doubt!.Quantiles[0].Value;

    /// <summary>Where it ends.</summary>
    public double End => Swing?.End ?? Doubt!.Quantiles[^1].Value;
}
