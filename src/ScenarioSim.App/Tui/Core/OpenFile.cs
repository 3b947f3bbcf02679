using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui;

/// <summary>How far the work on a policy has come.</summary>
/// <param name="Job">Its number; 0: none yet.</param>
/// <param name="Done">Runs counted.</param>
/// <param name="Wanted">Runs wanted, an estimate where a precision is.</param>
/// <param name="Running">Whether more are being made.</param>
/// <param name="Since">When it began.</param>
public sealed record Work(int Job, long Done, long Wanted, bool Running, TimeSpan Since)
{
    /// <summary>Nothing under way, nothing done.</summary>
    public static Work None { get; } = new(0, 0, 0, false, TimeSpan.Zero);
}

/// <summary>The file worked on: what it says and what has been found.</summary>
public sealed record OpenFile
{
    /// <summary>As the user gave it.</summary>
    public required string Path { get; init; }

    /// <summary>What the last reading gave; null while it is being read for the first time.</summary>
    public ReadResult? Read { get; init; }

    /// <summary>The last scenario that was without errors, held to what is known.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>The policy shown, with settings.</summary>
    public Policy? Policy { get; init; }

    /// <summary>Why what the command line sets could not be set; null where it is.</summary>
    public string? NotSet { get; init; }

    /// <summary>What is said to be known and cannot be held against it.</summary>
    public IReadOnlyList<NotHeld> NotHeld { get; init; } = [];

    /// <summary>Where the runs are lost as long as none agrees with what is known; null where some do, and before the first runs.</summary>
    public EvidenceResult? NoneAgrees { get; init; }

    /// <summary>What is shown; stands still while frozen.</summary>
    public SimulationResults? Results { get; init; }

    /// <summary>What was set for it: something else may be set already, whose figures are still to come.</summary>
    public IReadOnlyList<string> ResultsSet { get; init; } = [];

    /// <summary>The newest.</summary>
    public SimulationResults? Latest { get; init; }

    /// <summary>What was shown before the file was saved or something was set, for what moved; null before the first of these.</summary>
    public SimulationResults? Before { get; init; }

    /// <summary>Before what that was.</summary>
    public string BeforeIs { get; init; } = "before the save";

    /// <summary>How far the simulation has come.</summary>
    public Work Work { get; init; } = Work.None;

    /// <summary>How far solving without sampling has come.</summary>
    public ExactWork Exact { get; init; } = ExactWork.None;

    /// <summary>The scenario that the work is about.</summary>
    public Scenario? SimulatedScenario { get; init; }

    /// <summary>The policy that the work is about.</summary>
    public Policy? SimulatedPolicy { get; init; }

    /// <summary>Why the engine could not go on, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>The file, or one that it extends, that was there and is not any more; null while all are.</summary>
    public string? Gone { get; init; }

    /// <summary>The last save has errors, or the file is gone; what is shown is of what it said before.</summary>
    public bool IsStale => (Read is { HasErrors: true } || Gone is not null) && Scenario is not null;

    /// <summary>The title, or the file's name.</summary>
    public string Title => Scenario?.Title ?? System.IO.Path.GetFileName(Path);
}
