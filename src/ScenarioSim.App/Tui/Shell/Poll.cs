using System.Runtime.InteropServices;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Waiting for keys without looking again and again, where the system can.</summary>
internal static partial class Poll
{
    private const short In = 1;
    private static bool s_isMissing = OperatingSystem.IsWindows();

    /// <summary>Waits until the standard input has something to read, or so long. False where that cannot be waited for: the caller sleeps.</summary>
    public static bool Wait(int milliseconds)
    {
        if (s_isMissing) return false;
        var input = new Watched { Events = In };
        try
        {
            // Less than 0: a signal came between, which is as good as waiting to the end. What hung up is there at once and for ever.
            return poll(ref input, 1, milliseconds) <= 0 || input.Found == In;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            s_isMissing = true;
            return false;
        }
    }

    [LibraryImport("libc")]
    private static partial int poll(ref Watched watched, nuint count, int milliseconds);

    // struct pollfd: 0 is the standard input.
    [StructLayout(LayoutKind.Sequential)]
    private struct Watched
    {
        public int File;
        public short Events;
        public short Found;
    }
}
