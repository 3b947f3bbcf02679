using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using Spectre.Console;
using Spectre.Console.Rendering;
using Line = Spectre.Console.Text;

namespace ScenarioSim.App.Cli;

/// <summary>Draws a report's blocks on a terminal, as wide as it is; colour only doubles what is said already.</summary>
internal static class TerminalText
{
    private const int Gap = 2;

    /// <summary>Writes the blocks.</summary>
    public static void Write(IReadOnlyList<Block> blocks, Stream to, int width, bool colour)
    {
        using var writer = new StreamWriter(to, leaveOpen: true) { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        // The blocks are made to fit before they are drawn; the library would wrap those that fit exactly.
        console.Profile.Width = 2 * width;
        blocks = [.. blocks, .. PlainText.LeftOut(blocks, width, Gap)];
        for (int i = 0; i < blocks.Count; i++)
        {
            bool together = i > 0 && (blocks[i - 1] is Heading { Level: > 1 } || (blocks[i - 1], blocks[i]) is (Entry, Entry) or (Notice, Notice));
            if (i > 0 && !together) console.WriteLine();
            Write(blocks[i], console, width);
        }
    }

    private static void Write(Block block, IAnsiConsole console, int width)
    {
        if (block is Reports.Blocks.Table table)
        {
            console.Write(Draw(TableLayout.Fit(table, width, Gap)));
            return;
        }
        Style style = block switch
        {
            Heading => new Style(decoration: Decoration.Bold),
            Notice => new Style(Color.Yellow),
            _ => Style.Plain,
        };
        foreach (string line in PlainText.Lines(block, width)) console.Write(new Line(line + "\n", style));
    }

    private static Spectre.Console.Table Draw(Reports.Blocks.Table table)
    {
        var drawn = new Spectre.Console.Table { Border = new HeadingLine(), ShowRowSeparators = false };
        int[] widths = TableLayout.Widths(table);
        for (int i = 0; i < table.Columns.Count; i++)
        {
            Column column = table.Columns[i];
            drawn.AddColumn(new TableColumn(new Line(column.Title, new Style(decoration: Decoration.Bold)))
            {
                Alignment = column.Right ? Justify.Right : Justify.Left,
                NoWrap = true,
                Width = widths[i],
                Padding = new Padding(0, 0, i + 1 < table.Columns.Count ? Gap : 0, 0),
            });
        }
        foreach (IReadOnlyList<string> row in table.Rows) drawn.AddRow(row.Select(Cell));
        return drawn;
    }

    private static Line Cell(string text)
    {
        bool bar = text.Length > 0 && text.All(c => c is >= '\u2588' and <= '\u258F');
        bool dim = text is Reports.Sections.ComparisonSections.NotTold or Numbers.None;
        return new Line(text, bar ? new Style(Color.Teal) : dim ? new Style(decoration: Decoration.Dim) : Style.Plain);
    }

    /// <summary>A rule under the headings and nothing else, so that a table is as wide as in plain text.</summary>
    private sealed class HeadingLine : TableBorder
    {
        public override string GetPart(TableBorderPart part) => part switch
        {
            TableBorderPart.HeaderBottom => "─",
            _ => "",
        };
    }
}
