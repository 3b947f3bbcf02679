namespace ScenarioSim.Reports.Blocks;

/// <summary>A piece of a report for people: it says what there is, and a renderer (plain text, Markdown, a terminal) how it looks.</summary>
public abstract record Block;

/// <summary>A heading.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Level">1 for the report's own, 2 for its sections.</param>
public sealed record Heading(string Text, int Level = 2) : Block;

/// <summary>A paragraph, wrapped by the renderer.</summary>
public sealed record Paragraph(string Text) : Block;

/// <summary>Something that the reader has to see, such as that the results are partial.</summary>
public sealed record Notice(string Text) : Block;

/// <summary>Something dated: a line that says what happened, and details under it.</summary>
public sealed record Entry(string When, string What, IReadOnlyList<string> Details) : Block;

/// <summary>Text of a file, line by line as it is.</summary>
public sealed record Verbatim(string Text) : Block
{
    /// <summary>Its lines.</summary>
    public IEnumerable<string> Lines => Text.TrimEnd().Split('\n').Select(l => l.TrimEnd('\r'));
}

/// <summary>A table.</summary>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Right">Set at the right, as numbers are.</param>
/// <param name="Cut">Its cells may be cut where there is no room; numbers never are.</param>
/// <param name="Drop">Left out as a whole where there is no room: the highest go first, those of one rank together; 0 never.</param>
public sealed record Column(string Title, bool Right = false, bool Cut = false, int Drop = 0)
{
    /// <summary>A column of text.</summary>
    public static Column Words(string title) => new(title, Cut: true);

    /// <summary>A column of numbers.</summary>
    public static Column Number(string title, int drop = 0) => new(title, Right: true, Drop: drop);
}
