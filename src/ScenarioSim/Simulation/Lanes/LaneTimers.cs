using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Timers that lanes keep in a row of their track: the step in which the present state is left at the latest.</summary>
internal static class LaneTimers
{
    /// <summary>The first transition of an innermost state that is made when its time comes whatever else holds, if that time is known on coming into the state: its place among those looked at; -1 for none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="state">The state's number through all tracks.</param>
    /// <param name="leaf">What can be decided there.</param>
    public static int Slot(Plan plan, int state, LeafPlan leaf) => Array.FindIndex(leaf.Due, a => IsTimer(a.Transition, state));

    /// <summary>The transitions with such timers.</summary>
    public static HashSet<TransitionPlan> All(Plan plan)
    {
        var all = new HashSet<TransitionPlan>();
        foreach (Model.Track track in plan.Scenario.Tracks)
        {
            foreach (Model.State s in track.States.Where(s => s.IsLeaf && (!track.Repeats || s.Index == track.Initial)))
            {
                int state = plan.FirstState[track.Index] + s.Index;
                LeafPlan leaf = plan.Leaf(state);
                if (Slot(plan, state, leaf) is >= 0 and var slot) all.Add(leaf.Due[slot].Transition);
            }
        }
        return all;
    }

    private static bool IsTimer(TransitionPlan t, int state)
    {
        if (t.Timer < 0 || t.When is not null || t.Toss >= 0) return false;
        // A date alone does not ask when the state that lists the transition was entered.
        if (t.AfterDrawn is null && t.After is null) return true;
        return t.Lister == state && (t.AfterDrawn is null || t.On is null);
    }
}

/// <summary>When a timer comes, in terms of the routine that begins runs.</summary>
/// <param name="Date">The step of its date; null without one.</param>
/// <param name="Delay">Its delay in steps, at least 1; null without one.</param>
/// <param name="IsDrawn">The delay is drawn: the driver writes the step in which it ends.</param>
internal readonly record struct LaneTimer(Node? Date, Node? Delay, bool IsDrawn);
