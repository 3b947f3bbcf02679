using ScenarioSim.Analysis;
using ScenarioSim.App.Tui;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.DriversView;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.App.Tui.Shell;
using ScenarioSim.Language;
using Xunit;
using Effect = ScenarioSim.App.Tui.Effect;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>Does everything at once and on the calling thread, so that screens are the same on every machine.</summary>
internal sealed class StillEngine(Desk desk) : IEngine
{
    private readonly Queue<Effect> _taken = new();
    private RunningSimulation? _simulation;
    private RunningComparison? _comparison;
    private Effect.Compare? _compared;

    /// <summary>Everything that was asked for.</summary>
    public List<Effect> Taken { get; } = [];

    /// <summary>Leaves what is asked for undone: for screens that show work under way.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Solves too what nobody asked for; screens that are not about that stay free of marks.</summary>
    public bool IsSolving { get; set; }

    public void Take(Effect effect)
    {
        Taken.Add(effect);
        _taken.Enqueue(effect);
    }

    public void Settle()
    {
        while (!IsHeld && _taken.TryDequeue(out var effect)) Perform(effect);
    }

    public void Dispose()
    {
    }

    private void Perform(Effect effect)
    {
        var options = SimulationJob.Options(desk.Model.Options);
        switch (effect)
        {
            case Effect.Read read:
                var result = ScenarioReader.Read(read.Path, Week.Files);
                desk.Do(m => Session.Read(m, read.Path, result));
                break;
            case Effect.ReadOther read:
                var other = ScenarioReader.Read(read.Path, Week.Files);
                desk.Do(m => CompareUpdate.OtherRead(m, read.Path, other, read.IsAgain));
                break;
            case Effect.Simulate simulate:
                _simulation = new RunningSimulation(simulate.Scenario, simulate.Policy, options);
                Advance(simulate.Job, simulate.Runs);
                break;
            case Effect.More more:
                if (more.Runs is { } wanted) Advance(more.Job, wanted);
                if (more.Worlds is { } worlds) Compare(_compared!, worlds);
                break;
            case Effect.Compare compare:
                _comparison = new RunningComparison(compare.Items, compare.LiveBaseline, options, compare.Past);
                _compared = compare;
                Compare(compare, compare.Runs);
                break;
            case Effect.Solve solve when IsSolving || solve.IsAsked:
                using (var stop = new CancellationTokenSource())
                {
                    // As if asked for: without a limit on time, so that what comes does not depend on the machine.
                    desk.Do(SolutionJob.Solve(solve with { IsAsked = true }, desk.Model.Options, null, stop));
                }
                break;
            case Effect.Drive drive:
                var drivers = Drivers.Run(drive.Scenario, drive.Policy, DriversJob.Options(drive, desk.Model.Options));
                desk.Do(m => DriversUpdate.Found(m, drive.Job, drivers, running: false));
                foreach (var found in Discover.Outcomes(drive.Scenario, drive.Policy, DriversJob.Search(drive, desk.Model.Options))) desk.Do(m => DriversUpdate.FoundWhere(m, drive.Job, found));
                break;
            case Effect.ListRuns list:
                var runs = Runs.LookThrough(list.Scenario, list.Policy, desk.Model.Options.Seed, list.First, Math.Max(0, Math.Min(2000 - list.First, list.Count))).ToList();
                desk.Do(m => RunsUpdate.Listed(m, list.Job, [.. runs.OfType<RunSummary>()], runs.Count, false));
                break;
            case Effect.Tell tell:
                var story = Runs.Tell(tell.Scenario, tell.Policy, desk.Model.Options.Seed, tell.Run, TestContext.Current.CancellationToken);
                var beside = tell.Beside is null ? null : Reading.Beside(tell, tell.Beside, desk.Model.Options.Seed, TestContext.Current.CancellationToken);
                desk.Do(m => RunsUpdate.Told(m, tell.Job, story, beside));
                break;
        }
    }

    private void Compare(Effect.Compare compare, long worlds)
    {
        _comparison!.Advance(worlds - _comparison.Done);
        desk.Do(ComparisonJob.News(_comparison, compare, ComparisonJob.Live(_comparison, compare, partial: false), worlds, running: false));
    }

    private void Advance(int job, long runs)
    {
        _simulation!.Advance(runs - _simulation.Done);
        desk.Do(SimulationJob.News(_simulation, _simulation.HasResults ? _simulation.Results() : null, job, runs, false));
    }
}
