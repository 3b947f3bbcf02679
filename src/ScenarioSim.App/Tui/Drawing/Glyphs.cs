namespace ScenarioSim.App.Tui.Drawing;

/// <summary>The characters of a glyph set, one place for all charts and frames.</summary>
public sealed record Glyphs
{
    private Glyphs()
    {
    }

    /// <summary>Which set this is.</summary>
    public required GlyphSet Set { get; init; }

    /// <summary>Bars that grow to the right, from empty to full.</summary>
    public required string Left { get; init; }

    /// <summary>Bars that grow upward, from empty to full.</summary>
    public required string Lower { get; init; }

    /// <summary>The two grades of an interval: below and above the estimate.</summary>
    public required string Grades { get; init; }

    /// <summary>Textures of areas above the lowest, which is solid.</summary>
    public required string Textures { get; init; }

    /// <summary>A dot that can be counted.</summary>
    public required char Dot { get; init; }

    /// <summary>The exact value in a bar.</summary>
    public required char Mark { get; init; }

    /// <summary>What stands before the number of warnings.</summary>
    public required char Warning { get; init; }

    /// <summary>What stands before half of an interval.</summary>
    public required string Error { get; init; }

    /// <summary>Worlds: more, less, the same.</summary>
    public required string Worlds { get; init; }

    /// <summary>Horizontal, vertical, corners (top left, top right, bottom left, bottom right), cross on an axis.</summary>
    public required string Box { get; init; }

    /// <summary>Branches of a tree: tee, last, through, arrow.</summary>
    public required string Tree { get; init; }

    /// <summary>From one thing to another.</summary>
    public char Arrow => Tree[3];

    /// <summary>Where a cursor stands on an axis.</summary>
    public required char Cursor { get; init; }

    /// <summary>Open and closed node of a tree.</summary>
    public required string Folds { get; init; }

    /// <summary>Path separator, minus, dash of a range, ellipsis-free marks.</summary>
    public required char Path { get; init; }

    /// <summary>The set of that name.</summary>
    public static Glyphs Of(GlyphSet set) => set switch
    {
        GlyphSet.Ascii => Ascii,
        GlyphSet.Block => Block,
        _ => Braille,
    };

    private static readonly Glyphs Braille = new()
    {
        Set = GlyphSet.Braille,
        Left = " ▏▎▍▌▋▊▉█",
        Lower = " ▁▂▃▄▅▆▇█",
        Grades = "▓▒",
        Textures = "▒ ░▓",
        Dot = '●',
        Mark = '◆',
        Warning = '⚠',
        Error = "±",
        Worlds = "▲▼·",
        Box = "─│┌┐└┘┼",
        Tree = "├└│→",
        Cursor = '▲',
        Folds = "▾▸",
        Path = '›',
    };

    private static readonly Glyphs Block = Braille with { Set = GlyphSet.Block };

    private static readonly Glyphs Ascii = new()
    {
        Set = GlyphSet.Ascii,
        Left = " #",
        Lower = " .:-=+*#",
        Grades = "=-",
        Textures = ": .+",
        Dot = 'o',
        Mark = '*',
        Warning = '!',
        Error = "+-",
        Worlds = "^v.",
        Box = "-|+++++",
        Tree = "|`|>",
        Cursor = '^',
        Folds = "-+",
        Path = '>',
    };
}
