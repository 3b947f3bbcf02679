using System.Runtime.CompilerServices;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Language.Expressions;

/// <summary>Gives syntax its meaning: names are resolved, kinds checked, definitions put in, constants worked out. Null: in error, and reported.</summary>
internal sealed partial class ExpressionBinder(NameTable names, Clock clock, DiagnosticBag bag)
{
    /// <summary>How deeply a checked expression nests at most, definitions put in; left-leaning sums count once. Engines walk expressions recursively.</summary>
    public const int Deepest = 2000;

    // Where a constant condition decides, the side that is never evaluated may hold anything: no error for its `1 / 0`.
    private bool _isDead;

    // One error for an expression of distributions, however many there are.
    private bool _saidDistribution;
    private int _depth;
    private int _deepest;

    /// <summary>Off while definitions are checked that nothing uses: what they use is not used by that.</summary>
    public bool NotesUses { get; set; } = true;

    /// <summary>Where an expression stands: what it may use, and (inside a definition) which definitions are earlier ones.</summary>
    public readonly record struct Place(Scope Scope, int Earlier = int.MaxValue);

    /// <summary>An expression of any kind.</summary>
    public Expression? Bind(Syntax syntax, Place place)
    {
        if (_depth > Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return Fail(Diagnose.NestsTooDeeply(syntax.Span, Deepest));
        if (_depth++ == 0) _saidDistribution = false;
        _deepest = Math.Max(_deepest, _depth);
        Expression? expression = syntax switch
        {
            NumberSyntax n => new Constant(n.Span, Kind.Number, n.Value),
            DurationSyntax d => Duration(d),
            DateSyntax d => new Constant(d.Span, Kind.Date, clock.Since(d.Value)),
            NameSyntax n => Name(n, place),
            UnarySyntax u => Unary(u, place),
            BinarySyntax b when Operators.Compares(b.Operator) => Comparison(b, place),
            BinarySyntax b => Spine(b, place),
            InSyntax i => In(i, place),
            IfSyntax i => If(i, place, Bind),
            CallSyntax c => Call(c, place),
            _ => Fail(Diagnose.DistributionInside(syntax.Span, syntax.Span.Text)),
        };
        _depth--;
        return expression;
    }

    /// <summary>An expression of the wanted kind.</summary>
    public Expression? Bind(Syntax syntax, Kind wanted, Place place) => Bind(syntax, place) is { } expression && Is(expression, wanted, syntax) ? expression : null;

    private bool Is(Expression expression, Kind wanted, Syntax syntax)
    {
        if (expression.Kind == wanted) return true;
        bag.Add(Diagnose.WrongKind(syntax.Span, Kinds.Say(wanted), Kinds.Say(expression.Kind), WayOut.Kind(wanted, expression.Kind, syntax)));
        return false;
    }

    private Expression? Fail(Diagnostic problem)
    {
        bag.Add(problem);
        return null;
    }

    private Expression? Duration(DurationSyntax d)
    {
        double seconds = d.Count * (Units.Seconds(d.Unit) is > 0 and var unit ? unit : clock.StepSeconds);
        return double.IsFinite(seconds) ? new Constant(d.Span, Kind.Duration, seconds) : Fail(Diagnose.NumberTooLarge(d.Span, d.Span.Text));
    }

    private Expression? Unary(UnarySyntax u, Place place)
    {
        if (u.Operator == UnaryOperator.Not)
        {
            return Bind(u.Operand, Kind.Truth, place) is { } truth ? Fold(new Unary(u.Span, Kind.Truth, UnaryOperator.Not, truth)) : null;
        }
        if (Bind(u.Operand, place) is not { } operand) return null;
        return operand.Kind is Kind.Number or Kind.Duration
            ? Fold(new Unary(u.Span, operand.Kind, UnaryOperator.Negate, operand))
            : Fail(Diagnose.DoesNotApply(u.Span, "-", [Kinds.Say(operand.Kind)], operand.Kind == Kind.Truth ? "the opposite of a truth is `not C`" : null));
    }

    // Down the left side in a loop: a sum of 100,000 terms leans that way.
    private Expression? Spine(BinarySyntax top, Place place)
    {
        var spine = new Stack<BinarySyntax>();
        Syntax first = top;
        while (first is BinarySyntax b && !Operators.Compares(b.Operator))
        {
            spine.Push(b);
            first = b.Left;
        }
        Expression? left = Bind(first, place);
        while (spine.TryPop(out BinarySyntax? b)) left = Join(b, left, place);
        return left;
    }

    private Expression? Join(BinarySyntax b, Expression? left, Place place)
    {
        bool wasDead = _isDead;
        bool decides = left is Constant { Kind: Kind.Truth } c && b.Operator == (c.Value == 0 ? BinaryOperator.And : BinaryOperator.Or);
        _isDead |= decides;
        Expression? right = Bind(b.Right, place);
        _isDead = wasDead;
        return left is null || right is null ? null : Join(b, left, right);
    }

    private Expression? Join(BinarySyntax b, Expression left, Expression right)
    {
        if (b.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            if (left.Kind == Kind.Truth && right is Constant { Kind: not Kind.Truth } && WayOut.Repeated(b) is { } repeated) return Fail(Diagnose.WrongKind(b.Right.Span, Kinds.Say(Kind.Truth), Kinds.Say(right.Kind), repeated));
            return Is(left, Kind.Truth, b.Left) & Is(right, Kind.Truth, b.Right) ? Fold(new Binary(b.Span, Kind.Truth, b.Operator, left, right)) : null;
        }
        return Kinds.Of(b.Operator, left.Kind, right.Kind) is { } kind
            ? Fold(new Binary(b.Span, kind, b.Operator, left, right))
            : Fail(Diagnose.DoesNotApply(b.Span, Operators.Text(b.Operator), [Kinds.Say(left.Kind), Kinds.Say(right.Kind)], WayOut.Operands(b, left.Kind, right.Kind)));
    }

    private Expression? If(IfSyntax i, Place place, Func<Syntax, Place, Expression?> branch)
    {
        Expression? condition = Bind(i.If, Kind.Truth, place);
        bool? known = condition is Constant c ? c.Value != 0 : null;
        Expression? then = Branch(i.Then, place, branch, dead: known == false);
        Expression? otherwise = Branch(i.Else, place, branch, dead: known == true);
        if (condition is null || then is null || otherwise is null) return null;
        if (then.Kind != otherwise.Kind) return Fail(Diagnose.BranchesDiffer(i.Else.Span, Kinds.Say(then.Kind), Kinds.Say(otherwise.Kind), i.Then.Span));
        return known is { } holds ? (holds ? then : otherwise) : new Conditional(i.Span, then.Kind, condition, then, otherwise);
    }

    private Expression? Branch(Syntax syntax, Place place, Func<Syntax, Place, Expression?> branch, bool dead)
    {
        bool wasDead = _isDead;
        _isDead |= dead;
        Expression? bound = branch(syntax, place);
        _isDead = wasDead;
        return bound;
    }
}
