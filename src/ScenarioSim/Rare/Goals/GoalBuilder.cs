using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Rare.Goals;

/// <summary>Makes goals of expressions: conjunctions and disjunctions part by part, states by their track's graph, numbers by their distance.</summary>
internal sealed class GoalBuilder(Plan plan)
{
    private readonly Dictionary<Expression, Goal?[]> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(int Track, bool Visited, string States), TrackWay> _ways = [];
    private int _guards;

    public Plan Plan { get; } = plan;

    /// <summary>By track: what the standing chances of its present state will about add up to by the end. Filled whenever goals are asked.</summary>
    public double[] Hazards { get; } = new double[plan.Scenario.Tracks.Count];

    /// <summary>By track: the picks that lead on from its present state. Filled whenever goals are asked.</summary>
    public (double Low, double High)[] Picks { get; } = new (double, double)[plan.Scenario.Tracks.Count];

    /// <summary>Tosses of small chance that were met on the ways: they cannot be divided.</summary>
    public HashSet<Transition> SmallTosses { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Changes with every world that goals are asked about: within one they keep what they have worked out.</summary>
    public long Asking { get; private set; }

    /// <summary>Begins with another world.</summary>
    public void Ask()
    {
        Asking++;
        Array.Clear(Hazards);
        Array.Clear(Picks);
    }

    /// <summary>The comparisons of numbers among the goals, which learn from a survey.</summary>
    public List<ComparedGoal> Comparisons { get; } = [];

    /// <summary>The tracks on whose ways goals look.</summary>
    public SortedSet<int> Tracks { get; } = [];

    /// <summary>That a run ends in an outcome.</summary>
    public Goal Outcome(Outcome outcome)
    {
        var parts = new List<Goal>();
        if (outcome.When is { } when) parts.Add(Of(when, true, !outcome.Stop));
        foreach (Outcome other in Plan.Scenario.Outcomes.Where(o => o.When is not null && o.Index != outcome.Index))
        {
            bool before = other.Index < outcome.Index;
            if (outcome.Stop ? before && !other.Stop : before || other.Stop) parts.Add(Of(other.When!, false, !outcome.Stop));
        }
        return new AllOf(parts, lasting: true);
    }

    /// <summary>That a guard comes to hold.</summary>
    public Goal Guard(Expression condition)
    {
        // Guards lead to tracks whose guards lead on: deeper than is looked at, none need be made.
        if (_guards > Moment.Deepest) return new FixedGoal(Plan.Formula(condition), true);
        _guards++;
        Goal goal = Of(condition, true, lasting: false);
        _guards--;
        return goal;
    }

    private Goal Of(Expression e, bool wanted, bool lasting)
    {
        if (_guards > 0) return Fresh(e, wanted, lasting);
        if (!_known.TryGetValue(e, out Goal?[]? known)) _known[e] = known = new Goal?[4];
        return known[(wanted ? 2 : 0) + (lasting ? 1 : 0)] ??= Fresh(e, wanted, lasting);
    }

    private Goal Fresh(Expression e, bool wanted, bool lasting)
    {
        Formula formula = Plan.Formula(e);
        if (formula.Reads == default) return new FixedGoal(formula, wanted);
        if (formula.Reads is { Tracks: 0, Others: Reads.Clock } && !ExpressionTree.Nodes([e]).Any(n => n is AssumptionRef)) return Dated(formula, wanted, lasting);
        return e switch
        {
            Unary { Operator: UnaryOperator.Not } not => Of(not.Operand, !wanted, lasting),
            Binary { Operator: BinaryOperator.And or BinaryOperator.Or } b => Joined(b, wanted, lasting),
            Conditional { Kind: Kind.Truth } c => new AnyOf(
            [
                new AllOf([Of(c.If, true, lasting), Of(c.Then, wanted, lasting)], lasting),
                new AllOf([Of(c.If, false, lasting), Of(c.Else, wanted, lasting)], lasting),
            ]),
            InState s => InTrack(formula, s.Track, visited: false, [s.State], wanted, lasting),
            Visited v => InTrack(formula, v.Track, visited: true, [v.State], wanted, lasting),
            Binary { Operator: BinaryOperator.Greater or BinaryOperator.GreaterOrEqual, Left: Visits v, Right: Constant { Value: >= 0 and <= 1 } c } b
                when (b.Operator == BinaryOperator.Greater ? c.Value < 1 : c.Value > 0) => InTrack(formula, v.Track, visited: true, v.States, wanted, lasting),
            Binary b => Compared(b, formula, wanted, lasting),
            _ => new FixedGoal(formula, wanted),
        };
    }

    // A chain of `and` leans to the left as deep as it is long.
    private Goal Joined(Binary b, bool wanted, bool lasting)
    {
        var parts = new List<Goal>();
        Expression left = b;
        while (left is Binary spine && spine.Operator == b.Operator)
        {
            parts.Add(Of(spine.Right, wanted, lasting));
            left = spine.Left;
        }
        parts.Add(Of(left, wanted, lasting));
        parts.Reverse();
        return b.Operator == BinaryOperator.And == wanted ? new AllOf(parts, lasting) : new AnyOf(parts);
    }

    private ClockGoal Dated(Formula formula, bool wanted, bool lasting)
    {
        var world = new World(Plan, []);
        var holds = new bool[Plan.Scenario.Clock.LastStep + 1];
        for (int step = 0; step < holds.Length; step++)
        {
            world.GoTo(step);
            holds[step] = formula.Value(world) != 0 == wanted;
        }
        return new ClockGoal(holds, lasting);
    }

    private TrackGoal InTrack(Formula formula, int track, bool visited, IReadOnlyList<int> states, bool wanted, bool lasting)
    {
        Tracks.Add(track);
        TrackWay to = Way(track, visited, states, inside: true);
        // What has been visited stays so.
        if (visited) return wanted ? new TrackGoal(formula, true, to, null, -1, lasting, track) : new TrackGoal(formula, false, null, to, -1, lasting, track);
        TrackWay from = Way(track, visited, states, inside: false);
        Track model = Plan.Scenario.Tracks[track];
        int In(bool inside) => model.States.FirstOrDefault(s => s.IsLeaf && states.Any(o => model.IsWithin(s.Index, o)) == inside) is { } leaf ? Plan.FirstState[track] + leaf.Index : -1;
        return wanted ? new TrackGoal(formula, true, to, from, In(true), lasting, track) : new TrackGoal(formula, false, from, to, In(false), lasting, track);
    }

    private TrackWay Way(int track, bool visited, IReadOnlyList<int> states, bool inside)
    {
        (int, bool, string) key = (track, visited, $"{_guards}/{inside}/{string.Join(',', states)}");
        if (_ways.TryGetValue(key, out TrackWay? known)) return known;
        Track model = Plan.Scenario.Tracks[track];
        int first = Plan.FirstState[track];
        bool Within(int state) => states.Any(s => model.IsWithin(state - first, s));
        return _ways[key] = new TrackWay(this, model, visited
            ? move => move.Entered.Any(e => states.Contains(e - first)) || (move.Happened >= 0 && states.Contains(move.Happened - first))
            : move => Within(move.Leaf) == inside);
    }

    private ComparedGoal Compared(Binary b, Formula formula, bool wanted, bool lasting)
    {
        int sign = b.Operator switch
        {
            BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => 1,
            BinaryOperator.Less or BinaryOperator.LessOrEqual => -1,
            _ => 0,
        };
        var goal = new ComparedGoal(Plan.Formula(b.Left), Plan.Formula(b.Right), sign, formula, wanted, wanted == (b.Operator != BinaryOperator.NotEqual), lasting);
        Comparisons.Add(goal);
        return goal;
    }
}
