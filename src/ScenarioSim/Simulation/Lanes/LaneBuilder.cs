using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Builds a <see cref="LaneProgram"/>.</summary>
/// <remarks>
/// The step routine knows no branch: every track is worked out in every lane, and what does not concern a lane is masked. It finds the next step in which anything can happen (the first timer that comes,
/// the first threshold that is reached at the present rates), goes there, lets all tracks decide on the world before, and only then changes it.
/// </remarks>
internal sealed class LaneBuilder
{
    // From so many on a track's decisions are left out of a step where no lane of a block has any.
    private const int ManyTracks = 10;

    // Beyond, routines would be compiled for longer than runs take.
    private const int MostTracks = 400;
    private const int MostStates = 4000;
    private const int MostNodes = 100_000;
    private const int Deepest = 1000;

    private readonly Rows _rows;
    private readonly Ranges _ranges;
    private readonly int[] _leafRows;
    private readonly int[] _indicatorRows;
    private readonly int[] _assumptionRows;
    private readonly int[] _enteredRows;
    private readonly int[] _visitRows;
    private readonly int[] _outerEntered;
    private readonly int[] _dueRows;
    private readonly int[] _amountRows;
    private readonly int _stepRow;
    private readonly int _doubtRow;
    private readonly int _stoppedRow;
    private readonly int _busyRow;
    private readonly Dictionary<TransitionPlan, Node> _due = [];
    private readonly Dictionary<TransitionPlan, LaneTimer> _timers = [];
    private readonly Dictionary<int, Node> _tossed = [];
    private readonly Doubts _beginDoubts;
    private readonly Doubts _stepDoubts;
    private readonly Dictionary<LeafPlan, bool> _readsClock = new(ReferenceEqualityComparer.Instance);
    private readonly List<(int Lister, Node Negative)> _negativeDelays = [];
    private string? _stepping;
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
        _rows = new Rows(width, tracks + 1);
        (Begin, Step) = (new Graph(_rows), new Graph(_rows));
        (_beginDoubts, _stepDoubts) = (new Doubts(Begin), new Doubts(Step));
        _ranges = new Ranges(
            scenario.Clock, a => RangeOf(plan.Policy.Assume[a] ?? scenario.Assumptions[a].Distribution), l => Interval.Of(plan.Policy.Levers[l]),
            i => new Interval(scenario.Indicators[i].Low, scenario.Indicators[i].High));
        int[] New(int count, Func<int, string> name, Func<int, bool>? wanted = null) => [.. Enumerable.Range(0, count).Select(i => wanted is null || wanted(i) ? _rows.New(name(i)) : -1)];
        IReadOnlyList<Expression> nodes = ExpressionTree.Nodes(ExpressionTree.Roots(scenario));
        var timed = nodes.OfType<TimeIn>().Select(t => t.Track).ToHashSet();
        HashSet<TransitionPlan> timers = LaneTimers.All(plan);
        timed.UnionWith(plan.Transitions.Where(t => t.After is not null && t.AfterDrawn is null && IsLeaf(t.Lister) && !timers.Contains(t)).Select(t => TrackOf(t.Lister)));
        var counted = nodes.OfType<Visits>().SelectMany(v => v.States.Select(s => plan.FirstState[v.Track] + s)).Concat(nodes.OfType<Visited>().Select(v => plan.FirstState[v.Track] + v.State)).ToHashSet();
        var outer = plan.Transitions.Where(t => t.After is not null && !IsLeaf(t.Lister)).Select(t => t.Lister).ToHashSet();
        TransitionPlan[] drawn = new TransitionPlan[plan.TimerCount];
        foreach (TransitionPlan t in plan.Transitions.Where(t => t.Timer >= 0)) drawn[t.Timer] = t;
        _stepRow = _rows.New("step");
        _doubtRow = _rows.New("doubt");
        _stoppedRow = _rows.New("stopped");
        _busyRow = plan.Indicators.Any(i => i.Flow is not null) ? _rows.New("busy") : -1;
        _leafRows = New(tracks, t => $"{scenario.Tracks[t].Name}.state", t => !scenario.Tracks[t].Repeats);
        Left = New(tracks, t => $"{scenario.Tracks[t].Name}.left");
        Pick = New(tracks, t => $"{scenario.Tracks[t].Name}.pick");
        _enteredRows = New(tracks, t => $"{scenario.Tracks[t].Name}.entered", timed.Contains);
        _outerEntered = New(plan.StateCount, s => $"entered{s}", outer.Contains);
        _visitRows = New(plan.StateCount, s => $"visits{s}", counted.Contains);
        _indicatorRows = New(scenario.Indicators.Count, i => scenario.Indicators[i].Name);
        _assumptionRows = New(scenario.Assumptions.Count, a => scenario.Assumptions[a].Name, a => plan.FixedAssumptions[a] is null);
        TimerRows = New(tracks, t => $"{scenario.Tracks[t].Name}.timer", TracksOf(timers).ToHashSet().Contains);
        _dueRows = New(plan.TimerCount, t => $"due{t}", t => drawn[t].AfterDrawn is not null && !timers.Contains(drawn[t]));
        foreach (TransitionPlan t in timers.Where(t => t.AfterDrawn is not null)) _dueRows[t.Timer] = TimerRows[TrackOf(t.Lister)];
        Spent = New(plan.TossCount, t => $"spent{t}");
        Luck = New(plan.TossCount, t => $"luck{t}");
        _amountRows = New(plan.DrawnEffects.Count, e => $"amount{e}");
        ChoiceRows = New(tracks, t => $"{scenario.Tracks[t].Name}.choice");

        Node[] initialLeaves = [.. scenario.Tracks.Select(t => Begin.Constant(Graph.Place(t.Initial)))];
        Initial = new LaneWorld
        {
            Leaf = initialLeaves,
            Indicators = new Node[scenario.Indicators.Count],
            Entered = [.. _enteredRows.Select(r => r < 0 ? null : Begin.Constant(0))],
            Visits = [.. _visitRows.Select((r, s) => r < 0 ? null : Begin.Constant(IsInitial(s) ? 1 : 0))],
            Step = Begin.Constant(0),
        };
        KnowRows();
        var beginning = new LaneFormulas(plan, Begin, Initial, null, _assumptionRows, _beginDoubts);
        Steady = new Steady(scenario, Begin, beginning, _assumptionRows);
        Cases = new Cases(Steady, Begin, Step);
        World = new LaneWorld
        {
            Leaf = [.. _leafRows.Select((r, t) => r < 0 ? Step.Constant(Graph.Place(scenario.Tracks[t].Initial)) : Step.Load(r))],
            Indicators = [.. _indicatorRows.Select(Step.Load)],
            Entered = [.. _enteredRows.Select(r => r < 0 ? null : Step.Load(r))],
            Visits = [.. _visitRows.Select(r => r < 0 ? null : Step.Load(r))],
            Step = Step.Add(Step.Load(_stepRow), Step.Constant(1)),
        };
        Was = Step.Load(_stepRow);
        Next = World.Step;
        Peek = new LaneFormulas(plan, Step, World, Steady, _assumptionRows, _stepDoubts);
        (Here, Now, Steps, Reached, Live) = (null!, null!, null!, null!, null!);
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

    /// <summary>The initial world, in the routine that begins runs.</summary>
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

    /// <summary>The step that the lanes come to.</summary>
    public Node Now { get; private set; }

    /// <summary>How many steps on that is.</summary>
    public Node Steps { get; private set; }

    /// <summary>It, or the last step where it is past that.</summary>
    public Node Reached { get; private set; }

    /// <summary>How many steps on that is.</summary>
    public Node Gone => Step.Subtract(Reached, Was);

    /// <summary>The lanes for which it is not past the end.</summary>
    public Node Live { get; private set; }

    /// <summary>Rows of what is left of thresholds, by track.</summary>
    public int[] Left { get; }

    /// <summary>Rows of the numbers that pick, by track.</summary>
    public int[] Pick { get; }

    /// <summary>Rows of the step in which the timer of a track's state comes, see <see cref="LaneTimers"/>: after the present one, and past the end where there is none; -1 for a track without such timers.</summary>
    public int[] TimerRows { get; }

    /// <summary>So many steps after any step is past the end.</summary>
    public double Endless => Scenario.Clock.LastStep + 1;

    /// <summary>Rows of spent tosses.</summary>
    public int[] Spent { get; }

    /// <summary>Rows of what tosses compare.</summary>
    public int[] Luck { get; }

    /// <summary>Rows of the tracks' moves.</summary>
    public int[] ChoiceRows { get; }

    private Scenario Scenario => Plan.Scenario;

    /// <summary>Compiles a plan for lanes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="width">How many lanes, and the machine's operations on them.</param>
    /// <param name="obstacle">Why that is left to the scalar kernel, where null comes back.</param>
    /// <param name="mostInPart">How many operations a method may have.</param>
    /// <param name="stepping">Why it is better to look at every step; null where it is not.</param>
    public static LaneProgram? Compile(Plan plan, VectorWidth width, out string? obstacle, int mostInPart = Schedule.MostInPart, string? stepping = null)
    {
        obstacle = Obstacle(plan);
        if (obstacle is not null) return null;
        try
        {
            return new LaneBuilder(plan, width) { _stepping = stepping }.Build(mostInPart);
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
        return new LaneFormulas(Plan, Step, world, null, _assumptionRows, _stepDoubts);
    }

    /// <summary>Where an expression's values lie.</summary>
    public Interval Range(Expression e) => _ranges.Of(e);

    /// <summary>Whether a track is in a state, by the state's number through all tracks.</summary>
    public Node IsIn(int state) => Peek.IsIn(TrackOf(state), state - Plan.FirstState[TrackOf(state)]);

    /// <summary>The step in which a transition's time comes, as of the world before.</summary>
    public Node Due(TransitionPlan t)
    {
        if (_due.TryGetValue(t, out Node? due)) return due;
        LaneTimer timer = Timer(t);
        Node? on = timer.Date is null ? null : Steady.Read(timer.Date, Step);
        Node? after = null;
        if (timer.IsDrawn) after = Step.Load(_dueRows[t.Timer]);
        else if (timer.Delay is { } delay) after = Step.Add(IsLeaf(t.Lister) ? World.Entered[TrackOf(t.Lister)]! : Step.Load(_outerEntered[t.Lister]), Steady.Read(delay, Step));
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
        Until(Step.Choose(lanes, step, Step.Constant(Endless)));
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
        if (doubts.Op != Op.Never) Step.Store(_doubtRow, Step.Or(Step.LoadTruth(_doubtRow), doubts));
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

    private static string? Obstacle(Plan plan)
    {
        if (plan.Scenario.Tracks.Count > MostTracks || plan.StateCount > MostStates) return $"it has more than {MostTracks} tracks or {MostStates:N0} states";
        IReadOnlyList<Expression> nodes = ExpressionTree.Nodes(ExpressionTree.Roots(plan.Scenario));
        var depth = new Dictionary<Expression, int>(ReferenceEqualityComparer.Instance);
        foreach (Expression node in nodes) depth[node] = 1 + ExpressionTree.Children(node).Select(c => depth[c]).DefaultIfEmpty(0).Max();
        if (nodes.Count > MostNodes || depth.Values.DefaultIfEmpty(0).Max() > Deepest) return "its expressions are too large";
        return null;
    }

    private LaneProgram Build(int mostInPart)
    {
        new IndicatorCode(this).Begin(_indicatorRows);
        TrackCode[] tracks = [.. Scenario.Tracks.Select(t => new TrackCode(this, t))];
        foreach (TrackCode track in tracks) track.Look();
        bool everyStep = GoOn(out string? why);
        foreach (TrackCode track in tracks) track.Wait();
        LaneWorld world = Move(tracks);
        var measures = new MeasureCode(this);
        Node stopped = measures.Watch(world, new LaneFormulas(Plan, Step, world, Steady, _assumptionRows, _stepDoubts));
        Node last = Step.Constant(Scenario.Clock.LastStep);
        Step.Store(_stepRow, Reached);
        Step.Store(_stoppedRow, stopped);
        Doubt(Step.Always, Step.LoadTruth(_doubtRow));
        // A doubtful run is over at once: with a chance outside 0..1 it might never end.
        Step.StoreBits(tracks.Length, Step.Or(stopped, Step.Or(Step.LessOrEqual(last, Now), _stepDoubts.All)));
        var finish = new Graph(_rows);
        var finishDoubts = new Doubts(finish);
        finishDoubts.Add(finish.LoadTruth(_doubtRow));
        // A state that was come into in the very last step has not been looked at since.
        LaneFormulas atEnd = new(Plan, finish, LastWorld(finish), Steady, _assumptionRows, finishDoubts);
        foreach ((int lister, Node negative) in _negativeDelays) finishDoubts.Add(finish.And(atEnd.IsIn(TrackOf(lister), lister - Plan.FirstState[TrackOf(lister)]), Steady.Read(negative, finish)));
        int outcome = measures.Finish(finish, world => new LaneFormulas(Plan, finish, world, Steady, _assumptionRows, finishDoubts), LastWorld(finish));
        finish.Store(_doubtRow, finishDoubts.All);
        Step.Store(_doubtRow, _stepDoubts.All);
        InitialRows(measures);
        int[] kept = [.. Enumerable.Range(0, _rows.Count).Except(ChoiceRows).Except(measures.Results).Except([outcome, _stoppedRow])];
        LanePlaces at = new(_stepRow, _doubtRow, _stoppedRow, _assumptionRows, _indicatorRows, ChoiceRows, Left, Pick, _dueRows, Luck, _amountRows, outcome, measures.Results, kept, tracks.Length);
        return new LaneProgram(
            _rows, Compile("begin", Begin, mostInPart), Compile("step", Step, mostInPart), Compile("finish", finish, mostInPart), at,
            [.. tracks.Select(t => t.Moves)], [.. Enumerable.Range(0, Plan.StateCount).Select(Stay)], [.. Plan.States.Select(s => Entry(s))], everyStep ? why : null)
        {
            Graphs = [("begin", Begin), ("step", Step), ("finish", finish)],
        };
    }

    private static Routine[] Compile(string name, Graph graph, int mostInPart) =>
        graph.Rows.Width.HasMachineCode && MachineAssembler.Compile(graph) is { } routine ? [routine] : Assembler.Compile(name, graph, mostInPart);

    // The next step in which anything can happen.
    private bool GoOn(out string? why)
    {
        bool flowReadsClock = Plan.Indicators.Any(i => i.Flow is not null && ReadsClock(i.Flow.Expression));
        bool watchReadsClock = Scenario.Measures.Where(m => m.Reading != Reading.Final).Any(m => ReadsClock(m.Of)) || Scenario.Outcomes.Any(o => o.Stop && ReadsClock(o.When!));
        why = flowReadsClock ? "a flow reads the date" : watchReadsClock ? "a measure or stop reads the date" : _stepping;
        if (why is not null)
        {
            Steps = Step.Constant(1);
            Now = Next;
        }
        else
        {
            if (_busyRow >= 0) Soon(Step.LoadTruth(_busyRow));
            // Rough quotients are off by less than 2^-13 of themselves; a look too early finds nothing to do.
            Node rough = _roughest.Op == Op.Constant ? _roughest : Step.Add(Step.Floor(Step.Multiply(_roughest, Step.Constant(1 - (1.0 / 4096)))), Next);
            Node soonest = _mayBePast ? Step.Greatest(_soonest, Next) : _soonest;
            Now = Step.Choose(_next, Next, Step.Least(soonest, rough));
            Steps = Step.Subtract(Now, Was);
        }
        Live = Step.LessOrEqual(Now, Step.Constant(Scenario.Clock.LastStep));
        Reached = Step.Least(Now, Step.Constant(Scenario.Clock.LastStep));
        Here = Peek.At(Now);
        return why is not null;
    }

    // All tracks decide on the world before; what they do, and so the world after.
    private LaneWorld Move(TrackCode[] tracks)
    {
        // With many tracks few of them have something to decide in any lane of a block.
        bool sections = tracks.Length >= ManyTracks;
        var indicators = new IndicatorCode(this);
        indicators.BeginStep(tracks, sections);
        if (sections)
        {
            foreach (TrackCode track in tracks)
            {
                Step.StoreBits(track.Track.Index, Step.Never);
                BeginSection(track.Decides);
                track.Decide();
                indicators.Add(track, _amountRows);
                Commit(track);
                EndSection();
            }
        }
        else
        {
            foreach (TrackCode track in tracks) track.Decide();
            foreach (TrackCode track in tracks) indicators.Add(track, _amountRows);
            foreach (TrackCode track in tracks) Commit(track);
        }
        Node changed = tracks.Select(t => t.Decides).Aggregate(Step.Never, Step.Or);
        foreach (TrackCode track in tracks) Step.Store(Left[track.Track.Index], track.Left);
        Node[] next = indicators.Next();
        for (int i = 0; i < next.Length; i++)
        {
            if (_busyRow >= 0) changed = Step.Or(changed, Step.Not(Step.Equal(next[i], World.Indicators[i])));
            Step.Store(_indicatorRows[i], next[i]);
        }
        if (_busyRow >= 0) Step.Store(_busyRow, changed);
        return new LaneWorld
        {
            Leaf = [.. _leafRows.Select((r, t) => r < 0 ? World.Leaf[t] : Step.Load(r))],
            Indicators = next,
            Entered = [.. _enteredRows.Select(r => r < 0 ? null : Step.Load(r))],
            Visits = [.. _visitRows.Select(r => r < 0 ? null : Step.Load(r))],
            Step = Now,
        };
    }

    // Where a track goes.
    private void Commit(TrackCode code)
    {
        Track track = code.Track;
        int first = Plan.FirstState[track.Index];
        if (!track.Repeats) Step.Store(_leafRows[track.Index], code.LeafAfter());
        if (TimerRows[track.Index] >= 0) Step.Store(TimerRows[track.Index], code.TimerAfter());
        if (World.Entered[track.Index] is { } since) Step.Store(_enteredRows[track.Index], Step.Choose(code.Moved, Now, since));
        for (int state = first; state < first + track.States.Count; state++) Enter(code, state);
        Step.Store(ChoiceRows[track.Index], code.Choice);
        Step.StoreBits(track.Index, code.Moved);
    }

    private void Enter(TrackCode code, int state)
    {
        if (_outerEntered[state] >= 0) Step.Store(_outerEntered[state], Step.Choose(Enters(code, state), Now, Step.Load(_outerEntered[state])));
        if (World.Visits[state] is { } before)
        {
            Step.Store(_visitRows[state], Step.Add(before, code.By(m => (code.Moves[m].Entered.Contains(state) ? 1 : 0) + (code.Moves[m].Happened == state ? 1 : 0))));
        }
        foreach (int toss in Plan.States[state].Tosses)
        {
            Node spent = Step.LoadTruth(Spent[toss]);
            if (_tossed.TryGetValue(toss, out Node? tossed)) spent = Step.Or(spent, tossed);
            Step.Store(Spent[toss], Step.AndNot(spent, Enters(code, state)));
        }
    }

    private static Node Enters(TrackCode code, int state) => code.Makes(m => code.Moves[m].Entered.Contains(state));

    private LaneWorld LastWorld(Graph finish) => new()
    {
        Leaf = [.. _leafRows.Select((r, t) => r < 0 ? finish.Constant(Graph.Place(Scenario.Tracks[t].Initial)) : finish.Load(r))],
        Indicators = [.. _indicatorRows.Select(finish.Load)],
        Entered = [.. _enteredRows.Select(r => r < 0 ? null : finish.Load(r))],
        Visits = [.. _visitRows.Select(r => r < 0 ? null : finish.Load(r))],
        Step = finish.Load(_stepRow),
    };

    // Last, since the other routines ask for what is steady.
    private void InitialRows(MeasureCode measures)
    {
        Begin.Store(_stepRow, Begin.Constant(0));
        if (_busyRow >= 0) Begin.Store(_busyRow, Begin.Always);
        for (int t = 0; t < _leafRows.Length; t++)
        {
            if (_leafRows[t] >= 0) Begin.Store(_leafRows[t], Initial.Leaf[t]);
        }
        foreach (Track track in Scenario.Tracks.Where(t => TimerRows[t.Index] >= 0)) Begin.Store(TimerRows[track.Index], FirstTimer(track));
        StoreAll(_enteredRows, Initial.Entered);
        StoreAll(_visitRows, Initial.Visits);
        foreach (int row in _outerEntered.Where(r => r >= 0)) Begin.Store(row, Begin.Constant(0));
        foreach (int row in Spent) Begin.Store(row, Begin.Never);
        var formulas = new LaneFormulas(Plan, Begin, Initial, null, _assumptionRows, _beginDoubts);
        _beginDoubts.Add(measures.Begin(formulas));
        Begin.Store(_doubtRow, _beginDoubts.All);
    }

    private Node FirstTimer(Track track)
    {
        int state = Plan.FirstState[track.Index] + track.Initial;
        LeafPlan leaf = Plan.Leaf(state);
        if (LaneTimers.Slot(Plan, state, leaf) is not (>= 0 and var slot)) return Begin.Constant(Endless);
        LaneTimer timer = Timer(leaf.Due[slot].Transition);
        Node first = timer.Delay ?? Begin.Constant(timer.IsDrawn ? Endless : 1);
        return timer.Date is { } date ? Begin.Greater(first, date) : first;
    }

    // What rows hold in every lane that has a run: operations on it that change nothing are left out.
    private void KnowRows()
    {
        int last = Scenario.Clock.LastStep;
        Step.Know(_stepRow, Extent.Between(0, last, whole: true));
        foreach (Assumption a in Scenario.Assumptions.Where(a => _assumptionRows[a.Index] >= 0))
        {
            Interval range = RangeOf(Plan.Policy.Assume[a.Index] ?? a.Distribution);
            foreach (Graph graph in new[] { Begin, Step }) graph.Know(_assumptionRows[a.Index], Extent.Between(range.Low, range.High, minusZero: true));
        }
        foreach (Indicator i in Scenario.Indicators) Step.Know(_indicatorRows[i.Index], Extent.Between(i.Low, i.High, i.Integer));
        foreach (Track track in Scenario.Tracks)
        {
            if (_leafRows[track.Index] >= 0) Step.Know(_leafRows[track.Index], Extent.Between(Graph.Place(track.States.First(s => s.IsLeaf).Index), Graph.Place(track.States.Last(s => s.IsLeaf).Index), whole: true));
            if (TimerRows[track.Index] >= 0) Step.Know(TimerRows[track.Index], Extent.Between(1, double.PositiveInfinity));
            if (_enteredRows[track.Index] >= 0) Step.Know(_enteredRows[track.Index], Extent.Between(0, last, whole: true));
            Step.Know(Pick[track.Index], Extent.Between(double.Epsilon, 1 - (Randomness.EventKey.Grain / 2)));
        }
        for (int i = 0; i < _amountRows.Length; i++)
        {
            Model.Distributions.Distribution drawn = Plan.DrawnEffects[i].Drawn!;
            if (!double.IsFinite(drawn.Low) || !double.IsFinite(drawn.High)) continue;
            // With room for the rounding of what its table interpolates.
            double room = 1 + drawn.High - drawn.Low;
            Step.Know(_amountRows[i], Extent.Between(drawn.Low - room, drawn.High + room, minusZero: true));
        }
        foreach (int row in _visitRows.Where(r => r >= 0)) Step.Know(row, Extent.Between(0, int.MaxValue, whole: true));
    }

    private IEnumerable<int> TracksOf(IEnumerable<TransitionPlan> transitions) => transitions.Select(t => TrackOf(t.Lister)).Distinct();

    private void StoreAll(int[] rows, Node?[] values)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] >= 0) Begin.Store(rows[i], values[i]!);
        }
    }

    private LaneStay Stay(int state)
    {
        Track track = Scenario.Tracks[TrackOf(state)];
        int local = state - Plan.FirstState[track.Index];
        if (!track.States[local].IsLeaf || (track.Repeats && local != track.Initial)) return new LaneStay(false, []);
        LeafPlan leaf = Plan.Leaf(state);
        IEnumerable<Alternative> all = leaf.Due.Concat(leaf.Standing);
        EffectPlan[] effects = [.. all.SelectMany(a => a.Moves).SelectMany(m => m.Effects).Where(e => e.Draw >= 0).DistinctBy(e => e.Draw)];
        return new LaneStay(leaf.Standing.Length > 0 || leaf.Due.Any(a => a.Moves.Length > 1), effects);
    }

    private LaneEntry Entry(StatePlan state) => new([.. Plan.Transitions.Where(t => (t.AfterDrawn is not null && state.Timers.Contains(t)) || (t.Toss >= 0 && state.Tosses.Contains(t.Toss)))]);

    private Node StepAtOrAfter(Graph g, Node seconds)
    {
        Node steps = g.Ceiling(g.Divide(g.Subtract(seconds, g.Constant(Clock.Tolerance)), g.Constant(Scenario.Clock.StepSeconds)));
        return g.Clamp(steps, g.Constant(-(1 << 30)), g.Constant(1 << 30));
    }

    /// <summary>Whether an expression's value changes by time alone.</summary>
    public static bool ReadsClock(Expression e) => ExpressionTree.Nodes([e]).Any(n => n is DayRef or DateRef or TimeIn);

    private bool IsLeaf(int state) => Scenario.Tracks[TrackOf(state)].States[state - Plan.FirstState[TrackOf(state)]].IsLeaf;

    private bool IsInitial(int state)
    {
        Track track = Scenario.Tracks[TrackOf(state)];
        return track.IsWithin(track.Initial, state - Plan.FirstState[track.Index]);
    }

    private int TrackOf(int state)
    {
        int at = Array.BinarySearch(Plan.FirstState, state);
        return at >= 0 ? at : ~at - 1;
    }

    private static Interval RangeOf(Model.Distributions.Distribution d) => new(d.Low, d.High);
}
