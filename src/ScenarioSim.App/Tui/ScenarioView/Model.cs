using System.Collections.Immutable;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.ScenarioView;

/// <summary>A row of the tree.</summary>
/// <param name="Key">Says which: <c>tracks</c>, <c>tracks/geneva</c>; stays the same when the file is read anew.</param>
/// <param name="Section">The key of its section; its own for a section.</param>
/// <param name="Name">Its name in the file.</param>
/// <param name="Title">Its title, or empty.</param>
/// <param name="Thing">What it stands for: a section's count, a model element, a diagnostic.</param>
/// <param name="Span">Where it stands.</param>
public sealed record Node(string Key, string Section, string Name, string Title, object Thing, SourceSpan Span)
{
    /// <summary>Whether it holds others.</summary>
    public bool IsSection => Key == Section;
}

/// <summary>What does this file say.</summary>
public sealed record ScenarioModel
{
    /// <summary>The key of the node under the cursor.</summary>
    public string Selected { get; init; } = "";

    /// <summary>A save had errors, which the view has not shown yet: it begins with the first.</summary>
    public bool HasNewErrors { get; init; }

    /// <summary>Sections that are closed.</summary>
    public ImmutableHashSet<string> Closed { get; init; } = ["definitions", "sources"];
}
