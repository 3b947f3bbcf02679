namespace ScenarioSim.App.Tui.TimeView;

/// <summary>When.</summary>
public sealed record TimeModel
{
    /// <summary>What is shown: 0 the outcomes, then the tracks.</summary>
    public int Subject { get; init; }

    /// <summary>What was shown before a filter let it not pass; null where it does.</summary>
    public int? Before { get; init; }

    /// <summary>The band at the bottom, where it can be read: its position among the subject's.</summary>
    public int Band { get; init; }

    /// <summary>The step under the cursor; null: the last.</summary>
    public int? Step { get; init; }

    /// <summary>One line a state instead of areas.</summary>
    public bool Multiples { get; init; }
}
