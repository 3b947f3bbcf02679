using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using Xunit;
using static ScenarioSim.Tests.Analysis.DriverSamples;

namespace ScenarioSim.Tests.Analysis;

/// <summary>What is told while assumptions are moved, and what is kept where that is stopped.</summary>
public class DriversUnderWayTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(1999)]
    [InlineData(3000)]
    public void Progress_never_falls_and_ends_where_it_was_to_end(int runs)
    {
        foreach (string text in (string[])[OneToss, Words, Times, OneToss.Replace("is: 0.2..0.6", "is: 0.4")])
        {
            Scenario scenario = Read(text);
            var told = new List<Progress>();
            Drivers.Run(scenario, scenario.Policies[0], new DriverOptions { Run = Usual with { Runs = runs } }, told.Add, cancellation: TestContext.Current.CancellationToken);
            Assert.Single(told.Select(p => p.Wanted).Distinct());
            Assert.Equal(told.Select(p => p.Done).Order(), told.Select(p => p.Done));
            Assert.Equal(told[^1].Wanted, told[^1].Done);
        }
    }

    [Fact]
    public void Stopped_it_keeps_the_assumptions_that_were_moved_until_then()
    {
        Scenario scenario = Read(Times);
        DriverResults whole = Find(scenario, scenario.Policies[0], Usual with { Runs = 2000 });
        // What is believed, the models, then two ends of each.
        long[] ends = [2000, 4000, 8000, 12_000, 16_000];
        for (int stage = 0; stage < ends.Length; stage++)
        {
            using var stop = new CancellationTokenSource();
            DriverResults results = Drivers.Run(
                scenario, scenario.Policies[0], new DriverOptions { Run = Usual with { Runs = 2000 } }, p =>
                {
                    if (p.Done >= ends[stage]) stop.Cancel();
                }, cancellation: stop.Token)!;
            int moved = Math.Max(0, stage - 1);
            Assert.Equal(stage < 4, results.Partial);
            Assert.Equal(whole.Drivers.Take(moved).Select(Figures), results.Drivers.Select(Figures));
            Assert.Equal(whole.Drivers.Skip(moved).Select(d => d.Assumption.Name), results.Left.Select(a => a.Name));
            Assert.Equal(2000, results.Base.Runs);
            Assert.Equal(stage > 0, results.Doubts is not null);
        }
    }

    [Fact]
    public void Stopped_within_the_models_those_before_are_kept()
    {
        Scenario scenario = Read(OneToss);
        const int Runs = 300_000;
        using var stop = new CancellationTokenSource();
        var options = new DriverOptions { Run = Usual with { Runs = Runs, Engine = EngineKind.Interpreter, Threads = 1 }, Models = 3000 };
        DriverResults results = Drivers.Run(
            scenario, scenario.Policies[0], options, p =>
            {
                if (p.Done > Runs) stop.Cancel();
            }, cancellation: stop.Token)!;
        Assert.True(results.Partial);
        Assert.Empty(results.Drivers);
        Assert.Equal(["p"], results.Left.Select(a => a.Name));
        Doubts doubts = Assert.IsType<Doubts>(results.Doubts);
        Assert.InRange(doubts.Models, DriverOptions.LeastModels, options.ModelsMade - 1);
        Assert.Equal(options.RunsEach, doubts.RunsEach);
        // The same as so many models alone.
        Doubts alone = Find(scenario, scenario.Policies[0], Usual with { Runs = (long)doubts.Models * doubts.RunsEach }, doubts.Models).Doubts!;
        Assert.Equal(doubts.Of.Select(Figures), alone.Of.Select(Figures));
    }

    [Fact]
    public void What_is_found_is_given_away_as_it_comes_marked_partial_until_all_is_there()
    {
        Scenario scenario = Read(Times);
        var found = new List<DriverResults>();
        var options = new DriverOptions { Run = Usual with { Runs = 2000 } };
        DriverResults whole = Drivers.Run(scenario, scenario.Policies[0], options, found: found.Add, cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal([0, 1, 2], found.Select(f => f.Drivers.Count));
        Assert.All(found, f => Assert.True(f.Partial));
        Assert.All(found, f => Assert.Equal(whole.Drivers.Select(Figures), f.Drivers.Select(Figures).Concat(whole.Drivers.Skip(f.Drivers.Count).Select(Figures))));
        Assert.All(found, f => Assert.Equal(whole.Drivers.Skip(f.Drivers.Count).Select(d => d.Assumption.Name), f.Left.Select(a => a.Name)));
        Assert.All(found, f => Assert.Equal(whole.Doubts!.Of.Select(Figures), f.Doubts!.Of.Select(Figures)));
        Assert.False(whole.Partial);
        // Whoever wants no more says so there.
        using var stop = new CancellationTokenSource();
        DriverResults stopped = Drivers.Run(
            scenario, scenario.Policies[0], options, found: f =>
            {
                if (f.Drivers.Count == 1) stop.Cancel();
            }, cancellation: stop.Token)!;
        Assert.True(stopped.Partial);
        Assert.Equal(["q"], stopped.Drivers.Select(d => d.Assumption.Name));
    }

    [Fact]
    public void Stopped_before_a_run_was_made_there_is_nothing()
    {
        Scenario scenario = Read(OneToss);
        Assert.Null(Drivers.Run(scenario, scenario.Policies[0], new DriverOptions(), cancellation: new CancellationToken(canceled: true)));
    }
}
