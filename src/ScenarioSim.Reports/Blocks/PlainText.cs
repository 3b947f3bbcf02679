using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Blocks;

/// <summary>Renders blocks as plain text.</summary>
public static class PlainText
{
    /// <summary>What every terminal has.</summary>
    public const int Width = 80;

    private const string Gap = "  ";

    /// <summary>Writes blocks, with an empty line between two unless both are entries.</summary>
    public static void Write(IReadOnlyList<Block> blocks, TextWriter to, int width = Width)
    {
        blocks = [.. blocks, .. LeftOut(blocks, width, Gap.Length)];
        for (int i = 0; i < blocks.Count; i++)
        {
            bool together = i > 0 && (blocks[i - 1] is Heading { Level: > 1 } || (blocks[i - 1], blocks[i]) is (Entry, Entry) or (Notice, Notice));
            if (i > 0 && !together) to.Write('\n');
            foreach (string line in Lines(blocks[i], width)) to.Write(line + "\n");
        }
    }

    /// <summary>What stands last: which columns there was no room for; nothing where all are there.</summary>
    public static IEnumerable<Block> LeftOut(IEnumerable<Block> blocks, int width, int gap)
    {
        string[] dropped = [.. blocks.OfType<Table>().SelectMany(t => TableLayout.Dropped(t, width, gap)).Distinct()];
        return dropped.Length == 0 ? [] : [new Paragraph($"Left out for want of room: {string.Join(", ", dropped)}; --format markdown has all.")];
    }

    /// <summary>The lines of one block.</summary>
    public static IEnumerable<string> Lines(Block block, int width) => block switch
    {
        Heading heading => Cells.Wrap(Cells.Harmless(heading.Text), width),
        Paragraph paragraph => Cells.Wrap(Cells.Harmless(paragraph.Text), width),
        Notice notice => Hanging(Cells.Harmless(notice.Text), width),
        Entry entry => EntryLines(entry, width),
        Verbatim verbatim => verbatim.Lines.Select(l => l.Length == 0 ? "" : "  " + Cells.Harmless(l)),
        Table table => TableLines(table, width),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, null),
    };

    /// <summary>The lines of a table.</summary>
    private static IEnumerable<string> TableLines(Table table, int width)
    {
        Table fit = TableLayout.Fit(table, width, Gap.Length);
        int[] widths = TableLayout.Widths(fit);
        string Row(IEnumerable<string> cells) => string.Join(Gap, cells.Select((c, i) => Cells.Pad(c, widths[i], fit.Columns[i].Right))).TrimEnd();
        yield return Row(fit.Columns.Select(c => c.Title));
        foreach (IReadOnlyList<string> row in fit.Rows) yield return Row(row);
    }

    private static IEnumerable<string> Hanging(string text, int width) => Cells.Wrap(text, width - 2).Select((line, i) => i == 0 ? line : "  " + line);

    private static IEnumerable<string> EntryLines(Entry entry, int width)
    {
        string margin = new(' ', Cells.Width(entry.When) + Gap.Length);
        int room = Math.Max(20, width - margin.Length);
        bool first = true;
        foreach (string line in Hanging(Cells.Harmless(entry.What), room))
        {
            yield return (first ? Cells.Pad(entry.When, margin.Length) : margin) + line;
            first = false;
        }
        foreach (string detail in entry.Details)
        {
            foreach (string line in Hanging(Cells.Harmless(detail), room - 2)) yield return margin + "  " + line;
        }
    }
}
