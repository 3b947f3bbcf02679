namespace ScenarioSim.Compiler;

/// <summary>What a formula may look at, as bits: track or indicator i is bit i modulo 64, so a set may say too much but never too little.</summary>
/// <param name="Tracks">Tracks whose state, visits or time it reads.</param>
/// <param name="Indicators">Indicators.</param>
/// <param name="Time">Whether it changes with the step alone (<c>day</c>, <c>date</c>, <c>time_in</c>).</param>
public readonly record struct Reads(ulong Tracks, ulong Indicators, bool Time)
{
    /// <summary>Set by a kernel for what waits for its time.</summary>
    internal bool IsWaiting { get; init; }

    /// <summary>A track.</summary>
    public static Reads Track(int index) => new(1UL << (index & 63), 0, false);

    /// <summary>An indicator.</summary>
    public static Reads Indicator(int index) => new(0, 1UL << (index & 63), false);

    /// <summary>The step.</summary>
    public static Reads Clock { get; } = new(0, 0, true);

    /// <summary>Both together.</summary>
    public static Reads operator |(Reads a, Reads b) => new(a.Tracks | b.Tracks, a.Indicators | b.Indicators, a.Time || b.Time);

    /// <summary>Whether a change of these tracks and indicators can concern it.</summary>
    public bool Concerns(ulong tracks, ulong indicators) => ((Tracks & tracks) | (Indicators & indicators)) != 0;
}
