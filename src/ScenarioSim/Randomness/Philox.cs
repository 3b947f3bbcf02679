using System.Runtime.CompilerServices;

namespace ScenarioSim.Randomness;

/// <summary>
/// The counter-based generator Philox4x32-7: a block of four random words as a pure function of a counter and a key.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3 and table 2 (constants).
/// </summary>
/// <remarks>Seven rounds are the fewest with which it passes all of BigCrush, says the paper (section 4, table 2); ten, its usual number, are a margin.</remarks>
public static class Philox
{
    /// <summary>How many rounds.</summary>
    internal const int Rounds = 7;

    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;

    /// <summary>All rounds over the counter (c0..c3) under the key (k0, k1); the result replaces the counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Block(ref uint c0, ref uint c1, ref uint c2, ref uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 += Weyl0;
            k1 += Weyl1;
        }
    }
}
