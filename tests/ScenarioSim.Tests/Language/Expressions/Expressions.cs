using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Tests.Language.Expressions;

/// <summary>Expressions and worlds of <see cref="Sheet"/> by chance, for properties.</summary>
internal static class Expressions
{
    private static readonly double[] Numbers = [0, 1, -1, 2, 0.5, 3, -2, 0.1, 10, 100, 1e-3, 1e150, -1e200, 700, 1e-300];

    /// <summary>A number made of <see cref="Sheet"/>'s resolve, flexibility, aid, tension, hope, and of time and tracks.</summary>
    public static Expression Number(Random random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0) return Leaf(random);
        Expression Next() => Number(random, depth - 1);
        switch (random.Next(12))
        {
            case 0: return new Unary(SourceSpan.None, Kind.Number, UnaryOperator.Negate, Next());
            case 1: return new Conditional(SourceSpan.None, Kind.Number, Truth(random, depth - 1), Next(), Next());
            case 2: return new CountOf(SourceSpan.None, [Truth(random, depth - 1), Truth(random, depth - 1)]);
            case 3:
            case 4: return OfFunction(random, Next);
            default: return new Binary(SourceSpan.None, Kind.Number, (BinaryOperator)random.Next(5), Next(), Next());
        }
    }

    /// <summary>A condition.</summary>
    public static Expression Truth(Random random, int depth)
    {
        if (depth == 0) return random.Next(2) == 0 ? new InState(SourceSpan.None, 0, random.Next(9)) : new Visited(SourceSpan.None, 1, 1);
        Expression Next() => Truth(random, depth - 1);
        return random.Next(6) switch
        {
            0 => new Unary(SourceSpan.None, Kind.Truth, UnaryOperator.Not, Next()),
            1 => new Binary(SourceSpan.None, Kind.Truth, BinaryOperator.And, Next(), Next()),
            2 => new Binary(SourceSpan.None, Kind.Truth, BinaryOperator.Or, Next(), Next()),
            3 => new OneOf(SourceSpan.None, Number(random, depth - 1), [Number(random, depth - 1), Number(random, depth - 1)]),
            _ => new Binary(SourceSpan.None, Kind.Truth, BinaryOperator.Equal + random.Next(6), Number(random, depth - 1), Number(random, depth - 1)),
        };
    }

    private static Expression Leaf(Random random) => random.Next(8) switch
    {
        0 => new AssumptionRef(SourceSpan.None, Kind.Number, random.Next(2)),
        1 => new LeverRef(SourceSpan.None, Kind.Number, 1),
        2 or 3 => new IndicatorRef(SourceSpan.None, random.Next(2)),
        4 => new DayRef(SourceSpan.None),
        5 => new Visits(SourceSpan.None, 0, [random.Next(9)]),
        _ => new Constant(SourceSpan.None, Kind.Number, Numbers[random.Next(Numbers.Length)]),
    };

    private static Call OfFunction(Random random, Func<Expression> next)
    {
        var function = (Function)random.Next(12);
        int count = function switch { Function.Min or Function.Max => 1 + random.Next(3), Function.Clamp => 3, _ => 1 };
        return new Call(SourceSpan.None, Kind.Number, function, [.. Enumerable.Range(0, count).Select(_ => next())]);
    }
}

/// <summary>A world with everything by chance.</summary>
internal sealed class ChanceWorld(Random random, Func<int, Interval> assumption, Func<int, Interval> lever, Func<int, Interval> indicator, Clock clock) : IWorld
{
    private readonly Dictionary<(char, int, int), double> _drawn = [];

    public HashSet<Expression> Failed { get; } = new(ReferenceEqualityComparer.Instance);

    public int Step { get; } = random.Next(clock.LastStep + 1);

    public double Assumption(int index) => Draw('a', index, 0, () => In(assumption(index)));

    public double Lever(int index) => Draw('l', index, 0, () => In(lever(index)));

    public double Indicator(int index) => Draw('i', index, 0, () => In(indicator(index)));

    public bool IsIn(int track, int state) => Draw('s', track, state, () => random.Next(2)) != 0;

    public int EnteredInnermost(int track) => (int)Draw('e', track, 0, () => random.Next(Step + 1));

    public int Visits(int track, int state) => (int)Draw('v', track, state, () => random.Next(Step + 2));

    public void NotFinite(Expression operation) => Failed.Add(operation);

    private double Draw(char what, int first, int second, Func<double> draw)
    {
        if (!_drawn.TryGetValue((what, first, second), out double value)) _drawn[(what, first, second)] = value = draw();
        return value;
    }

    // Ends are likely, and where there is none, anything of any size.
    private double In(Interval range)
    {
        double low = double.IsInfinity(range.Low) ? -Math.Pow(10, random.Next(-300, 308)) : range.Low;
        double high = double.IsInfinity(range.High) ? Math.Pow(10, random.Next(-300, 308)) : range.High;
        double middle = Math.Clamp(low + (random.NextDouble() * (high - low)), low, high);
        return random.Next(4) switch { 0 => low, 1 => high, 2 when range.Contains(0) => 0, _ => double.IsFinite(middle) ? middle : low };
    }
}
