using ScenarioSim.App.Tui;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Files that change while they are open: saved, broken, gone, back again.</summary>
public class SavingTests
{
    [Fact]
    public void A_save_reads_the_file_anew_and_shows_what_moved()
    {
        string path = Week.Write("moving.yaml", Week.Text);
        using var stage = new Stage(100, 24, path: path);
        Assert.DoesNotContain("before the save", stage.Screen);
        stage.Save(path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.Contains("before the save", stage.Screen);
        Assert.Matches(@"% \(\+\d", stage.Screen);
    }

    [Fact]
    public void What_the_error_of_the_figures_explains_is_no_effect_of_a_save()
    {
        string path = Week.Write("hardly.yaml", Week.Text);
        using var stage = new Stage(100, 24, path: path);
        stage.Save(path, Week.Text.Replace("1% + 9% * pressure", "1.01% + 9% * pressure"));
        Assert.Matches(@"% \((unclear|same)\)", stage.Screen);
        Assert.DoesNotMatch(@"% \([+−]\d", stage.Screen);
    }

    [Fact]
    public void What_a_save_moved_is_told_of_the_runs_alone()
    {
        string path = Week.Write("solved.yaml", Week.Text);
        using var stage = new Stage(100, 24, path: path, solving: true);
        stage.Save(path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.Contains("before the save", stage.Screen);
        Assert.DoesNotContain("before the save", stage.Press("=").Screen);
        Assert.Contains("Solved exactly", stage.Screen);
        Assert.Contains("before the save", stage.Press("=").Screen);
    }

    [Fact]
    public void An_export_overwrites_nothing_and_says_what_was_written()
    {
        using var stage = new Stage(200, 24);
        string first = Path.Combine(Directory.CreateTempSubdirectory("scenariosim-").FullName, "week.json");
        string Written(string text)
        {
            stage.Desk.Do(m => new Step(m, [new Effect.Save(first, text)]));
            return stage.Desk.Model.Notice!.Text;
        }
        Assert.Equal($"wrote {first}", Written("one"));
        string second = first.Replace("week.json", "week-2.json"), third = first.Replace("week.json", "week-3.json");
        Assert.Equal($"wrote {second}, as {first} is there already", Written("two"));
        Assert.Equal($"wrote {third}, as {first} is there already", Written("three"));
        Assert.Equal(["one", "two", "three"], ((string[])[first, second, third]).Select(File.ReadAllText));
    }

    [Fact]
    public void A_broken_save_keeps_the_last_good_numbers_and_shows_the_errors()
    {
        string path = Week.Write("breaking.yaml", Week.Text);
        using var stage = new Stage(100, 30, path: path);
        stage.Save(path, Week.Text.Replace("theatre == invasion, stop", "theatre == invasoin, stop"));
        Assert.Contains("last save has errors", stage.Screen);
        Assert.Contains("Settlement", stage.Screen);
        Assert.Contains("(1 shows where)", stage.Screen);
        stage.Press("1");
        Assert.Contains("invasoin", stage.Screen);
        Assert.Contains("^^^", stage.Press("+").Screen);
        stage.Save(path, Week.Text);
        Assert.DoesNotContain("last save has errors", stage.Screen);
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
        stage.Save(foundation, Week.Text);
        Assert.False(stage.Desk.Model.File!.Read!.HasErrors);
    }

    [Fact]
    public void A_file_that_is_gone_is_called_so_and_read_again_when_it_is_back()
    {
        string path = Week.Write("leaving.yaml", Week.Text), away = path + ".away";
        using var stage = new Stage(100, 30, path: path);
        stage.Look(2);
        string before = stage.Screen;
        File.Move(path, away);
        stage.Look(2);
        Assert.Equal(before, stage.Screen);
        stage.Look(3);
        Assert.Contains("file is gone", stage.Screen);
        Assert.Contains("leaving.yaml is gone", stage.Screen);
        Assert.Contains("Settlement", stage.Screen);
        Assert.DoesNotContain("save", stage.Screen);
        var results = stage.Desk.Model.File!.Results;
        File.Move(away, path);
        stage.Look(2);
        Assert.DoesNotContain("is gone", stage.Screen);
        Assert.Same(results, stage.Desk.Model.File!.Results);
        File.Delete(path);
        stage.Look(5);
        Assert.Contains("file is gone", stage.Screen);
        stage.Save(path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.DoesNotContain("is gone", stage.Screen);
        Assert.Contains("before the save", stage.Screen);
    }

    [Fact]
    public void A_save_by_renaming_is_a_save()
    {
        string path = Week.Write("renamed.yaml", Week.Text);
        using var stage = new Stage(100, 30, path: path);
        stage.Look(2);
        File.Move(path, path + "~");
        stage.Look(1);
        Assert.DoesNotContain("gone", stage.Screen);
        stage.Save(path, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
        Assert.Contains("before the save", stage.Screen);
    }

    [Fact]
    public void A_save_that_changes_nothing_keeps_the_figures()
    {
        string path = Week.Write("same.yaml", Week.Text);
        using var stage = new Stage(100, 30, path: path);
        var results = stage.Press("r").Desk.Model.File!.Results;
        stage.Save(path, Week.Text);
        Assert.Same(results, stage.Desk.Model.File!.Results);
        Assert.DoesNotContain("before the save", stage.Screen);
    }

    [Fact]
    public void Figures_from_before_the_save_have_the_digits_of_those_after_it()
    {
        string path = Week.Write("rare.yaml", Week.Text);
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 100_000, Precision = null }, path: path);
        stage.Save(path, Week.Text.Replace("1% + 9% * pressure", "0.00001%"));
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
}
