using System.Runtime.InteropServices;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>How the terminal hands on what is typed, as Terminal.Gui has set it: key by key, unseen. Who has the terminal while the program is stopped sets it otherwise.</summary>
internal sealed partial class RawInput
{
    private const int Input = 0, Now = 0;

    // struct termios: 60 bytes on Linux, 72 on macOS. What is in it is the system's.
    private const int Room = 256;

    private readonly byte[] _settings;

    private RawInput(byte[] settings) => _settings = settings;

    /// <summary>How it is now; null where that cannot be told.</summary>
    public static RawInput? Present()
    {
        if (OperatingSystem.IsWindows()) return null;
        var settings = new byte[Room];
        try
        {
            return tcgetattr(Input, ref settings[0]) == 0 ? new RawInput(settings) : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Sets it so again; what was typed and not yet read stays.</summary>
    public void Restore() => _ = tcsetattr(Input, Now, ref _settings[0]);

    [LibraryImport("libc")]
    private static partial int tcgetattr(int file, ref byte settings);

    [LibraryImport("libc")]
    private static partial int tcsetattr(int file, int when, ref byte settings);
}
