using System.Text;
using System.Text.Json;
using ScenarioSim.App.Cli;

namespace ScenarioSim.App.Tests.Cli;

/// <summary>What a call of the program came to.</summary>
internal sealed record Called(int Code, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The names of an object's properties, in their order.</summary>
    public static string Keys(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(p => p.Name));
}

/// <summary>Calls the program within this process, with streams of its own.</summary>
internal static class InProcess
{
    public static string Geneva { get; } = Path.Combine(Repository.Root, "scenarios", "geneva-week.yaml");

    public static Called Call(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        using var host = new Host(output, error);
        int code = CommandLine.Run(arguments, App.Program.Verbs, host);
        return new Called(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("scenariosim-").FullName;

    public string File(string name, string text)
    {
        string file = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
