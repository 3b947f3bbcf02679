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
        Assert.Contains("resolve=0.9 under every policy; z, or w and resolve=, takes it back", stage.Screen);
        Assert.Matches(@"share .* before ", stage.Screen);
        Assert.Matches(@"% \(\+\d", stage.Screen);
        Assert.True(stage.Desk.Model.File!.Results!.Outcomes[0].Probability > before + 0.02);
        Assert.Contains("--set resolve=0.9", ShellCommand.Run(stage.Desk.Model));
        Assert.All(stage.Press("4").Desk.Model.Compare.Results!.Items, i => Assert.Equal(["resolve=0.9"], i.Settings));
    }

    [Fact]
    public void An_example_that_can_be_set_stands_where_it_is_typed()
    {
        using var stage = new Stage(120, 30);
        string example = System.Text.RegularExpressions.Regex.Match(stage.Press("w").Screen, @"NAME=VALUE, such as (\S+)").Groups[1].Value;
        stage.Type(example).Press("Enter");
        Assert.Equal([example], stage.Desk.Model.Settings);
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

    [Fact]
    public void What_was_set_is_taken_back_step_by_step_and_done_again()
    {
        using var stage = new Stage(120, 30);
        double before = stage.Desk.Model.File!.Results!.Outcomes[0].Probability;
        Assert.Contains("nothing was set by w", stage.Press("z").Screen);
        stage.Press("w").Type("resolve=0.9").Press("Enter", "w").Type("deterrence=20%").Press("Enter", "w").Type("resolve=").Press("Enter");
        double last = stage.Desk.Model.File!.Results!.Outcomes[0].Probability;
        Assert.Equal(["deterrence=20%"], stage.Desk.Model.Settings);
        Assert.Contains("set: resolve=0.9, deterrence=20%; Z does it again", stage.Press("z").Screen);
        Assert.Equal(["resolve=0.9"], stage.Press("z").Desk.Model.Settings);
        Assert.Contains("nothing is set; Z does it again", stage.Press("z").Screen);
        Assert.Equal(before, stage.Desk.Model.File!.Results!.Outcomes[0].Probability);
        Assert.Contains("nothing was set by w that could be taken back", stage.Press("z").Screen);
        Assert.Equal(["deterrence=20%"], stage.Press("Z", "Z", "Z").Desk.Model.Settings);
        Assert.Equal(last, stage.Desk.Model.File!.Results!.Outcomes[0].Probability);
        Assert.Contains("z took nothing back", stage.Press("Z").Screen);
        // Something else that is set is where it goes on from.
        stage.Press("z", "w").Type("flexibility=0.2").Press("Enter");
        Assert.Contains("z took nothing back", stage.Press("Z").Screen);
        Assert.Equal(["resolve=0.9", "deterrence=20%"], stage.Press("z").Desk.Model.Settings);
    }

    [Fact]
    public void What_the_file_has_no_place_for_any_more_is_not_done_again()
    {
        string path = Week.Write("renamed.yaml", Week.Text);
        using var stage = new Stage(120, 30, path: path);
        stage.Press("w").Type("flexibility=0.2").Press("Enter", "z");
        stage.Save(path, Week.Text.Replace("flexibility", "flexi"));
        Assert.Contains("flexibility", stage.Press("Z").Desk.Model.Notice!.Text);
        Assert.Empty(stage.Desk.Model.Settings);
        Assert.Single(stage.Desk.Model.SetAfter);
    }

    [Theory]
    [InlineData("under every policy", "preempt", "resolve=0.9", "deterrence=beta(2, 5)", "sanctions_policy=up_front")]
    [InlineData("under every policy", "threaten", "resolve={ discrete: { 0.2: 50%, 0.8: rest } }")]
    [InlineData("as a policy", "preempt", "resolve=0.9")]
    [InlineData("as a policy", "threaten", "resolve=0.9", "sanctions_policy=up_front")]
    public void What_is_set_is_saved_in_a_file_that_extends_this_one_and_comes_to_the_same(string how, string policy, params string[] settings)
    {
        string path = Week.Write("week.yaml", Week.Text.Replace("deterrence: beta(2, 4)", "deterrence: { is: \"beta(2, 4)\", source: cns, confidence: low }"));
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = settings, Policy = policy }, path: path);
        var set = stage.Desk.Model.File!.Results!;
        stage.Press("S").Type(how).Press("Enter");
        string saved = Path.Join(Path.GetDirectoryName(path), "week-what-if.yaml");
        Assert.Contains("wrote ", stage.Desk.Model.Notice!.Text);
        var read = ScenarioSim.Language.ScenarioReader.Read(saved, Week.Files);
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == ScenarioSim.Text.Severity.Error);
        Assert.Equal(how == "as a policy" ? ["threaten", "preempt", $"{policy}_what_if"] : ["threaten", "preempt"], read.Scenario!.Policies.Select(p => p.Name));
        using var again = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Policy = how == "as a policy" ? $"{policy}_what_if" : policy }, path: saved);
        Assert.Equal(set.Outcomes.Select(o => o.Probability), again.Desk.Model.File!.Results!.Outcomes.Select(o => o.Probability));
        // Once more is another file: what was saved stays.
        stage.Press("S").Type(how).Press("Enter");
        Assert.Contains("week-what-if-2.yaml", stage.Desk.Model.Notice!.Text);
    }

    [Theory]
    [InlineData("as a policy")]
    [InlineData("under every policy")]
    public void The_name_of_a_policy_is_saved_as_it_is(string how)
    {
        const string Name = "on: a # b";
        string path = Week.Write("named.yaml", Week.Text.Replace("  preempt:", $"  \"{Name}\":"));
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["resolve=0.9"], Policy = Name }, path: path);
        stage.Press("S").Type(how).Press("Enter");
        var read = ScenarioSim.Language.ScenarioReader.Read(Path.Join(Path.GetDirectoryName(path), "named-what-if.yaml"), Week.Files);
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == ScenarioSim.Text.Severity.Error);
        Assert.Contains(read.Scenario!.Policies, p => p.Name == (how == "as a policy" ? Name + "_what_if" : Name));
    }

    [Fact]
    public void Where_nothing_is_set_there_is_nothing_to_save()
    {
        using var stage = new Stage(120, 30);
        Assert.Contains("nothing is set: w sets an assumption or a lever", stage.Press("S").Screen);
        Assert.Null(stage.Desk.Model.Picker);
    }

    [Fact]
    public void A_file_without_policies_keeps_the_one_that_it_has_beside_what_was_set()
    {
        string text = Week.Text.ReplaceLineEndings("\n");
        string path = Week.Write("plain.yaml", text[..text.IndexOf("policies:\n", StringComparison.Ordinal)]);
        using var stage = new Stage(120, 30, path: path);
        stage.Press("w").Type("resolve=0.9").Press("Enter", "S", "Enter");
        var read = ScenarioSim.Language.ScenarioReader.Read(Path.Join(Path.GetDirectoryName(path), "plain-what-if.yaml"), Week.Files);
        Assert.Equal(["baseline", "baseline_what_if"], read.Scenario!.Policies.Select(p => p.Name));
    }
}
