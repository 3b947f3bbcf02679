using System.Runtime.CompilerServices;
using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Copies some rows of one packed lane to another: in memory rows follow each other, a lane's numbers stand apart.</summary>
internal sealed unsafe class LaneCopy
{
    private readonly CopyRoutine _routine;
    private readonly int* _truths;
    private readonly int _truthCount;

    /// <param name="rows">The memory of a block.</param>
    /// <param name="copied">The rows.</param>
    /// <param name="arena">Gives memory.</param>
    public LaneCopy(Rows rows, IReadOnlyList<int> copied, NativeArena arena)
    {
        int[] Offsets(Func<RowKind, bool> kind) => [.. copied.Where(r => kind(rows.Kind(r))).Select(r => rows.Offset(r)).Order()];
        _routine = CopyRoutine.Of(Offsets(k => k == RowKind.Number), Offsets(k => k is RowKind.Whole or RowKind.Place)) ?? throw new NotSupportedException("the system allows no machine code of our own any more");
        int[] truths = Offsets(k => k == RowKind.Truth);
        _truthCount = truths.Length;
        _truths = (int*)arena.Allocate((long)truths.Length * sizeof(int));
        truths.CopyTo(new Span<int>(_truths, _truthCount));
    }

    /// <summary>Copies them.</summary>
    /// <param name="from">A block.</param>
    /// <param name="fromLane">The lane in it.</param>
    /// <param name="to">Another, or the same.</param>
    /// <param name="toLane">The lane there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy(byte* from, int fromLane, byte* to, int toLane)
    {
        _routine.Copy(from, fromLane, to, toLane);
        for (int* truth = _truths, end = truth + _truthCount; truth < end; truth++)
        {
            int at = *truth;
            int bit = (*(ushort*)(from + at) >> fromLane) & 1;
            var others = (ushort*)(to + at);
            *others = (ushort)((*others & ~(1 << toLane)) | (bit << toLane));
        }
    }
}
