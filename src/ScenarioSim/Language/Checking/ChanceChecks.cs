using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds chances that leave 0..1 within the 1% to 99% range of the assumptions and the ranges of the indicators, by showing where.</summary>
internal static class ChanceChecks
{
    private const double Slack = 1e-9;

    /// <summary>Reports them.</summary>
    public static void Report(Scenario scenario, Reachability reach, IReadOnlyDictionary<Likelihood, SourceSpan> chances, DiagnosticBag bag)
    {
        var known = new HashSet<SourceSpan>();
        var ends = new EndPoints(scenario, reach);
        var ranges = ends.Ranges();
        foreach (var track in scenario.Tracks)
        {
            foreach (var state in track.States.Where(s => reach.CanBeIn(track.Index, s.Index)))
            {
                foreach (var way in state.Transitions)
                {
                    if (way.Likelihood is null or Standing { IsRate: true } || way.Likelihood.Value is Constant) continue;
                    var place = chances[way.Likelihood];
                    if (!known.Add(place)) continue;
                    // Most chances cannot leave 0..1 whatever the world: then none need be tried.
                    if (ranges.Of(way.Likelihood.Value) is { Low: >= -Slack, High: <= 1 + Slack }) continue;
                    if (Witness(ends, track.Index, state.Index, way) is { } found) bag.Add(Diagnose.ChanceLeavesRange(place, found.Value, found.Where));
                }
            }
        }
    }

    private static (double Value, string Where)? Witness(EndPoints ends, int track, int state, Transition way)
    {
        var value = way.Likelihood!.Value;
        var cases = SampledWorld.Of(ends, way.When is { } when ? [value, when] : [value], track, state);
        if (cases is null) return null;
        var evaluator = new Evaluator(ends.Scenario.Clock, ExpressionTree.Shared([value]));
        foreach (var world in cases)
        {
            evaluator.Forget();
            double p = evaluator.Value(value, world);
            if (p is >= -Slack and <= 1 + Slack || world.Failed) continue;
            evaluator.Forget();
            if (way.When is null || evaluator.Value(way.When, world) != 0) return (p, world.Describe(value));
        }
        return null;
    }
}
