using ScenarioSim.App.Tui;
using ScenarioSim.Tests;
using Xunit;
using static ScenarioSim.App.Tests.Tui.KnownStage;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>What is known in the views of the scenario and of outcomes: what was learnt, how likely it was, and what is solved with it.</summary>
public class KnownFiguresTests
{
    [Fact]
    public void Of_an_assumption_of_words_every_word_has_its_share_among_the_runs_that_agree_and_among_all()
    {
        string path = Week.Write("words.yaml", Worded);
        using var stage = HeldStage(path: path);
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
        using var stage = HeldStage(width: 120, height: 40);
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
        using var stage = HeldStage(width: 120, height: 40);
        var facts = stage.Desk.Model.File!.Results!.Evidence!.Facts;
        Assert.Contains($"given theatre == standoff on 2022-01-20: {100 * facts[1].Share:0.0} % likely", stage.Screen);
        Assert.Matches($@"theatre == standoff +on 2022-01-20 +{100 * facts[1].Share:0.0} % +{Say.Count(facts[1].Agreeing!.Value)}", stage.Screen);
        Assert.Contains("as it was given", stage.Press("End").Screen);
        Assert.Contains("all runs of the list agree with it", stage.Press("Enter", "Enter").Screen);
        Assert.Contains("as the file observed it", stage.Press("Esc", "Up").Screen);
    }

    [Fact]
    public void It_is_solved_with_what_is_known_where_that_is_asked_for()
    {
        using var stage = HeldStage(solving: true, settings: ["resolve=0.6", "flexibility=0.3", "deterrence=0.7"]);
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
        using var stage = HeldStage(Never, settings: ["resolve=0.6", "flexibility=0.3", "deterrence=0.7"]);
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
}
