using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.Drawing;

/// <summary>Diagnostics as lines, each with its place underlined, as the command line prints them.</summary>
public static class DiagnosticLines
{
    /// <summary>All of them, an empty line before each.</summary>
    public static IEnumerable<Line> Of(IEnumerable<Diagnostic> diagnostics) => diagnostics.SelectMany(d => Of(d).Prepend(new Line()));

    /// <summary>One of them.</summary>
    public static IEnumerable<Line> Of(Diagnostic diagnostic)
    {
        string[] lines = DiagnosticText.Render(diagnostic).TrimEnd('\n').Split('\n');
        var head = diagnostic.Severity == Severity.Error ? Style.Magenta.With(Emphasis.Bold) : Style.Bold;
        return lines.Select((line, i) => Line.Of(line, i == 0 ? head : line.TrimStart(' ', '|').StartsWith('^') ? Style.Magenta : Style.Plain));
    }
}
