using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Html;

/// <summary>Many small panels on a grid, each drawn within its own frame.</summary>
internal static class SmallMultiples
{
    private const double Width = 760, Between = 20, TitleHeight = 34, AxisHeight = 20;

    /// <summary>So many panels are drawn at most: a page is to be read, and the other forms have all.</summary>
    public const int Most = 60;

    /// <summary>What a caption says where panels are left out; empty where none is.</summary>
    public static string LeftOut(int panels) => panels > Most ? $" {Numbers.Count(panels - Most)} more are not drawn; --format json has all." : "";

    /// <summary>One panel: a title and a line under it, and what draws the rest.</summary>
    /// <param name="Title">Of what it is.</param>
    /// <param name="Note">The figures that say most.</param>
    /// <param name="Draw">Draws into a frame.</param>
    public sealed record Panel(string Title, string Note, Action<Svg, Frame> Draw);

    /// <summary>Where a panel may draw: the x axis lies at <paramref name="Bottom"/>, and below it there is room for its labels.</summary>
    public readonly record struct Frame(double Left, double Top, double Right, double Bottom)
    {
        /// <summary>The axis under a panel with labels at some of its places; labels at the ends stay within.</summary>
        public void Axis(Svg svg, IEnumerable<(double X, string Text)> labels)
        {
            svg.Line("axis", Left, Bottom, Right, Bottom);
            foreach ((double x, string text) in labels)
            {
                double half = text.Length * Svg.Letter / 2;
                svg.Line("axis", x, Bottom, x, Bottom + 3);
                svg.Text("soft mid", Math.Clamp(x, Left + half, Math.Max(Left + half, Right - half)), Bottom + 15, text);
            }
        }
    }

    /// <summary>Draws the panels, so many beside each other: the first <see cref="Most"/>.</summary>
    public static string Draw(IReadOnlyList<Panel> panels, string label, int across, double height)
    {
        double each = (Width - ((across - 1) * Between)) / across, row = TitleHeight + height + AxisHeight + Between;
        var svg = new Svg();
        int count = Math.Min(Most, panels.Count);
        for (int i = 0; i < count; i++)
        {
            (double x, double y) = (i % across * (each + Between), i / across * row);
            svg.Text("strong", x, y + 12, panels[i].Title, each);
            svg.Text("soft", x, y + 27, panels[i].Note, each);
            panels[i].Draw(svg, new Frame(x, y + TitleHeight, x + each, y + TitleHeight + height));
        }
        return svg.Whole(Width, ((count + across - 1) / across * row) - Between, label);
    }

    /// <summary>A panel with a distribution in columns, another one behind it in outline, and marks on the axis at its outer quantiles and its median.</summary>
    /// <param name="title">Of what it is.</param>
    /// <param name="note">The figures that say most.</param>
    /// <param name="columns">The distribution.</param>
    /// <param name="behind">Another in the same columns; null: none.</param>
    /// <param name="labels">Values to be marked and what they read, rising.</param>
    /// <param name="colour">The colour of each column.</param>
    public static Panel Distribution(string title, string note, Columns columns, Columns? behind, IReadOnlyList<(double Value, string Text)> labels, Func<int, int> colour) => new(title, note, (svg, frame) =>
    {
        var ruler = new Ruler(columns.Least, columns.Greatest, frame.Left, frame.Right);
        double top = Math.Max(columns.Shares.Max(), behind?.Shares.Max() ?? 0);
        double Height(double share) => share / top * (frame.Bottom - frame.Top);
        for (int i = 0; i < columns.Shares.Count; i++)
        {
            double x = ruler.At(columns.Least + (i * columns.Each)), next = ruler.At(columns.Least + ((i + 1) * columns.Each)), h = Height(columns.Shares[i]);
            // What is there at all is seen.
            if (columns.Shares[i] > 0) svg.Box($"c{colour(i) % Palette.Colours}", x, frame.Bottom - Math.Max(0.7, h), Math.Max(0.7, next - x - 0.6), Math.Max(0.7, h));
        }
        if (behind is not null)
        {
            svg.Path("outline", behind.Shares.Index().SelectMany(s => new[]
            {
                (ruler.At(behind.Least + (s.Index * behind.Each)), frame.Bottom - Height(s.Item)), (ruler.At(behind.Least + ((s.Index + 1) * behind.Each)), frame.Bottom - Height(s.Item)),
            }));
        }
        frame.Axis(svg, Apart([.. labels.Select(l => (ruler.At(l.Value), l.Text))]));
    });

    /// <summary>Labels that do not run into each other: those in the middle give way.</summary>
    public static IEnumerable<(double X, string Text)> Apart(IReadOnlyList<(double X, string Text)> labels)
    {
        double taken = double.NegativeInfinity;
        for (int i = 0; i < labels.Count; i++)
        {
            (double x, string text) = labels[i];
            double half = (text.Length + 1) * Svg.Letter / 2;
            bool isLast = i == labels.Count - 1;
            bool fits = x - half >= taken && (isLast || i == 0 || x + half <= labels[^1].X - ((labels[^1].Text.Length + 1) * Svg.Letter / 2));
            if (!fits) continue;
            taken = x + half;
            yield return (x, text);
        }
    }

    /// <summary>A short text of a share for a legend.</summary>
    public static string Share(double share) => Percent.Level(Math.Round(share, share < 0.01 ? 4 : 3));
}
