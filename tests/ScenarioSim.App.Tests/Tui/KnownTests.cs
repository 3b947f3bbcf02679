using ScenarioSim.Analysis;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Tests;
using Xunit;
using static ScenarioSim.App.Tests.Tui.KnownStage;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>What is known: only the runs that agree with it count, in every view, and every view says so.</summary>
public class KnownTests
{
    public static TheoryData<string, string> Screens => new()
    {
        { "outcomes", "2" },
        { "outcome", "2 Enter" },
        { "observation", "1 / s t a l e m a t e Enter" },
        { "observations", "1 / s t a l e m a t e Enter Home" },
        { "time", "3" },
        { "compare", "4" },
        { "runs", "5" },
        { "drivers", "6" },
        { "choice", "2 a" },
        { "assumption", "1 / r e s o l v e Enter Down" },
        { "past", "4 P" },
        { "typing", "2 a End Enter" },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public void Looks_as_it_did_at_80x24(string name, string keys) => Check(80, 24, name, keys, Agrees);

    [Theory]
    [MemberData(nameof(Screens))]
    public void Looks_as_it_did_at_120x40(string name, string keys) => Check(120, 40, name, keys, Agrees);

    [Theory]
    [InlineData(80, 24, "none-outcomes", "2")]
    [InlineData(120, 40, "none-outcomes", "2")]
    [InlineData(80, 24, "none-compare", "4")]
    [InlineData(60, 20, "none-outcomes", "2")]
    public void Where_no_run_agrees_it_is_seen_where_they_are_lost(int width, int height, string name, string keys) => Check(width, height, name, keys, Never);

    [Fact]
    public void Every_view_is_of_the_runs_that_agree_and_says_how_many_do()
    {
        using var stage = HeldStage();
        var results = stage.Desk.Model.File!.Results!;
        var plain = new Stage(100, 30).Desk.Model.File!.Results!;
        Assert.Equal(4096, results.RunsMade);
        Assert.InRange(results.Runs!.Value, 1, 4095);
        Assert.Equal(plain.Outcomes.Select(o => o.Probability), results.Evidence!.Outcomes.Select(o => o.Probability));
        foreach (string view in (string[])["1", "2", "3", "4", "5", "6"]) Assert.Contains("as of 2022-01-12", stage.Press(view).Screen.Split('\n')[0]);
        Assert.Equal(results.Evidence.Agreeing, stage.Desk.Model.Compare.Results!.Items[0].Results.Runs);
        var listed = stage.Press("5").Desk.Model.Runs;
        Assert.Equal(Runs.List(stage.Desk.Model.File!.Scenario!, results.Policy, 1, 0, 2000).Select(r => r.Run), listed.All.Select(r => r.Run));
        Assert.Equal(2000, listed.Looked);
        Assert.All(listed.All.Take(20), r => Assert.Null(Runs.Tell(results.Scenario, results.Policy, 1, r.Run, TestContext.Current.CancellationToken).Against));
    }

    [Fact]
    public void A_date_is_picked_from_those_with_observations_and_taken_back()
    {
        using var stage = new Stage(100, 30);
        string before = stage.Screen;
        stage.Press("a");
        Assert.Equal(["nothing", "as of 2022-01-12", "a condition"], stage.Desk.Model.Picker!.Rows.Select(r => r.Name));
        Assert.Equal("1 fact, the newest geneva == stalemate", stage.Desk.Model.Picker.Rows[1].Does);
        stage.Press("Down", "Enter");
        Assert.Contains("only runs that agree with what was observed by 2022-01-12 count", stage.Screen);
        Assert.Matches(@"as of 2022-01-12 · \d+ % agree", stage.Screen);
        Assert.StartsWith("now: 1 fact", stage.Press("a").Desk.Model.Picker!.Rows[stage.Desk.Model.Picker.Cursor].Does);
        stage.Press("Up", "Enter");
        stage.Look(5);
        Assert.Equal(before, stage.Screen);
    }

    [Fact]
    public void A_condition_is_typed_as_given_takes_it_and_taken_back()
    {
        using var stage = new Stage(140, 30);
        Give(stage, Agrees);
        Assert.Contains("given theatre == standoff on 2022-01-20 · ", stage.Screen.Split('\n')[0]);
        Give(stage, "geneva == stalemate by 2022-02-01");
        Assert.Contains("2 given · ", stage.Screen.Split('\n')[0]);
        Assert.Equal(2, stage.Desk.Model.File!.Results!.Evidence!.Facts.Count);
        stage.Press("a").Type("given 1").Press("Enter");
        Assert.Equal(["geneva == stalemate by 2022-02-01"], stage.Desk.Model.Options.Given);
        Assert.Contains("`theatre == standoff on 2022-01-20` is not given any more: only runs that agree with `geneva == stalemate by 2022-02-01` count", stage.Desk.Model.Notice!.Text);
        stage.Press("a", "Enter");
        stage.Press("a").Type("nothing").Press("Enter");
        Assert.Null(stage.Desk.Model.File!.Results!.Evidence);
    }

    [Theory]
    [InlineData("geneva == collapse by 2022-02-01", "did you mean `collapsed`?")]
    [InlineData("geneva == collapsed", "end it with `by DATE`")]
    [InlineData("geneva == collapsed by 2021-11-01", "is before the start")]
    public void What_cannot_be_read_stays_in_the_line_with_the_reason(string typed, string said)
    {
        using var stage = new Stage(100, 30);
        Give(stage, typed);
        Assert.Contains($"given {typed}", stage.Screen);
        Assert.Contains(said, stage.Screen);
        Assert.Empty(stage.Desk.Model.Options.Given);
        Assert.DoesNotContain(said, stage.Press("Backspace").Screen);
        Assert.DoesNotContain($"given {typed[..^1]}", stage.Press("Esc").Screen);
        Assert.Null(stage.Desk.Model.File!.Scenario!.Evidence);
    }

    [Fact]
    public void What_needs_all_runs_says_so_and_what_to_do()
    {
        using var stage = HeldStage(width: 80);
        Assert.Contains("drivers are of all runs: a and `nothing` shows them, 1 what was learnt", stage.Press("6").Screen);
        Assert.Contains("drivers are of all runs", stage.Press("r").Desk.Model.Notice!.Text);
        Assert.DoesNotContain(stage.Engine.Taken, e => e is Effect.Drive or Effect.Solve);
        stage.Press("a").Type("nothing").Press("Enter");
        Assert.Contains(stage.Engine.Taken, e => e is Effect.Drive);
        Assert.Contains(stage.Engine.Taken, e => e is Effect.Solve);
        Assert.Contains("resolve", stage.Screen);
        // What was found of all runs is not left standing below what is known.
        stage.Press("a", "Down", "Enter");
        Assert.Null(stage.Desk.Model.Drivers.Results);
        Assert.Null(stage.Desk.Model.File!.Exact.Results);
    }

    [Fact]
    public void Who_changes_the_date_is_told_of_what_is_given_too()
    {
        using var stage = new Stage(140, 30);
        Give(stage, Agrees);
        Assert.Contains("only runs that agree with `theatre == standoff on 2022-01-20` count", stage.Screen);
        stage.Press("a").Type("as of").Press("Enter");
        Assert.Contains("only runs that agree with what was observed by 2022-01-12 and with `theatre == standoff on 2022-01-20` count", stage.Screen);
        stage.Press("a").Type("no date").Press("Enter");
        Assert.Contains("only runs that agree with `theatre == standoff on 2022-01-20` count", stage.Screen);
        stage.Press("a").Type("nothing").Press("Enter");
        Assert.Contains("all runs count", stage.Screen);
    }

    [Fact]
    public void What_was_given_is_called_so_at_every_width()
    {
        foreach (int width in (int[])[60, 80, 120, 160])
        {
            using var stage = HeldStage(width: width);
            Assert.Matches(@"as of 2022-01-12 · (1 given|given theatre == standoff on 2022-01-20)[:\s]", stage.Screen.Split('\n')[0]);
        }
    }

    [Fact]
    public void An_example_that_can_be_given_stands_where_a_condition_is_typed()
    {
        using var stage = new Stage(100, 30);
        stage.Press("a", "End", "Enter");
        string example = Known.Example(stage.Desk.Model.File!.Scenario!);
        Assert.Contains($"such as {example}", stage.Screen);
        Assert.DoesNotContain($"such as {example}", stage.Type("g").Screen);
        stage.Press("Backspace").Type(example).Press("Enter");
        Assert.Equal([example], stage.Desk.Model.Options.Given);
        Assert.Contains($"such as `{example}`", Typed(stage, "nonsense").Screen.ReplaceLineEndings(" ").Replace("  ", " "));
    }

    [Fact]
    public void Commands_and_exports_carry_what_is_known()
    {
        using var stage = HeldStage();
        const string Known = "--as-of 2022-01-12 --given 'theatre == standoff on 2022-01-20'";
        Assert.Equal($"run week.yaml --policy threaten --runs 4096 {Known}", stage.Desk.Screens[ScreenId.Outcomes].Shell(stage.Desk.Model));
        Assert.Equal($"compare week.yaml:threaten week.yaml:preempt --baseline threaten --runs 4096 {Known}", stage.Press("4").Desk.Screens[ScreenId.Compare].Shell(stage.Desk.Model));
        Assert.EndsWith(Known, stage.Press("5").Desk.Screens[ScreenId.Runs].Shell(stage.Desk.Model));
        string[] saved = [.. stage.Press("2", "E").Desk.Model.Picker!.Rows.Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Save>().Single().Text)];
        // A bare table has no place for it but its last column.
        Assert.Equal(1, saved.Count(t => t.Split('\n')[0].Contains("share_of_all", StringComparison.Ordinal)));
        Assert.All(saved.Where(t => !t.Split('\n')[0].Contains("share_of_all", StringComparison.Ordinal)), text => Assert.Contains("2022-01-12", text));
        Assert.Contains(saved, t => t.Contains("\"asOf\": \"2022-01-12\"", StringComparison.Ordinal));
        Assert.Contains(saved, t => t.StartsWith("kind,name,title,share,low,high,value,mean,5%,50%,95%,share_of_all\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_no_run_agrees_more_are_made_and_the_command_is_there()
    {
        using var stage = HeldStage(Never);
        var model = stage.Desk.Model;
        Assert.Equal((null, 4096, 0), (model.File!.Results, model.File.NoneAgrees!.Runs, model.File.NoneAgrees.Agreeing));
        Assert.StartsWith("run week.yaml --policy threaten --runs 4096 --as-of 2022-01-12 --given", ShellCommand.Run(model));
        foreach (string view in (string[])["2", "3", "5"]) Assert.Contains("None of 4,096 runs agrees with all that is known", stage.Press(view).Screen);
        Assert.Equal(8192, stage.Press("r").Desk.Model.File!.NoneAgrees!.Runs);
        stage.Press("a").Type("given").Press("Enter", "2");
        Assert.NotNull(stage.Desk.Model.File!.Results);
        Assert.Null(stage.Desk.Model.File.NoneAgrees);
    }

    [Fact]
    public void With_a_precision_runs_go_on_until_some_agree()
    {
        var goal = new Goal(100_000, 0.0005);
        goal.Look(100_000, Goal.Unknown);
        Assert.False(goal.IsReached);
        var counted = new Goal(100_000, null);
        counted.Look(100_000, Goal.Unknown);
        Assert.True(counted.IsReached);
    }

    [Fact]
    public void What_is_given_alone_counts_beside_what_the_file_has_observed_until_its_own_date()
    {
        string path = Week.Write("dated.yaml", "as_of: 2022-01-13\n" + Week.Text);
        using var stage = new Stage(100, 30, new WorkbenchOptions { Runs = 4096, Precision = null, TakesOwnDate = true, Given = [Agrees] }, path: path);
        Assert.Equal(2, stage.Desk.Model.File!.Results!.Evidence!.Facts.Count);
        Assert.Contains("--as-of 2022-01-13 --given", ShellCommand.Run(stage.Desk.Model));
        stage.Press("a").Type("no date").Press("Enter");
        Assert.Single(stage.Desk.Model.File!.Results!.Evidence!.Facts);
        // Without a date `run` would take the file's own.
        Assert.Contains("--as-of none --given", ShellCommand.Run(stage.Desk.Model));
    }

    [Fact]
    public void A_save_without_the_observation_goes_on_without_it_and_says_so()
    {
        string path = Week.Write("observed.yaml", Week.Text);
        using var stage = HeldStage(path: path);
        stage.Save(path, Week.Text.Replace("  - { on: 2022-01-12, that: geneva == stalemate, source: cns }", "  []"));
        Assert.Contains("the save has 1 observation fewer by 2022-01-12: 1 fact is left", stage.Screen);
        Assert.Equal(["theatre == standoff"], stage.Desk.Model.File!.Results!.Evidence!.Facts.Select(f => f.Fact.Text));
        // The date that was chosen can be seen, and left, though nothing is of it any more.
        Assert.Equal(["nothing", "no date", "as of 2022-01-12", "given", "a condition"], stage.Press("a").Desk.Model.Picker!.Rows.Select(r => r.Name));
    }

    [Fact]
    public void A_save_that_a_condition_is_not_read_in_goes_on_without_it_and_says_so_until_it_is_again()
    {
        string path = Week.Write("renamed.yaml", Week.Text);
        using var stage = HeldStage(path: path);
        stage.Save(path, Week.Text.Replace("standoff", "waiting"));
        Assert.Contains($"`{Agrees}` is not given: track `theatre` has no state `standoff`", stage.Screen.ReplaceLineEndings(" ").Replace("  ", " "));
        Assert.Contains("NOT GIVEN: theatre == standoff…", stage.Screen.Split('\n')[0]);
        Assert.Single(stage.Desk.Model.File!.Results!.Evidence!.Facts);
        Assert.DoesNotContain("--given", ShellCommand.Run(stage.Desk.Model));
        stage.Press("Esc");
        stage.Look(10);
        stage.Save(path, Week.Text.Replace("standoff", "waiting") + "\n");
        Assert.DoesNotContain("is not given: ", stage.Screen);
        Assert.StartsWith("NOT GIVEN, track", stage.Press("a").Desk.Model.Picker!.Rows.Single(r => r.Name == "given").Does);
        stage.Press("Esc");
        stage.Save(path, Week.Text);
        Assert.DoesNotContain("NOT GIVEN", stage.Screen);
        Assert.Equal(2, stage.Desk.Model.File!.Results!.Evidence!.Facts.Count);
    }

    [Fact]
    public void A_file_without_a_date_of_its_own_says_that_it_has_none()
    {
        using var stage = new Stage(100, 30, new WorkbenchOptions { Runs = 4096, Precision = null, IsAsOf = true });
        Assert.Contains("the file has no `as_of`", stage.Screen);
        Assert.Contains("NOT GIVEN: as of", stage.Screen.Split('\n')[0]);
        Assert.Null(stage.Desk.Model.File!.Results!.Evidence);
    }

    [Fact]
    public void By_a_date_on_which_nothing_was_known_all_runs_count_and_the_rest_is_to_be_had()
    {
        using var stage = new Stage(100, 30, new WorkbenchOptions { Runs = 4096, Precision = null, IsAsOf = true, AsOf = new DateTime(2022, 1, 1) }, solving: true);
        Assert.Contains("as of 2022-01-01 · nothing known", stage.Screen.Split('\n')[0]);
        Assert.Equal(4096, stage.Desk.Model.File!.Results!.Runs);
        Assert.NotNull(stage.Desk.Model.File.Exact.Results ?? (object?)stage.Desk.Model.File.Exact.Obstacle);
        Assert.NotNull(stage.Press("6").Desk.Model.Drivers.Results);
        Assert.Null(stage.Desk.Model.File.Failure);
    }

    [Fact]
    public void Figures_say_what_they_were_conditioned_on_until_the_next_have_come()
    {
        using var stage = new Stage(100, 30);
        stage.Engine.IsHeld = true;
        stage.Press("a", "Down", "Enter");
        stage.Look(5);
        Assert.DoesNotContain("as of 2022-01-12", stage.Screen);
        Assert.DoesNotContain("--as-of", ShellCommand.Run(stage.Desk.Model));
        stage.Engine.IsHeld = false;
        stage.Engine.Settle();
        Assert.Contains("as of 2022-01-12", stage.Screen);
    }

    [Fact]
    public void While_frozen_the_first_figures_with_what_is_known_are_shown()
    {
        using var stage = new Stage(100, 30);
        stage.Press("u", "a", "Down", "Enter");
        Assert.NotNull(stage.Desk.Model.File!.Results!.Evidence);
    }

    [Fact]
    public void What_if_and_what_is_known_go_together()
    {
        using var stage = HeldStage();
        double before = stage.Desk.Model.File!.Results!.Outcomes[0].Probability;
        stage.Press("w").Type("resolve=0.9").Press("Enter");
        var results = stage.Desk.Model.File!.Results!;
        Assert.Equal(2, results.Evidence!.Facts.Count);
        Assert.NotEqual(before, results.Outcomes[0].Probability);
        Assert.Contains("--set resolve=0.9 --as-of 2022-01-12", ShellCommand.Run(stage.Desk.Model));
        stage.Press("p").Type("preempt").Press("Enter");
        Assert.Equal(("preempt", 2), (stage.Desk.Model.File!.Results!.Policy.Name, stage.Desk.Model.File.Results.Evidence!.Facts.Count));
    }

    [Theory]
    [InlineData(100, 100, "100 %")]
    [InlineData(99_999, 100_000, ">99 %")]
    [InlineData(2285, 100_000, "2.3 %")]
    [InlineData(3, 100_000, "0.003 %")]
    public void The_share_that_agrees_has_two_figures(long agreeing, long runs, string said)
    {
        using var stage = HeldStage();
        Assert.Equal(said, KnownWords.Share(stage.Desk.Model.File!.Results!.Evidence! with { Agreeing = agreeing, Runs = runs }));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(70)]
    [InlineData(100)]
    public void However_narrow_the_header_says_that_not_all_runs_count(int width)
    {
        using var stage = HeldStage(width: width, settings: ["resolve=0.6", "flexibility=0.3"]);
        foreach (string view in (string[])["2", "3", "4", "5"])
        {
            string header = stage.Press(view).Screen.Split('\n')[0];
            Assert.Contains("as of 2022-01-12", header);
            Assert.Matches(@"\d %", header);
            Assert.True(header.Length <= width, header);
        }
    }

    private static void Check(int width, int height, string name, string keys, string given)
    {
        using var stage = HeldStage(given, width, height);
        stage.Press(keys.Split(' '));
        Golden.Check($"screens/{width}x{height}/known-{name}.txt", stage.Screen);
    }
}
