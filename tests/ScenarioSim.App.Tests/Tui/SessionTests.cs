using ScenarioSim.App.Tui;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Opening, running more, stopping, freezing, and what the views say of it.</summary>
public class SessionTests
{
    [Fact]
    public void The_frame_is_there_before_the_file_is_read()
    {
        using var stage = new Stage(80, 24, open: false);
        stage.Engine.IsHeld = true;
        stage.Desk.Do(m => Session.Open(m, Week.Path));
        Assert.Contains("2 Outcomes", stage.Screen);
        Assert.Contains("reading", stage.Screen);
        stage.Engine.IsHeld = false;
        stage.Engine.Settle();
        Assert.Contains("Full-scale invasion", stage.Screen);
    }

    [Fact]
    public void What_could_not_be_set_is_said_with_the_figures_and_is_no_part_of_the_command()
    {
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["nosuch=1"] });
        Assert.Contains("there is no assumption or lever `nosuch`", stage.Screen);
        Assert.Contains("NOT SET: nosuch=1", stage.Screen.Split('\n')[0]);
        Assert.DoesNotContain("--set", stage.Desk.Screens[ScreenId.Outcomes].Shell(stage.Desk.Model));
        using var set = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["resolve=0.9"] });
        Assert.DoesNotContain("NOT SET", set.Screen);
        Assert.Contains("--set resolve=0.9", set.Desk.Screens[ScreenId.Outcomes].Shell(set.Desk.Model));
    }

    [Fact]
    public void A_file_with_errors_opens_with_its_errors()
    {
        string path = Week.Write("broken.yaml", Week.Text.Replace("per week, to: invasion", "per week, to: invasoin"));
        using var stage = new Stage(100, 30, path: path);
        Assert.Equal(ScreenId.Scenario, stage.Desk.Model.Screen);
        Assert.Contains("invasoin", stage.Screen);
        stage.Press("Down", "Enter");
        Assert.Equal(path, stage.Terminal.Edited?.Path);
        Assert.Contains("error", stage.Press("2").Screen);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(66)]
    [InlineData(72)]
    [InlineData(80)]
    [InlineData(100)]
    public void What_is_going_on_stands_beside_the_views_and_over_none(int width)
    {
        using var stage = new Stage(width, 16);
        string[] states = ["", "u", "r", "wait", "u"];
        foreach (string key in states)
        {
            if (key == "r") stage.Engine.IsHeld = true;
            if (key == "wait") stage.Clock.Pass(TimeSpan.FromSeconds(100));
            else if (key.Length > 0) stage.Press("2", key);
            stage.Desk.Tick();
            foreach (string view in (string[])["1", "2", "3", "4", "5", "6"])
            {
                stage.Press(view);
                string tabs = stage.Screen.Split('\n')[1];
                string name = stage.Desk.Screens[stage.Desk.Model.Screen].Title;
                Assert.Matches($@"^  1( Scenario)? +2( Outcomes)? +3( Time)? +4( Compare)? +5( Runs)? +6( Drivers)?( +(frozen)?( *((running|comparing|moving) )? *\d+ %( \d+ s)?( .*)?)?)?$", tabs);
                Assert.Contains($"{view} {name}", tabs);
                if (key == "wait") Assert.Matches(@"frozen .*\d %", tabs);
            }
        }
    }

    [Fact]
    public void Running_more_doubles_the_runs()
    {
        using var stage = new Stage(80, 24);
        stage.Press("r");
        Assert.Equal(8192, stage.Desk.Model.File!.Results!.Runs);
    }

    [Fact]
    public void Stopping_keeps_what_there_is_and_escape_does_not_stop()
    {
        using var stage = new Stage(80, 24);
        stage.Engine.IsHeld = true;
        stage.Press("r", "Esc");
        Assert.True(stage.Desk.Model.IsRunning());
        stage.Press("x");
        Assert.False(stage.Desk.Model.IsRunning());
        Assert.Contains(stage.Engine.Taken, e => e is Effect.StopWork);
        Assert.Contains("Full-scale invasion", stage.Screen);
    }

    [Fact]
    public void Frozen_numbers_stand_still_until_u()
    {
        using var stage = new Stage(80, 24);
        stage.Press("u", "r");
        Assert.Equal(4096, stage.Desk.Model.File!.Results!.Runs);
        stage.Press("u");
        Assert.Equal(8192, stage.Desk.Model.File!.Results!.Runs);
    }

    [Fact]
    public void Another_policy_has_its_own_numbers()
    {
        using var stage = new Stage(80, 24);
        string before = stage.Screen;
        stage.Press("p", "Down", "Enter");
        Assert.Contains("preempt", stage.Screen);
        Assert.NotEqual(before, stage.Screen);
    }

    [Fact]
    public void News_of_a_job_that_was_given_up_are_dropped()
    {
        using var stage = new Stage(80, 24);
        var old = stage.Desk.Model.File!.Results!;
        stage.Press("p", "Down", "Enter");
        stage.Desk.Do(m => Session.Simulated(m, 1, old, 1, true));
        Assert.Equal("preempt", stage.Desk.Model.File!.Results!.Policy.Name);
    }

    [Fact]
    public void A_failure_of_the_engine_is_said_and_the_workbench_goes_on()
    {
        using var stage = new Stage(80, 24);
        stage.Desk.Do(m => Session.Failed(m, "InvalidOperationException: no such thing"));
        Assert.Contains("engine failed", stage.Screen);
        Assert.Contains("What the file says", stage.Press("1").Screen);
    }

    [Fact]
    public void A_defect_says_what_it_was_and_how_to_report_it()
    {
        string report = Workbench.Report(new InvalidOperationException("no such thing"));
        Assert.Contains("InvalidOperationException: no such thing", report);
        Assert.Contains("report", report);
    }

    [Fact]
    public void A_defect_ends_with_70_and_leaving_with_0()
    {
        var said = new StringWriter();
        Assert.Equal(70, Workbench.Guard(() => throw new InvalidOperationException("no such thing"), said));
        Assert.Contains("Please report it", said.ToString());
        Assert.Equal(0, Workbench.Guard(() => 0, said));
    }

    [Fact]
    public void A_baseline_stays_one_in_the_outcomes()
    {
        using var stage = new Stage(100, 30);
        stage.Press("4", "Right", "b", "2");
        Assert.Contains("less preempt", stage.Screen);
        stage.Press("4", "b", "2");
        Assert.DoesNotContain("less preempt", stage.Screen);
    }

    [Fact]
    public void What_was_set_on_the_command_line_is_in_sight()
    {
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["resolve = 0.9"] });
        Assert.Contains("threaten · resolve=0.9 · seed 1", stage.Screen);
        stage.Press("1", "/").Type("resolve").Press("Enter", "Down");
        Assert.Contains("set to 0.9 under every policy", stage.Screen);
        using var small = new Stage(60, 16, stage.Desk.Model.Options);
        Assert.Contains("resolve=0.9 · ±", small.Screen);
    }

    [Fact]
    public void What_was_set_holds_for_a_run_under_another_policy_too()
    {
        using var stage = new Stage(120, 40, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["resolve = 0.9"] });
        stage.Press("5", "t");
        Assert.Equal("preempt", stage.Desk.Model.Runs.Telling.Beside?.Name);
        Assert.DoesNotContain("0.9 or", stage.Screen);
        Assert.NotNull(stage.Desk.Model.Runs.Telling.Other);
        int asked = stage.Desk.Model.Jobs;
        stage.Press("z", "z");
        // What is told already is not asked for again.
        Assert.Equal(asked, stage.Desk.Model.Jobs);
    }

    [Fact]
    public void What_is_under_way_is_called_by_its_name_when_more_runs_cannot_be_made()
    {
        using var stage = new Stage(100, 30);
        stage.Engine.IsHeld = true;
        stage.Press("4", "r");
        Assert.Contains("the comparison is being made", stage.Screen);
        Assert.DoesNotContain("more runs are being made already", stage.Screen);
        stage.Engine.IsHeld = false;
        stage.Engine.Settle();
        stage.Engine.IsHeld = true;
        stage.Press("r", "r");
        Assert.Contains("more runs are being made already", stage.Screen);
    }

    [Fact]
    public void A_comparison_that_was_stopped_goes_on_and_what_was_not_stays()
    {
        using var stage = new Stage(100, 30);
        stage.Engine.IsHeld = true;
        stage.Press("4", "x", "r");
        var more = stage.Engine.Taken.OfType<Effect.More>().Single();
        Assert.Equal((null, 4096), (more.Runs, more.Worlds));
        Assert.True(stage.Desk.Model.Compare.Work.Running);
        Assert.False(stage.Desk.Model.File!.Work.Running);
        stage.Engine.IsHeld = false;
        stage.Engine.Settle();
        stage.Press("r");
        Assert.Equal((8192, 8192), (stage.Desk.Model.File.Results!.Runs, stage.Desk.Model.Compare.Work.Done));
    }

    // No outcome stops a run, so that all come on the last date; a branch that repeats is pending for ever.
    private const string Quiet = """
        scenario: Quiet
        start: 2025-03-01
        end: 2025-06-30
        tracks:
          talks: { states: { open: [{ chance: 4% per week, to: agreed }], agreed: [] } }
        branches:
          incident: { chance: 20% per week, repeats: true }
        outcomes:
          agreement: { when: talks == agreed }
          open_question: { otherwise: true }
        measures:
          incidents: visits(incident)
        """;

    [Fact]
    public void Where_no_outcome_stops_a_run_the_views_say_why_all_come_on_the_last_date()
    {
        using var stage = new Stage(100, 30, path: Week.Write("quiet.yaml", Quiet));
        stage.Press("2", "Enter");
        Assert.Contains("all on 2025-06-30, the last date: without `stop: true` an outcome is read there", stage.Screen);
        stage.Press("3");
        Assert.Contains("Outcomes by date", stage.Screen);
        Assert.Contains("No outcome has `stop: true`: all come on the last date.", stage.Screen);
        stage.Press("Down");
        Assert.DoesNotContain("stop: true", stage.Screen);
        using var small = new Stage(60, 16, path: Week.Write("quiet.yaml", Quiet));
        string screen = small.Press("3").Screen;
        Assert.Contains("No outcome has `stop: true`: all come on the last date.", screen);
        Assert.Contains("50 ", screen);
        using var stopping = new Stage(100, 30);
        Assert.DoesNotContain("stop: true", stopping.Press("3").Screen);
    }

    [Fact]
    public void A_branch_that_repeats_is_not_among_the_states_of_an_outcome()
    {
        using var stage = new Stage(100, 30, path: Week.Write("quiet.yaml", Quiet));
        stage.Press("2", "Enter");
        Assert.Contains("talks : open", stage.Screen);
        Assert.DoesNotContain("pending", stage.Screen);
    }

    [Fact]
    public void A_difference_of_a_measure_says_in_which_worlds_it_is()
    {
        using var stage = new Stage(100, 30);
        stage.Press("4", "Down", "Down", "Down", "Enter");
        Assert.Matches(@"days to invasion: happens: \d+\.\d % only under preempt", stage.Screen);
        stage.Press("Down");
        Assert.Contains("days to invasion", stage.Screen);
        // Both means there, whose difference it is: each policy's own are over other worlds.
        Assert.Matches(@"only in the \d+\.\d % of worlds that have it under both: mean [\d.]+, baseline's [\d.]+", stage.Screen);
        stage.Press("Down");
        Assert.Contains("peak tension", stage.Screen);
        Assert.DoesNotContain("under both", stage.Screen);
        Assert.Contains("* only of worlds with both", stage.Press("Esc").Screen);
        Assert.Matches(@"\* in the [\d.]+ % of worlds with both", stage.Press("Up").Screen);
    }

    [Fact]
    public void A_mean_has_the_same_digits_in_the_list_and_in_its_detail()
    {
        const string Small = """
            scenario: Small
            start: 2025-03-01
            end: 2025-06-30
            tracks:
              talks: { states: { open: [{ chance: 0.3% per week, to: agreed }], agreed: [] } }
            outcomes: { any: { otherwise: true } }
            measures:
              agreements: visits(talks == agreed)
              days_open: time_to(talks == agreed)
            """;
        using var stage = new Stage(100, 30, new WorkbenchOptions { Runs = 100_000, Precision = null }, path: Week.Write("small.yaml", Small));
        string Listed(string name) => System.Text.RegularExpressions.Regex.Match(stage.Screen, name + @"( \([^)]*\))? +(0?\.?\d+(\.\d+)?) ").Groups[2].Value;
        string agreements = Listed("agreements"), open = Listed("days open");
        Assert.Matches(@"^0\.0\d\d\d?$", agreements);
        Assert.Contains($"mean {agreements} ", stage.Press("End", "Up", "Enter").Screen);
        Assert.Contains($"mean {open} ", stage.Press("Down").Screen);
    }

    [Fact]
    public void An_export_holds_what_is_on_the_screen()
    {
        using var stage = new Stage(100, 30);
        var picker = stage.Press("E").Desk.Model.Picker!;
        var files = picker.Rows.Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Save>().Single()).ToList();
        Assert.Contains(files, f => f.Name == "week-outcomes.csv" && f.Text.StartsWith("kind,name,title", StringComparison.Ordinal));
        Assert.Contains(files, f => f.Name == "week-outcomes.md" && f.Text.StartsWith("**Geneva week: threaten, seed 1, 4,096 runs**\n\n| kind |", StringComparison.Ordinal));
        Assert.Contains(files, f => f.Name == "week-outcomes.json" && f.Text.Contains("\"name\": \"invasion\"", StringComparison.Ordinal));
        Assert.Contains(files, f => f.Text.Contains("scenariosim/result/1", StringComparison.Ordinal));
    }
}
