using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>What the tables of outcomes and measures show where there is little room.</summary>
public class OutcomesTableTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(66)]
    [InlineData(80)]
    [InlineData(120)]
    public void Words_that_are_wanted_are_shown_at_every_width(int width)
    {
        using var stage = new Stage(width, 24);
        Assert.Contains("unlikely (20–45 %)", stage.Press("v").Screen);
        Assert.Contains("very unlikely (5–20 %)", stage.Screen);
        Assert.Matches(@"63\.3 % ", stage.Screen);
    }

    [Fact]
    public void Where_words_do_not_fit_it_says_so_and_the_other_columns_stay()
    {
        string path = Week.Write("moving.yaml", Week.Text);
        using var stage = new Stage(60, 24, path: path);
        stage.Save(path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        string before = stage.Screen;
        Assert.DoesNotMatch("no room for [^─]*words", before);
        string after = stage.Press("v").Screen;
        Assert.Matches(" no room for [a-z, ]*words[a-z, ]* ─┘", after);
        Assert.Equal(before.Split('\n')[3..7], after.Split('\n')[3..7]);
    }

    [Fact]
    public void Columns_that_give_way_to_words_are_named()
    {
        using var stage = new Stage(80, 24);
        Assert.DoesNotContain("no room for", stage.Screen);
        Assert.Contains("  −100 ", stage.Screen);
        Assert.Contains(" no room for value ─┘", stage.Press("v").Screen);
        Assert.DoesNotContain("  −100 ", stage.Screen);
    }

    [Fact]
    public void The_expected_value_stands_under_the_outcomes_with_its_interval()
    {
        using var stage = new Stage(80, 24);
        var value = stage.Desk.Model.File!.Results!.Value!;
        Assert.Matches(@"Expected value +−[\d.]+ +−[\d.]+ to −[\d.]+", stage.Screen);
        Assert.InRange(value.Mean, value.Low!.Value, value.High!.Value);
    }

    [Fact]
    public void The_unit_of_a_measure_stands_after_its_mean()
    {
        string text = Week.Text.Replace("peak_tension: max(tension)", "peak_tension: { is: max(tension), unit: points }");
        using var stage = new Stage(80, 24, path: Week.Write("units.yaml", text));
        Assert.Matches(@"days to invasion \([\d.]+ %\) +[\d.]+ days ", stage.Screen);
        Assert.Matches(@"peak tension +[\d.]+ points ", stage.Screen);
        // Figures and titles stay whole: the unit goes before them.
        using var narrow = new Stage(60, 24, path: Week.Write("units.yaml", text.Replace("unit: points", "unit: points on a scale")));
        Assert.Matches(@"days to \w*… \([\d.]+ %\) +[\d.]+ +\d+ +\d+ +\d+", narrow.Screen);
        Assert.DoesNotContain("points", narrow.Screen);
    }

    [Fact]
    public void The_heading_of_the_states_is_whole_where_tracks_are_narrow()
    {
        const string Narrow = """
            scenario: Narrow
            start: 2025-03-01
            end: 2025-06-30
            tracks:
              talks: { states: { open: [{ chance: 4% per week, to: over }], over: [] } }
            outcomes: { any: { otherwise: true } }
            """;
        using var stage = new Stage(60, 24, path: Week.Write("narrow.yaml", Narrow));
        Assert.Contains("Where each track was ", stage.Press("Enter").Screen);
    }
}
