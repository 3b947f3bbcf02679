using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScenarioSim.Compiler.Machine;

/// <summary>Machine code that copies a lane's numbers and truths from one packed block to another: two instructions for a number, at distances that stand in the code.</summary>
internal sealed unsafe class CopyRoutine
{
    // The arguments, in the order of Copy's parameters; all of these, and those below, may be changed by a called function.
    private static readonly int[] s_arguments = OperatingSystem.IsWindows() ? [1, 2, 8, 9] : [7, 6, 2, 1];
    private static readonly int s_from = s_arguments[0], s_fromLane = s_arguments[1], s_to = s_arguments[2], s_toLane = s_arguments[3];

    // Registers by turns: one would do, for a processor renames it, but not all of them when it is so short a time until it is written again.
    private static readonly int[] s_free = OperatingSystem.IsWindows() ? [0, 10, 11] : [0, 8, 9, 10, 11];

    private readonly ExecutableMemory _memory;
    private readonly delegate* unmanaged[SuppressGCTransition]<byte*, nint, byte*, nint, void> _code;

    private CopyRoutine(ExecutableMemory memory)
    {
        _memory = memory;
        _code = (delegate* unmanaged[SuppressGCTransition]<byte*, nint, byte*, nint, void>)memory.Start;
    }

    /// <summary>Code for some rows; null where the system allows no code of one's own.</summary>
    /// <param name="numbers">Where the rows of 64-bit numbers begin.</param>
    /// <param name="wholes">Where those of 32-bit numbers begin.</param>
    /// <param name="truths">Where those of truths are, a bit for each lane.</param>
    /// <param name="wideLanes">By lane, its place among 64-bit numbers: a lane has that of the lane at its place.</param>
    public static CopyRoutine? Of(ReadOnlySpan<int> numbers, ReadOnlySpan<int> wholes, ReadOnlySpan<int> truths, ReadOnlySpan<byte> wideLanes)
    {
        var code = new List<byte>();
        var tables = new List<int>();
        bool isTurned = false;
        for (int i = 0; i < wideLanes.Length; i++) isTurned |= wideLanes[i] != i;
        // There, and back.
        if (isTurned) Turn(code, tables);
        Copy(code, numbers, wide: true);
        if (isTurned) Turn(code, tables);
        Copy(code, wholes, wide: false);
        foreach (int truth in truths) CopyTruth(code, truth);
        code.Add(0xC3);
        foreach (int at in tables) BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(code)[at..], code.Count - (at + sizeof(int)));
        code.AddRange(wideLanes);
        return ExecutableMemory.Of(code.ToArray()) is { } memory ? new CopyRoutine(memory) : null;
    }

    /// <summary>Copies.</summary>
    /// <param name="from">A block.</param>
    /// <param name="fromLane">The lane in it.</param>
    /// <param name="to">Another.</param>
    /// <param name="toLane">The lane there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy(byte* from, nint fromLane, byte* to, nint toLane)
    {
        _code(from, fromLane, to, toLane);
        GC.KeepAlive(_memory);
    }

    // Puts each lane's place in a table into its register; the tables' distances are to be set at the end.
    private static void Turn(List<byte> code, List<int> tables)
    {
        code.AddRange([0x48, 0x8D, 0x05]);
        tables.Add(code.Count);
        Whole(code, 0);
        foreach (int lane in new[] { s_fromLane, s_toLane })
        {
            code.AddRange([(byte)(0x40 | ((lane >> 3) << 2) | ((lane >> 3) << 1)), 0x0F, 0xB6, (byte)(((lane & 7) << 3) | 4), (byte)((lane & 7) << 3)]);
        }
    }

    // Some loads, then as many stores.
    private static void Copy(List<byte> code, ReadOnlySpan<int> offsets, bool wide)
    {
        for (int first = 0; first < offsets.Length; first += s_free.Length)
        {
            ReadOnlySpan<int> group = offsets[first..Math.Min(first + s_free.Length, offsets.Length)];
            for (int i = 0; i < group.Length; i++) Move(code, 0x8B, s_free[i], s_from, s_fromLane, group[i], wide);
            for (int i = 0; i < group.Length; i++) Move(code, 0x89, s_free[i], s_to, s_toLane, group[i], wide);
        }
    }

    // The bit, moved to its place in a register, takes the place of another.
    private static void CopyTruth(List<byte> code, int offset)
    {
        const int Bit = 0;
        int others = s_free[1];
        LoadWord(code, Bit, s_from, offset);
        ShiftBy(code, 3, Bit, s_fromLane);
        code.AddRange([0x83, 0xE0, 0x01]);
        ShiftBy(code, 1, Bit, s_toLane);
        LoadWord(code, others, s_to, offset);
        // btr, or
        code.AddRange([(byte)(0x40 | ((s_toLane >> 3) << 2) | (others >> 3)), 0x0F, 0xB3, (byte)(0xC0 | ((s_toLane & 7) << 3) | (others & 7))]);
        code.AddRange([(byte)(0x40 | (others >> 3)), 0x09, (byte)(0xC0 | (others & 7))]);
        code.Add(0x66);
        code.AddRange([(byte)(0x40 | ((others >> 3) << 2) | (s_to >> 3)), 0x89]);
        At(code, others, s_to, offset);
    }

    // A move between a register and a lane's number: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.1 and 2.2.
    private static void Move(List<byte> code, byte operation, int register, int address, int lane, int distance, bool wide)
    {
        code.Add((byte)(0x40 | (wide ? 8 : 0) | ((register >> 3) << 2) | ((lane >> 3) << 1) | (address >> 3)));
        code.Add(operation);
        code.Add((byte)(0x84 | ((register & 7) << 3)));
        code.Add((byte)((wide ? 0xC0 : 0x80) | ((lane & 7) << 3) | (address & 7)));
        Whole(code, distance);
    }

    private static void LoadWord(List<byte> code, int register, int address, int distance)
    {
        code.AddRange([(byte)(0x40 | ((register >> 3) << 2) | (address >> 3)), 0x0F, 0xB7]);
        At(code, register, address, distance);
    }

    // shrx (3) or shlx (1) of a register among the first eight by another.
    private static void ShiftBy(List<byte> code, int prefix, int register, int by) =>
        code.AddRange([0xC4, 0xE2, (byte)(((~by & 15) << 3) | prefix), 0xF7, (byte)(0xC0 | (register << 3) | register)]);

    private static void At(List<byte> code, int register, int address, int distance)
    {
        code.Add((byte)(0x80 | ((register & 7) << 3) | (address & 7)));
        Whole(code, distance);
    }

    private static void Whole(List<byte> code, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        code.AddRange(bytes);
    }
}
