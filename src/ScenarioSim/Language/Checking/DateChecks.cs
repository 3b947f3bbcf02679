using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds dates that lie outside the time of the scenario.</summary>
internal static class DateChecks
{
    /// <summary>Reports them.</summary>
    public static void Report(Scenario scenario, DiagnosticBag bag)
    {
        var clock = scenario.Clock;
        string span = $"{clock.Iso(0)} to {clock.Iso(clock.LastStep)}";
        foreach (var on in scenario.Tracks.SelectMany(t => t.States).SelectMany(s => s.Transitions).Select(t => t.On).OfType<Constant>())
        {
            if (on.Value < -Clock.Tolerance) bag.Add(Diagnose.DateOutside(on.Span, on.Span.Text, "before the start: it is due at once", span));
            else if (on.Value > clock.Seconds(clock.LastStep) + Clock.Tolerance) bag.Add(Diagnose.DateOutside(on.Span, on.Span.Text, "after the last step: it is never due", span));
        }
        double last = clock.Seconds(clock.LastStep) + Clock.Tolerance;
        foreach (var assumption in scenario.Assumptions.Where(a => a.Kind == Kind.Date && a.Distribution.Low > last && scenario.Policies.All(p => p.Assume[a.Index] is not { } other || other.Low > last)))
        {
            bag.Add(Diagnose.BelievedTooLate(assumption.Span, assumption.Name, clock.Iso(clock.LastStep)));
        }
        foreach (var observation in scenario.Observations.Where(o => o.On > clock.End))
        {
            bag.Add(Diagnose.DateOutside(observation.Date, observation.Date.Text, "after the end: the last step stands for it", span));
        }
    }
}
