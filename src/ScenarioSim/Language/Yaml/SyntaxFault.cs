using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds what is wrong with a text that the YAML parser refuses, and says it in the user's words.</summary>
internal static class SyntaxFault
{
    /// <summary>The fault.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hint">Where the parser stopped, if it knows.</param>
    public static Diagnostic Find(SourceText file, int? hint)
    {
        return Diagnose.Syntax(new SourceSpan(file, hint ?? 0, 1), "this is no valid YAML");
    }
}
