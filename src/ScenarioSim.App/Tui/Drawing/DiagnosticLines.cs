using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.Drawing;

/// <summary>Diagnostics as lines, each with its place underlined, as the command line prints them.</summary>
public static class DiagnosticLines
{
    private const string HelpMark = "   = help: ";

    /// <summary>All of them, an empty line before each.</summary>
    public static IEnumerable<Line> Of(IEnumerable<Diagnostic> diagnostics, int width) => diagnostics.SelectMany(d => Of(d, width).Prepend(new Line()));

    /// <summary>One of them: the message and the help wrapped, the excerpt as far as there is room for it.</summary>
    public static IEnumerable<Line> Of(Diagnostic diagnostic, int width)
    {
        string[] lines = DiagnosticText.Render(diagnostic, width).TrimEnd('\n').Split('\n');
        var head = diagnostic.Severity == Severity.Error ? Style.Magenta.With(Emphasis.Bold) : Style.Bold;
        return lines.SelectMany((line, i) => i == 0 ? Columns.Wrap(line, width).Select(t => Line.Of(t, head))
            : line.StartsWith(HelpMark, StringComparison.Ordinal) ? Columns.Wrap(line[HelpMark.Length..], width - HelpMark.Length)
                .Select((t, row) => Line.Of(row == 0 ? HelpMark : new string(' ', HelpMark.Length)).Add(t))
            : [Line.Of(line, line.TrimStart(' ', '|').StartsWith('^') ? Style.Magenta : Style.Plain)]);
    }
}
