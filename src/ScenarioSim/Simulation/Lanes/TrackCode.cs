using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>One track in the step routine: first when it has to be looked at next, then what it does there.</summary>
internal sealed class TrackCode
{
    // Two look-ups and a choice, at most.
    private const int MostInTable = 32;

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
    private Node _free = null!;
    private Node _lost = null!;

    /// <param name="build">The routine that it is part of.</param>
    /// <param name="track">The track.</param>
    public TrackCode(LaneBuilder build, Track track)
    {
        (_build, _graph, _plan, _track) = (build, build.Step, build.Plan, track);
        _first = _plan.FirstState[track.Index];
        _leaves = [.. track.States.Where(s => s.IsLeaf && (!track.Repeats || s.Index == track.Initial)).Select(s => (s.Index, _plan.Leaf(_first + s.Index)))];
        _leaf = build.World.Leaf[track.Index];
        _timerRow = build.TimerRows[track.Index];
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

    /// <summary>The plan's moves in the same order; null for staying, and for entering <c>pending</c> anew.</summary>
    public IReadOnlyList<MovePlan?> Plans { get; }

    /// <summary>The number of the move that it makes, as a place; after <see cref="Decide"/>.</summary>
    public Node Choice { get; private set; } = null!;

    /// <summary>The lanes in which it moves; after <see cref="Decide"/>.</summary>
    public Node Moved { get; private set; } = null!;

    /// <summary>What is left of the threshold where it stays; after <see cref="Wait"/>.</summary>
    public Node Left { get; private set; } = null!;

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
        for (int slot = 0; slot < _rates.Length; slot++)
        {
            _rates[slot] = Rate(slot);
            _sums[slot] = slot == 0 ? _rates[0] : _graph.Add(_sums[slot - 1], _rates[slot]);
        }
        if (_rates.Length > 0) _build.Rough(_graph.RoughQuotient(_graph.Load(_build.Left[_track.Index]), _sums[^1]));
    }

    /// <summary>Lets the steps go by that lie before the one that the lanes have come to.</summary>
    public void Wait()
    {
        Node due = _graph.Never;
        foreach (DueAlternatives alternatives in _due) due = _graph.Or(due, IsDue(alternatives));
        Left = _graph.Load(_build.Left[_track.Index]);
        if (_rates.Length > 0)
        {
            Left = _graph.Subtract(Left, _graph.Multiply(_sums[^1], _build.Steps));
            due = _graph.Or(due, _graph.LessOrEqual(Left, _graph.Constant(0)));
        }
        Decides = _graph.And(_build.Live, due);
    }

    /// <summary>Decides in the step that the lanes have come to.</summary>
    public void Decide()
    {
        Choice = _stays > 1 ? _leaf : _graph.Constant(Graph.Place(0));
        (_free, _lost) = (_build.Live, _graph.Never);
        Node pick = _graph.Load(_build.Pick[_track.Index]);
        Dictionary<Alternative, int> numbers = Numbers();
        foreach (DueAlternatives due in _due) DecideDue(due, numbers, pick);
        if (_rates.Length > 0)
        {
            Node reached = _graph.And(_free, _graph.LessOrEqual(Left, _graph.Constant(0)));
            Compete(reached, pick, numbers);
            _free = _graph.AndNot(_free, reached);
        }
        Moved = _graph.AndNot(_build.Live, _free);
        if (_track.Repeats && _lost.Op != Op.Never)
        {
            Node renewed = _graph.And(_free, _lost);
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

    /// <summary>When the timer of the state comes that a move leads into: <see cref="LaneBuilder.TimerRows"/>; after <see cref="Decide"/>.</summary>
    public Node TimerAfter()
    {
        // By move, or by the state afterwards where that takes a shorter table.
        bool byState = !_track.Repeats && Tables(_track.States.Count) < Tables(Moves.Length);
        var dates = new double[byState ? _track.States.Count : Moves.Length];
        var delays = new double[dates.Length];
        Array.Fill(delays, _build.Endless);
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
        Node due = after is { Op: Op.Constant, Number: var never } && never == _build.Endless ? after : _graph.Add(_build.Now, after);
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
        Node due = _graph.And(_free, IsDue(all));
        Node made = due;
        if (!all.IsTimer && t.Toss >= 0)
        {
            made = Toss(t, due);
            _lost = _graph.Or(_lost, _graph.AndNot(due, made));
        }
        _free = _graph.AndNot(_free, made);
        Choice = _graph.Choose(made, ByState(all.Members, a => numbers[a]), Choice);
        Split(made, all.Members, numbers, new Share(pick, null));
    }

    // Where a state has no timer, its time does not come.
    private Node IsDue(DueAlternatives all)
    {
        TransitionPlan t = all.Transition;
        if (all.IsTimer) return _graph.LessOrEqual(_graph.Load(_timerRow), _build.Now);
        Node possible = IsPossible(all);
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
        return t.Toss < 0 ? guard : _graph.AndNot(guard, _graph.LoadTruth(_build.Spent[t.Toss]));
    }

    private Node Toss(TransitionPlan t, Node due)
    {
        Node chance = Chance(t, _build.Here, due);
        Node won = _graph.And(due, _graph.Less(_graph.Load(_build.Luck[t.Toss]), chance));
        _build.Tossed(t.Toss, due);
        return won;
    }

    private Node Chance(TransitionPlan t, LaneFormulas formulas, Node context)
    {
        Node chance = formulas.Number(t.Likelihood!.Expression, context);
        if (_build.Range(t.Likelihood.Expression) is { Low: >= 0, High: <= 1 }) return chance;
        if (_build.Steady.Holds(t.Likelihood.Expression))
        {
            Node begun = _build.Steady.Formulas.Number(t.Likelihood.Expression, _build.Begin.Always);
            Node proper = _build.Begin.And(_build.Begin.LessOrEqual(_build.Begin.Constant(0), begun), _build.Begin.LessOrEqual(begun, _build.Begin.Constant(1)));
            _build.Doubt(context, _build.Steady.Read(_build.Begin.Not(proper), _graph));
            return chance;
        }
        _build.Doubt(context, _graph.Not(_graph.And(_graph.LessOrEqual(_graph.Constant(0), chance), _graph.LessOrEqual(chance, _graph.Constant(1)))));
        return chance;
    }

    // The rate of the alternative at a place among those of the present state; 0 where it does not compete.
    private Node Rate(int slot)
    {
        // Constants are looked up by state, in one table for each guard that they wait for.
        var constants = new double[_track.States.Count];
        var guarded = new Dictionary<Node, double[]>();
        var steadily = new List<(Node Active, Node Rate)>();
        var changing = new List<(int State, TransitionPlan Transition, Node Active)>();
        foreach ((int state, LeafPlan leaf) in _leaves)
        {
            if (slot >= leaf.Standing.Length) continue;
            TransitionPlan t = leaf.Standing[slot].Transition;
            Node condition = Competes(state, t);
            Node active = _graph.And(In(state), condition);
            Node? rate = SteadyRate(t, active) ?? Tabled(t) ?? OfCases(t, active);
            if (rate is null) changing.Add((state, t, active));
            else if (rate.Op != Op.Constant) steadily.Add((active, rate));
            else if (condition.Op == Op.Always) constants[state] = rate.Number;
            else (guarded.TryGetValue(condition, out double[]? table) ? table : guarded[condition] = new double[constants.Length])[state] = rate.Number;
        }
        Node all = _graph.Look(constants, _leaf);
        foreach ((Node condition, double[] own) in guarded)
        {
            // Several guards may hold at once, for different states.
            (int State, double Rate)[] states = [.. own.Select((rate, state) => (state, rate)).Where(x => x.rate != 0)];
            if (guarded.Count == 1) all = _graph.Choose(condition, _graph.Look([.. own.Select((x, i) => x + constants[i])], _leaf), all);
            else foreach ((int state, double rate) in states) all = _graph.Choose(_graph.And(In(state), condition), _graph.Constant(rate), all);
        }
        foreach ((Node active, Node rate) in steadily) all = _graph.Choose(active, rate, all);
        foreach (var group in changing.GroupBy(c => c.Transition.Chance)) all = ChangingRate([.. group], group.Key == Compiler.Chance.Standing, slot, all);
        return all;
    }

    // What is worked out anew in every step: once for all states that need it.
    private Node ChangingRate((int State, TransitionPlan Transition, Node Active)[] group, bool chances, int slot, Node otherwise)
    {
        Node Length(TransitionPlan t) => _graph.Constant(t.StepsPerPeriod * Randomness.Hazard.Units);
        Node Number(TransitionPlan t, Node on) => chances ? Chance(t, _build.Peek, on) : NotNegative(t, on);
        Node active = group.Select(c => c.Active).Aggregate(_graph.Or);
        // A logarithm takes so long that it is left out where no lane of a block needs it.
        int row = chances ? _graph.Rows.New($"{_track.Name}.rate{slot}") : -1;
        if (row >= 0) _build.BeginSection(active);
        Node value = Number(group[0].Transition, group[0].Active), steps = Length(group[0].Transition);
        foreach ((int state, TransitionPlan t, Node on) in group[1..])
        {
            value = _graph.ChooseInside(In(state), Number(t, on), value);
            steps = _graph.Choose(In(state), Length(t), steps);
        }
        double greatest = group.Max(c => _build.Range(c.Transition.Likelihood!.Expression).High);
        if (chances && !(greatest < 1)) _build.Doubt(active, _graph.LessOrEqual(_graph.Constant(1), value));
        Node units = chances ? _graph.RateOfChance(value, steps, greatest, group.Max(c => c.Transition.StepsPerPeriod)) : _graph.Units(_graph.Multiply(value, steps));
        if (row >= 0)
        {
            _graph.Store(row, units);
            _build.EndSection();
            units = _graph.Load(row);
        }
        return _graph.Choose(active, units, otherwise);
    }

    // The rate of a likelihood that depends on one whole-numbered indicator alone, from a table with an entry for each of its values; null where it is not of that kind.
    private Node? Tabled(TransitionPlan t)
    {
        if (!_graph.Rows.Width.HasLookUp) return null;
        int indicator = -1;
        foreach (Expression node in ExpressionTree.Nodes([t.Likelihood!.Expression]))
        {
            if (_plan.MayFail(node)) return null;
            switch (node)
            {
                case IndicatorRef r when indicator < 0 || indicator == r.Index: indicator = r.Index; break;
                case AssumptionRef a when _plan.FixedAssumptions[a.Index] is not null: break;
                case IndicatorRef or AssumptionRef or InState or TimeIn or Visited or Visits or DayRef or DateRef: return null;
            }
        }
        if (indicator < 0) return null;
        Indicator of = _plan.Indicators[indicator].Indicator;
        if (!of.Integer || !(of.High - of.Low < MostInTable)) return null;
        var table = new double[(int)(of.High - of.Low) + 1];
        for (int i = 0; i < table.Length; i++)
        {
            if (_build.WithIndicator(indicator, of.Low + i).Number(t.Likelihood.Expression, _graph.Always) is not { Op: Op.Constant, Number: var value }) return null;
            bool isChance = t.Chance == Compiler.Chance.Standing;
            if (!(value >= 0) || (isChance && !(value < 1))) return null;
            table[i] = isChance ? Randomness.Hazard.OfChance(value, t.StepsPerPeriod) : Randomness.Hazard.OfRate(value * t.StepsPerPeriod);
        }
        return _graph.Look(table, _graph.Add(_build.World.Indicators[indicator], _graph.Constant(Graph.Place(0) - of.Low)));
    }

    // Before its time a standing chance does not compete; the lanes stop just before it comes.
    private Node Competes(int state, TransitionPlan t)
    {
        Node guard = Condition(t);
        if (t.Timer < 0) return guard;
        Node due = _build.Due(t);
        Node come = _graph.LessOrEqual(due, _build.Next);
        _build.Until(_graph.AndNot(_graph.And(In(state), guard), come), _graph.Subtract(due, _graph.Constant(1)));
        return _graph.And(guard, come);
    }

    // A chance of few cases, each worked out when the run begins; null for others.
    private Node? OfCases(TransitionPlan t, Node active)
    {
        if (t.Chance != Compiler.Chance.Standing) return null;
        double greatest = _build.Range(t.Likelihood!.Expression).High;
        Node value = _build.Peek.Number(t.Likelihood.Expression, active);
        if (_build.Cases.Map(value, c => SteadyUnits(t, c, greatest)) is not { } cases) return null;
        Chance(t, _build.Peek, active);
        if (!(greatest < 1)) _build.Doubt(active, _graph.LessOrEqual(_graph.Constant(1), value));
        return cases;
    }

    private Node SteadyUnits(TransitionPlan t, Node value, double greatest)
    {
        bool chance = t.Chance == Compiler.Chance.Standing;
        if (value.Op == Op.Constant)
        {
            return _build.Begin.Constant(chance ? (value.Number is >= 0 and < 1 ? Randomness.Hazard.OfChance(value.Number, t.StepsPerPeriod) : 0) : Randomness.Hazard.OfRate(Math.Max(0, value.Number) * t.StepsPerPeriod));
        }
        Node length = _build.Begin.Constant(t.StepsPerPeriod * Randomness.Hazard.Units);
        return chance ? _build.Begin.RateOfChance(value, length, greatest, t.StepsPerPeriod) : _build.Begin.Units(_build.Begin.Multiply(value, length));
    }

    private Node? SteadyRate(TransitionPlan t, Node active)
    {
        Expression e = t.Likelihood!.Expression;
        if (!_build.Steady.Holds(e)) return null;
        Graph begin = _build.Begin;
        Node value = _build.Steady.Formulas.Number(e, begin.Always);
        bool chance = t.Chance == Compiler.Chance.Standing;
        if (!(_build.Range(e).Low >= 0) || (chance && !(_build.Range(e).High < 1)))
        {
            Node wrong = chance
                ? begin.Not(begin.And(begin.LessOrEqual(begin.Constant(0), value), begin.Less(value, begin.Constant(1))))
                : begin.Less(value, begin.Constant(0));
            _build.Doubt(active, _build.Steady.Read(wrong, _graph));
        }
        return _build.Steady.Read(SteadyUnits(t, value, _build.Range(e).High), _graph);
    }

    private Node NotNegative(TransitionPlan t, Node active)
    {
        Node value = _build.Peek.Number(t.Likelihood!.Expression, active);
        if (!(_build.Range(t.Likelihood.Expression).Low >= 0)) _build.Doubt(active, _graph.Less(value, _graph.Constant(0)));
        return value;
    }

    private void Compete(Node reached, Node pick, Dictionary<Alternative, int> numbers)
    {
        int slots = _rates.Length;
        Node at = _graph.Multiply(pick, _sums[^1]);
        // A pick is at most 1 - 2^-53, and so its product less than the sum; sums of more rates may be rounded.
        if (slots > 4) _build.Doubt(reached, _graph.LessOrEqual(_sums[^1], at));
        Node? choice = null;
        for (int slot = slots - 1; slot >= 0; slot--)
        {
            Node own = ByState(At(slot), a => numbers[a]);
            choice = choice is null ? own : _graph.Choose(_graph.Less(at, _sums[slot]), own, choice);
        }
        Choice = _graph.Choose(reached, choice!, Choice);
        Share? remainder = null;
        for (int slot = 0; slot < slots; slot++)
        {
            (int State, Alternative Alternative)[] split = [.. At(slot).Where(x => x.Alternative.Moves.Length > 1)];
            if (split.Length == 0) continue;
            Node here = slot == slots - 1 ? reached : _graph.And(reached, _graph.Less(at, _sums[slot]));
            if (slot > 0) here = _graph.AndNot(here, _graph.Less(at, _sums[slot - 1]));
            remainder ??= Remainder(at);
            Split(_graph.And(here, InAny([.. split.Select(x => x.State)])), split, numbers, remainder.Value);
        }
    }

    private (int State, Alternative Alternative)[] At(int slot) => [.. _leaves.Where(l => slot < l.Plan.Standing.Length).Select(l => (l.State, l.Plan.Standing[slot]))];

    // A number in 0..1 as a quotient; without a divisor it is the number itself.
    private readonly record struct Share(Node Of, Node? By);

    // How far into the rate of the alternative that it falls in a pick falls, as a share: of any that may have several targets.
    private Share Remainder(Node at)
    {
        Node from = _graph.Constant(0);
        Node rate = _rates[0];
        for (int slot = 1; slot < _rates.Length; slot++)
        {
            if (!_leaves.Any(l => slot < l.Plan.Standing.Length && l.Plan.Standing[slot].Moves.Length > 1)) continue;
            Node here = _graph.LessOrEqual(_sums[slot - 1], at);
            from = _graph.Choose(here, _sums[slot - 1], from);
            rate = _graph.Choose(here, _rates[slot], rate);
        }
        return new Share(_graph.Subtract(at, from), rate);
    }

    // Which target: moves of one transition have following numbers. Splits in two in several states are one.
    private void Split(Node made, (int State, Alternative Alternative)[] members, Dictionary<Alternative, int> numbers, Share pick)
    {
        Node first = null!, whole = null!;
        var pairs = new List<(int State, Alternative Alternative)>();
        foreach ((int state, Alternative a) in members)
        {
            if (a.Moves.Length == 1) continue;
            Node here = members.Length == 1 ? made : _graph.And(made, In(state));
            (Node[] sums, Node total, bool reachesTotal) = Shares(a.Transition, here);
            // A pick and a remainder are below 1, and the last sum is the total in most cases.
            if (!reachesTotal || (pick.By is not null && _rates.Length > 4)) _build.Doubt(here, AtLeast(here, pick, total, sums[^1]));
            if (a.Moves.Length == 2)
            {
                (first, whole) = pairs.Count == 0 ? (sums[0], total) : (_graph.Choose(In(state), sums[0], first), _graph.Choose(In(state), total, whole));
                pairs.Add((state, a));
                continue;
            }
            for (int i = 1; i < a.Moves.Length; i++)
            {
                Choice = _graph.Choose(_graph.And(here, AtLeast(here, pick, total, sums[i - 1])), _graph.Constant(Graph.Place(numbers[a] + i)), Choice);
            }
        }
        if (pairs.Count == 0) return;
        Node paired = pairs.Count == members.Length ? made : _graph.And(made, InAny([.. pairs.Select(x => x.State)]));
        Choice = _graph.Choose(_graph.And(paired, AtLeast(paired, pick, whole, first)), ByState([.. pairs], a => numbers[a] + 1), Choice);
    }

    // Whether share x total >= sum. Where a quotient is not wanted exactly, the sum is taken times the divisor instead: rounding can only matter very close to it, and there the run is in doubt.
    private Node AtLeast(Node made, Share pick, Node total, Node sum)
    {
        if (pick.By is not { } by) return _graph.LessOrEqual(sum, _graph.Multiply(pick.Of, total));
        const double slack = 1.0 / (1L << 48);
        Node at = _graph.Multiply(pick.Of, total);
        Node surely = _graph.LessOrEqual(_graph.Multiply(_graph.Multiply(sum, _graph.Constant(1 + slack)), by), at);
        Node perhaps = _graph.LessOrEqual(_graph.Multiply(_graph.Multiply(sum, _graph.Constant(1 - slack)), by), at);
        _build.Doubt(made, _graph.AndNot(perhaps, surely));
        return perhaps;
    }

    // The shares added up, their total, and whether the last sum is the total.
    private (Node[] Sums, Node Total, bool ReachesTotal) Shares(TransitionPlan t, Node made)
    {
        bool steady = t.Shares.All(s => s is null || _build.Steady.Holds(s.Expression));
        Graph g = steady ? _build.Begin : _graph;
        Node Here(Node node) => steady ? _build.Steady.Read(node, _graph) : node;
        Node[] shares = new Node[t.Shares.Length];
        Node sum = g.Constant(0);
        for (int i = 0; i < shares.Length; i++)
        {
            if (t.Shares[i] is not { } formula) continue;
            shares[i] = steady ? _build.Steady.Formulas.Number(formula.Expression, g.Always) : _build.Here.Number(formula.Expression, made);
            if (!(_build.Range(formula.Expression).Low >= 0)) _build.Doubt(made, Here(g.Less(shares[i], g.Constant(0))));
            sum = g.Add(sum, shares[i]);
        }
        Node one = g.Constant(1);
        if (t.Rest >= 0)
        {
            _build.Doubt(made, Here(g.Less(g.Constant(1 + 1e-9), sum)));
            shares[t.Rest] = g.Greater(g.Constant(0), g.Subtract(one, sum));
            sum = g.Greater(one, sum);
        }
        else
        {
            // Of what is hardly a number any more, products could be rounded up to the whole.
            _build.Doubt(made, Here(g.LessOrEqual(sum, g.Constant(1e-300))));
        }
        var sums = new Node[shares.Length];
        for (int i = 0; i < sums.Length; i++) sums[i] = i == 0 ? shares[0] : g.Add(sums[i - 1], shares[i]);
        // x + (1 - x) is 1 in doubles too; in another order of more shares it may be off.
        bool reaches = t.Rest < 0 || t.Rest == shares.Length - 1 || shares.Length == 2;
        return ([.. sums.Select((s, i) => i == sums.Length - 1 && reaches ? _graph.Constant(double.NaN) : Here(s))], Here(sum), reaches);
    }
}
