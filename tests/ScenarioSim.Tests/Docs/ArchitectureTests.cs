using System.Text.RegularExpressions;
using Xunit;

namespace ScenarioSim.Tests.Docs;

/// <summary>The pages for contributors name files that are there.</summary>
public partial class ArchitectureTests
{
    [Theory]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_path_that_is_named_exists(string page)
    {
        IEnumerable<string> missing = Named().Matches(File.ReadAllText(Path.Combine(Repository.Root, page)))
            .Select(m => m.Groups[1].Value).Where(path => !Path.Exists(Path.Combine(Repository.Root, path)));
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"`((?:src|tests|docs|scenarios|benchmarks)/[\w./-]+|[A-Z]+\.md)`")]
    private static partial Regex Named();
}
