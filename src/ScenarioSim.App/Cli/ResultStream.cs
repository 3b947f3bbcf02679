using System.Runtime.InteropServices;

namespace ScenarioSim.App.Cli;

/// <summary>Stdout. The system calls one that is closed a path without access, which nobody would understand.</summary>
internal sealed partial class ResultStream(Stream to) : Stream
{
    private const int Stdout = 1;
    private const int GetFlags = 3;
    private const int Access = 3;

    private const string Closed = "stdout is closed";

    private bool _closed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => to.Flush();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            to.Write(buffer);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(Closed, e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Notes whether stdout is closed, as far as that can be told without writing: early, since files that are opened later take its number.</summary>
    public void Look()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        try
        {
            int flags = fcntl(Stdout, GetFlags);
            // The runtime's own files take the numbers of closed ones: what can only be read is one of these. (O_RDONLY is 0.)
            _closed = flags < 0 || (flags & Access) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    /// <summary>Ends the command where stdout was found closed; elsewhere writing will tell.</summary>
    /// <exception cref="IOException">It is closed.</exception>
    public void Check()
    {
        if (_closed) throw new IOException(Closed);
    }

    [LibraryImport("libc")]
    private static partial int fcntl(int file, int command);
}
