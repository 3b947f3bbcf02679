using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScenarioSim.Results;

/// <summary>Numbers or vectors in memory that stays where it is and begins with a line of the cache: none of them, and no vector that is written at a multiple of its size, lies across two lines, where what was written would be slow to read again.</summary>
/// <typeparam name="T">No larger than a line, and a power of two.</typeparam>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    private const int Line = 64;

    private readonly byte[] _bytes;
    private readonly int _at;

    /// <param name="length">How many there are, all of them 0.</param>
    public AlignedArray(int length)
    {
        _bytes = GC.AllocateArray<byte>((length * Unsafe.SizeOf<T>()) + Line, pinned: true);
        _at = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) & (Line - 1));
    }

    /// <summary>Whether it has not been made, and so has none.</summary>
    public bool IsNone => _bytes is null;

    /// <summary>The first, unchecked; the others follow it.</summary>
    public ref T First => ref Unsafe.As<byte, T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _at));

    /// <summary>One of them, unchecked.</summary>
    public ref T this[long at] => ref Unsafe.Add(ref First, (nint)at);
}
