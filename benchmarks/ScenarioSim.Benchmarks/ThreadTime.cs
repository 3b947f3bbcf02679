using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ScenarioSim.Benchmarks;

/// <summary>Processor time of the calling thread where the system tells it (Linux), so that other work on the machine counts less; else the time on the wall.</summary>
internal static partial class ThreadTime
{
    private const int ThreadClock = 3;

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>Nanoseconds since some moment.</summary>
    public static double Now()
    {
        if (OperatingSystem.IsLinux() && clock_gettime(ThreadClock, out Time time) == 0) return (time.Seconds * 1e9) + time.Nanoseconds;
        return Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);
    }

    /// <summary>The least nanoseconds of a piece of work over some repeats, after one that does not count.</summary>
    public static double Least(int repeats, Action work)
    {
        work();
        double least = double.PositiveInfinity;
        for (int i = 0; i < repeats; i++)
        {
            double began = Now();
            work();
            least = Math.Min(least, Now() - began);
        }
        return least;
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Time time);
}
