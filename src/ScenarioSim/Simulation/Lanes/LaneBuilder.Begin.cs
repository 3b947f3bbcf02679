using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <content>The beginning: what the rows of a new run hold.</content>
internal sealed partial class LaneBuilder
{
    // Last, since the other routines ask for what is steady.
    private void InitialRows(MeasureCode measures)
    {
        Begin.Store(At.Step, Begin.Constant(0));
        if (At.Busy >= 0) Begin.Store(At.Busy, Begin.Always);
        for (int t = 0; t < At.Leaf.Length; t++)
        {
            if (At.Leaf[t] >= 0) Begin.Store(At.Leaf[t], Initial.Leaf[t]);
        }
        foreach (Track track in Scenario.Tracks.Where(t => At.Timers[t.Index] >= 0)) Begin.Store(At.Timers[track.Index], FirstTimer(track));
        StoreAll(At.Entered, Initial.Entered);
        StoreAll(At.Visits, Initial.Visits);
        foreach (int row in At.OuterEntered.Where(r => r >= 0)) Begin.Store(row, Begin.Constant(0));
        foreach (int row in At.Spent) Begin.Store(row, Begin.Never);
        var formulas = new LaneFormulas(Plan, Begin, Initial, null, At.Assumptions, _beginDoubts);
        _beginDoubts.Add(measures.Begin(formulas));
        Begin.Store(At.Doubt, _beginDoubts.All);
    }

    private Node FirstTimer(Track track)
    {
        int state = Plan.FirstState[track.Index] + Starts.StateOf(track.Index), since = Starts.StepOf(track.Index);
        LeafPlan leaf = Plan.Leaf(state);
        if (LaneTimers.Slot(Plan, state, leaf) is not (>= 0 and var slot)) return Begin.Constant(PastTheEnd);
        LaneTimer timer = Timer(leaf.Due[slot].Transition);
        Node first = timer.IsDrawn ? Begin.Constant(PastTheEnd) : Begin.Least(Begin.Add(Begin.Constant(since), timer.Delay ?? Begin.Constant(1)), Begin.Constant(LaneRows.Latest));
        return timer.Date is { } date ? Begin.Greater(first, date) : first;
    }

    private void StoreAll(int[] rows, Node?[] values)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] >= 0) Begin.Store(rows[i], values[i]!);
        }
    }

    private bool IsInitial(int state)
    {
        Track track = Scenario.Tracks[Plan.TrackOf(state)];
        return track.IsWithin(track.Initial, state - Plan.FirstState[track.Index]);
    }
}
