using ScenarioSim.Analysis;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Language;
using ScenarioSim.Tests;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Solving without sampling: marks in the bars, and the command.</summary>
public class ExactTests
{
    private static readonly WorkbenchOptions s_fixed = new() { Runs = 4096, Precision = null, Settings = ["resolve=0.6", "flexibility=0.3", "deterrence=0.7"] };

    [Theory]
    [InlineData(120, 40)]
    [InlineData(80, 24)]
    public void Marks_and_the_solution_look_as_they_did(int width, int height)
    {
        using var stage = new Stage(width, height, s_fixed, solving: true);
        Golden.Check($"screens/{width}x{height}/exact-marks.txt", stage.Screen);
        Golden.Check($"screens/{width}x{height}/exact-marks-detail.txt", stage.Press("Enter").Screen);
        Golden.Check($"screens/{width}x{height}/exact-shown.txt", stage.Press("Esc", "=").Screen);
        Golden.Check($"screens/{width}x{height}/exact-shown-measure.txt", stage.Press("End", "Enter").Screen);
    }

    [Fact]
    public void The_marks_are_told_apart_without_colour_and_with_ASCII_alone()
    {
        using var plain = new Stage(80, 24, s_fixed, Colours.None, solving: true);
        using var coloured = new Stage(80, 24, s_fixed, solving: true);
        Assert.Equal(coloured.Screen, plain.Screen);
        using var ascii = new Stage(80, 24, s_fixed with { Glyphs = GlyphSet.Ascii }, solving: true);
        string[] rows = ascii.Screen.Split('\n');
        int heading = Array.FindIndex(rows, r => r.Contains("* exact", StringComparison.Ordinal));
        Assert.True(heading >= 0, ascii.Screen);
        Assert.All(rows[(heading + 1)..(heading + 4)], row => Assert.Matches("[#=-]+\\*[#=-]* ", row));
    }

    [Fact]
    public void The_command_shows_the_solution_and_again_what_was_sampled()
    {
        using var stage = new Stage(120, 40, s_fixed);
        string sampled = stage.Screen;
        Assert.DoesNotContain("exact", sampled);
        stage.Press("1", "Ctrl-P").Type("solve").Press("Enter");
        Assert.Equal(ScreenId.Outcomes, stage.Desk.Model.Screen);
        Assert.Contains("23.01 %", stage.Screen);
        Assert.Contains("threaten · 3 settings · exact", stage.Screen);
        Assert.Contains("Solved exactly", stage.Screen);
        Assert.Equal("exact week.yaml --policy threaten --set resolve=0.6 --set flexibility=0.3 --set deterrence=0.7", stage.Desk.Screens[ScreenId.Outcomes].Shell(stage.Desk.Model));
        Assert.Contains("◆ exact", stage.Press("=").Screen);
        Assert.Contains("4,096 runs", stage.Screen);
    }

    [Fact]
    public void The_command_that_gives_what_is_on_the_screen_has_its_seed_and_its_level()
    {
        using var stage = new Stage(120, 40, s_fixed with { Seed = 5, Confidence = 0.99 });
        string sampled = stage.Desk.Screens[ScreenId.Outcomes].Shell(stage.Desk.Model)!;
        Assert.Contains(" --seed 5", sampled);
        Assert.EndsWith(" --confidence 0.99", sampled);
        stage.Press("1", "Ctrl-P").Type("solve").Press("Enter");
        string exact = stage.Desk.Screens[ScreenId.Outcomes].Shell(stage.Desk.Model)!;
        Assert.StartsWith("exact week.yaml --policy threaten --seed 5 --confidence 0.99", exact);
    }

    [Fact]
    public void A_solution_that_was_integrated_shows_its_interval_and_is_marked_where_that_is_narrow()
    {
        using var stage = new Stage(80, 24, new WorkbenchOptions { Runs = 4096, Precision = null }, solving: true);
        Assert.Matches("◆ exact 2[0-9.]+ %  2[0-9.]+–2[0-9.]+ *│", stage.Screen);
        Assert.DoesNotContain("standard errors", stage.Screen);
        Assert.Contains("threaten · exact ±0.0", stage.Press("=").Screen);
        Assert.Contains("  95 %", stage.Screen);
    }

    [Fact]
    public void Another_policy_has_its_own_solution()
    {
        using var stage = new Stage(120, 40, s_fixed, solving: true);
        double first = stage.Desk.Model.File!.Exact.Results!.Outcomes[0].Probability;
        var exact = stage.Press("=", "p", "Down", "Enter").Desk.Model.File!.Exact;
        Assert.False(exact.IsShown);
        var second = exact.Results!;
        Assert.Equal("preempt", second.Policy.Name);
        Assert.NotEqual(first, second.Outcomes[0].Probability);
        Assert.Contains("◆ exact", stage.Screen);
    }

    [Fact]
    public void News_of_what_was_asked_before_are_dropped()
    {
        using var stage = new Stage(120, 40, s_fixed, solving: true);
        var old = stage.Desk.Model.File!.Exact;
        stage.Engine.IsHeld = true;
        stage.Press("p", "Down", "Enter");
        stage.Desk.Do(m => Exactly.Solved(m, old.Job, old.Results!));
        Assert.Null(stage.Desk.Model.File!.Exact.Results);
        Assert.DoesNotContain("◆", stage.Screen);
    }

    [Fact]
    public void Solving_shows_how_far_it_has_come_and_x_stops_it()
    {
        using var stage = new Stage(120, 40, s_fixed);
        Assert.Equal("nothing is running", stage.Press("x").Desk.Model.Notice!.Text);
        stage.Engine.IsHeld = true;
        stage.Press("=");
        int job = stage.Desk.Model.File!.Exact.Job;
        stage.Desk.Do(m => Exactly.Progressed(m, job, new SolutionProgress(0.34, 12, 92, 41_234, 1, 1)));
        Assert.Contains("solving  34 %, step 12 of 92, 41,234 worlds", stage.Screen);
        stage.Desk.Do(m => Exactly.Progressed(m, job, new SolutionProgress(0.34, 12, 92, 0, 7, 512)));
        Assert.Contains("solving  34 %, step 12 of 92, pass 7 of 512", stage.Screen);
        stage.Resize(80, 24);
        Assert.Contains("solving  34 %", stage.Screen);
        stage.Resize(64, 16);
        Assert.Matches("6 Drivers +34 %$", stage.Screen.Split('\n')[1]);
        stage.Resize(60, 16);
        Assert.Matches("^  1   2 Outcomes   3   4   5   6 +solving  34 %$", stage.Screen.Split('\n')[1]);
        stage.Resize(80, 24);
        Assert.Contains("x stops it", stage.Press("=").Desk.Model.Notice!.Text);
        stage.Press("x");
        Assert.Equal("stopped solving; = begins anew", stage.Desk.Model.Notice!.Text);
        Assert.Contains(stage.Engine.Taken, e => e is Effect.StopWork);
        Assert.DoesNotContain("solving", stage.Screen.Split('\n')[1]);
        stage.Desk.Do(m => Exactly.GivenUp(m, job, null));
        Assert.False(stage.Desk.Model.IsRunning());
    }

    [Fact]
    public void What_stands_in_the_way_is_said_when_asked_and_not_before()
    {
        string path = Week.Write("drawn.yaml", Week.Text.Replace("do: tension += 1\n    source: cns", "do: tension += normal(0, 1)\n    source: cns", StringComparison.Ordinal));
        using var stage = new Stage(80, 24, s_fixed, path: path, solving: true);
        Assert.NotNull(stage.Desk.Model.File!.Exact.Obstacle);
        Assert.Null(stage.Desk.Model.Notice);
        Assert.DoesNotContain("exact", stage.Screen);
        Assert.StartsWith("cannot be solved exactly: the effect `tension += normal(0, 1)`", stage.Press("=").Desk.Model.Notice!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_solves_beside_the_runs_and_tells()
    {
        var post = new Mailbox();
        using var told = new ManualResetEventSlim();
        post.Reader(told.Set);
        var scenario = ScenarioReader.Read(Week.Path, Week.Files).Scenario!;
        var policy = Settings.Apply(scenario, scenario.Policies[0], s_fixed.Settings).Policy!;
        using var engine = new Engine(post, s_fixed);
        engine.Take(new Effect.Solve(1, scenario, policy, IsAsked: true));
        var model = new WorkbenchModel { Options = s_fixed, File = new OpenFile { Path = "x", Exact = new ExactWork { Job = 1, IsAsked = true, Running = true } } };
        while (model.File!.Exact.Results is null)
        {
            told.Wait(TestContext.Current.CancellationToken);
            told.Reset();
            foreach (var act in post.Take()) model = act(model).Model;
            Assert.Null(model.Notice);
        }
        Assert.Equal(0.230074, model.File.Exact.Results.Outcomes[0].Probability, 1e-6);
        Assert.True(model.File.Exact.IsShown);
    }
}
