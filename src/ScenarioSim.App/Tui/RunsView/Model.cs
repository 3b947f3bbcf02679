using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.RunsView;

/// <summary>In which order runs are listed.</summary>
public enum RunOrder
{
    /// <summary>By number.</summary>
    Number,

    /// <summary>By outcome, then number.</summary>
    Outcome,

    /// <summary>By the day on which they ended.</summary>
    Day,
}

/// <summary>A run that is told, perhaps under two policies side by side.</summary>
/// <param name="Job">The number of the telling asked for last.</param>
/// <param name="Scenario">Of which scenario.</param>
/// <param name="Policy">Under which policy.</param>
/// <param name="Beside">Under which other policy, or null.</param>
/// <param name="Run">Which run.</param>
/// <param name="Story">The story, when it is there.</param>
/// <param name="Other">The story under the other policy.</param>
public sealed record Telling(int Job, Scenario? Scenario, Policy? Policy, Policy? Beside, long Run, Story? Story, Story? Other)
{
    /// <summary>Nothing told yet.</summary>
    public static Telling None { get; } = new(0, null, null, null, -1, null, null);

    /// <summary>How the other policy is told where something is known.</summary>
    public Past Past { get; init; }

    /// <summary>Whether it is of just this; the other policy goes by its name, for what is set beside it stays the same.</summary>
    public bool Is(Scenario scenario, Policy policy, Policy? beside, Past past, long run) =>
        ReferenceEquals(Scenario, scenario) && ReferenceEquals(Policy, policy) && Beside?.Name == beside?.Name && Past == past && Run == run;
}

/// <summary>A step from the outcomes into the runs behind one of their figures.</summary>
/// <param name="Filter">The filter that came of it.</param>
/// <param name="Before">The filter that was there.</param>
public sealed record Behind(string Filter, string Before);

/// <summary>How does such a run go.</summary>
public sealed record RunsModel
{
    /// <summary>How many runs are listed where more are simulated.</summary>
    public const long Listed = 100_000;

    /// <summary>How many are listed of those that agree with what is known.</summary>
    public const long Agreeing = 5_000;

    /// <summary>How many are looked through for them.</summary>
    public const long LookedThrough = 1_000_000;

    /// <summary>The number of the listing under way.</summary>
    public int Job { get; init; }

    /// <summary>Whether runs are still being listed.</summary>
    public bool Searching { get; init; }

    /// <summary>The scenario that the list is of.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>The policy that the list is of.</summary>
    public Policy? Policy { get; init; }

    /// <summary>The runs listed so far, by number: all that were looked through, or those of them that agree with what is known.</summary>
    public IReadOnlyList<RunSummary> All { get; init; } = [];

    /// <summary>When looking through them began.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>How many have been looked through.</summary>
    public long Looked { get; init; }

    /// <summary>Those that the filter lets through, in the order chosen.</summary>
    public IReadOnlyList<RunSummary> Matching { get; init; } = [];

    /// <summary>What is wrong with the filter, or null.</summary>
    public string? Wrong { get; init; }

    /// <summary>The filter that the list has gone through: the one typed, or while that cannot be understood the one before.</summary>
    public string Applied { get; init; } = "";

    /// <summary>How many runs are looked through at most: as many as are simulated, where those are fewer.</summary>
    public long Most { get; init; } = Listed;

    /// <summary>Their order.</summary>
    public RunOrder Order { get; init; }

    /// <summary>The row.</summary>
    public int Cursor { get; init; }

    /// <summary>The run that the cursor is on: it stays there when the list grows.</summary>
    public long Run { get; init; } = -1;

    /// <summary>The run that the cursor was on when the list was begun anew, until it is listed again; -1 for none.</summary>
    public long Sought { get; init; } = -1;

    /// <summary>The policy to tell the run under as well, by name; null: none.</summary>
    public string? Beside { get; init; }

    /// <summary>The run told.</summary>
    public Telling Telling { get; init; } = Telling.None;

    /// <summary>Of what in the outcomes the list shows the runs, until another view is shown; null: of nothing there.</summary>
    public Behind? Behind { get; init; }
}
