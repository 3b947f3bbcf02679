using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation;

/// <summary>What a track knows of its alternatives since it was last looked at: only those are worked out again whose reads have changed.</summary>
internal sealed class TrackWatch
{
    private ulong _tracks;
    private ulong _others;

    /// <param name="track">The track.</param>
    public TrackWatch(Track track)
    {
        var lists = new int[track.States.Count]; // how many transitions hold in each state, those of outer states included
        for (int s = 0; s < lists.Length; s++) lists[s] = track.States[s].Transitions.Count + (track.States[s].Parent >= 0 ? lists[track.States[s].Parent] : 0);
        Known = new Answer[lists.DefaultIfEmpty(0).Max()];
    }

    /// <summary>The last answer of an alternative: what it depends on, and for a standing one its rate in units (0 where it does not hold).</summary>
    public struct Answer
    {
        public ulong Tracks;
        public ulong Others;
        public double Rate;
    }

    /// <summary>What can be decided in the present state.</summary>
    public LeafPlan Leaf = null!;

    /// <summary>The answers: of those that are due first, then of the standing ones.</summary>
    public readonly Answer[] Known;

    /// <summary>Tracks that have changed since the last look.</summary>
    public ulong ChangedTracks;

    /// <summary>Indicators that have; the bits of time and of waiting are always set.</summary>
    public ulong ChangedOthers;

    /// <summary>Nothing is known of any alternative.</summary>
    public bool Fresh;

    /// <summary>A stay begins.</summary>
    public void Begin(LeafPlan leaf)
    {
        Leaf = leaf;
        Fresh = true;
        (_tracks, _others) = (0, 0);
    }

    /// <summary>Notes a change; whether it bears on an answer.</summary>
    public bool Concerns(ulong tracks, ulong others)
    {
        ChangedTracks |= tracks;
        ChangedOthers |= others;
        return ((_tracks & tracks) | (_others & others)) != 0;
    }

    /// <summary>A look is over, and the track stays.</summary>
    /// <param name="tracks">Tracks that any answer depends on.</param>
    /// <param name="others">Indicators that any does.</param>
    public void Looked(ulong tracks, ulong others)
    {
        Fresh = false;
        (_tracks, _others, ChangedTracks, ChangedOthers) = (tracks, others & ~(Reads.Clock | Reads.Waiting), 0, Reads.Clock | Reads.Waiting);
    }
}
