using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The last line: the keys that work here and now, a message, or what is being typed.</summary>
public static class KeyLine
{
    // A message is read in seconds: longer ones than these say too much.
    private const int MostRows = 4;

    /// <summary>Draws it on the last row of the whole; a message that does not fit takes rows above it, for as long as it stays.</summary>
    public static void Draw(Surface whole, WorkbenchModel model, Screens screens)
    {
        if (model is { Entry: null, Notice: { } notice })
        {
            Tell(whole, notice.Text, notice.IsError);
            return;
        }
        var at = whole.Part(0, whole.Height - 1, whole.Width, 1);
        if (model.Entry is { } entry)
        {
            Typing(whole, entry);
            return;
        }
        int x = 1;
        if (model.Filter.Length > 0) x = at.Put(x, 0, $"/ {Columns.Cut(model.Filter, 24)}", Style.Magenta) + 2;
        var shown = screens.Commands(model).Where(c => c.Label is not null && c.IsLabelled?.Invoke(model) != false).ToList();
        // A key that is there for what is on the screen just now comes first: the others are there always.
        var now = shown.Where(c => c.IsLabelled is not null).ToList();
        shown = [.. now, .. shown.Except(now)];
        // The help stays in sight when the rest is cut: it has them all.
        var help = shown.Find(c => c.Keys[0] == "?");
        int reserve = help is null ? 0 : Width(help, model) + 4;
        for (int i = 0; i < shown.Count; i++)
        {
            bool rest = x + shown.Skip(i).Sum(c => Width(c, model) + 2) - 2 <= at.Width;
            if (!rest && x + Width(shown[i], model) + reserve > at.Width)
            {
                x = at.Put(x, 0, "… ", Style.Dim);
                if (help is not null && shown.IndexOf(help) >= i) Key(at, x, help, model);
                return;
            }
            x = Key(at, x, shown[i], model) + 2;
        }
    }

    private static void Tell(Surface whole, string text, bool isError)
    {
        var lines = Columns.Wrap(text, whole.Width - 2);
        int rows = Math.Min(MostRows, lines.Count);
        for (int i = 0; i < rows; i++)
        {
            int y = whole.Height - rows + i;
            whole.Put(0, y, new string(' ', whole.Width));
            whole.Put(1, y, i == rows - 1 && rows < lines.Count ? Columns.Cut(lines[i] + " …", whole.Width - 2) : lines[i], isError ? Style.Magenta.With(Emphasis.Bold) : Style.Bold);
        }
    }

    private static string Word(Command command, WorkbenchModel model) => command.LabelNow?.Invoke(model) ?? command.Label!;

    private static int Width(Command command, WorkbenchModel model) => Columns.Of(command.Keys[0]) + 1 + Columns.Of(Word(command, model));

    private static int Key(Surface at, int x, Command command, WorkbenchModel model)
    {
        bool can = command.WhyNot(model) is null;
        int end = at.Put(x, 0, command.Keys[0], can ? Style.Cyan.With(Emphasis.Bold) : Style.Dim) + 1;
        end = at.Put(end, 0, Word(command, model), can ? Style.Plain : Style.Dim);
        at.Answer(new Area(x, 0, end - x, 1), command.Try);
        return end;
    }

    private static void Typing(Surface whole, Entry entry)
    {
        var at = whole.Part(0, whole.Height - 1, whole.Width, 1);
        int x = at.Put(1, 0, entry.Prompt + " ", Style.Bold);
        int room = at.Width - x - 2;
        // The end of a long text stays in sight: that is where one types.
        int from = Math.Max(0, entry.At - room);
        // What is not in sight on the left is said to be there.
        if (from > 0) x = at.Put(x, 0, "…", Style.Dim);
        x = at.Put(x, 0, entry.Text[(from > 0 ? from + 1 : 0)..entry.At]);
        string under = entry.At < entry.Text.Length ? entry.Text[entry.At].ToString() : " ";
        x = at.Put(x, 0, under, new Style(Ink.Default, Emphasis.Reverse));
        if (entry.At + 1 < entry.Text.Length) x = at.Put(x, 0, entry.Text[(entry.At + 1)..]);
        if (entry is { Text.Length: 0, Example: { } example }) at.Put(x + 1, 0, Columns.Cut(example, at.Width - x - 2), Style.Dim);
        if (entry.Wrong is not { } wrong) return;
        if (Columns.Of(wrong) <= at.Width - x - 3) at.Put(x + 2, 0, wrong, Style.Magenta.With(Emphasis.Bold));
        // Where it has no room behind what was typed, it stands above.
        else Tell(whole.Part(0, 0, whole.Width, whole.Height - 1), wrong, isError: true);
    }
}
