namespace ScenarioSim.Model;

/// <summary>All numbers from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
public readonly record struct Interval(double Low, double High);

/// <summary>What values an expression can have, and which of its operations may lack a finite value: interval analysis.</summary>
/// <remarks>
/// Sound, not tight: every value that <see cref="Arithmetic"/> can give lies inside, and an operation that is not said to fail has a finite value on every
/// world. An operation without a finite value counts as 0. Results are kept by instance, so shared definitions are looked at once. Not thread-safe.
/// </remarks>
/// <param name="clock">Bounds <c>day</c>, <c>date</c>, <c>time_in</c> and <c>visits</c>.</param>
/// <param name="assumption">What an assumption can be, by index; the bounds may be infinite.</param>
/// <param name="lever">What a lever can be, by index.</param>
/// <param name="indicator">What an indicator can be, by index.</param>
public sealed class Ranges(Clock clock, Func<int, Interval> assumption, Func<int, Interval> lever, Func<int, Interval> indicator)
{
    /// <summary>Where the expression's values lie.</summary>
    public Interval Of(Expression expression) => throw new NotImplementedException();

    /// <summary>Whether this very operation (not those inside it) can be without a finite value.</summary>
    public bool CanFail(Expression expression) => throw new NotImplementedException();
}
