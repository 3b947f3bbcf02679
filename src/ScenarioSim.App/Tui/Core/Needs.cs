using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.App.Tui.DriversView;
using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.App.Tui.ScenarioView;

namespace ScenarioSim.App.Tui;

/// <summary>What the view shown needs and does not have yet. Asked after every act, so that no act has to think of it.</summary>
public static class Needs
{
    /// <summary>The step, with whatever has to be started for what it shows.</summary>
    public static Step Meet(Step step) => step.Then(ScenarioUpdate.Need).Then(Simulation).Then(Exactly.Need).Then(CompareUpdate.Need).Then(DriversUpdate.Need).Then(RunsUpdate.Need).Then(FilesUpdate.Need);

    private static Step Simulation(WorkbenchModel model)
    {
        if (model.File is not { Scenario: { } scenario, Policy: { } policy } file) return model;
        if (file.Work.Job > 0 && ReferenceEquals(file.SimulatedPolicy, policy) && ReferenceEquals(file.SimulatedScenario, scenario)) return model;
        int job = model.Jobs + 1;
        var work = new Work(job, 0, model.Options.Runs, true, model.Now);
        // What is being moved for another policy or another file is given up: whoever looks at it asks anew, also for what was asked before.
        var drivers = model.Drivers.Work.Running ? model.Drivers with { Scenario = null, Policy = null, Results = null, Latest = null, Work = Work.None } : model.Drivers;
        var next = model with { Jobs = job, Drivers = drivers, File = file with { Work = work, NoneAgrees = null, SimulatedScenario = scenario, SimulatedPolicy = policy } };
        return new Step(next, [new Effect.Simulate(job, scenario, policy, model.Options.Runs, model.Options.Precision)]);
    }
}
