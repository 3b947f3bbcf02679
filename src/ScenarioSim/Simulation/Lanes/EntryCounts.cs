using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Rows in which packed lanes count how often states are entered, for draws: only where a run can enter a state more than once.</summary>
internal sealed class EntryCounts
{
    // Of larger tracks every state is counted: finding what lies on a way back would take long.
    private const int MostStates = 400;

    /// <param name="plan">The plan.</param>
    /// <param name="starts">Where lanes begin.</param>
    /// <param name="moves">Each track's moves.</param>
    /// <param name="asks">Whether anybody asks how often a state has been entered, by its number.</param>
    /// <param name="rows">Gives the rows.</param>
    public EntryCounts(Plan plan, SureStarts starts, IEnumerable<LaneMove[]> moves, Func<int, bool> asks, Rows rows)
    {
        Rows = new int[plan.StateCount];
        Array.Fill(Rows, -1);
        None = rows.New("never", RowKind.Whole);
        foreach ((Track track, LaneMove[] own) in plan.Scenario.Tracks.Zip(moves))
        {
            int first = plan.FirstState[track.Index];
            Func<int, bool> isAgain = track.States.Count > MostStates ? _ => true : Again(plan, track, starts.StateOf(track.Index), own);
            for (int state = first; state < first + track.States.Count; state++)
            {
                if (asks(state) && isAgain(state)) Rows[state] = rows.New($"entries{state}", RowKind.Whole);
            }
        }
    }

    /// <summary>The row of a state, by its number through all tracks; -1 where it is entered once at most.</summary>
    public int[] Rows { get; }

    /// <summary>A row of zeros.</summary>
    public int None { get; }

    // Whether a run can enter a state a second time: two moves that do, of which one can come after the other; or one that does, into a state that is entered in the beginning.
    private static Func<int, bool> Again(Plan plan, Track track, int start, LaneMove[] moves)
    {
        int first = plan.FirstState[track.Index], count = track.States.Count;
        LaneMove[] real = [.. moves.Where(m => m.Entered.Length > 0)];
        var reach = new bool[count, count];
        for (int s = 0; s < count; s++) reach[s, s] = true;
        foreach (LaneMove move in real) reach[move.From, move.Leaf - first] = true;
        for (int via = 0; via < count; via++)
        {
            for (int from = 0; from < count; from++)
            {
                if (!reach[from, via]) continue;
                for (int to = 0; to < count; to++) reach[from, to] |= reach[via, to];
            }
        }
        return state =>
        {
            LaneMove[] entering = [.. real.Where(m => m.Entered.Contains(state))];
            if (entering.Length > 0 && track.IsWithin(start, state - first)) return true;
            return entering.Any(one => entering.Any(other => reach[one.Leaf - first, other.From]));
        };
    }
}
