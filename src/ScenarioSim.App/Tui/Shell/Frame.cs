using ScenarioSim.App.Tui.Drawing;

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
            surface.Put(0, 0, Columns.Cut($"{LeastWidth}x{LeastHeight} needed, {width}x{height} present", width));
            if (height > 1) surface.Put(0, 1, Columns.Cut("q leaves", width), Style.Dim);
            return surface;
        }
        var screen = screens[model.Screen];
        Header.Path(surface.Part(0, 0, width, 1), model, screen);
        Header.Tabs(surface.Part(0, 1, width, 1), model, screens);
        screen.Draw(model, surface.Part(0, 2, width, height - 3));
        KeyLine.Draw(surface.Part(0, height - 1, width, 1), model, screens);
        if (model.Picker is not null) PickerDrawing.Draw(surface, model);
        return surface;
    }
}
