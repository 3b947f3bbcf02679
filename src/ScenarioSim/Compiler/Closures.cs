using ScenarioSim.Model;

namespace ScenarioSim.Compiler;

/// <summary>Code for expressions where nothing can be compiled while the program runs: of each operation a delegate, which calls those of its operands. What the policy decides is folded away; nothing is reassociated.</summary>
/// <remarks>The same bits as <see cref="Evaluator"/>, in about a tenth of its time.</remarks>
/// <param name="plan">What is run.</param>
/// <param name="cell">The formula of an expression that worlds remember; null for others.</param>
internal sealed class Closures(Plan plan, Func<Expression, Formula?> cell)
{
    /// <summary>Whether a truth holds in a world.</summary>
    private delegate bool Test(World world);

    /// <summary>Code for what a formula is worked out by: it does not look into its own cell.</summary>
    public Code Root(Expression expression) => expression.Kind == Kind.Truth ? FromTruth(TruthOf(expression)) : NumberOf(expression);

    private Code Number(Expression expression)
    {
        if (plan.Decided.Of(expression).Value is { } constant) return _ => constant;
        if (cell(expression) is { } formula) return world => World.Cell(world, formula);
        return Root(expression);
    }

    private Test Truth(Expression expression)
    {
        if (plan.Decided.Of(expression).Value is { } constant) return constant != 0 ? _ => true : _ => false;
        if (cell(expression) is { } formula) return world => World.Cell(world, formula) != 0;
        return TruthOf(expression);
    }

    private double? Constant(Expression expression) => plan.Decided.Of(expression).Value;

    private Code NumberOf(Expression expression)
    {
        double stepSeconds = plan.Scenario.Clock.StepSeconds;
        switch (expression)
        {
            case AssumptionRef a: return world => world.Assumptions[a.Index];
            case IndicatorRef i: return world => world.Indicators[i.Index];
            case DayRef: return world => world.Step * stepSeconds / Clock.Day;
            case DateRef: return world => world.Step * stepSeconds;
            case TimeIn t: return world => (world.Step - world.Entered[world.Leaf[t.Track]]) * stepSeconds;
            case Visits v: return Visits(v);
            case Unary u:
                Code operand = Number(u.Operand);
                return world => -operand(world);
            case Binary b: return Checked(Operation(b), b);
            case Conditional c: return Choice(c);
            case CountOf c:
                Test[] conditions = [.. c.Conditions.Select(Truth)];
                return world => Count(conditions, world);
            case Call c: return Checked(Invoke(c), c);
            default: throw new System.Diagnostics.UnreachableException(expression.GetType().Name);
        }
    }

    private Test TruthOf(Expression expression)
    {
        switch (expression)
        {
            case InState s:
                (int first, int last) = plan.Within(s.Track, s.State);
                uint more = (uint)(last - first);
                return world => (uint)(world.Leaf[s.Track] - first) <= more;
            case Visited v:
                int state = plan.FirstState[v.Track] + v.State;
                return world => world.Visited[state] > 0;
            case Unary u:
                Test operand = Truth(u.Operand);
                return world => !operand(world);
            case Binary { Operator: BinaryOperator.And or BinaryOperator.Or } b: return Logical(b);
            case Binary b: return Comparison(b);
            case Conditional c:
                if (Constant(c.If) is { } known) return Truth(known != 0 ? c.Then : c.Else);
                Test test = Truth(c.If), then = Truth(c.Then), otherwise = Truth(c.Else);
                return world => test(world) ? then(world) : otherwise(world);
            case OneOf o:
                Code value = Number(o.Value);
                Code[] options = [.. o.Options.Select(Number)];
                return world => IsOneOf(value(world), options, world);
            default:
                Code number = NumberOf(expression);
                return world => number(world) != 0;
        }
    }

    private Code Visits(Visits v)
    {
        int first = plan.FirstState[v.Track];
        int[] states = [.. v.States.Select(s => first + s)];
        return world =>
        {
            double sum = 0;
            foreach (int state in states) sum += world.Visited[state];
            return sum;
        };
    }

    // An operand that is a constant is not asked for.
    private Code Operation(Binary b)
    {
        Code left = Number(b.Left), right = Number(b.Right);
        double? first = Constant(b.Left), second = Constant(b.Right);
        return (b.Operator, first, second) switch
        {
            (BinaryOperator.Add, { } l, _) => world => l + right(world),
            (BinaryOperator.Add, _, { } r) => world => left(world) + r,
            (BinaryOperator.Add, _, _) => world => left(world) + right(world),
            (BinaryOperator.Subtract, { } l, _) => world => l - right(world),
            (BinaryOperator.Subtract, _, { } r) => world => left(world) - r,
            (BinaryOperator.Subtract, _, _) => world => left(world) - right(world),
            (BinaryOperator.Multiply, { } l, _) => world => l * right(world),
            (BinaryOperator.Multiply, _, { } r) => world => left(world) * r,
            (BinaryOperator.Multiply, _, _) => world => left(world) * right(world),
            (BinaryOperator.Divide, { } l, _) => world => l / right(world),
            (BinaryOperator.Divide, _, { } r) => world => left(world) / r,
            (BinaryOperator.Divide, _, _) => world => left(world) / right(world),
            _ => world => Math.Pow(left(world), right(world)),
        };
    }

    private Test Comparison(Binary b)
    {
        Code left = Number(b.Left), right = Number(b.Right);
        return (b.Operator, Constant(b.Right)) switch
        {
            (BinaryOperator.Equal, { } r) => world => left(world) == r,
            (BinaryOperator.Equal, _) => world => left(world) == right(world),
            (BinaryOperator.NotEqual, { } r) => world => left(world) != r,
            (BinaryOperator.NotEqual, _) => world => left(world) != right(world),
            (BinaryOperator.Less, { } r) => world => left(world) < r,
            (BinaryOperator.Less, _) => world => left(world) < right(world),
            (BinaryOperator.LessOrEqual, { } r) => world => left(world) <= r,
            (BinaryOperator.LessOrEqual, _) => world => left(world) <= right(world),
            (BinaryOperator.Greater, { } r) => world => left(world) > r,
            (BinaryOperator.Greater, _) => world => left(world) > right(world),
            (_, { } r) => world => left(world) >= r,
            _ => world => left(world) >= right(world),
        };
    }

    // A side that the policy decides is left out.
    private Test Logical(Binary b)
    {
        bool and = b.Operator == BinaryOperator.And;
        if (Constant(b.Left) is not null) return Truth(b.Right);
        Test left = Truth(b.Left);
        if (Constant(b.Right) is { } known && (known != 0) == and) return left;
        Test right = Truth(b.Right);
        return and ? world => left(world) && right(world) : world => left(world) || right(world);
    }

    private Code Choice(Conditional c)
    {
        if (Constant(c.If) is { } known) return Number(known != 0 ? c.Then : c.Else);
        Test test = Truth(c.If);
        Code then = Number(c.Then), otherwise = Number(c.Else);
        return (Constant(c.Then), Constant(c.Else)) switch
        {
            ({ } a, { } b) => world => test(world) ? a : b,
            ({ } a, _) => world => test(world) ? a : otherwise(world),
            (_, { } b) => world => test(world) ? then(world) : b,
            _ => world => test(world) ? then(world) : otherwise(world),
        };
    }

    private Code Invoke(Call c)
    {
        Code[] arguments = [.. c.Arguments.Select(Number)];
        Code first = arguments[0];
        switch (c.Function)
        {
            case Function.Min: return arguments.Aggregate((a, b) => world => Arithmetic.Lesser(a(world), b(world)));
            case Function.Max: return arguments.Aggregate((a, b) => world => Arithmetic.Greater(a(world), b(world)));
            case Function.Clamp:
                Code low = arguments[1], high = arguments[2];
                return world => Arithmetic.Clamp(first(world), low(world), high(world));
            default:
                Function function = c.Function;
                return world => Arithmetic.Apply(function, [first(world)]);
        }
    }

    private Code Checked(Code value, Expression operation)
    {
        if (!plan.MayFail(operation)) return value;
        int site = plan.Sites.Number(operation, Results.CountedReason.NotFinite);
        return world => World.Finite(value(world), world, site);
    }

    private static Code FromTruth(Test truth) => world => truth(world) ? 1 : 0;

    private static int Count(Test[] conditions, World world)
    {
        int count = 0;
        foreach (Test condition in conditions) count += condition(world) ? 1 : 0;
        return count;
    }

    private static bool IsOneOf(double value, Code[] options, World world)
    {
        foreach (Code option in options)
        {
            if (option(world) == value) return true;
        }
        return false;
    }
}
