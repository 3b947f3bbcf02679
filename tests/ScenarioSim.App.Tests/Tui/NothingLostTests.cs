using ScenarioSim.App.Tui;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>What was found, chosen or typed stays, and what cannot be done is said.</summary>
public class NothingLostTests
{
    [Fact]
    public void A_run_stays_under_the_cursor_when_the_policy_changes()
    {
        using var stage = new Stage(120, 30);
        stage.Press("5", "Down", "Down", "Down");
        Assert.Equal(3, stage.Desk.Model.Runs.Run);
        stage.Press("p", "Down", "Enter");
        Assert.Equal("preempt", stage.Desk.Model.Runs.Policy!.Name);
        Assert.Equal((3, 3L), (stage.Desk.Model.Runs.Run, stage.Desk.Model.Runs.Telling.Run));
        stage.Press("w").Type("resolve=0.9").Press("Enter");
        Assert.Equal(3, stage.Desk.Model.Runs.Run);
        Assert.Equal(4, stage.Press("Down").Desk.Model.Runs.Run);
    }

    [Fact]
    public void The_file_that_is_open_is_gone_back_to_with_all_that_was_found()
    {
        using var stage = new Stage(120, 30);
        stage.Press("p", "Down", "Enter", "4");
        var results = stage.Desk.Model.File!.Results;
        stage.Press("0").Desk.Do(m => Session.Open(m, Week.Path));
        Assert.Equal(ScreenId.Compare, stage.Desk.Model.Screen);
        Assert.Same(results, stage.Desk.Model.File!.Results);
        Assert.Equal("preempt", stage.Desk.Model.File.Policy!.Name);
    }

    [Fact]
    public void A_filter_that_nothing_passes_says_so_over_time_and_lets_go_of_nothing()
    {
        using var stage = new Stage(120, 30);
        stage.Press("3", "Down");
        int before = stage.Desk.Model.Time.Subject;
        Assert.Contains("nothing matches the filter", stage.Press("/").Type("zzz").Screen);
        stage.Press("Backspace", "Backspace", "Backspace").Type("outcomes");
        Assert.Equal(0, stage.Desk.Model.Time.Subject);
        Assert.Equal(before, stage.Press("Esc").Desk.Model.Time.Subject);
    }

    [Fact]
    public void A_filter_that_is_taken_back_brings_back_what_was_shown_even_after_a_save_with_fewer_tracks()
    {
        string path = Week.Write("fewer.yaml", Week.Text);
        using var stage = new Stage(120, 30, path: path);
        stage.Press("3", "/").Type("geneva").Press("Enter");
        Assert.NotEqual(0, stage.Desk.Model.Time.Subject);
        Assert.Equal(0, stage.Press("Esc").Desk.Model.Time.Subject);
        // The last track, hidden by a filter, and then gone.
        for (int i = 0; i < 9; i++) stage.Press("Down");
        stage.Press("/").Type("geneva").Press("Enter");
        stage.Save(path, "scenario: Few\nstart: 2022-01-01\nend: 2022-01-31\ntracks: { geneva: { states: { open: [ { chance: 5% per week, to: shut } ], shut: [] } } }\noutcomes: { any: { otherwise: true } }\n");
        stage.Look(1);
        Assert.Contains("geneva", stage.Press("Esc").Screen);
    }

    [Fact]
    public void A_run_that_no_longer_passes_the_filter_is_let_go_when_it_is_listed()
    {
        using var stage = new Stage(120, 30);
        stage.Press("5", "/").Type("standoff").Press("Enter", "Down", "Down");
        stage.Press("p", "Down", "Enter");
        Assert.True(stage.Desk.Model.Runs.Sought < 0);
        Assert.Equal(stage.Desk.Model.Runs.Run, stage.Desk.Model.Runs.Telling.Run);
    }

    [Fact]
    public void Pasted_text_goes_where_one_types()
    {
        using var stage = new Stage(120, 30);
        stage.Press("w").Desk.Paste("resolve=\n0.9\t");
        Assert.Contains("what if resolve= 0.9", stage.Screen);
        stage.Press("Enter");
        stage.Press("/").Type("peak").Desk.Paste(" or\u001b share");
        Assert.Equal("peak or share", stage.Desk.Model.Entry!.Text);
        stage.Press("Esc");
        Assert.Equal(["resolve=0.9"], stage.Desk.Model.Settings);
        stage.Press(":").Desk.Paste("freeze");
        Assert.Equal("freeze", stage.Desk.Model.Picker!.Query);
        stage.Press("Esc").Desk.Paste("q");
        Assert.Contains("nothing is being typed here", stage.Screen);
        Assert.False(stage.Terminal.HasLeft);
        stage.Press("5", "/").Desk.Paste("invasion");
        Assert.All(stage.Desk.Model.Runs.Matching, r => Assert.Equal(0, r.Outcome));
    }

    [Fact]
    public void A_reason_that_has_no_room_behind_what_was_typed_stands_above_it()
    {
        using var stage = new Stage(60, 16);
        stage.Press("w").Type("resolve=0.1 + 0.2 * (0.3 + 0.4 * (0.5 + 0.6 * 0.7").Press("Enter");
        string[] rows = stage.Screen.TrimEnd('\n').Split('\n');
        Assert.Contains("never closed", rows[^2] + rows[^3]);
        Assert.Contains("0.6 * 0.7", rows[^1]);
    }

    [Fact]
    public void What_is_too_large_for_a_terminal_is_not_said_to_be_copied()
    {
        using var stage = new Stage(100, 30);
        stage.Desk.Do(m => new Step(m, [new Effect.Copy(new string('x', 2_000_000), "table")]));
        Assert.Empty(stage.Terminal.Copied);
        Assert.Contains("the table is too large to copy (2.0 MB): E writes it to a file", stage.Screen);
    }

    [Fact]
    public void A_table_holds_what_passes_the_filter()
    {
        using var stage = new Stage(100, 30);
        stage.Press("/").Type("peak").Press("Enter");
        Assert.Equal("peak_tension", Assert.Single(stage.Desk.Screens[ScreenId.Outcomes].Table(stage.Desk.Model)!.Rows)[1]);
    }

    [Fact]
    public void Enter_says_what_it_does_in_a_detail_that_is_open()
    {
        using var stage = new Stage(100, 30);
        Assert.Contains("Enter runs", stage.Press("Enter").Screen);
        stage.Press("Esc", "4", "Enter", "Enter");
        Assert.Contains("it is open already: Esc goes back to the table", stage.Screen);
        stage.Press("5", "Enter", "Enter");
        Assert.Contains("it has the body already: Esc goes back to the list", stage.Screen);
    }
}
