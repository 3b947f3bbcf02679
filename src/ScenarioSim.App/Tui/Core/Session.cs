using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Text;

namespace ScenarioSim.App.Tui;

/// <summary>Opening a file, choosing a policy, and the news from the worker.</summary>
public static class Session
{
    /// <summary>Opens a file; the frame is there before it has been read. One that is open already is gone back to, with all that was found.</summary>
    public static Step Open(WorkbenchModel model, string path)
    {
        if (model.File is { Read: not null, Gone: null } open && Path.GetFullPath(open.Path) == Path.GetFullPath(path))
        {
            return model.Show(open.Scenario is null ? ScreenId.Scenario : model.LastScreen is { } last and not ScreenId.Files ? last : ScreenId.Outcomes);
        }
        var fresh = model with
        {
            File = new OpenFile { Path = path },
            Frozen = false,
            // Words of another file's: only the browser is not about what is open.
            Filters = model.Filters.RemoveRange(model.Filters.Keys.Where(k => k != ScreenId.Files)),
            Scrolls = new(),
            Scenario = new(),
            Outcomes = new(),
            Time = new(),
            Compare = new(),
            Runs = new(),
            Drivers = new()
        };
        // The browser is behind the first file only where it was shown.
        var shown = fresh.Show(ScreenId.Outcomes);
        return new Step(fresh.Files.Scanned ? shown : shown with { LastScreen = null }, [new Effect.Forget(), new Effect.Read(path)]);
    }

    /// <summary>A file was read: for the first time, or because it was saved.</summary>
    public static Step Read(WorkbenchModel model, string path, ReadResult read)
    {
        if (model.File is not { } file || file.Path != path) return model;
        if (read.Scenario is not { } scenario)
        {
            bool first = file.Scenario is null;
            // Who looks at the file's remarks already keeps the place.
            var errors = model.Scenario with { HasNewErrors = !first && model.Screen != ScreenId.Scenario };
            var broken = model with { File = file with { Read = read, Gone = null }, Scenario = errors };
            return first ? broken.Show(ScreenId.Scenario).Tell("the file has errors", isError: true)
                : broken.Tell("the save has errors; the numbers are of the one before", isError: true);
        }
        if (model.Scenario.HasNewErrors) model = model with { Scenario = model.Scenario with { HasNewErrors = false } };
        if (file.Gone is { } gone) model = model.Tell($"{gone} is back");
        // What was said of the save before is true no longer.
        else if (file.Read is { HasErrors: true } && file.Scenario is not null) model = model.Tell("the save is without errors");
        if (file.Scenario is { } known && IsSame(known, scenario)) return model with { File = file with { Read = read, Gone = null } };
        (var policy, string? wrong, string? notSet) = Pick(model, scenario, file.Policy?.Name ?? model.Options.Policy);
        (scenario, var notHeld) = Known.Hold(model.Options, scenario);
        wrong ??= Known.Lost(file, scenario.Evidence, notHeld);
        var next = file with { Read = read, Scenario = scenario, Policy = policy, NotSet = notSet, NotHeld = notHeld, Before = file.Results, BeforeIs = "before the save", Failure = null, Gone = null };
        var said = (model with { File = next }).Refreshed();
        return wrong is null ? said : said.Tell(wrong, isError: true);
    }

    /// <summary>A file that was there is not any more: what is known of it stays.</summary>
    public static Step Gone(WorkbenchModel model, string path) => model.File is not { } file ? model
        : (model with { File = file with { Gone = path } }).Tell($"{path} is gone", isError: true);

    /// <summary>Shows another policy.</summary>
    public static Step Choose(WorkbenchModel model, Policy policy)
    {
        (var chosen, string? wrong, string? notSet) = Pick(model, model.File!.Scenario!, policy.Name);
        var next = model with { File = model.File with { Policy = chosen, NotSet = notSet, Before = null, Failure = null } };
        return wrong is null ? next : next.Tell(wrong, isError: true);
    }

    /// <summary>Makes more runs, and more worlds where there is a comparison: goes on with what was stopped, else doubles both.</summary>
    public static Step More(WorkbenchModel model)
    {
        (var work, var compared) = (model.File!.Work, model.Compare.Work);
        bool compares = compared.Job > 0 && ReferenceEquals(model.Compare.Scenario, model.File.Scenario);
        bool goesOn = IsStopped(work) || (compares && IsStopped(compared));
        long? runs = More(work, goesOn), worlds = compares ? More(compared, goesOn) : null;
        var next = model with
        {
            File = model.File with { Work = Resumed(work, runs, model.Now) },
            Compare = model.Compare with { Work = Resumed(compared, worlds, model.Now) },
        };
        return new Step(next, [new Effect.More(work.Job, runs, worlds, goesOn ? model.Options.Precision : null)]);
    }

    /// <summary>Stops the runs and keeps what there is.</summary>
    public static Step Stop(WorkbenchModel model)
    {
        var next = model with
        {
            File = model.File! with { Work = model.File.Work with { Running = false }, Exact = Stopped(model.File.Exact) },
            Compare = model.Compare with { Work = model.Compare.Work with { Running = false } },
            Runs = model.Runs with { Searching = false },
            Drivers = model.Drivers with { Work = model.Drivers.Work with { Running = false } },
        };
        bool onlyDrivers = model.Drivers.Work.Running && !(model with { Drivers = next.Drivers }).IsMakingRuns();
        string said = model.Drivers.Work.Running && (onlyDrivers || model.Screen == ScreenId.Drivers) ? "stopped: what there is stays; r in Drivers begins anew" : model.IsMakingRuns() ? "stopped: what there is stays; r goes on" : "stopped solving; = begins anew";
        return new Step(next.Tell(said), [new Effect.StopWork()]);
    }

    /// <summary>Holds the numbers still, or lets them go on.</summary>
    public static Step Freeze(WorkbenchModel model)
    {
        var next = model with { Frozen = !model.Frozen, Drivers = model.Drivers with { Results = model.Drivers.Latest }, File = model.File! with { Results = model.File.Latest, ResultsSet = ReferenceEquals(model.File.Latest?.Policy, model.File.Policy) ? model.Settings : model.File.ResultsSet } };
        return next.Tell(next.Frozen ? "frozen: u lets the numbers go on" : "the numbers go on");
    }

    /// <summary>News: what a simulation has found so far.</summary>
    public static Step Simulated(WorkbenchModel model, int job, SimulationResults results, long wanted, bool running)
    {
        if (model.File is not { } file || file.Work.Job != job) return model;
        var work = Came(file.Work, results.RunsMade ?? 0, wanted, running);
        // The first numbers of a policy, or with what is known, are shown even while frozen: those before are of another question.
        bool show = !model.Frozen || file.Results is null || !ReferenceEquals(file.Results.Policy, results.Policy) || !ReferenceEquals(file.Results.Scenario, results.Scenario);
        return model with { File = file with { Work = work, NoneAgrees = null, Latest = results, Results = show ? results : file.Results, ResultsSet = show ? model.Settings : file.ResultsSet, Failure = null } };
    }

    /// <summary>News: no run agrees with what is known so far. What there was before is of another question.</summary>
    public static Step NoneAgrees(WorkbenchModel model, int job, EvidenceResult evidence, long wanted, bool running) => model.File is not { } file || file.Work.Job != job ? model
        : model with { File = file with { Work = Came(file.Work, evidence.Runs ?? 0, wanted, running), NoneAgrees = evidence, Latest = null, Results = null, Before = null, Failure = null } };

    private static Work Came(Work work, long done, long wanted, bool running) => work with { Done = done, Wanted = Math.Max(wanted, done), Running = running };

    /// <summary>News: the engine could not go on.</summary>
    public static Step Failed(WorkbenchModel model, string why) => model.File is not { } file
        ? model.Tell(why, isError: true)
        : (model with
        {
            File = file with { Failure = why, Work = file.Work with { Running = false } },
            Compare = model.Compare with { Work = model.Compare.Work with { Running = false } },
            Runs = model.Runs with { Searching = false },
        }).Tell(why, isError: true);

    /// <summary>Whether something is under way that the user waits for.</summary>
    public static bool IsRunning(this WorkbenchModel model) => IsMakingRuns(model) || model.File?.Exact is { IsAsked: true, Running: true };

    /// <summary>Whether runs are being made.</summary>
    public static bool IsMakingRuns(this WorkbenchModel model) => model.File?.Work.Running == true || model.Compare.Work.Running || model.Runs.Searching || model.Drivers.Work.Running;

    // What is tried for the marks goes on: nobody waits for it.
    private static ExactWork Stopped(ExactWork exact) => exact.IsAsked ? exact with { Running = false } : exact;

    private static bool IsStopped(Work work) => !work.Running && work.Done < work.Wanted;

    private static long? More(Work work, bool goesOn) => !goesOn ? work.Done * 2 : IsStopped(work) ? work.Wanted : null;

    private static Work Resumed(Work work, long? wanted, TimeSpan now) => wanted is { } all ? work with { Running = true, Wanted = all, Since = now } : work;

    // Saved as it was, or back as it was: what was found stays true.
    private static bool IsSame(Scenario one, Scenario other) =>
        one.File.Sha256 == other.File.Sha256 && one.Bases.Select(b => b.Sha256).SequenceEqual(other.Bases.Select(b => b.Sha256));

    private static (Policy Policy, string? Wrong, string? NotSet) Pick(WorkbenchModel model, Scenario scenario, string? name)
    {
        var policy = scenario.Policies.FirstOrDefault(p => p.Name == name) ?? scenario.Policies[0];
        string? wrong = name is not null && policy.Name != name ? $"there is no policy `{name}`: `{policy.Name}` is shown" : null;
        (var set, string? error) = AsSet(model, scenario, policy);
        return (set, error ?? wrong, error);
    }

    /// <summary>A policy with what is set on the command line; as it is where that cannot be, with the reason.</summary>
    public static (Policy Policy, string? Wrong) AsSet(WorkbenchModel model, Scenario scenario, Policy policy)
    {
        if (model.Options.Settings.Count == 0) return (policy, null);
        (var set, var diagnostics) = Settings.Apply(scenario, policy, model.Options.Settings);
        return (set ?? policy, diagnostics.FirstOrDefault(d => d.Severity == Severity.Error)?.Message);
    }
}
