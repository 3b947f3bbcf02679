using System.Reflection;
using System.Runtime.CompilerServices;
using ScenarioSim.Model;
using ScenarioSim.Results;
using Linq = System.Linq.Expressions.Expression;

namespace ScenarioSim.Compiler;

/// <summary>Turns expressions into code by way of LINQ expression trees. What the policy fixes is folded away; nothing is reassociated.</summary>
/// <remarks>
/// Code gives the same bits as <see cref="Evaluator"/>: both call <see cref="Arithmetic"/> or use the operator that it uses.
/// Expressions above <see cref="Largest"/> nodes are interpreted: the just-in-time compiler stops optimising such methods anyway.
/// </remarks>
internal sealed class Emitter
{
    private const int Largest = 2000;

    private static readonly MethodInfo FiniteMethod = typeof(World).GetMethod(nameof(World.Finite))!;
    private static readonly MethodInfo CellMethod = typeof(World).GetMethod(nameof(World.Cell))!;
    internal static readonly System.Linq.Expressions.ParameterExpression TheWorld = Linq.Parameter(typeof(World), "world");

    private readonly Plan _plan;
    private readonly Dictionary<Expression, Formula> _cells = new(ReferenceEqualityComparer.Instance);

    internal Emitter(Plan plan, IReadOnlySet<Expression> shared)
    {
        _plan = plan;
        foreach (Expression expression in shared) _cells.Add(expression, new Formula(this, expression, _cells.Count));
        foreach (Expression expression in Steady(ExpressionTree.Nodes(ExpressionTree.Roots(plan.Scenario)))) _cells.TryAdd(expression, new Formula(this, expression, _cells.Count));
    }

    internal int CellCount => _cells.Count;

    // Parts that only a move can change, inside expressions that change with indicators or time: worked out once a move instead of every step.
    private static IEnumerable<Expression> Steady(IReadOnlyList<Expression> nodes)
    {
        var steady = new Dictionary<Expression, (bool Steady, int Operations)>(ReferenceEqualityComparer.Instance);
        foreach (Expression node in nodes)
        {
            IEnumerable<Expression> children = ExpressionTree.Children(node);
            bool self = Reads.Of(node).Others == 0;
            bool all = self && children.All(c => steady[c].Steady);
            if (!all)
            {
                foreach (Expression child in children)
                {
                    if (steady[child] is { Steady: true, Operations: >= 2 }) yield return child;
                }
            }
            // Only whether there are two matters; all of them would overflow where definitions double.
            steady[node] = (all, Math.Min(2, children.Sum(c => steady[c].Operations) + (children.Any() ? 1 : 0)));
        }
    }

    internal (Code Code, Reads Reads, double? Constant) Compile(Expression expression)
    {
        bool isLarge = IsLarge(expression, expression);
        if (isLarge || !RuntimeFeature.IsDynamicCodeSupported || _plan.Compilation == Compilation.Never)
        {
            Decided.Known known = _plan.Decided.Of(expression);
            if (known.Value is { } decided) return (_ => decided, default, decided);
            return (isLarge ? world => World.Interpret(world, expression) : new Closures(_plan, e => _cells.GetValueOrDefault(e)).Root(expression), known.Reads, null);
        }
        // One emission at a time: the sums of what is read go through fields of this visit only.
        var visit = new Visit(this, expression);
        Linq body = visit.Number(expression);
        if (body is System.Linq.Expressions.ConstantExpression { Value: double constant }) return (_ => constant, default, constant);
        return (Linq.Lambda<Code>(body, TheWorld).Compile(), visit.Reads, null);
    }

    private bool IsCell(Expression expression, Expression? root) => !ReferenceEquals(expression, root) && _cells.ContainsKey(expression);

    // Whether an expression has too many nodes, without those in the cells that it looks into.
    private bool IsLarge(Expression expression, Expression? root = null)
    {
        int nodes = 0;
        var open = new Stack<Expression>([expression]);
        while (nodes <= Largest && open.TryPop(out Expression? node))
        {
            nodes++;
            if (!IsCell(node, root)) foreach (Expression child in ExpressionTree.Children(node)) open.Push(child);
        }
        return nodes > Largest;
    }

    /// <summary>Code for a number, to stand inside other code.</summary>
    internal Linq Number(Expression expression, out Reads reads)
    {
        if (IsLarge(expression))
        {
            reads = _plan.Decided.Of(expression).Reads;
            return Linq.Call(typeof(World), nameof(World.Interpret), null, TheWorld, Linq.Constant(expression));
        }
        var visit = new Visit(this);
        Linq code = visit.Number(expression);
        reads = visit.Reads;
        return code;
    }

    /// <summary>Code for a truth, to stand inside other code.</summary>
    internal Linq Truth(Expression expression, out Reads reads)
    {
        if (IsLarge(expression)) return Linq.NotEqual(Number(expression, out reads), Linq.Constant(0.0));
        var visit = new Visit(this);
        Linq code = visit.Truth(expression);
        reads = visit.Reads;
        return code;
    }

    /// <summary>The emission of one formula.</summary>
    /// <param name="emitter">Whose.</param>
    /// <param name="root">What the code works out for a cell, or for a formula of its own; null: what is emitted may be a cell to look into.</param>
    private sealed class Visit(Emitter emitter, Expression? root = null)
    {
        public Reads Reads { get; private set; }

        private Plan Plan => emitter._plan;

        private Scenario Scenario => Plan.Scenario;

        public Linq Number(Expression expression) => expression.Kind == Kind.Truth ? FromTruth(Truth(expression)) : NumberOf(expression);

        private Linq NumberOf(Expression expression)
        {
            if (IsCell(expression)) return Cell(expression);
            Reads |= Reads.Of(expression);
            return expression switch
            {
                Constant c => Linq.Constant(c.Value),
                AssumptionRef a => Assumption(a.Index),
                LeverRef l => Linq.Constant(Plan.Policy.Levers[l.Index]),
                IndicatorRef i => Linq.ArrayIndex(Field(nameof(World.Indicators)), Linq.Constant(i.Index)),
                DayRef => Linq.Divide(Linq.Multiply(ToDouble(Step()), Linq.Constant(Scenario.Clock.StepSeconds)), Linq.Constant(Clock.Day)),
                DateRef => Linq.Multiply(ToDouble(Step()), Linq.Constant(Scenario.Clock.StepSeconds)),
                TimeIn t => Linq.Multiply(ToDouble(Linq.Subtract(Step(), At(nameof(World.Entered), Leaf(t.Track)))), Linq.Constant(Scenario.Clock.StepSeconds)),
                Visits v => v.States.Select(s => ToDouble(Visited(v.Track, s))).Aggregate(Linq.Add),
                Unary u => Negated(Number(u.Operand)),
                Binary b => Operation(b),
                Conditional c => Choose(Truth(c.If), () => Number(c.Then), () => Number(c.Else)),
                CountOf c => c.Conditions.Select(x => FromTruth(Truth(x))).Aggregate((Linq)Linq.Constant(0.0), Plus),
                Call c => Invoke(c),
                _ => throw new System.Diagnostics.UnreachableException(expression.GetType().Name),
            };
        }

        public Linq Truth(Expression expression)
        {
            if (IsCell(expression)) return ToTruth(Cell(expression));
            Reads |= Reads.Of(expression);
            return expression switch
            {
                InState s => IsIn(s),
                Visited v => Linq.GreaterThan(Visited(v.Track, v.State), Linq.Constant(0)),
                Unary u => Not(Truth(u.Operand)),
                Binary b => Comparison(b),
                Conditional c => Choose(Truth(c.If), () => Truth(c.Then), () => Truth(c.Else)),
                OneOf o => IsOneOf(o),
                _ => ToTruth(NumberOf(expression)),
            };
        }

        private bool IsCell(Expression expression) => emitter.IsCell(expression, root);

        private Linq Cell(Expression expression)
        {
            Formula formula = emitter._cells[expression];
            if (formula.IsConstant) return Linq.Constant(formula.Constant);
            Reads |= formula.Reads;
            return Linq.Call(CellMethod, TheWorld, Linq.Constant(formula));
        }

        private Linq Assumption(int index) =>
            Plan.FixedAssumptions[index] is { } value ? Linq.Constant(value) : Linq.ArrayIndex(Field(nameof(World.Assumptions)), Linq.Constant(index));

        private Linq IsIn(InState s)
        {
            (int first, int last) = Plan.Within(s.Track, s.State);
            Linq leaf = Leaf(s.Track);
            return first == last
                ? Linq.Equal(leaf, Linq.Constant(first))
                : Linq.LessThanOrEqual(Linq.Convert(Linq.Subtract(leaf, Linq.Constant(first)), typeof(uint)), Linq.Constant((uint)(last - first)));
        }

        private Linq Operation(Binary b)
        {
            Linq left = Number(b.Left);
            Linq right = Number(b.Right);
            Linq value = b.Operator switch
            {
                BinaryOperator.Add => Linq.Add(left, right),
                BinaryOperator.Subtract => Linq.Subtract(left, right),
                BinaryOperator.Multiply => Linq.Multiply(left, right),
                BinaryOperator.Divide => Linq.Divide(left, right),
                _ => Linq.Call(typeof(Math).GetMethod(nameof(Math.Pow))!, left, right),
            };
            if (ValueOf(left) is { } l && ValueOf(right) is { } r && double.IsFinite(Arithmetic.Apply(b.Operator, l, r))) return Linq.Constant(Arithmetic.Apply(b.Operator, l, r));
            return Checked(value, b);
        }

        private Linq Comparison(Binary b)
        {
            if (b.Operator is BinaryOperator.And or BinaryOperator.Or) return Logical(b, Truth(b.Left));
            Linq left = Number(b.Left);
            Linq right = Number(b.Right);
            if (ValueOf(left) is { } l && ValueOf(right) is { } r) return Linq.Constant(Arithmetic.Apply(b.Operator, l, r) != 0);
            return b.Operator switch
            {
                BinaryOperator.Equal => Linq.Equal(left, right),
                BinaryOperator.NotEqual => Linq.NotEqual(left, right),
                BinaryOperator.Less => Linq.LessThan(left, right),
                BinaryOperator.LessOrEqual => Linq.LessThanOrEqual(left, right),
                BinaryOperator.Greater => Linq.GreaterThan(left, right),
                _ => Linq.GreaterThanOrEqual(left, right),
            };
        }

        // A side that the policy decides is left out, with all that it would read.
        private Linq Logical(Binary b, Linq left)
        {
            bool and = b.Operator == BinaryOperator.And;
            if (TruthOf(left) is { } known) return known == and ? Truth(b.Right) : left;
            Linq right = Truth(b.Right);
            if (TruthOf(right) == and) return left;
            return and ? Linq.AndAlso(left, right) : Linq.OrElse(left, right);
        }

        private Linq IsOneOf(OneOf o)
        {
            // Held in a variable: written out for each option, one within another would grow to its power.
            Linq value = Number(o.Value);
            System.Linq.Expressions.ParameterExpression held = Linq.Variable(typeof(double));
            bool isHeld = ValueOf(value) is null && o.Options.Count > 1;
            Linq any = Linq.Constant(false);
            foreach (Expression option in o.Options) any = Either(any, Same(isHeld ? held : value, Number(option)));
            return isHeld && TruthOf(any) is null ? Linq.Block([held], Linq.Assign(held, value), any) : any;

            static Linq Same(Linq a, Linq b) => ValueOf(a) is { } x && ValueOf(b) is { } y ? Linq.Constant(x == y) : Linq.Equal(a, b);
            static Linq Either(Linq a, Linq b) => TruthOf(a) is { } known ? known ? a : b : Linq.OrElse(a, b);
        }

        private Linq Invoke(Call c)
        {
            Linq[] arguments = [.. c.Arguments.Select(Number)];
            if (Array.TrueForAll(arguments, a => ValueOf(a) is not null))
            {
                double value = Arithmetic.Apply(c.Function, arguments.Select(a => ValueOf(a)!.Value).ToArray());
                if (double.IsFinite(value)) return Linq.Constant(value);
            }
            return c.Function switch
            {
                Function.Min => arguments.Aggregate((a, b) => Static(typeof(Arithmetic), nameof(Arithmetic.Lesser), a, b)),
                Function.Max => arguments.Aggregate((a, b) => Static(typeof(Arithmetic), nameof(Arithmetic.Greater), a, b)),
                Function.Abs => Static(typeof(Math), nameof(Math.Abs), arguments),
                Function.Floor => Static(typeof(Math), nameof(Math.Floor), arguments),
                Function.Ceil => Static(typeof(Math), nameof(Math.Ceiling), arguments),
                Function.Round => Static(typeof(Arithmetic), nameof(Arithmetic.Round), arguments),
                Function.Clamp => Static(typeof(Arithmetic), nameof(Arithmetic.Clamp), arguments),
                Function.Logistic => Static(typeof(Arithmetic), nameof(Arithmetic.Logistic), arguments),
                Function.Logit => Checked(Static(typeof(Arithmetic), nameof(Arithmetic.Logit), arguments), c),
                Function.Sqrt => Checked(Static(typeof(Math), nameof(Math.Sqrt), arguments), c),
                Function.Exp => Checked(Static(typeof(Math), nameof(Math.Exp), arguments), c),
                Function.Log => Checked(Static(typeof(Math), nameof(Math.Log), arguments), c),
                _ => throw new System.Diagnostics.UnreachableException(c.Function.ToString()),
            };
        }

        private static Linq Choose(Linq test, Func<Linq> then, Func<Linq> otherwise) =>
            TruthOf(test) is { } known ? (known ? then() : otherwise()) : Linq.Condition(test, then(), otherwise());

        private Linq Checked(Linq value, Expression operation) =>
            Plan.MayFail(operation) ? Linq.Call(FiniteMethod, value, TheWorld, Linq.Constant(Plan.Sites.Number(operation, CountedReason.NotFinite))) : value;

        private static Linq Leaf(int track) => Linq.ArrayIndex(Field(nameof(World.Leaf)), Linq.Constant(track));

        private Linq Visited(int track, int state) => At(nameof(World.Visited), Linq.Constant(Plan.FirstState[track] + state));

        private static Linq Field(string name) => Linq.Field(TheWorld, name);

        private static Linq At(string field, Linq index) => Linq.ArrayIndex(Field(field), index);

        private static Linq Step() => Linq.Property(TheWorld, nameof(World.Step));

        private static Linq ToDouble(Linq whole) => Linq.Convert(whole, typeof(double));

        private static Linq Static(Type type, string method, params Linq[] arguments) =>
            Linq.Call(type.GetMethod(method, [.. arguments.Select(_ => typeof(double))])!, arguments);

        private static Linq Negated(Linq value) => ValueOf(value) is { } known ? Linq.Constant(-known) : Linq.Negate(value);

        private static Linq Not(Linq truth) => TruthOf(truth) is { } known ? Linq.Constant(!known) : Linq.Not(truth);

        private static Linq Plus(Linq a, Linq b) => ValueOf(a) is { } x && ValueOf(b) is { } y ? Linq.Constant(x + y) : Linq.Add(a, b);

        private static Linq FromTruth(Linq truth) =>
            TruthOf(truth) is { } known ? Linq.Constant(known ? 1.0 : 0.0) : Linq.Condition(truth, Linq.Constant(1.0), Linq.Constant(0.0));

        private static Linq ToTruth(Linq number) => ValueOf(number) is { } known ? Linq.Constant(known != 0) : Linq.NotEqual(number, Linq.Constant(0.0));

        private static double? ValueOf(Linq e) => e is System.Linq.Expressions.ConstantExpression { Value: double value } ? value : null;

        private static bool? TruthOf(Linq e) => e is System.Linq.Expressions.ConstantExpression { Value: bool value } ? value : null;
    }
}
