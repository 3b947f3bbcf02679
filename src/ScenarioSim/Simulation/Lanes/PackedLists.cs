using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>
/// What the step of packed lanes writes for the driver where tracks are few and moves many: a list of the moves' places among counts by kind and step, and for each lane the state whose draw is to be made first.
/// A lane in which several tracks have come into states that need draws has flags for the others.
/// </summary>
internal sealed class PackedLists
{
    // Beyond, lanes have so few moves in a step that it is better to look for them.
    private const int MostTracks = 9;

    private readonly int[] _firstKind;
    private readonly int _steps;
    private readonly int _tracks;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Func<int, bool> _draws;
    private Node? _drawing;
    private Node? _taken;
    private Node? _others;

    private PackedLists(Plan plan, TrackCode[] tracks, Rows rows, Func<int, bool> draws)
    {
        (_steps, _tracks) = (plan.Scenario.Clock.LastStep + 1, tracks.Length);
        _firstKind = new int[tracks.Length];
        int kinds = 0;
        foreach (TrackCode track in tracks)
        {
            _firstKind[track.Track.Index] = kinds;
            kinds += track.Moves.Length;
        }
        _draws = draws;
        States = [.. tracks.SelectMany(t => t.Moves.Select(m => m.Leaf)).Distinct().Where(_draws).Order()];
        for (int i = 0; i < States.Length; i++) _numbers.Add(States[i], i);
        (Drawing, Now) = (rows.New("drawing", RowKind.Whole), rows.New("now", RowKind.Whole));
    }

    /// <summary>The row of the state whose draw is to be made first.</summary>
    public int Drawing { get; }

    /// <summary>The row of the step that the lanes have come to, in doubt or not.</summary>
    public int Now { get; }

    /// <summary>The states whose stays are drawn: that row has their places here.</summary>
    public int[] States { get; }

    /// <summary>Lists for a plan; null where they do not pay.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="tracks">Its tracks.</param>
    /// <param name="rows">The memory of a block.</param>
    /// <param name="draws">Whether a state's stay needs a draw.</param>
    /// <param name="jumps">Whether lanes go from event to event.</param>
    public static PackedLists? Of(Plan plan, TrackCode[] tracks, Rows rows, Func<int, bool> draws, bool jumps)
    {
        if (!rows.Width.IsPacked || !jumps || tracks.Length is 0 or > MostTracks) return null;
        long kinds = tracks.Sum(t => (long)t.Moves.Length);
        return kinds * (plan.Scenario.Clock.LastStep + 1) > Results.MoveCounts.Most ? null : new PackedLists(plan, tracks, rows, draws);
    }

    /// <summary>Flags that nobody sets behind those of the tracks, which are read in fours.</summary>
    public const int FlagsBehind = 3;

    /// <summary>The flag of the lanes that have a draw to make beside their first.</summary>
    public static int Others(int tracks) => tracks + 1;

    /// <summary>The flag of those of a track.</summary>
    public static int Others(int tracks, int track) => tracks + 2 + track;

    /// <summary>Adds what a track does.</summary>
    public void Add(LaneBuilder build, TrackCode track)
    {
        Graph g = build.Step;
        int index = track.Track.Index;
        g.Append(index, g.Add(track.By(m => (_firstKind[index] + m) * (double)_steps), build.Now));
        Node number = track.By(m => _numbers.TryGetValue(track.Moves[m].Leaf, out int n) ? n : -1);
        Node needs = g.And(track.Moved, g.LessOrEqual(g.Constant(0), number));
        (_drawing, _taken, _others) = (_drawing ?? g.Constant(-1), _taken ?? g.Never, _others ?? g.Never);
        Node more = g.And(needs, _taken);
        g.StoreBits(Others(_tracks, index), more);
        _drawing = g.Choose(g.AndNot(needs, _taken), number, _drawing);
        _others = g.Or(_others, more);
        _taken = g.Or(_taken, needs);
    }

    /// <summary>What is left of a track's threshold: where it has moved into a state without a draw, nothing is ever due.</summary>
    public Node LeftAfter(LaneBuilder build, TrackCode track)
    {
        if (!track.HasRates || Array.TrueForAll(track.Moves, m => m.Entered.Length == 0 || _draws(m.Leaf))) return track.Left;
        return build.Step.Choose(track.Moved, build.Step.Constant(Randomness.Hazard.Endless), track.Left);
    }

    /// <summary>Writes down what is to be drawn.</summary>
    public void End(LaneBuilder build)
    {
        build.Step.Store(Now, build.Now);
        build.Step.Store(Drawing, _drawing ?? build.Step.Constant(-1));
        build.Step.StoreBits(Others(_tracks), _others ?? build.Step.Never);
    }
}
