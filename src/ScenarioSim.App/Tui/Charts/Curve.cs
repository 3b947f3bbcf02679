using ScenarioSim.App.Tui.Drawing;

namespace ScenarioSim.App.Tui.Charts;

/// <summary>A curve through points, in braille (2 by 4 dots a cell), in half blocks, or in stars.</summary>
public static class Curve
{
    /// <summary>The curve of a function of the column's place (0..1), which gives 0..1.</summary>
    public static IReadOnlyList<string> Draw(Func<double, double> of, int width, int height, Glyphs glyphs)
    {
        (int across, int down) = glyphs.Set switch { GlyphSet.Braille => (2, 4), GlyphSet.Block => (1, 2), _ => (1, 1) };
        var dots = new bool[width * across, height * down];
        int before = -1;
        for (int x = 0; x < width * across; x++)
        {
            double value = Math.Clamp(of(width * across == 1 ? 0 : x / (double)((width * across) - 1)), 0, 1);
            int y = (int)Math.Round((1 - value) * ((height * down) - 1));
            // Joined, so that a steep stretch does not fall apart into dots.
            for (int step = before < 0 ? y : before; step != y; step += Math.Sign(y - step)) dots[x, step] = true;
            dots[x, y] = true;
            before = y;
        }
        return [.. Enumerable.Range(0, height).Select(row => Row(dots, row, width, across, down, glyphs.Set))];
    }

    private static string Row(bool[,] dots, int row, int width, int across, int down, GlyphSet set) => string.Create(width, 0, (text, _) =>
    {
        for (int x = 0; x < width; x++) text[x] = Cell(dots, x * across, row * down, set);
    });

    private static char Cell(bool[,] dots, int x, int y, GlyphSet set)
    {
        if (set == GlyphSet.Ascii) return dots[x, y] ? '*' : ' ';
        if (set == GlyphSet.Block) return (dots[x, y], dots[x, y + 1]) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' };
        int bits = 0;
        // Braille numbers its dots down the left column, down the right, then the bottom row.
        int[] left = [0x01, 0x02, 0x04, 0x40], right = [0x08, 0x10, 0x20, 0x80];
        for (int i = 0; i < 4; i++) bits |= (dots[x, y + i] ? left[i] : 0) | (dots[x + 1, y + i] ? right[i] : 0);
        return bits == 0 ? ' ' : (char)(0x2800 + bits);
    }
}
