namespace ScenarioSim.App.Cli;

/// <summary>A stream for what is said beside the result: where nobody can hear it (closed, or a full disk) it is lost, and the command goes on.</summary>
internal sealed class ForgivingStream(Stream to) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => Try(to.Flush);

    public override void Write(byte[] buffer, int offset, int count) => Try(() => to.Write(buffer, offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no third place to complain.
        }
    }
}
