using System.Collections.Immutable;
using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>Something that can be compared: a policy of a file.</summary>
/// <param name="Name">How columns are headed.</param>
/// <param name="Path">The file, or null for the one that is open.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Saved">The saved result that it is, or null. Whether that is simulated anew follows from its scenario as it is now.</param>
public sealed record Pick(string Name, string? Path, string Policy, SavedItem? Saved = null);

/// <summary>By what rows are sorted: a figure that is on the screen.</summary>
/// <param name="Item">The item's name.</param>
/// <param name="IsByDifference">By its differences to the baseline, where they alone are shown; else by its own figures.</param>
public sealed record CompareSort(string Item, bool IsByDifference);

/// <summary>Another file, compared with the one that is open.</summary>
/// <param name="Scenario">What it says.</param>
/// <param name="Files">It, and those that it extends.</param>
public sealed record OtherFile(Scenario Scenario, IReadOnlyList<string> Files)
{
    /// <summary>Why it is what it said once that is compared, such as <c>is gone</c>; null where it says so still.</summary>
    public string? Trouble { get; init; }
}

/// <summary>What if we choose otherwise.</summary>
public sealed record CompareModel
{
    /// <summary>What is compared, in the order of the columns; empty: every policy of the file, up to six.</summary>
    public ImmutableList<Pick> Picks { get; init; } = [];

    /// <summary>Other files, by path.</summary>
    public ImmutableDictionary<string, OtherFile> Others { get; init; } = ImmutableDictionary<string, OtherFile>.Empty;

    /// <summary>The name of the baseline; null: the first.</summary>
    public string? Baseline { get; init; }

    /// <summary>What has gone before, where something is known.</summary>
    public Past Past { get; init; }

    /// <summary>The scenario that the comparison is of.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>What was compared: the items' names, what other files and saved results said, and the baseline.</summary>
    public string Key { get; init; } = "";

    /// <summary>How far the comparison has come.</summary>
    public Work Work { get; init; } = Work.None;

    /// <summary>What is shown.</summary>
    public ComparisonResults? Results { get; init; }

    /// <summary>The item of which no run agrees with what is known yet, and where they are lost; null where some do.</summary>
    public (string Item, EvidenceResult Lost)? NoneAgrees { get; init; }

    /// <summary>The scenario and the <see cref="Key"/> that it is of: other ones may be compared already.</summary>
    public (Scenario? Scenario, string Key) ResultsOf { get; init; }

    /// <summary>Whether what is shown is of what is compared.</summary>
    public bool IsOfNow => Results is not null && ReferenceEquals(ResultsOf.Scenario, Scenario) && ResultsOf.Key == Key;

    /// <summary>The row.</summary>
    public int Row { get; init; }

    /// <summary>The column: an item's position; null: the first that is not the baseline.</summary>
    public int? Column { get; init; }

    /// <summary>By what rows are sorted, or null: in the order of the file.</summary>
    public CompareSort? Sort { get; init; }

    /// <summary>The order of the rows by name, as it was when they were sorted: rows never move while numbers change.</summary>
    public ImmutableList<string> Order { get; init; } = [];

    /// <summary>Whether the cell's detail fills the body.</summary>
    public bool Opened { get; init; }

    /// <summary>Which of the first worlds that change is told.</summary>
    public int World { get; init; }

    /// <summary>Whether one steps through the worlds: the detail then begins with that one.</summary>
    public bool IsAtWorld { get; init; }

    /// <summary>That world, told under both policies.</summary>
    public Telling Telling { get; init; } = Telling.None;
}
