using ScenarioSim.Model;

namespace ScenarioSim.Reports.Graphs;

/// <summary>An arrow of a state machine.</summary>
/// <param name="From">The state that lists the transition.</param>
/// <param name="To">The target.</param>
/// <param name="Label">The transition and, for a split, the target's share, in the file's words.</param>
/// <param name="Effects">What it changes: <c>tension -= 3</c>; empty where it changes nothing.</param>
internal readonly record struct Edge(State From, State To, string Label, string Effects);

/// <summary>The arrows of a track.</summary>
internal static class Edges
{
    /// <summary>All of them, in file order.</summary>
    public static IEnumerable<Edge> Of(Track track)
    {
        foreach (State state in track.States)
        {
            foreach (Transition transition in state.Transitions)
            {
                foreach (Target target in transition.Targets)
                {
                    string share = Labels.Share(target);
                    string label = Labels.Of(transition);
                    yield return new Edge(state, track.States[target.State], share.Length == 0 ? label : label.Length == 0 ? share : $"{label} ({share})", Labels.Effects(transition.Do.Concat(target.Do)));
                }
            }
        }
    }

    /// <summary>What entering and leaving a state changes, a line each: <c>on entering: tension += 2</c>.</summary>
    public static IEnumerable<string> Happens(State state)
    {
        if (state.Enter.Count > 0) yield return "on entering: " + Labels.Effects(state.Enter);
        if (state.Exit.Count > 0) yield return "on leaving: " + Labels.Effects(state.Exit);
    }

    /// <summary>The states directly inside another, or the outermost for -1.</summary>
    public static IEnumerable<State> Inside(Track track, int parent) => track.States.Where(s => s.Parent == parent);
}
