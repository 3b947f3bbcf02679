namespace ScenarioSim.App.Tui.Shell;

/// <summary>A terminal that has gone: nobody is there to press q, so the program ends by itself.</summary>
internal static class TerminalGone
{
    // Long enough to give the screen back, short enough that nobody notices a process without a terminal.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly bool HadOne = Opens();
    private static long _looked = Environment.TickCount64;

    /// <summary>Whether the terminal that there was has gone without a signal; looked at once in two seconds.</summary>
    public static bool IsSo()
    {
        if (!HadOne || Environment.TickCount64 - _looked < Patience.TotalMilliseconds) return false;
        _looked = Environment.TickCount64;
        return !Opens();
    }

    /// <summary>Ends the process after a while even where the loop of the screen hangs on a terminal that does not answer any more.</summary>
    public static void EndAnyway() => new Thread(() =>
    {
        Thread.Sleep(Patience);
        Environment.Exit(Workbench.Stopped);
    })
    { IsBackground = true, Name = "end anyway" }.Start();

    private static bool Opens()
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            using var terminal = File.OpenHandle("/dev/tty");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
