using System.Runtime.InteropServices;

namespace ScenarioSim.Compiler.Machine;

/// <summary>Machine code in memory of its own: written first, then made executable and no longer writable. Freed when nobody refers to it any more.</summary>
internal sealed unsafe partial class ExecutableMemory : SafeHandle
{
    private const int ReadWrite = 3, ReadExecute = 5, PrivateAnonymous = 0x22;
    private const uint Commit = 0x3000, Release = 0x8000, PageReadWrite = 4, PageExecuteRead = 0x20;

    private readonly nuint _size;

    private ExecutableMemory(nint address, nuint size)
        : base(0, ownsHandle: true)
    {
        _size = size;
        SetHandle(address);
    }

    /// <summary>Whether the system allows it: tried once.</summary>
    public static bool IsAllowed { get; } = Try();

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Where the code begins.</summary>
    public byte* Start => (byte*)handle;

    /// <summary>Puts code into memory that can be executed; null where the system does not allow it.</summary>
    public static ExecutableMemory? Of(ReadOnlySpan<byte> code)
    {
        nuint size = ((nuint)code.Length + 4095) & ~(nuint)4095;
        if (OperatingSystem.IsWindows())
        {
            nint address = VirtualAlloc(0, size, Commit, PageReadWrite);
            if (address == 0) return null;
            var memory = new ExecutableMemory(address, size);
            code.CopyTo(new Span<byte>((void*)address, code.Length));
            if (VirtualProtect(address, size, PageExecuteRead, out _)) return memory;
            memory.Dispose();
            return null;
        }
        if (OperatingSystem.IsLinux())
        {
            nint address = mmap(0, size, ReadWrite, PrivateAnonymous, -1, 0);
            if (address == -1) return null;
            var memory = new ExecutableMemory(address, size);
            code.CopyTo(new Span<byte>((void*)address, code.Length));
            if (mprotect(address, size, ReadExecute) == 0) return memory;
            memory.Dispose();
        }
        return null;
    }

    private static bool Try()
    {
        const byte Return = 0xC3;
        using ExecutableMemory? memory = Of([Return]);
        return memory is not null;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => OperatingSystem.IsWindows() ? VirtualFree(handle, 0, Release) : munmap(handle, _size) == 0;

    [LibraryImport("libc")]
    private static partial nint mmap(nint address, nuint size, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int mprotect(nint address, nuint size, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint size);

    [LibraryImport("kernel32")]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualProtect(nint address, nuint size, uint protection, out uint old);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(nint address, nuint size, uint type);
}
