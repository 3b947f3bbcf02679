using ScenarioSim.Analysis;
using ScenarioSim.App.Tui.CompareView;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.RunsView;

/// <summary>What happens in the view of runs.</summary>
public static class RunsUpdate
{
    /// <summary>Starts what the view needs: the list of the policy shown, the story of the run under the cursor.</summary>
    public static Step Need(WorkbenchModel model)
    {
        if (model.File is not { Scenario: { } scenario, Policy: { } policy }) return model;
        if (model.Screen == ScreenId.Compare) return CompareUpdate.NeedStory(model);
        if (model.Screen != ScreenId.Runs) return model;
        return List(model, scenario, policy).Then(m => Story(m, scenario, policy));
    }

    /// <summary>Narrows the list.</summary>
    public static WorkbenchModel Filter(WorkbenchModel model, string filter) =>
        Match(model with { Filters = filter.Length == 0 ? model.Filters.Remove(ScreenId.Runs) : model.Filters.SetItem(ScreenId.Runs, filter), Entry = null });

    /// <summary>Shows the runs behind a figure of the outcomes.</summary>
    public static WorkbenchModel ShowBehind(WorkbenchModel model, string filter)
    {
        var there = model.Show(ScreenId.Runs);
        return Filter(there with { Runs = there.Runs with { Behind = new Behind(filter, there.Filter) } }, filter);
    }

    /// <summary>One step back: from the runs behind a figure to that figure, else out of the filter; null where there is none.</summary>
    public static Step? Back(WorkbenchModel model) =>
        model.Runs.Behind is { } behind && behind.Filter == model.Filter ? (Step)Filter(model, behind.Before).Show(ScreenId.Outcomes)
        : model.Filter.Length > 0 ? (Step)Filter(model, "") : null;

    /// <summary>Matches all runs anew after a change of filter or order.</summary>
    public static WorkbenchModel Match(WorkbenchModel model)
    {
        if (model.Runs.Scenario is not { } scenario) return model;
        string filter = model.Filters.GetValueOrDefault(ScreenId.Runs, "");
        (var holds, string? wrong) = RunCondition.Parse(filter, scenario);
        if (holds is not null) return Place(model with { Runs = model.Runs with { Applied = filter } }, Ordered(model.Runs.All.Where(holds), model.Runs.Order));
        // The list is that of before one began to type, not of what could be understood half typed; in the order that may have been asked for.
        string applied = model.Entry?.Before ?? model.Runs.Applied;
        (var before, _) = RunCondition.Parse(applied, scenario);
        var next = Place(model with { Runs = model.Runs with { Applied = before is null ? "" : applied } }, Ordered(model.Runs.All.Where(before ?? (_ => true)), model.Runs.Order));
        return next with { Runs = next.Runs with { Wrong = wrong } };
    }

    /// <summary>News: more runs of the list.</summary>
    public static Step Listed(WorkbenchModel model, int job, IReadOnlyList<RunSummary> found, long looked, bool running)
    {
        if (model.Runs.Job != job) return model;
        var runs = model.Runs with { All = [.. model.Runs.All, .. found], Looked = model.Runs.Looked + looked, Searching = running };
        (var holds, _) = RunCondition.Parse(runs.Applied, runs.Scenario!);
        var more = found.Where(holds ?? (_ => true));
        var next = Place(model with { Runs = runs }, Ordered(model.Runs.Matching.Concat(more), runs.Order));
        return next with { Runs = next.Runs with { Wrong = runs.Wrong, Sought = running ? next.Runs.Sought : -1 } };
    }

    /// <summary>News: a run was told.</summary>
    public static Step Told(WorkbenchModel model, int job, Story story, Story? other)
    {
        if (model.Runs.Telling.Job == job) return model with { Runs = model.Runs with { Telling = model.Runs.Telling with { Story = story, Other = other } } };
        if (model.Compare.Telling.Job == job) return model with
        {
            Compare = model.Compare with
            {
                Telling = model.Compare.Telling with
                {
                    Story = story,
                    Other = other
                }
            }
        };
        return model;
    }

    /// <summary>Moves the cursor.</summary>
    public static Step Select(WorkbenchModel model, int row) =>
        row < 0 || row >= model.Runs.Matching.Count ? model : model with { Runs = model.Runs with { Cursor = row, Run = model.Runs.Matching[row].Run, Sought = -1 } };

    /// <summary>The next (or previous) run with the outcome of this one.</summary>
    public static Step Same(WorkbenchModel model, int way)
    {
        var runs = model.Runs.Matching;
        for (int i = model.Runs.Cursor + way; i >= 0 && i < runs.Count; i += way)
        {
            if (runs[i].Outcome == runs[model.Runs.Cursor].Outcome) return Select(model, i);
        }
        return model.Tell(way > 0 ? "no further run in the list ends so" : "no earlier run in the list ends so");
    }

    /// <summary>Narrows to the next outcome, after the last to all.</summary>
    public static Step NextOutcome(WorkbenchModel model, int way)
    {
        var outcomes = model.File!.Scenario!.Outcomes;
        int count = outcomes.Count + 1;
        int now = outcomes.ToList().FindIndex(o => o.Name == model.Filters.GetValueOrDefault(ScreenId.Runs, "")) + 1;
        int next = (now + way + count) % count;
        return Filter(model, next == 0 ? "" : outcomes[next - 1].Name);
    }

    /// <summary>The next order.</summary>
    public static Step Sort(WorkbenchModel model) => Match(model with { Runs = model.Runs with { Order = (RunOrder)(((int)model.Runs.Order + 1) % 3) } });

    /// <summary>Lets the user pick the policy to tell the run under as well.</summary>
    public static Step Beside(WorkbenchModel model)
    {
        if (model.Runs.Beside is not null) return model with { Runs = model.Runs with { Beside = null } };
        var others = model.File!.Scenario!.Policies.Where(p => p.Name != model.File.Policy!.Name).ToList();
        if (others.Count == 1) return model with { Runs = model.Runs with { Beside = others[0].Name } };
        var rows = others.Select(p => new PickerRow(p.Name, "", p.Title, m => m with { Runs = m.Runs with { Beside = p.Name } }));
        return model with { Picker = new Picker("The same run under", [.. rows]) };
    }

    /// <summary>Asks for a story unless it is the one asked for already.</summary>
    public static (Telling Telling, int Jobs, Effect? Effect) Ask(WorkbenchModel model, Telling now, Scenario scenario, Policy policy, Policy? beside, Past past, long run)
    {
        if (now.Is(scenario, policy, beside, past, run)) return (now, model.Jobs, null);
        int job = model.Jobs + 1;
        // The last story stays until the next is there: nothing flickers.
        var asked = new Telling(job, scenario, policy, beside, run, now.Story, now.Beside?.Name == beside?.Name ? now.Other : null) { Past = past };
        return (asked, job, new Effect.Tell(job, scenario, policy, beside, past, run));
    }

    /// <summary>News: a telling was given up for another: whoever still wants it asks again when it is seen. The story before stays until then.</summary>
    public static Step NotTold(WorkbenchModel model, int job)
    {
        Telling Without(Telling telling) => telling.Job == job ? telling with { Scenario = null, Policy = null } : telling;
        return model with { Runs = model.Runs with { Telling = Without(model.Runs.Telling) }, Compare = model.Compare with { Telling = Without(model.Compare.Telling) } };
    }

    private static Step List(WorkbenchModel model, Scenario scenario, Policy policy)
    {
        long most = Math.Min(scenario.Evidence is { Facts.Count: > 0 } ? RunsModel.LookedThrough : RunsModel.Listed, Math.Max(model.Options.Runs, model.File!.Work.Wanted));
        int job = model.Jobs + 1;
        if (ReferenceEquals(model.Runs.Scenario, scenario) && ReferenceEquals(model.Runs.Policy, policy))
        {
            // More have been asked for since all were listed.
            long listed = model.Runs.Looked;
            if (model.Runs.Searching || listed < model.Runs.Most || most <= model.Runs.Most) return model;
            return new Step(model with { Jobs = job, Runs = model.Runs with { Job = job, Searching = true, Since = model.Now, Most = most } }, [new Effect.ListRuns(job, scenario, policy, listed, most - listed)]);
        }
        string filter = model.Filters.GetValueOrDefault(ScreenId.Runs, "");
        (var holds, string? wrong) = RunCondition.Parse(filter, scenario);
        string applied = holds is not null ? filter : RunCondition.Parse(model.Runs.Applied, scenario).Holds is not null ? model.Runs.Applied : "";
        var runs = model.Runs with
        {
            Job = job,
            Searching = true,
            Since = model.Now,
            Scenario = scenario,
            Policy = policy,
            All = [],
            Looked = 0,
            Matching = [],
            Wrong = wrong,
            Applied = applied,
            Most = most,
            Cursor = 0,
            Run = -1,
            // The same run is the same world: the cursor stays on it.
            Sought = model.Runs.Sought >= 0 ? model.Runs.Sought : model.Runs.Run < most ? model.Runs.Run : -1,
        };
        return new Step(model with { Jobs = job, Runs = runs }, [new Effect.ListRuns(job, scenario, policy, 0, most)]);
    }

    private static Step Story(WorkbenchModel model, Scenario scenario, Policy policy)
    {
        var runs = model.Runs;
        if (runs.Cursor >= runs.Matching.Count || (runs.Sought >= 0 && runs.Searching)) return model;
        var beside = scenario.Policies.FirstOrDefault(p => p.Name == runs.Beside) is { } other ? Session.AsSet(model, scenario, other).Policy : null;
        (var telling, int jobs, var effect) = Ask(model, runs.Telling, scenario, policy, beside, Past.Shared, runs.Matching[runs.Cursor].Run);
        return effect is null ? model : new Step(model with { Jobs = jobs, Runs = runs with { Telling = telling } }, [effect]);
    }

    // The cursor stays on its run, where that is still in the list.
    private static WorkbenchModel Place(WorkbenchModel model, List<RunSummary> matching)
    {
        long sought = model.Runs.Sought;
        int at = sought < 0 ? -1 : matching.FindIndex(r => r.Run == sought);
        // Listed, but not among those that pass the filter.
        if (at >= 0 || sought < model.Runs.Looked) sought = -1;
        if (at < 0 && model.Runs.Run >= 0) at = matching.FindIndex(r => r.Run == model.Runs.Run);
        if (at < 0) at = Math.Clamp(model.Runs.Cursor, 0, Math.Max(0, matching.Count - 1));
        return model with { Runs = model.Runs with { Matching = matching, Wrong = null, Cursor = at, Run = matching.Count > 0 ? matching[at].Run : -1, Sought = sought } };
    }

    private static List<RunSummary> Ordered(IEnumerable<RunSummary> runs, RunOrder order) => order switch
    {
        RunOrder.Outcome => [.. runs.OrderBy(r => r.Outcome).ThenBy(r => r.Run)],
        RunOrder.Day => [.. runs.OrderBy(r => r.LastStep).ThenBy(r => r.Run)],
        _ => [.. runs],
    };
}
