using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Blocks;

/// <summary>A table made to fit a width: columns are left out in their stated order, then texts are cut; numbers never are.</summary>
public static class TableLayout
{
    // The narrowest that a text is cut to, and what it keeps while a column can be left out instead.
    private const int Narrowest = 8;
    private const int Readable = 24;

    /// <summary>The table with harmless cells that fit into so many terminal cells, with <paramref name="gap"/> cells between two columns.</summary>
    public static Table Fit(Table table, int width, int gap)
    {
        table = Kept(table, width, gap);
        int over = Total(table, gap, shrunk: false) - width;
        return over > 0 ? Cut(table, over) : table;
    }

    /// <summary>The titles of the columns that <see cref="Fit"/> leaves out; one of numbers without a title goes by that before it, and bars only show what numbers say.</summary>
    public static IEnumerable<string> Dropped(Table table, int width, int gap)
    {
        int least = Kept(table, width, gap).Columns.Select(c => c.Drop).DefaultIfEmpty(0).Max();
        return table.Columns.Select((c, i) => (Column: c, Title: c.Title.Length > 0 || i == 0 ? c.Title : $"interval of {table.Columns[i - 1].Title}"))
            .Where(c => c.Column.Drop > least && (c.Column.Right || c.Column.Title.Length > 0)).Select(c => c.Title);
    }

    /// <summary>The width of each column.</summary>
    public static int[] Widths(Table table) =>
        [.. table.Columns.Select((c, i) => Math.Max(Cells.Width(c.Title), table.Rows.Count == 0 ? 0 : table.Rows.Max(r => Cells.Width(r[i]))))];

    // The columns that there is room for, with harmless cells.
    private static Table Kept(Table table, int width, int gap)
    {
        table = new Table([.. table.Columns.Select(c => c with { Title = Cells.Harmless(c.Title) })], [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Cells.Harmless)])]);
        while (Total(table, gap, shrunk: true) > width && table.Columns.Max(c => c.Drop) > 0) table = WithoutLast(table);
        return table;
    }

    private static int Total(Table table, int gap, bool shrunk) =>
        Widths(table).Select((w, i) => shrunk && table.Columns[i].Cut ? Math.Min(w, Readable) : w).Sum() + (gap * (table.Columns.Count - 1));

    // Columns of one rank go together: one quartile without the other would say little.
    private static Table WithoutLast(Table table)
    {
        int most = table.Columns.Max(c => c.Drop);
        int[] kept = [.. Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].Drop < most)];
        return new Table([.. kept.Select(i => table.Columns[i])], [.. table.Rows.Select(r => (IReadOnlyList<string>)[.. kept.Select(i => r[i])])]);
    }

    // The widest text gives first, one cell at a time, so that none is cut while another has room to spare.
    private static Table Cut(Table table, int over)
    {
        int[] widths = Widths(table);
        for (; over > 0; over--)
        {
            int widest = -1;
            for (int i = 0; i < widths.Length; i++)
            {
                if (table.Columns[i].Cut && widths[i] > Narrowest && (widest < 0 || widths[i] > widths[widest])) widest = i;
            }
            if (widest < 0) break;
            widths[widest]--;
        }
        IReadOnlyList<string>[] cells = [.. table.Columns.Select((c, i) => (IReadOnlyList<string>)[.. table.Rows.Select(r => r[i])]).Select((column, i) => table.Columns[i].Cut ? Cells.CutApart(column, widths[i]) : column)];
        return new Table(
            [.. table.Columns.Select((c, i) => c.Cut ? c with { Title = Cells.Cut(c.Title, widths[i]) } : c)],
            [.. table.Rows.Select((_, row) => (IReadOnlyList<string>)[.. cells.Select(column => column[row])])]);
    }
}
