using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Finds two <c>=</c> on one indicator that can fall in one step: the later in the file wins, which is seldom meant.</summary>
internal static class AssignmentChecks
{
    // Pairs of several tracks on one indicator, of which the conditions have to be held together; and pairs of any, in the whole file.
    private const int MostHeld = 10_000;
    private const int MostPairs = 2_000_000;

    // An assignment with the move in which it happens: from where, and under which guard; where it is not of every such move, to which target, and out of which innermost state.
    private sealed record Assignment(Effect Effect, int Track, int State, Transition Way, Target? Target = null, int? Leaf = null);

    /// <summary>Reports the first pair of each indicator, at the later of the two.</summary>
    public static void Report(Scenario scenario, Reachability reach, Truths truths, DiagnosticBag bag)
    {
        var order = EffectOrder.Of(scenario);
        var all = scenario.Tracks.SelectMany(track => track.States.Where(s => reach.CanBeIn(track.Index, s.Index)).SelectMany(state => state.Transitions.SelectMany(way => Moves(track, state, way))));
        int pairs = 0;
        foreach (var group in all.GroupBy(a => a.Effect.Indicator))
        {
            List<Assignment> list = [.. group.OrderBy(a => order[a.Effect])];
            int held = 0;
            bool found = false;
            for (int later = 1; later < list.Count && !found; later++)
            {
                for (int earlier = 0; earlier < later && !found && pairs < MostPairs && held < MostHeld; earlier++, pairs++)
                {
                    if (list[earlier].Track != list[later].Track) held++;
                    if (!Collide(list[earlier], list[later], truths)) continue;
                    found = true;
                    bag.Add(Diagnose.TwoAssignments(list[later].Effect.Span, scenario.Indicators[group.Key].Name, list[earlier].Effect.Span));
                }
            }
        }
    }

    private static IEnumerable<Assignment> Moves(Track track, State state, Transition way)
    {
        foreach (var effect in way.Do.Where(IsAssignment)) yield return new Assignment(effect, track.Index, state.Index, way);
        foreach (var target in way.Targets)
        {
            foreach (var effect in target.Do.Where(IsAssignment)) yield return new Assignment(effect, track.Index, state.Index, way, target);
            List<State> leaves = [.. track.States.Skip(state.Index).TakeWhile(s => track.IsWithin(s.Index, state.Index)).Where(s => s.IsLeaf)];
            foreach (var crossed in leaves.SelectMany(leaf => Crossed(track, leaf.Index, target.State).Where(IsAssignment).Distinct().Select(effect => (Effect: effect, Leaf: leaf.Index))).GroupBy(c => c.Effect, c => c.Leaf))
            {
                if (crossed.Count() == leaves.Count) yield return new Assignment(crossed.Key, track.Index, state.Index, way, target);
                else foreach (int leaf in crossed) yield return new Assignment(crossed.Key, track.Index, state.Index, way, target, leaf);
            }
        }
    }

    private static IEnumerable<Effect> Crossed(Track track, int from, int to)
    {
        var (left, entered) = track.Move(from, to);
        return left.SelectMany(s => track.States[s].Exit).Concat(entered.SelectMany(s => track.States[s].Enter));
    }

    private static bool IsAssignment(Effect effect) => effect.Operator == EffectOperator.Set;

    private static bool Collide(Assignment a, Assignment b, Truths truths)
    {
        if (ReferenceEquals(a.Effect, b.Effect) || (a.Effect.Amount is Constant x && b.Effect.Amount is Constant y && x.Value == y.Value)) return false;
        // A track makes at most one transition a step; a split leads to one of its targets.
        if (a.Track == b.Track) return ReferenceEquals(a.Way, b.Way) && (a.Target is null || b.Target is null || ReferenceEquals(a.Target, b.Target)) && (a.Leaf is null || b.Leaf is null || a.Leaf == b.Leaf);
        var conditions = new List<(Expression, bool)> { (new InState(a.Effect.Span, a.Track, a.State), true), (new InState(b.Effect.Span, b.Track, b.State), true) };
        if (a.Way.When is { } first) conditions.Add((first, true));
        if (b.Way.When is { } second) conditions.Add((second, true));
        return truths.CanHold(conditions);
    }
}
