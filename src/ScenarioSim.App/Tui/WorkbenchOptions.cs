namespace ScenarioSim.App.Tui;

/// <summary>The characters that charts may use.</summary>
public enum GlyphSet
{
    /// <summary>Braille curves, block bars.</summary>
    Braille,

    /// <summary>Block characters only.</summary>
    Block,

    /// <summary>Nothing beyond ASCII in charts and frame.</summary>
    Ascii,
}

/// <summary>How the workbench starts; everything has a default, so that opening a file needs no choice.</summary>
public sealed record WorkbenchOptions
{
    /// <summary>The seed of all draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The runs that are there at once.</summary>
    public long Runs { get; init; } = 100_000;

    /// <summary>More runs are made until every outcome's half-width is at most this; null: no more than <see cref="Runs"/>.</summary>
    public double? Precision { get; init; } = 0.0005;

    /// <summary>The level of all intervals, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How many threads simulate.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The policy to begin with, or null for the first.</summary>
    public string? Policy { get; init; }

    /// <summary><c>NAME=VALUE</c>, as with <c>--set</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Whether only runs count that agree with what the file has observed until a date, as with <c>--as-of</c>.</summary>
    public bool IsAsOf { get; init; }

    /// <summary>The date; null: the file's own.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Whether what a file has observed until its own date counts too, where it has one: as beside <c>--given</c> without <c>--as-of</c>.</summary>
    public bool TakesOwnDate { get; init; }

    /// <summary><c>CONDITION by DATE</c>, as with <c>--given</c>.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>The characters that charts may use.</summary>
    public GlyphSet Glyphs { get; init; } = GlyphSet.Braille;

    /// <summary>Let <c>extends</c> leave the folder of the first file.</summary>
    public bool AllowOutside { get; init; }
}
