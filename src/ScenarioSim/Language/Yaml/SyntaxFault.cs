using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds what is wrong with a text that the YAML parser refuses, and says it in the user's words.</summary>
/// <remarks>The parser notices many mistakes lines later, and some not at a place at all; so the text is looked through from its start.</remarks>
internal static class SyntaxFault
{
    /// <summary>The fault.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hint">Where the parser stopped, if it knows.</param>
    public static Diagnostic Find(SourceText file, int? hint)
    {
        var found = new BlockScan(file).Run();
        // What stands after the place where the parser gave up cannot be why it did.
        // But it takes a tab for a part of the line before.
        int more = found?.Code == Diagnose.TabCode ? 1 : 0;
        if (found is not null && (hint is not { } stopped || found.Span.Line <= file.Position(stopped).Line + more)) return found;
        int at = hint ?? found?.Span.Start ?? 0;
        return Diagnose.Syntax(new SourceSpan(file, at, at < file.Text.Length ? 1 : 0), "YAML cannot make sense of what stands here", "look here and just above for a missing quote, bracket, colon or space");
    }
}
