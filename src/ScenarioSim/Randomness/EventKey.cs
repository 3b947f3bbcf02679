using System.Runtime.CompilerServices;
using System.Text;

namespace ScenarioSim.Randomness;

/// <summary>
/// The luck of one event: draws are a pure function of (seed, run, event, its how-manieth occurrence), so neither the order of computation
/// nor any other event has a say in them.
/// </summary>
/// <remarks>The name is hashed together with the seed to the generator's 64-bit key; run and occurrence are the counter. Two of 10,000 names share a key with probability 3e-12.</remarks>
public readonly record struct EventKey
{
    internal const double Grain = 1.0 / (1L << 52);

    private readonly uint _low;
    private readonly uint _high;

    /// <summary>The generator's key.</summary>
    internal ulong Key => ((ulong)_high << 32) | _low;

    /// <summary>The key that <see cref="Key"/> gives.</summary>
    internal EventKey(ulong key) => (_low, _high) = ((uint)key, (uint)(key >> 32));

    /// <summary>The key of an event under a seed.</summary>
    /// <param name="seed">The seed of the simulation.</param>
    /// <param name="name">What happens, such as <c>stay/geneva/talks</c>: unique in the scenario, and the same in every scenario that has it.</param>
    public static EventKey Of(ulong seed, string name)
    {
        ulong hash = 14695981039346656037; // FNV-1a, 64 bits
        foreach (byte b in Encoding.UTF8.GetBytes(name)) hash = (hash ^ b) * 1099511628211;
        return new EventKey(Mix(hash ^ Mix(seed)));
    }

    /// <summary>The two uniform numbers of an occurrence, each of 52 bits and strictly between 0 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (double First, double Second) Draw(long run, int occurrence)
    {
        uint c0 = (uint)run, c1 = (uint)((ulong)run >> 32), c2 = (uint)occurrence, c3 = 0;
        Philox.Block(ref c0, ref c1, ref c2, ref c3, _low, _high);
        return (Uniform(c0, c1), Uniform(c2, c3));
    }

    /// <summary>128 random bits of an occurrence, for whoever needs bits rather than numbers.</summary>
    internal (ulong First, ulong Second) Bits(long run, int occurrence)
    {
        uint c0 = (uint)run, c1 = (uint)((ulong)run >> 32), c2 = (uint)occurrence, c3 = 0;
        Philox.Block(ref c0, ref c1, ref c2, ref c3, _low, _high);
        return (((ulong)c1 << 32) | c0, ((ulong)c3 << 32) | c2);
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
