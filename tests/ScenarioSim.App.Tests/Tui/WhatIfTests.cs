using ScenarioSim.App.Tui;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Setting assumptions and levers while the workbench is open.</summary>
public class WhatIfTests
{
    [Fact]
    public void What_is_set_holds_under_every_policy_and_shows_what_it_moved()
    {
        using var stage = new Stage(120, 30);
        double before = stage.Desk.Model.File!.Results!.Outcomes[0].Probability;
        stage.Press("w").Type("resolve = 0.9").Press("Enter");
        Assert.Contains("threaten · resolve=0.9 ·", stage.Screen);
        Assert.Contains("resolve=0.9 under every policy; w and resolve= takes it back", stage.Screen);
        Assert.Matches(@"share .* before ", stage.Screen);
        Assert.Matches(@"% \(\+\d", stage.Screen);
        Assert.True(stage.Desk.Model.File!.Results!.Outcomes[0].Probability > before + 0.02);
        Assert.Contains("--set resolve=0.9", ShellCommand.Run(stage.Desk.Model));
        Assert.All(stage.Press("4").Desk.Model.Compare.Results!.Items, i => Assert.Equal(["resolve=0.9"], i.Settings));
    }

    [Fact]
    public void A_name_alone_takes_it_back()
    {
        using var stage = new Stage(120, 30);
        double before = stage.Desk.Model.File!.Results!.Outcomes[0].Probability;
        stage.Press("w").Type("resolve=0.9").Press("Enter", "w").Type("deterrence=20%").Press("Enter");
        Assert.Contains("2 settings", stage.Screen);
        stage.Press("w").Type("resolve=").Press("Enter", "w").Type("deterrence").Press("Enter");
        Assert.Empty(stage.Desk.Model.Settings);
        Assert.Equal(before, stage.Desk.Model.File!.Results!.Outcomes[0].Probability);
    }

    [Theory]
    [InlineData("resolv=0.9", "did you mean `resolve`?")]
    [InlineData("resolve=often", "`often`")]
    [InlineData("resolve", "`resolve` is not set: write NAME=VALUE")]
    public void What_cannot_be_set_stays_in_the_line_with_the_reason(string typed, string said)
    {
        using var stage = new Stage(120, 30);
        stage.Press("w").Type(typed).Press("Enter");
        Assert.Contains($"what if {typed}", stage.Screen);
        Assert.Contains(said, stage.Screen);
        Assert.Empty(stage.Desk.Model.Settings);
        Assert.DoesNotContain(said, stage.Press("Backspace").Screen);
        Assert.DoesNotContain("what if resolv", stage.Press("Esc").Screen);
    }

    [Fact]
    public void In_the_view_of_the_scenario_it_begins_with_what_the_cursor_is_on()
    {
        using var stage = new Stage(120, 40);
        stage.Press("1", "/").Type("resolve").Press("Enter", "Down", "w");
        Assert.Equal("resolve=", stage.Desk.Model.Entry!.Text);
        stage.Type("0.7").Press("Enter");
        Assert.Contains("set to 0.7 under every policy", stage.Screen);
        Assert.Equal("resolve=0.7", stage.Press("w").Desk.Model.Entry!.Text);
    }

    [Fact]
    public void Figures_keep_the_setting_that_they_were_made_with_until_the_next_have_come()
    {
        using var stage = new Stage(120, 30);
        var asked = WhatIf.Set(stage.Desk.Model, "resolve=0.05").Model;
        foreach (var model in new[] { asked, Session.Stop(asked).Model })
        {
            Assert.Equal(["resolve=0.05"], model.Settings);
            Assert.Empty(model.SettingsShown);
            Assert.DoesNotContain("--set", ShellCommand.Run(model));
            string screen = ScenarioSim.App.Tui.Shell.Frame.Draw(model, stage.Desk.Screens).ToString();
            Assert.DoesNotContain("resolve=0.05 ·", screen);
            Assert.DoesNotContain("(same)", screen);
        }
        Assert.Equal(["resolve=0.05"], stage.Press("w").Type("resolve=0.05").Press("Enter").Desk.Model.SettingsShown);
    }

    [Fact]
    public void What_the_file_has_no_place_for_any_more_can_be_taken_back()
    {
        string path = Week.Write("renamed.yaml", Week.Text);
        using var stage = new Stage(120, 30, path: path);
        stage.Press("w").Type("resolve=0.9").Press("Enter", "w").Type("flexibility=0.2").Press("Enter");
        stage.Save(path, Week.Text.Replace("flexibility", "flexi"));
        Assert.Contains("NOT SET: 2 settings", stage.Screen);
        stage.Press("w").Type("deterrence=0.5").Press("Enter");
        Assert.Contains("flexibility= takes that back", stage.Screen);
        stage.Press("Esc", "w").Type("flexibility=").Press("Enter");
        Assert.Equal(["resolve=0.9"], stage.Desk.Model.Settings);
        Assert.Contains("threaten · resolve=0.9 ·", stage.Screen);
    }

    [Fact]
    public void A_comparison_that_was_made_is_made_anew()
    {
        using var stage = new Stage(120, 30);
        double before = stage.Press("4").Desk.Model.Compare.Results!.Items[1].Results.Outcomes[0].Probability;
        stage.Press("2", "w").Type("resolve=0.2").Press("Enter");
        Assert.Null(stage.Desk.Model.Compare.Results);
        Assert.True(stage.Press("4").Desk.Model.Compare.Results!.Items[1].Results.Outcomes[0].Probability < before - 0.02);
    }
}
