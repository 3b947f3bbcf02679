namespace ScenarioSim.Text;

/// <summary>A stretch of a file the user wrote: where a thing stands and how long it is.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">Offset of the first character, from 0.</param>
/// <param name="Length">Number of characters; 0 marks a point.</param>
public readonly record struct SourceSpan(SourceText File, int Start, int Length)
{
    /// <summary>For things that stand in no file, such as a policy made on the command line.</summary>
    public static SourceSpan None { get; } = new(new SourceText("", ""), 0, 0);

    /// <summary>Offset just past the last character.</summary>
    public int End => Start + Length;

    /// <summary>Line of the first character, from 1.</summary>
    public int Line => File.Position(Start).Line;

    /// <summary>Column of the first character, from 1.</summary>
    public int Column => File.Position(Start).Column;

    /// <summary>The characters of the stretch.</summary>
    public string Text => File.Text.Substring(Start, Math.Min(Length, File.Text.Length - Start));

    /// <summary>The stretch from the start of this one to the end of <paramref name="last"/>, which stands in the same file and not before it.</summary>
    public SourceSpan To(SourceSpan last) => ReferenceEquals(File, last.File) && last.End >= Start ? this with { Length = last.End - Start } : this;

    /// <summary>A part of this stretch.</summary>
    public SourceSpan Part(int start, int length) => new(File, Start + start, length);

    /// <inheritdoc/>
    public override string ToString() => $"{File.Path}:{Line}:{Column}";
}
