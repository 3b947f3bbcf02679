using System.Diagnostics;
using Xunit;

namespace ScenarioSim.App.Tests.Cli;

/// <summary>Calls the program as a process of its own, with pipes for streams.</summary>
internal static class RealProgram
{
    private static readonly string s_program = System.IO.Path.Combine(AppContext.BaseDirectory, "scenariosim.dll");
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private const string HeedSignals = "--default-signal=HUP,INT,QUIT";

    private static readonly Lazy<bool> s_canHeed = new(() =>
    {
        if (OperatingSystem.IsWindows()) return false;
        using var env = Process.Start(new ProcessStartInfo("env", [HeedSignals, "true"]) { RedirectStandardError = true })!;
        env.WaitForExit();
        return env.ExitCode == 0;
    });

    /// <summary>The program.</summary>
    public static string Path => s_program;

    public static Called Call(params string[] arguments) => End(Start("dotnet", [s_program, .. arguments]));

    /// <summary>Calls it with a variable of the environment.</summary>
    public static Called CallWith(string variable, string value, params string[] arguments) => End(Start("dotnet", [s_program, .. arguments], (variable, value)));

    /// <summary>A line for bash in which <c>scenariosim</c> is the program.</summary>
    public static Called Bash(string line) => End(Start("bash", ["-c", $"scenariosim() {{ dotnet '{s_program}' \"$@\"; }}; {line}"]));

    public static Process Start(params string[] arguments) => Start("dotnet", [s_program, .. arguments]);

    /// <summary>Sends a signal once the program has used so much of the processor: by its time, not the clock's, for a busy machine may take long to begin.</summary>
    public static async Task Signal(Process process, string signal, TimeSpan work)
    {
        while (!process.HasExited && process.TotalProcessorTime < work)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            process.Refresh();
        }
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    public static Called End(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(s_limit))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException("the program did not end");
            }
            return new Called(process.ExitCode, output.Result, error.Result);
        }
    }

    /// <summary>How to start a process that heeds signals: what runs in the background begins with some of them ignored, and so would what it starts.</summary>
    public static ProcessStartInfo Heeding(string file, params string[] arguments) => s_canHeed.Value ? new("env", [HeedSignals, file, .. arguments]) : new(file, arguments);

    private static Process Start(string file, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = Heeding(file, [.. arguments]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
