using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>One track in the step routine: first when it has to be looked at next, then what it does there.</summary>
internal sealed partial class TrackCode
{
    private readonly LaneBuilder _build;
    private readonly Graph _graph;
    private readonly Plan _plan;
    private readonly Track _track;
    private readonly int _first;
    private readonly (int State, LeafPlan Plan)[] _leaves;
    private readonly Dictionary<TransitionPlan, Node> _guards = [];
    private readonly Node _leaf;
    private readonly int _timerRow;
    private readonly int _stays;
    private readonly Node[] _rates;
    private readonly Node[] _sums;
    private DueAlternatives[] _due = [];
    private Node _lost = null!;

    /// <param name="build">The routine that it is part of.</param>
    /// <param name="track">The track.</param>
    public TrackCode(LaneBuilder build, Track track)
    {
        (_build, _graph, _plan, _track) = (build, build.Step, build.Plan, track);
        _first = _plan.FirstState[track.Index];
        _leaves = [.. track.States.Where(s => s.IsLeaf && (!track.Repeats || s.Index == track.Initial) && build.Starts.Reaches(track.Index, s.Index)).Select(s => (s.Index, _plan.Leaf(_first + s.Index)))];
        _leaf = build.World.Leaf[track.Index];
        _timerRow = build.At.Timers[track.Index];
        int slots = _leaves.Max(l => l.Plan.Standing.Length);
        (_rates, _sums) = (new Node[slots], new Node[slots]);
        int made = _leaves.Sum(l => l.Plan.Due.Concat(l.Plan.Standing).Sum(a => a.Moves.Length));
        // A number for staying in each state saves the choice between the old state and the new one, where tables get no longer by it.
        _stays = !track.Repeats && _graph.Rows.Width.HasLookUp && Tables(track.States.Count + made) == Tables(1 + made) ? track.States.Count : 1;
        Moves = [.. Enumerable.Range(0, _stays).Select(s => new LaneMove(s, -1, _first + s, -1, [], [])), .. _leaves.SelectMany(l => l.Plan.Due.Concat(l.Plan.Standing).SelectMany(a => a.Moves.Select(m => Move(l.State, m))))];
        Plans = [.. new MovePlan?[_stays], .. _leaves.SelectMany(l => l.Plan.Due.Concat(l.Plan.Standing).SelectMany(a => a.Moves)), .. track.Repeats ? new MovePlan?[] { null } : []];
        if (track.Repeats) Moves = [.. Moves, new LaneMove(track.Initial, -1, _first + track.Initial, -1, [_first + track.Initial], [])];
    }

    /// <summary>The track.</summary>
    public Track Track => _track;

    /// <summary>Its moves, numbered as in <see cref="LaneProgram.Moves"/>.</summary>
    public LaneMove[] Moves { get; }

    /// <summary>How many of them, the first, stand for staying.</summary>
    public int Stays => _stays;

    /// <summary>The plan's moves in the same order; null for staying, and for entering <c>pending</c> anew.</summary>
    public IReadOnlyList<MovePlan?> Plans { get; }

    /// <summary>Whether any of its states has a standing chance.</summary>
    public bool HasRates => _rates.Length > 0;

    /// <summary>The number of the move that it makes, as a place; after <see cref="Decide"/>.</summary>
    public Node Choice { get; private set; } = null!;

    /// <summary>The lanes in which it moves; after <see cref="Decide"/>.</summary>
    public Node Moved { get; private set; } = null!;

    /// <summary>What is left of the threshold where it stays; after <see cref="Wait"/>.</summary>
    public Node Left { get; private set; } = null!;

    /// <summary>Whether the threshold is reached: where vectors are narrow half a unit less is left of it (<see cref="NarrowPackedDraws.HalfUnit"/>), so that its sign tells; after <see cref="Wait"/>.</summary>
    public Node IsReached => _graph.Rows.Width.IsNarrow ? _graph.HasSign(Left) : _graph.LessOrEqual(Left, _graph.Constant(0));

    /// <summary>The lanes in which it has something to decide; after <see cref="Wait"/>.</summary>
    public Node Decides { get; private set; } = null!;

    /// <summary>Tells when the track has to be looked at: <see cref="LaneBuilder.Soon"/> and <see cref="LaneBuilder.Rough"/>.</summary>
    public void Look()
    {
        if (_timerRow >= 0) _build.Until(_graph.Load(_timerRow));
        _build.Soon(InAny([.. _leaves.Where(l => _build.ReadsClock(l.Plan)).Select(l => l.State)]));
        foreach ((int state, LeafPlan leaf) in _leaves)
        {
            // A delay that is in doubt is so here, not where a move into the state happens to be looked at.
            if (LaneTimers.Slot(_plan, _first + state, leaf) is >= 0 and var slot) _build.Timer(leaf.Due[slot].Transition);
        }
        _due = [.. DueAlternatives.Merge(_leaves, KeyOf)];
        foreach (DueAlternatives due in _due.Where(d => !d.IsTimer))
        {
            if (due.Transition.Timer < 0) _build.Soon(IsPossible(due));
            else if (!due.ComesWithTimer) _build.Until(IsPossible(due), _build.Due(due.Transition));
        }
        Rates().CopyTo(_rates, 0);
        for (int slot = 0; slot < _rates.Length; slot++)
        {
            _sums[slot] = slot == 0 ? _rates[0] : _graph.Add(_sums[slot - 1], _rates[slot]);
        }
        if (_rates.Length > 0) _build.Rough(_graph.RoughQuotient(_graph.Load(_build.At.Left[_track.Index]), _sums[^1]));
    }

    /// <summary>Lets the steps go by that lie before the one that the lanes have come to.</summary>
    public void Wait()
    {
        Node due = _graph.Never;
        foreach (DueAlternatives alternatives in _due) due = _graph.Or(due, IsDue(alternatives));
        Left = _graph.Load(_build.At.Left[_track.Index]);
        if (_rates.Length > 0)
        {
            Left = _graph.Remaining(Left, _sums[^1], _graph.Wide(_build.Steps));
            due = _graph.Or(due, IsReached);
        }
        Decides = due;
    }

    /// <summary>Decides in the step that the lanes have come to.</summary>
    public void Decide()
    {
        Choice = _stays > 1 ? _leaf : _graph.Constant(Graph.Place(0));
        (Moved, _lost) = (_graph.Never, _graph.Never);
        Node pick = _graph.Load(_build.At.Pick[_track.Index]);
        Dictionary<Alternative, int> numbers = Numbers();
        foreach (DueAlternatives due in _due) DecideDue(due, numbers, pick);
        if (_rates.Length > 0)
        {
            Node reached = _graph.AndNot(_graph.And(_build.Passing, IsReached), Moved);
            Compete(reached, pick, numbers);
            Moved = _graph.Or(Moved, reached);
        }
        if (_track.Repeats && _lost.Op != Op.Never)
        {
            Node renewed = _graph.AndNot(_lost, Moved);
            Choice = _graph.Choose(renewed, _graph.Constant(Graph.Place(Moves.Length - 1)), Choice);
            Moved = _graph.Or(Moved, renewed);
        }
    }

    /// <summary>The innermost state after the step; after <see cref="Decide"/>.</summary>
    public Node LeafAfter()
    {
        Node leaf = By(m => Graph.Place(Moves[m].Leaf - _first));
        return _stays > 1 ? leaf : _graph.Choose(Moved, leaf, _leaf);
    }

    /// <summary>When the timer of the state comes that a move leads into: <see cref="LaneRows.Timers"/>; after <see cref="Decide"/>.</summary>
    public Node TimerAfter()
    {
        // By move, or by the state afterwards where that takes a shorter table.
        bool byState = !_track.Repeats && Tables(_track.States.Count) < Tables(Moves.Length);
        var dates = new double[byState ? _track.States.Count : Moves.Length];
        var delays = new double[dates.Length];
        Array.Fill(delays, _build.PastTheEnd);
        var odd = new List<(int State, LaneTimer Timer)>();
        foreach ((int state, LeafPlan leaf) in _leaves)
        {
            if (LaneTimers.Slot(_plan, _first + state, leaf) is not (>= 0 and var slot)) continue;
            LaneTimer timer = _build.Timer(leaf.Due[slot].Transition);
            if (timer.IsDrawn) continue;
            if (timer is not { Date: null or { Op: Op.Constant }, Delay: null or { Op: Op.Constant } }) odd.Add((state, timer));
            for (int at = 0; at < dates.Length; at++)
            {
                if (byState ? at == state : Enters(at, state)) (dates[at], delays[at]) = (timer.Date is { Op: Op.Constant } date ? date.Number : 0, timer.Delay is { Op: Op.Constant } delay ? delay.Number : 1);
            }
        }
        Node key = byState ? LeafAfter() : Choice;
        Node on = _graph.Look(dates, key), after = _graph.Look(delays, key);
        foreach ((int state, LaneTimer timer) in odd)
        {
            Node entered = Makes(m => Enters(m, state));
            if (timer.Date is { } date) on = _graph.Choose(entered, _build.Steady.Read(date, _graph), on);
            if (timer.Delay is { } delay) after = _graph.Choose(entered, _build.Steady.Read(delay, _graph), after);
        }
        Node due = after is { Op: Op.Constant, Number: var never } && never == _build.PastTheEnd ? after : _graph.Least(_graph.Add(_build.Now, after), _graph.Constant(LaneRows.Latest));
        return _graph.Choose(Moved, on is { Op: Op.Constant, Number: <= 0 } ? due : _graph.Greater(due, on), _graph.Load(_timerRow));
    }

    /// <summary>The lanes whose move here is one of some.</summary>
    public Node Makes(Func<int, bool> which)
    {
        bool[] table = [.. Enumerable.Range(0, Moves.Length).Select(which)];
        int[] places = [.. Enumerable.Range(0, Moves.Length).Where(i => table[i])];
        if (places.Length == 0) return _graph.Never;
        if (places.Length == Moves.Length - _stays && places[0] == _stays) return Moved;
        if (places.Length <= 2) return places.Select(p => _graph.Equal(Choice, _graph.Constant(Graph.Place(p)))).Aggregate(_graph.Or);
        return _graph.Less(_graph.Constant(0), _graph.Look([.. table.Select(x => x ? 1.0 : 0.0)], Choice));
    }

    /// <summary>A number for each move.</summary>
    public Node By(Func<int, double> number) => _graph.Look([.. Enumerable.Range(0, Moves.Length).Select(number)], Choice);

    private static int Tables(int entries) => entries <= 8 ? 1 : (entries + 15) / 16 * 2;

    private static LaneMove Move(int from, MovePlan m) =>
        new(from, m.RecordedTo, m.Leaf, m.Happened, m.Entered, [.. m.Effects.Where(e => e.Draw >= 0).Select(e => e.Draw)]);

    private Node In(int state) => _leaves.Length == 1 ? _graph.Always : _graph.Equal(_leaf, _graph.Constant(Graph.Place(state)));

    private Node Condition(TransitionPlan t)
    {
        if (t.When is null) return _graph.Always;
        if (!_guards.TryGetValue(t, out Node? guard)) _guards.Add(t, guard = _build.Peek.Truth(t.When.Expression, _build.IsIn(t.Lister)));
        return guard;
    }

    private bool Enters(int move, int state) => move >= _stays && Moves[move].Leaf == _first + state;

    private Dictionary<Alternative, int> Numbers()
    {
        var numbers = new Dictionary<Alternative, int>(ReferenceEqualityComparer.Instance);
        int number = _stays;
        foreach (Alternative a in _leaves.SelectMany(l => l.Plan.Due.Concat(l.Plan.Standing)))
        {
            numbers.Add(a, number);
            number += a.Moves.Length;
        }
        return numbers;
    }

    private void DecideDue(DueAlternatives all, Dictionary<Alternative, int> numbers, Node pick)
    {
        TransitionPlan t = all.Transition;
        Node due = _graph.AndNot(IsDue(all), Moved);
        Node made = due;
        if (!all.IsTimer && t.Toss >= 0)
        {
            made = Toss(t, due);
            _lost = _graph.Or(_lost, _graph.AndNot(due, made));
        }
        Moved = _graph.Or(Moved, made);
        Choice = _graph.Choose(made, ByState(all.Members, a => numbers[a]), Choice);
        Split(made, all.Members, numbers, new Share(pick, null));
    }

    // Where a state has no timer, its time does not come; where other states' timers have another place in the order, it has to be one of these states.
    private Node IsDue(DueAlternatives all)
    {
        TransitionPlan t = all.Transition;
        if (all.IsTimer)
        {
            Node comes = _graph.LessOrEqual(_graph.Load(_timerRow), _build.Now);
            return _due.Count(d => d.IsTimer) == 1 ? comes : _graph.And(comes, InAny([.. all.Members.Select(m => m.State)]));
        }
        Node possible = _graph.And(_build.Live, IsPossible(all));
        return t.Timer < 0 ? possible : _graph.And(possible, _graph.LessOrEqual(all.ComesWithTimer ? _graph.Load(_timerRow) : _build.Due(t), _build.Now));
    }

    // A number of a move by state; where there is none, any.
    private Node ByState((int State, Alternative Alternative)[] members, Func<Alternative, int> number)
    {
        var table = new double[_track.States.Count];
        Array.Fill(table, Graph.Place(number(members[0].Alternative)));
        foreach ((int state, Alternative a) in members) table[state] = Graph.Place(number(a));
        return _graph.Look(table, _leaf);
    }

    // What is looked at together: the timers of all states, and else a transition in all states that can make it.
    private (TransitionPlan?, bool) KeyOf(int state, LeafPlan leaf, Alternative a)
    {
        int slot = LaneTimers.Slot(_plan, _first + state, leaf);
        if (slot < 0) return (a.Transition, false);
        TransitionPlan t = a.Transition, timer = leaf.Due[slot].Transition;
        if (ReferenceEquals(t, timer)) return (null, true);
        // Guarded ones of the same time come with the timer.
        return (t, t.Timer >= 0 && t.AfterDrawn is null && timer.AfterDrawn is null && (t.After is null || t.Lister == timer.Lister) && _build.Timer(t) == _build.Timer(timer));
    }

    // The present state is one of some, by as few comparisons as runs of neighbours need.
    private Node InAny(int[] states)
    {
        if (states.Length == 0) return _graph.Never;
        bool[] wanted = [.. _leaves.Select(l => states.Contains(l.State))];
        int inside = Runs(wanted, true), outside = Runs(wanted, false);
        return outside < inside ? _graph.Not(InRuns(wanted, false)) : InRuns(wanted, true);
    }

    private static int Runs(bool[] wanted, bool which) => wanted.Where((w, i) => w == which && (i == 0 || wanted[i - 1] != which)).Count();

    private Node InRuns(bool[] wanted, bool which)
    {
        Node all = _graph.Never;
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] != which) continue;
            int first = i;
            while (i + 1 < wanted.Length && wanted[i + 1] == which) i++;
            Node from = first == 0 ? _graph.Always : _graph.LessOrEqual(_graph.Constant(Graph.Place(_leaves[first].State)), _leaf);
            Node to = i == wanted.Length - 1 ? _graph.Always : _graph.LessOrEqual(_leaf, _graph.Constant(Graph.Place(_leaves[i].State)));
            all = _graph.Or(all, first == i ? In(_leaves[i].State) : _graph.And(from, to));
        }
        return all;
    }

    // What has to hold beside the time; a toss that has been lost is out of the question.
    private Node IsPossible(DueAlternatives due)
    {
        TransitionPlan t = due.Transition;
        Node guard = _graph.And(InAny([.. due.Members.Select(m => m.State)]), Condition(t));
        return t.Toss < 0 ? guard : _graph.AndNot(guard, _graph.LoadTruth(_build.At.Spent[t.Toss]));
    }

    private Node Toss(TransitionPlan t, Node due)
    {
        Node chance = Chance(t, _build.Here, due);
        Node won = _graph.And(due, _graph.Less(_graph.Load(_build.At.Luck[t.Toss]), chance));
        _build.Tossed(t.Toss, due);
        return won;
    }
}
