using System.Runtime.CompilerServices;
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

    /// <summary>What it does in the step of <see cref="TrackMemory.Wake"/>: the position of a transition, or one of the results of <see cref="Look"/>.</summary>
    public int Found;

    /// <summary>What of <see cref="TrackMemory.ReadTracks"/> has changed since its last look; everything at the start of a stay.</summary>
    public ulong ChangedTracks;

    /// <summary>What of <see cref="TrackMemory.ReadOthers"/> has changed.</summary>
    public ulong ChangedOthers;

    /// <summary>The uniform number that picks among alternatives and shares when the stay ends.</summary>
    public double Pick;

    /// <summary>Where runs are split: something is known of the threshold or the pick.</summary>
    public bool IsKnown;

    /// <summary>Where runs are split: the threshold is known to be above this, in units of <see cref="Hazard"/>.</summary>
    public double Above;

    /// <summary>Where runs are split: the threshold is known to be at most this; infinite where nothing is known.</summary>
    public double AtMost = double.PositiveInfinity;

    /// <summary>Where runs are split: no more is asked about the threshold of this stay.</summary>
    public bool Asked;

    /// <summary>Where runs are split: what is known of the pick.</summary>
    public PickKnown PickKnown = PickKnown.Nothing;

    /// <summary>What the standing chances have added up to when a step is over.</summary>
    public double SumAfter(int step) => Sum + (Rate * (step + 1 - Since));

    /// <summary>A stay begins; it is to be looked at for the next step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(double threshold, double pick, int step)
    {
        (Threshold, Pick, Sum, Rate, Since) = (threshold, pick, 0, 0, step + 1);
        (ChangedTracks, ChangedOthers) = (ulong.MaxValue, ulong.MaxValue);
        if (IsKnown) Forget();
    }

    private void Forget()
    {
        (Above, AtMost, Asked, PickKnown, IsKnown) = (0, double.PositiveInfinity, false, PickKnown.Nothing, false);
    }
}

/// <summary>What a world remembers of all its tracks between looks.</summary>
/// <param name="plan">The plan.</param>
/// <param name="transitions">The keys of the transitions' draws, by their numbers.</param>
internal sealed class TrackMemory(Plan plan, EventKey[] transitions)
{
    /// <summary>The wake of a track that has nothing to do.</summary>
    public const int Never = int.MaxValue;

    /// <summary>How many tracks the kernel goes through together.</summary>
    public const int Block = 8;

    /// <summary>So many steps are more than there can be.</summary>
    public const double Far = 1 << 30;

    /// <summary>The run's number.</summary>
    public long Run;

    /// <summary>By track.</summary>
    public readonly TrackState[] Tracks = [.. plan.Scenario.Tracks.Select(_ => new TrackState())];

    /// <summary>The next step in which each track has something to do if nothing that it reads changes; a whole number of blocks, those behind the last track for ever asleep.</summary>
    public readonly int[] Wake = [.. Enumerable.Repeat(Never, Padded(plan))];

    /// <summary>What the last look of each track depended on: tracks, as bits of <see cref="Reads"/>.</summary>
    public readonly ulong[] ReadTracks = new ulong[Padded(plan)];

    /// <summary>Indicators, and the bit of time.</summary>
    public readonly ulong[] ReadOthers = new ulong[Padded(plan)];

    /// <summary>The step in which a transition's time comes, by timer.</summary>
    public readonly int[] Due = new int[plan.TimerCount];

    /// <summary>Whether a toss has been made since its state was entered, by toss.</summary>
    public readonly bool[] Spent = new bool[plan.TossCount];

    /// <summary>The rate of each standing transition at the last look, in units, by the transition's number; negative where it does not compete.</summary>
    public readonly double[] Rates = new double[plan.Transitions.Count];

    /// <summary>See <see cref="Plan.RateTables"/>.</summary>
    public readonly double[][] RateTables = plan.RateTables;

    /// <summary>A track wakes a step earlier.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WakeEarlier(TrackMemory memory, int track) => memory.Wake[track]--;

    /// <summary>Makes the toss of a transition that is due.</summary>
    public static bool Won(World world, int transition, int toss, int lister, double chance)
    {
        TrackMemory memory = world.Memory;
        memory.Spent[toss] = true;
        return memory.Draw(transition, world.Visited[lister]).Second < chance;
    }

    /// <summary>The draws of a transition in a visit of the state that lists it.</summary>
    public (double First, double Second) Draw(int transition, int visit) => transitions[transition].Draw(Run, visit);

    private static int Padded(Plan plan) => (plan.Scenario.Tracks.Count + Block - 1) / Block * Block;
}
