using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.FilesView;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The workbench held to what is known, as the tests of each view need it.</summary>
internal static class KnownStage
{
    public const string Agrees = "theatre == standoff on 2022-01-20";

    public const string Never = "theatre == invasion by 2021-12-29";

    public static Stage HeldStage(string given = Agrees, int width = 100, int height = 30, string? path = null, bool solving = false, IReadOnlyList<string>? settings = null) =>
        new(width, height, new WorkbenchOptions { Runs = 4096, Precision = null, IsAsOf = true, AsOf = new DateTime(2022, 1, 12), Given = [given], Settings = settings ?? [] }, path: path, solving: solving);

    // Both policies believe the same, so that the past teaches both the same.
    public static string Alike => Week.Text.ReplaceLineEndings("\n").Replace("    assume:\n      deterrence: beta(2, 4)\n", "");

    public const string Worded = """
        scenario: Words
        start: 2021-12-29
        end: 2022-03-31
        assumptions:
          intent:
            is: { discrete: { bargain: 45%, coerce: 35%, seize: rest } }
            means: What Moscow wants
        tracks:
          geneva:
            states:
              scheduled:
                - { on: 2022-01-12, split: { stalemate: { chance: "if intent == bargain then 30% else 70%" }, progress: rest } }
              stalemate: []
              progress: []
          theatre:
            states:
              standoff:
                - { chance: (if intent == seize then 9% else 2%) per week, to: invasion }
              invasion: []
        outcomes:
          invasion: { when: theatre == invasion, stop: true }
          standoff: { otherwise: true }
        observed:
          - { on: 2022-01-12, that: geneva == stalemate }
        """;

    public static Stage Few(long runs) => new(100, 30, new WorkbenchOptions { Runs = runs, Precision = null, IsAsOf = true, AsOf = new DateTime(2022, 1, 12) });

    public static Stage Typed(Stage stage, string given)
    {
        Give(stage, given);
        return stage;
    }

    public static void Give(Stage stage, string given) => stage.Press("a").Type("condition").Press("Enter").Type(given).Press("Enter");

    public static string Exported(Stage stage)
    {
        string text = stage.Press("2", "E").Desk.Model.Picker!.Rows.Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Save>().Single().Text).First(t => t.Contains("scenariosim/result/1", StringComparison.Ordinal));
        stage.Press("Esc");
        return text;
    }

    // Of a file that is not as it was then.
    public static string Changed(string saved) => System.Text.RegularExpressions.Regex.Replace(saved, "\"sha256\": \"[0-9a-f]{8}", "\"sha256\": \"00000000");

    public static void Found(Stage stage, string name, string text) =>
        stage.Desk.Do(m => FilesUpdate.FoundSaved(m, new SavedItem(name, ScenarioSim.Reports.Json.SavedResult.Read(name, System.Text.Encoding.UTF8.GetBytes(text)), [])));

    public static PickerRow Candidate(Stage stage, string name) => stage.Desk.Model.Picker!.Rows.Single(r => r.Name.Split(' ').Contains(name));
}
