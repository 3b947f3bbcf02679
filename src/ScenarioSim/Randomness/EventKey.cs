using System.Runtime.CompilerServices;
using System.Text;

namespace ScenarioSim.Randomness;

/// <summary>
/// The luck of one event: draws are a pure function of (seed, run, event, how often the event has occurred before), so neither the order of computation
/// nor any other event has a say in them.
/// </summary>
/// <remarks>
/// The seed is the generator's key, the same for all events, so that the keys of its rounds are constants of a simulation. Its counter is made of run, event and occurrence:
/// two events share their luck in runs below 2^32 only if their ids of 64 bits are equal, which of 10,000 names two are with probability 3e-12.
/// </remarks>
public readonly record struct EventKey
{
    internal const double Grain = 1.0 / (1L << 52);

    /// <summary>The seed, mixed: the generator's key.</summary>
    internal ulong SeedKey { get; }

    /// <summary>The event: its name, hashed and mixed.</summary>
    internal ulong Id { get; }

    /// <summary>The key that <see cref="SeedKey"/> and <see cref="Id"/> give.</summary>
    internal EventKey(ulong seedKey, ulong id) => (SeedKey, Id) = (seedKey, id);

    /// <summary>The key of an event under a seed.</summary>
    /// <param name="seed">The seed of the simulation.</param>
    /// <param name="name">What happens, such as <c>stay/geneva/talks</c>: unique in the scenario, and the same in every scenario that has it.</param>
    public static EventKey Of(ulong seed, string name)
    {
        ulong hash = 14695981039346656037; // FNV-1a, 64 bits
        foreach (byte b in Encoding.UTF8.GetBytes(name)) hash = (hash ^ b) * 1099511628211;
        return new EventKey(SeedKeyOf(seed), Mix(hash));
    }

    /// <summary>The generator's key under a seed.</summary>
    internal static ulong SeedKeyOf(ulong seed) => Mix(seed);

    /// <summary>The two uniform numbers of an occurrence, each of 52 bits and strictly between 0 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (double First, double Second) Draw(long run, int occurrence)
    {
        (uint c0, uint c1, uint c2, uint c3) = Block(run, occurrence);
        return (Uniform(c0, c1), Uniform(c2, c3));
    }

    /// <summary>128 random bits of an occurrence, for whoever needs bits rather than numbers.</summary>
    internal (ulong First, ulong Second) Bits(long run, int occurrence)
    {
        (uint c0, uint c1, uint c2, uint c3) = Block(run, occurrence);
        return (((ulong)c1 << 32) | c0, ((ulong)c3 << 32) | c2);
    }

    // The high half of a run's number is 0 in all but the longest simulations: it shares a word with half of the event.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (uint C0, uint C1, uint C2, uint C3) Block(long run, int occurrence)
    {
        uint c0 = (uint)run, c1 = (uint)Id, c2 = (uint)occurrence, c3 = (uint)(((ulong)run ^ Id) >> 32);
        Philox.Block(ref c0, ref c1, ref c2, ref c3, (uint)SeedKey, (uint)(SeedKey >> 32));
        return (c0, c1, c2, c3);
    }

    /// <summary>The middle of one of 2^52 equal intervals: a double, neither 0 nor 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Uniform(uint low, uint high) => ((((ulong)high << 32) | low) >> 12) * Grain + (Grain / 2);

    /// <summary>A uniform number of 52 bits for each run, cheaper than a draw: those of SplitMix64 from a seed of its own.</summary>
    internal static double Hashed(ulong seed, long run) => (Mix(seed + ((ulong)run * 0x9E3779B97F4A7C15)) >> 12) * Grain + (Grain / 2);

    // SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014, figure 16).
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
