using ScenarioSim.Analysis;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Tests;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>What is known: only the runs that agree with it count, in every view, and every view says so.</summary>
public class KnownTests
{
    private const string Agrees = "theatre == standoff on 2022-01-20", Never = "theatre == invasion by 2021-12-29";

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
        using var stage = Stage();
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
        using var stage = Stage(width: 80);
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
    public void It_is_solved_with_what_is_known_where_that_is_asked_for()
    {
        using var stage = Stage(solving: true, settings: ["resolve=0.6", "flexibility=0.3", "deterrence=0.7"]);
        Assert.DoesNotContain(stage.Engine.Taken, e => e is Effect.Solve);
        stage.Press("=");
        var exact = stage.Desk.Model.File!.Exact.Results!;
        Assert.Equal((null, 2), (exact.Runs, exact.Evidence!.Facts.Count));
        Assert.InRange(stage.Desk.Model.File.Results!.Evidence!.Share, exact.Evidence.Share - 0.03, exact.Evidence.Share + 0.03);
        string screen = stage.Screen;
        Assert.Contains("as of 2022-01-12", screen.Split('\n')[0]);
        Assert.Contains("exact", screen.Split('\n')[0]);
        Assert.Contains("Solved exactly", screen);
        Assert.Contains("geneva == stalemate  on 2022-01-12", screen);
        Assert.DoesNotContain("runs left", screen);
        Assert.EndsWith("--as-of 2022-01-12 --given 'theatre == standoff on 2022-01-20'", stage.Desk.Screens[ScreenId.Outcomes].Shell(stage.Desk.Model));
        Assert.Contains("of the worlds that end so", stage.Press("Enter").Screen);
        stage.Press("Esc", "=");
        Assert.Contains("given theatre == standoff on 2022-01-20:", stage.Screen);
        // Solved with something else known it is another question.
        stage.Press("a").Type("no date").Press("Enter");
        Assert.Null(stage.Desk.Model.File!.Exact.Results);
    }

    [Fact]
    public void What_cannot_have_been_so_is_told_where_it_is_solved()
    {
        using var stage = Stage(Never, settings: ["resolve=0.6", "flexibility=0.3", "deterrence=0.7"]);
        stage.Press("=");
        Assert.Contains("`theatre == invasion` by 2021-12-29 is impossible", stage.Desk.Model.Notice!.Text);
    }

    [Fact]
    public void What_is_so_rare_that_no_run_agrees_is_solved_all_the_same()
    {
        using var stage = new Stage(160, 30, new WorkbenchOptions { Runs = 40, Precision = null, Given = ["theatre == invasion by 2021-12-30"], Settings = ["resolve=0.6", "flexibility=0.3", "deterrence=0.7"] });
        Assert.Contains("None of 40 runs agrees", stage.Screen);
        stage.Press("=");
        Assert.Contains("Solved exactly", stage.Screen);
        Assert.Matches(@"given theatre == invasion by 2021-12-30 · 0\.\d+ % likely · exact", stage.Screen);
        Assert.Contains("None of 40 runs agrees", stage.Press("3").Screen);
        Assert.Contains("None of 40 runs agrees", stage.Press("2", "=").Screen);
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
            using var stage = Stage(width: width);
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
    public void Of_an_assumption_of_words_every_word_has_its_share_among_the_runs_that_agree_and_among_all()
    {
        string path = Week.Write("words.yaml", Worded);
        using var stage = Stage(path: path);
        var model = stage.Press("1", "/").Type("What").Press("Enter", "Down").Desk.Model;
        Golden.Check("screens/100x30/known-words.txt", stage.Screen);
        var results = model.File!.Results!;
        foreach ((double word, double share) in results.Assumptions[0].Shares)
        {
            string row = stage.Screen.Split('\n').First(r => r.Contains(results.Scenario.Words[(int)word] + " ", StringComparison.Ordinal));
            Assert.Contains(Say.Percent(share, 0), row);
        }
        stage.Press("a").Type("nothing").Press("Enter");
        Assert.DoesNotContain("What was learnt", stage.Screen);
    }

    [Fact]
    public void Of_an_assumption_of_numbers_both_have_their_quantiles()
    {
        using var stage = Stage(width: 120, height: 40);
        stage.Press("1", "/").Type("resolve").Press("Enter", "Down");
        var results = stage.Desk.Model.File!.Results!;
        Assert.Contains("What was learnt", stage.Screen);
        Assert.Contains("What the file believed, whatever is known", stage.Screen);
        foreach (var drawn in (ScenarioSim.Results.AssumptionResult[])[results.Assumptions[0], results.Evidence!.Assumptions[0]])
        {
            Assert.Matches($@"(agreeing|all runs) .*{drawn.Quantiles[2].Value:0.00}", stage.Screen);
        }
    }

    [Fact]
    public void Where_too_few_runs_agree_nothing_is_told_of_them_but_shares()
    {
        using var stage = Few(40);
        Assert.InRange(stage.Desk.Model.File!.Results!.Runs!.Value, 1, Agreeing.Enough - 1);
        Assert.Contains("too few runs agree (", stage.Screen);
        Assert.Contains("peak tension              too few runs", stage.Screen);
        Assert.Contains("too few to draw: r makes more", stage.Press("Down", "Down", "Down").Screen);
        Assert.Contains("too few runs agree", stage.Press("3").Screen);
        Assert.Contains("too few runs agree", stage.Press("1", "/").Type("resolve").Press("Enter", "Down").Screen);
        string compared = stage.Press("4").Screen;
        Assert.Contains("too few", compared);
        Assert.DoesNotContain("unclear", compared);
        Assert.DoesNotContain("too few", stage.Press("r", "r", "r", "r", "r", "r").Screen);
    }

    [Fact]
    public void Where_few_runs_agree_it_is_said_that_intervals_are_wide_and_how_more_are_made()
    {
        using var stage = Few(400);
        Assert.Matches(@"only \d+ runs agree, intervals are wide: r makes more", stage.Screen);
        Assert.Matches(@"only \d+ runs agree, intervals are wide: r makes more", stage.Press("4").Screen);
        Assert.DoesNotContain("intervals are wide", stage.Press("r", "r", "r", "r").Screen);
        using var free = new Stage(100, 30, new WorkbenchOptions { Runs = 400, Precision = null });
        Assert.DoesNotContain("intervals are wide", free.Screen);
    }

    [Fact]
    public void How_likely_what_was_given_was_stands_with_the_outcomes()
    {
        using var stage = Stage(width: 120, height: 40);
        var facts = stage.Desk.Model.File!.Results!.Evidence!.Facts;
        Assert.Contains($"given theatre == standoff on 2022-01-20: {100 * facts[1].Share:0.0} % likely", stage.Screen);
        Assert.Matches($@"theatre == standoff +on 2022-01-20 +{100 * facts[1].Share:0.0} % +{Say.Count(facts[1].Agreeing!.Value)}", stage.Screen);
        Assert.Contains("as it was given", stage.Press("End").Screen);
        Assert.Contains("all runs of the list agree with it", stage.Press("Enter", "Enter").Screen);
        Assert.Contains("as the file observed it", stage.Press("Esc", "Up").Screen);
    }

    [Fact]
    public void What_has_gone_before_is_chosen_shown_and_copied()
    {
        using var stage = Stage(path: Week.Write("week.yaml", Alike));
        Assert.Contains("Past shared: the levers of threaten until 2022-01-20, then each item's own", stage.Press("4").Screen);
        Assert.DoesNotContain("--past", stage.Desk.Screens[ScreenId.Compare].Shell(stage.Desk.Model));
        var shared = stage.Desk.Model.Compare.Results!;
        Assert.Contains("Past baseline: each from the start, in the worlds where threaten agrees", stage.Press("P", "Down", "Enter").Screen);
        Assert.Contains(" --past baseline", stage.Desk.Screens[ScreenId.Compare].Shell(stage.Desk.Model));
        Assert.Equal(shared.Items[1].Results.Runs, stage.Desk.Model.Compare.Results!.Items[1].Results.Runs);
        Assert.Contains("Past own: each from the start, of its own runs that agree", stage.Press("P").Type("own").Press("Enter").Screen);
        Assert.Contains(" --past own", stage.Desk.Screens[ScreenId.Compare].Shell(stage.Desk.Model));
        stage.Press("a").Type("nothing").Press("Enter");
        Assert.DoesNotContain("Past", stage.Screen);
        Assert.DoesNotContain("--past", stage.Desk.Screens[ScreenId.Compare].Shell(stage.Desk.Model));
        Assert.Contains("a says what is known", stage.Press("P").Screen);
    }

    [Fact]
    public void The_command_of_a_compared_world_tells_it_with_the_past_that_it_was_compared_with()
    {
        using var stage = Stage(path: Week.Write("week.yaml", Alike));
        stage.Press("4", "n", "y");
        string[] commands = [.. stage.Desk.Model.Picker!.Rows.Where(r => r.Name.StartsWith("the shell command", StringComparison.Ordinal)).Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Copy>().Single().Text)];
        long world = stage.Desk.Model.Compare.Telling.Story!.Run;
        const string Held = "--as-of 2022-01-12 --given 'theatre == standoff on 2022-01-20' --past-of threaten";
        string file = Quote.Shell(stage.Desk.Model.File!.Path);
        Assert.Equal($"scenariosim run {file} --policy preempt --runs 4096 {Held}", commands[1]);
        Assert.Equal($"scenariosim trace {file} --policy preempt --run {world} {Held}", commands[2]);
        stage.Press("Esc", "5", "t");
        Assert.Contains(stage.Desk.Screens[ScreenId.Runs].OtherCommands(stage.Desk.Model), c => c.Command.EndsWith(" --past-of threaten", StringComparison.Ordinal));
    }

    [Fact]
    public void A_world_is_told_as_it_was_compared()
    {
        using var stage = Stage(path: Week.Write("week.yaml", Alike));
        stage.Press("4", "P", "Down", "Enter", "n");
        var told = stage.Engine.Taken.OfType<Effect.Tell>().Last();
        Assert.Equal(Past.Baseline, told.Past);
        var other = stage.Desk.Model.Compare.Telling.Other!;
        Assert.Equal(Runs.Tell(told.Scenario with { Evidence = null }, told.Beside!, 1, told.Run, TestContext.Current.CancellationToken).Outcome.Name, other.Outcome.Name);
    }

    [Theory]
    [InlineData(GlyphSet.Braille, '│')]
    [InlineData(GlyphSet.Block, '│')]
    [InlineData(GlyphSet.Ascii, '|')]
    public void A_rule_through_the_charts_over_time_says_where_what_is_known_ends(GlyphSet glyphs, char rule)
    {
        using var stage = new Stage(80, 24, new WorkbenchOptions { Runs = 4096, Precision = null, IsAsOf = true, AsOf = new DateTime(2022, 1, 12), Glyphs = glyphs }, colours: Colours.None);
        foreach (string lines in (string[])["3", "l"])
        {
            string[] rows = stage.Press(lines).Screen.Split('\n');
            int label = Array.FindIndex(rows, r => r.Contains("as of 2022-01-12", StringComparison.Ordinal) && !r.Contains("threaten", StringComparison.Ordinal));
            int column = rows[label].IndexOf("as of", StringComparison.Ordinal) - 2;
            Assert.True(rows.Take(label + 1).Count(r => r.Length > column && r[column] == rule) > 4, stage.Screen);
        }
    }

    [Fact]
    public void Runs_that_are_looked_for_say_how_far_that_has_come()
    {
        using var stage = Stage();
        stage.Engine.IsHeld = true;
        stage.Press("5");
        int job = stage.Desk.Model.Runs.Job;
        stage.Desk.Do(m => RunsUpdate.Listed(m, job, [], 1500, running: true));
        Assert.Contains("none that agrees is so yet", stage.Screen);
        Assert.Matches("0 that agree; (looked at )?1,500 of 4,096 runs", stage.Screen);
        Assert.Contains("looking  37 %", stage.Screen.Split('\n')[1]);
        stage.Desk.Do(m => RunsUpdate.Listed(m, job, [.. Runs.List(m.File!.Scenario!, m.File.Policy!, 1, 0, 10)], 10, running: true));
        Assert.Matches(@"\d that agree; (looked at )?1,510 of 4,096 runs", stage.Screen);
    }

    [Fact]
    public void Runs_are_listed_as_they_are_told()
    {
        using var stage = Stage();
        (var scenario, var policy) = (stage.Desk.Model.File!.Scenario!, stage.Desk.Model.File.Policy!);
        var listed = Runs.LookThrough(scenario, policy, 1, 3, 300).ToList();
        Assert.Equal(300, listed.Count);
        foreach ((int i, var run) in listed.Index())
        {
            var story = Runs.Tell(scenario, policy, 1, 3 + i, TestContext.Current.CancellationToken);
            Assert.Equal(story.Against is null, run is not null);
            if (run is not null) Assert.Equal((story.Run, story.Outcome.Name), (run.Run, scenario.Outcomes[run.Outcome].Name));
        }
    }

    [Fact]
    public void Commands_and_exports_carry_what_is_known()
    {
        using var stage = Stage();
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
        using var stage = Stage(Never);
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
        using var stage = Stage(path: path);
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
        using var stage = Stage(path: path);
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
        using var stage = Stage();
        double before = stage.Desk.Model.File!.Results!.Outcomes[0].Probability;
        stage.Press("w").Type("resolve=0.9").Press("Enter");
        var results = stage.Desk.Model.File!.Results!;
        Assert.Equal(2, results.Evidence!.Facts.Count);
        Assert.NotEqual(before, results.Outcomes[0].Probability);
        Assert.Contains("--set resolve=0.9 --as-of 2022-01-12", ShellCommand.Run(stage.Desk.Model));
        stage.Press("p").Type("preempt").Press("Enter");
        Assert.Equal(("preempt", 2), (stage.Desk.Model.File!.Results!.Policy.Name, stage.Desk.Model.File.Results.Evidence!.Facts.Count));
    }

    [Fact]
    public void The_same_run_under_another_policy_says_where_it_does_not_agree()
    {
        using var stage = Stage();
        stage.Press("5", "t");
        var model = stage.Desk.Model;
        long run = model.Runs.All.Select(r => r.Run).First(r => Runs.Tell(model.File!.Scenario!, model.File.Scenario!.Policies[1], 1, r, TestContext.Current.CancellationToken).Against is not null);
        stage.Desk.Do(m => RunsUpdate.Select(m, m.Runs.Matching.ToList().FindIndex(r => r.Run == run)));
        stage.Engine.Settle();
        Assert.Contains("does not agree with what is known: not with", string.Join(' ', StoryLines.Beside(stage.Desk.Model.Runs.Telling.Story!, stage.Desk.Model.Runs.Telling.Other!, 70).Select(l => l.Text)).ReplaceLineEndings(" "));
    }

    [Fact]
    public void A_saved_result_stands_only_beside_the_same_knowledge()
    {
        using var stage = Stage();
        using var free = new Stage(100, 30);
        Found(stage, "free.json", Exported(free));
        Found(stage, "free-old.json", Changed(Exported(free)));
        Found(stage, "held.json", Exported(stage));
        Found(stage, "held-old.json", Changed(Exported(stage)));
        stage.Press("4", "Space");
        Assert.Null(Candidate(stage, "free.json").WhyNot);
        Assert.Equal("it is of all runs, and only those that agree with what is known count now", Candidate(stage, "free-old.json").WhyNot);
        Assert.Null(Candidate(stage, "held.json").WhyNot);
        Assert.Null(Candidate(stage, "held-old.json").WhyNot);
        stage.Press("Esc", "a").Type("no date").Press("Enter", "Space");
        Assert.Equal("it was made with something else known than what is known now", Candidate(stage, "held.json").WhyNot);
        stage.Press("Esc", "a").Type("nothing").Press("Enter", "Space").Type("held.json").Press("Enter", "Esc");
        var items = stage.Engine.Taken.OfType<Effect.Compare>().Last().Items;
        Assert.Null(items[0].Scenario.Evidence);
        Assert.Equal(2, items.Single(i => i.Name.StartsWith("held.json (as of 2022-01-12", StringComparison.Ordinal)).Scenario.Evidence!.Facts.Count);
        Assert.Contains("held.json ", stage.Desk.Screens[ScreenId.Compare].Shell(stage.Desk.Model));
        Assert.DoesNotContain("held.json (", stage.Desk.Screens[ScreenId.Compare].Shell(stage.Desk.Model));
    }

    [Fact]
    public void Another_file_that_cannot_be_held_to_it_is_named()
    {
        string other = Week.Write("other.yaml", Week.Text.Replace("standoff", "waiting"));
        using var stage = new Stage(100, 30);
        stage.Desk.Do(m => new Step(m.Show(ScreenId.Compare), [new Effect.ReadOther(other)]));
        stage.Engine.Settle();
        stage.Press("Esc");
        Give(stage, Agrees);
        Assert.Contains("which is compared, cannot be held to what is known", stage.Screen.ReplaceLineEndings(" "));
        stage.Press("Esc", "a").Type("2022").Press("Enter");
        Assert.All(stage.Engine.Taken.OfType<Effect.Compare>().Last().Items, i => Assert.Single(i.Scenario.Evidence!.Facts));
    }

    [Theory]
    [InlineData(100, 100, "100 %")]
    [InlineData(99_999, 100_000, ">99 %")]
    [InlineData(2285, 100_000, "2.3 %")]
    [InlineData(3, 100_000, "0.003 %")]
    public void The_share_that_agrees_has_two_figures(long agreeing, long runs, string said)
    {
        using var stage = Stage();
        Assert.Equal(said, KnownWords.Share(stage.Desk.Model.File!.Results!.Evidence! with { Agreeing = agreeing, Runs = runs }));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(70)]
    [InlineData(100)]
    public void However_narrow_the_header_says_that_not_all_runs_count(int width)
    {
        using var stage = Stage(width: width, settings: ["resolve=0.6", "flexibility=0.3"]);
        foreach (string view in (string[])["2", "3", "4", "5"])
        {
            string header = stage.Press(view).Screen.Split('\n')[0];
            Assert.Contains("as of 2022-01-12", header);
            Assert.Matches(@"\d %", header);
            Assert.True(header.Length <= width, header);
        }
    }

    private static Stage Stage(string given = Agrees, int width = 100, int height = 30, string? path = null, bool solving = false, IReadOnlyList<string>? settings = null) =>
        new(width, height, new WorkbenchOptions { Runs = 4096, Precision = null, IsAsOf = true, AsOf = new DateTime(2022, 1, 12), Given = [given], Settings = settings ?? [] }, path: path, solving: solving);

    // Both policies believe the same, so that the past teaches both the same.
    private static string Alike => Week.Text.ReplaceLineEndings("\n").Replace("    assume:\n      deterrence: beta(2, 4)\n", "");

    private const string Worded = """
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

    private static Stage Few(long runs) => new(100, 30, new WorkbenchOptions { Runs = runs, Precision = null, IsAsOf = true, AsOf = new DateTime(2022, 1, 12) });

    private static Stage Typed(Stage stage, string given)
    {
        Give(stage, given);
        return stage;
    }

    private static void Give(Stage stage, string given) => stage.Press("a").Type("condition").Press("Enter").Type(given).Press("Enter");

    private static void Check(int width, int height, string name, string keys, string given)
    {
        using var stage = Stage(given, width, height);
        stage.Press(keys.Split(' '));
        Golden.Check($"screens/{width}x{height}/known-{name}.txt", stage.Screen);
    }

    private static string Exported(Stage stage)
    {
        string text = stage.Press("2", "E").Desk.Model.Picker!.Rows.Select(r => r.Do(stage.Desk.Model).Effects.OfType<Effect.Save>().Single().Text).First(t => t.Contains("scenariosim/result/1", StringComparison.Ordinal));
        stage.Press("Esc");
        return text;
    }

    // Of a file that is not as it was then.
    private static string Changed(string saved) => System.Text.RegularExpressions.Regex.Replace(saved, "\"sha256\": \"[0-9a-f]{8}", "\"sha256\": \"00000000");

    private static void Found(Stage stage, string name, string text) =>
        stage.Desk.Do(m => FilesUpdate.FoundSaved(m, new SavedItem(name, ScenarioSim.Reports.Json.SavedResult.Read(name, System.Text.Encoding.UTF8.GetBytes(text)), [])));

    private static PickerRow Candidate(Stage stage, string name) => stage.Desk.Model.Picker!.Rows.Single(r => r.Name.Split(' ').Contains(name));
}
