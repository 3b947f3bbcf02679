using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation;

/// <summary>What a track knows of its alternatives since it was last looked at: only those are worked out again whose reads have changed.</summary>
internal sealed class TrackWatch
{
    private ulong _changedTracks;
    private ulong _changedIndicators;
    private ulong _tracks;
    private ulong _indicators;

    /// <param name="track">The track.</param>
    public TrackWatch(Track track)
    {
        int most = track.States.Where(s => s.IsLeaf).Select(s => track.Lineage(s.Index).Sum(l => track.States[l].Transitions.Count)).DefaultIfEmpty(0).Max();
        (Rates, Reads) = (new double[most], new Reads[most]);
    }

    /// <summary>What can be decided in the present state.</summary>
    public LeafPlan Leaf { get; private set; } = null!;

    /// <summary>The rates of the standing alternatives as last worked out, in units; 0 where they do not hold.</summary>
    public double[] Rates { get; }

    /// <summary>What each alternative's answer depends on: those that are due first, then the standing ones. Where its time has not come: <see cref="Waiting"/>.</summary>
    public Reads[] Reads { get; }

    /// <summary>Nothing is known of any alternative.</summary>
    public bool Fresh { get; set; }

    /// <summary>Waits for its time and depends on nothing else: asked at every look, woken by none.</summary>
    public static Reads Waiting { get; } = new(0, 0, false) { IsWaiting = true };

    /// <summary>A stay begins.</summary>
    public void Begin(LeafPlan leaf)
    {
        Leaf = leaf;
        Fresh = true;
        (_tracks, _indicators, _changedTracks, _changedIndicators) = (0, 0, 0, 0);
    }

    /// <summary>Notes a change; whether it bears on an answer.</summary>
    public bool Concerns(ulong tracks, ulong indicators)
    {
        _changedTracks |= tracks;
        _changedIndicators |= indicators;
        return ((_tracks & tracks) | (_indicators & indicators)) != 0;
    }

    /// <summary>Whether an alternative has to be worked out anew.</summary>
    public bool IsStale(int alternative) => Fresh || Reads[alternative].Concerns(_changedTracks, _changedIndicators) || Reads[alternative].IsWaiting;

    /// <summary>A look is over, and the track stays.</summary>
    public void Known(Reads all)
    {
        Fresh = all.Time;
        (_tracks, _indicators, _changedTracks, _changedIndicators) = (all.Tracks, all.Indicators, 0, 0);
    }
}
