using ScenarioSim.Text;

namespace ScenarioSim.App.Tui;

/// <summary>Places in files, for the editor.</summary>
public static class Places
{
    /// <summary>The beginning of the open file.</summary>
    public static (string Path, int Line)? Of(WorkbenchModel model) => model.File is { } file ? (file.Path, 1) : null;

    /// <summary>Where a thing stands; the beginning of the open file where it stands in none.</summary>
    public static (string Path, int Line)? Of(SourceSpan span, WorkbenchModel model) =>
        span.File is { Path.Length: > 0 } ? (span.File.Path, span.Line) : Of(model);
}
