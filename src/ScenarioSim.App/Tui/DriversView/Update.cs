using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.DriversView;

/// <summary>What happens in the view of what results hang on.</summary>
public static class DriversUpdate
{
    /// <summary>The thing that is looked at, or null where there is no scenario.</summary>
    public static Thing? Looked(WorkbenchModel model) =>
        model.File?.Scenario is { } scenario && Thing.All(scenario) is { Count: > 0 } all ? all[Math.Clamp(model.Drivers.Thing, 0, all.Count - 1)] : null;

    /// <summary>The rows shown: all together first, then the assumptions that are seen to move the thing; the one that moves it most first, once all have been moved.</summary>
    public static IReadOnlyList<DriverRow> Rows(WorkbenchModel model)
    {
        if (model.Drivers.Results is not { } results || Looked(model) is not { } thing) return [];
        var doubts = Doubts(results, thing) is { IsTold: true } doubt ? (DriverRow[])[new(null, null, doubt)] : [];
        var told = Swings(model, results, thing).Where(r => r.Swing!.IsTold);
        return [.. model.Filters.ContainsKey(ScreenId.Drivers) ? [] : doubts, .. model.Drivers.Work.Running ? told : told.OrderByDescending(r => Math.Abs(r.Swing!.Difference))];
    }

    /// <summary>How far a thing would go if all were known; null where that has not been found out, as of measures.</summary>
    public static Doubt? Doubts(DriverResults results, Thing thing) => results.Doubts?.Of.FirstOrDefault(d => d.Of == thing.Of && d.Name == thing.Name);

    /// <summary>The assumptions that are not seen to move the thing.</summary>
    public static IReadOnlyList<Driver> Untold(WorkbenchModel model) =>
        model.Drivers.Results is { } results && Looked(model) is { } thing ? [.. Swings(model, results, thing).Where(r => !r.Swing!.IsTold).Select(r => r.Driver!)] : [];

    /// <summary>The assumptions at both ends of which the thing happens in no world, so that it has no means to compare.</summary>
    public static IReadOnlyList<Driver> Nowhere(WorkbenchModel model) =>
        model.Drivers.Results is { } results && Looked(model) is { } thing && model.Filter.Length == 0 ? [.. results.Drivers.Where(d => !d.Swings.Any(s => s.Of == thing.Of && s.Name == thing.Name))] : [];

    private static IEnumerable<DriverRow> Swings(WorkbenchModel model, DriverResults results, Thing thing)
    {
        string filter = model.Filters.GetValueOrDefault(ScreenId.Drivers, "");
        return results.Drivers.Where(d => Fuzzy.Passes(filter, $"{d.Assumption.Name} {d.Assumption.Title}"))
            .SelectMany(d => d.Swings.Where(s => s.Of == thing.Of && s.Name == thing.Name).Select(s => new DriverRow(d, s, null)));
    }

    /// <summary>The row of the cursor; -1 where there is none.</summary>
    public static int Cursor(WorkbenchModel model) => Cursor(model, Rows(model));

    private static int Cursor(WorkbenchModel model, IReadOnlyList<DriverRow> rows)
    {
        int at = rows.ToList().FindIndex(r => r.Driver?.Assumption.Name == model.Drivers.Assumption);
        return at >= 0 ? at : Math.Min(0, rows.Count - 1);
    }

    /// <summary>What the cursor is on, or null.</summary>
    public static DriverRow? Row(WorkbenchModel model) => Rows(model) is var rows && Cursor(model, rows) is >= 0 and var at ? rows[at] : null;

    /// <summary>Starts what the view needs.</summary>
    public static Step Need(WorkbenchModel model)
    {
        if (model.Screen != ScreenId.Drivers || model.File is not { Scenario: { } scenario, Policy: { } policy }) return model;
        // What was found of all runs does not belong below what is known.
        if (Known.NotAllCount(scenario)) return model.Drivers.Scenario is null ? model : model with { Drivers = model.Drivers with { Scenario = null, Policy = null, Results = null, Latest = null, Work = Work.None } };
        return ReferenceEquals(model.Drivers.Scenario, scenario) && ReferenceEquals(model.Drivers.Policy, policy) ? model : Begin(model);
    }

    /// <summary>Moves the assumptions from the first on.</summary>
    public static Step Begin(WorkbenchModel model)
    {
        (var scenario, var policy, int job) = (model.File!.Scenario!, model.File.Policy!, model.Jobs + 1);
        var drivers = model.Drivers with
        {
            Scenario = scenario,
            Policy = policy,
            Work = new Work(job, 0, 0, true, model.Now),
            Results = null,
            Latest = null,
            Where = new Dictionary<string, DiscoveryResults>(),
        };
        return new Step(model with { Jobs = job, Drivers = drivers }, [new Effect.Drive(job, Known.Free(scenario), policy, model.Options.Runs)]);
    }

    /// <summary>Why it cannot be begun anew, or null.</summary>
    public static string? WhyNotBegin(WorkbenchModel model) => WhyNotAtAll(model) ??
        (model.Drivers.Work.Running ? "the assumptions are being moved already; x stops that" : model.Drivers.Results is { Partial: false } ? "all assumptions have been moved" : null);

    /// <summary>Why it cannot be found out at all, or null.</summary>
    public static string? WhyNotAtAll(WorkbenchModel model) => model.File?.Scenario is { } scenario && Known.NotAllCount(scenario) ? "drivers are of all runs: a and `nothing` shows them, 1 what was learnt" : null;

    /// <summary>News: how far it has come.</summary>
    public static Step Progressed(WorkbenchModel model, int job, long done, long wanted) => model.Drivers.Work.Job != job ? model
        : model with { Drivers = model.Drivers with { Work = model.Drivers.Work with { Done = done, Wanted = wanted } } };

    /// <summary>News: what has been found.</summary>
    public static Step Found(WorkbenchModel model, int job, DriverResults? results, bool running)
    {
        if (model.Drivers.Work.Job != job) return model;
        var work = model.Drivers.Work with { Running = running };
        if (results is { Partial: false }) work = work with { Done = work.Wanted };
        var latest = results ?? model.Drivers.Latest;
        bool show = !model.Frozen || model.Drivers.Results is null;
        return model with { Drivers = model.Drivers with { Work = work, Latest = latest, Results = show ? latest : model.Drivers.Results } };
    }

    /// <summary>News: in which worlds an outcome happens.</summary>
    public static Step FoundWhere(WorkbenchModel model, int job, DiscoveryResults found) => model.Drivers.Work.Job != job ? model
        : model with { Drivers = model.Drivers with { Where = new Dictionary<string, DiscoveryResults>(model.Drivers.Where) { [found.Of!] = found } } };

    /// <summary>In which worlds the outcome that is looked at happens; null where that has not been found out, or it is none.</summary>
    public static DiscoveryResults? Where(WorkbenchModel model) => Looked(model) is { Of: SwingOf.Outcome } thing ? model.Drivers.Where.GetValueOrDefault(thing.Name) : null;

    /// <summary>Moves the cursor to a row.</summary>
    public static Step Select(WorkbenchModel model, int row) =>
        model with { Drivers = model.Drivers with { Assumption = Rows(model) is var rows && row < rows.Count ? rows[row].Driver?.Assumption.Name : null } };

    /// <summary>Looks at another thing.</summary>
    public static Step Along(WorkbenchModel model, int way)
    {
        int count = Thing.All(model.File!.Scenario!).Count;
        return model with { Drivers = model.Drivers with { Thing = (Math.Clamp(model.Drivers.Thing, 0, count - 1) + way + count) % count } };
    }
}
