using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Which states a run can come to, as far as transitions lead there.</summary>
internal sealed class Reachability
{
    private readonly Scenario _scenario;
    private readonly bool[][] _leaves;
    private readonly bool[][] _states;

    public Reachability(Scenario scenario)
    {
        _scenario = scenario;
        _leaves = [.. scenario.Tracks.Select(track => new bool[track.States.Count])];
        _states = [.. scenario.Tracks.Select(track => new bool[track.States.Count])];
        foreach (var track in scenario.Tracks) Visit(track, [track.Initial], _leaves[track.Index], _states[track.Index]);
    }

    /// <summary>The innermost states of a track in which a run can be.</summary>
    public IEnumerable<int> Leaves(int track) => _scenario.Tracks[track].States.Where(s => _leaves[track][s.Index]).Select(s => s.Index);

    /// <summary>Those of them that are a state or stand inside it.</summary>
    public IEnumerable<int> Leaves(int track, int state) => Inner(_scenario.Tracks[track], state).Where(s => _leaves[track][s]);

    /// <summary>Whether a run can be in a state or inside it.</summary>
    public bool CanBeIn(int track, int state) => _states[track][state];

    /// <summary>Reports the states that nothing leads to; of those that only each other lead to, the first.</summary>
    public void Report(DiagnosticBag bag)
    {
        foreach (var track in _scenario.Tracks.Where(t => !t.IsBranch))
        {
            bool[] seen = [.. _leaves[track.Index]];
            bool[] known = [.. _states[track.Index]];
            bool[] led = LedTo(track, known);
            // First those that nothing at all leads to: they explain the rest.
            foreach (bool roots in new[] { true, false })
            {
                foreach (var state in track.States)
                {
                    bool explained = known[state.Index] || (roots && (led[state.Index] || (state.Parent >= 0 && !known[state.Parent])));
                    if (explained) continue;
                    bag.Add(Diagnose.UnreachableState(state.Span, state.Name, track.Name));
                    Visit(track, Inner(track, state.Index).Where(s => track.States[s].IsLeaf), seen, known);
                }
            }
        }
    }

    // A state and all inside it: they follow it.
    private static IEnumerable<int> Inner(Track track, int state)
    {
        for (int s = state; s < track.States.Count && track.IsWithin(s, state); s++) yield return s;
    }

    // The states to which another that is itself in question leads from outside.
    private static bool[] LedTo(Track track, bool[] known)
    {
        bool[] led = new bool[track.States.Count];
        foreach (var from in track.States.Where(s => !known[s.Index]))
        {
            foreach (int leaf in from.Transitions.SelectMany(t => t.Targets).Select(to => track.States[to.State].InitialLeaf))
            {
                foreach (int state in track.Lineage(leaf).Where(s => !track.IsWithin(from.Index, s))) led[state] = true;
            }
        }
        return led;
    }

    // Marks the innermost states that can be come to from some, and the states that they stand in; what is marked has been followed before.
    private static void Visit(Track track, IEnumerable<int> from, bool[] leaves, bool[] states)
    {
        var open = new Stack<int>(from);
        while (open.TryPop(out int leaf))
        {
            if (leaves[leaf]) continue;
            leaves[leaf] = true;
            foreach (int state in track.Lineage(leaf).Where(s => !states[s]))
            {
                states[state] = true;
                foreach (var target in track.States[state].Transitions.SelectMany(t => t.Targets)) open.Push(track.States[target.State].InitialLeaf);
            }
        }
    }
}
