using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Looks for what is legal and probably a mistake, in a scenario that has been read.</summary>
/// <remarks>Only what can be shown is said: a false alarm is worse than silence.</remarks>
internal static class Checker
{
    /// <summary>Adds the warnings of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="chances">Where its chances stand.</param>
    /// <param name="bag">Where they go.</param>
    public static void Check(Scenario scenario, IReadOnlyDictionary<Likelihood, SourceSpan> chances, DiagnosticBag bag)
    {
        var reach = new Reachability(scenario);
        var truths = new Truths(scenario, reach);
        reach.Report(bag);
        OutcomeChecks.Report(scenario, truths, bag);
        AssignmentChecks.Report(scenario, reach, truths, bag);
        ChanceChecks.Report(scenario, reach, chances, bag);
        TransitionChecks.Report(scenario, reach, truths, bag);
        RoundingChecks.Report(scenario, new EndPoints(scenario, reach), bag);
        ObservationChecks.Report(scenario, truths, bag);
        DateChecks.Report(scenario, bag);
        InitialChecks.Report(scenario, bag);
    }
}
