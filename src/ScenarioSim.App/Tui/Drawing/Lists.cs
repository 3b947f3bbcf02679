namespace ScenarioSim.App.Tui.Drawing;

/// <summary>Lists with a cursor and texts that scroll, drawn and moved the same way in every view.</summary>
public static class Lists
{
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

    /// <summary>Draws a text that scrolls by <c>J</c> and <c>K</c> and the wheel, a blank column at either side.</summary>
    public static void Text(Surface at, Scrolls scrolls, string name, IReadOnlyList<Line> lines)
    {
        var scroll = scrolls[name];
        scrolls.Detail = scroll;
        scroll.Fit(lines.Count, at.Height);
        for (int y = 0; y < at.Height && scroll.Top + y < lines.Count; y++) at.Put(1, y, lines[scroll.Top + y].Fit(at.Width - 2));
        at.Answer(new Area(0, 0, at.Width, at.Height), null, null, step => m =>
        {
            scroll.By(step * 3);
            return m;
        });
    }

    /// <summary>How much of a list is seen, for the foot of its box; empty where all is.</summary>
    public static string Foot(Scroll scroll) =>
        scroll.Count <= scroll.Height ? "" : $"{scroll.Top + 1}–{Math.Min(scroll.Count, scroll.Top + scroll.Height)} of {scroll.Count}";

    /// <summary>The commands that move a cursor.</summary>
    /// <param name="list">The name of its scroll, for the length of a page.</param>
    /// <param name="cursor">Where it is.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="set">Moves it.</param>
    public static IReadOnlyList<Command> Moves(string list, Func<WorkbenchModel, int> cursor, Func<WorkbenchModel, int> count, Func<WorkbenchModel, int,
        Step> set)
    {
        Act By(Func<WorkbenchModel, int> lines) => m => count(m) == 0 ? m : set(m, Math.Clamp(cursor(m) + lines(m), 0, count(m) - 1));
        return
        [
            new("Next row", ["Down", "j"], "Moves the cursor down", By(_ => 1)) { IsMove = true },
            new("Previous row", ["Up", "k"], "Moves the cursor up", By(_ => -1)) { IsMove = true },
            new("Page down", ["PageDown", "Ctrl-D"], "Moves the cursor down by a page", By(m => Math.Max(1, m.Scrolls[list].Height - 1))) { IsMove = true },
            new("Page up", ["PageUp"], "Moves the cursor up by a page", By(m => -Math.Max(1, m.Scrolls[list].Height - 1))) { IsMove = true },
            new("First row", ["Home", "g"], "Moves the cursor to the first row", By(_ => -1_000_000)) { IsMove = true },
            new("Last row", ["End", "G"], "Moves the cursor to the last row", By(_ => 1_000_000)) { IsMove = true },
        ];
    }
}
