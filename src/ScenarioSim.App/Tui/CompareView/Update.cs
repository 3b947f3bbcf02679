using System.Collections.Immutable;
using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.FilesView;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.CompareView;

/// <summary>What happens in the view of comparisons.</summary>
public static class CompareUpdate
{
    // More columns than this say nothing at once, and each costs a simulation.
    private const int MostAtFirst = 6;

    /// <summary>What is compared, in the order of the columns.</summary>
    public static IReadOnlyList<Pick> Picks(WorkbenchModel model) => model.Compare.Picks.Count > 0 ? [.. model.Compare.Picks.Select(p => Now(model, p))]
        : [.. (model.File?.Scenario?.Policies ?? []).Take(MostAtFirst).Select(p => new Pick(p.Name, null, p.Name))];

    // A saved result as it was when folders were last looked through.
    private static Pick Now(WorkbenchModel model, Pick pick) =>
        pick.Saved is { } saved && model.Files.Saved.GetValueOrDefault(saved.Path) is { } now ? pick with { Policy = now.Result.Policy, Saved = now } : pick;

    /// <summary>Position of the baseline among them.</summary>
    public static int Baseline(WorkbenchModel model) => Math.Max(0, Picks(model).ToList().FindIndex(p => p.Name == model.Compare.Baseline));

    /// <summary>What stands in a column; null where it is not compared any more. Of what is compared that is left out of which no run agrees.</summary>
    public static Pick? PickOf(WorkbenchModel model, int column) =>
        model.Compare.Results is { } results && column < results.Items.Count ? Picks(model).FirstOrDefault(p => p.Name == results.Items[column].Name) : null;

    /// <summary>The rows of the table.</summary>
    public static IReadOnlyList<CompareRow> Rows(WorkbenchModel model) => model.Compare.Results is { } results ? CompareRow.All(results, model) : [];

    /// <summary>The row of the cursor, or null.</summary>
    public static CompareRow? Row(WorkbenchModel model)
    {
        var rows = Rows(model);
        return rows.Count == 0 ? null : rows[Math.Clamp(model.Compare.Row, 0, rows.Count - 1)];
    }

    /// <summary>The item of the cursor's column; never beyond what is shown.</summary>
    public static int Column(WorkbenchModel model) =>
        Math.Clamp(model.Compare.Column ?? ((model.Compare.Results?.Baseline ?? Baseline(model)) == 0 ? 1 : 0), 0, Math.Max(0, (model.Compare.Results?.Items.Count ?? 1) - 1));

    /// <summary>Starts the comparison that the view needs.</summary>
    public static Step Need(WorkbenchModel model)
    {
        if (model.Screen != ScreenId.Compare || model.File is not { Scenario: { } scenario }) return model;
        model = WithoutGone(model, scenario);
        var items = Items(model, scenario);
        int baseline = Baseline(model);
        var picks = Picks(model);
        List<ComparedItem?> saved = [.. picks.Select(p => p.Saved is { } s && s.Again(model).Scenario is null ? s.AsSaved(model) : null)];
        string key = string.Join('\n', picks.Select((p, i) => p.Name + (saved[i] is null ? "" : " as saved") + Said(model, p)).Append(baseline.ToString()).Append(model.Compare.Past.ToString()));
        if (items.Count == 0 || (ReferenceEquals(model.Compare.Scenario, scenario) && model.Compare.Key == key)) return model;
        int job = model.Jobs + 1;
        bool same = ReferenceEquals(model.Compare.Scenario, scenario);
        var compare = model.Compare with
        {
            Work = new Work(job, 0, model.Options.Runs, true, model.Now),
            Scenario = scenario,
            Key = key,
            Telling = Telling.None,
            Results = same ? null : model.Compare.Results,
            NoneAgrees = null,
            World = 0,
            IsAtWorld = false,
        };
        return new Step(model with { Jobs = job, Compare = compare },
            [new Effect.Compare(job, items, saved, baseline, model.Compare.Past, model.Options.Runs, model.Options.Precision)]);
    }

    // What another file or a saved result says: figures of what it said before are not its own.
    private static string Said(WorkbenchModel model, Pick pick) => pick switch
    {
        { Saved: { } saved } => $" {saved.Result.Sha256} {saved.Result.Policy} {string.Join(' ', saved.Result.Settings)} {saved.Result.Results.Seed} {saved.Result.Results.Runs} {string.Join(' ', saved.Result.Results.Outcomes.Select(o => o.Probability))}",
        { Path: { } path } => model.Compare.Others.GetValueOrDefault(path) is { } other ? $" {other.Scenario.File.Sha256} {string.Join(' ', other.Scenario.Bases.Select(b => b.Sha256))}" : "",
        _ => "",
    };

    /// <summary>Asks for the story of the world that the detail shows.</summary>
    public static Step NeedStory(WorkbenchModel model)
    {
        var compare = model.Compare;
        if ((!compare.Opened && !compare.IsAtWorld && compare.Work.Running) || !compare.IsOfNow || compare.Results is not { } results || compare.Scenario is not { } scenario) return model;
        if (Worlds(model) is not { Count: > 0 } worlds) return model;
        (int column, int baseline) = (Column(model), results.Baseline);
        if (PickOf(model, column) is not { } pick || PickOf(model, baseline) is not { } basis || !IsOwn(model, pick) || !IsOwn(model, basis)) return model;
        long run = worlds[Math.Clamp(compare.World, 0, worlds.Count - 1)];
        var telling = RunsUpdate.Ask(model, compare.Telling, scenario, results.Items[baseline].Results.Policy, results.Items[column].Results.Policy, compare.Past, run);
        return telling.Effect is null ? model
            : new Step(model with { Jobs = telling.Jobs, Compare = compare with { Telling = telling.Telling } }, [telling.Effect]);
    }

    // A policy that its file has no longer is compared no longer; where too little is left, what is compared without a choice.
    private static WorkbenchModel WithoutGone(WorkbenchModel model, Scenario scenario)
    {
        Pick[] gone = [.. model.Compare.Picks.Where(p => p.Saved is null && (p.Path is null ? scenario : model.Compare.Others.GetValueOrDefault(p.Path)?.Scenario)?.Policies.Any(q => q.Name == p.Policy) != true)];
        if (gone.Length == 0) return model;
        var left = model.Compare.Picks.RemoveRange(gone);
        if (left.Count < 2 || left.All(p => p.Saved is not null)) left = [];
        bool hasBaseline = gone.All(p => p.Name != model.Compare.Baseline);
        var next = model with { Compare = model.Compare with { Picks = left, Opened = false, Column = null, Baseline = hasBaseline ? model.Compare.Baseline : null } };
        // What is wrong with the policy that was shown is said already.
        if (model.Notice is { IsError: true } notice && notice.Until > model.Now) return next;
        string instead = left.Count > 0 ? "the others" : scenario.Policies.Count > MostAtFirst ? $"the first {MostAtFirst} policies" : "all policies";
        return next.Tell($"there is no policy {string.Join(", ", gone.Select(p => p.Name))} any more: compared are {instead}");
    }

    private static bool IsOwn(WorkbenchModel model, Pick pick) =>
        pick.Path is null && (pick.Saved is null || ReferenceEquals(pick.Saved.Again(model).Scenario, model.Compare.Scenario));

    /// <summary>News: what a comparison has found so far.</summary>
    public static Step Compared(WorkbenchModel model, int job, ComparisonResults results, long done, long wanted, bool running)
    {
        var compare = model.Compare;
        if (compare.Work.Job != job) return model;
        var work = compare.Work with { Done = done, Wanted = Math.Max(wanted, done), Running = running };
        compare = compare with { NoneAgrees = null };
        bool show = !model.Frozen || compare.Results is null;
        return model with { Compare = show ? compare with { Work = work, Results = results, ResultsOf = (compare.Scenario, compare.Key) } : compare with { Work = work } };
    }

    /// <summary>News: no run of an item agrees with what is known so far.</summary>
    public static Step NoneAgrees(WorkbenchModel model, int job, (string Item, EvidenceResult Lost) none, long done, long wanted, bool running) => model.Compare.Work.Job != job ? model
        : model with { Compare = model.Compare with { Work = model.Compare.Work with { Done = done, Wanted = Math.Max(wanted, done), Running = running }, Results = null, NoneAgrees = none } };

    /// <summary>The first worlds that change under the item of the column.</summary>
    public static IReadOnlyList<long> Worlds(WorkbenchModel model) =>
        model.Compare.Results?.WorldsThatChange.FirstOrDefault(w => w.Item == Column(model))?.FirstRuns ?? [];

    /// <summary>Moves to another world that changes; where no detail is on the screen, opens it at the one that it tells.</summary>
    public static Step NextWorld(WorkbenchModel model, int way)
    {
        if (model.Scrolls.Detail.Height == 0) return model with { Compare = model.Compare with { Opened = true, IsAtWorld = true } };
        // What is told already has to be seen first: where all of the detail is, it has been.
        if (!model.Compare.IsAtWorld && way > 0 && model.Scrolls.Detail.IsCut) return model with { Compare = model.Compare with { IsAtWorld = true } };
        int count = Worlds(model).Count;
        int next = model.Compare.World + way;
        if (next < 0 || next >= count) return model.Tell(way > 0 ? "these are the first worlds that change; there is no further one here"
            : "this is the first world that changes");
        return model with { Compare = model.Compare with { World = next, IsAtWorld = true } };
    }

    /// <summary>Moves the cursor by columns, as they stand on the screen.</summary>
    public static Step Along(WorkbenchModel model, int way)
    {
        if (model.Compare.Results is not { } results) return model;
        List<int> order = [.. CompareLayout.Order(results)];
        return At(model, order[Math.Clamp(order.IndexOf(Column(model)) + way, 0, order.Count - 1)]);
    }

    /// <summary>Puts the cursor on a column.</summary>
    public static Step At(WorkbenchModel model, int column) => model with { Compare = model.Compare with { Column = column, World = 0, IsAtWorld = false } };

    /// <summary>Moves the cursor to a row.</summary>
    public static Step Select(WorkbenchModel model, int row) => model with { Compare = model.Compare with { Row = row, IsAtWorld = false } };

    /// <summary>Makes the item of the column the baseline; once more: the first again.</summary>
    public static Step SetBaseline(WorkbenchModel model)
    {
        string name = model.Compare.Results!.Items[Column(model)].Name;
        bool again = model.Compare.Baseline == name;
        // Differences to another baseline have another order.
        bool sorted = model.Compare.Sort is { IsByDifference: false };
        var compare = sorted ? model.Compare : model.Compare with { Sort = null, Order = [] };
        var next = model with { Compare = compare with { Baseline = again ? null : name, Opened = false } };
        return next.Tell(again ? $"the first, {Picks(next)[0].Name}, is the baseline again" : $"{name} is the baseline until b again");
    }

    /// <summary>Lets the user choose what has gone before.</summary>
    public static Step AskPast(WorkbenchModel model)
    {
        PickerRow Row(Past past, string name, string does) => new(name, "", (model.Compare.Past == past ? "now: " : "") + does, m => m with { Compare = m.Compare with { Past = past, Opened = false } });
        var rows = new[]
        {
            Row(Past.Shared, "shared", "the baseline's levers for all until what is known has happened, then each its own: what changing course then would change"),
            Row(Past.Baseline, "baseline", "each from the start, in the worlds in which the baseline agrees: what it would have changed in the worlds that are left"),
            Row(Past.Own, "own", "each from the start, told of its own runs that agree: what whoever saw the same would think under it"),
        };
        return model with { Picker = new Picker("What has gone before, by what is known", rows) { Cursor = (int)model.Compare.Past } };
    }

    /// <summary>Sorts the rows by what the column shows; once more: the order of the file. The cursor stays on its row.</summary>
    public static Step Sort(WorkbenchModel model)
    {
        if (Row(model) is not { } row) return model;
        (var results, int column) = (model.Compare.Results!, Column(model));
        var sort = new CompareSort(results.Items[column].Name, column != results.Baseline && !CompareLayout.Of(model).ShowsFigures);
        bool again = model.Compare.Sort == sort;
        var order = again ? [] : CompareRow.Sorted(Rows(model with { Compare = model.Compare with { Order = [] } }), column, sort.IsByDifference);
        var next = model with { Compare = model.Compare with { Sort = again ? null : sort, Order = order } };
        next = next with { Compare = next.Compare with { Row = Rows(next).ToList().FindIndex(r => r.Name == row.Name) } };
        return next.Tell(again ? "in the order of the file" : sort.IsByDifference ? $"sorted by the difference of {sort.Item}" : $"sorted by {sort.Item}");
    }

    /// <summary>Opens the choice of what is compared; it stays open while one picks.</summary>
    public static Step Choose(WorkbenchModel model) => (model.Files.Scanning ? (Step)model : FilesUpdate.Scan(model, ".")).Then(m => Choose(m, 0, ""));

    private static Step Choose(WorkbenchModel model, int cursor, string query) =>
        model with { Picker = new Picker("Compare: Enter picks, Esc closes", Choosable(model)) { Cursor = cursor, Query = query, Fresh = Choosable } };

    private static IReadOnlyList<PickerRow> Choosable(WorkbenchModel model)
    {
        var picks = Picks(model);
        PickerRow Row(Candidate c, int i)
        {
            return new PickerRow(Marked(picks, c.Pick.Name), "", c.Says, m => Toggle(m, c.Pick).Then(next => On(Choose(next, i, "").Model, c.Pick.Name)), c.WhyNot);
        }
        return [.. Candidates(model).Select(Row)];
    }

    private sealed record Candidate(Pick Pick, string Says, string? WhyNot = null);

    private static IEnumerable<Candidate> Candidates(WorkbenchModel model)
    {
        foreach (var policy in model.File!.Scenario!.Policies) yield return new Candidate(new Pick(policy.Name, null, policy.Name), policy.Title);
        foreach ((string path, (var scenario, _)) in model.Compare.Others.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            foreach (var policy in scenario.Policies) yield return new Candidate(new Pick($"{path}:{policy.Name}", path, policy.Name), scenario.Title, WhyNot(model, scenario, policy));
        }
        foreach (var saved in model.Files.Saved.Values)
        {
            (string says, string? whyNot) = saved.Describe(model);
            yield return new Candidate(new Pick(saved.Name, null, saved.Result.Policy, saved), says, whyNot);
        }
        foreach (var file in model.Files.Entries.Values.Where(f => f.IsScenario && f.Errors == 0 && f.Path != model.File.Path
            && !model.Compare.Others.ContainsKey(f.Path)))
        {
            yield return new Candidate(new Pick(file.Path, file.Path, ""), $"{file.Title}: another file, its policies follow");
        }
    }

    /// <summary>Why what is compared besides the open file's policies cannot take settings; null where it can.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="apartFrom">A reason that is there without them; null for none.</param>
    public static string? WhyNotSet(WorkbenchModel model, IReadOnlyList<string> settings, string? apartFrom = null)
    {
        var set = model with { Options = model.Options with { Settings = settings } };
        foreach (var pick in Picks(model))
        {
            string? why = pick.Saved is { } saved ? saved.Describe(set).WhyNot
                : pick.Path is { } path && model.Compare.Others.GetValueOrDefault(path)?.Scenario is { } other && other.Policies.FirstOrDefault(p => p.Name == pick.Policy) is { } policy ? WhyNot(set, other, policy) : null;
            if (why is not null && Refused(pick, why) is var refused && refused != apartFrom) return refused;
        }
        return null;
    }

    /// <summary>Why what is compared besides the open file's policies cannot be held to what is known; null where it can.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">With what is known.</param>
    public static string? WhyNotHeld(WorkbenchModel model, WorkbenchOptions options)
    {
        foreach (var pick in Picks(model))
        {
            string? why = pick.Saved is { } saved ? saved.Describe(model with { Options = options }).WhyNot
                : pick.Path is { } path && model.Compare.Others.GetValueOrDefault(path)?.Scenario is { } other ? WhyNotHeld(options, other) : null;
            if (why is not null) return $"{pick.Name}, which is compared, cannot be held to what is known: {why}";
        }
        return null;
    }

    private static string? WhyNotHeld(WorkbenchOptions options, Scenario scenario) => Known.Hold(options, scenario).Wrong is { Count: > 0 } wrong ? Known.Says(wrong) : null;

    private static string Refused(Pick pick, string why) => $"{pick.Name}, which is compared, cannot take what is set: {why}";

    // What is set is set for all that is compared, as on the command line.
    private static string? WhyNot(WorkbenchModel model, Scenario scenario, Policy policy) => WhyNotHeld(model.Options, scenario) is { } known ? known : model.Settings.Count == 0 ? null
        : Settings.Apply(scenario, policy, model.Settings).Diagnostics.FirstOrDefault(d => d.Severity == Text.Severity.Error)?.Message;

    private static Step Toggle(WorkbenchModel model, Pick pick)
    {
        if (pick.Path is { } path && !model.Compare.Others.ContainsKey(path)) return new Step(model.Tell($"reading {path}"), [new Effect.ReadOther(path)]);
        var picks = Picks(model).ToImmutableList();
        var found = picks.FirstOrDefault(p => p.Name == pick.Name);
        if (found is null && pick.Path is { } other && WhyNot(model, model.Compare.Others[other].Scenario, model.Compare.Others[other].Scenario.Policies.First(p => p.Name == pick.Policy)) is { } why)
        {
            return model.Tell(why, isError: true);
        }
        picks = found is null ? picks.Add(pick) : picks.Remove(found);
        if (picks.All(p => p.Saved is not null)) return model.Tell("one that is not a saved result has to stay");
        return model with { Compare = model.Compare with { Picks = picks, Opened = false } };
    }

    /// <summary>News: another file was read, to be compared with.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="read">What it says.</param>
    /// <param name="isAgain">Whether it was read because it was saved: nobody waits for it then, and another file may be open by now.</param>
    public static Step OtherRead(WorkbenchModel model, string path, ReadResult read, bool isAgain = false)
    {
        if (isAgain && !model.Compare.Others.ContainsKey(path)) return model;
        if (read.Scenario is not { } scenario)
        {
            return isAgain ? Troubled(model, path, "has errors").Tell($"{path} has errors now; compared is what it said before", isError: true) : model.Tell($"{path} has errors: 0 shows them", isError: true);
        }
        var next = model with { Notice = isAgain ? model.Notice : null, Compare = model.Compare with { Others = model.Compare.Others.SetItem(path, new OtherFile(scenario, [.. read.Files])) } };
        if (isAgain)
        {
            return WhyNotSet(next, model.Settings, WhyNotSet(next, [])) is { } why ? next.Refreshed().Tell(why, isError: true) : next.Refreshed();
        }
        string name = $"{path}:{scenario.Policies[0].Name}";
        return Toggle(next, new Pick(name, path, scenario.Policies[0].Name)).Then(m => m.Picker is { } picker ? On(m.Refreshed(), name) : m);
    }

    /// <summary>News: another file that is compared is not there any more.</summary>
    public static Step OtherGone(WorkbenchModel model, string path) => Troubled(model, path, "is gone").Tell($"{path} is gone; compared is what it said", isError: true);

    /// <summary>Why another file that is compared is not what it says now; null where all are.</summary>
    public static string? OtherTrouble(WorkbenchModel model) => Picks(model).Where(p => p.Saved is null && p.Path is not null)
        .Select(p => model.Compare.Others.GetValueOrDefault(p.Path!)?.Trouble is { } trouble ? $"{Path.GetFileName(p.Path)} {trouble}" : null).FirstOrDefault(t => t is not null);

    private static WorkbenchModel Troubled(WorkbenchModel model, string path, string trouble) => !model.Compare.Others.TryGetValue(path, out var other) ? model
        : model with { Compare = model.Compare with { Others = model.Compare.Others.SetItem(path, other with { Trouble = trouble }) } };

    // With the cursor on what was just picked.
    private static WorkbenchModel On(WorkbenchModel model, string name)
    {
        string marked = Marked(Picks(model), name);
        return model.Picker is { } picker && picker.Matching.ToList().FindIndex(r => r.Name == marked) is >= 0 and var at ? model with { Picker = picker with { Cursor = at } } : model;
    }

    private static string Marked(IReadOnlyList<Pick> picks, string name) => (picks.Any(p => p.Name == name) ? "[x] " : "[ ] ") + name;

    private static List<ComparisonItem> Items(WorkbenchModel model, Scenario scenario)
    {
        var items = new List<ComparisonItem>();
        foreach (var pick in Picks(model))
        {
            var of = pick.Saved is { } saved ? saved.Again(model).Scenario : pick.Path is null ? scenario : model.Compare.Others.GetValueOrDefault(pick.Path)?.Scenario;
            var policy = of?.Policies.FirstOrDefault(p => p.Name == pick.Policy);
            if (policy is null) continue;
            IReadOnlyList<string> settings = pick.Saved?.Joined(model) ?? [.. model.Settings.Select(Settings.Plain)];
            var set = settings.Count > 0 ? Settings.Apply(of!, policy, settings).Policy : policy;
            items.Add(new ComparisonItem(pick.Name, pick.Saved is { } made ? made.Held(model, of!) : ReferenceEquals(of, scenario) ? scenario : Known.Hold(model.Options, of!).Scenario, set ?? policy) { Settings = set is null ? [] : settings });
        }
        return items;
    }
}
