using ScenarioSim.Analysis;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Language;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>The engine beside the screen, as it is.</summary>
public class EngineTests
{
    [Fact]
    public void A_story_that_gave_way_to_that_of_another_view_is_told_or_known_not_to_be()
    {
        var scenario = ScenarioReader.Read(Week.Path, Week.Files).Scenario!;
        var policy = scenario.Policies[0];
        var post = new Mailbox();
        using var news = new SemaphoreSlim(0);
        post.Reader(() => news.Release());
        using var engine = new Engine(post, new WorkbenchOptions());
        for (int pair = 0; pair < 20; pair++)
        {
            (int one, int other) = ((2 * pair) + 1, (2 * pair) + 2);
            var model = new WorkbenchModel { Options = new WorkbenchOptions() };
            model = model with
            {
                Runs = model.Runs with { Telling = new Telling(one, scenario, policy, null, one, null, null) },
                Compare = model.Compare with { Telling = new Telling(other, scenario, policy, null, other, null, null) },
            };
            engine.Take(new Effect.Tell(one, scenario, policy, null, Past.Shared, one));
            engine.Take(new Effect.Tell(other, scenario, policy, null, Past.Shared, other));
            while (model.Runs.Telling is { Story: null, Scenario: not null } || model.Compare.Telling is { Story: null, Scenario: not null })
            {
                news.Wait(TestContext.Current.CancellationToken);
                foreach (var act in post.Take()) model = act(model).Model;
            }
            Assert.Equal(other, model.Compare.Telling.Story?.Run);
        }
    }

    [Fact]
    public void A_view_asks_again_for_a_story_that_was_given_up()
    {
        using var stage = new Stage(120, 30);
        stage.Press("5");
        stage.Engine.IsHeld = true;
        stage.Press("Down");
        var asked = stage.Engine.Taken.OfType<Effect.Tell>().Last();
        Assert.Equal(1, asked.Run);
        stage.Press("2").Desk.Do(m => RunsUpdate.NotTold(m, asked.Job));
        Assert.Same(asked, stage.Engine.Taken.OfType<Effect.Tell>().Last());
        Assert.Equal(0, stage.Desk.Model.Runs.Telling.Story!.Run);
        stage.Press("5");
        var again = stage.Engine.Taken.OfType<Effect.Tell>().Last();
        Assert.Equal((1L, true), (again.Run, again.Job > asked.Job));
        // News of one that nobody waits for change nothing.
        var before = stage.Desk.Model.Runs.Telling;
        stage.Desk.Do(m => RunsUpdate.NotTold(m, asked.Job));
        Assert.Equal(before, stage.Desk.Model.Runs.Telling);
    }

    [Fact]
    public void Assumptions_are_moved_for_whoever_asked_last_until_a_stop()
    {
        var scenario = ScenarioReader.Read(Week.Path, Week.Files).Scenario!;
        var post = new Mailbox();
        using var news = new SemaphoreSlim(0);
        post.Reader(() => news.Release());
        using var engine = new Engine(post, new WorkbenchOptions());
        var model = new WorkbenchModel { Options = new WorkbenchOptions() };
        model = model with { Drivers = model.Drivers with { Work = new Work(2, 0, 0, true, TimeSpan.Zero) } };
        engine.Take(new Effect.Drive(1, scenario, scenario.Policies[0], 1_000_000_000_000));
        engine.Take(new Effect.Drive(2, scenario, scenario.Policies[1], 1_000_000_000_000));
        while (model.Drivers.Work.Done == 0) Read();
        engine.Take(new Effect.StopWork());
        while (model.Drivers.Work.Running) Read();
        Assert.True(model.Drivers.Results is { Partial: true } results && results.Base.Policy.Name == scenario.Policies[1].Name);

        void Read()
        {
            news.Wait(TestContext.Current.CancellationToken);
            foreach (var act in post.Take()) model = act(model).Model;
        }
    }
}
