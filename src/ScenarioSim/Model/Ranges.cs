using System.Diagnostics;

namespace ScenarioSim.Model;

/// <summary>All numbers from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Everything.</summary>
    public static Interval Whole { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>What a truth can be.</summary>
    public static Interval Truth { get; } = new(0, 1);

    /// <summary>A single number.</summary>
    public static Interval Of(double value) => new(value, value);

    /// <summary>Whether it holds a number.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The least interval that holds both.</summary>
    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));
}

/// <summary>What values an expression can have, and which of its operations may lack a finite value: interval analysis.</summary>
/// <remarks>
/// Sound, not tight: every value that <see cref="Arithmetic"/> can give lies inside, and an operation that is not said to fail has a finite value on every
/// world. An operation without a finite value counts as 0. Results are kept by instance, so shared definitions are looked at once. Not thread-safe.
/// Rounding is monotone, so the bounds of sums, products and quotients need no slack; those of functions get some (see <see cref="IntervalArithmetic"/>).
/// </remarks>
/// <param name="clock">Bounds <c>day</c>, <c>date</c>, <c>time_in</c> and <c>visits</c>.</param>
/// <param name="assumption">What an assumption can be, by index; the bounds may be infinite.</param>
/// <param name="lever">What a lever can be, by index.</param>
/// <param name="indicator">What an indicator can be, by index.</param>
public sealed class Ranges(Clock clock, Func<int, Interval> assumption, Func<int, Interval> lever, Func<int, Interval> indicator)
{
    private readonly Dictionary<Expression, (Interval Values, bool CanFail)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Where the expression's values lie.</summary>
    public Interval Of(Expression expression) => Known(expression).Values;

    /// <summary>Whether this very operation (not those inside it) can be without a finite value.</summary>
    public bool CanFail(Expression expression) => Known(expression).CanFail;

    private (Interval Values, bool CanFail) Known(Expression expression)
    {
        if (_known.TryGetValue(expression, out var known)) return known;
        // Operands come before what uses them, so nothing recurses, however deep a sum is.
        foreach (Expression node in ExpressionTree.Nodes([expression]))
        {
            if (!_known.ContainsKey(node)) _known[node] = Look(node);
        }
        return _known[expression];
    }

    private Interval At(Expression operand) => _known[operand].Values;

    private (Interval, bool) Look(Expression e) => e switch
    {
        Unary u => Checked(Negated(u), canFail: false),
        Binary b => Checked(Joined(b)),
        Call c => Checked(IntervalArithmetic.Apply(c.Function, [.. c.Arguments.Select(At)])),
        _ => Checked(Plain(e), canFail: false),
    };

    private Interval Plain(Expression e) => e switch
    {
        Constant c => Interval.Of(c.Value),
        AssumptionRef a => assumption(a.Index),
        LeverRef l => lever(l.Index),
        IndicatorRef i => indicator(i.Index),
        DayRef => new Interval(0, clock.DayOf(clock.LastStep)),
        DateRef or TimeIn => new Interval(0, clock.Seconds(clock.LastStep)),
        InState or Visited => Interval.Truth,
        // The initial entry, and one a step for each of them.
        Visits v => new Interval(0, v.States.Count * (clock.LastStep + 1.0)),
        Conditional c => Chosen(c),
        OneOf o => o.Options.Any(option => Equality(At(o.Value), At(option)) == Interval.Of(1)) ? Interval.Of(1)
            : o.Options.All(option => Equality(At(o.Value), At(option)) == Interval.Of(0)) ? Interval.Of(0) : Interval.Truth,
        CountOf c => new Interval(c.Conditions.Count(x => IsTrue(At(x)) == true), c.Conditions.Count(x => IsTrue(At(x)) != false)),
        _ => throw new UnreachableException($"{e.GetType().Name} at {e.Span}"),
    };

    private Interval Negated(Unary u)
    {
        Interval x = At(u.Operand);
        return u.Operator == UnaryOperator.Negate ? new Interval(-x.High, -x.Low) : OfTruth(!IsTrue(x));
    }

    private Interval Chosen(Conditional c) => IsTrue(At(c.If)) switch
    {
        true => At(c.Then),
        false => At(c.Else),
        null => At(c.Then).Union(At(c.Else)),
    };

    private (Interval, bool) Joined(Binary b)
    {
        Interval x = At(b.Left);
        Interval y = At(b.Right);
        return b.Operator switch
        {
            BinaryOperator.And => (OfTruth(IsTrue(x) == false || IsTrue(y) == false ? false : IsTrue(x) == true && IsTrue(y) == true ? true : null), false),
            BinaryOperator.Or => (OfTruth(IsTrue(x) == true || IsTrue(y) == true ? true : IsTrue(x) == false && IsTrue(y) == false ? false : null), false),
            BinaryOperator.Equal => (Equality(x, y), false),
            BinaryOperator.NotEqual => (OfTruth(!IsTrue(Equality(x, y))), false),
            BinaryOperator.Less => (OfTruth(x.High < y.Low ? true : x.Low >= y.High ? false : null), false),
            BinaryOperator.LessOrEqual => (OfTruth(x.High <= y.Low ? true : x.Low > y.High ? false : null), false),
            BinaryOperator.Greater => (OfTruth(x.Low > y.High ? true : x.High <= y.Low ? false : null), false),
            BinaryOperator.GreaterOrEqual => (OfTruth(x.Low >= y.High ? true : x.High < y.Low ? false : null), false),
            _ => IntervalArithmetic.Apply(b.Operator, x, y),
        };
    }

    private static Interval Equality(Interval x, Interval y) =>
        x.Low == x.High && x == y ? Interval.Of(1) : x.High < y.Low || y.High < x.Low ? Interval.Of(0) : Interval.Truth;

    // Null: may be either.
    private static bool? IsTrue(Interval x) => !x.Contains(0) ? true : x.Low == 0 && x.High == 0 ? false : null;

    private static Interval OfTruth(bool? holds) => holds is { } known ? Interval.Of(known ? 1 : 0) : Interval.Truth;

    private static (Interval, bool) Checked((Interval Values, bool CanFail) found) => Checked(found.Values, found.CanFail);

    private static (Interval, bool) Checked(Interval values, bool canFail)
    {
        if (double.IsNaN(values.Low) || double.IsNaN(values.High)) return (Interval.Whole, true);
        return (canFail ? values.Union(Interval.Of(0)) : values, canFail);
    }
}
