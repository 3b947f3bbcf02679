using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Draws a picker above the view.</summary>
public static class PickerDrawing
{
    /// <summary>Draws it in the middle of the screen, under its query.</summary>
    public static void Draw(Surface whole, WorkbenchModel model)
    {
        var picker = model.Picker!;
        var rows = picker.Matching;
        int width = Math.Min(whole.Width - 4, 84);
        int height = Math.Min(whole.Height - 4, Math.Max(picker.Rows.Count, 1) + 3);
        // Clicks beside it close it; none reaches what lies below.
        whole.Answer(new Area(0, 0, whole.Width, whole.Height), m => m with { Picker = null }, m => m with { Picker = null }, _ => m => m);
        var box = whole.Part((whole.Width - width) / 2, Math.Max(1, (whole.Height - height) / 3), width, height);
        box.Clear();
        var scroll = model.Scrolls["picker"];
        var inside = Panes.Box(box, picker.Title, Lists.Foot(scroll), model.Glyphs, bold: true);
        box.Answer(new Area(0, 0, width, height), m => m, m => m, _ => m => m);
        int x = inside.Put(1, 0, picker.Query);
        inside.Put(x, 0, " ", new Style(Ink.Default, Emphasis.Reverse));
        if (picker.Query.Length == 0) inside.Put(x + 2, 0, "type to narrow", Style.Dim);
        int key = picker.Rows.Max(r => Columns.Of(r.Key));
        int name = Math.Min(inside.Width / 2, picker.Rows.Max(r => Columns.Of(r.Name)));
        Lists.Draw(inside.Part(0, 1, inside.Width, inside.Height - 1), scroll, rows.Count, rows.Count == 0 ? -1 : Math.Min(picker.Cursor, rows.Count - 1),
            (i, w) => Row(rows[i], w, key, name), i => m => Picker.Pick(m, i));
        if (rows.Count == 0) inside.Put(1, 1, "nothing matches", Style.Dim);
    }

    private static Line Row(PickerRow row, int width, int key, int name)
    {
        var style = row.WhyNot is null ? Style.Plain : Style.Dim;
        var line = new Line();
        if (key > 0) line.Add(Columns.Left(row.Key, key), row.WhyNot is null ? Style.Cyan.With(Emphasis.Bold) : Style.Dim).Add("  ");
        line.Add(Columns.Left(row.Name, name), style);
        int room = width - line.Width - 3;
        if (room > 4) line.Add("  ").Add(Columns.Cut(row.WhyNot ?? row.Does, room), Style.Dim);
        return line;
    }
}
