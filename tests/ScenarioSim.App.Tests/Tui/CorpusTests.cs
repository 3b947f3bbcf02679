using ScenarioSim.App.Tui;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Scenarios of every kind go through every view: no policies, no measures, a single step, deep nests, rare outcomes.</summary>
public class CorpusTests
{
    // Each key that shows something else, at the size with the least room.
    private static readonly string[] Keys =
    [
        "1", "Down", "Down", "Enter", "Esc", "End", "2", "v", "Enter", "Esc", "End", "Enter", "d", "Right", "d", "Left", "Enter", "Esc", "2", "Esc", "3",
            "Down", "Tab", "l", "Left", "l", "End",
        "4", "Enter", "Right", "n", "Esc", "s", "b", "5", "Down", "Tab", "t", "Esc", "Esc", "Esc", "+", "+", "+", "y", "Esc",
        "6", "Down", "Enter", "Right", "Esc", "Left", "Left", "End", "Enter", "Esc", "/", "e", "Enter", "Esc",
    ];

    // A sixth of the corpus, always the same files; WHOLE_CORPUS=1 takes all.
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "corpus"), "*.yaml").Order(StringComparer.Ordinal)
        .Where((_, i) => i % 6 == 0 || Environment.GetEnvironmentVariable("WHOLE_CORPUS") == "1").Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_view_can_show_it(string file)
    {
        using var stage = new Stage(60, 16, new WorkbenchOptions { Runs = 256, Precision = null }, path: Path.Combine(Repository.Root, file));
        foreach (string key in Keys) stage.Press(key);
        Assert.Null(stage.Desk.Model.File!.Failure);
        Assert.False(stage.Terminal.HasLeft);
        stage.Resize(120, 40);
        foreach (string key in Keys) stage.Press(key);
    }
}
