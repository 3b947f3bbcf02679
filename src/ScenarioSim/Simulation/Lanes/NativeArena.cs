using System.Runtime.InteropServices;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Memory outside the collected heap, cleared and aligned to 64 bytes, all of it given back together.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private readonly List<nint> _allocated = [];

    ~NativeArena() => Free();

    /// <summary>Some memory; at least one cache line.</summary>
    /// <param name="bytes">How many bytes.</param>
    public byte* Allocate(long bytes)
    {
        // Instructions read whole vectors, of which the last may reach beyond.
        nuint size = (nuint)Math.Max(64, bytes) + 64;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(memory, size);
        _allocated.Add((nint)memory);
        return memory;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        foreach (nint memory in _allocated) NativeMemory.AlignedFree((void*)memory);
        _allocated.Clear();
    }
}
