namespace ScenarioSim.Text;

/// <summary>How bad a remark is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Info,

    /// <summary>Legal, and probably a mistake.</summary>
    Warning,

    /// <summary>The scenario cannot be simulated.</summary>
    Error,
}

/// <summary>One thing wrong with a scenario file: what, where, and what to do about it.</summary>
/// <param name="Code">Never reused; <c>SCN</c> and four digits. Each has an entry in docs/diagnostics.md and a golden file.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Span">In the file the user wrote, also through <c>extends</c>.</param>
/// <param name="Message">Lower case, no full stop, the user's names in backticks.</param>
/// <param name="Help">The user's next step, or null.</param>
/// <param name="Related">A second place worth seeing.</param>
public sealed record Diagnostic(string Code, Severity Severity, SourceSpan Span, string Message, string? Help = null, SourceSpan? Related = null);
