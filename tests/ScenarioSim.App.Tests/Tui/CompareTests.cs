using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.Results;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The table of the comparison: its columns, their order, the order of its rows.</summary>
public class CompareTests
{
    // The policies of the week, and more of them.
    private static readonly string s_many = Week.Text[..Week.Text.IndexOf("  preempt:", StringComparison.Ordinal)] + """
          preempt: { set: { sanctions_policy: up_front } }
          firm: { assume: { deterrence: "beta(6, 2)" } }
          soft: { assume: { deterrence: "beta(1, 6)" } }
          rigid: { assume: { flexibility: "beta(1, 9)" } }
          supple: { assume: { flexibility: "beta(9, 1)" } }
        """;

    private static readonly string[] s_names = ["threaten", "preempt", "firm", "soft", "rigid", "supple"];

    [Fact]
    public void Rows_are_sorted_by_the_figure_that_is_shown_and_the_column_says_so()
    {
        using var wide = Many(240);
        Assert.Equal("soft", Selected(wide.Press("Right", "Right")));
        Assert.Contains("▼ soft", wide.Press("s").Screen);
        var shares = Outcomes(wide);
        Assert.Equal(shares.OrderByDescending(r => r.Cells[3].Figure), shares);
        using var narrow = Many(100);
        Assert.Contains("▼ soft", narrow.Press("Right", "Right", "s").Screen);
        Assert.Contains("sorted by the difference of soft", narrow.Screen);
        var differences = Outcomes(narrow);
        Assert.Equal(differences.OrderByDescending(r => r.Cells[3].IsTold ? r.Cells[3].Difference : 0), differences);
        Assert.NotEqual(shares.Select(r => r.Name), differences.Select(r => r.Name));
        Assert.Contains("▼ =threaten", narrow.Press("Home", "Left", "Left", "Left", "s").Screen);
        Assert.DoesNotContain("▼ ", narrow.Press("s").Screen.Split('\n')[3]);
    }

    [Fact]
    public void The_cursor_stays_on_its_row_when_rows_are_sorted()
    {
        using var stage = Many(100);
        stage.Press("Right", "Down", "Down");
        Assert.Equal("standoff", CompareUpdate.Row(stage.Desk.Model)!.Name);
        stage.Press("s");
        Assert.Equal("standoff", CompareUpdate.Row(stage.Desk.Model)!.Name);
        Assert.NotEqual(2, stage.Desk.Model.Compare.Row);
        stage.Press("s");
        Assert.Equal(("standoff", 2), (CompareUpdate.Row(stage.Desk.Model)!.Name, stage.Desk.Model.Compare.Row));
    }

    [Fact]
    public void The_arrows_follow_the_columns_as_they_stand_on_the_screen()
    {
        using var stage = Many(240);
        stage.Press("Right", "Right", "b");
        Assert.Matches("=soft +threaten +preempt +firm +rigid +supple", stage.Screen);
        Assert.Equal("soft", Selected(stage));
        Assert.Equal(["threaten", "preempt", "firm", "rigid", "supple", "supple"], Enumerable.Range(0, 6).Select(_ => Selected(stage.Press("Right"))));
        Assert.Equal(["rigid", "firm", "preempt", "threaten", "soft", "soft"], Enumerable.Range(0, 6).Select(_ => Selected(stage.Press("Left"))));
    }

    [Fact]
    public void Where_there_is_no_room_for_all_columns_the_first_are_shown_until_the_cursor_leaves_them()
    {
        using var stage = Many(80);
        string start = Heads(stage);
        Assert.Matches("=threaten +preempt +firm", start);
        Assert.Equal(start, Heads(stage.Press("Right")));
        for (int i = 0; i < 4; i++) Assert.Contains(Selected(stage.Press("Right")), Heads(stage));
        Assert.DoesNotContain("preempt", Heads(stage));
        for (int i = 0; i < 5; i++) Assert.Contains(Selected(stage.Press("Left")), Heads(stage));
        Assert.Equal(start, Heads(stage));
    }

    [Fact]
    public void Columns_do_not_come_and_go_while_figures_sharpen()
    {
        using var stage = Many(80);
        var found = new List<(ComparisonResults Results, long Done)>();
        for (int i = 0; i < 7; i++) found.Add((stage.Press(i == 0 ? "4" : "r").Desk.Model.Compare.Results!, stage.Desk.Model.Compare.Work.Done));
        foreach (int width in (int[])[80, 90, 100, 110, 120, 140, 160, 180])
        {
            stage.Resize(width, 24);
            var shown = new List<string>();
            foreach ((var results, long done) in found)
            {
                stage.Desk.Do(m => CompareUpdate.Compared(m, m.Compare.Work.Job, results, done, found[^1].Done, true));
                shown.Add($"{Shown(stage)}, {(CompareLayout.Of(stage.Desk.Model).ShowsFigures ? "with figures" : "without")}");
            }
            Assert.Single(shown.Distinct());
        }
    }

    [Fact]
    public void Titles_are_cut_before_a_column_drops()
    {
        using var stage = Many(80);
        Assert.Equal(4, Shown(stage));
        Assert.StartsWith("│›Full-scale", stage.Screen.Split('\n')[4]);
        Assert.Contains("…", stage.Screen.Split('\n')[4]);
    }

    [Fact]
    public void Titles_are_not_cut_until_two_outcomes_look_alike()
    {
        string[] titles = ["Missiles go for a public trade of bases abroad", "Missiles go for a pledge that there be no invasion"];
        string text = s_many.Replace("Full-scale invasion", titles[0]).Replace("title: Settlement", $"title: {titles[1]}");
        Assert.All(titles, t => Assert.Contains(t, text));
        using var stage = new Stage(80, 16, new WorkbenchOptions { Runs = 4096, Precision = null }, path: Week.Write("alike.yaml", text)).Press("4");
        string[] rows = [.. stage.Screen.Split('\n').Where(l => l.Contains("Missiles go", StringComparison.Ordinal)).Select(l => l[2..l.IndexOf("  ", StringComparison.Ordinal)])];
        Assert.Equal(2, rows.Length);
        Assert.All(rows, r => Assert.EndsWith("…", r));
        Assert.NotEqual(rows[0], rows[1]);
    }

    [Fact]
    public void The_foot_says_how_much_of_a_long_table_is_seen()
    {
        string more = string.Concat(Enumerable.Range(1, 12).Select(i => $"  last_tension_{i}: final(tension)\n"));
        using var stage = new Stage(80, 16, new WorkbenchOptions { Runs = 4096, Precision = null }, path: Week.Write("long.yaml", s_many.Replace("measures:\n", "measures:\n" + more))).Press("4");
        Assert.Contains(" 1–9 of 20; 4,096 worlds", stage.Screen);
        Assert.Contains(" 12–20 of 20; 4,096 worlds", stage.Press("G").Screen);
    }

    [Fact]
    public void The_header_tells_of_the_runs_that_are_compared()
    {
        using var stage = new Stage(120, 30);
        stage.Press("r");
        Assert.Contains(" 8,192 runs ", stage.Screen.Split('\n')[0]);
        Assert.Contains(" 4,096 runs ", stage.Press("4").Screen.Split('\n')[0]);
        Assert.Contains(" 8,192 runs ", stage.Press("2").Screen.Split('\n')[0]);
    }

    [Fact]
    public void A_comparison_under_way_is_seen_in_every_view()
    {
        using var stage = new Stage(100, 30);
        stage.Engine.IsHeld = true;
        stage.Press("4", "2");
        Assert.Contains("comparing   0 %", stage.Screen);
        Assert.Contains("the comparison is being made; when that is done, or x stops it, more can be made", stage.Press("r").Screen);
    }

    [Fact]
    public void A_policy_that_goes_from_the_file_goes_from_what_is_compared()
    {
        string path = Week.Write("renamed.yaml", s_many);
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null }, path: path);
        string saved = stage.Press("E").Desk.Model.Picker!.Rows.Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Save>().Single().Text)
            .First(t => t.Contains("scenariosim/result/1", StringComparison.Ordinal));
        var result = ScenarioSim.Reports.Json.SavedResult.Read("old.json", System.Text.Encoding.UTF8.GetBytes(saved));
        stage.Press("Esc").Desk.Do(m => ScenarioSim.App.Tui.FilesView.FilesUpdate.FoundSaved(m, new SavedItem("old.json", result, [])));
        stage.Press("4", "Space").Type("old.json").Press("Enter", "Esc");
        stage.Save(path, s_many.Replace("soft:", "gentle:").Replace("1% + 9%", "2% + 9%"));
        Assert.Contains("there is no policy soft any more: compared are the others", stage.Screen);
        Assert.Equal(["threaten", "preempt", "firm", "rigid", "supple", "old.json"], stage.Desk.Model.Compare.Results!.Items.Select(i => i.Name));
        Assert.DoesNotContain("engine failed", stage.Screen);
    }

    [Theory]
    [InlineData("rigid", "rigid", "threaten")]
    [InlineData("soft", "threaten", "preempt")]
    public void A_detail_closes_when_what_it_tells_is_compared_no_longer(string baseline, string after, string selected)
    {
        string path = Week.Write($"closing-{baseline}.yaml", s_many);
        using var stage = new Stage(120, 30, new WorkbenchOptions { Runs = 4096, Precision = null }, path: path);
        stage.Press("4", "Space").Type("supple").Press("Enter", "Esc");
        for (int i = 0; i < 6 && Selected(stage) != baseline; i++) stage.Press("Right");
        stage.Press("b", "Right", "Enter");
        Assert.True(stage.Desk.Model.Compare.Opened);
        stage.Save(path, s_many.Replace("soft:", "gentle:").Replace("1% + 9%", "2% + 9%"));
        Assert.Contains("there is no policy soft any more: compared are the others", stage.Screen);
        Assert.False(stage.Desk.Model.Compare.Opened);
        Assert.Equal(after, stage.Desk.Model.Compare.Results!.Items[stage.Desk.Model.Compare.Results.Baseline].Name);
        Assert.Equal(selected, Selected(stage));
        Assert.Contains($"{selected} less {after}", stage.Press("Enter").Screen);
    }

    [Fact]
    public void The_name_of_another_files_policy_is_kept_where_its_path_is_cut()
    {
        string other = Week.Write("a-long-name-of-a-folder-and-file.yaml", s_many);
        using var stage = Many(240);
        var read = ScenarioSim.Language.ScenarioReader.Read(other, new ScenarioSim.Language.DiskFiles());
        stage.Press("Space").Desk.Do(m => CompareUpdate.OtherRead(m, other, read));
        stage.Engine.Settle();
        Assert.Contains("…:threaten", Heads(stage.Press("Esc")));
        while (!Selected(stage).EndsWith(":threaten", StringComparison.Ordinal)) stage.Press("Right");
        Assert.Contains("▼ …:threaten", Heads(stage.Press("s")));
        Assert.Contains("=…:threaten", Heads(stage.Press("b")));
    }

    private static int Shown(Stage stage) => Heads(stage).Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(w => s_names.Contains(w.TrimStart('=')));

    private static Stage Many(int width) =>
        new Stage(width, 24, new WorkbenchOptions { Runs = 4096, Precision = null }, path: Week.Write("many.yaml", s_many)).Press("4");

    private static string Heads(Stage stage) => stage.Screen.Split('\n')[3];

    private static string Selected(Stage stage) => stage.Desk.Model.Compare.Results!.Items[CompareUpdate.Column(stage.Desk.Model)].Name;

    private static List<CompareRow> Outcomes(Stage stage) => [.. CompareUpdate.Rows(stage.Desk.Model).Where(r => r.Kind == CompareKind.Outcome)];
}
