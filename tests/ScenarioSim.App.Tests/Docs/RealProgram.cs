using System.Diagnostics;
using Xunit;

namespace ScenarioSim.App.Tests.Docs;

/// <summary>The program itself, in a process of its own and without a terminal.</summary>
internal static class RealProgram
{
    /// <summary>Runs it in a folder; what it printed, with line feeds.</summary>
    public static async Task<(int Code, string Output, string Error)> Run(string folder, IEnumerable<string> arguments)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "scenariosim.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
