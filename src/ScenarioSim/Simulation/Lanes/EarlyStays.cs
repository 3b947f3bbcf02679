using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>
/// Stays that packed lanes draw for as a run begins, with all lanes of a block at once, although they come later: where the state that lanes begin in (<see cref="SureStarts"/>) needs no draw, and the state that comes after it is entered but once.
/// Such as a meeting that is certain to begin on its date.
/// </summary>
internal sealed class EarlyStays
{
    private readonly int[] _states;
    private readonly SureStarts _starts;

    private EarlyStays(SureStarts starts, int[] states) => (_starts, _states) = (starts, states);

    /// <summary>By track, the number of the state through all tracks; -1 for none.</summary>
    public IReadOnlyList<int> States => _states;

    /// <summary>None at all.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="starts">Where lanes begin.</param>
    public static EarlyStays None(Plan plan, SureStarts starts) => new(starts, [.. plan.Scenario.Tracks.Select(_ => -1)]);

    /// <summary>Those of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="starts">Where lanes begin.</param>
    /// <param name="moves">Each track's moves.</param>
    /// <param name="draws">Whether a state's stay needs a draw, by its number.</param>
    /// <param name="isOnce">Whether a state is entered once at most.</param>
    public static EarlyStays Of(Plan plan, SureStarts starts, IReadOnlyList<LaneMove[]> moves, Func<int, bool> draws, Func<int, bool> isOnce)
    {
        int StateOf(Track track)
        {
            int start = starts.StateOf(track.Index), first = plan.FirstState[track.Index] + start;
            LaneMove[] real = [.. moves[track.Index].Where(m => m.Entered.Length > 0)];
            if (track.Repeats || draws(first) || Array.Exists(real, m => m.Leaf == first)) return -1;
            return real.FirstOrDefault(m => m.From == start && draws(m.Leaf) && isOnce(m.Leaf))?.Leaf ?? -1;
        }

        return new EarlyStays(starts, [.. plan.Scenario.Tracks.Select(StateOf)]);
    }

    /// <summary>Whether a move leads into a stay that has been drawn already.</summary>
    /// <param name="track">Its track.</param>
    /// <param name="move">The move.</param>
    public bool Has(int track, LaneMove move) => move.Leaf == _states[track] && move.From == _starts.StateOf(track) && move.Entered.Length > 0;
}
