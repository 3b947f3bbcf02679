using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds transitions that no run can make: with a guard that is never true, a delay longer than the scenario, or another before them that is due whenever they are.</summary>
internal static class TransitionChecks
{
    // Pairs of guards of one state that are held against each other.
    private const int MostPairs = 10_000;

    /// <summary>Reports them, each once.</summary>
    public static void Report(Scenario scenario, Reachability reach, Truths truths, DiagnosticBag bag)
    {
        int pairs = 0;
        foreach (Track track in scenario.Tracks)
        {
            foreach (State state in track.States.Where(s => reach.CanBeIn(track.Index, s.Index)))
            {
                foreach (Transition way in state.Transitions) Look(scenario, track, state, way, truths, bag, ref pairs);
            }
        }
    }

    private static void Look(Scenario scenario, Track track, State state, Transition way, Truths truths, DiagnosticBag bag, ref int pairs)
    {
        var here = new InState(way.Span, track.Index, state.Index);
        string name = track.IsBranch ? track.Name : state.Name;
        if (way.When is { } when && !truths.CanHold([(here, true), (when, true)]))
        {
            bag.Add(Diagnose.GuardCannotHold(when.Span, when.Span.Text, name));
            return;
        }
        double length = scenario.Clock.Seconds(scenario.Clock.LastStep);
        if (way.After is { } after && Least(after) > length + Clock.Tolerance)
        {
            bag.Add(Diagnose.DelayTooLong(after.Span, after.Span.Text, TransitionText.Duration(length)));
            return;
        }
        foreach (Transition before in state.Transitions.TakeWhile(t => !ReferenceEquals(t, way)).Where(t => t.Likelihood is null))
        {
            if (!ComesFirst(before, way) || (before.When is not null && ++pairs > MostPairs)) continue;
            if (before.When is { } guard && truths.CanHold([(here, true), (way.When!, true), (guard, false)])) continue;
            bag.Add(Diagnose.NeverReached(way.Span, name, before.Span));
            return;
        }
    }

    private static double Least(Delay delay) => delay.Drawn?.Low ?? (delay.Fixed is Constant constant ? constant.Value : 0);

    // Whether one that has no chance is due whenever another is, but for their guards.
    private static bool ComesFirst(Transition one, Transition other) =>
        (one.When is null || other.When is not null)
        && (one.On is null || (one.On is Constant a && (other.On is Constant b ? a.Value <= b.Value : a.Value <= 0)))
        && (one.After is null || (one.After.Fixed is Constant wait && other.After is { } longer && Least(longer) >= wait.Value));
}
