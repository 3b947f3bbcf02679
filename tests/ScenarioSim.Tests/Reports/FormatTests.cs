using ScenarioSim.Model;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Reports.Format;
using Xunit;

namespace ScenarioSim.Tests.Reports;

public class FormatTests
{
    [Theory]
    [InlineData(0.2962, 0.2953, 0.2971, "29.62 %", "29.53–29.71")]
    [InlineData(0.2962, 0.2934, 0.2990, "29.6 %", "29.3–29.9")]
    [InlineData(0.2962, 0.2500, 0.3450, "30 %", "25–35")]
    [InlineData(0.29621, 0.29616, 0.29626, "29.621 %", "29.616–29.626")]
    [InlineData(0, 0, 0.000037, "0.000 %", "0.000–0.004")]
    [InlineData(1, 0.9999, 1, "100.000 %", "99.990–100.000")]
    public void A_share_has_the_digits_that_its_interval_supports(double share, double low, double high, string number, string range)
    {
        Assert.Equal(number, Percent.Share(share, low, high));
        Assert.Equal(range, Percent.Range(low, high));
    }

    [Theory]
    [InlineData(-41.03, -41.2, -40.8, "−41.0", "−41.2 to −40.8")]
    [InlineData(38.123, 38.0, 38.2, "38.12", "38.00–38.20")]
    [InlineData(1234, 1180, 1290, "1,230", "1,180–1,290")]
    [InlineData(110, 59, 161, "110", "60–160")]
    [InlineData(6, -11.1, 14.4, "6", "−11 to 14")]
    [InlineData(-0.001, -0.2, 0.2, "0.0", "−0.2 to 0.2")]
    [InlineData(-10, -65.5, 37.6, "−10", "−70 to 40")]
    [InlineData(7, 7, 7, "7", "7")]
    public void A_number_has_the_digits_that_its_interval_supports(double value, double low, double high, string number, string range)
    {
        Assert.Equal(number, Numbers.Within(value, low, high));
        Assert.Equal(range, Numbers.Range(low, high));
    }

    [Theory]
    [InlineData(-0.0318, -0.0306, "−3.18 to −3.06")]
    [InlineData(-0.0004, 0.0008, "−0.04 to +0.08")]
    [InlineData(-0.0025, -0.0000004, "−0.25000 to −0.00004")]
    public void The_interval_of_a_difference_shows_both_signs(double low, double high, string range) => Assert.Equal(range, Percent.PointsRange(low, high));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.25, "25.0 %")]
    [InlineData(0.00002, "0.002 %")]
    [InlineData(1, "100 %")]
    public void A_counted_share_has_the_digits_of_its_runs(double share, string text) => Assert.Equal(text, Percent.OfRuns(share, 100_000));

    [Theory]
    [InlineData(1 - 1e-13, "100 %")]
    [InlineData(1 - 1e-8, "100.0000 %")]
    [InlineData(1e-13, "0.0000 %")]
    public void A_solved_share_that_misses_all_by_rounding_is_all(double share, string text) => Assert.Equal(text, Percent.OfRuns(share, null));

    [Theory]
    [InlineData(86_400, 11.5, "2022-01-13")]
    [InlineData(86_400, 11.4999, "2022-01-12")]
    [InlineData(86_400, 10.9999, "2022-01-12")]
    [InlineData(86_400, -0.6, "2021-12-31")]
    [InlineData(21_600, 10.99999, "2022-01-12T00:00")]
    public void A_date_that_was_reckoned_is_the_nearest_of_those_that_are_shown(double step, double days, string text)
    {
        var clock = new Clock(new DateTime(2022, 1, 1), step, 10, new DateTime(2022, 3, 1));
        Assert.Equal(text, Times.Date(clock, days * 86_400));
    }

    [Theory]
    [InlineData(0, 6.0, 3.0)]
    [InlineData(1, 6.0, 3.5)]
    [InlineData(4, 4.135, 3.1123, 3.11, 4.1078)]
    [InlineData(2, 123.45678, 0.12345)]
    [InlineData(0, 1e20, 0.5)]
    [InlineData(0, 0.0, double.NaN)]
    public void Numbers_of_one_kind_have_the_same_decimals(int decimals, params double[] values) => Assert.Equal(decimals, Numbers.Decimals(values));

    [Theory]
    [InlineData("_x_", "\\_x\\_")]
    [InlineData("days_to_invasion", "days_to_invasion")]
    [InlineData("__init__", "\\_\\_init\\_\\_")]
    [InlineData("a ~~b~~ *c*", "a \\~\\~b\\~\\~ \\*c\\*")]
    public void Markdown_shows_a_text_as_it_is(string text, string written)
    {
        using var to = new StringWriter();
        Markdown.Write([new Paragraph(text)], to);
        Assert.Equal(written + "\n", to.ToString());
    }

    [Fact]
    public void Where_both_ends_read_alike_one_number_stands_for_them()
    {
        Assert.Equal("11.588028732", Numbers.Range(11.5880287321, 11.5880287323));
        Assert.Equal("−11.588028732", Numbers.Range(-11.5880287323, -11.5880287321));
        Assert.Equal("12.3456", Percent.Range(0.123456, 0.123456));
        Assert.Equal("+2.500000000", Numbers.DifferenceRange(2.4999999999, 2.5000000001));
    }

    [Fact]
    public void The_two_ends_of_an_interval_never_look_alike()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            double low = random.NextDouble();
            double high = low + Math.Pow(10, -6 * random.NextDouble());
            string[] ends = Numbers.Range(low, high).Split('–');
            Assert.NotEqual(ends[0], ends[1]);
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.71, "0.71")]
    [InlineData(-100, "−100")]
    [InlineData(12345.678, "12,346")]
    [InlineData(1.0 / 3, "0.33333")]
    [InlineData(1e-9, "1e−9")]
    [InlineData(2e20, "2e20")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void A_number_alone_is_short(double value, string text) => Assert.Equal(text, Numbers.Short(value));

    [Theory]
    [InlineData(604800, "1 week", "week")]
    [InlineData(1209600, "2 weeks", "2 weeks")]
    [InlineData(129600, "36 hours", "36 hours")]
    [InlineData(2629800, "1 month", "month")]
    [InlineData(100_000.5, "1.1574 days", "1.1574 days")]
    public void A_duration_is_said_in_the_unit_that_fits(double seconds, string text, string period)
    {
        Assert.Equal(text, Times.Duration(seconds));
        Assert.Equal(period, TimeUnits.Period(Times.Duration(seconds)));
    }

    [Theory]
    [InlineData(0, "2022-01-01")]
    [InlineData(86400.0, "2022-01-02")]
    [InlineData(86400.0000001, "2022-01-02")]
    [InlineData(86399.9999999, "2022-01-02")]
    [InlineData(86390.0, "2022-01-01T23:59")]
    [InlineData(98520.0, "2022-01-02T03:22")]
    [InlineData(-3600.0, "2021-12-31T23:00")]
    public void A_date_that_was_drawn_has_its_time_where_that_is_not_midnight(double seconds, string text) =>
        Assert.Equal(text, Times.Moment(new ScenarioSim.Model.Clock(new DateTime(2022, 1, 1), ScenarioSim.Model.Clock.Day, 30, new DateTime(2022, 1, 31)), seconds));

    [Fact]
    public void Text_is_measured_in_cells_and_cut_between_characters()
    {
        Assert.Equal(4, Cells.Width("会谈"));
        Assert.Equal(1, Cells.Width("e\u0301"));
        Assert.Equal("会…", Cells.Cut("会谈失败", 4));
        string[] names = ["assumption_one", "assumption_two", "short"];
        Assert.Equal(["…on_one", "…on_two", "short"], Cells.CutApart(names, 7));
        Assert.Equal(["assump…", "short"], Cells.CutApart([names[0], names[2]], 7));
        Assert.Equal("\uFFFD[2J", Cells.Harmless("\u001b[2J"));
        Assert.Equal("\uFFFDabc", Cells.Harmless("\u202Eabc"));
    }

    [Fact]
    public void A_table_that_is_too_wide_drops_columns_then_cuts_texts_and_never_numbers()
    {
        var table = new Table([Column.Words("name"), new Column("bar", Drop: 2), Column.Number("number")], [[new string('x', 90), new string('█', 20), "1,234,567.8"]]);
        string[] lines = [.. PlainText.Lines(table, 40)];
        Assert.All(lines, line => Assert.True(Cells.Width(line) <= 40));
        Assert.EndsWith("1,234,567.8", lines[1]);
        Assert.Contains("…", lines[1]);
        Assert.DoesNotContain("█", lines[1]);
    }

    [Fact]
    public void Columns_that_there_is_no_room_for_are_named_at_the_end()
    {
        var table = new Table([Column.Words("name"), Column.Number("mean"), Column.Number("", drop: 1), Column.Number("95 %", drop: 2)], [["x", "1", "0–2", new string('9', 30)]]);
        Assert.Equal(["interval of mean", "95 %"], TableLayout.Dropped(table, 12, 2));
        Assert.Equal(["95 %"], TableLayout.Dropped(table, 20, 2));
        Assert.Empty(TableLayout.Dropped(table, 80, 2));
        Assert.Empty(PlainText.LeftOut([table], 80, 2));
    }

    [Fact]
    public void A_name_longer_than_a_line_is_broken_where_the_line_ends()
    {
        Assert.Equal(["a", "bbbbb", "bb c"], Cells.Wrap("a bbbbbbb c", 5));
        Assert.Equal(["会谈", "失败"], Cells.Wrap("会谈失败", 5));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(0.0001, "▏")]
    [InlineData(0.5, "████")]
    [InlineData(1, "████████")]
    [InlineData(2, "████████")]
    public void A_bar_shows_whatever_happens_at_all(double share, string bar) => Assert.Equal(bar, Bars.Left(share, 8));
}
