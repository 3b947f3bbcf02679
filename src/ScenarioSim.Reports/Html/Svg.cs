using System.Globalization;
using System.Net;
using System.Text;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Html;

/// <summary>Writes one <c>svg</c> element, in pixels from its upper left corner. What things look like is up to the page's style: here they only have classes.</summary>
internal sealed class Svg
{
    private readonly StringBuilder _inner = new();

    /// <summary>How wide a letter is on average, in pixels, at the size that the page sets figures in.</summary>
    public const double Letter = 6.8;

    /// <summary>Text as it may stand in a page: nothing in it is markup, and it moves no cursor.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(Cells.Harmless(text)).Replace("&#39;", "'");

    /// <summary>The element.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="label">What those are told who do not see it.</param>
    public string Whole(double width, double height, string label) =>
        $"<svg viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" role=\"img\" aria-label=\"{Escape(label)}\">{_inner}</svg>";

    /// <summary>A rectangle; nothing where it has no height.</summary>
    public Svg Box(string look, double x, double y, double width, double height, string? title = null)
    {
        if (width > 0 && height > 0) Add($"<rect class=\"{look}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"", "rect", title);
        return this;
    }

    /// <summary>A straight line.</summary>
    public Svg Line(string look, double x1, double y1, double x2, double y2)
    {
        _inner.Append($"<line class=\"{look}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");
        return this;
    }

    /// <summary>A round mark.</summary>
    public Svg Dot(string look, double x, double y, double radius = 4, string? title = null)
    {
        Add($"<circle class=\"{look}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"", "circle", title);
        return this;
    }

    /// <summary>A line through points, or the area that it encloses.</summary>
    public Svg Path(string look, IEnumerable<(double X, double Y)> points, bool closed = false, string? title = null)
    {
        string path = string.Join('L', points.Select(p => $"{N(p.X)} {N(p.Y)}"));
        if (path.Length > 0) Add($"<path class=\"{look}\" d=\"M{path}{(closed ? "Z" : "")}\"", "path", title);
        return this;
    }

    /// <summary>A text on one line, its end at the place where <paramref name="look"/> says <c>end</c>, its middle where it says <c>mid</c>.</summary>
    /// <param name="look">Its classes.</param>
    /// <param name="x">Where it begins.</param>
    /// <param name="y">Where it stands.</param>
    /// <param name="text">The text.</param>
    /// <param name="room">So many pixels are there for it; what does not fit is cut, and told where the pointer rests.</param>
    public Svg Text(string look, double x, double y, string text, double room = double.PositiveInfinity)
    {
        string shown = double.IsFinite(room) ? Cells.Cut(text, Math.Max(1, (int)(room / Letter))) : text;
        _inner.Append($"<text class=\"{look}\" x=\"{N(x)}\" y=\"{N(y)}\">{Escape(shown)}{(shown == text ? "" : $"<title>{Escape(text)}</title>")}</text>");
        return this;
    }

    private void Add(string begin, string name, string? title) => _inner.Append(title is null ? begin + "/>" : $"{begin}><title>{Escape(title)}</title></{name}>");

    // A tenth of a pixel is seen by nobody, and short numbers keep the page small.
    private static string N(double value) => (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);
}
