using ScenarioSim.Language;
using ScenarioSim.Model;
using ScenarioSim.Text;

namespace ScenarioSim.Tests.Corpus;

/// <summary>The valid scenarios of the repository: the corpus and those that are shipped.</summary>
public static class CorpusFiles
{
    /// <summary>The files with expectations, by name.</summary>
    public static IEnumerable<string> Names() => Files("tests/corpus").Select(Path.GetFileName).OfType<string>();

    /// <summary>Every valid file, relative to the repository.</summary>
    public static IEnumerable<string> All() => Files("tests/corpus").Concat(Files("scenarios")).Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'));

    /// <summary>A file of the corpus, read; fails with its diagnostics.</summary>
    public static Scenario Read(string relative)
    {
        ReadResult read = ScenarioReader.Read(Path.Combine(Repository.Root, relative), new DiskFiles());
        return read.Scenario ?? throw new InvalidOperationException(DiagnosticText.Render(read.Diagnostics));
    }

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.yaml").Order(StringComparer.Ordinal);
}
