using System.Diagnostics;

namespace ScenarioSim.Benchmarks;

/// <summary>From the start of a process to its end: the program on the flagship, in one short table.</summary>
internal static class StartTime
{
    private const int Repeats = 15;

    /// <summary>Prints least and median time of some repeats, in milliseconds by the clock.</summary>
    /// <param name="others">Programs to time by turns with the built one (<c>dotnet build -c Release</c>), such as a native one.</param>
    public static void Print(string[] others)
    {
        string built = Path.Combine(Shipped.Folder, "src/ScenarioSim.App/bin/Release/net10.0", OperatingSystem.IsWindows() ? "scenariosim.exe" : "scenariosim");
        string[] programs = [built, .. others.Select(Path.GetFullPath)];
        if (programs.FirstOrDefault(p => !File.Exists(p)) is { } missing) throw new InvalidOperationException($"{missing} is not there: build it first");
        string flagship = Shipped.PathOf("moment-of-crisis");
        for (int i = 0; i < others.Length; i++) Console.WriteLine($"{(char)('a' + i)}: {others[i]}");
        Console.WriteLine($"{"milliseconds",-28} {"least",8} {"median",8}{string.Concat(others.Select((_, i) => $" {(char)('a' + i) + ", least",8} {"median",8}"))}");
        foreach (string[] arguments in (string[][])[["--version"], ["check", flagship], ["run", flagship, "--runs", "1k"], ["run", flagship, "--runs", "100k"]])
        {
            double[][] rounds = [.. Enumerable.Range(0, Repeats).Select(_ => programs.Select(program => Time(program, arguments)).ToArray())];
            IEnumerable<double[]> times = programs.Select((_, i) => rounds.Select(round => round[i]).Order().ToArray());
            Console.WriteLine($"{string.Join(' ', arguments.Where(a => a != flagship)),-28}{string.Concat(times.Select(t => $" {t[0],8:F0} {t[Repeats / 2],8:F0}"))}");
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
