using System.Runtime.InteropServices;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>What is known of the runs in a block's lanes beside the block's own memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FollowedBlock
{
    /// <summary>The most lanes that a block can have.</summary>
    public const int Most = 8;

    /// <summary>Where <see cref="LogEnds"/> begins, in bytes.</summary>
    public const int LogEndsAt = 0;

    /// <summary>Where <see cref="Steps"/> begins.</summary>
    public const int StepsAt = Most * sizeof(long);

    /// <summary>Where <see cref="Runs"/> begins.</summary>
    public const int RunsAt = 2 * Most * sizeof(long);

    /// <summary>Where <see cref="Visits"/> begins.</summary>
    public const int VisitsAt = 3 * Most * sizeof(long);

    /// <summary>Where each run's log ends: its moves so far, the step in the high half, the move's number in the low one.</summary>
    public fixed long LogEnds[Most];

    /// <summary>The step that each lane has come to, in the high half.</summary>
    public fixed long Steps[Most];

    /// <summary>The runs' numbers.</summary>
    public fixed long Runs[Most];

    /// <summary>By lane: how often each state has been entered, by its number through all tracks.</summary>
    public fixed long Visits[Most];

    /// <summary>Up to where a log can end if a move of every track is still to fit.</summary>
    public fixed long LogLimits[Most];

    /// <summary>Where each log begins.</summary>
    public fixed long Logs[Most];

    /// <summary>By lane: how often each drawn effect has happened.</summary>
    public fixed long Happened[Most];

    /// <summary>The bytes of a log for so many moves; it may be read on up to a multiple of 64 bytes.</summary>
    public static long LogBytes(long moves) => (moves + 8) * sizeof(long);
}
