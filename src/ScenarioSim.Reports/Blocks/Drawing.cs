namespace ScenarioSim.Reports.Blocks;

/// <summary>A drawing of what a table says, for the exports that can show one.</summary>
/// <param name="Of">The heading of the first column of the table that it belongs under; where there is no such table it stands after all of them.</param>
/// <param name="Caption">What it shows, in a sentence: units, what marks and lines are.</param>
/// <param name="Svg">A whole <c>svg</c> element.</param>
public sealed record Drawing(string Of, string Caption, string Svg) : Block
{
    /// <summary>The blocks with each figure below the table that it belongs to.</summary>
    public static IReadOnlyList<Block> Place(IReadOnlyList<Block> blocks, IReadOnlyList<Drawing> figures)
    {
        var placed = new List<Block>(blocks.Count + figures.Count);
        var left = figures.ToList();
        int last = blocks.Count - 1;
        while (last >= 0 && blocks[last] is not Table) last--;
        for (int i = 0; i < blocks.Count; i++)
        {
            placed.Add(blocks[i]);
            if (blocks[i] is not Table table) continue;
            Drawing[] here = i == last ? [.. left] : [.. left.Where(f => table.Columns.Count > 0 && f.Of == table.Columns[0].Title)];
            placed.AddRange(here);
            left.RemoveAll(here.Contains);
        }
        placed.AddRange(left);
        return placed;
    }
}
