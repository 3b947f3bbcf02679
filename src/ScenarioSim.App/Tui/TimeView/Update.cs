using ScenarioSim.Model;

namespace ScenarioSim.App.Tui.TimeView;

/// <summary>What happens in the view over time.</summary>
public static class TimeUpdate
{
    /// <summary>The subject shown, clamped.</summary>
    public static int Index(WorkbenchModel model) => Math.Clamp(model.Time.Subject, 0, Math.Max(0, Count(model) - 1));

    /// <summary>How many subjects there are.</summary>
    public static int Count(WorkbenchModel model) => model.File?.Results is { } results ? Subject.Count(results.Scenario) : 0;

    /// <summary>The subject shown.</summary>
    public static Subject? Shown(WorkbenchModel model) => model.File?.Results is { } results ? Subject.Of(results, Index(model)) : null;

    /// <summary>The step under the cursor.</summary>
    public static int Step(WorkbenchModel model)
    {
        int last = model.File?.Results?.Scenario.Clock.LastStep ?? 0;
        return Math.Clamp(model.Time.Step ?? last, 0, last);
    }

    /// <summary>Shows another subject that passes the filter.</summary>
    public static Step Move(WorkbenchModel model, int way)
    {
        var scenario = model.File!.Results!.Scenario;
        for (int i = Index(model) + way; i >= 0 && i < Count(model); i += way)
        {
            if (Passes(model, scenario, i)) return Select(model, i);
        }
        return IsNothing(model) ? model.Tell(Drawing.Lists.NothingMatches) : model;
    }

    /// <summary>Whether no subject passes the filter.</summary>
    public static bool IsNothing(WorkbenchModel model) => model.File?.Results is { Scenario: { } scenario } && !Enumerable.Range(0, Count(model)).Any(i => Passes(model, scenario, i));

    /// <summary>Whether a subject passes the filter.</summary>
    public static bool Passes(WorkbenchModel model, Scenario scenario, int index) =>
        Fuzzy.Passes(model.Filters.GetValueOrDefault(ScreenId.Time, ""),
            $"{Subject.Heading(scenario, index)} {(index == 0 ? "" : scenario.Tracks[index - 1].Name)}");

    /// <summary>Shows the first subject that passes the filter, where the one shown does not.</summary>
    public static WorkbenchModel Filtered(WorkbenchModel model)
    {
        if (model.File?.Results is not { Scenario: { } scenario }) return model;
        int before = Math.Clamp(model.Time.Before ?? Index(model), 0, Count(model) - 1);
        if (Passes(model, scenario, before)) return model.Time.Before is null ? model : model with { Time = model.Time with { Subject = before, Before = null, Band = 0 } };
        int first = Enumerable.Range(0, Count(model)).FirstOrDefault(i => Passes(model, scenario, i), -1);
        return first < 0 ? model : model with { Time = model.Time with { Subject = first, Before = before, Band = 0 } };
    }

    /// <summary>Shows a subject.</summary>
    public static Step Select(WorkbenchModel model, int index) => model with { Time = model.Time with { Subject = index, Before = null, Band = 0 } };

    /// <summary>Moves another band to the bottom.</summary>
    public static Step NextBand(WorkbenchModel model, int way)
    {
        int count = Shown(model)!.Bands.Count;
        return model with { Time = model.Time with { Band = (Math.Clamp(model.Time.Band, 0, count - 1) + way + count) % count } };
    }

    /// <summary>Moves the cursor by steps.</summary>
    public static Step Along(WorkbenchModel model, int steps) => At(model, Step(model) + steps);

    /// <summary>Puts the cursor on a step.</summary>
    public static Step At(WorkbenchModel model, int step) =>
        model with { Time = model.Time with { Step = Math.Clamp(step, 0, model.File!.Results!.Scenario.Clock.LastStep) } };

    /// <summary>A tenth of the time, at least a step.</summary>
    public static int Page(WorkbenchModel model) => Math.Max(1, (model.File?.Results?.Scenario.Clock.LastStep ?? 0) / 10);
}
