using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Html;

/// <summary>What has happened by each date: states as areas over each other, outcomes and events as curves.</summary>
internal static class TimeCharts
{
    private const double Width = 760, Height = 150, LegendLine = 17, TitleHeight = 20, AxisHeight = 22, Between = 22, Legend = 230;

    // More points than pixels tell nothing.
    private const int MostPoints = 180;

    /// <summary>A name, and its share at each step.</summary>
    public sealed record Course(string Name, IReadOnlyList<double> Shares);

    /// <summary>Panels below each other: a title each, courses that add up to all runs.</summary>
    public static string Areas(IReadOnlyList<(string Title, IReadOnlyList<Course> Courses)> panels, Clock clock, string label)
    {
        var svg = new Svg();
        double y = 0;
        foreach ((string title, IReadOnlyList<Course> courses) in panels)
        {
            svg.Text("strong", 0, y + 12, title, Width);
            y += TitleHeight;
            double height = Math.Max(90, Math.Min(Height, courses.Count * LegendLine));
            var frame = new SmallMultiples.Frame(0, y, Width - Legend - 20, y + height);
            int[] steps = Steps(courses[0].Shares.Count);
            double[] below = new double[steps.Length];
            for (int c = 0; c < courses.Count; c++)
            {
                double[] top = [.. steps.Select((s, i) => below[i] + courses[c].Shares[s])];
                svg.Path($"c{c % Palette.Colours}", Points(steps, top, frame).Concat(Points(steps, below, frame).Reverse()), closed: true, title: courses[c].Name);
                below = top;
            }
            Dates(svg, clock, courses[0].Shares.Count, frame);
            y += Math.Max(height + AxisHeight, Names(svg, courses, frame, lines: false) - frame.Top) + Between;
        }
        return svg.Whole(Width, y - Between, label);
    }

    /// <summary>One panel with curves on one axis of shares.</summary>
    public static string Curves(IReadOnlyList<Course> courses, Clock clock, string label)
    {
        var svg = new Svg();
        double height = Math.Max(180, courses.Count * LegendLine);
        var frame = new SmallMultiples.Frame(40, 8, Width - Legend - 20, height);
        Ruler shares = Ruler.Of(courses.SelectMany(c => c.Shares), frame.Bottom, frame.Top, zero: true);
        int[] steps = Steps(courses[0].Shares.Count);
        foreach (double value in shares.Ticks(5))
        {
            svg.Line("grid", frame.Left, shares.At(value), frame.Right, shares.At(value));
            svg.Text("soft end", frame.Left - 6, shares.At(value) + 4, Percent.Level(value));
        }
        for (int c = 0; c < courses.Count; c++)
        {
            svg.Path($"l{c % Palette.Colours}", steps.Select(s => (Across(s, courses[c].Shares.Count, frame), shares.At(courses[c].Shares[s]))), title: courses[c].Name);
        }
        Dates(svg, clock, courses[0].Shares.Count, frame);
        double bottom = Names(svg, courses, frame, lines: true);
        return svg.Whole(Width, Math.Max(frame.Bottom + AxisHeight, bottom), label);
    }

    private static IEnumerable<(double X, double Y)> Points(int[] steps, double[] shares, SmallMultiples.Frame frame) =>
        steps.Select((s, i) => (Across(s, steps[^1] + 1, frame), frame.Bottom - (Math.Min(1, shares[i]) * (frame.Bottom - frame.Top))));

    private static double Across(int step, int steps, SmallMultiples.Frame frame) => frame.Left + ((double)step / Math.Max(1, steps - 1) * (frame.Right - frame.Left));

    private static int[] Steps(int count) =>
        [.. Enumerable.Range(0, Math.Min(count, MostPoints)).Select(i => (int)((long)i * (count - 1) / Math.Max(1, Math.Min(count, MostPoints) - 1))).Distinct()];

    private static void Dates(Svg svg, Clock clock, int steps, SmallMultiples.Frame frame)
    {
        int[] at = [.. Enumerable.Range(0, 4).Select(i => (int)((long)i * (steps - 1) / 3)).Distinct()];
        frame.Axis(svg, SmallMultiples.Apart([.. at.Select(s => (Across(s, steps, frame), clock.Iso(s)))]));
    }

    // Beside the panel, with the share at the end; in the order of the areas from the top.
    private static double Names(Svg svg, IReadOnlyList<Course> courses, SmallMultiples.Frame frame, bool lines)
    {
        double y = frame.Top;
        foreach ((int c, Course course) in lines ? courses.Index().OrderByDescending(c => c.Item.Shares[^1]) : courses.Index().Reverse())
        {
            if (lines) svg.Line($"l{c % Palette.Colours}", frame.Right + 16, y + 7, frame.Right + 30, y + 7);
            else svg.Box($"c{c % Palette.Colours}", frame.Right + 18, y + 2, 10, 10);
            string share = SmallMultiples.Share(course.Shares[^1]);
            svg.Text("", frame.Right + 36, y + 11, course.Name, Legend - 36 - (share.Length * Svg.Letter) + 16);
            svg.Text("end", Width, y + 11, share);
            y += LegendLine;
        }
        return y;
    }
}
