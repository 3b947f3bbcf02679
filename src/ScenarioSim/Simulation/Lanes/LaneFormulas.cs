using System.Diagnostics;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Model;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Turns expressions into operations on lanes that give the same bits as <see cref="Evaluator"/>.</summary>
/// <remarks>
/// Both branches of a condition are worked out, so an operation without a finite value need not be one that the run meets. Where that can happen the lane is marked as doubtful, if it may be in a world that does:
/// the single-run kernel makes such a run again.
/// </remarks>
internal sealed class LaneFormulas
{
    private readonly Plan _plan;
    private readonly Graph _graph;
    private readonly LaneWorld _world;
    private readonly Steady? _steady;
    private readonly int[] _assumptionRows;
    private readonly Doubts _doubts;
    private readonly Dictionary<(Expression, Node), Node> _known = new(new ByReference());

    /// <param name="plan">Folds what the policy fixes.</param>
    /// <param name="graph">Receives the operations.</param>
    /// <param name="world">The world to read.</param>
    /// <param name="steady">Works out once a run what assumptions alone decide; null in the routine that does so.</param>
    /// <param name="assumptionRows">Where the assumptions are.</param>
    /// <param name="doubts">Told of what may lack a finite value.</param>
    public LaneFormulas(Plan plan, Graph graph, LaneWorld world, Steady? steady, int[] assumptionRows, Doubts doubts) =>
        (_plan, _graph, _world, _steady, _assumptionRows, _doubts) = (plan, graph, world, steady, assumptionRows, doubts);

    /// <summary>The same formulas in the same world at another step.</summary>
    public LaneFormulas At(Node step) => new(_plan, _graph, _world.At(step), _steady, _assumptionRows, _doubts);

    /// <summary>The world it reads.</summary>
    public LaneWorld World => _world;

    /// <summary>The value of a formula; truths are 0 and 1.</summary>
    /// <param name="e">The formula.</param>
    /// <param name="context">Where its value matters.</param>
    public Node Number(Expression e, Node context)
    {
        if (e.Kind == Kind.Truth) return _graph.FromTruth(Truth(e, context));
        if (_steady?.Number(e, _graph) is { } steady) return steady;
        if (_known.TryGetValue((e, context), out Node? known)) return known;
        return _known[(e, context)] = NumberOf(e, context);
    }

    /// <summary>Whether a truth holds.</summary>
    /// <inheritdoc cref="Number"/>
    public Node Truth(Expression e, Node context)
    {
        if (_steady?.Truth(e, _graph) is { } steady) return steady;
        if (_known.TryGetValue((e, context), out Node? known)) return known;
        return _known[(e, context)] = TruthOf(e, context);
    }

    /// <summary>Whether a track is in a state or inside it.</summary>
    public Node IsIn(int track, int state)
    {
        int last = state;
        Track t = _plan.Scenario.Tracks[track];
        while (last + 1 < t.States.Count && t.IsWithin(last + 1, state)) last++;
        Node leaf = _world.Leaf[track];
        Node first = _graph.Constant(Graph.Place(state));
        return last == state ? _graph.Equal(leaf, first) : _graph.And(_graph.LessOrEqual(first, leaf), _graph.LessOrEqual(leaf, _graph.Constant(Graph.Place(last))));
    }

    private Node NumberOf(Expression e, Node context) => e switch
    {
        Constant c => _graph.Constant(c.Value),
        AssumptionRef a => _plan.FixedAssumptions[a.Index] is { } value ? _graph.Constant(value) : _graph.Load(_assumptionRows[a.Index]),
        LeverRef l => _graph.Constant(_plan.Policy.Levers[l.Index]),
        IndicatorRef i => _world.Indicators[i.Index],
        DayRef => _graph.Divide(Seconds(_world.Step), _graph.Constant(Clock.Day)),
        DateRef => Seconds(_world.Step),
        TimeIn t => Seconds(_graph.Subtract(_world.Step, _world.Entered[t.Track]!)),
        Visits v => v.States.Select(s => _world.Visits[_plan.FirstState[v.Track] + s]!).Aggregate(_graph.Add),
        Unary u => _graph.Multiply(Number(u.Operand, context), _graph.Constant(-1)),
        Binary b => Operation(b, context),
        Conditional c => Choose(c, context),
        CountOf c => c.Conditions.Select(x => _graph.FromTruth(Truth(x, context))).Aggregate(_graph.Constant(0), _graph.Add),
        Call c => Invoke(c, context),
        _ => throw new UnreachableException(e.GetType().Name),
    };

    private Node TruthOf(Expression e, Node context)
    {
        switch (e)
        {
            case InState s: return IsIn(s.Track, s.State);
            case Visited v: return _graph.Less(_graph.Constant(0), _world.Visits[_plan.FirstState[v.Track] + v.State]!);
            case Unary u: return _graph.Not(Truth(u.Operand, context));
            case Binary { Operator: BinaryOperator.And } b:
                Node left = Truth(b.Left, context);
                return _graph.And(left, Truth(b.Right, _graph.And(context, left)));
            case Binary { Operator: BinaryOperator.Or } b:
                Node one = Truth(b.Left, context);
                return _graph.Or(one, Truth(b.Right, _graph.AndNot(context, one)));
            case Binary b: return Comparison(b.Operator, Number(b.Left, context), Number(b.Right, context));
            case Conditional c: return Choose(c, context);
            case OneOf o:
                Node value = Number(o.Value, context);
                return o.Options.Select(x => _graph.Equal(value, Number(x, context))).Aggregate(_graph.Never, _graph.Or);
            default: return _graph.Not(_graph.Equal(NumberOf(e, context), _graph.Constant(0)));
        }
    }

    private Node Seconds(Node steps) => _graph.Multiply(steps, _graph.Constant(_plan.Scenario.Clock.StepSeconds));

    private Node Choose(Conditional c, Node context)
    {
        Node condition = Truth(c.If, context);
        Node then = _graph.And(context, condition), otherwise = _graph.AndNot(context, condition);
        return c.Kind == Kind.Truth
            ? _graph.Choose(condition, Truth(c.Then, then), Truth(c.Else, otherwise))
            : _graph.Choose(condition, Number(c.Then, then), Number(c.Else, otherwise));
    }

    private Node Operation(Binary b, Node context)
    {
        Node left = Number(b.Left, context), right = Number(b.Right, context);
        Node value = b.Operator switch
        {
            BinaryOperator.Add => _graph.Add(left, right),
            BinaryOperator.Subtract => _graph.Subtract(left, right),
            BinaryOperator.Multiply => _graph.Multiply(left, right),
            BinaryOperator.Divide => _graph.Divide(left, right),
            _ when (left.Op, right.Op) == (Op.Constant, Op.Constant) => _graph.Constant(Math.Pow(left.Number, right.Number)),
            _ => _graph.Apply(ScalarFunction.Power, left, right),
        };
        return Finite(value, b, context);
    }

    private Node Comparison(BinaryOperator op, Node a, Node b) => op switch
    {
        BinaryOperator.Equal => _graph.Equal(a, b),
        BinaryOperator.NotEqual => _graph.Not(_graph.Equal(a, b)),
        BinaryOperator.Less => _graph.Less(a, b),
        BinaryOperator.LessOrEqual => _graph.LessOrEqual(a, b),
        BinaryOperator.Greater => _graph.Less(b, a),
        _ => _graph.LessOrEqual(b, a),
    };

    private Node Invoke(Call c, Node context)
    {
        Node[] x = [.. c.Arguments.Select(a => Number(a, context))];
        if (Array.TrueForAll(x, a => a.Op == Op.Constant))
        {
            double value = Arithmetic.Apply(c.Function, x.Select(a => a.Number).ToArray());
            if (double.IsFinite(value)) return _graph.Constant(value);
        }
        return c.Function switch
        {
            Function.Min => x.Aggregate(_graph.Lesser),
            Function.Max => x.Aggregate(_graph.Greater),
            Function.Abs => _graph.Absolute(x[0]),
            Function.Floor => _graph.Floor(x[0]),
            Function.Ceil => _graph.Ceiling(x[0]),
            Function.Round => _graph.Round(x[0]),
            Function.Clamp => _graph.Clamp(x[0], x[1], x[2]),
            Function.Sqrt => Finite(_graph.Sqrt(x[0]), c, context),
            Function.Exp => Finite(_graph.Apply(ScalarFunction.Exp, x[0]), c, context),
            Function.Log => Finite(_graph.Apply(ScalarFunction.Log, x[0]), c, context),
            Function.Logistic => _graph.Apply(ScalarFunction.Logistic, x[0]),
            _ => Finite(_graph.Apply(ScalarFunction.Logit, x[0]), c, context),
        };
    }

    // A value that is not finite counts as 0, and the run as doubtful: lanes beside it, and what it is compared with, are to go on.
    private Node Finite(Node value, Expression operation, Node context)
    {
        if (value.Op == Op.Constant && double.IsFinite(value.Number)) return value;
        if (!_plan.MayFail(operation)) return value;
        Node finite = _graph.IsFinite(value);
        _doubts.Add(_graph.AndNot(context, finite));
        return _graph.Choose(finite, value, _graph.Constant(0));
    }

    private sealed class ByReference : IEqualityComparer<(Expression, Node)>
    {
        public bool Equals((Expression, Node) x, (Expression, Node) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((Expression, Node) key) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Item1), key.Item2.Id);
    }
}

/// <summary>Gathers, in a routine, where a run may meet something that is to be counted.</summary>
/// <param name="graph">The routine.</param>
internal sealed class Doubts(Graph graph)
{
    /// <summary>The lanes in doubt.</summary>
    public Node All { get; private set; } = graph.Never;

    /// <summary>Adds some.</summary>
    public void Add(Node lanes) => All = graph.Or(All, lanes);

    /// <summary>The lanes so far; from now on there are none.</summary>
    public Node Take()
    {
        Node all = All;
        All = graph.Never;
        return all;
    }
}
