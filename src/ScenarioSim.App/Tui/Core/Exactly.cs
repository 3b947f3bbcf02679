using ScenarioSim.Analysis;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui;

/// <summary>Solving without sampling: tried quietly for marks in the bars of the outcomes, and on demand.</summary>
public static class Exactly
{
    // A mark is a column wide: an interval wider than this would be seen.
    private const double Tight = 0.005;

    /// <summary>Tries a scenario and policy that have not been tried.</summary>
    public static Step Need(WorkbenchModel model)
    {
        if (model.File is not { Scenario: { } scenario, Policy: { } policy } file) return model;
        if (ReferenceEquals(file.Exact.Scenario, scenario) && ReferenceEquals(file.Exact.Policy, policy)) return model;
        if (!Known.NotAllCount(scenario)) return Begin(model, isAsked: false);
        // The marks in the bars are those of all runs then: it is solved only where that is asked for.
        return ReferenceEquals(file.Exact, ExactWork.None) ? model : new Step(model with { File = file with { Exact = ExactWork.None } }, file.Exact.Running ? [new Effect.StopSolving()] : []);
    }

    /// <summary>Why it cannot be solved now, or null.</summary>
    public static string? WhyNot(WorkbenchModel model) => Shell.Everywhere.NoScenario(model) ?? model.File!.Exact switch
    {
        { IsAsked: true, Running: true } => "it is being solved already; x stops it",
        { Obstacle: { } obstacle } => $"cannot be solved exactly: {obstacle}",
        _ => null,
    };

    /// <summary>Shows the solution, solving first where there is none; once more shows what was sampled.</summary>
    public static Step Solve(WorkbenchModel model)
    {
        var file = model.File!;
        if (file.Exact.IsShown) return (model with { File = file with { Exact = file.Exact with { IsShown = false } } }).Tell("these are the sampled figures again");
        var there = model.Show(ScreenId.Outcomes);
        return file.Exact.Results is null ? Begin(there, isAsked: true) : there with { File = file with { Exact = file.Exact with { IsShown = true } } };
    }

    /// <summary>News: how far it has come.</summary>
    public static Step Progressed(WorkbenchModel model, int job, SolutionProgress progress) =>
        model.File is not { } file || file.Exact.Job != job || !file.Exact.Running ? model : model with { File = file with { Exact = file.Exact with { Progress = progress } } };

    /// <summary>News: what stands in the way.</summary>
    public static Step Obstructed(WorkbenchModel model, int job, string obstacle) => Ended(model, job, e => e with { Obstacle = obstacle }, $"cannot be solved exactly: {obstacle}");

    /// <summary>News: it could not be solved in the memory or time that there is; null: given up without a word.</summary>
    public static Step GivenUp(WorkbenchModel model, int job, string? why) => Ended(model, job, e => e, why);

    /// <summary>News: the solution.</summary>
    public static Step Solved(WorkbenchModel model, int job, SimulationResults results)
    {
        if (model.File is not { } file || file.Exact.Job != job) return model;
        // Stopped a moment before it came: it is kept for the marks, but not put before the user.
        bool show = file.Exact is { IsAsked: true, Running: true };
        return model with { File = file with { Exact = file.Exact with { Running = false, Results = results, IsShown = show } } };
    }

    /// <summary>The solution where it belongs to what is shown and is as good as a point: what is marked in the bars. Null where there is none, and where not all runs count, for then those of all are marked.</summary>
    public static SimulationResults? Marks(WorkbenchModel model) =>
        model.File is { Scenario.Evidence: null or { Facts.Count: 0 }, Exact: { Results: { } exact, IsShown: false } work, Results: { } sampled }
            && ReferenceEquals(work.Scenario, sampled.Scenario) && ReferenceEquals(work.Policy, sampled.Policy) && (exact.HalfWidth ?? 0) <= Tight
        ? exact : null;

    private static Step Begin(WorkbenchModel model, bool isAsked)
    {
        (var scenario, var policy, int job) = (model.File!.Scenario!, model.File.Policy!, model.Jobs + 1);
        var work = new ExactWork { Job = job, Scenario = scenario, Policy = policy, IsAsked = isAsked, Running = true, Since = model.Now };
        return new Step(model with { Jobs = job, File = model.File with { Exact = work } }, [new Effect.Solve(job, Known.Free(scenario), policy, isAsked)]);
    }

    private static Step Ended(WorkbenchModel model, int job, Func<ExactWork, ExactWork> change, string? why)
    {
        if (model.File is not { } file || file.Exact.Job != job) return model;
        bool tell = file.Exact is { IsAsked: true, Running: true } && why is not null;
        var next = model with { File = file with { Exact = change(file.Exact with { Running = false }) } };
        return tell ? next.Tell(why!, isError: true) : next;
    }
}
