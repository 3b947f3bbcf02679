using ScenarioSim.App.Tui.CompareView;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Other files that are compared with the one that is open.</summary>
public class OtherFilesTests
{
    [Fact]
    public void Another_file_that_is_compared_is_read_again_when_it_was_saved()
    {
        using var stage = Compared(out string other, out string name);
        double before = Figure(stage, name);
        stage.Save(other, Week.Text.Replace("1% + 9%", "1% + 30%"));
        stage.Look(1);
        Assert.True(Figure(stage, name) > before + 0.05, $"{before}, then {Figure(stage, name)}");
    }

    [Fact]
    public void While_it_has_errors_or_is_gone_what_it_said_before_stays_compared()
    {
        using var stage = Compared(out string other, out string name);
        double before = Figure(stage, name);
        stage.Save(other, "scenario: [");
        stage.Look(1);
        Assert.Contains("has errors now; compared is what it said before", stage.Screen);
        Assert.Contains($"{Path.GetFileName(other)} has errors", stage.Screen.Split('\n')[1]);
        Assert.Equal(before, Figure(stage, name));
        File.Delete(other);
        stage.Look(6);
        Assert.Contains("is gone; compared is what it said", string.Join(' ', stage.Screen.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(before, Figure(stage, name));
        // That it is stays said, where it is compared.
        Assert.Contains($"{Path.GetFileName(other)} is gone", stage.Screen.Split('\n')[1]);
        File.WriteAllText(other, Week.Text);
        stage.Look(6);
        Assert.DoesNotContain("is gone", stage.Screen.Split('\n')[1]);
    }

    [Fact]
    public void What_it_cannot_take_is_not_set()
    {
        using var stage = Compared(out _, out string name, Week.Text.Replace("flexibility", "leeway"));
        stage.Press("w").Type("flexibility=0.9").Press("Enter");
        Assert.Empty(stage.Desk.Model.Settings);
        Assert.StartsWith($"{name}, which is compared, cannot take what is set: there is no assumption or lever `flexibility`", stage.Desk.Model.Entry!.Wrong);
    }

    [Fact]
    public void What_it_can_take_no_longer_once_it_was_saved_is_said()
    {
        using var stage = Compared(out string other, out string name);
        stage.Press("w").Type("flexibility=0.9").Press("Enter");
        Assert.Equal(["flexibility=0.9"], stage.Desk.Model.Settings);
        stage.Save(other, Week.Text.Replace("flexibility", "leeway"));
        stage.Look(1);
        Assert.Contains($"{name}, which is compared, cannot take what is set: there is no assumption or lever `flexibility`", stage.Desk.Model.Notice!.Text);
        // To take it back is always allowed.
        stage.Press("w").Type("flexibility=").Press("Enter");
        Assert.Empty(stage.Desk.Model.Settings);
    }

    [Fact]
    public void A_file_read_again_is_of_no_concern_to_another_that_was_opened_meanwhile()
    {
        using var stage = Compared(out string other, out _);
        var read = ScenarioSim.Language.ScenarioReader.Read(other, new ScenarioSim.Language.DiskFiles());
        stage.Desk.Do(m => ScenarioSim.App.Tui.Session.Open(m, Week.Write("third.yaml", Week.Text)));
        stage.Engine.Settle();
        stage.Desk.Do(m => CompareUpdate.OtherRead(m, other, read, isAgain: true));
        Assert.Empty(stage.Desk.Model.Compare.Picks);
    }

    [Fact]
    public void The_cursor_of_the_choice_is_on_what_was_picked()
    {
        using var stage = Compared(out _, out string name, close: false);
        var picker = stage.Desk.Model.Picker!;
        Assert.Equal("[x] " + name, picker.Matching[picker.Cursor].Name);
        // Once more takes it back.
        stage.Press("Enter");
        picker = stage.Desk.Model.Picker!;
        Assert.Equal("[ ] " + name, picker.Matching[picker.Cursor].Name);
    }

    [Fact]
    public void Columns_that_would_look_alike_are_cut_elsewhere()
    {
        string long1 = Week.Write("a-long-scenario-name-alpha.yaml", Week.Text), long2 = Path.Combine(Path.GetDirectoryName(long1)!, "a-long-scenario-name-beta.yaml");
        File.WriteAllText(long2, Week.Text);
        using var stage = new Stage(110, 30);
        stage.Press("4", "Space");
        foreach (string file in (string[])[long1, long2])
        {
            var read = ScenarioSim.Language.ScenarioReader.Read(file, new ScenarioSim.Language.DiskFiles());
            stage.Desk.Do(m => CompareUpdate.OtherRead(m, file, read));
            stage.Engine.Settle();
        }
        string heads = stage.Press("Esc").Screen.Split('\n')[3];
        Assert.Contains("alpha.yaml:threaten", heads);
        Assert.Contains("beta.yaml:threaten", heads);
    }

    private static double Figure(Stage stage, string item) => stage.Desk.Model.Compare.Results!.Items.Single(i => i.Name == item).Results.Outcomes[0].Probability;

    // The week's policies and another file's first, which is picked last.
    private static Stage Compared(out string other, out string name, string? text = null, bool close = true)
    {
        string path = other = Week.Write("other.yaml", text ?? Week.Text);
        var stage = new Stage(120, 30);
        stage.Press("4", "Space");
        var read = ScenarioSim.Language.ScenarioReader.Read(path, new ScenarioSim.Language.DiskFiles());
        stage.Desk.Do(m => CompareUpdate.OtherRead(m, path, read));
        stage.Engine.Settle();
        if (close) stage.Press("Esc");
        name = $"{path}:threaten";
        stage.Look(2);
        return stage;
    }
}
