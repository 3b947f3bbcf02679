using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds outcomes that no run can end in.</summary>
internal static class OutcomeChecks
{
    /// <summary>Reports them.</summary>
    public static void Report(Scenario scenario, Truths truths, DiagnosticBag bag)
    {
        var before = new List<Outcome>();
        foreach (var outcome in scenario.Outcomes)
        {
            if (outcome.When is not { } when) continue;
            if (!truths.CanHold([(when, true)]))
            {
                bag.Add(Diagnose.OutcomeCannotHold(outcome.Span, outcome.Name));
                continue;
            }
            if (before.Find(b => truths.Implies(when, b.When!)) is { } hiding) bag.Add(Diagnose.OutcomeHidden(outcome.Span, outcome.Name, hiding.Name, hiding.Span));
            else before.Add(outcome);
        }
    }
}
