using ScenarioSim.App.Tui;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Keys: what the help names works, what cannot work says why, nothing is a dead end.</summary>
public class KeyTests
{
    private static readonly string[] Views = ["0", "1", "2", "3", "4", "5", "6"];

    // What the terminal is asked for, and what only moves a cursor that may be at its end already.
    private static readonly string[] Silent = ["Esc", "Backspace"];

    [Fact]
    public void Every_key_that_the_help_names_is_handled()
    {
        foreach (string view in Views)
        {
            using var stage = new Stage(100, 30);
            stage.Press(view);
            var before = stage.Desk.Model with { Used = System.Collections.Immutable.ImmutableDictionary<string, int>.Empty };
            foreach (var command in stage.Desk.Screens.Commands(before))
            {
                foreach (string key in command.Keys.Except(Silent))
                {
                    stage.Desk.Do(_ => before);
                    IsHandled(stage, view, command, key);
                }
            }
        }
    }

    private static void IsHandled(Stage stage, string view, Command command, string key)
    {
        bool can = command.WhyNot(stage.Desk.Model) is null;
        stage.Press(key);
        var after = stage.Desk.Model;
        if (can) Assert.True(after.Used.ContainsKey(command.Name), $"{key} in view {view} did not do `{command.Name}`");
        else Assert.True(after.Notice is not null, $"{key} in view {view} does not say why it cannot work");
    }

    [Fact]
    public void No_key_means_two_things_in_a_view()
    {
        using var stage = new Stage(80, 24);
        foreach (string view in Views)
        {
            stage.Press(view);
            var keys = stage.Desk.Screens.Commands(stage.Desk.Model).SelectMany(c => c.Keys).ToList();
            Assert.Equal(keys.Distinct(), keys);
            var names = stage.Desk.Screens.Commands(stage.Desk.Model).Select(c => c.Name).ToList();
            Assert.Equal(names.Distinct(), names);
        }
    }

    [Fact]
    public void Letters_mean_the_same_in_every_view()
    {
        using var stage = new Stage(80, 24);
        var meaning = new Dictionary<string, string>();
        foreach (string view in Views)
        {
            stage.Press(view);
            foreach (var command in stage.Desk.Screens.Commands(stage.Desk.Model).Where(c => !c.IsMove && c.Label is not null))
            {
                foreach (string key in command.Keys.Where(k => k.Length == 1 && char.IsLetter(k[0])))
                {
                    string label = command.Label!.Split(' ')[0];
                    if (meaning.TryGetValue(key, out string? other)) Assert.Equal(other, label);
                    meaning[key] = label;
                }
            }
        }
    }

    [Fact]
    public void A_key_that_cannot_work_says_why_for_two_seconds()
    {
        using var stage = new Stage(80, 24);
        Assert.Contains("nothing is running", stage.Press("x").Screen);
        stage.Clock.Pass(TimeSpan.FromSeconds(1.9));
        stage.Desk.Tick();
        Assert.Contains("nothing is running", stage.Screen);
        stage.Clock.Pass(TimeSpan.FromSeconds(0.2));
        stage.Desk.Tick();
        Assert.DoesNotContain("nothing is running", stage.Screen);
    }

    [Fact]
    public void Escape_goes_back_one_step_and_never_leaves()
    {
        using var stage = new Stage(80, 24);
        string start = stage.Screen;
        stage.Press("Enter", "Esc");
        Assert.Equal(start, stage.Screen);
        stage.Press("Esc", "Esc", "Esc");
        Assert.False(stage.Terminal.HasLeft);
        Assert.Equal(start, stage.Screen);
    }

    [Fact]
    public void Escape_from_the_runs_behind_a_figure_goes_back_to_that_figure()
    {
        using var stage = new Stage(80, 24);
        string outcome = stage.Press("Down", "Enter").Screen;
        Assert.Equal("settlement", stage.Press("Enter").Desk.Model.Filter);
        Assert.Equal(outcome, stage.Press("Enter", "Esc", "Esc").Screen);
        string bin = stage.Press("Esc", "Down", "Down", "Enter", "Right").Screen;
        Assert.StartsWith("days_to_invasion ", stage.Press("Enter").Desk.Model.Filter);
        Assert.Equal(bin, stage.Press("Esc").Screen);
        Assert.Equal("", stage.Press("5").Desk.Model.Filter);
    }

    [Fact]
    public void A_filter_of_runs_that_was_there_before_is_there_again()
    {
        using var stage = new Stage(80, 24);
        stage.Press("5", "/").Type("day<20").Press("Enter", "2", "Enter", "Enter");
        Assert.Equal("invasion", stage.Desk.Model.Filter);
        Assert.Equal(ScreenId.Outcomes, stage.Press("Esc").Desk.Model.Screen);
        Assert.Equal("day<20", stage.Press("5").Desk.Model.Filter);
        Assert.Equal((ScreenId.Runs, ""), (stage.Press("Esc").Desk.Model.Screen, stage.Desk.Model.Filter));
    }

    [Fact]
    public void Zooming_says_why_it_cannot_where_the_detail_has_the_body()
    {
        using var stage = new Stage(120, 40);
        foreach (string view in (string[])["2", "4", "6"])
        {
            string opened = stage.Press(view, "Enter").Screen;
            Assert.Contains("the detail has the body already", stage.Press("+").Screen);
            Assert.Equal(opened, stage.Press("J", "K").Screen);
        }
    }

    [Fact]
    public void The_last_view_is_one_that_was_shown()
    {
        using var stage = new Stage(80, 24);
        string start = stage.Screen;
        Assert.Contains("no other view was shown before", stage.Press("-").Screen);
        Assert.Equal(start, stage.Press("3", "-").Screen);
        Assert.Equal(ScreenId.Time, stage.Press("-").Desk.Model.Screen);
    }

    [Theory]
    [InlineData("F1", "Keys")]
    [InlineData("Backspace", "Back")]
    [InlineData("Ctrl-D", "Page down")]
    [InlineData("ctrl-c", "Leave")]
    [InlineData("Home", "First row")]
    [InlineData("quit", "Leave")]
    [InlineData("help", "Keys")]
    public void The_help_finds_a_row_by_any_of_its_keys_and_by_its_word_in_the_key_line(string typed, string command)
    {
        using var stage = new Stage(100, 30);
        Assert.Equal(command, stage.Press("?").Type(typed).Desk.Model.Picker!.Matching[0].Name);
    }

    [Fact]
    public void The_palette_finds_a_command_by_a_few_letters_and_does_it()
    {
        using var stage = new Stage(80, 24);
        stage.Press("Ctrl-P").Type("frz").Press("Enter");
        Assert.True(stage.Desk.Model.Frozen);
        Assert.Null(stage.Desk.Model.Picker);
        // What was used last and most stands first while nothing is typed.
        Assert.Equal("Freeze", stage.Press(":").Desk.Model.Picker!.Rows.First(r => r.Name != "Commands").Name);
    }

    [Fact]
    public void A_filter_narrows_live_and_survives_a_change_of_view()
    {
        using var stage = new Stage(80, 24);
        stage.Press("/").Type("inva");
        Assert.DoesNotContain("Settlement", stage.Screen);
        stage.Press("Enter", "3", "2");
        Assert.DoesNotContain("Settlement", stage.Screen);
        stage.Press("Esc");
        Assert.Contains("Settlement", stage.Screen);
        stage.Press("/").Type("!inva").Press("Enter");
        Assert.Contains("Settlement", stage.Screen);
        Assert.DoesNotContain("Full-scale", stage.Screen);
    }

    [Fact]
    public void A_filter_given_up_is_as_it_was_before()
    {
        using var stage = new Stage(80, 24);
        string start = stage.Screen;
        stage.Press("/").Type("inva").Press("Esc");
        Assert.Equal(start, stage.Screen);
    }

    [Fact]
    public void Letters_typed_into_a_filter_do_nothing_else()
    {
        using var stage = new Stage(80, 24);
        stage.Press("/").Type("qpx5");
        Assert.False(stage.Terminal.HasLeft);
        Assert.Equal(ScreenId.Outcomes, stage.Desk.Model.Screen);
        Assert.Equal("qpx5", stage.Desk.Model.Filter);
    }

    [Fact]
    public void Tabs_rows_and_keys_can_be_clicked()
    {
        using var stage = new Stage(80, 24);
        stage.Click("Settlement");
        Assert.Equal(1, stage.Desk.Model.Outcomes.Cursor);
        stage.Click("3 Time");
        Assert.Equal(ScreenId.Time, stage.Desk.Model.Screen);
        stage.Click("policy");
        Assert.Equal("Policy", stage.Desk.Model.Picker!.Title);
        stage.Click("preempt");
        Assert.Equal("preempt", stage.Desk.Model.File!.Results!.Policy.Name);
    }

    [Fact]
    public void The_mouse_can_be_given_to_the_terminal_and_taken_back()
    {
        using var stage = new Stage(80, 24);
        Assert.False(stage.Press("m").Terminal.MouseIsOn);
        Assert.True(stage.Press("m").Terminal.MouseIsOn);
    }

    [Fact]
    public void Copying_gives_the_number_the_table_or_the_command()
    {
        using var stage = new Stage(80, 24);
        stage.Press("y", "Enter", "y", "Down", "Enter", "y", "End", "Down", "Down", "Down", "Enter");
        Assert.Matches(@"^\d+(\.\d+)? %$", stage.Terminal.Copied[0]);
        // Pasted elsewhere it says what it is of, with the digits of the screen.
        Assert.StartsWith("**Geneva week: threaten, seed 1, 4,096 runs**\n\n| kind | name |", stage.Terminal.Copied[1]);
        Assert.Contains($"| outcome | invasion | Full-scale invasion | {stage.Terminal.Copied[0]} |", stage.Terminal.Copied[1]);
        Assert.Equal($"scenariosim run {Week.Path} --policy threaten --runs 4096", stage.Terminal.Copied[2]);
    }

    [Fact]
    public void The_editor_opens_at_the_line_of_what_the_cursor_is_on()
    {
        using var stage = new Stage(80, 24);
        int line = Array.FindIndex(Week.Text.ReplaceLineEndings("\n").Split('\n'), l => l.Contains("settlement:", StringComparison.Ordinal)) + 1;
        Assert.Equal((Week.Path, line), stage.Press("Down", "e").Terminal.Edited);
    }

    [Fact]
    public void Home_and_End_go_to_the_ends_of_a_list_to_pick_from()
    {
        using var stage = new Stage(80, 24);
        Assert.Equal("q Ctrl-C", Row(stage.Press("?", "End")).Key);
        Assert.Equal("Enter", Row(stage.Press("Home")).Key);

        static PickerRow Row(Stage stage) => stage.Desk.Model.Picker!.Matching[stage.Desk.Model.Picker.Cursor];
    }
}
