using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>
/// What the step of packed lanes writes for the driver where there are many moves in a step: a list of the moves' places among counts by step and kind, and for each lane the last of the states come into whose stay is to be drawn.
/// Flags by track tell where there are others.
/// </summary>
internal sealed class PackedLists
{
    private readonly int[] _firstKind;
    private readonly int _kinds;
    private readonly int _tracks;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Func<int, LaneMove, bool> _draws;
    private readonly Func<int, LaneMove, bool> _isEarly;
    private bool _inSection;
    private Node _drawing;

    private PackedLists(SureStarts starts, TrackCode[] tracks, Graph step, Func<int, LaneMove, bool> draws, Func<int, LaneMove, bool> isEarly)
    {
        Rows rows = step.Rows;
        _tracks = tracks.Length;
        _firstKind = new int[tracks.Length];
        foreach (TrackCode track in tracks)
        {
            _firstKind[track.Track.Index] = _kinds;
            _kinds += track.Moves.Length;
        }
        // The driver counts the moves before lanes begin among the others.
        _kinds += starts.Moves.Count;
        (_draws, _isEarly) = (draws, isEarly);
        States = [.. tracks.SelectMany(t => t.Moves.Where(m => draws(t.Track.Index, m)).Select(m => m.Leaf)).Distinct().Order()];
        for (int i = 0; i < States.Length; i++) _numbers.Add(States[i], i);
        (Drawing, Now) = (rows.New("drawing", RowKind.Whole), rows.New("now", RowKind.Whole));
        _drawing = step.Constant(0);
    }

    /// <summary>The row of the last state whose draw is to be made: -1 less its place among <see cref="States"/>, 0 where there is none.</summary>
    public int Drawing { get; }

    /// <summary>The row of the step that the lanes have come to, in doubt or not.</summary>
    public int Now { get; }

    /// <summary>The states whose stays are drawn, track by track.</summary>
    public int[] States { get; }

    /// <summary>Lists for a plan; null where they do not pay.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="starts">Where lanes begin.</param>
    /// <param name="tracks">Its tracks.</param>
    /// <param name="step">The routine of the step.</param>
    /// <param name="draws">Whether a track's move leads into a state for which a draw is to be made.</param>
    /// <param name="isEarly">Whether into one whose draw has been made already.</param>
    public static PackedLists? Of(Plan plan, SureStarts starts, TrackCode[] tracks, Graph step, Func<int, LaneMove, bool> draws, Func<int, LaneMove, bool> isEarly)
    {
        if (!step.Rows.Width.IsPacked || tracks.Length == 0) return null;
        long kinds = tracks.Sum(t => (long)t.Moves.Length) + starts.Moves.Count;
        return kinds * (plan.Scenario.Clock.LastStep + 1) > Results.MoveCounts.Most ? null : new PackedLists(starts, tracks, step, draws, isEarly);
    }

    /// <summary>Flags that nobody sets behind those of the tracks, which are read eight at a time.</summary>
    public const int FlagsBehind = 7;

    /// <summary>The flag of the lanes in which a track has come into a state whose stay is to be drawn.</summary>
    public static int Drawn(int tracks, int track) => tracks + 1 + track;

    /// <summary>Before a section in which a track is added: what has been added so far goes to memory, from where it is read on.</summary>
    public void BeginSection(LaneBuilder build, TrackCode track)
    {
        Graph g = build.Step;
        g.Store(Drawing, _drawing);
        g.StoreBits(Drawn(_tracks, track.Track.Index), g.Never);
        _inSection = true;
    }

    /// <summary>After it.</summary>
    public void EndSection(LaneBuilder build)
    {
        build.Step.Know(Drawing, Extent.Between(-States.Length, 0, whole: true));
        _drawing = build.Step.Load(Drawing);
        _inSection = false;
    }

    /// <summary>Adds what a track does.</summary>
    public void Add(LaneBuilder build, TrackCode track)
    {
        Graph g = build.Step;
        int index = track.Track.Index;
        // Moves are numbered as places are, so the sum is there by one addition.
        Node before = g.Add(g.Multiply(build.Now, g.Constant(_kinds)), g.Constant(_firstKind[index]));
        g.Append(track.Moved, g.Add(track.Choice, before), RowKind.Place);
        // Negative, for signs are quickly told.
        Node number = track.By(m => m >= track.Stays && _draws(index, track.Moves[m]) ? -1 - _numbers[track.Moves[m].Leaf] : 0);
        if (number.Op != Op.Constant) g.StoreBits(Drawn(_tracks, index), g.Less(number, g.Constant(0)));
        _drawing = g.Least(_drawing, number);
        if (_inSection) g.Store(Drawing, _drawing);
    }

    /// <summary>What is left of a track's threshold: where it has moved into a state without a draw, nothing is ever due.</summary>
    public Node LeftAfter(LaneBuilder build, TrackCode track)
    {
        int index = track.Track.Index;
        if (!track.HasRates || Array.TrueForAll(track.Moves, m => m.Entered.Length == 0 || _draws(index, m) || _isEarly(index, m))) return track.Left;
        // Where a threshold is not reached and the next state has no rates, what is left of it is never reached either.
        if (build.Step.Rows.Width.IsNarrow) return build.Step.Choose(track.IsReached, build.Step.Constant(Randomness.Hazard.Endless), track.Left);
        // One unit is never used up at no rate at all; and what has been drawn already for the next state is not less.
        return build.Step.Greatest(track.Left, build.Step.Constant(1));
    }

    /// <summary>Writes down what is to be drawn.</summary>
    public void End(LaneBuilder build)
    {
        build.Step.Store(Now, build.Now);
        build.Step.Store(Drawing, _drawing);
    }
}
