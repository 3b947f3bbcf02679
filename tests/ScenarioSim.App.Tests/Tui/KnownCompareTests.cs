using ScenarioSim.Analysis;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.CompareView;
using Xunit;
using static ScenarioSim.App.Tests.Tui.KnownStage;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>What is known in the view of comparisons: what has gone before, and what can stand beside what.</summary>
public class KnownCompareTests
{
    [Fact]
    public void What_has_gone_before_is_chosen_shown_and_copied()
    {
        using var stage = HeldStage(path: Week.Write("week.yaml", Alike));
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
        using var stage = HeldStage(path: Week.Write("week.yaml", Alike));
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
        using var stage = HeldStage(path: Week.Write("week.yaml", Alike));
        stage.Press("4", "P", "Down", "Enter", "n");
        var told = stage.Engine.Taken.OfType<Effect.Tell>().Last();
        Assert.Equal(Past.Baseline, told.Past);
        var other = stage.Desk.Model.Compare.Telling.Other!;
        Assert.Equal(Runs.Tell(told.Scenario with { Evidence = null }, told.Beside!, 1, told.Run, TestContext.Current.CancellationToken).Outcome.Name, other.Outcome.Name);
    }

    [Fact]
    public void A_saved_result_stands_only_beside_the_same_knowledge()
    {
        using var stage = HeldStage();
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

    [Fact]
    public void One_of_which_no_run_agrees_is_left_out_and_named_and_the_others_are_compared()
    {
        string path = Week.Write("lost.yaml", """
            start: 2022-01-01
            horizon: 6 days
            levers: { tone: { options: [soft, hard] } }
            tracks:
              talks:
                states:
                  open: [ { chance: if tone == hard then 100% else 10% per day, to: closed } ]
                  closed: []
            outcomes: { shut: { when: talks == closed }, going: { otherwise: true } }
            policies: { ask: {}, press: { set: { tone: hard } }, plead: {} }
            """);
        using var stage = new Stage(80, 24, new WorkbenchOptions { Runs = 1000, Precision = null, Given = ["talks == open on 2022-01-04"] }, path: path);
        stage.Press("4", "P").Type("own").Press("Enter");
        Assert.Equal(["ask", "plead"], stage.Desk.Model.Compare.Results!.Items.Select(i => i.Name));
        Assert.Contains("left out, as no run agrees: press", stage.Screen);
        Assert.Matches("=ask +plead", stage.Screen);
        Assert.Equal("plead", CompareUpdate.PickOf(stage.Desk.Model, CompareUpdate.Column(stage.Desk.Model))!.Name);
    }
}
