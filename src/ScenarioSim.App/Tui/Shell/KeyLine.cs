using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The last line: the keys that work here and now, a message, or what is being typed.</summary>
public static class KeyLine
{
    /// <summary>Draws it.</summary>
    public static void Draw(Surface at, WorkbenchModel model, Screens screens)
    {
        if (model.Entry is { } entry)
        {
            Typing(at, entry);
            return;
        }
        if (model.Notice is { } notice)
        {
            at.Put(1, 0, Columns.Cut(notice.Text, at.Width - 2), notice.IsError ? Style.Magenta.With(Emphasis.Bold) : Style.Bold);
            return;
        }
        int x = 1;
        if (model.Filter.Length > 0) x = at.Put(x, 0, $"/ {Columns.Cut(model.Filter, 24)}", Style.Magenta) + 2;
        var shown = screens.Commands(model).Where(c => c.Label is not null).ToList();
        // The help stays in sight when the rest is cut: it has them all.
        var help = shown.Find(c => c.Keys[0] == "?");
        int reserve = help is null ? 0 : Width(help) + 4;
        for (int i = 0; i < shown.Count; i++)
        {
            bool rest = x + shown.Skip(i).Sum(c => Width(c) + 2) - 2 <= at.Width;
            if (!rest && x + Width(shown[i]) + reserve > at.Width)
            {
                x = at.Put(x, 0, "… ", Style.Dim);
                if (help is not null && shown.IndexOf(help) >= i) Key(at, x, help, model);
                return;
            }
            x = Key(at, x, shown[i], model) + 2;
        }
    }

    private static int Width(Command command) => Columns.Of(command.Keys[0]) + 1 + Columns.Of(command.Label!);

    private static int Key(Surface at, int x, Command command, WorkbenchModel model)
    {
        bool can = command.WhyNot(model) is null;
        int end = at.Put(x, 0, command.Keys[0], can ? Style.Cyan.With(Emphasis.Bold) : Style.Dim) + 1;
        end = at.Put(end, 0, command.Label!, can ? Style.Plain : Style.Dim);
        at.Answer(new Area(x, 0, end - x, 1), command.Try);
        return end;
    }

    private static void Typing(Surface at, Entry entry)
    {
        int x = at.Put(1, 0, entry.Prompt + " ", Style.Bold);
        int room = at.Width - x - 2;
        // The end of a long text stays in sight: that is where one types.
        int from = Math.Max(0, entry.At - room);
        x = at.Put(x, 0, entry.Text[from..entry.At]);
        string under = entry.At < entry.Text.Length ? entry.Text[entry.At].ToString() : " ";
        x = at.Put(x, 0, under, new Style(Ink.Default, Emphasis.Reverse));
        if (entry.At + 1 < entry.Text.Length) at.Put(x, 0, entry.Text[(entry.At + 1)..]);
    }
}
