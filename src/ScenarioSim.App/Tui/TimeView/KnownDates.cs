using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.App.Tui.TimeView;

/// <summary>Where in time what is known ends: there a rule goes through the charts.</summary>
public static class KnownDates
{
    /// <summary>Step and label of the date up to which observations count, and where something that was given is of later that of the last; none where nothing is known.</summary>
    public static IReadOnlyList<(int Step, string Label)> Of(Scenario scenario)
    {
        if (scenario.Evidence is not { } evidence) return [];
        (int Step, string Label) At(DateTime date, string what) => (scenario.Clock.StepAtOrBefore(scenario.Clock.Since(date)), $"{what} {Times.Exact(date)}");
        List<(int Step, string Label)> dates = [];
        if (evidence.AsOf is { } asOf) dates.Add(At(asOf, "as of"));
        if (evidence.Until is { } until && (evidence.AsOf is null || until > evidence.AsOf)) dates.Add(At(until, "known until"));
        return dates;
    }
}
