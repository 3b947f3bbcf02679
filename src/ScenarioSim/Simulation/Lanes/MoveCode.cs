using System.Runtime.InteropServices;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>What the driver of packed lanes has to know of a move.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
internal struct MoveCode
{
    /// <summary>The event of the stay that it leads into.</summary>
    public uint EventLow;

    /// <inheritdoc cref="EventLow"/>
    public uint EventHigh;

    /// <summary>Where a lane counts its entries into that state; a row of zeros for states that are entered once.</summary>
    public int Count;

    /// <summary>-1 where entries are counted, else 0.</summary>
    public int CountMask;

    /// <summary>Where the threshold of the track's stay is.</summary>
    public int Left;

    /// <summary>By how many bytes the draws grow: those of one where the stay needs one, else 0.</summary>
    public int Draws;

    /// <summary>1 where it brings more with it, else 0.</summary>
    public int BringsMore;
}
