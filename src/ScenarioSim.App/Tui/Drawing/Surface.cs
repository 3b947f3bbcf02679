using System.Text;

namespace ScenarioSim.App.Tui.Drawing;

/// <summary>A rectangle of cells.</summary>
public readonly record struct Area(int X, int Y, int Width, int Height)
{
    /// <summary>Whether a place lies inside.</summary>
    public bool Contains(int x, int y) => x >= X && x < X + Width && y >= Y && y < Y + Height;
}

/// <summary>One cell: a character (with its combining marks) and its style; the empty text is the right half of a wide character.</summary>
public readonly record struct Cell(string Text, Style Style);

/// <summary>What the mouse can do to an area.</summary>
/// <param name="Place">Where.</param>
/// <param name="Click">A click, or null.</param>
/// <param name="Twice">A double click, or null.</param>
/// <param name="Wheel">The wheel, by lines (down is positive), or null.</param>
public sealed record Hit(Area Place, Act? Click, Act? Twice = null, Func<int, Act>? Wheel = null);

/// <summary>Cells to draw on, and the areas that answer to the mouse. A part of a surface draws on the same cells, cut at its edges.</summary>
public sealed class Surface
{
    private readonly Cell[] _cells;
    private readonly List<Hit> _hits;
    private readonly int _stride;
    private readonly int _x;
    private readonly int _y;

    /// <summary>A blank surface.</summary>
    public Surface(int width, int height) : this(new Cell[width * height], [], width, 0, 0, width, height) => Array.Fill(_cells, new Cell(" ", default));

    private Surface(Cell[] cells, List<Hit> hits, int stride, int x, int y, int width, int height)
    {
        (_cells, _hits, _stride, _x, _y) = (cells, hits, stride, x, y);
        (Width, Height) = (width, height);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Areas that answer to the mouse, in the coordinates of the whole; later ones lie above earlier ones.</summary>
    public IReadOnlyList<Hit> Hits => _hits;

    /// <summary>A cell.</summary>
    public Cell this[int x, int y] => _cells[((_y + y) * _stride) + _x + x];

    /// <summary>A part, cut to this surface.</summary>
    public Surface Part(int x, int y, int width, int height)
    {
        x = Math.Clamp(x, 0, Width);
        y = Math.Clamp(y, 0, Height);
        return new Surface(_cells, _hits, _stride, _x + x, _y + y, Math.Clamp(width, 0, Width - x), Math.Clamp(height, 0, Height - y));
    }

    /// <summary>Puts text at a place and returns the column after it.</summary>
    public int Put(int x, int y, string text, Style style = default)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            int width = Columns.Of(rune);
            if (width == 0)
            {
                Combine(x - 1, y, rune);
                continue;
            }
            if (y >= 0 && y < Height && x >= 0 && x + width <= Width)
            {
                Set(x, y, new Cell(Printable(rune), style));
                if (width == 2) Set(x + 1, y, new Cell("", style));
            }
            x += width;
        }
        return x;
    }

    /// <summary>Puts a line at a place and returns the column after it.</summary>
    public int Put(int x, int y, Line line)
    {
        foreach (var piece in line.Pieces) x = Put(x, y, piece.Text, piece.Style);
        return x;
    }

    /// <summary>Puts a line with its end at a column (exclusive).</summary>
    public void PutRight(int end, int y, Line line) => Put(end - line.Width, y, line);

    /// <summary>Fills everything with blanks of a style.</summary>
    public void Clear(Style style = default)
    {
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++) Set(x, y, new Cell(" ", style));
        }
    }

    /// <summary>Adds emphasis to a row, so that a selection reaches from edge to edge.</summary>
    public void Emphasize(int y, Emphasis more)
    {
        if (y < 0 || y >= Height) return;
        for (int x = 0; x < Width; x++) Set(x, y, this[x, y] with { Style = this[x, y].Style.With(more) });
    }

    /// <summary>Lets an area answer to the mouse.</summary>
    public void Answer(Area place, Act? click, Act? twice = null, Func<int, Act>? wheel = null) =>
        _hits.Add(new Hit(place with { X = place.X + _x, Y = place.Y + _y }, click, twice, wheel));

    /// <summary>Whether every cell looks as on another surface.</summary>
    public bool LooksLike(Surface other) => Width == other.Width && Height == other.Height && Enumerable.Range(0, Height).All(y => RowLooksLike(other, y));

    /// <summary>Whether every cell of a row looks as on another surface of the same size.</summary>
    public bool RowLooksLike(Surface other, int y)
    {
        for (int x = 0; x < Width; x++)
        {
            if (this[x, y] != other[x, y]) return false;
        }
        return true;
    }

    /// <summary>The text of a row, without trailing blanks.</summary>
    public string Row(int y)
    {
        var text = new StringBuilder();
        for (int x = 0; x < Width; x++) text.Append(this[x, y].Text);
        return text.ToString().TrimEnd();
    }

    /// <summary>The text of all rows.</summary>
    public override string ToString() => string.Join('\n', Enumerable.Range(0, Height).Select(Row));

    // What a terminal would act on becomes a mark; titles come from files that others wrote.
    private static string Printable(Rune rune) => Rune.IsControl(rune) ? (rune.Value is '\t' or '\n' ? " " : "\uFFFD") : rune.ToString();

    private void Set(int x, int y, Cell cell) => _cells[((_y + y) * _stride) + _x + x] = cell;

    private void Combine(int x, int y, Rune mark)
    {
        if (x < 0 || x >= Width || y < 0 || y >= Height || Rune.GetUnicodeCategory(mark) == System.Globalization.UnicodeCategory.Format) return;
        Set(x, y, this[x, y] with { Text = this[x, y].Text + mark });
    }
}
