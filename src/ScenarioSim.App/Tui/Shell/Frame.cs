using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Draws the whole screen: where one is, the views, the view shown, the keys, and what lies above.</summary>
public static class Frame
{
    /// <summary>The least size that the views are made for.</summary>
    public const int LeastWidth = 60, LeastHeight = 16;

    /// <summary>The screen of a model.</summary>
    public static Surface Draw(WorkbenchModel model, Screens screens)
    {
        (int width, int height) = model.Size;
        var surface = new Surface(Math.Max(1, width), Math.Max(1, height));
        if (width < LeastWidth || height < LeastHeight)
        {
            string[] parts = [$"{LeastWidth}x{LeastHeight} needed", $"{width}x{height} present"];
            string one = string.Join(", ", parts);
            string[] lines = Columns.Of(one) <= width || height < 3 ? [one, "q leaves"] : [.. parts, "q leaves"];
            for (int y = 0; y < Math.Min(height, lines.Length); y++) surface.Put(0, y, Columns.Cut(lines[y], width), y == lines.Length - 1 ? Style.Dim : Style.Plain);
            return surface;
        }
        var screen = screens[model.Screen];
        Header.Path(surface.Part(0, 0, width, 1), model, screen);
        Header.Tabs(surface.Part(0, 1, width, 1), model, screens);
        var body = surface.Part(0, 2, width, height - 3);
        var rest = Stale(model, body);
        model.Scrolls.Detail = new Scroll();
        screen.Draw(model, rest);
        if (rest.Height < body.Height)
        {
            for (int y = 0; y < rest.Height; y++) rest.Emphasize(y, Emphasis.Dim);
        }
        KeyLine.Draw(surface, model, screens);
        if (model.Picker is not null) PickerDrawing.Draw(surface, model);
        return surface;
    }

    // After a broken save, or without the file, the last good numbers stay, dimmed, under what is wrong.
    private static Surface Stale(WorkbenchModel model, Surface body)
    {
        if (model.File is not { IsStale: true, Read: { } read } || model.Screen is ScreenId.Files or ScreenId.Scenario) return body;
        if (model.File.Gone is { } gone)
        {
            const string Says = " is gone: the figures are of what it said";
            body.Put(1, 0, Columns.Cut(gone, Math.Max(12, body.Width - 2 - Says.Length)) + Says, Style.Magenta.With(Emphasis.Bold));
            return body.Part(0, 1, body.Width, body.Height - 1);
        }
        var errors = read.Diagnostics.Where(d => d.Severity == Severity.Error).ToList();
        int rows = Math.Min(3, errors.Count);
        for (int i = 0; i < rows; i++)
        {
            string more = i == rows - 1 && errors.Count > rows ? $"  ({errors.Count - rows} more)" : i == rows - 1 ? "  (1 shows where)" : "";
            string text = $"{errors[i].Code}, line {errors[i].Span.Line}: {errors[i].Message}";
            body.Put(1, i, Columns.Cut(text, body.Width - 2 - more.Length) + more, Style.Magenta.With(Emphasis.Bold));
        }
        return body.Part(0, rows, body.Width, body.Height - rows);
    }
}
