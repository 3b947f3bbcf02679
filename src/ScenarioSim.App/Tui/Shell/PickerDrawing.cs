using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Draws a picker above the view.</summary>
public static class PickerDrawing
{
    // What a row does stands beside its name from here on, else below.
    private const int LeastBeside = 28, Gap = 2, LeastWidth = 84;

    /// <summary>Draws it in the middle of the screen, under its query: as wide as its rows are, which are wrapped where the screen is not.</summary>
    public static void Draw(Surface whole, WorkbenchModel model)
    {
        var picker = model.Picker!;
        var matching = picker.Matching;
        int key = picker.Rows.Max(r => Columns.Of(r.Key)), name = picker.Rows.Max(r => Columns.Of(r.Name));
        int before = key > 0 ? key + Gap : 0, says = picker.Rows.Max(r => Math.Max(Columns.Of(r.Does), Columns.Of(r.WhyNot ?? "")));
        int width = Math.Min(whole.Width - 4, Math.Max(LeastWidth, before + name + Gap + says + 4));
        int room = width - 4;
        IReadOnlyList<Line> Of(PickerRow row) => Row(row, room, key, Math.Min(name, room / 2));
        int height = Math.Min(whole.Height - 4, Math.Max(picker.Rows.Sum(r => Of(r).Count), 1) + 3);
        // Clicks beside it close it; none reaches what lies below.
        whole.Answer(new Area(0, 0, whole.Width, whole.Height), m => m with { Picker = null }, m => m with { Picker = null }, _ => m => m);
        var box = whole.Part((whole.Width - width) / 2, Math.Max(1, (whole.Height - height) / 3), width, height);
        box.Clear();
        var rows = matching.Select(Of).ToList();
        var scroll = model.Scrolls["picker"];
        int cursor = rows.Count == 0 ? -1 : Math.Min(picker.Cursor, rows.Count - 1);
        Fit(scroll, [.. rows.Select(r => r.Count)], height - 3, cursor);
        var inside = Panes.Box(box, picker.Title, Lists.Foot(scroll), model.Glyphs, bold: true);
        box.Answer(new Area(0, 0, width, height), m => m, m => m, _ => m => m);
        int x = inside.Put(1, 0, picker.Query);
        inside.Put(x, 0, " ", new Style(Ink.Default, Emphasis.Reverse));
        if (picker.Query.Length == 0) inside.Put(x + 2, 0, "type to narrow", Style.Dim);
        if (rows.Count == 0) inside.Put(1, 1, "nothing matches", Style.Dim);
        else List(inside.Part(0, 1, inside.Width, inside.Height - 1), rows, scroll.Top, cursor);
    }

    private static void List(Surface at, List<IReadOnlyList<Line>> rows, int top, int cursor)
    {
        at.Answer(new Area(0, 0, at.Width, at.Height), null, null, lines => m => m with { Picker = m.Picker! with { Cursor = Math.Clamp(cursor + lines, 0, rows.Count - 1) } });
        int y = 0;
        for (int i = top; i < rows.Count && y < at.Height; i++)
        {
            int row = i;
            at.Put(0, y, i == cursor ? "›" : " ", Style.Bold);
            at.Answer(new Area(0, y, at.Width, rows[i].Count), m => Picker.Pick(m, row));
            foreach (var line in rows[i])
            {
                at.Put(1, y, line);
                if (i == cursor) at.Emphasize(y, Emphasis.Reverse);
                y++;
            }
        }
    }

    // Positions count rows, which are of several lines: the cursor's is seen whole, and nothing is left blank at the end.
    private static void Fit(Scroll scroll, int[] heights, int room, int cursor)
    {
        int Lines(int from, int to) => heights[from..to].Sum();
        int top = Math.Clamp(scroll.Top, 0, Math.Max(0, cursor));
        while (top < cursor && Lines(top, cursor + 1) > room) top++;
        while (top > 0 && Lines(top - 1, heights.Length) <= room) top--;
        int end = top;
        while (end < heights.Length && Lines(top, end + 1) <= room) end++;
        (scroll.Count, scroll.Height, scroll.Top) = (heights.Length, end - top, top);
    }

    private static IReadOnlyList<Line> Row(PickerRow row, int width, int key, int name)
    {
        bool can = row.WhyNot is null;
        var first = new Line();
        if (key > 0) first.Add(Columns.Left(row.Key, key), can ? Style.Cyan.With(Emphasis.Bold) : Style.Dim).To(key + Gap);
        int indent = first.Width;
        bool isBeside = width - indent - name - Gap >= LeastBeside;
        string does = row.WhyNot ?? row.Does;
        first.Add(Columns.Left(row.Name, isBeside ? name : Math.Min(Columns.Of(row.Name), width - indent)), can ? Style.Plain : Style.Dim);
        if (does.Length == 0) return [first];
        int column = isBeside ? indent + name + Gap : indent + Gap;
        var says = Columns.Wrap(does, width - column).Select(t => Line.Of(t, Style.Dim)).ToList();
        if (!isBeside) return [first, .. says.Select(t => new Line().To(column).Add(t))];
        return [first.To(column).Add(says[0]), .. says.Skip(1).Select(t => new Line().To(column).Add(t))];
    }
}
