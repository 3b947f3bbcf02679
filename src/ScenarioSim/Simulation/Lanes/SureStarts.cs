using ScenarioSim.Compiler;
using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>
/// Where packed lanes begin: past the moves that every run makes in the same step and that nothing in the scenario can see, such as a meeting that opens on its date, of which only the end is asked for. Each saves a look.
/// The driver counts them when runs have ended, in those that lasted until then.
/// </summary>
internal sealed class SureStarts
{
    private readonly int[] _states;
    private readonly int[] _steps;
    private readonly bool[]?[] _reached;

    private SureStarts(Plan plan)
    {
        _states = [.. plan.Scenario.Tracks.Select(t => t.Initial)];
        _steps = new int[_states.Length];
        _reached = new bool[]?[_states.Length];
        Moves = [];
    }

    private SureStarts(Plan plan, Sight sight)
        : this(plan)
    {
        var moves = new List<Move>();
        foreach (Track track in plan.Scenario.Tracks.Where(t => !t.Repeats))
        {
            // Each state once: a clock that goes round would be wound up to the end.
            var passed = new HashSet<int> { track.Initial };
            while (Next(plan, track, _states[track.Index], _steps[track.Index]) is { } move && sight.IsBlind(track.Index, move.From, move.To) && passed.Add(move.To))
            {
                moves.Add(move);
                (_states[track.Index], _steps[track.Index]) = (move.To, move.Step);
            }
            if (_steps[track.Index] > 0) _reached[track.Index] = Reached(plan, track, _states[track.Index]);
        }
        Moves = [.. moves.OrderBy(m => (m.Step, m.Track))];
    }

    /// <summary>The moves that lanes do not make, by step, then track.</summary>
    public IReadOnlyList<Move> Moves { get; }

    /// <summary>The innermost state of a track that lanes begin in, by its place in the track.</summary>
    public int StateOf(int track) => _states[track];

    /// <summary>The step in which a run really comes into it.</summary>
    public int StepOf(int track) => _steps[track];

    /// <summary>Whether lanes can come into a state of a track.</summary>
    public bool Reaches(int track, int state) => _reached[track] is not { } reached || reached[state];

    /// <summary>Lanes begin as runs do.</summary>
    /// <param name="plan">The plan.</param>
    public static SureStarts None(Plan plan) => new(plan);

    /// <summary>Lanes begin as late as can be.</summary>
    /// <param name="plan">The plan.</param>
    public static SureStarts Of(Plan plan) => new(plan, new Sight(plan.Scenario));

    // The move that is sure to be made out of a state entered in a step, if nothing else changes by it and what comes next comes later.
    private static Move? Next(Plan plan, Track track, int from, int entered)
    {
        int first = plan.FirstState[track.Index];
        LeafPlan leaf = plan.Leaf(first + from);
        if (leaf.SureTimer < 0 || leaf.Due[0] is not { Moves: [{ Effects: [], Entered: [var to] } move] } sure) return null;
        int next = to - first;
        if (sure.Transition.Lister != first + from || move.Leaf != to || next == from || track.States[next].Parent != track.States[from].Parent) return null;
        if (!sure.Transition.HasFixedTime(plan.Scenario.Clock, out int on, out int after)) return null;
        int step = Math.Max(on, entered + Math.Max(1, after));
        return step <= plan.Scenario.Clock.LastStep && WaitsOnly(plan, to) ? new Move(step, track.Index, from, next) : null;
    }

    // Whether there is nothing to do in a state but to wait for a time that is counted from when it was entered: so a lane may stand there before.
    private static bool WaitsOnly(Plan plan, int state)
    {
        LeafPlan leaf = plan.Leaf(state);
        return leaf.IsEnd || (leaf.SureTimer >= 0 && LaneTimers.Slot(plan, state, leaf) == 0);
    }

    private static bool[] Reached(Plan plan, Track track, int start)
    {
        int first = plan.FirstState[track.Index];
        var reached = new bool[track.States.Count];
        var open = new Stack<int>([start]);
        while (open.TryPop(out int state))
        {
            if (reached[state]) continue;
            reached[state] = true;
            LeafPlan leaf = plan.Leaf(first + state);
            foreach (MovePlan move in leaf.Due.Concat(leaf.Standing).SelectMany(a => a.Moves)) open.Push(move.Leaf - first);
        }
        return reached;
    }

    /// <summary>What the expressions of a scenario ask of its tracks.</summary>
    private sealed class Sight
    {
        private readonly HashSet<(int Track, int State)> _seen = [];
        private readonly HashSet<int> _timed = [];

        public Sight(Scenario scenario)
        {
            foreach (Expression node in ExpressionTree.Nodes(ExpressionTree.Roots(scenario)))
            {
                switch (node)
                {
                    case InState s: _seen.Add((s.Track, s.State)); break;
                    case Visited v: _seen.Add((v.Track, v.State)); break;
                    case Visits v: _seen.UnionWith(v.States.Select(s => (v.Track, s))); break;
                    case TimeIn t: _timed.Add(t.Track); break;
                }
            }
        }

        /// <summary>Whether none of them can tell two states of a track inside the same others apart, nor when one followed the other.</summary>
        public bool IsBlind(int track, int one, int other) => !_timed.Contains(track) && !_seen.Contains((track, one)) && !_seen.Contains((track, other));
    }
}
