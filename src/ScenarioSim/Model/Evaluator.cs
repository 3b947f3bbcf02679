namespace ScenarioSim.Model;

/// <summary>What an expression may look at: one world, and the step that is being decided or read.</summary>
public interface IWorld
{
    /// <summary>The step that <c>day</c>, <c>date</c> and <c>time_in</c> speak of.</summary>
    int Step { get; }

    /// <summary>The value drawn for an assumption.</summary>
    double Assumption(int index);

    /// <summary>The policy's value of a lever.</summary>
    double Lever(int index);

    /// <summary>The value of an indicator.</summary>
    double Indicator(int index);

    /// <summary>Whether a track is in a state or inside it.</summary>
    bool IsIn(int track, int state);

    /// <summary>The step in which a track entered its present innermost state.</summary>
    int EnteredInnermost(int track);

    /// <summary>How often a state has been entered.</summary>
    int Visits(int track, int state);

    /// <summary>Told of each operation without a finite value, which then counts as 0.</summary>
    void NotFinite(Expression operation);
}

/// <summary>The value of an expression in a world, straight from the language's definition.</summary>
/// <remarks>
/// What is used in several places is worked out once in a world, so that definitions built on definitions stay cheap: call <see cref="Forget"/> whenever the world or the step changes.
/// Not safe for use by several threads.
/// </remarks>
/// <param name="clock">The scenario's clock.</param>
/// <param name="shared">The nodes worth remembering, from <see cref="ExpressionTree.Shared"/>.</param>
public sealed class Evaluator(Clock clock, IReadOnlySet<Expression> shared)
{
    private readonly Dictionary<Expression, double> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The world has changed.</summary>
    public void Forget() => _known.Clear();

    /// <summary>The value, in the unit of the expression's kind; always finite.</summary>
    public double Value(Expression expression, IWorld world)
    {
        if (!shared.Contains(expression)) return Fresh(expression, world);
        if (_known.TryGetValue(expression, out double value)) return value;
        value = Fresh(expression, world);
        _known[expression] = value;
        return value;
    }

    private double Fresh(Expression expression, IWorld world) => expression switch
    {
        Constant c => c.Value,
        AssumptionRef a => world.Assumption(a.Index),
        LeverRef l => world.Lever(l.Index),
        IndicatorRef i => world.Indicator(i.Index),
        DayRef => clock.DayOf(world.Step),
        DateRef => clock.Seconds(world.Step),
        InState s => world.IsIn(s.Track, s.State) ? 1 : 0,
        TimeIn t => clock.Seconds(world.Step - world.EnteredInnermost(t.Track)),
        Visited v => world.Visits(v.Track, v.State) > 0 ? 1 : 0,
        Visits v => v.States.Sum(state => (double)world.Visits(v.Track, state)),
        Unary u => Arithmetic.Apply(u.Operator, Value(u.Operand, world)),
        Binary b => OfBinary(b, world),
        Conditional c => Value(Value(c.If, world) != 0 ? c.Then : c.Else, world),
        OneOf o => OfOneOf(o, world),
        CountOf c => c.Conditions.Count(condition => Value(condition, world) != 0),
        Call c => OfCall(c, world),
        _ => throw new System.Diagnostics.UnreachableException(expression.GetType().Name),
    };

    // A sum of 100,000 terms leans to the left that deep: the spine is walked, not recursed into.
    private double OfBinary(Binary outermost, IWorld world)
    {
        if (outermost.Left is not Binary || shared.Contains(outermost.Left)) return Combine(outermost, Value(outermost.Left, world), world);
        var spine = new Stack<Binary>();
        Expression left = outermost;
        while (left is Binary b && (ReferenceEquals(b, outermost) || !shared.Contains(b)))
        {
            spine.Push(b);
            left = b.Left;
        }
        double value = Value(left, world);
        while (spine.TryPop(out Binary? b)) value = Combine(b, value, world);
        return value;
    }

    private double Combine(Binary b, double left, IWorld world)
    {
        if (b.Operator == BinaryOperator.And && left == 0) return 0;
        if (b.Operator == BinaryOperator.Or && left != 0) return 1;
        return Finite(Arithmetic.Apply(b.Operator, left, Value(b.Right, world)), b, world);
    }

    private double OfOneOf(OneOf o, IWorld world)
    {
        double value = Value(o.Value, world);
        return o.Options.Any(option => value == Value(option, world)) ? 1 : 0;
    }

    private double OfCall(Call c, IWorld world)
    {
        var arguments = new double[c.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = Value(c.Arguments[i], world);
        return Finite(Arithmetic.Apply(c.Function, arguments), c, world);
    }

    private static double Finite(double value, Expression operation, IWorld world)
    {
        if (double.IsFinite(value)) return value;
        world.NotFinite(operation);
        return 0;
    }
}
