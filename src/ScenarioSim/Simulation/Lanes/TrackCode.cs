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
    private readonly Node[] _rates;
    private readonly Node[] _sums;

    /// <param name="build">The routine that it is part of.</param>
    /// <param name="track">The track.</param>
    public TrackCode(LaneBuilder build, Track track)
    {
        (_build, _graph, _plan, _track) = (build, build.Step, build.Plan, track);
        _first = _plan.FirstState[track.Index];
        _leaves = [.. track.States.Where(s => s.IsLeaf && (!track.Repeats || s.Index == track.Initial)).Select(s => (s.Index, _plan.Leaf(_first + s.Index)))];
        _leaf = build.World.Leaf[track.Index];
        int slots = _leaves.Max(l => l.Plan.Standing.Length);
        (_rates, _sums) = (new Node[slots], new Node[slots]);
        Moves = [new LaneMove(0, -1, 0, -1, [], []), .. _leaves.SelectMany(l => l.Plan.Due.Concat(l.Plan.Standing).SelectMany(a => a.Moves.Select(m => Move(l.State, m))))];
        if (track.Repeats) Moves = [.. Moves, new LaneMove(track.Initial, -1, _first + track.Initial, -1, [_first + track.Initial], [])];
    }

    /// <summary>The track.</summary>
    public Track Track => _track;

    /// <summary>Its moves, numbered as in <see cref="LaneProgram.Moves"/>.</summary>
    public LaneMove[] Moves { get; }

    /// <summary>The plan's moves in the same order; null for none, and for entering <c>pending</c> anew.</summary>
    public IReadOnlyList<MovePlan?> Plans => [null, .. _leaves.SelectMany(l => l.Plan.Due.Concat(l.Plan.Standing).SelectMany(a => a.Moves)), .. _track.Repeats ? new MovePlan?[] { null } : []];

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
        foreach ((int state, LeafPlan leaf) in _leaves)
        {
            if (_build.ReadsClock(leaf)) _build.Soon(In(state), _build.Next);
            foreach (Alternative a in leaf.Due) _build.Soon(IsPossible(state, a.Transition), a.Transition.Timer < 0 ? _build.Next : _build.Due(a.Transition));
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
        foreach ((int state, LeafPlan leaf) in _leaves)
        {
            foreach (Alternative a in leaf.Due) due = _graph.Or(due, _graph.And(IsPossible(state, a.Transition), HasCome(a.Transition, _build.Now)));
        }
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
        Choice = _graph.Constant(Graph.Place(0));
        Moved = _graph.Never;
        Node free = _build.Live;
        Node lost = _graph.Never;
        Node pick = _graph.Load(_build.Pick[_track.Index]);
        int number = 1;
        var standing = new Dictionary<Alternative, int>(ReferenceEqualityComparer.Instance);
        foreach ((int state, LeafPlan leaf) in _leaves)
        {
            foreach (Alternative a in leaf.Due)
            {
                Node due = _graph.And(_graph.And(free, IsPossible(state, a.Transition)), HasCome(a.Transition, _build.Now));
                Node made = due;
                if (a.Transition.Toss >= 0)
                {
                    made = Toss(a.Transition, due);
                    lost = _graph.Or(lost, _graph.AndNot(due, made));
                }
                free = _graph.AndNot(free, made);
                Moved = _graph.Or(Moved, made);
                Choose(made, a, number, pick);
                number += a.Moves.Length;
            }
            foreach (Alternative a in leaf.Standing)
            {
                standing.Add(a, number);
                number += a.Moves.Length;
            }
        }
        if (_rates.Length > 0)
        {
            Node reached = _graph.And(free, _graph.LessOrEqual(Left, _graph.Constant(0)));
            Compete(reached, pick, standing);
            Moved = _graph.Or(Moved, reached);
            free = _graph.AndNot(free, reached);
        }
        if (_track.Repeats && lost.Op != Op.Never) Choice = _graph.Choose(_graph.And(free, lost), _graph.Constant(Graph.Place(number)), Choice);
        if (_track.Repeats) Moved = _graph.Less(_graph.Constant(Graph.Place(0)), Choice);
    }

    /// <summary>The lanes whose move here is one of some.</summary>
    public Node Makes(Func<int, bool> which)
    {
        bool[] table = [.. Enumerable.Range(0, Moves.Length).Select(which)];
        int[] places = [.. Enumerable.Range(0, Moves.Length).Where(i => table[i])];
        if (places.Length == 0) return _graph.Never;
        if (places.Length == Moves.Length - 1 && !table[0]) return Moved;
        if (places.Length <= 2) return places.Select(p => _graph.Equal(Choice, _graph.Constant(Graph.Place(p)))).Aggregate(_graph.Or);
        return _graph.Less(_graph.Constant(0), _graph.Look([.. table.Select(x => x ? 1.0 : 0.0)], Choice));
    }

    /// <summary>A number for each move.</summary>
    public Node By(Func<int, double> number) => _graph.Look([.. Enumerable.Range(0, Moves.Length).Select(number)], Choice);

    private static LaneMove Move(int from, MovePlan m) =>
        new(from, m.RecordedTo, m.Leaf, m.Happened, m.Entered, [.. m.Effects.Where(e => e.Draw >= 0).Select(e => e.Draw)]);

    private Node In(int state) => _leaves.Length == 1 ? _graph.Always : _graph.Equal(_leaf, _graph.Constant(Graph.Place(state)));

    private Node Guard(int state, TransitionPlan t)
    {
        if (t.When is null) return In(state);
        if (!_guards.TryGetValue(t, out Node? guard)) _guards.Add(t, guard = _build.Peek.Truth(t.When.Expression, _build.IsIn(t.Lister)));
        return _graph.And(In(state), guard);
    }

    // What has to hold beside the time; a toss that has been lost is out of the question.
    private Node IsPossible(int state, TransitionPlan t) =>
        t.Toss < 0 ? Guard(state, t) : _graph.AndNot(Guard(state, t), _graph.LoadTruth(_build.Spent[t.Toss]));

    private Node HasCome(TransitionPlan t, Node step) => t.Timer < 0 ? _graph.Always : _graph.LessOrEqual(_build.Due(t), step);

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
        var sometimes = new List<(Node Active, Node Steady)>();
        var constants = new double[_track.States.Count];
        var changing = new List<(int State, TransitionPlan Transition, Node Active)>();
        foreach ((int state, LeafPlan leaf) in _leaves)
        {
            if (slot >= leaf.Standing.Length) continue;
            TransitionPlan t = leaf.Standing[slot].Transition;
            Node active = Competes(state, t);
            if (SteadyRate(t, active) is not { } steady) changing.Add((state, t, active));
            else if (steady.Op == Op.Constant && ReferenceEquals(active, In(state))) constants[state] = steady.Number;
            else sometimes.Add((active, steady));
        }
        Node rate = _leaves.Length == 1 ? _graph.Constant(constants[_leaves[0].State]) : _graph.Look(constants, _leaf);
        foreach ((Node active, Node steady) in sometimes) rate = _graph.Choose(active, steady, rate);
        for (int i = changing.Count - 1; i >= 0; i--)
        {
            if (Tabled(changing[i].Transition) is not { } tabled) continue;
            rate = _graph.Choose(changing[i].Active, tabled, rate);
            changing.RemoveAt(i);
        }
        foreach (var group in changing.GroupBy(c => c.Transition.Chance))
        {
            bool chances = group.Key == Compiler.Chance.Standing;
            Node active = _graph.Never;
            foreach ((_, _, Node on) in group) active = _graph.Or(active, on);
            // A logarithm takes so long that it is left out where no lane of a block needs it.
            int row = chances ? _graph.Rows.New($"{_track.Name}.rate{slot}") : -1;
            if (row >= 0) _build.BeginSection(active);
            Node value = _graph.Constant(0);
            Node steps = value;
            double greatest = 0;
            bool first = true;
            foreach ((int state, TransitionPlan t, Node on) in group)
            {
                Node number = chances ? Chance(t, _build.Peek, on) : NotNegative(t, on);
                Node length = _graph.Constant(t.StepsPerPeriod);
                value = first ? number : _graph.Choose(In(state), number, value);
                steps = first ? length : _graph.Choose(In(state), length, steps);
                first = false;
                greatest = Math.Max(greatest, _build.Range(t.Likelihood!.Expression).High);
            }
            if (chances && !(greatest < 1)) _build.Doubt(active, _graph.LessOrEqual(_graph.Constant(1), value));
            Node units = chances ? _graph.RateOfChance(value, steps, greatest) : _graph.Units(_graph.Multiply(value, steps));
            if (row >= 0)
            {
                _graph.Store(row, units);
                _build.EndSection();
                units = _graph.Load(row);
            }
            rate = _graph.Choose(active, units, rate);
        }
        return rate;
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
        Node guard = Guard(state, t);
        if (t.Timer < 0) return guard;
        Node come = _graph.LessOrEqual(_build.Due(t), _build.Next);
        _build.Soon(_graph.AndNot(guard, come), _graph.Subtract(_build.Due(t), _graph.Constant(1)));
        return _graph.And(guard, come);
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
        if (value.Op == Op.Constant)
        {
            return _graph.Constant(chance ? (value.Number is >= 0 and < 1 ? Randomness.Hazard.OfChance(value.Number, t.StepsPerPeriod) : 0) : Randomness.Hazard.OfRate(Math.Max(0, value.Number) * t.StepsPerPeriod));
        }
        Node units = chance
            ? begin.RateOfChance(value, begin.Constant(t.StepsPerPeriod), _build.Range(e).High)
            : begin.Units(begin.Multiply(value, begin.Constant(t.StepsPerPeriod)));
        return _build.Steady.Read(units, _graph);
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
        // A pick is at most 1 - 2^-53: its product with a whole number rounds to less than that number.
        Node at = _graph.Multiply(pick, _sums[^1]);
        Node before = _graph.Never;
        Node? remainder = null;
        for (int slot = 0; slot < slots; slot++)
        {
            Node within = slot == slots - 1 ? _graph.Always : _graph.Less(at, _sums[slot]);
            Node here = _graph.And(reached, _graph.AndNot(within, before));
            before = within;
            (int State, Alternative Alternative)[] all = [.. _leaves.Where(l => slot < l.Plan.Standing.Length).Select(l => (l.State, l.Plan.Standing[slot]))];
            var plain = new double[_track.States.Count];
            Array.Fill(plain, Graph.Place(0));
            foreach ((int state, Alternative a) in all) plain[state] = Graph.Place(numbers[a]);
            Node choice = _leaves.Length == 1 ? _graph.Constant(plain[_leaves[0].State]) : _graph.Look(plain, _leaf);
            Choice = _graph.Choose(here, choice, Choice);
            foreach ((int state, Alternative a) in all)
            {
                if (a.Moves.Length == 1) continue;
                remainder ??= Remainder(at);
                Choose(_graph.And(here, In(state)), a, numbers[a], remainder);
            }
        }
    }

    // How far into the rate of the alternative that it falls in a pick falls, as a share: of any that may have several targets.
    private Node Remainder(Node at)
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
        return _graph.Divide(_graph.Subtract(at, from), rate);
    }

    // Which target: moves of one transition have following numbers.
    private void Choose(Node made, Alternative a, int number, Node remainder)
    {
        Choice = _graph.Choose(made, _graph.Constant(Graph.Place(number)), Choice);
        if (a.Moves.Length == 1) return;
        (Node[] sums, Node total, bool lastIsSomething) = Shares(a.Transition, made);
        Node at = _graph.Multiply(remainder, total);
        if (!lastIsSomething) _build.Doubt(made, _graph.LessOrEqual(sums[^1], at));
        for (int i = 1; i < a.Moves.Length; i++)
        {
            Choice = _graph.Choose(_graph.And(made, _graph.LessOrEqual(sums[i - 1], at)), _graph.Constant(Graph.Place(number + i)), Choice);
        }
    }

    // Where the targets' shares end, and their sum. What lies at the end or, by rounding, past it falls to the last target: that is right unless its share is nothing.
    private (Node[] Sums, Node Total, bool LastIsSomething) Shares(TransitionPlan t, Node made)
    {
        bool steady = t.Shares.All(s => s is null || _build.Steady.Holds(s.Expression));
        Graph g = steady ? _build.Begin : _graph;
        LaneFormulas formulas = steady ? _build.Steady.Formulas : _build.Here;
        Node context = steady ? g.Always : made;
        void Doubt(Node lanes) => _build.Doubt(made, steady ? _build.Steady.Read(lanes, _graph) : lanes);

        Node[] shares = new Node[t.Shares.Length];
        Node? sum = null;
        double most = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            if (t.Shares[i] is not { } formula) continue;
            Interval range = _build.Range(formula.Expression);
            shares[i] = formulas.Number(formula.Expression, context);
            if (!(range.Low >= 0)) Doubt(g.Less(shares[i], g.Constant(0)));
            sum = sum is null ? shares[i] : g.Add(sum, shares[i]);
            most += range.High;
        }
        Node one = g.Constant(1);
        sum ??= g.Constant(0);
        bool lastIsSomething;
        if (t.Rest >= 0)
        {
            bool leavesSome = most < 1 - 1e-9;
            if (!leavesSome) Doubt(g.Less(g.Constant(1 + 1e-9), sum));
            shares[t.Rest] = leavesSome ? g.Subtract(one, sum) : g.Greater(g.Constant(0), g.Subtract(one, sum));
            sum = leavesSome ? one : g.Greater(one, sum);
            lastIsSomething = t.Rest == shares.Length - 1 ? leavesSome : _build.Range(t.Shares[^1]!.Expression).Low > 0;
        }
        else
        {
            lastIsSomething = _build.Range(t.Shares[^1]!.Expression).Low > 0;
            if (!lastIsSomething) Doubt(g.Equal(sum, g.Constant(0)));
        }
        var sums = new Node[shares.Length];
        for (int i = 0; i < sums.Length; i++) sums[i] = i == 0 ? shares[0] : g.Add(sums[i - 1], shares[i]);
        return steady ? ([.. sums.Select(s => _build.Steady.Read(s, _graph))], _build.Steady.Read(sum, _graph), lastIsSomething) : (sums, sum, lastIsSomething);
    }
}
