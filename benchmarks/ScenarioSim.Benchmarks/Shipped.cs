using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Benchmarks;

/// <summary>The files that are measured, found from wherever BenchmarkDotNet has put the program.</summary>
public static class Shipped
{
    private static readonly string[] s_folders = ["scenarios", "benchmarks/scenarios"];

    private static readonly string s_root = Root(AppContext.BaseDirectory);

    /// <summary>The checkout's folder.</summary>
    public static string Folder => s_root;

    /// <summary>A scenario by the name of its file, shipped or kept here to be measured, or by the path of any; fails with its diagnostics.</summary>
    public static Scenario Read(string name)
    {
        ReadResult read = ScenarioReader.Read(PathOf(name), new DiskFiles());
        return read.Scenario ?? throw new InvalidOperationException(DiagnosticText.Render(read.Diagnostics));
    }

    /// <summary>Where it is.</summary>
    public static string PathOf(string name) => Find(name) ?? throw new FileNotFoundException($"there is no {name}.yaml in {string.Join(" or ", s_folders)}");

    /// <summary>Whether there is a scenario of that name.</summary>
    public static bool Has(string name) => Find(name) is not null;

    private static string? Find(string name) => s_folders.Select(folder => Path.Combine(s_root, folder, name + ".yaml")).Append(name).FirstOrDefault(File.Exists);

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "ScenarioSim.sln")) ? folder : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not in a checkout"));
}
