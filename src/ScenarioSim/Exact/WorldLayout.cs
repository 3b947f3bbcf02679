using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <summary>What of a world can bear on its future, and where it stands in a packed world: worlds that agree in it can no longer differ, and are one.</summary>
/// <remarks>
/// Always the innermost state of each track and the indicators. Only where something reads or waits for it: the step in which a timer comes (while its state lasts and it has not come),
/// spent tosses (while their state lasts), the entry of a state (<c>time_in</c>), counts of visits, whether a <c>time_to</c> has happened, the extreme so far of a <c>max</c> or <c>min</c>.
/// </remarks>
internal sealed class WorldLayout
{
    /// <param name="plan">The plan.</param>
    /// <param name="measures">The measures that are to be read.</param>
    public WorldLayout(Plan plan, IReadOnlyList<Measure> measures)
    {
        Plan = plan;
        Remembered = [.. measures.Where(Remembers).Select(m => m.Index)];
        Scenario scenario = plan.Scenario;
        IReadOnlyList<Expression> nodes = ExpressionTree.Nodes([.. ExpressionTree.Roots(scenario with { Measures = [], Observations = [] }), .. measures.Select(m => m.Of)]);
        Timed = [.. nodes.OfType<TimeIn>().Select(t => t.Track).Distinct().Order()];
        Counted = [.. nodes.OfType<Visits>().SelectMany(v => v.States.Select(s => plan.FirstState[v.Track] + s)).Distinct().Order()];
        Visited = [.. nodes.OfType<Model.Visited>().Select(v => plan.FirstState[v.Track] + v.State).Distinct().Except(Counted).Order()];
        Timers = [.. plan.Transitions.Where(t => t.Timer >= 0).OrderBy(t => t.Timer)];
        Tosses = [.. plan.Transitions.Where(t => t.Toss >= 0).OrderBy(t => t.Toss)];
        TrackOf = [.. scenario.Tracks.SelectMany(t => t.States.Select(_ => t.Index))];
        Size = scenario.Tracks.Count + scenario.Indicators.Count + Timers.Length + Tosses.Length + Timed.Length + Counted.Length + Visited.Length + Remembered.Length;
    }

    /// <summary>Whether a measure makes worlds differ that are otherwise the same: it remembers, or reads the past.</summary>
    public static bool Distinguishes(Measure measure) =>
        Remembers(measure) || ExpressionTree.Nodes([measure.Of]).Any(n => n is TimeIn or Visits or Model.Visited);

    private static bool Remembers(Measure measure) => measure.Reading is Reading.TimeTo or Reading.Max or Reading.Min;

    public Plan Plan { get; }

    /// <summary>Tracks whose <c>time_in</c> is read.</summary>
    public int[] Timed { get; }

    /// <summary>Numbers of states whose visits are counted.</summary>
    public int[] Counted { get; }

    /// <summary>Numbers of states of which it matters whether they were ever entered.</summary>
    public int[] Visited { get; }

    /// <summary>Measures of which something of the past is remembered.</summary>
    public int[] Remembered { get; }

    public TransitionPlan[] Timers { get; }

    public TransitionPlan[] Tosses { get; }

    /// <summary>The track of each state, by the state's number.</summary>
    public int[] TrackOf { get; }

    /// <summary>Words in a packed world.</summary>
    public int Size { get; }

    /// <summary>Whether a track is in a state or inside it.</summary>
    public bool IsIn(World world, int state)
    {
        int track = TrackOf[state];
        int first = Plan.FirstState[track];
        return Plan.Scenario.Tracks[track].IsWithin(world.Leaf[track] - first, state - first);
    }

    /// <summary>The world as it bears on steps after the given one.</summary>
    /// <param name="world">The world.</param>
    /// <param name="memory">By <see cref="Remembered"/>.</param>
    /// <param name="step">The step that has just been read.</param>
    public PackedWorld Pack(World world, double[] memory, int step)
    {
        var words = new long[Size];
        int at = 0;
        foreach (int leaf in world.Leaf) words[at++] = leaf;
        foreach (double value in world.Indicators) words[at++] = BitConverter.DoubleToInt64Bits(value);
        foreach (TransitionPlan t in Timers) words[at++] = IsIn(world, t.Lister) && world.Memory.Due[t.Timer] > step + 1 ? world.Memory.Due[t.Timer] : 0;
        foreach (TransitionPlan t in Tosses) words[at++] = IsIn(world, t.Lister) && world.Memory.Spent[t.Toss] ? 1 : 0;
        foreach (int track in Timed) words[at++] = world.Entered[world.Leaf[track]];
        foreach (int state in Counted) words[at++] = world.Visited[state];
        foreach (int state in Visited) words[at++] = world.Visited[state] > 0 ? 1 : 0;
        foreach (double value in memory) words[at++] = BitConverter.DoubleToInt64Bits(value);
        return new PackedWorld(words);
    }

    /// <summary>Makes the world what was packed; the step stays.</summary>
    public void Unpack(PackedWorld packed, World world, double[] memory)
    {
        ReadOnlySpan<long> words = packed.Words;
        int at = 0;
        for (int i = 0; i < world.Leaf.Length; i++) world.Leaf[i] = (int)words[at++];
        for (int i = 0; i < world.Indicators.Length; i++) world.Indicators[i] = BitConverter.Int64BitsToDouble(words[at++]);
        foreach (TransitionPlan t in Timers) world.Memory.Due[t.Timer] = (int)words[at++];
        foreach (TransitionPlan t in Tosses) world.Memory.Spent[t.Toss] = words[at++] != 0;
        foreach (int track in Timed) world.Entered[world.Leaf[track]] = (int)words[at++];
        foreach (int state in Counted) world.Visited[state] = (int)words[at++];
        foreach (int state in Visited) world.Visited[state] = (int)words[at++];
        for (int i = 0; i < memory.Length; i++) memory[i] = BitConverter.Int64BitsToDouble(words[at++]);
        world.Forget(ulong.MaxValue, ulong.MaxValue);
    }
}

/// <summary>A world in few words, equal to another if all of them are.</summary>
internal readonly struct PackedWorld : IEquatable<PackedWorld>
{
    private readonly int _hash;

    public PackedWorld(long[] words)
    {
        Words = words;
        var hash = default(HashCode);
        foreach (long word in words) hash.Add(word);
        _hash = hash.ToHashCode();
    }

    public long[] Words { get; }

    public bool Equals(PackedWorld other) => Words.AsSpan().SequenceEqual(other.Words);

    public override bool Equals(object? obj) => obj is PackedWorld other && Equals(other);

    public override int GetHashCode() => _hash;
}
