using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The view of time where there is little room.</summary>
public class TimeLinesTests
{
    [Fact]
    public void Lines_that_do_not_fit_are_counted_and_Tab_brings_them_into_view()
    {
        string states = string.Concat(Enumerable.Range(0, 20).Select(i => $"      place_number_{i:00}: [ {{ chance: 50% per day, to: place_number_{(i + 1) % 20:00} }} ]\n"));
        string path = Week.Write("twenty.yaml", $"scenario: Twenty\nstart: 2022-01-01\nhorizon: 30 days\ntracks:\n  t:\n    states:\n{states}");
        using var stage = new Stage(80, 18, path: path);
        stage.Press("3", "Down", "l");
        Assert.Contains("place_number_00", stage.Screen);
        Assert.DoesNotContain("place_number_19", stage.Screen);
        Assert.Matches(@"… \d+ more", stage.Screen);
        for (int i = 0; i < 19; i++) stage.Press("Tab");
        Assert.Contains("place_number_19", stage.Screen);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("3", "l")]
    public void Names_that_would_be_cut_alike_are_cut_elsewhere(params string[] keys)
    {
        const string Text = """
            scenario: Long names
            start: 2022-01-01
            horizon: 30 days
            tracks:
              t: { states: { a: [ { chance: 5% per day, to: b } ], b: [] } }
            outcomes:
              one: { title: "Missiles go, for a promise that is kept in public", when: t == b }
              two: { title: "Missiles go, for a promise that is kept in private", otherwise: true }
            """;
        using var stage = new Stage(60, 24, path: Week.Write("alike.yaml", Text));
        stage.Press(keys);
        Assert.Contains("public", stage.Screen);
        Assert.Contains("private", stage.Screen);
    }
}
