using ScenarioSim.Randomness;

namespace ScenarioSim.Compiler;

/// <summary>What a world remembers of its tracks between looks; compiled looks read and write it. By track unless said otherwise.</summary>
/// <param name="plan">The plan.</param>
/// <param name="transitions">The keys of the transitions' draws, by their numbers.</param>
internal sealed class TrackMemory(Plan plan, EventKey[] transitions)
{
    /// <summary>The run's number.</summary>
    public long Run;

    /// <summary>The threshold that the standing chances of the stay have to reach, in units of <see cref="Hazard"/>.</summary>
    public readonly double[] Threshold = new double[plan.Scenario.Tracks.Count];

    /// <summary>What they have added up to, the steps before <see cref="Since"/> counted.</summary>
    public readonly double[] Sum = new double[plan.Scenario.Tracks.Count];

    /// <summary>Their rate from step <see cref="Since"/> on.</summary>
    public readonly double[] Rate = new double[plan.Scenario.Tracks.Count];

    /// <summary>See <see cref="Rate"/>.</summary>
    public readonly int[] Since = new int[plan.Scenario.Tracks.Count];

    /// <summary>The next step in which the track has to be looked at if nothing that it reads changes.</summary>
    public readonly int[] Wake = new int[plan.Scenario.Tracks.Count];

    /// <summary>The tracks that its last look depended on, as bits of <see cref="Reads"/>.</summary>
    public readonly ulong[] ReadTracks = new ulong[plan.Scenario.Tracks.Count];

    /// <summary>The indicators that it depended on.</summary>
    public readonly ulong[] ReadOthers = new ulong[plan.Scenario.Tracks.Count];

    /// <summary>The tracks that have changed since its last look; everything at the start of a stay.</summary>
    public readonly ulong[] ChangedTracks = new ulong[plan.Scenario.Tracks.Count];

    /// <summary>The indicators that have, and the bit of time; see <see cref="ChangedTracks"/>.</summary>
    public readonly ulong[] ChangedOthers = new ulong[plan.Scenario.Tracks.Count];

    /// <summary>The step in which a transition's time comes, by timer.</summary>
    public readonly int[] Due = new int[plan.TimerCount];

    /// <summary>Whether a toss has been made since its state was entered, by toss.</summary>
    public readonly bool[] Spent = new bool[plan.TossCount];

    /// <summary>The last rate of each standing transition, in units, by the transition's number; negative where it is not known.</summary>
    public readonly double[] Known = new double[plan.Transitions.Count];

    /// <summary>The rates among which a look picks when the threshold is reached, by place in <see cref="LeafPlan.Standing"/>.</summary>
    public double[] Competing = new double[16];

    /// <summary>Makes the toss of a transition that is due.</summary>
    public static bool Won(World world, int transition, int toss, int lister, double chance)
    {
        TrackMemory memory = world.Memory;
        memory.Spent[toss] = true;
        return memory.Draw(transition, world.Visited[lister]).Second < chance;
    }

    /// <summary>The draws of a transition in a visit of the state that lists it.</summary>
    public (double First, double Second) Draw(int transition, int visit) => transitions[transition].Draw(Run, visit);
}
