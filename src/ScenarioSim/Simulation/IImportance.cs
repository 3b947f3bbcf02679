using ScenarioSim.Compiler;

namespace ScenarioSim.Simulation;

/// <summary>How near a world is to the event that runs are split for. Any function keeps estimates unbiased; a good one makes them precise.</summary>
/// <remarks>One object serves one kernel; none is shared by threads.</remarks>
internal interface IImportance
{
    /// <summary>The importance of a world after a step: the greater the nearer.</summary>
    double Of(World world, int step);

    /// <summary>Whether a change of these tracks and indicators (bits as in <see cref="Reads"/>) can alter it.</summary>
    bool Concerns(ulong tracks, ulong indicators);

    /// <summary>It is also looked at after every so many steps, whatever has changed; 0: only after changes.</summary>
    int Every { get; }

    /// <summary>The tracks whose thresholds and picks are asked about, piece by piece.</summary>
    IReadOnlyList<int> Asked { get; }

    /// <summary>What the standing chances of a track will about add up to from here to the end, in units of 1; by the last call of <see cref="Of"/>.</summary>
    double Hazard(int track);

    /// <summary>The picks with which a track would go on towards the event when it leaves its present state; empty where none stands out. By the last call of <see cref="Of"/>.</summary>
    (double Low, double High) Pick(int track);
}
