using System.Diagnostics;

namespace ScenarioSim.Benchmarks;

/// <summary>From the start of a process to its end: the built program on the flagship, in one short table.</summary>
internal static class StartTime
{
    private const int Repeats = 15;

    /// <summary>Prints least and median time of some repeats, in milliseconds by the clock. The program must have been built (<c>dotnet build -c Release</c>).</summary>
    public static void Print()
    {
        string program = Path.Combine(Shipped.Folder, "src/ScenarioSim.App/bin/Release/net10.0", OperatingSystem.IsWindows() ? "scenariosim.exe" : "scenariosim");
        if (!File.Exists(program)) throw new InvalidOperationException($"{program} is not there: run `dotnet build -c Release` first");
        string flagship = Shipped.PathOf("moment-of-crisis");
        Console.WriteLine($"{"milliseconds",-28} {"least",8} {"median",8}");
        foreach (string[] arguments in (string[][])[["--version"], ["check", flagship], ["run", flagship, "--runs", "1k"], ["run", flagship, "--runs", "100k"]])
        {
            double[] times = [.. Enumerable.Range(0, Repeats).Select(_ => Time(program, arguments)).Order()];
            Console.WriteLine($"{string.Join(' ', arguments.Where(a => a != flagship)),-28} {times[0],8:F0} {times[Repeats / 2],8:F0}");
        }
    }

    private static double Time(string program, string[] arguments)
    {
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        // Both are small and fit into the pipes' buffers one after the other.
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        double taken = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return process.ExitCode == 0 ? taken : throw new InvalidOperationException($"exit code {process.ExitCode}: {string.Join(' ', arguments)}");
    }
}
