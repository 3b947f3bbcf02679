using System.Runtime.CompilerServices;
using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Copies some rows of one packed lane to another: in memory rows follow each other, a lane's numbers stand apart.</summary>
internal sealed unsafe class LaneCopy
{
    private readonly CopyRoutine _routine;

    /// <param name="rows">The memory of a block.</param>
    /// <param name="copied">The rows.</param>
    public LaneCopy(Rows rows, IReadOnlyList<int> copied)
    {
        int[] Offsets(Func<RowKind, bool> kind) => [.. copied.Where(r => kind(rows.Kind(r))).Select(r => rows.Offset(r)).Order()];
        _routine = CopyRoutine.Of(Offsets(k => k == RowKind.Number), Offsets(k => k is RowKind.Whole or RowKind.Place), Offsets(k => k == RowKind.Truth), [.. Enumerable.Range(0, rows.Width.Lanes).Select(l => (byte)rows.WideLane(l))])
            ?? throw new NotSupportedException("the system allows no machine code of our own any more");
    }

    /// <summary>Copies them.</summary>
    /// <param name="from">A block.</param>
    /// <param name="fromLane">The lane in it.</param>
    /// <param name="to">Another.</param>
    /// <param name="toLane">The lane there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy(byte* from, int fromLane, byte* to, int toLane) => _routine.Copy(from, fromLane, to, toLane);
}
