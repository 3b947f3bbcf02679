using System.Globalization;
using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Builds a <see cref="LaneProgram"/>.</summary>
/// <remarks>
/// The step routine knows no branch but around sections that no lane of a block needs: every track is worked out in every lane, and what does not concern a lane is masked. It finds the next step in which anything can happen (the first timer that comes,
/// the first threshold that is reached at the present rates), goes there, lets all tracks decide on the world before, and only then changes it.
/// </remarks>
internal sealed partial class LaneBuilder
{
    // Beyond, routines would be compiled for longer than runs take; the just-in-time compiler takes longer than our own.
    private const int MostTracks = 10_000;
    private const int MostTracksByRuntime = 400;
    private const int StatesByTrack = 10;
    private const int MostNodes = 100_000;
    private const int Deepest = 1000;

    private readonly Rows _rows;
    private readonly Ranges _ranges;
    private readonly Dictionary<TransitionPlan, Node> _due = [];
    private readonly Dictionary<TransitionPlan, LaneTimer> _timers = [];
    private readonly Dictionary<int, Node> _tossed = [];
    private readonly Doubts _beginDoubts;
    private readonly Doubts _stepDoubts;
    private readonly Dictionary<LeafPlan, bool> _readsClock = new(ReferenceEqualityComparer.Instance);
    private readonly List<(int Lister, Node Negative)> _negativeDelays = [];
    private LaneHints _hints = null!;
    private PackedLists? _lists;
    private Node _outerDoubts;
    private Node _soonest;
    private Node _roughest;
    private Node _next;
    private bool _mayBePast;

    private LaneBuilder(Plan plan, VectorWidth width)
    {
        Plan = plan;
        Scenario scenario = plan.Scenario;
        int tracks = scenario.Tracks.Count;
        // By track, which lanes have moved; which have finished; by track, which have a draw to make.
        _rows = new Rows(width, (2 * tracks) + 1 + PackedLists.FlagsBehind);
        (Begin, Step) = (new Graph(_rows), new Graph(_rows));
        (_beginDoubts, _stepDoubts) = (new Doubts(Begin), new Doubts(Step));
        _ranges = new Ranges(
            scenario.Clock, a => RangeOf(plan.Policy.Assume[a] ?? scenario.Assumptions[a].Distribution), l => Interval.Of(plan.Policy.Levers[l]),
            i => new Interval(scenario.Indicators[i].Low, scenario.Indicators[i].High));
        At = new LaneRows(plan, _rows);
        Starts = width.IsPacked ? SureStarts.Of(plan) : SureStarts.None(plan);
        Node[] initialLeaves = [.. scenario.Tracks.Select(t => Begin.Constant(Graph.Place(Starts.StateOf(t.Index))))];
        Initial = new LaneWorld
        {
            Leaf = initialLeaves,
            Indicators = new Node[scenario.Indicators.Count],
            Entered = [.. At.Entered.Select((r, t) => r < 0 ? null : Begin.Constant(Starts.StepOf(t)))],
            Visits = [.. At.Visits.Select((r, s) => r < 0 ? null : Begin.Constant(IsInitial(s) ? 1 : 0))],
            Step = Begin.Constant(0),
        };
        At.Know(Begin, Step);
        var beginning = new LaneFormulas(plan, Begin, Initial, null, At.Assumptions, _beginDoubts);
        Steady = new Steady(scenario, Begin, beginning, At.Assumptions);
        Cases = new Cases(Steady, Begin, Step);
        Was = Step.Load(At.Step);
        World = At.World(Step, Step.Add(Was, Step.Constant(1)));
        Next = World.Step;
        Peek = new LaneFormulas(plan, Step, World, Steady, At.Assumptions, _stepDoubts);
        (Here, Now, Steps, Live) = (null!, null!, null!, null!);
        _outerDoubts = Step.Never;
        (_soonest, _roughest, _next) = (Step.Constant(scenario.Clock.LastStep + 1), Step.Constant(double.PositiveInfinity), Step.Never);
    }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>The routine that begins runs.</summary>
    public Graph Begin { get; }

    /// <summary>The routine of the step.</summary>
    public Graph Step { get; }

    /// <summary>What is worked out once a run.</summary>
    public Steady Steady { get; }

    /// <summary>Takes numbers of the step apart into what the beginning can work out.</summary>
    public Cases Cases { get; }

    /// <summary>The world that lanes begin in, in the routine that begins runs.</summary>
    public LaneWorld Initial { get; }

    /// <summary>The world before the step.</summary>
    public LaneWorld World { get; }

    /// <summary>Formulas on it as of the step after the last.</summary>
    public LaneFormulas Peek { get; }

    /// <summary>Formulas on it as of the step that the lanes come to.</summary>
    public LaneFormulas Here { get; private set; }

    /// <summary>The last step.</summary>
    public Node Was { get; }

    /// <summary>The step after it.</summary>
    public Node Next { get; }

    /// <summary>The step that the lanes come to: the last one where nothing is due any more, and there nothing is due either.</summary>
    public Node Now { get; private set; }

    /// <summary>How many steps on that is.</summary>
    public Node Steps { get; private set; }

    /// <summary>The lanes in which something may be due as far as the driver does not know better. In others guards may hold all the same if they have no run.</summary>
    public Node Live { get; private set; }

    /// <summary>The lanes in which a threshold may be reached: where no steps go by, none is, and nothing has to be asked.</summary>
    public Node Passing => Steps.Op == Op.Constant ? Live : Step.Always;

    /// <summary>A step past the end; and so many after any step is, too.</summary>
    public double PastTheEnd => Scenario.Clock.LastStep + 1;

    /// <summary>Where things are in a block's memory.</summary>
    public LaneRows At { get; }

    /// <summary>Where lanes begin.</summary>
    public SureStarts Starts { get; }

    private Scenario Scenario => Plan.Scenario;

    /// <summary>Compiles a plan for lanes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="width">How many lanes, and the machine's operations on them.</param>
    /// <param name="obstacle">Why that is left to the single-run kernel, where null comes back.</param>
    /// <param name="mostInPart">How many operations a method may have.</param>
    /// <param name="hints">How the step is better written; null: what is likely.</param>
    public static LaneProgram? Compile(Plan plan, VectorWidth width, out string? obstacle, int mostInPart = Schedule.MostInPart, LaneHints? hints = null)
    {
        obstacle = Obstacle(plan, width);
        if (obstacle is not null) return null;
        try
        {
            return new LaneBuilder(plan, width) { _hints = hints ?? LaneHints.Of(plan) }.Build(mostInPart);
        }
        catch (TooLargeException)
        {
            obstacle = "its expressions put in are too large";
            return null;
        }
    }

    /// <summary>Formulas on a world in which an indicator has a value; all else in it is out of the question.</summary>
    public LaneFormulas WithIndicator(int indicator, double value)
    {
        var world = new LaneWorld { Leaf = World.Leaf, Indicators = [.. World.Indicators], Entered = World.Entered, Visits = World.Visits, Step = World.Step };
        world.Indicators[indicator] = Step.Constant(value);
        return new LaneFormulas(Plan, Step, world, null, At.Assumptions, _stepDoubts);
    }

    /// <summary>Where an expression's values lie.</summary>
    public Interval Range(Expression e) => _ranges.Of(e);

    /// <summary>Whether a track is in a state, by the state's number through all tracks.</summary>
    public Node IsIn(int state) => Peek.IsIn(Plan.TrackOf(state), state - Plan.FirstState[Plan.TrackOf(state)]);

    /// <summary>The step in which a transition's time comes, as of the world before.</summary>
    public Node Due(TransitionPlan t)
    {
        if (_due.TryGetValue(t, out Node? due)) return due;
        LaneTimer timer = Timer(t);
        Node? on = timer.Date is null ? null : Steady.Read(timer.Date, Step);
        Node? after = null;
        if (timer.IsDrawn) after = Step.Load(At.Due[t.Timer]);
        else if (timer.Delay is { } delay) after = Step.Add(Plan.StateOf(t.Lister).IsLeaf ? World.Entered[Plan.TrackOf(t.Lister)]! : Step.Load(At.OuterEntered[t.Lister]), Steady.Read(delay, Step));
        due = on is null ? after! : after is null ? on : Step.Greater(on, after);
        _due.Add(t, due);
        return due;
    }

    /// <summary>When a transition's timer comes.</summary>
    public LaneTimer Timer(TransitionPlan t)
    {
        if (_timers.TryGetValue(t, out LaneTimer timer)) return timer;
        Node? date = t.On is null ? null : StepAtOrAfter(Begin, Steady.Formulas.Number(t.On.Expression, Begin.Always));
        Node? delay = null;
        if (t.AfterDrawn is null && t.After is not null)
        {
            Node seconds = Steady.Formulas.Number(t.After.Expression, Begin.Always);
            if (!(Range(t.After.Expression).Low >= 0))
            {
                Node negative = Begin.Less(seconds, Begin.Constant(0));
                Doubt(IsIn(t.Lister), Steady.Read(negative, Step));
                _negativeDelays.Add((t.Lister, negative));
            }
            delay = Begin.Greater(Begin.Constant(1), StepAtOrAfter(Begin, seconds));
        }
        return _timers[t] = new LaneTimer(date, delay, t.AfterDrawn is not null);
    }

    /// <summary>Asks for a look in the next step, in some lanes.</summary>
    public void Soon(Node lanes) => _next = Step.Or(_next, lanes);

    /// <summary>Asks for a look in a step that is past the last.</summary>
    public void Until(Node step) => _soonest = Step.Least(_soonest, step);

    /// <summary>Asks for a look in a step in some lanes; in the next one if it is not past the last.</summary>
    public void Until(Node lanes, Node step)
    {
        _mayBePast = true;
        Until(Step.Choose(lanes, step, Step.Constant(PastTheEnd)));
    }

    /// <summary>Asks for a look when about so many steps have gone by; not after.</summary>
    public void Rough(Node steps) => _roughest = Step.Least(_roughest, steps);

    /// <summary>Begins a section of the step, for some lanes.</summary>
    public void BeginSection(Node lanes)
    {
        _outerDoubts = _stepDoubts.Take();
        Step.BeginSection(lanes);
    }

    /// <summary>Ends it. Doubts in it go to memory.</summary>
    public void EndSection()
    {
        Node doubts = _stepDoubts.Take();
        if (doubts.Op != Op.Never) Step.Store(At.Doubt, Step.Or(Step.LoadTruth(At.Doubt), doubts));
        Step.EndSection();
        _stepDoubts.Add(_outerDoubts);
    }

    /// <summary>Marks lanes whose run may meet something to be counted.</summary>
    public void Doubt(Node context, Node lanes) => _stepDoubts.Add(Step.And(context, lanes));

    /// <summary>Notes that a toss has been made.</summary>
    public void Tossed(int toss, Node lanes) => _tossed[toss] = _tossed.TryGetValue(toss, out Node? before) ? Step.Or(before, lanes) : lanes;

    /// <summary>Whether what can be decided in a state depends on the step itself.</summary>
    public bool ReadsClock(LeafPlan leaf)
    {
        if (_readsClock.TryGetValue(leaf, out bool known)) return known;
        return _readsClock[leaf] = leaf.Due.Concat(leaf.Standing).SelectMany(a => new[] { a.Transition.When, a.Transition.Likelihood }).Any(f => f is not null && ReadsClock(f.Expression));
    }

    private static string? Obstacle(Plan plan, VectorWidth width)
    {
        if (plan.Scenario.Clock.LastStep == 0) return "it ends as it begins";
        int mostTracks = width.HasMachineCode ? MostTracks : MostTracksByRuntime, mostStates = StatesByTrack * mostTracks;
        if (plan.Scenario.Tracks.Count > mostTracks || plan.StateCount > mostStates) return string.Create(CultureInfo.InvariantCulture, $"it has more than {mostTracks:N0} tracks or {mostStates:N0} states");
        if (plan.Transitions.Any(t => (t.On is { } on && ReadsClock(on.Expression)) || (t.After is { } after && ReadsClock(after.Expression)))) return "a delay or a date hangs on when a policy takes over";
        IReadOnlyList<Expression> nodes = ExpressionTree.Nodes(ExpressionTree.Roots(plan.Scenario));
        var depth = new Dictionary<Expression, int>(ReferenceEqualityComparer.Instance);
        foreach (Expression node in nodes) depth[node] = 1 + ExpressionTree.Children(node).Select(c => depth[c]).DefaultIfEmpty(0).Max();
        if (nodes.Count > MostNodes || depth.Values.DefaultIfEmpty(0).Max() > Deepest) return "its expressions are too large";
        return null;
    }

    private LaneProgram Build(int mostInPart)
    {
        new IndicatorCode(this).Begin(At.Indicators);
        TrackCode[] tracks = [.. Scenario.Tracks.Select(t => new TrackCode(this, t))];
        LaneStay[] stays = [.. Enumerable.Range(0, Plan.StateCount).Select(Stay)];
        ILookup<int, TransitionPlan> drawn = Plan.Transitions.Where(t => t.AfterDrawn is not null || t.Toss >= 0).ToLookup(t => t.Lister);
        LaneEntry[] entries = [.. Enumerable.Range(0, Plan.StateCount).Select(s => new LaneEntry([.. drawn[s]]))];
        LaneMove[][] moves = [.. tracks.Select(t => t.Moves)];
        var counts = new EntryCounts(Plan, Starts, moves, s => stays[s].Draws || entries[s].Transitions.Length > 0, _rows);
        EarlyStays early = _rows.Width.IsPacked ? EarlyStays.Of(Plan, Starts, moves, s => stays[s].Draws, s => counts.Rows[s] < 0) : EarlyStays.None(Plan, Starts);
        _lists = _hints.Lists ? PackedLists.Of(Plan, Starts, tracks, Step, (track, move) => stays[move.Leaf].Draws && !early.Has(track, move), early.Has) : null;
        foreach (TrackCode track in tracks) track.Look();
        bool everyStep = GoOn(out string? why);
        foreach (TrackCode track in tracks) track.Wait();
        LaneWorld world = Move(tracks, everyStep);
        _lists?.End(this);
        var measures = new MeasureCode(this);
        Node stopped = measures.Watch(world, new LaneFormulas(Plan, Step, world, Steady, At.Assumptions, _stepDoubts));
        Node lastStep = Step.Constant(Scenario.Clock.LastStep);
        Step.Store(At.Stopped, stopped);
        Doubt(Step.Always, Step.LoadTruth(At.Doubt));
        // A doubtful run is over at once: with a chance outside 0..1 it might never end.
        Step.StoreBits(tracks.Length, Step.Or(stopped, Step.Or(Step.LessOrEqual(lastStep, Now), _stepDoubts.All)));
        // Of a doubtful run only what it had done before counts.
        Step.Store(At.Step, Step.Choose(_stepDoubts.All, Was, Now));
        var finish = new Graph(_rows);
        At.Know(Begin, finish);
        LaneWorld last = At.World(finish, finish.Load(At.Step));
        var finishDoubts = new Doubts(finish);
        finishDoubts.Add(finish.LoadTruth(At.Doubt));
        // A state that was come into in the very last step has not been looked at since.
        LaneFormulas atEnd = new(Plan, finish, last, Steady, At.Assumptions, finishDoubts);
        foreach ((int lister, Node negative) in _negativeDelays) finishDoubts.Add(finish.And(atEnd.IsIn(Plan.TrackOf(lister), lister - Plan.FirstState[Plan.TrackOf(lister)]), Steady.Read(negative, finish)));
        int outcome = measures.Finish(finish, world => new LaneFormulas(Plan, finish, world, Steady, At.Assumptions, finishDoubts), last);
        finish.Store(At.Doubt, finishDoubts.All);
        LastLeaves(finish, last);
        Step.Store(At.Doubt, _stepDoubts.All);
        InitialRows(measures);
        int run = _rows.New("run", RowKind.Whole);
        int[] happened = _rows.Width.IsPacked ? [.. At.Amounts.Select((_, e) => _rows.New($"happened{e}", RowKind.Whole))] : [];
        int[] ended = [.. finish.RowsRead()];
        int[] kept = [.. Step.RowsRead().Concat(ended).Concat(At.Assumptions).Concat(At.Indicators).Concat(At.Leaf).Concat(counts.Rows).Concat(happened).Append(run).Append(At.Doubt).Where(r => r >= 0).Distinct()];
        LanePlaces at = new(At.Step, At.Doubt, At.Stopped, At.Leaf, At.Assumptions, At.Indicators, At.Choice, At.Left, At.Pick, At.Due, At.Luck, At.Amounts, run, counts.Rows, counts.None, outcome, measures.Results, kept, ended, tracks.Length)
        {
            Drawing = _lists?.Drawing ?? -1,
            Now = _lists?.Now ?? -1,
            Drawn = _lists?.States ?? [],
            Nowhere = At.Nowhere,
            Timers = At.Timers,
            Happened = happened,
        };
        return new LaneProgram(
            _rows, Compile("begin", Begin, mostInPart), Compile("step", Step, mostInPart), Compile("finish", finish, mostInPart), at,
            moves, stays, entries, everyStep ? why : null)
        {
            Early = early,
            Starts = Starts,
            Hints = _hints,
            Graphs = [("begin", Begin), ("step", Step), ("finish", finish)],
        };
    }

    // A run that was stopped before a sure start ends where it really was.
    private void LastLeaves(Graph finish, LaneWorld last)
    {
        if (!Scenario.Outcomes.Any(o => o.Stop)) return;
        foreach (IGrouping<int, Results.Move> moves in Starts.Moves.GroupBy(m => m.Track))
        {
            Node leaf = moves.Reverse().Aggregate(last.Leaf[moves.Key], (later, m) => finish.Choose(finish.LessOrEqual(finish.Constant(m.Step), last.Step), later, finish.Constant(Graph.Place(m.From))));
            finish.Store(At.Leaf[moves.Key], leaf);
        }
    }

    // Packed rows can be read by machine code of our own only.
    private static Routine[] Compile(string name, Graph graph, int mostInPart) =>
        RuntimeFeature.IsDynamicCodeSupported && !graph.Rows.Width.HasMachineCode ? Assembler.Compile(name, graph, mostInPart)
        : [.. graph.Cut().Select(part => MachineAssembler.Compile(part) ?? throw new NotSupportedException("the system allows no machine code of our own any more"))];

    private LaneStay Stay(int state)
    {
        Track track = Scenario.Tracks[Plan.TrackOf(state)];
        int local = state - Plan.FirstState[track.Index];
        if (!track.States[local].IsLeaf || (track.Repeats && local != track.Initial)) return new LaneStay(false, []);
        LeafPlan leaf = Plan.Leaf(state);
        IEnumerable<Alternative> all = leaf.Due.Concat(leaf.Standing);
        EffectPlan[] effects = [.. all.SelectMany(a => a.Moves).SelectMany(m => m.Effects).Where(e => e.Draw >= 0).DistinctBy(e => e.Draw)];
        return new LaneStay(leaf.Draws, effects);
    }

    private Node StepAtOrAfter(Graph g, Node seconds)
    {
        Node steps = g.Ceiling(g.Divide(g.Subtract(seconds, g.Constant(Clock.Tolerance)), g.Constant(Scenario.Clock.StepSeconds)));
        return g.Clamp(steps, g.Constant(-(1 << 30)), g.Constant(1 << 30));
    }

    /// <summary>Whether an expression's value changes by time alone.</summary>
    public static bool ReadsClock(Expression e) => ExpressionTree.Nodes([e]).Any(n => n is DayRef or DateRef or TimeIn);

    private static Interval RangeOf(Model.Distributions.Distribution d) => new(d.Low, d.High);
}
