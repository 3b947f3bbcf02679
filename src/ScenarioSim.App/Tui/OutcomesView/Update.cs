using ScenarioSim.App.Tui.Charts;
using ScenarioSim.App.Tui.RunsView;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.App.Tui.OutcomesView;

/// <summary>What happens in the view of outcomes.</summary>
public static class OutcomesUpdate
{
    /// <summary>What the view shows: what was sampled, or the exact solution where that is wanted; null before there is any.</summary>
    public static SimulationResults? Results(WorkbenchModel model) => model.File is { Exact: { IsShown: true, Results: { } exact } } ? exact : model.File?.Results;

    /// <summary>The rows shown: outcomes, then measures, then what is known, that pass the filter.</summary>
    public static IReadOnlyList<OutcomeRow> Rows(WorkbenchModel model)
    {
        if (Results(model) is not { } results) return [];
        string filter = model.Filters.GetValueOrDefault(ScreenId.Outcomes, "");
        var outcomes = results.Outcomes.Select((o, i) => (o.Outcome.Name, Title: Say.Title(o.Outcome), Row: new OutcomeRow(OutcomeRowKind.Outcome, i)));
        var measures = results.Measures.Select((m, i) => (m.Measure.Name, Title: Say.Title(m.Measure), Row: new OutcomeRow(OutcomeRowKind.Measure, i)));
        var facts = (results.Evidence?.Facts ?? []).Select((f, i) => (Name: f.Fact.Text, Title: "known", Row: new OutcomeRow(OutcomeRowKind.Fact, i)));
        return [.. outcomes.Concat(measures).Concat(facts).Where(r => Fuzzy.Passes(filter, $"{r.Name} {r.Title}")).Select(r => r.Row)];
    }

    /// <summary>The row of the cursor, clamped; -1 where there is none.</summary>
    public static int Cursor(WorkbenchModel model) => Math.Min(model.Outcomes.Cursor, Rows(model).Count - 1);

    /// <summary>The outcome that the cursor is on, or null.</summary>
    public static OutcomeResult? Outcome(WorkbenchModel model) => Row(model) is (OutcomeRowKind.Outcome, var i) ? Results(model)!.Outcomes[i] : null;

    /// <summary>The measure that the cursor is on, or null.</summary>
    public static MeasureResult? Measure(WorkbenchModel model) => Row(model) is (OutcomeRowKind.Measure, var i) ? Results(model)!.Measures[i] : null;

    /// <summary>The fact that the cursor is on, or null.</summary>
    public static FactResult? Fact(WorkbenchModel model) => Row(model) is (OutcomeRowKind.Fact, var i) ? Results(model)!.Evidence!.Facts[i] : null;

    /// <summary>Moves the cursor; another measure begins at its median.</summary>
    public static Step Select(WorkbenchModel model, int row) =>
        model with { Outcomes = model.Outcomes with { Cursor = row, At = row == model.Outcomes.Cursor ? model.Outcomes.At : null } };

    /// <summary>One deeper: the detail, then the runs behind it.</summary>
    public static Step Enter(WorkbenchModel model) => model.Outcomes.Opened ? Behind(model) : model with { Outcomes = model.Outcomes with { Opened = true } };

    /// <summary>Closes the detail.</summary>
    public static Step? Back(WorkbenchModel model) => model.Outcomes.Opened ? (Step)(model with { Outcomes = model.Outcomes with { Opened = false } }) : null;

    /// <summary>The next way of drawing a measure.</summary>
    public static Step NextChart(WorkbenchModel model) =>
        model with { Outcomes = model.Outcomes with { Chart = (MeasureChart)(((int)model.Outcomes.Chart + 1) % 3) } };

    /// <summary>Moves the cursor on a measure's axis by columns.</summary>
    public static Step Along(WorkbenchModel model, int columns)
    {
        if (Measure(model) is not { } measure || measure.Bins.Count == 0) return model;
        int count = Math.Max(2, model.Scrolls["axis"].Count);
        int at = Math.Clamp((int)Math.Round(At(model, measure, model.Scrolls["axis"].Count > 0 ? null : 0) * (count - 1)) + columns, 0, count - 1);
        return model with { Outcomes = model.Outcomes with { At = (double)at / (count - 1) } };
    }

    /// <summary>Where the cursor stands on the axis, 0..1.</summary>
    public static double At(WorkbenchModel model, MeasureResult measure, double? fallback = null)
    {
        if (model.Outcomes.At is { } at) return at;
        if (measure.Quantiles.Count < 3 || fallback is not null) return fallback ?? 0;
        var axis = AxisOf(model, measure, Math.Max(2, model.Scrolls["axis"].Count));
        return axis.Count < 2 ? 0 : (double)axis.At(measure.Quantiles[2].Value) / (axis.Count - 1);
    }

    /// <summary>The axis of a measure: a time runs over the whole scenario, so that bins keep their places.</summary>
    public static Axis AxisOf(WorkbenchModel model, MeasureResult measure, int columns)
    {
        var clock = Results(model)!.Scenario.Clock;
        bool time = measure.Measure.Reading == Reading.TimeTo;
        if (time && clock.StepSeconds != Clock.Day && measure.Bins.Count > 0) return Axis.OfSteps(clock.StepSeconds / Clock.Day, measure.Bins[0].Low > 0 ? 1 : 0, clock.LastStep, columns);
        return Axis.Over(measure.Bins, columns, time ? 0 : null, time ? clock.DayOf(clock.LastStep) : null);
    }

    // The runs behind a row, or behind the stretch under the cursor.
    private static Step Behind(WorkbenchModel model)
    {
        if (Outcome(model) is { } outcome) return RunsUpdate.ShowBehind(model, outcome.Outcome.Name);
        if (Fact(model) is not null) return model.Tell("all runs of the list agree with it: 5 shows them");
        if (Measure(model) is not { } measure) return model;
        var axis = AxisOf(model, measure, Math.Max(2, model.Scrolls["axis"].Count));
        int stretch = (int)Math.Round(At(model, measure) * (axis.Count - 1));
        string from = Number(axis.From + (stretch * axis.Step)), to = Number(axis.From + ((stretch + 1) * axis.Step));
        string filter = axis.Whole && axis.Step == 1 ? $"{measure.Measure.Name} == {from}"
            : $"{measure.Measure.Name} >= {from} and {measure.Measure.Name} < {to}";
        return RunsUpdate.ShowBehind(model, filter);
    }

    private static string Number(double value) => Math.Round(value, 9).ToString("0.#########");

    private static OutcomeRow? Row(WorkbenchModel model)
    {
        var rows = Rows(model);
        int cursor = Cursor(model);
        return cursor < 0 ? null : rows[cursor];
    }
}
