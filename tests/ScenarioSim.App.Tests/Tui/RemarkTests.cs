using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.ScenarioView;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>What the runs counted is part of the result: seen in every view, told with its place.</summary>
public class RemarkTests
{
    private static readonly string[] Views = ["1", "2", "3", "4", "5", "6"];

    private static readonly string Clamped = Week.Text.Replace("1% + 9% * pressure", "50% + 900% * pressure");

    [Fact]
    public void What_the_runs_counted_is_a_sign_in_every_view()
    {
        using var stage = new Stage(80, 24, path: Week.Write("clamped.yaml", Clamped));
        foreach (string view in Views) Assert.EndsWith("  ⚠ 1", stage.Press(view).Screen.Split('\n')[1]);
        Assert.DoesNotContain("⚠", stage.Press("0").Screen);
        Assert.Contains(" 1 warning of the runs: 1 shows it ─┘", stage.Press("2").Screen);
        using var ascii = new Stage(60, 16, new WorkbenchOptions { Runs = 4096, Precision = null, Glyphs = GlyphSet.Ascii }, path: Week.Write("clamped.yaml", Clamped));
        Assert.EndsWith("  ! 1", ascii.Screen.Split('\n')[1]);
        using var plain = new Stage(80, 24);
        foreach (string view in Views) Assert.DoesNotContain("⚠", plain.Press(view).Screen);
    }

    [Fact]
    public void What_is_set_on_the_command_line_counts_too()
    {
        using var stage = new Stage(80, 24, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["resolve=40"] });
        Assert.Matches(@"⚠ \d$", stage.Screen.Split('\n')[1]);
    }

    [Fact]
    public void The_sign_stands_where_it_stands_while_runs_are_made()
    {
        using var stage = new Stage(60, 16, path: Week.Write("clamped.yaml", Clamped));
        stage.Engine.IsHeld = true;
        Assert.Matches(@"running +50 %.*  ⚠ 1$", stage.Press("r").Screen.Split('\n')[1]);
        Assert.Matches(@"^.{56}⚠ 1$", stage.Press("x").Screen.Split('\n')[1]);
    }

    [Fact]
    public void A_remark_of_the_runs_has_its_place_and_follows_the_runs()
    {
        string path = Week.Write("clamped.yaml", Clamped);
        using var stage = new Stage(80, 24, path: path);
        stage.Press("1", "/").Type("was clamped").Press("Enter", "Down");
        Assert.Contains("warning SCN0501: the chance `50% + 900% * pressure` of `theatre` was", stage.Screen);
        Assert.Contains("of 4,096 runs, for example ", stage.Screen);
        int line = Array.FindIndex(Clamped.ReplaceLineEndings("\n").Split('\n'), l => l.Contains("900%", StringComparison.Ordinal)) + 1;
        Assert.Equal((path, line), stage.Press("e").Terminal.Edited);
        Assert.Contains("of 8,192 runs, for example ", stage.Press("r").Screen);
        // It is one of the file's remarks, which its heading shows all.
        Assert.Contains("SCN0501", string.Join('\n', Detail.Lines(stage.Desk.Model, Tree.Shown(stage.Desk.Model)[0], 70)));
    }

    [Fact]
    public void The_sign_leads_to_the_remark_by_a_click()
    {
        using var stage = new Stage(80, 24, path: Week.Write("clamped.yaml", Clamped));
        stage.Press("1", "/").Type("geneva").Press("Enter", "2").Click("⚠");
        Assert.Equal((ScreenId.Scenario, ""), (stage.Desk.Model.Screen, stage.Desk.Model.Filter));
        Assert.Contains("SCN0501", stage.Screen);
    }

    [Fact]
    public void What_only_another_policy_came_to_is_told_with_its_name()
    {
        string text = Week.Text.Replace("1% + 9% * pressure", "200% * deterrence").Replace("{ is: likely, source: cns }", "{ is: 0.2, source: cns }")
            .Replace("deterrence: beta(2, 4)", "deterrence: 0.9");
        using var stage = new Stage(80, 30, path: Week.Write("another.yaml", text));
        Assert.DoesNotContain("⚠", stage.Screen);
        Assert.Contains("⚠ 1", stage.Press("4").Screen);
        stage.Press("1", "/").Type("was clamped").Press("Enter", "Down");
        Assert.Contains("so under the policy `preempt`", stage.Screen);
        Assert.DoesNotContain("⚠", stage.Press("2").Screen);
        stage.Press("p", "Down", "Enter");
        Assert.Contains("⚠ 1", stage.Screen);
        Assert.DoesNotContain("so under", stage.Press("1").Screen);
    }

    [Fact]
    public void After_a_save_with_errors_the_view_of_the_scenario_begins_with_the_first()
    {
        string path = Week.Write("breaking.yaml", Week.Text);
        using var stage = new Stage(80, 24, path: path);
        stage.Press("1", "/").Type("cns").Press("Enter", "End", "2");
        stage.Save(path, Week.Text.Replace("theatre == invasion, stop", "theatre == invasoin, stop"));
        Assert.Contains("(1 shows where)", stage.Screen);
        Assert.Contains("error SCN", stage.Press("1").Screen);
        Assert.Contains("invasoin", stage.Screen);
        // Who is there already is not moved.
        stage.Press("End");
        string before = stage.Desk.Model.Scenario.Selected;
        stage.Save(path, Week.Text.Replace("theatre == invasion, stop", "theatre == invasoon, stop"));
        Assert.Equal(before, stage.Press("2", "1").Desk.Model.Scenario.Selected);
    }

    [Theory]
    [InlineData(60, "threaten")]
    [InlineData(80, "threaten")]
    [InlineData(60, "threaten_with_sanctions_and_wait_for_it")]
    public void The_policy_is_the_last_thing_that_the_header_leaves_out(int width, string policy)
    {
        string text = Week.Text.Replace("scenario: Geneva week", "scenario: A title that goes on and on, from the first talks of the winter to the end of it").Replace("threaten: {", policy + ": {");
        using var stage = new Stage(width, 24, new WorkbenchOptions { Runs = 4096, Precision = null, Policy = policy }, path: Week.Write("long.yaml", text));
        foreach (string view in Views)
        {
            Assert.Contains(" threaten", stage.Press(view).Screen.Split('\n')[0]);
            if (view is "2" or "4") Assert.Contains(" threaten", stage.Press("Enter").Screen.Split('\n')[0]);
        }
    }
}
