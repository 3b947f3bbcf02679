using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds observations that no run can agree with: one that can never be so, or two on one date that exclude each other.</summary>
internal static class ObservationChecks
{
    /// <summary>Reports them, each once.</summary>
    public static void Report(Scenario scenario, Truths truths, DiagnosticBag bag)
    {
        foreach (IGrouping<DateTime, Observation> day in scenario.Observations.GroupBy(o => o.On))
        {
            var before = new List<Observation>();
            foreach (Observation fact in day)
            {
                if (!truths.CanHold([(fact.That, true)])) bag.Add(Diagnose.FactCannotHold(fact.That.Span, fact.That.Span.Text));
                else if (before.Find(b => !truths.CanHold([(b.That, true), (fact.That, true)])) is { } other) bag.Add(Diagnose.FactsContradict(fact.That.Span, fact.That.Span.Text, other.That.Span.Text, other.That.Span));
                else before.Add(fact);
            }
        }
    }
}
