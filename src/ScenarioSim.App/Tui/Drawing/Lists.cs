namespace ScenarioSim.App.Tui.Drawing;

/// <summary>Lists with a cursor and texts that scroll, drawn and moved the same way in every view.</summary>
public static class Lists
{
    /// <summary>What stands where the filter leaves nothing.</summary>
    public const string NothingMatches = "nothing matches the filter; Esc clears it";

    /// <summary>Further than any list goes.</summary>
    public const int Far = 1_000_000;

    /// <summary>Draws the rows that fit, the cursor's in reverse behind a mark.</summary>
    /// <param name="at">Where.</param>
    /// <param name="scroll">The list's position.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="cursor">The row of the cursor; negative: none.</param>
    /// <param name="row">Makes a row for a width.</param>
    /// <param name="select">Moves the cursor to a row.</param>
    /// <param name="enter">What Enter does, for the double click.</param>
    public static void Draw(Surface at, Scroll scroll, int count, int cursor, Func<int, int, Line> row, Func<int, Act> select, Act? enter = null)
    {
        scroll.Fit(count, at.Height, cursor >= 0 ? cursor : null);
        if (count > 0 && cursor >= 0)
        {
            at.Answer(new Area(0, 0, at.Width, at.Height), null, null, lines => m => select(Math.Clamp(cursor + lines, 0, count - 1))(m));
        }
        for (int y = 0; y < at.Height && scroll.Top + y < count; y++)
        {
            int index = scroll.Top + y;
            at.Put(0, y, index == cursor ? "›" : " ", Style.Bold);
            at.Part(1, y, at.Width - 1, 1).Put(0, 0, row(index, at.Width - 1));
            if (index == cursor) at.Emphasize(y, Emphasis.Reverse);
            at.Answer(new Area(0, y, at.Width, 1), select(index), enter is null ? null : m => select(index)(m).Then(enter));
        }
    }

    /// <summary>Draws a box with a text that scrolls by <c>J</c> and <c>K</c> and the wheel, a blank column at either side, and how much of it is seen in the foot.</summary>
    /// <param name="at">Where.</param>
    /// <param name="title">The heading of the box.</param>
    /// <param name="model">The model.</param>
    /// <param name="place">The list that it is a detail of, the item, and the line that another item begins with.</param>
    /// <param name="text">Makes the lines for a width.</param>
    /// <param name="bold">Whether the box has the focus.</param>
    public static void Detail(Surface at, string title, WorkbenchModel model, (string List, string Item) place, Func<int, Text> text, bool bold = false)
    {
        (var lines, int begin) = text(Math.Max(0, at.Width - 4));
        var scroll = model.Scrolls.Of(place.List, place.Item, begin);
        model.Scrolls.Detail = scroll;
        scroll.Fit(lines.Count, Math.Max(0, at.Height - 2));
        var inside = Panes.Box(at, title, Foot(scroll), model.Glyphs, bold);
        for (int y = 0; y < inside.Height && scroll.Top + y < lines.Count; y++) inside.Put(1, y, lines[scroll.Top + y].Fit(inside.Width - 2));
        inside.Answer(new Area(0, 0, inside.Width, inside.Height), null, null, step => m =>
        {
            scroll.By(step * 3);
            return m;
        });
    }

    /// <summary>How much of a list is seen, for the foot of its box; empty where all is.</summary>
    public static string Foot(Scroll scroll) =>
        !scroll.IsCut ? "" : $"{scroll.Top + 1}–{Math.Min(scroll.Count, scroll.Top + scroll.Height)} of {scroll.Count}";

    /// <summary>The commands that move a cursor. Where a detail has the body, those that go far scroll it; where there is no row all scroll what is shown in place of the list.</summary>
    /// <param name="list">The name of its scroll, for the length of a page.</param>
    /// <param name="cursor">Where it is.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="set">Moves it.</param>
    /// <param name="isOpened">Whether a detail has the body; else where the zoom gives it to one.</param>
    public static IReadOnlyList<Command> Moves(string list, Func<WorkbenchModel, int> cursor, Func<WorkbenchModel, int> count, Func<WorkbenchModel, int,
        Step> set, Func<WorkbenchModel, bool>? isOpened = null)
    {
        Act By(Func<Scroll, int> lines, bool isFar) => m =>
            count(m) == 0 || (isFar && (m.Zoom == Zoom.Detail || isOpened?.Invoke(m) == true)) ? Scrolled(m, lines(m.Scrolls.Detail))
            : set(m, Math.Clamp(cursor(m) + lines(m.Scrolls[list]), 0, count(m) - 1));
        return
        [
            new("Next row", ["Down", "j"], "Moves the cursor down", By(_ => 1, isFar: false)) { IsMove = true },
            new("Previous row", ["Up", "k"], "Moves the cursor up", By(_ => -1, isFar: false)) { IsMove = true },
            new("Page down", ["PageDown", "Ctrl-D"], "Moves the cursor down by a page, or an opened detail", By(Page, isFar: true)) { IsMove = true },
            new("Page up", ["PageUp"], "Moves the cursor up by a page, or an opened detail", By(s => -Page(s), isFar: true)) { IsMove = true },
            new("First row", ["Home", "g"], "Moves the cursor to the first row, or an opened detail to its beginning", By(_ => -Far, isFar: true)) { IsMove = true },
            new("Last row", ["End", "G"], "Moves the cursor to the last row, or an opened detail to its end", By(_ => Far, isFar: true)) { IsMove = true },
        ];
    }

    /// <summary>Moves the text of the detail.</summary>
    public static WorkbenchModel Scrolled(WorkbenchModel model, int lines)
    {
        model.Scrolls.Detail.By(lines);
        return model;
    }

    /// <summary>The lines of a page, one of which stays in sight.</summary>
    public static int Page(Scroll scroll) => Math.Max(1, scroll.Height - 1);

    /// <summary>Lines of a text, and the one that is to be seen first.</summary>
    public readonly record struct Text(IReadOnlyList<Line> Lines, int Begin = 0);
}
