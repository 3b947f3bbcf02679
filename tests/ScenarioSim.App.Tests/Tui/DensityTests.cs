using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.App.Tui.ScenarioView;
using ScenarioSim.Language;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Assumptions as drawn.</summary>
public class DensityTests
{
    [Theory]
    [InlineData(10, "median 0.52,|90 % 0.11 to 0.91,|mean 0.5")]
    [InlineData(30, "median 0.52,|90 % 0.11 to 0.91, mean 0.5")]
    [InlineData(80, "median 0.52, 90 % 0.11 to 0.91, mean 0.5")]
    public void A_line_of_figures_is_broken_between_them_only(int width, string lines)
    {
        var line = new Line().Add("median ").Add("0.52", Style.Bold).Add(", ").Add("90 % ").Add("0.11 to 0.91", Style.Bold).Add(", ").Add("mean 0.5");
        Assert.Equal(lines, string.Join("|", line.Wrapped(width).Select(l => l.Text.TrimEnd())));
    }

    private static readonly Glyphs s_braille = Glyphs.Of(GlyphSet.Braille);

    [Theory]
    [InlineData("resolve")]
    [InlineData("flexibility")]
    public void A_density_with_one_peak_rises_to_it_and_falls_from_it(string assumption)
    {
        var scenario = ScenarioReader.Read(Week.Path, Week.Files).Scenario!;
        var a = scenario.Assumptions.First(a => a.Name == assumption);
        string[] rows = [.. Density.Lines(a.Distribution, a.Kind, scenario, 72, 6, s_braille).Take(6).Select(l => l.Text.PadRight(72))];
        int[] heights = [.. Enumerable.Range(0, 72).Select(x => rows.Sum(r => s_braille.Lower.IndexOf(r[x])))];
        int peak = Array.IndexOf(heights, heights.Max()), last = Array.LastIndexOf(heights, heights.Max());
        Assert.Equal(heights[..peak].Order(), heights[..peak]);
        Assert.Equal(heights[last..].OrderDescending(), heights[last..]);
    }

    [Fact]
    public void A_single_value_at_the_left_end_is_drawn()
    {
        string text = Week.Text.Replace("is: beta(3, 2)", "is: { discrete: { 0.2: 50%, 0.8: 50% } }").Replace("between: [resolve,", "between: [deterrence,");
        var scenario = ScenarioReader.Read(Week.Write("two.yaml", text), Week.Files).Scenario!;
        string lowest = Density.Lines(scenario.Assumptions[0].Distribution, scenario.Assumptions[0].Kind, scenario, 72, 6, s_braille).ElementAt(5).Text;
        Assert.Equal(("█", "█"), (lowest[..1], lowest.TrimEnd()[^1..]));
        Assert.Equal(2, lowest.Count(c => c != ' '));
    }
}
