using System.Runtime.CompilerServices;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Copies some rows of one packed lane to another: in memory rows follow each other, a lane's numbers stand apart.</summary>
internal sealed unsafe class LaneCopy
{
    private readonly int* _numbers;
    private readonly int _numberCount;
    private readonly int* _wholes;
    private readonly int _wholeCount;
    private readonly int* _truths;
    private readonly int _truthCount;

    /// <param name="rows">The memory of a block.</param>
    /// <param name="copied">The rows.</param>
    /// <param name="arena">Gives memory.</param>
    public LaneCopy(Rows rows, IReadOnlyList<int> copied, NativeArena arena)
    {
        _numbers = Offsets(rows, copied.Where(r => rows.Kind(r) == RowKind.Number), arena, out _numberCount);
        _wholes = Offsets(rows, copied.Where(r => rows.Kind(r) is RowKind.Whole or RowKind.Place), arena, out _wholeCount);
        _truths = Offsets(rows, copied.Where(r => rows.Kind(r) == RowKind.Truth), arena, out _truthCount);
    }

    /// <summary>Copies them.</summary>
    /// <param name="from">A block.</param>
    /// <param name="fromLane">The lane in it.</param>
    /// <param name="to">Another, or the same.</param>
    /// <param name="toLane">The lane there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Copy(byte* from, int fromLane, byte* to, int toLane)
    {
        byte* read = from + (fromLane * sizeof(double)), write = to + (toLane * sizeof(double));
        for (int* at = _numbers, end = at + _numberCount; at < end; at += 4)
        {
            double a = *(double*)(read + at[0]), b = *(double*)(read + at[1]), c = *(double*)(read + at[2]), d = *(double*)(read + at[3]);
            *(double*)(write + at[0]) = a;
            *(double*)(write + at[1]) = b;
            *(double*)(write + at[2]) = c;
            *(double*)(write + at[3]) = d;
        }
        read = from + (fromLane * sizeof(int));
        write = to + (toLane * sizeof(int));
        for (int* at = _wholes, end = at + _wholeCount; at < end; at += 4)
        {
            int a = *(int*)(read + at[0]), b = *(int*)(read + at[1]), c = *(int*)(read + at[2]), d = *(int*)(read + at[3]);
            *(int*)(write + at[0]) = a;
            *(int*)(write + at[1]) = b;
            *(int*)(write + at[2]) = c;
            *(int*)(write + at[3]) = d;
        }
        for (int* at = _truths, end = at + _truthCount; at < end; at++)
        {
            int bit = (*(ushort*)(from + *at) >> fromLane) & 1;
            var others = (ushort*)(to + *at);
            *others = (ushort)((*others & ~(1 << toLane)) | (bit << toLane));
        }
    }

    // Filled up to a multiple of four with the last: copying that more often does no harm.
    private static int* Offsets(Rows rows, IEnumerable<int> copied, NativeArena arena, out int count)
    {
        List<int> offsets = [.. copied.Order().Select(r => rows.Offset(r))];
        count = offsets.Count;
        if (count == 0) return null;
        var memory = (int*)arena.Allocate((count + 3L) * sizeof(int));
        for (int i = 0; i < count + 3; i++) memory[i] = offsets[Math.Min(i, count - 1)];
        return memory;
    }
}
