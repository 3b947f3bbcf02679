using System.Text.RegularExpressions;

namespace ScenarioSim.App.Tui.Drawing;

/// <summary>A stretch of text in one style.</summary>
public readonly record struct Piece(string Text, Style Style);

/// <summary>A line of pieces; built once, then only read.</summary>
public sealed partial class Line
{
    private readonly List<Piece> _pieces = [];

    /// <summary>Its pieces from left to right.</summary>
    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>How many columns it takes.</summary>
    public int Width { get; private set; }

    /// <summary>The text without its styles.</summary>
    public string Text => string.Concat(_pieces.Select(p => p.Text));

    /// <summary>A line of one style.</summary>
    public static Line Of(string text, Style style = default) => new Line().Add(text, style);

    /// <summary>Adds a piece.</summary>
    public Line Add(string text, Style style = default)
    {
        if (text.Length == 0) return this;
        if (_pieces.Count > 0 && _pieces[^1].Style == style) _pieces[^1] = new Piece(_pieces[^1].Text + text, style);
        else _pieces.Add(new Piece(text, style));
        Width += Columns.Of(text);
        return this;
    }

    /// <summary>Adds the pieces of another line.</summary>
    public Line Add(Line other)
    {
        foreach (var piece in other.Pieces) Add(piece.Text, piece.Style);
        return this;
    }

    /// <summary>Adds blanks up to a column; nothing if it is there already.</summary>
    public Line To(int column) => Add(new string(' ', Math.Max(0, column - Width)));

    /// <summary>The line cut to a width, with an ellipsis where something was left out.</summary>
    public Line Fit(int width)
    {
        if (Width <= width) return this;
        var line = new Line();
        foreach (var piece in _pieces)
        {
            int room = width - line.Width;
            bool last = Columns.Of(piece.Text) > room || (Columns.Of(piece.Text) == room && piece != _pieces[^1]);
            line.Add(last ? Columns.Cut(piece.Text + " .", room) : piece.Text, piece.Style);
            if (last) break;
        }
        return line;
    }

    /// <summary>The line as several, broken behind commas and at gaps of two blanks, so that no figure is cut; a part that is too long stands alone. No line begins with a blank.</summary>
    /// <param name="width">The columns that each has at most, but for one of a part that is too long.</param>
    public IReadOnlyList<Line> Wrapped(int width)
    {
        string text = Text;
        var lines = new List<Line> { new() };
        int from = 0;
        foreach (int end in Breaks().Matches(text).Select(m => m.Index).Append(text.Length))
        {
            if (lines[^1].Width > 0 && lines[^1].Width + Columns.Of(text[from..end].TrimEnd()) > width) lines.Add(new Line());
            if (lines[^1].Width == 0) while (from < end && text[from] == ' ') from++;
            AddPart(lines[^1], from, end);
            from = end;
        }
        return lines;
    }

    // Some of the text, in its styles.
    private void AddPart(Line to, int from, int end)
    {
        int at = 0;
        foreach (var piece in _pieces)
        {
            (int first, int last) = (Math.Max(from, at), Math.Min(end, at + piece.Text.Length));
            if (first < last) to.Add(piece.Text[(first - at)..(last - at)], piece.Style);
            at += piece.Text.Length;
        }
    }

    /// <summary>The same line with more emphasis on every piece.</summary>
    public Line With(Emphasis more)
    {
        var line = new Line();
        foreach (var piece in _pieces) line.Add(piece.Text, piece.Style.With(more));
        return line;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    [GeneratedRegex("(?<=, )|(?<! )(?=  )")]
    private static partial Regex Breaks();
}
