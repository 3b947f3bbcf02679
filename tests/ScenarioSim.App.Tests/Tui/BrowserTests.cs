using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.Shell;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The browser of files.</summary>
public class BrowserTests
{
    [Fact]
    public void The_folders_are_looked_through_each_time_the_browser_is_shown()
    {
        using var stage = new Stage(100, 30);
        int Looks() => stage.Engine.Taken.OfType<Effect.Scan>().Count();
        stage.Press("0", "Down", "2", "0");
        // The first look is not over yet.
        Assert.Equal(1, Looks());
        stage.Desk.Do(m => FilesUpdate.ScanEnded(m, []));
        stage.Press("Down", "Up");
        Assert.Equal(1, Looks());
        stage.Press("2", "0");
        Assert.Equal(2, Looks());
    }

    [Fact]
    public void Files_that_came_changed_or_went_are_seen_and_the_cursor_stays_on_its_file()
    {
        using var stage = new Stage(100, 30);
        string b = Week.Write("b.yaml", Week.Text), folder = Path.GetDirectoryName(b)!;
        string Beside(string name) => Path.Combine(folder, name);
        foreach (string name in (string[])["a.yaml", "c.yaml"]) File.WriteAllText(Beside(name), Week.Text);
        stage.Press("0");
        Look(stage, folder);
        stage.Press("Home", "Down");
        Assert.Equal(b, FilesUpdate.Selected(stage.Desk.Model)!.Path);
        File.Delete(Beside("a.yaml"));
        File.WriteAllText(Beside("aa.yaml"), Week.Text);
        File.WriteAllText(Beside("c.yaml"), Week.Text.Replace("per week, to: invasion", "per week, to: invasoin"));
        Look(stage, folder);
        Assert.Equal(["aa.yaml", "b.yaml", "c.yaml"], FilesUpdate.Shown(stage.Desk.Model).Select(f => Path.GetFileName(f.Path)));
        Assert.Equal(b, FilesUpdate.Selected(stage.Desk.Model)!.Path);
        Assert.Equal(1, FilesUpdate.Shown(stage.Desk.Model)[2].Errors);
        File.Delete(b);
        Look(stage, folder);
        Assert.Equal(Beside("c.yaml"), FilesUpdate.Selected(stage.Desk.Model)!.Path);
    }

    [Fact]
    public void A_saved_result_that_is_gone_cannot_be_picked_any_more()
    {
        using var stage = new Stage(100, 30);
        string text = stage.Press("E").Desk.Model.Picker!.Rows.Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Save>().Single().Text)
            .First(t => t.Contains("scenariosim/result/1", StringComparison.Ordinal));
        string path = Week.Write("saved.json", text), folder = Path.GetDirectoryName(path)!;
        Look(stage, folder);
        Assert.Equal([path], stage.Desk.Model.Files.Saved.Keys);
        File.Delete(path);
        Look(stage, folder);
        Assert.Empty(stage.Desk.Model.Files.Saved);
    }

    [Fact]
    public void Another_file_begins_without_the_filters_of_the_one_before()
    {
        using var stage = new Stage(100, 30);
        stage.Press("2", "/").Type("inva").Press("Enter", "5", "Tab", "0", "/").Type("yaml").Press("Enter");
        stage.Desk.Do(m => Session.Open(m, Week.Write("other.yaml", Week.Text)));
        stage.Engine.Settle();
        Assert.Equal([ScreenId.Files], stage.Desk.Model.Filters.Keys);
        Assert.Contains("Settlement", stage.Press("2").Screen);
    }

    // A look of the engine's, which screens of tests leave out.
    private static void Look(Stage stage, string folder)
    {
        var post = new Mailbox();
        stage.Desk.Do(m => FilesUpdate.Scan(m, folder));
        foreach (string _ in Reading.Scan(new Effect.Scan(folder, []), stage.Desk.Model.Options, post)) continue;
        foreach (var act in post.Take()) stage.Desk.Do(act);
    }
}
