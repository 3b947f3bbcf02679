using ScenarioSim.Analysis;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.DriversView;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Results;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The view of what results hang on.</summary>
public class DriversTests
{
    [Fact]
    public void The_assumption_that_moves_it_most_stands_first_behind_all_together()
    {
        using var stage = new Stage(120, 40);
        stage.Press("6");
        var rows = DriversUpdate.Rows(stage.Desk.Model);
        Assert.NotNull(rows[0].Doubt);
        Assert.True(rows.Count > 2);
        double[] swings = [.. rows.Skip(1).Select(r => Math.Abs(r.Swing!.Difference))];
        Assert.Equal(swings.OrderDescending(), swings);
        var file = stage.Desk.Model.File!;
        var found = Drivers.Run(file.Scenario!, file.Policy!, new DriverOptions { Run = new RunOptions { Runs = 4096 } }, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal(found.Drivers.SelectMany(d => d.Swings), stage.Desk.Model.Drivers.Results!.Drivers.SelectMany(d => d.Swings));
    }

    [Fact]
    public void What_is_not_seen_to_move_it_is_named_and_has_no_row()
    {
        using var stage = new Stage(100, 30, new WorkbenchOptions { Runs = 300, Precision = null }, path: Week.Write("unread.yaml", Week.Text.Replace("assumptions:\n", "assumptions:\n  unread: { is: \"1..2\", why: nothing reads it }\n")));
        string screen = stage.Press("6").Screen;
        Assert.Contains("not seen to move it: unread", screen);
        Assert.DoesNotContain(DriversUpdate.Rows(stage.Desk.Model), r => r.Driver?.Assumption.Name == "unread");
    }

    [Fact]
    public void Left_and_right_go_round_everything_that_can_be_moved()
    {
        using var stage = new Stage(100, 30);
        stage.Press("6");
        int count = Thing.All(stage.Desk.Model.File!.Scenario!).Count;
        var titles = new List<string>();
        for (int i = 0; i < count; i++)
        {
            titles.Add(DriversUpdate.Looked(stage.Desk.Model)!.Title);
            Assert.Contains($"{i + 1} of {count}, Left and Right change it", stage.Screen);
            Assert.Contains($"─ {titles[^1]} ", stage.Screen);
            stage.Press("Right");
        }
        Assert.Equal(titles.Distinct(), titles);
        Assert.Equal(titles[0], DriversUpdate.Looked(stage.Desk.Model)!.Title);
        Assert.Equal(titles[^1], DriversUpdate.Looked(stage.Press("Left").Desk.Model)!.Title);
    }

    [Fact]
    public void The_cursor_stays_on_its_assumption_when_another_outcome_is_looked_at()
    {
        using var stage = new Stage(100, 30);
        stage.Press("6", "Down", "Down");
        string name = DriversUpdate.Row(stage.Desk.Model)!.Driver!.Assumption.Name;
        stage.Press("Right");
        Assert.Equal(name, DriversUpdate.Row(stage.Desk.Model)!.Driver!.Assumption.Name);
    }

    [Fact]
    public void In_which_worlds_an_outcome_happens_stands_below_and_all_boxes_in_the_detail()
    {
        using var stage = new Stage(100, 30, path: Week.Write("corner.yaml", """
            scenario: A corner
            start: 2022-01-01
            horizon: 3 days
            assumptions: { a: { is: 0..1, why: example }, b: { is: 0..1, why: example } }
            branches: { w: { on: 2022-01-02, chance: 'if a > 0.7 and b < 0.4 then 80% else 5%' } }
            outcomes: { war: { when: w, value: -1 }, peace: { otherwise: true } }
            """));
        string screen = stage.Press("6").Screen.ReplaceLineEndings(" ").Replace("│", "");
        Assert.Matches(@"most often where a at least 0\.\d+, b at most 0\.\d+: in \d\d", screen);
        Assert.Contains("In which worlds", stage.Press("Enter", "End").Screen);
        // Values and measures are in no share of worlds.
        stage.Press("Esc", "Right", "Right");
        Assert.Equal(SwingOf.Value, DriversUpdate.Looked(stage.Desk.Model)!.Of);
        Assert.DoesNotContain("most often", stage.Screen);
    }

    [Fact]
    public void What_if_begins_with_the_assumption_and_what_is_set_is_known()
    {
        using var stage = new Stage(100, 30);
        stage.Press("6", "Down");
        string name = DriversUpdate.Row(stage.Desk.Model)!.Driver!.Assumption.Name;
        Assert.Contains("w what if", stage.Screen);
        Assert.Equal($"{name}=", stage.Press("w").Desk.Model.Entry!.Text);
        stage.Type("0.5").Press("Enter");
        Assert.Contains($"known, so that nothing hangs on them: {name}", stage.Screen);
        Assert.DoesNotContain(stage.Desk.Model.Drivers.Results!.Drivers, d => d.Assumption.Name == name);
        Assert.Equal($"drivers week.yaml --policy threaten --of invasion --runs 4096 --set {name}=0.5", stage.Desk.Screens[ScreenId.Drivers].Shell(stage.Desk.Model));
    }

    [Fact]
    public void The_editor_opens_at_the_assumption_and_the_table_holds_what_is_on_the_screen()
    {
        using var stage = new Stage(100, 30);
        stage.Press("6", "Down");
        var driver = DriversUpdate.Row(stage.Desk.Model)!.Driver!;
        Assert.Equal((Week.Path, driver.Assumption.Span.Line), stage.Press("e").Terminal.Edited);
        var table = stage.Desk.Screens[ScreenId.Drivers].Table(stage.Desk.Model)!;
        Assert.Equal(DriversUpdate.Rows(stage.Desk.Model).Skip(1).Select(r => r.Driver!.Assumption.Name), table.Rows.Select(r => (string)r[0]!));
        Assert.StartsWith("assumption,from,to,start,end,difference,low,high,worlds_that_change\n", table.ToCsv());
    }

    [Fact]
    public void A_filter_narrows_the_assumptions_and_says_where_none_is_left()
    {
        using var stage = new Stage(100, 30);
        stage.Press("6", "/").Type("resolve").Press("Enter");
        Assert.Equal(["resolve"], DriversUpdate.Rows(stage.Desk.Model).Select(r => r.Driver?.Assumption.Name));
        Assert.Contains("nothing matches the filter; Esc clears it", stage.Press("/").Type("nothing like it").Press("Enter").Screen);
        Assert.Contains("there is no row here", stage.Press("Enter").Screen);
        Assert.True(DriversUpdate.Rows(stage.Press("Esc").Desk.Model).Count > 2);
    }

    [Fact]
    public void Where_nothing_is_uncertain_it_says_so()
    {
        using var stage = new Stage(100, 30, new WorkbenchOptions { Runs = 4096, Precision = null, Settings = ["resolve=0.6", "flexibility=0.3", "deterrence=0.7"] });
        Assert.Contains("no assumption is uncertain: chance alone decides", stage.Press("6").Screen);
    }

    [Fact]
    public void Rows_come_as_they_are_found_in_the_order_of_the_file_and_a_stop_keeps_them()
    {
        using var stage = new Stage(100, 30);
        var file = stage.Desk.Model.File!;
        var some = new List<DriverResults>();
        Drivers.Run(file.Scenario!, file.Policy!, new DriverOptions { Run = new RunOptions { Runs = 4096 } }, found: some.Add, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([0, 1, 2], some.Select(s => s.Drivers.Count));
        stage.Engine.IsHeld = true;
        Assert.Contains("moving each assumption from one end to the other", stage.Press("6").Screen);
        int job = stage.Desk.Model.Drivers.Work.Job;
        stage.Desk.Do(m => DriversUpdate.Progressed(m, job, 1000, 4000));
        Assert.Contains("moving  25 %", stage.Screen);
        stage.Desk.Do(m => DriversUpdate.Found(m, job, some[2], running: true));
        Assert.Equal([null, "resolve", "flexibility"], DriversUpdate.Rows(stage.Desk.Model).Select(r => r.Driver?.Assumption.Name));
        Assert.Contains("still to be moved: deterrence", stage.Screen);
        Assert.Contains("the assumptions are being moved already", stage.Press("r").Screen);
        stage.Press("x");
        Assert.IsType<Effect.StopWork>(stage.Engine.Taken[^1]);
        stage.Desk.Do(m => DriversUpdate.Found(m, job, some[2], running: false));
        Assert.Contains("stopped before these were moved (r begins anew): deterrence", stage.Screen);
        stage.Press("r");
        Assert.True(stage.Desk.Model.Drivers.Work.Running);
        Assert.IsType<Effect.Drive>(stage.Engine.Taken[^1]);
        // What was under way before is of no use any more.
        stage.Desk.Do(m => DriversUpdate.Found(m, job, some[1], running: false));
        Assert.Null(stage.Desk.Model.Drivers.Results);
    }

    [Fact]
    public void Another_policy_is_asked_about_only_where_it_is_looked_at()
    {
        using var stage = new Stage(100, 30);
        int Asked() => stage.Engine.Taken.OfType<Effect.Drive>().Count();
        Assert.Equal(0, Asked());
        stage.Press("6", "2", "6");
        Assert.Equal(1, Asked());
        stage.Press("2", "p", "Down", "Enter");
        Assert.Equal(1, Asked());
        stage.Press("6");
        Assert.Equal(2, Asked());
        Assert.Equal("preempt", stage.Desk.Model.Drivers.Results!.Base.Policy.Name);
        Assert.StartsWith("ScenarioSim › Geneva week › Drivers › Full-scale invasion", stage.Screen.TrimStart());
        Assert.Contains("preempt · 4,096 runs", stage.Screen);
    }

    [Theory]
    [InlineData(60, 16)]
    [InlineData(80, 24)]
    [InlineData(140, 40)]
    public void No_figure_is_cut(int width, int height)
    {
        using var stage = new Stage(width, height);
        stage.Press("6");
        for (int i = 0; i < Thing.All(stage.Desk.Model.File!.Scenario!).Count; i++)
        {
            var thing = DriversUpdate.Looked(stage.Desk.Model)!;
            string screen = stage.Screen;
            foreach (var row in DriversUpdate.Rows(stage.Desk.Model).Where(r => r.Swing is not null)) Assert.Contains(DriversTable.By(row.Swing!, thing.IsShare, stage.Desk.Model.Glyphs), screen);
            stage.Press("Right");
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(72)]
    [InlineData(80)]
    [InlineData(120)]
    public void Headings_stand_over_their_columns(int width)
    {
        using var stage = new Stage(width, 24);
        for (int i = 0; i < Thing.All(stage.Press("6").Desk.Model.File!.Scenario!).Count; i++)
        {
            var rows = DriversUpdate.Rows(stage.Desk.Model);
            var table = new DriversTable(stage.Desk.Model, rows, width - 5);
            Assert.All(Enumerable.Range(0, rows.Count), r => Assert.Equal(table.Heading().Width, table.Row(r).Width));
            stage.Press("Right");
        }
    }

    [Fact]
    public void What_is_set_stands_in_the_detail_in_place_of_what_the_policy_believes()
    {
        using var stage = new Stage(100, 40);
        stage.Press("p", "Down", "Enter", "6", "/").Type("deterrence").Press("Enter");
        Assert.Contains("beta(2, 4)", stage.Screen);
        stage.Press("w").Type("0.2..0.3").Press("Enter");
        string screen = stage.Screen;
        Assert.Contains("deterrence=0.2..0.3", screen);
        Assert.Contains("set by --set", screen);
        Assert.DoesNotContain("beta(2, 4)", screen);
    }

    [Fact]
    public void What_is_moved_for_another_policy_is_given_up_and_asked_for_anew_by_whoever_comes_back()
    {
        using var stage = new Stage(100, 30);
        stage.Engine.IsHeld = true;
        stage.Press("6");
        int job = stage.Desk.Model.Drivers.Work.Job;
        stage.Press("2", "p", "Down", "Enter");
        Assert.False(stage.Desk.Model.Drivers.Work.Running);
        stage.Press("p", "Up", "Enter");
        stage.Desk.Do(m => DriversUpdate.Found(m, job, null, running: false));
        stage.Press("6");
        Assert.True(stage.Desk.Model.Drivers.Work.Running);
        Assert.DoesNotContain("stopped", stage.Screen);
        Assert.True(stage.Engine.Taken.OfType<Effect.Drive>().Last().Job > job);
    }

    [Fact]
    public void Frozen_rows_stand_still_until_the_numbers_go_on()
    {
        using var stage = new Stage(100, 30);
        stage.Press("6", "u");
        var shown = stage.Desk.Model.Drivers.Results!;
        int job = stage.Desk.Model.Drivers.Work.Job;
        stage.Desk.Do(m => DriversUpdate.Found(m, job, shown with { Drivers = [] }, running: false));
        Assert.Same(shown, stage.Desk.Model.Drivers.Results);
        Assert.Empty(stage.Press("u").Desk.Model.Drivers.Results!.Drivers);
    }

    [Fact]
    public void The_job_beside_the_screen_finds_the_same_and_can_be_stopped()
    {
        using var stage = new Stage(100, 30);
        stage.Press("6");
        var wanted = stage.Desk.Model.Drivers.Results!;
        var effect = stage.Engine.Taken.OfType<Effect.Drive>().Single();
        var box = new Mailbox();
        using var news = new SemaphoreSlim(0);
        box.Reader(() => news.Release());
        DriversJob.Start(effect, stage.Desk.Model.Options, box);
        var model = stage.Desk.Model with { Drivers = stage.Desk.Model.Drivers with { Results = null, Latest = null, Work = stage.Desk.Model.Drivers.Work with { Running = true } } };
        while (model.Drivers.Work.Running)
        {
            news.Wait(TestContext.Current.CancellationToken);
            foreach (var act in box.Take()) model = act(model).Model;
        }
        Assert.False(model.Drivers.Results!.Partial);
        Assert.Equal(wanted.Drivers.SelectMany(d => d.Swings), model.Drivers.Results.Drivers.SelectMany(d => d.Swings));
        model = model with { Drivers = model.Drivers with { Results = null, Latest = null, Work = model.Drivers.Work with { Running = true } } };
        DriversJob.Start(effect with { Runs = 1_000_000_000_000 }, stage.Desk.Model.Options, box).Stop();
        while (model.Drivers.Work.Running)
        {
            news.Wait(TestContext.Current.CancellationToken);
            foreach (var act in box.Take()) model = act(model).Model;
        }
        Assert.True(model.Drivers.Results is null or { Partial: true });
    }
}
