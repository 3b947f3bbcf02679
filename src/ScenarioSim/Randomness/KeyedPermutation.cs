using System.Numerics;

namespace ScenarioSim.Randomness;

/// <summary>A random order of 0..size-1 that is computed place by place: it takes no memory, however many there are.</summary>
/// <remarks>
/// A Feistel network over just enough bits (M. Luby, C. Rackoff, SIAM J. Comput. 17, 1988), its halves unequal where the bits are odd, walked until it comes back into the range
/// (J. Black, P. Rogaway: Ciphers with arbitrary finite domains, CT-RSA 2002). At most half of the numbers lie outside, so this takes less than two walks on average. A rotation by an independent
/// random number makes every place hold every number with the same probability, to 2^-64, whatever the network does.
/// </remarks>
internal readonly struct KeyedPermutation
{
    // Pairs of rounds: of halves of a bit or two it takes more until every pair of numbers is as likely in two places as any other.
    private const int Rounds = 3;
    private const int RoundsOfFewBits = 8;
    private const int FewBits = 6;

    private readonly ulong _size;
    private readonly ulong _key;
    private readonly ulong _rotation;
    private readonly int _lowBits;
    private readonly int _rounds;
    private readonly ulong _low;
    private readonly ulong _high;

    /// <param name="size">How many numbers; at least 1.</param>
    /// <param name="key">Which order: 64 random bits.</param>
    /// <param name="rotation">64 random bits more.</param>
    public KeyedPermutation(long size, ulong key, ulong rotation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (_size, _key) = ((ulong)size, key);
        _rotation = Math.BigMul(rotation, _size, out _);
        int bits = BitOperations.Log2((ulong)size - 1 | 1) + 1;
        _rounds = bits <= FewBits ? RoundsOfFewBits : Rounds;
        _lowBits = (bits + 1) / 2;
        _low = (1UL << _lowBits) - 1;
        _high = (1UL << (bits - _lowBits)) - 1;
    }

    /// <summary>The number in a place.</summary>
    /// <param name="place">From 0; less than the size.</param>
    public long At(long place)
    {
        ulong number = (ulong)place;
        do number = Shuffled(number);
        while (number >= _size);
        number += _rotation;
        return (long)(number >= _size ? number - _size : number);
    }

    private ulong Shuffled(ulong number)
    {
        (ulong low, ulong high) = (number & _low, number >> _lowBits);
        ulong key = _key;
        for (int i = 0; i < _rounds; i++)
        {
            high ^= Mixed(low ^ key) & _high;
            key += 0x9E3779B97F4A7C15;
            low ^= Mixed(high ^ key) & _low;
            key += 0x9E3779B97F4A7C15;
        }
        return (high << _lowBits) | low;
    }

    // The first half of SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014), and the bits that its second product mixes best.
    private static ulong Mixed(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        return ((x ^ (x >> 27)) * 0x94D049BB133111EB) >> 32;
    }
}
