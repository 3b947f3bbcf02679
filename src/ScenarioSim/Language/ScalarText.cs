using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>A scalar of a file, as YAML understands it, with the place of each of its characters.</summary>
/// <param name="Value">Its value: escapes undone, folded lines joined.</param>
/// <param name="Span">The whole of it in the file, quotes and all.</param>
/// <param name="Offsets">For each character of the value, and for the end, its offset in the file; null where the value stands in the file just so.</param>
/// <param name="IsQuoted">Whether it stands in quotes or in a block (<c>|</c>, <c>&gt;</c>): its text is then never a truth or nothing.</param>
/// <param name="InFlow">Whether it stands inside <c>{ }</c> or <c>[ ]</c>, where YAML ends an unquoted value at a comma or bracket.</param>
internal readonly record struct ScalarText(string Value, SourceSpan Span, int[]? Offsets = null, bool IsQuoted = false, bool InFlow = false)
{
    /// <summary>Where a part of the value stands in the file; a length of 0 marks a point.</summary>
    public SourceSpan At(int start, int length)
    {
        start = Math.Clamp(start, 0, Value.Length);
        length = Math.Clamp(length, 0, Value.Length - start);
        int from = Place(start);
        int to = length == 0 ? from : Place(start + length - 1) + 1;
        return new SourceSpan(Span.File, from, Math.Max(to - from, 0));
    }

    /// <summary>A part of the value as a scalar of its own.</summary>
    public ScalarText Part(int start, int length) =>
        new(Value.Substring(start, length), At(start, length), Offsets?[start..(start + length + 1)], IsQuoted, InFlow);

    /// <summary>The value without white space at both ends.</summary>
    public ScalarText Trimmed()
    {
        int start = Value.Length - Value.AsSpan().TrimStart().Length;
        return Part(start, Value.AsSpan().Trim().Length);
    }

    private int Place(int index) => Offsets is null ? Span.Start + index : Offsets[index];
}
