namespace ScenarioSim.App.Tui.Drawing;

/// <summary>A heading with what is said beside it.</summary>
public static class Headed
{
    /// <summary>On one line where it fits; else what is said goes below, so that nothing of it is cut.</summary>
    public static IEnumerable<Line> Lines(string heading, string says, int width, Style style)
    {
        if (Columns.Of(heading) + 2 + Columns.Of(says) <= width) return [Line.Of(heading, Style.Bold).Add("  " + says, style)];
        return [Line.Of(heading, Style.Bold), .. Columns.Wrap(says, width - 2).Select(t => Line.Of("  " + t, style))];
    }
}
