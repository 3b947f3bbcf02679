using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.FilesView;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Opening, saving, running more, stopping, freezing.</summary>
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
    public void A_save_reads_the_file_anew_and_shows_what_moved()
    {
        string path = Week.Write("moving.yaml", Week.Text);
        using var stage = new Stage(100, 24, path: path);
        Assert.DoesNotContain("before the save", stage.Screen);
        Save(stage, path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.Contains("before the save", stage.Screen);
        Assert.Matches(@"% \(\+\d", stage.Screen);
    }

    [Fact]
    public void What_a_save_moved_is_told_of_the_runs_alone()
    {
        string path = Week.Write("solved.yaml", Week.Text);
        using var stage = new Stage(100, 24, path: path, solving: true);
        Save(stage, path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.Contains("before the save", stage.Screen);
        Assert.DoesNotContain("before the save", stage.Press("=").Screen);
        Assert.Contains("Solved exactly", stage.Screen);
        Assert.Contains("before the save", stage.Press("=").Screen);
    }

    [Fact]
    public void A_broken_save_keeps_the_last_good_numbers_and_shows_the_errors()
    {
        string path = Week.Write("breaking.yaml", Week.Text);
        using var stage = new Stage(100, 30, path: path);
        Save(stage, path, Week.Text.Replace("theatre == invasion, stop", "theatre == invasoin, stop"));
        Assert.Contains("last save has errors", stage.Screen);
        Assert.Contains("Settlement", stage.Screen);
        Assert.Contains("(1 shows where)", stage.Screen);
        stage.Press("1", "Down", "Down");
        Assert.Contains("invasoin", stage.Screen);
        Assert.Contains("^^^", stage.Press("+").Screen);
        Save(stage, path, Week.Text);
        Assert.DoesNotContain("last save has errors", stage.Screen);
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

    [Fact]
    public void A_base_is_watched_although_nothing_could_be_read_yet()
    {
        string path = Week.Write("variant.yaml", "extends: base-of-variant.yaml\n");
        string foundation = Path.Combine(Path.GetDirectoryName(path)!, "base-of-variant.yaml");
        File.WriteAllText(foundation, "tracks: 7\n");
        using var stage = new Stage(100, 30, path: path);
        Assert.True(stage.Desk.Model.File!.Read!.HasErrors);
        Assert.Equal([path, foundation], stage.Desk.Model.File.Read.Files);
        Save(stage, foundation, Week.Text);
        Assert.False(stage.Desk.Model.File!.Read!.HasErrors);
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
        Assert.Equal(0, Workbench.Guard(() => { }, said));
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
    public void A_saved_result_of_another_version_is_compared_as_it_was_saved()
    {
        using var stage = new Stage(100, 30);
        string folder = Path.GetDirectoryName(Week.Write("old.yaml", Week.Text.Replace("1% + 9%", "2% + 9%")))!;
        using var old = new Stage(100, 30, path: Path.Combine(folder, "old.yaml"));
        string text = old.Press("E").Desk.Model.Picker!.Rows.Select(r => r.Do(old.Desk.Model).Effects.OfType<Effect.Save>().Single().Text)
            .First(t => t.Contains("scenariosim/result/1", StringComparison.Ordinal));
        var saved = ScenarioSim.Reports.Json.SavedResult.Read("old.json", System.Text.Encoding.UTF8.GetBytes(text));
        stage.Desk.Do(m => FilesUpdate.FoundSaved(m, new SavedItem("old.json", saved, [])));
        stage.Press("4", "Space").Type("old.json").Press("Enter", "Esc");
        Assert.Contains("old.json", stage.Screen);
        Assert.Contains("±", stage.Press("Right", "Enter").Screen);
    }

    [Fact]
    public void A_saved_result_of_this_file_is_simulated_anew_unless_it_was_solved()
    {
        using var stage = new Stage(100, 30);
        string text = Exported(stage);
        string solved = text.Replace("\"kernel\"", "\"exact\"").Replace("\"runs\": 4096,", "\"runs\": null,");
        foreach ((string name, string saved) in ((string, string)[])[("sampled.json", text), ("solved.json", solved)]) Found(stage, name, saved);
        stage.Press("4", "Space");
        Assert.StartsWith("saved, simulated anew: ", Candidate(stage, "sampled.json").Does);
        Assert.StartsWith("compared as saved, it was solved, not sampled: ", Candidate(stage, "solved.json").Does);
    }

    [Fact]
    public void A_saved_result_with_settings_is_simulated_anew_with_them_however_they_were_typed()
    {
        using var stage = new Stage(100, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["resolve = 0.9"] });
        string text = Exported(stage);
        Found(stage, "alike.json", text.Replace("resolve = 0.9", "resolve=0.9"));
        Found(stage, "other.json", text.Replace("resolve = 0.9", "resolve=0.2"));
        Found(stage, "more.json", text.Replace("resolve = 0.9", "flexibility=0.2"));
        stage.Press("4", "Space");
        Assert.Null(Candidate(stage, "alike.json").WhyNot);
        Assert.StartsWith("saved, simulated anew: ", Candidate(stage, "alike.json").Does);
        Assert.Equal("it was made with resolve=0.2, and resolve=0.9 is set for all that is compared", Candidate(stage, "other.json").WhyNot);
        stage.Type("more.json").Press("Enter", "Esc");
        var items = stage.Engine.Taken.OfType<Effect.Compare>().Last().Items;
        Assert.Equal(["resolve=0.9"], items[0].Settings);
        Assert.Equal(["flexibility=0.2", "resolve=0.9"], items.Single(i => i.Name == "more.json").Settings);
    }

    [Fact]
    public void What_was_set_on_the_command_line_is_in_sight()
    {
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["resolve = 0.9"] });
        Assert.Contains("threaten · resolve=0.9 · seed 1", stage.Screen);
        stage.Press("1", "/").Type("resolve").Press("Enter", "Down");
        Assert.Contains("set to 0.9 by --set", stage.Screen);
        using var small = new Stage(60, 16, stage.Desk.Model.Options);
        Assert.Contains("resolve=0.9 · ±", small.Screen);
    }

    [Fact]
    public void A_saved_result_whose_base_has_changed_is_compared_as_it_was_saved()
    {
        string path = Week.Write("variant.yaml", "extends: base.yaml\n");
        string foundation = Path.Combine(Path.GetDirectoryName(path)!, "base.yaml");
        File.WriteAllText(foundation, Week.Text);
        using var stage = new Stage(100, 30, path: path);
        Found(stage, "saved.json", Exported(stage));
        Assert.StartsWith("saved, simulated anew: ", Candidate(stage.Press("4", "Space"), "saved.json").Does);
        stage.Press("Esc");
        Save(stage, foundation, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.StartsWith("compared as saved, a file that its scenario extends is not as it was then: ", Candidate(stage.Press("Space"), "saved.json").Does);
    }

    [Fact]
    public void A_saved_result_of_another_file_that_is_as_it_was_is_simulated_anew()
    {
        string path = Week.Write("other.yaml", Week.Text.Replace("1% + 9%", "2% + 9%"));
        using var other = new Stage(100, 30, path: path);
        using var stage = new Stage(100, 30);
        Found(stage, "other.json", Exported(other));
        stage.Press("4", "Space");
        Assert.StartsWith("saved, simulated anew: ", Candidate(stage, "other.json").Does);
        stage.Type("other.json").Press("Enter", "Esc");
        Assert.All(stage.Desk.Model.Compare.Results!.Items, i => Assert.Equal(4096, i.Results.Runs));
        Assert.True(stage.Desk.Model.Compare.Results.IsPaired(2));
    }

    [Fact]
    public void A_saved_result_with_other_intervals_says_how_it_can_be_compared()
    {
        using var old = new Stage(100, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Confidence = 0.9 }, path: Week.Write("gone.yaml", Week.Text));
        using var stage = new Stage(100, 30);
        string text = Exported(old);
        File.Delete(old.Desk.Model.File!.Path);
        Found(stage, "gone.json", text);
        var candidate = Candidate(stage.Press("4", "Space"), "gone.json");
        Assert.StartsWith("compared as saved, its scenario is missing: ", candidate.Does);
        Assert.Equal("its intervals are of 90 %: --confidence 0.9 compares it", candidate.WhyNot);
    }

    [Fact]
    public void Results_that_are_found_later_come_into_the_list_that_is_open()
    {
        using var stage = new Stage(100, 30);
        string text = Exported(stage);
        stage.Press("4", "Space", "Down");
        Assert.DoesNotContain("late.json", stage.Screen);
        Found(stage, "late.json", text);
        Assert.Contains("late.json", stage.Screen);
        Assert.Equal("[x] preempt", stage.Desk.Model.Picker!.Matching[stage.Desk.Model.Picker.Cursor].Name);
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
        Assert.Contains("days to invasion", stage.Screen);
        // Both means there, whose difference it is: each policy's own are over other worlds.
        Assert.Matches(@"only in the \d+\.\d % of worlds that have it under both: mean [\d.]+, baseline's [\d.]+", stage.Screen);
        stage.Press("Down");
        Assert.Contains("peak tension", stage.Screen);
        Assert.DoesNotContain("under both", stage.Screen);
        Assert.Contains("* only worlds with both", stage.Press("Esc").Screen);
        Assert.Matches(@"4,096 worlds; \* in 24\.\d % of worlds: mean [\d.]+, baseline's [\d.]+", stage.Press("Up").Screen);
    }

    [Fact]
    public void A_file_that_is_gone_is_called_so_and_read_again_when_it_is_back()
    {
        string path = Week.Write("leaving.yaml", Week.Text), away = path + ".away";
        using var stage = new Stage(100, 30, path: path);
        Look(stage, 2);
        string before = stage.Screen;
        File.Move(path, away);
        Look(stage, 2);
        Assert.Equal(before, stage.Screen);
        Look(stage, 3);
        Assert.Contains("file is gone", stage.Screen);
        Assert.Contains("leaving.yaml is gone", stage.Screen);
        Assert.Contains("Settlement", stage.Screen);
        Assert.DoesNotContain("save", stage.Screen);
        var results = stage.Desk.Model.File!.Results;
        File.Move(away, path);
        Look(stage, 2);
        Assert.DoesNotContain("is gone", stage.Screen);
        Assert.Same(results, stage.Desk.Model.File!.Results);
        File.Delete(path);
        Look(stage, 5);
        Assert.Contains("file is gone", stage.Screen);
        Save(stage, path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.DoesNotContain("is gone", stage.Screen);
        Assert.Contains("before the save", stage.Screen);
    }

    [Fact]
    public void A_save_by_renaming_is_a_save()
    {
        string path = Week.Write("renamed.yaml", Week.Text);
        using var stage = new Stage(100, 30, path: path);
        Look(stage, 2);
        File.Move(path, path + "~");
        Look(stage, 1);
        Assert.DoesNotContain("gone", stage.Screen);
        Save(stage, path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.Contains("before the save", stage.Screen);
    }

    [Fact]
    public void A_save_that_changes_nothing_keeps_the_figures()
    {
        string path = Week.Write("same.yaml", Week.Text);
        using var stage = new Stage(100, 30, path: path);
        var results = stage.Press("r").Desk.Model.File!.Results;
        Save(stage, path, Week.Text);
        Assert.Same(results, stage.Desk.Model.File!.Results);
        Assert.DoesNotContain("before the save", stage.Screen);
    }

    [Fact]
    public void Figures_from_before_the_save_have_the_digits_of_those_after_it()
    {
        string path = Week.Write("rare.yaml", Week.Text);
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 100_000, Precision = null }, path: path);
        Save(stage, path, Week.Text.Replace("1% + 9% * pressure", "0.00001%"));
        var rows = stage.Screen.Split('\n').Where(l => l.Contains("% (", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, rows.Count);
        foreach (string row in rows)
        {
            string[] digits = [.. System.Text.RegularExpressions.Regex.Matches(row, @"\.(\d+) %|\.(\d+)\)").Select(m => m.Groups[1].Value + m.Groups[2].Value)];
            Assert.Equal(3, digits.Length);
            Assert.All(digits, d => Assert.Equal(digits[0].Length, d.Length));
        }
        Assert.NotEqual(rows[0].Split(" %")[0].Split('.')[^1].Length, rows[1].Split(" %")[0].Split('.')[^1].Length);
    }

    [Fact]
    public void An_export_holds_what_is_on_the_screen()
    {
        using var stage = new Stage(100, 30);
        var picker = stage.Press("E").Desk.Model.Picker!;
        var files = picker.Rows.Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Save>().Single()).ToList();
        Assert.Contains(files, f => f.Name == "week-outcomes.csv" && f.Text.StartsWith("kind,name,title", StringComparison.Ordinal));
        Assert.Contains(files, f => f.Name == "week-outcomes.md" && f.Text.StartsWith("| kind |", StringComparison.Ordinal));
        Assert.Contains(files, f => f.Name == "week-outcomes.json" && f.Text.Contains("\"name\": \"invasion\"", StringComparison.Ordinal));
        Assert.Contains(files, f => f.Text.Contains("scenariosim/result/1", StringComparison.Ordinal));
    }

    private static void Look(Stage stage, int times)
    {
        for (int i = 0; i < times; i++)
        {
            stage.Clock.Pass(TimeSpan.FromMilliseconds(500));
            stage.Desk.Tick();
            stage.Engine.Settle();
        }
    }

    private static string Exported(Stage stage)
    {
        string text = stage.Press("E").Desk.Model.Picker!.Rows.Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Save>().Single().Text)
            .First(t => t.Contains("scenariosim/result/1", StringComparison.Ordinal));
        stage.Press("Esc");
        return text;
    }

    private static void Found(Stage stage, string name, string text)
    {
        var saved = ScenarioSim.Reports.Json.SavedResult.Read(name, System.Text.Encoding.UTF8.GetBytes(text));
        var item = SavedItem.Look(name, saved, Week.Files, new ScenarioSim.Language.ReadOptions());
        stage.Desk.Do(m => FilesUpdate.FoundSaved(m, item));
    }

    private static PickerRow Candidate(Stage stage, string name) =>
        stage.Desk.Model.Picker!.Rows.Single(r => r.Name.EndsWith(" " + name, StringComparison.Ordinal));

    private static void Save(Stage stage, string path, string text)
    {
        stage.Clock.Pass(TimeSpan.FromSeconds(1));
        stage.Desk.Tick();
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(stage.Clock.GetTimestamp() / 1000.0));
        stage.Clock.Pass(TimeSpan.FromSeconds(1));
        stage.Desk.Tick();
        stage.Engine.Settle();
    }
}
