using ScenarioSim.Model;

namespace ScenarioSim.Compiler;

/// <summary>What a formula may look at, as bits: a track is bit i modulo 64, so a set may say too much but never too little.</summary>
/// <remarks>Two plain words: kernels combine and test them for every alternative in every step.</remarks>
/// <param name="Tracks">Tracks whose state, visits or time it reads.</param>
/// <param name="Others">Indicator i is bit i modulo 62; two bits are kept for <see cref="Clock"/> and <see cref="Beginning"/>.</param>
public readonly record struct Reads(ulong Tracks, ulong Others)
{
    /// <summary>The bit of what changes with the step alone (<c>day</c>, <c>date</c>, <c>time_in</c>).</summary>
    public const ulong Clock = 1UL << 63;

    /// <summary>The bit of a change that everything depends on: a stay begins.</summary>
    public const ulong Beginning = 1UL << 62;

    /// <summary>So many tracks have a bit each.</summary>
    public const int TracksWithBits = 64;

    /// <summary>A track's bit.</summary>
    public static ulong OfTrack(int index) => 1UL << (index & 63);

    /// <summary>An indicator's bit.</summary>
    public static ulong OfIndicator(int index) => 1UL << (index % 62);

    /// <summary>What an expression looks at by itself, without its operands.</summary>
    public static Reads Of(Expression expression) => expression switch
    {
        IndicatorRef i => new Reads(0, OfIndicator(i.Index)),
        InState s => new Reads(OfTrack(s.Track), 0),
        Visited v => new Reads(OfTrack(v.Track), 0),
        Visits v => new Reads(OfTrack(v.Track), 0),
        TimeIn t => new Reads(OfTrack(t.Track), Clock),
        DayRef or DateRef => new Reads(0, Clock),
        _ => default,
    };

    /// <summary>Whether it changes with the step alone.</summary>
    public bool Time => (Others & Clock) != 0;

    /// <summary>Whether it reads an indicator.</summary>
    public bool AnyIndicator => (Others & ~(Clock | Beginning)) != 0;

    /// <summary>Both together.</summary>
    public static Reads operator |(Reads a, Reads b) => new(a.Tracks | b.Tracks, a.Others | b.Others);

    /// <summary>Whether a change of these tracks and indicators can concern it.</summary>
    public bool Concerns(ulong tracks, ulong others) => ((Tracks & tracks) | (Others & others)) != 0;
}
