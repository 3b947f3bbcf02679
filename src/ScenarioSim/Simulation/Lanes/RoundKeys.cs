using ScenarioSim.Randomness;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>The keys of <see cref="Philox"/>'s rounds: constants of a simulation, for all its events have the seed for their key.</summary>
internal unsafe struct RoundKeys
{
    /// <summary>By round: what goes to the first word.</summary>
    public fixed uint First[Philox.Rounds];

    /// <summary>By round: what goes to the third word.</summary>
    public fixed uint Second[Philox.Rounds];

    /// <summary>The key that they begin with.</summary>
    public ulong SeedKey;

    /// <param name="seedKey">The generator's key.</param>
    public RoundKeys(ulong seedKey)
    {
        SeedKey = seedKey;
        for (uint round = 0; round < Philox.Rounds; round++)
        {
            First[round] = (uint)seedKey + (round * Philox.Weyl0);
            Second[round] = (uint)(seedKey >> 32) + (round * Philox.Weyl1);
        }
    }
}
