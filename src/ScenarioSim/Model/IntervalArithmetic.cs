namespace ScenarioSim.Model;

/// <summary>What <see cref="Arithmetic"/> can give for operands from intervals, and whether it can be without a finite value.</summary>
/// <remarks>
/// A bound beyond 1e300 counts as a possible overflow. Operands are finite, also where an interval has no end: an infinite bound stands for every finite number.
/// R. E. Moore: Interval Analysis (1966).
/// </remarks>
internal static class IntervalArithmetic
{
    private const double Largest = 1e300;

    // Library functions are neither monotone nor rounded to the last digit; they are far nearer to that than this.
    private const double Slack = 1e-13;

    // The logarithm of the least positive number.
    private const double LeastLog = -745;

    /// <summary>An arithmetic operator.</summary>
    public static (Interval Values, bool CanFail) Apply(BinaryOperator op, Interval x, Interval y) => op switch
    {
        BinaryOperator.Add => Overflowing(new Interval(x.Low + y.Low, x.High + y.High)),
        BinaryOperator.Subtract => Overflowing(new Interval(x.Low - y.High, x.High - y.Low)),
        BinaryOperator.Multiply => Overflowing(Corners(x, y, Product)),
        BinaryOperator.Divide => Quotient(x, y),
        BinaryOperator.Power => Power(x, y),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, null),
    };

    /// <summary>A function.</summary>
    public static (Interval Values, bool CanFail) Apply(Function function, IReadOnlyList<Interval> arguments)
    {
        Interval x = arguments[0];
        return function switch
        {
            Function.Min => (new Interval(arguments.Min(a => a.Low), arguments.Min(a => a.High)), false),
            Function.Max => (new Interval(arguments.Max(a => a.Low), arguments.Max(a => a.High)), false),
            Function.Clamp => (new Interval(Arithmetic.Clamp(x.Low, arguments[1].Low, arguments[2].Low), Arithmetic.Clamp(x.High, arguments[1].High, arguments[2].High)), false),
            Function.Abs => (Absolute(x), false),
            Function.Floor => (Monotone(x, Math.Floor), false),
            Function.Ceil => (Monotone(x, Math.Ceiling), false),
            Function.Round => (Monotone(x, Arithmetic.Round), false),
            Function.Sqrt => (Monotone(Above(x), Math.Sqrt), x.Low < 0),
            Function.Exp => Exponential(x),
            Function.Log => (Widened(new Interval(x.Low > 0 ? Math.Log(x.Low) : LeastLog, x.High > 0 ? Math.Log(Math.Min(x.High, double.MaxValue)) : LeastLog)), x.Low <= 0),
            Function.Logistic => (Within(Widened(Monotone(x, Arithmetic.Logistic)), 0, 1), false),
            Function.Logit => Logit(x),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
        };
    }

    private static (Interval, bool) Overflowing(Interval values)
    {
        if (double.IsNaN(values.Low) || double.IsNaN(values.High)) return (Interval.Whole, true);
        return (values, values.Low < -Largest || values.High > Largest);
    }

    // 0 x infinity is 0 here: the infinite bound stands for finite numbers.
    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    private static Interval Corners(Interval x, Interval y, Func<double, double, double> of)
    {
        double a = of(x.Low, y.Low);
        double b = of(x.Low, y.High);
        double c = of(x.High, y.Low);
        double d = of(x.High, y.High);
        return new Interval(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));
    }

    private static (Interval, bool) Quotient(Interval x, Interval y)
    {
        if (y.Contains(0)) return (Signed(x, y), true);
        // Finite over infinite comes as near to 0 as one likes.
        return Overflowing(Corners(x, y, (a, b) => double.IsInfinity(b) ? 0 : a / b));
    }

    // By a divisor that can come near 0 the quotient has no bound but its sign.
    private static Interval Signed(Interval x, Interval y)
    {
        bool positive = (x.Low >= 0 && y.Low >= 0) || (x.High <= 0 && y.High <= 0);
        bool negative = (x.Low >= 0 && y.High <= 0) || (x.High <= 0 && y.Low >= 0);
        return new Interval(positive ? 0 : double.NegativeInfinity, negative ? 0 : double.PositiveInfinity);
    }

    private static (Interval, bool) Power(Interval x, Interval y)
    {
        bool isWhole = y.Low == y.High && y.Low == Math.Floor(y.Low);
        if (x.Low < 0 && !isWhole) return (Interval.Whole, true);
        if (x.Contains(0) && y.Low < 0) return (new Interval(x.Low < 0 ? double.NegativeInfinity : 0, double.PositiveInfinity), true);
        // A corner such as (infinity, 0) stands for finite^tiny; those of bounded intervals are values.
        if (double.IsInfinity(x.Low) || double.IsInfinity(x.High) || double.IsInfinity(y.Low) || double.IsInfinity(y.High)) return (Interval.Whole, true);
        Interval values = Widened(Corners(x, y, Math.Pow));
        // Between the corners lies 0 where the base can be 0, and 1 where the exponent can be.
        if (x.Contains(0) && y.High > 0) values = values.Union(Interval.Of(0));
        if (y.Contains(0)) values = values.Union(Interval.Of(1));
        return Overflowing(values);
    }

    private static Interval Absolute(Interval x)
    {
        double most = Math.Max(Math.Abs(x.Low), Math.Abs(x.High));
        return new Interval(x.Contains(0) ? 0 : Math.Min(Math.Abs(x.Low), Math.Abs(x.High)), most);
    }

    private static (Interval, bool) Exponential(Interval x) => Overflowing(Within(Widened(Monotone(x, Math.Exp)), 0, double.PositiveInfinity));

    private static (Interval, bool) Logit(Interval p)
    {
        double low = p.Low > 0 ? Math.Log(p.Low / (1 - Math.Min(p.Low, 1 - 1e-16))) : LeastLog;
        double high = p.High < 1 ? (p.High > 0 ? Math.Log(p.High / (1 - p.High)) : LeastLog) : -LeastLog;
        return (Widened(new Interval(Math.Min(low, high), high)), p.Low <= 0 || p.High >= 1);
    }

    private static Interval Above(Interval x) => new(Math.Max(x.Low, 0), Math.Max(x.High, 0));

    private static Interval Monotone(Interval x, Func<double, double> of) => new(of(x.Low), of(x.High));

    private static Interval Within(Interval x, double low, double high) => new(Math.Clamp(x.Low, low, high), Math.Clamp(x.High, low, high));

    private static Interval Widened(Interval x) => new(x.Low - (Math.Abs(x.Low) * Slack) - double.Epsilon, x.High + (Math.Abs(x.High) * Slack) + double.Epsilon);
}
