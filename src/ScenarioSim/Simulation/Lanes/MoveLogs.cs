using System.Runtime.InteropServices;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>The moves of the runs in packed lanes, where somebody asks for them: the step in the high half, the number in the low one.</summary>
/// <param name="lanes">How many lanes there are in all blocks.</param>
internal sealed class MoveLogs(int lanes)
{
    private readonly List<long>[] _moves = [.. Enumerable.Range(0, lanes).Select(_ => new List<long>())];

    /// <summary>A run's moves so far.</summary>
    public ReadOnlySpan<long> this[int lane] => CollectionsMarshal.AsSpan(_moves[lane]);

    /// <summary>Notes a move.</summary>
    public void Add(int lane, int step, int number) => _moves[lane].Add(((long)step << 32) | (uint)number);

    /// <summary>A new run begins.</summary>
    public void Clear(int lane) => _moves[lane].Clear();
}
