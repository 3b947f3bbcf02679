using System.Text;
using ScenarioSim.App.Cli;
using ScenarioSim.Reports.Blocks;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary>Results as a terminal shows them.</summary>
public class TerminalTextTests
{
    [Theory]
    [InlineData(56)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_table_and_the_rule_under_its_headings_are_as_wide_as_each_other_and_no_wider_than_the_terminal(int width)
    {
        var table = new Table(
            [Column.Words("Outcome"), Column.Number("share"), Column.Number("95 %"), Column.Number("value")],
            [[new string('x', 90), "15.4 %", "15.3–15.5", "−100"]]);
        using var to = new MemoryStream();
        TerminalText.Write([table], to, width, colour: false);
        int[] widths = [.. Encoding.UTF8.GetString(to.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Length)];
        Assert.Equal([Math.Min(width, widths[0]), widths[0], widths[0]], widths);
    }
}
