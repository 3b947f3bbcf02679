using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.FilesView;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Saved results among what can be compared.</summary>
public class SavedResultTests
{
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
    public void A_saved_result_whose_base_has_changed_is_compared_as_it_was_saved()
    {
        string path = Week.Write("variant.yaml", "extends: base.yaml\n");
        string foundation = Path.Combine(Path.GetDirectoryName(path)!, "base.yaml");
        File.WriteAllText(foundation, Week.Text);
        using var stage = new Stage(100, 30, path: path);
        Found(stage, "saved.json", Exported(stage));
        Assert.StartsWith("saved, simulated anew: ", Candidate(stage.Press("4", "Space"), "saved.json").Does);
        stage.Press("Esc");
        stage.Save(foundation, Week.Text.Replace("1% + 9% * pressure", "2% + 12% * pressure"));
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
}
