using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Which states a run can come to, as far as transitions lead there.</summary>
internal sealed class Reachability
{
    private readonly Scenario _scenario;
    private readonly bool[][] _leaves;

    public Reachability(Scenario scenario)
    {
        _scenario = scenario;
        _leaves = [.. scenario.Tracks.Select(track => From(track, [track.Initial]))];
    }

    /// <summary>The innermost states of a track in which a run can be.</summary>
    public IEnumerable<int> Leaves(int track) => _scenario.Tracks[track].States.Where(s => _leaves[track][s.Index]).Select(s => s.Index);

    /// <summary>Whether a run can be in a state or inside it.</summary>
    public bool CanBeIn(int track, int state) => Leaves(track).Any(leaf => _scenario.Tracks[track].IsWithin(leaf, state));

    /// <summary>Reports the states that nothing leads to; of those that only each other lead to, the first.</summary>
    public void Report(DiagnosticBag bag)
    {
        foreach (var track in _scenario.Tracks.Where(t => !t.IsBranch))
        {
            bool[] known = [.. track.States.Select(s => CanBeIn(track.Index, s.Index))];
            // First those that nothing at all leads to: they explain the rest.
            foreach (bool roots in new[] { true, false })
            {
                foreach (var state in track.States.Where(s => !known[s.Index] && (!roots || !IsLedTo(track, s.Index, known))))
                {
                    if (known[state.Index]) continue;
                    bag.Add(Diagnose.UnreachableState(state.Span, state.Name, track.Name));
                    bool[] explained = From(track, track.States.Where(s => s.IsLeaf && track.IsWithin(s.Index, state.Index)).Select(s => s.Index));
                    foreach (var s in track.States) known[s.Index] |= track.IsWithin(s.Index, state.Index) || track.States.Any(leaf => explained[leaf.Index] && track.IsWithin(leaf.Index, s.Index));
                }
            }
        }
    }

    // Whether a state that is itself in question leads there from outside.
    private static bool IsLedTo(Track track, int state, bool[] known) =>
        track.States.Any(from => !known[from.Index] && !track.IsWithin(from.Index, state) && from.Transitions.Any(t => t.Targets.Any(to => track.IsWithin(track.States[to.State].InitialLeaf, state))))
        || (track.States[state].Parent >= 0 && !known[track.States[state].Parent]);

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
