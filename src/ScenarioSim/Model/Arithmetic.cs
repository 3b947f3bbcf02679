using System.Runtime.CompilerServices;

namespace ScenarioSim.Model;

/// <summary>The arithmetic of the language, one place for all engines and for constants: what an operator or function gives for doubles.</summary>
/// <remarks>
/// Truths are 0 and 1. An operation without a finite value gives a value that is not finite here; whoever evaluates takes 0 for it and counts it
/// (docs/language.md, section 4). Comparisons are of the numbers as they are; dates and durations are whole seconds unless an assumption makes them otherwise.
/// </remarks>
public static class Arithmetic
{
    /// <summary>The value of a binary operator; not finite where the operation has no finite value.</summary>
    public static double Apply(BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.Power => Math.Pow(left, right),
        BinaryOperator.Equal => left == right ? 1 : 0,
        BinaryOperator.NotEqual => left != right ? 1 : 0,
        BinaryOperator.Less => left < right ? 1 : 0,
        BinaryOperator.LessOrEqual => left <= right ? 1 : 0,
        BinaryOperator.Greater => left > right ? 1 : 0,
        BinaryOperator.GreaterOrEqual => left >= right ? 1 : 0,
        BinaryOperator.And => left != 0 && right != 0 ? 1 : 0,
        BinaryOperator.Or => left != 0 || right != 0 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, null),
    };

    /// <summary>The value of a unary operator.</summary>
    public static double Apply(UnaryOperator op, double operand) => op == UnaryOperator.Negate ? -operand : operand != 0 ? 0 : 1;

    /// <summary>The value of a function; not finite where it has no finite value.</summary>
    public static double Apply(Function function, ReadOnlySpan<double> arguments) => function switch
    {
        Function.Min => Least(arguments),
        Function.Max => Greatest(arguments),
        Function.Abs => Math.Abs(arguments[0]),
        Function.Sqrt => Math.Sqrt(arguments[0]),
        Function.Exp => Math.Exp(arguments[0]),
        Function.Log => Math.Log(arguments[0]),
        Function.Floor => Math.Floor(arguments[0]),
        Function.Ceil => Math.Ceiling(arguments[0]),
        Function.Round => Round(arguments[0]),
        Function.Clamp => Clamp(arguments[0], arguments[1], arguments[2]),
        Function.Logistic => Logistic(arguments[0]),
        Function.Logit => Logit(arguments[0]),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    /// <summary>The nearest whole number, halves away from zero.</summary>
    public static double Round(double x) => Math.Round(x, MidpointRounding.AwayFromZero);

    /// <summary>x moved into low..high; low above high gives high.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Clamp(double x, double low, double high)
    {
        double raised = x < low ? low : x;
        return raised > high ? high : raised;
    }

    /// <summary>1 / (1 + e^-x); 0 and 1 far out, never an overflow.</summary>
    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>log(p / (1 - p)); not finite for p outside (0, 1).</summary>
    public static double Logit(double p) => Math.Log(p / (1 - p));

    /// <summary>The lesser of two numbers; the first where they are equal.</summary>
    public static double Lesser(double a, double b) => b < a ? b : a;

    /// <summary>The greater of two numbers; the first where they are equal.</summary>
    public static double Greater(double a, double b) => b > a ? b : a;

    private static double Least(ReadOnlySpan<double> values)
    {
        double least = values[0];
        for (int i = 1; i < values.Length; i++) least = Lesser(least, values[i]);
        return least;
    }

    private static double Greatest(ReadOnlySpan<double> values)
    {
        double greatest = values[0];
        for (int i = 1; i < values.Length; i++) greatest = Greater(greatest, values[i]);
        return greatest;
    }
}
