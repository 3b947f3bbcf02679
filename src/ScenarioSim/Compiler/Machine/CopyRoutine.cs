using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ScenarioSim.Compiler.Machine;

/// <summary>Machine code that copies a lane's numbers from one packed block to another: two instructions each, at distances that stand in the code.</summary>
internal sealed unsafe class CopyRoutine
{
    private static readonly int[] s_arguments = OperatingSystem.IsWindows() ? [1, 2, 8, 9] : [7, 6, 2, 1];

    // Registers that a called function may change.
    private static readonly int[] s_free = OperatingSystem.IsWindows() ? [0, 10, 11] : [0, 8, 9, 10, 11];

    private readonly ExecutableMemory _memory;
    private readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, byte*, byte*, void> _code;

    private CopyRoutine(ExecutableMemory memory)
    {
        _memory = memory;
        _code = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, byte*, byte*, void>)memory.Start;
    }

    /// <summary>Code for some rows; null where the system allows no code of one's own.</summary>
    /// <param name="numbers">Where the rows of 64-bit numbers begin.</param>
    /// <param name="wholes">Where those of 32-bit numbers begin.</param>
    public static CopyRoutine? Of(ReadOnlySpan<int> numbers, ReadOnlySpan<int> wholes)
    {
        var code = new List<byte>();
        Copy(code, numbers, s_arguments[0], s_arguments[1], wide: true);
        Copy(code, wholes, s_arguments[2], s_arguments[3], wide: false);
        code.Add(0xC3);
        return ExecutableMemory.Of(code.ToArray()) is { } memory ? new CopyRoutine(memory) : null;
    }

    /// <summary>Copies.</summary>
    /// <param name="from">A block.</param>
    /// <param name="fromLane">The lane in it.</param>
    /// <param name="to">Another.</param>
    /// <param name="toLane">The lane there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy(byte* from, int fromLane, byte* to, int toLane)
    {
        _code(from + (fromLane * sizeof(double)), to + (toLane * sizeof(double)), from + (fromLane * sizeof(int)), to + (toLane * sizeof(int)));
        GC.KeepAlive(_memory);
    }

    // Some loads, then as many stores.
    private static void Copy(List<byte> code, ReadOnlySpan<int> offsets, int from, int to, bool wide)
    {
        for (int first = 0; first < offsets.Length; first += s_free.Length)
        {
            ReadOnlySpan<int> group = offsets[first..Math.Min(first + s_free.Length, offsets.Length)];
            for (int i = 0; i < group.Length; i++) Move(code, 0x8B, s_free[i], from, group[i], wide);
            for (int i = 0; i < group.Length; i++) Move(code, 0x89, s_free[i], to, group[i], wide);
        }
    }

    // A move between a register and memory at a distance from an address: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.1 and 2.2.
    private static void Move(List<byte> code, byte operation, int register, int address, int distance, bool wide)
    {
        int prefix = 0x40 | (wide ? 8 : 0) | ((register >> 3) << 2) | (address >> 3);
        if (prefix != 0x40) code.Add((byte)prefix);
        code.Add(operation);
        code.Add((byte)(0x80 | ((register & 7) << 3) | (address & 7)));
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, distance);
        code.AddRange(bytes);
    }
}
