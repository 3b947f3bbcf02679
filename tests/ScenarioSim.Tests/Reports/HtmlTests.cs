using System.Xml.Linq;
using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Html;
using ScenarioSim.Results;
using ScenarioSim.Tests.Analysis;
using Xunit;

namespace ScenarioSim.Tests.Reports;

/// <summary>The page: well-formed, harmless, and its figures say what its tables say.</summary>
public class HtmlTests
{
    private static XDocument Parse(Action<HtmlExport, Stream> write) =>
        XDocument.Parse(Exports.Text(s => write(new HtmlExport(), s)).Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal));

    private static XDocument Result() => Parse((html, s) => html.Write(new ResultReport(Sample.Results, [], []), s));

    [Fact]
    public void Every_page_is_well_formed()
    {
        Assert.NotNull(Result().Root);
        Assert.NotNull(Parse((html, s) => html.Write(new ComparisonReport(Sample.Comparison, [], []), s)).Root);
        Assert.NotNull(Parse((html, s) => html.Write(Sample.Story, s)).Root);
    }

    [Fact]
    public void A_page_loads_nothing_and_runs_nothing()
    {
        XDocument page = Result();
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe" or "a" or "object");
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "href" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("meta").Attributes("content"), a => a.Value.Contains("default-src 'none'", StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_author_writes_is_text_and_never_markup()
    {
        Scenario hostile = Sample.Scenario with { Title = "<script>alert(\"&\")</script>\u001b[2J" };
        XDocument page = Parse((html, s) => html.Write(new ResultReport(Sample.Results with { Scenario = hostile }, [], []), s));
        Assert.Equal("<script>alert(\"&\")</script>\uFFFD[2J", page.Descendants("h1").Single().Value);
    }

    [Fact]
    public void Every_outcome_has_a_bar_as_long_as_its_share()
    {
        XElement figure = Result().Descendants("figure").First();
        double[] widths = [.. figure.Descendants("rect").Select(r => (double)r.Attribute("width")!)];
        Assert.Equal(Sample.Results.Outcomes.Count, widths.Length);
        double perShare = widths[1] / Sample.Results.Outcomes[1].Probability;
        Assert.Equal(Sample.Results.Outcomes[0].Probability * perShare, widths[0], 0.2);
    }

    [Fact]
    public void A_figure_stands_under_the_table_that_it_is_of_and_else_after_the_last()
    {
        Table of(string title) => new([Column.Words(title)], []);
        var paragraph = new Paragraph("text");
        var b = new Drawing("B", "", "<svg/>");
        var other = new Drawing("none", "", "<svg/>");
        (Table a, Table second, Table last) = (of("A"), of("B"), of("C"));
        Assert.Equal<Block>([a, second, b, last, other, paragraph], Drawing.Place([a, second, last, paragraph], [other, b]));
        Assert.Equal<Block>([paragraph, other], Drawing.Place([paragraph], [other]));
    }

    [Fact]
    public void Columns_hold_the_same_number_of_evenly_spaced_values_so_that_equal_chances_look_equal()
    {
        // 100 days, alike: columns of 2 or 3 days by turns would look like a comb.
        Columns columns = Columns.Of([.. Enumerable.Range(1, 100).Select(d => new Bin(d, d, 1000))])!;
        Assert.All(columns.Shares.SkipLast(1), s => Assert.Equal(columns.Shares[0], s, 12));
        Assert.Equal(1, columns.Shares.Sum(), 12);
    }

    [Fact]
    public void A_wide_bin_is_spread_evenly_over_the_columns_that_it_meets()
    {
        Columns columns = Columns.Of([new Bin(0, 1, 300), new Bin(1, 4, 100)])!;
        Assert.Equal(0.75 * columns.Each, columns.Shares[0], 9);
        Assert.Equal(0.25 * columns.Each / 3, columns.Shares[^2], 9);
        Assert.Equal(1, columns.Shares.Sum(), 9);
    }

    [Fact]
    public void What_was_never_seen_has_no_columns() => Assert.Null(Columns.Of([]));

    [Fact]
    public void A_long_thin_tail_does_not_press_the_rest_together()
    {
        Columns columns = Columns.Of([.. Enumerable.Range(0, 10).Select(i => new Bin(i, i, 100_000)), new Bin(1e6, 1e6, 1)])!;
        Assert.True(columns.Greatest < 20);
    }

    [Theory]
    [InlineData(0, 1, 6)]
    [InlineData(-3.7, 12.9, 6)]
    [InlineData(1e-9, 3e-9, 3)]
    [InlineData(1e300, 1.1e300, 5)]
    public void Ticks_are_round_rising_and_within_the_axis(double least, double greatest, int most)
    {
        IReadOnlyList<double> ticks = new Ruler(least, greatest, 0, 100).Ticks(most);
        Assert.InRange(ticks.Count, 2, most + 1);
        Assert.Equal(ticks.Order(), ticks);
        Assert.All(ticks, t => Assert.InRange(t, least - (1e-9 * (greatest - least)), greatest + (1e-9 * (greatest - least))));
    }

    [Fact]
    public void An_axis_of_one_value_is_an_axis_all_the_same()
    {
        Ruler ruler = Ruler.Of([5, 5], 0, 100, zero: false);
        Assert.Equal(50, ruler.At(5), 9);
        Assert.True(double.IsFinite(Ruler.Of([double.NaN, double.PositiveInfinity], 0, 100, zero: true).At(0.5)));
    }

    [Fact]
    public void The_areas_of_a_track_add_up_to_all_runs()
    {
        Scenario scenario = DriverSamples.Read("""
            start: 2022-01-01
            horizon: 31 days
            branches: { w: { chance: 5% per day } }
            outcomes: { war: { when: w }, peace: { otherwise: true } }
            """);
        SimulationResults results = Simulate.Run(scenario, scenario.Policies[0], new RunOptions { Runs = 1000 }, cancellation: TestContext.Current.CancellationToken)!;
        XDocument page = Parse((html, s) => html.Write(new ResultReport(results, [], []), s));
        XElement[] areas = [.. page.Descendants("path").Where(p => ((string)p.Attribute("class")!).StartsWith('c'))];
        Assert.Equal(2, areas.Length);
        // What is the upper edge of the one is the lower edge of the other: a point for each of the 32 dates.
        Assert.Equal(32, Points(areas[0]).Intersect(Points(areas[1])).Count());
    }

    [Fact]
    public void Of_many_panels_the_first_are_drawn_and_how_many_more_there_are_is_said()
    {
        SmallMultiples.Panel panel = new("title", "note", (_, _) => { });
        string drawn = SmallMultiples.Draw([.. Enumerable.Repeat(panel, 100)], "label", 3, 50);
        Assert.Equal(SmallMultiples.Most, XElement.Parse(drawn).Elements("text").Count(t => t.Value == "title"));
        Assert.Contains($" {100 - SmallMultiples.Most} more", SmallMultiples.LeftOut(100));
        Assert.Equal("", SmallMultiples.LeftOut(SmallMultiples.Most));
    }

    private static HashSet<string> Points(XElement area) => [.. ((string)area.Attribute("d")!).TrimStart('M').TrimEnd('Z').Split('L')];
}
