using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.Drawing;
using ScenarioSim.Results;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Charts as text.</summary>
public class ChartTests
{
    private static readonly Glyphs Braille = Glyphs.Of(GlyphSet.Braille), Ascii = Glyphs.Of(GlyphSet.Ascii);

    [Theory]
    [InlineData(7, 13, 20)]
    [InlineData(7, 52, 32)]
    [InlineData(7, 52, 20)]
    [InlineData(0.25, 400, 30)]
    [InlineData(1.0 / 24, 1000, 7)]
    public void Stretches_of_what_comes_on_steps_hold_as_many_steps_each(double step, int last, int most)
    {
        var axis = Axis.OfSteps(step, 1, last, most);
        double[] counts = axis.Counts([.. Enumerable.Range(1, last).Select(i => new Bin(i * step, i * step, 1))]);
        Assert.InRange(counts.Length, 1, most);
        Assert.Equal(last, counts.Sum());
        Assert.All(counts[..^1], c => Assert.Equal(counts[0], c));
        Assert.InRange(counts[^1], 1, counts[0]);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(0.5, "█████")]
    [InlineData(0.51, "█████▏")]
    [InlineData(0.5875, "█████▉")]
    [InlineData(1, "██████████")]
    [InlineData(double.NaN, "")]
    public void A_bar_without_an_interval_ends_in_eighths(double value, string expected) => Assert.Equal(expected, Bar.Draw(value, null, null, 1, 10, Braille));

    [Fact]
    public void A_bar_is_solid_to_the_lower_bound_and_graded_over_the_interval()
    {
        Assert.Equal("███▓▓▒▒▒", Bar.Draw(0.5, 0.3, 0.8, 1, 10, Braille));
        Assert.Equal("###==---", Bar.Draw(0.5, 0.3, 0.8, 1, 10, Ascii));
        Assert.Equal("█████", Bar.Draw(0.5, 0.495, 0.505, 1, 10, Braille));
    }

    [Fact]
    public void A_histogram_grows_upward_and_shows_what_is_rare()
    {
        Assert.Equal(["   ▄█", " ▁███"], Histogram.Draw([0, 0.1, 4, 6, 8], 2, Braille));
        Assert.Equal(" ▁▄▆█", Histogram.Spark([0, 0.1, 4, 6, 8], Braille));
        Assert.Equal(" .=+#", Histogram.Spark([0, 0.1, 4, 6, 8], Ascii)[..5]);
    }

    [Theory]
    [InlineData(0, 90, true, 100, 1, 91)]
    [InlineData(0, 90, true, 50, 2, 46)]
    [InlineData(0, 90, true, 10, 10, 10)]
    [InlineData(3, 3, true, 10, 1, 1)]
    [InlineData(0, 1, false, 20, 0.05, 20)]
    [InlineData(-1, 1, false, 20, 0.1, 20)]
    public void Stretches_of_an_axis_have_round_lengths(double low, double high, bool whole, int most, double step, int count)
    {
        var axis = Axis.Over(low, high, whole, most);
        Assert.Equal(step, axis.Step, 12);
        Assert.Equal(count, axis.Count);
    }

    [Fact]
    public void Every_run_is_counted_on_the_axis()
    {
        List<Bin> bins = [new(0, 0, 5), new(1, 3, 20), new(7, 7, 1)];
        var axis = Axis.Over(bins, 3);
        Assert.Equal(26, axis.Counts(bins).Sum(), 9);
    }

    [Fact]
    public void A_dotplot_has_as_many_dots_as_it_says()
    {
        List<Bin> bins = [.. Enumerable.Range(0, 90).Select(d => new Bin(d, d, 100 - d))];
        foreach (int width in (int[])[10, 30, 60, 100])
        {
            var plot = Dotplot.Draw(bins, 0.3, 50, width, 15, Braille);
            Assert.Equal(35, plot.Never);
            Assert.Equal(15, plot.Heights.Sum());
            Assert.Equal(15, plot.Rows.Sum(r => r.Count(c => c == '●')));
            Assert.True(plot.Axis.Count <= width);
        }
    }

    [Fact]
    public void A_dotplot_is_countable()
    {
        List<Bin> bins = [new(1, 1, 10), new(2, 2, 30), new(3, 3, 60)];
        var plot = Dotplot.Draw(bins, 1, 10, 10, 8, Braille);
        Assert.Equal(["  ●", "  ●", "  ●", " ●●", " ●●", "●●●"], plot.Rows);
    }

    [Fact]
    public void A_curve_is_drawn_in_braille_blocks_or_stars()
    {
        Assert.Equal(["  ⣠⠞", "⣠⠞⠁ "], Curve.Draw(x => x, 4, 2, Braille));
        Assert.Equal(["   *", "  **", " ** ", "**  "], Curve.Draw(x => x, 4, 4, Ascii).Select(r => r));
        Assert.Equal(2, Curve.Draw(x => x, 4, 2, Glyphs.Of(GlyphSet.Block)).Count);
    }

    [Fact]
    public void Stacked_areas_fill_every_cell_and_name_every_area()
    {
        double[] rising = [.. Enumerable.Range(0, 40).Select(i => i / 39.0)];
        AreaBand[] bands = [new('r', rising), new('s', [.. rising.Select(r => (1 - r) * 0.75)]), new('t', [.. rising.Select(r => (1 - r) * 0.25)])];
        var lines = Areas.Draw(bands, 40, 10, Braille);
        string text = string.Join('\n', lines.Select(l => l.Text));
        Assert.All("rst", letter => Assert.Contains(letter, text));
        Assert.All(lines, l => Assert.Equal(40, l.Width));
        Assert.EndsWith("█", lines[^1].Text);
    }

    [Fact]
    public void The_lowest_area_shows_its_edge_in_eighths()
    {
        var lines = Areas.Draw([new('a', [0.5 + (1.0 / 16), 0.5]), new('b', [0.5 - (1.0 / 16), 0.5])], 2, 2, Braille);
        Assert.Equal('▁', lines[0].Text[0]);
        Assert.Equal('▒', lines[0].Text[1]);
    }

    [Fact]
    public void A_difference_is_a_dot_with_its_interval_about_zero()
    {
        Assert.Equal("   ─●─│     ".TrimEnd(), Differences.Draw(-0.4, -0.6, -0.2, 1.2, 13, Braille).Text.TrimEnd());
        Assert.Contains("┼", Differences.Draw(0.2, -0.2, 0.6, 1, 21, Braille).Text);
        Assert.Equal("▲▲▼▼▼·····", Differences.Worlds(0.2, 0.3, 10, Braille).Text);
    }

    [Theory]
    [InlineData(0.0028, 1)]
    [InlineData(0.001, 2)]
    [InlineData(0.0003, 2)]
    [InlineData(0.014, 1)]
    [InlineData(0.00001, 4)]
    [InlineData(0.0000002, 5)]
    public void Digits_show_only_what_the_interval_supports(double halfWidth, int decimals) => Assert.Equal(decimals, Say.Decimals(halfWidth));

    [Fact]
    public void However_narrow_an_interval_is_it_is_not_shown_without_a_width()
    {
        Assert.Equal("29.5–29.7", Say.Interval(0.295, 0.297, 1));
        Assert.Equal("0.000000–0.000004", Say.Interval(0, 0.00000004, 2));
        Assert.Equal("0.03 %", Say.Percent(0.000333, Say.IntervalDecimals(0.0003, 0.0004, 1)));
        var row = new CompareRow(CompareKind.Measure, "m", "m", [], 3);
        Assert.Equal("+0.00007 ±0.00002", CompareTable.Difference(row, new CompareCell(1, 0.00007, 0.00005, 0.00009), Braille));
        Assert.Equal("unclear ±0.00002", CompareTable.Difference(row, new CompareCell(1, 0.00001, -0.00001, 0.00003), Braille));
        Assert.Equal("none", CompareTable.Difference(row, new CompareCell(1, 0, 0, 0), Braille));
        Assert.Equal("+0.00007 +-0.00002", CompareTable.Difference(row, new CompareCell(1, 0.00007, 0.00005, 0.00009), Ascii));
    }

    [Theory]
    [InlineData("Unterhändler", 5, "Unte…")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("abc", 3, "abc")]
    public void Text_is_cut_between_characters(string text, int width, string expected) => Assert.Equal(expected, Columns.Cut(text, width));

    [Theory]
    [InlineData("policy_one", 8, "policy_…")]
    [InlineData("policy_one policy_two", 8, "…icy_one")]
    [InlineData("policy_one policy_one", 8, "policy_…")]
    [InlineData("东部军区演习甲 东部军区演习乙", 8, "…演习甲")]
    [InlineData("same same", 8, "same")]
    public void Text_is_cut_at_its_beginning_where_another_would_look_alike(string texts, int width, string expected) =>
        Assert.Equal(expected, Columns.CutApart(texts.Split(' ')[0], width, texts.Split(' ')));

    [Fact]
    public void A_wide_character_takes_two_cells_and_is_never_halved()
    {
        var surface = new Surface(4, 1);
        surface.Put(0, 0, "a日本");
        Assert.Equal("a日", surface.Row(0));
    }

    [Fact]
    public void Control_characters_in_a_title_do_not_reach_the_terminal()
    {
        var surface = new Surface(10, 1);
        surface.Put(0, 0, "a\u001b[31mb");
        Assert.DoesNotContain('\u001b', surface.ToString());
    }

    [Fact]
    public void A_share_that_is_not_zero_is_not_said_to_be()
    {
        Assert.Equal("0.0 %", Say.Rough(0));
        Assert.Equal("<0.1 %", Say.Rough(0.0004));
        Assert.Equal("0.1 %", Say.Rough(0.001));
    }

    [Fact]
    public void An_axis_of_one_step_names_each_date_once()
    {
        var clock = new ScenarioSim.Model.Clock(new DateTime(2022, 1, 1), 86400, 1, new DateTime(2022, 1, 2));
        string labels = DateAxis.Labels(clock, 80).Text;
        Assert.Equal(["1 Jan 00h", "2 Jan 00h"], labels.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData(0.000123, "0.000123")]
    [InlineData(0.0765, "0.0765")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.00001, "1e-5")]
    public void Small_numbers_keep_three_figures(double value, string said) => Assert.Equal(said, Say.Number(value));
}
