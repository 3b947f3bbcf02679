using System.Text;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Blocks;

/// <summary>Renders blocks as GitHub-flavoured Markdown.</summary>
public static class Markdown
{
    /// <summary>Writes blocks.</summary>
    public static void Write(IReadOnlyList<Block> blocks, TextWriter to)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            if (i > 0 && (blocks[i - 1], blocks[i]) is not (Entry, Entry) and not (Notice, Notice)) to.Write('\n');
            Write(blocks[i], to);
        }
    }

    private static void Write(Block block, TextWriter to)
    {
        switch (block)
        {
            case Heading heading:
                to.Write($"{new string('#', heading.Level)} {Escape(heading.Text)}\n");
                break;
            case Paragraph paragraph:
                to.Write(Escape(paragraph.Text) + "\n");
                break;
            case Notice notice:
                to.Write($"> {Escape(notice.Text)}\n>\n");
                break;
            case Entry entry:
                to.Write($"- **{Escape(entry.When)}** {Escape(entry.What)}\n");
                foreach (string detail in entry.Details) to.Write($"  - {Escape(detail)}\n");
                break;
            case Verbatim verbatim:
                to.Write($"```yaml\n{string.Join('\n', verbatim.Lines.Select(Cells.Harmless))}\n```\n");
                break;
            case Table table:
                WriteTable(table, to);
                break;
        }
    }

    private static void WriteTable(Table table, TextWriter to)
    {
        Row(table.Columns.Select(c => c.Title), to);
        to.Write("|" + string.Concat(table.Columns.Select(c => c.Right ? "---:|" : "---|")) + "\n");
        foreach (IReadOnlyList<string> row in table.Rows) Row(row, to);
    }

    private static void Row(IEnumerable<string> cells, TextWriter to) => to.Write($"| {string.Join(" | ", cells.Select(Escape))} |\n");

    // Only what would change the look of a text: underscores within names do not, those around a word do.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        string harmless = Cells.Harmless(text);
        for (int i = 0; i < harmless.Length; i++)
        {
            char c = harmless[i];
            if (c is '|' or '\\' or '`' or '*' or '<' or '[' or ']' or '~' || (c == '_' && !(IsOfWord(harmless, i - 1) && IsOfWord(harmless, i + 1)))) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    private static bool IsOfWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);
}
