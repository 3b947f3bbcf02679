namespace ScenarioSim.App.Tui.Drawing;

/// <summary>The few inks of the workbench. Colour only doubles what a letter, a mark or a place already says.</summary>
public enum Ink
{
    /// <summary>The terminal's own foreground.</summary>
    Default,

    /// <summary>First accent: where one is.</summary>
    Cyan,

    /// <summary>Second accent: what to look at.</summary>
    Magenta,

    /// <summary>More than the baseline.</summary>
    Up,

    /// <summary>Less than the baseline.</summary>
    Down,
}

/// <summary>Emphasis that works without colour.</summary>
[Flags]
public enum Emphasis
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Bold.</summary>
    Bold = 1,

    /// <summary>Dim.</summary>
    Dim = 2,

    /// <summary>Reverse video.</summary>
    Reverse = 4,

    /// <summary>Underlined.</summary>
    Underline = 8,
}

/// <summary>How a character looks.</summary>
public readonly record struct Style(Ink Ink, Emphasis Emphasis)
{
    /// <summary>As the terminal shows text.</summary>
    public static Style Plain => default;

    /// <summary>Bold.</summary>
    public static Style Bold => new(Ink.Default, Emphasis.Bold);

    /// <summary>Dim.</summary>
    public static Style Dim => new(Ink.Default, Emphasis.Dim);

    /// <summary>The first accent.</summary>
    public static Style Cyan => new(Ink.Cyan, Emphasis.None);

    /// <summary>The second accent.</summary>
    public static Style Magenta => new(Ink.Magenta, Emphasis.None);

    /// <summary>More than the baseline.</summary>
    public static Style Up => new(Ink.Up, Emphasis.None);

    /// <summary>Less than the baseline.</summary>
    public static Style Down => new(Ink.Down, Emphasis.None);

    /// <summary>The same with more emphasis.</summary>
    public Style With(Emphasis more) => this with { Emphasis = Emphasis | more };
}
