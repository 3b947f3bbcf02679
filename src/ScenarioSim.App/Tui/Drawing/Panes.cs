namespace ScenarioSim.App.Tui.Drawing;

/// <summary>Boxes with a heading, beside one another where there is room, else one above the other.</summary>
public static class Panes
{
    // Below this two panes side by side leave neither enough for a row of figures.
    private const int SideBySide = 100;

    /// <summary>Whether two panes of the body stand side by side.</summary>
    public static bool AreBeside(Surface body) => body.Width >= SideBySide;

    /// <summary>Draws a box and returns what is inside.</summary>
    public static Surface Box(Surface at, string title, string foot, Glyphs glyphs, bool bold = false)
    {
        if (at.Width < 3 || at.Height < 3) return at.Part(0, 0, 0, 0);
        string box = glyphs.Box;
        var frame = bold ? Style.Plain : Style.Dim;
        string line = new(box[0], at.Width - 2);
        at.Put(0, 0, box[2] + line + box[3], frame);
        for (int y = 1; y < at.Height - 1; y++)
        {
            at.Put(0, y, box[1].ToString(), frame);
            at.Put(at.Width - 1, y, box[1].ToString(), frame);
        }
        at.Put(0, at.Height - 1, box[4] + line + box[5], frame);
        if (title.Length > 0) at.Put(2, 0, $" {Columns.Cut(title, at.Width - 6)} ", bold ? Style.Bold : Style.Plain);
        if (foot.Length > 0 && Columns.Of(foot) < at.Width - 6) at.PutRight(at.Width - 2, at.Height - 1, Line.Of($" {foot} ", Style.Dim));
        return at.Part(1, 1, at.Width - 2, at.Height - 2);
    }

    /// <summary>Divides a body into a list and its detail.</summary>
    /// <param name="body">The whole.</param>
    /// <param name="zoom">One of them may fill it.</param>
    /// <param name="width">Columns of the list where they stand side by side.</param>
    /// <param name="height">Rows of the list where they are stacked.</param>
    public static (Surface List, Surface Detail) Divide(Surface body, Zoom zoom, int width, int height)
    {
        var none = body.Part(0, 0, 0, 0);
        if (zoom == Zoom.Detail) return (none, body);
        if (zoom == Zoom.List) return (body, none);
        return AreBeside(body)
            ? (body.Part(0, 0, width, body.Height), body.Part(width, 0, body.Width - width, body.Height))
            : (body.Part(0, 0, body.Width, height), body.Part(0, height, body.Width, body.Height - height));
    }
}
