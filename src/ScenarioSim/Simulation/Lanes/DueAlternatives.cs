using ScenarioSim.Compiler;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Alternatives without a standing chance that several states of a track have in common: decided at once.</summary>
/// <param name="Transition">The transition; of timers any.</param>
/// <param name="IsTimer">They are the states' timers, see <see cref="LaneTimers"/>.</param>
/// <param name="ComesWithTimer">Their time is that of the states' timers.</param>
/// <param name="Members">The states, by their places in the track, with the alternative of each.</param>
internal sealed record DueAlternatives(TransitionPlan Transition, bool IsTimer, bool ComesWithTimer, (int State, Alternative Alternative)[] Members)
{
    /// <summary>Puts the states' alternatives together, in an order that is each state's own.</summary>
    /// <param name="leaves">The innermost states.</param>
    /// <param name="key">What can be decided together: no transition for timers; and whether it comes with the timer.</param>
    public static IEnumerable<DueAlternatives> Merge((int State, LeafPlan Plan)[] leaves, Func<int, LeafPlan, Alternative, (TransitionPlan?, bool)> key)
    {
        var keys = leaves.Select(l => l.Plan.Due.Select(a => key(l.State, l.Plan, a)).ToArray()).ToArray();
        var next = new int[leaves.Length];
        while (true)
        {
            int[] open = [.. Enumerable.Range(0, leaves.Length).Where(i => next[i] < keys[i].Length)];
            if (open.Length == 0) yield break;
            // One that no state has behind another; else that of one state alone.
            int from = Array.Find([.. open.Select(i => i + 1)], i => open.All(other => Array.IndexOf(keys[other], keys[i - 1][next[i - 1]], next[other]) <= next[other])) - 1;
            (TransitionPlan? transition, bool timed) = keys[from < 0 ? open[0] : from][next[from < 0 ? open[0] : from]];
            int[] own = from < 0 ? [open[0]] : [.. open.Where(i => keys[i][next[i]] == (transition, timed))];
            (int, Alternative)[] members = [.. own.Select(i => (leaves[i].State, leaves[i].Plan.Due[next[i]]))];
            foreach (int i in own) next[i]++;
            yield return new DueAlternatives(transition ?? members[0].Item2.Transition, transition is null, timed && transition is not null, members);
        }
    }
}
