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
        _leaves = [.. scenario.Tracks.Select(track => From(track, [track.Initial]))];
        _states = [.. scenario.Tracks.Select(track => WithOuter(track, _leaves[track.Index]))];
    }

    /// <summary>The innermost states of a track in which a run can be.</summary>
    public IEnumerable<int> Leaves(int track) => _scenario.Tracks[track].States.Where(s => _leaves[track][s.Index]).Select(s => s.Index);

    /// <summary>Whether a run can be in a state or inside it.</summary>
    public bool CanBeIn(int track, int state) => _states[track][state];

    /// <summary>Reports the states that nothing leads to; of those that only each other lead to, the first.</summary>
    public void Report(DiagnosticBag bag)
    {
        foreach (var track in _scenario.Tracks.Where(t => !t.IsBranch))
        {
            bool[] known = [.. _states[track.Index]];
            bool[] ledTo = LedTo(track, known);
            // First those that nothing at all leads to: they explain the rest.
            foreach (var state in track.States.Where(s => !ledTo[s.Index]).Concat(track.States))
            {
                if (known[state.Index]) continue;
                bag.Add(Diagnose.UnreachableState(state.Span, state.Name, track.Name));
                bool[] explained = WithOuter(track, From(track, track.States.Skip(state.Index).TakeWhile(s => track.IsWithin(s.Index, state.Index)).Where(s => s.IsLeaf).Select(s => s.Index)));
                for (int i = 0; i < known.Length; i++) known[i] |= explained[i] || track.IsWithin(i, state.Index);
            }
        }
    }

    // Which states another state in question leads to, or contains.
    private static bool[] LedTo(Track track, bool[] known)
    {
        bool[] ledTo = [.. known];
        foreach (var from in track.States.Where(s => !known[s.Index]))
        {
            if (from.Parent >= 0 && !known[from.Parent]) ledTo[from.Index] = true;
            foreach (var target in from.Transitions.SelectMany(t => t.Targets))
            {
                foreach (int state in track.Lineage(track.States[target.State].InitialLeaf).Where(s => !track.IsWithin(from.Index, s))) ledTo[state] = true;
            }
        }
        return ledTo;
    }

    private static bool[] WithOuter(Track track, bool[] leaves)
    {
        bool[] states = [.. leaves];
        for (int i = states.Length - 1; i >= 0; i--)
        {
            if (states[i] && track.States[i].Parent >= 0) states[track.States[i].Parent] = true;
        }
        return states;
    }

    private static bool[] From(Track track, IEnumerable<int> leaves)
    {
        bool[] seen = new bool[track.States.Count];
        var open = new Stack<int>(leaves);
        while (open.TryPop(out int leaf))
        {
            if (seen[leaf]) continue;
            seen[leaf] = true;
            foreach (int state in track.Lineage(leaf))
            {
                foreach (var target in track.States[state].Transitions.SelectMany(t => t.Targets)) open.Push(track.States[target.State].InitialLeaf);
            }
        }
        return seen;
    }
}
