using ScenarioSim.Randomness;

namespace ScenarioSim.Compiler;

/// <summary>What a world remembers of one track between looks; compiled looks read and write it.</summary>
internal sealed class TrackState
{
    /// <summary>The threshold that the standing chances of the stay have to reach, in units of <see cref="Hazard"/>.</summary>
    public double Threshold;

    /// <summary>What they have added up to, the steps before <see cref="Since"/> counted.</summary>
    public double Sum;

    /// <summary>Their rate from step <see cref="Since"/> on.</summary>
    public double Rate;

    /// <summary>See <see cref="Rate"/>.</summary>
    public int Since;

    /// <summary>The next step in which it has to be looked at if nothing that it reads changes.</summary>
    public int Wake;

    /// <summary>What its last look depended on: tracks, as bits of <see cref="Reads"/>.</summary>
    public ulong ReadTracks;

    /// <summary>Indicators, and the bit of time.</summary>
    public ulong ReadOthers;

    /// <summary>What of that has changed since; everything at the start of a stay.</summary>
    public ulong ChangedTracks;

    /// <summary>See <see cref="ChangedTracks"/>.</summary>
    public ulong ChangedOthers;

    /// <summary>The uniform number that picks among alternatives and shares when the stay ends.</summary>
    public double Pick;

    /// <summary>What can be decided in its state.</summary>
    public LeafPlan Leaf = null!;

    /// <summary>Its branch repeats.</summary>
    public bool Repeats;

    /// <summary>Where runs are split: the threshold is known to be above this, in units of <see cref="Hazard"/>.</summary>
    public double Above;

    /// <summary>Where runs are split: the threshold is known to be at most this; infinite where nothing is known.</summary>
    public double AtMost;

    /// <summary>Where runs are split: no more is asked about the threshold of this stay.</summary>
    public bool Asked;

    /// <summary>Where runs are split: what is known of the pick.</summary>
    public PickKnown PickKnown = PickKnown.Nothing;

    /// <summary>What the standing chances have added up to when a step is over.</summary>
    public double SumAfter(int step) => Sum + (Rate * (step + 1 - Since));

    /// <summary>A stay begins.</summary>
    public void Begin(LeafPlan leaf, double threshold, double pick, int step)
    {
        Leaf = leaf;
        (Above, AtMost, Asked) = (0, double.PositiveInfinity, false);
        PickKnown = PickKnown.Nothing;
        (Threshold, Pick, Sum, Rate) = (threshold, pick, 0, 0);
        (Since, Wake) = (step + 1, step + 1);
        (ReadTracks, ReadOthers) = (0, 0);
        (ChangedTracks, ChangedOthers) = (ulong.MaxValue, ulong.MaxValue);
    }
}

/// <summary>What a world remembers of all its tracks between looks.</summary>
/// <param name="plan">The plan.</param>
/// <param name="transitions">The keys of the transitions' draws, by their numbers.</param>
internal sealed class TrackMemory(Plan plan, EventKey[] transitions)
{
    /// <summary>The run's number.</summary>
    public long Run;

    /// <summary>By track.</summary>
    public readonly TrackState[] Tracks = [.. plan.Scenario.Tracks.Select(t => new TrackState { Repeats = t.Repeats })];

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
