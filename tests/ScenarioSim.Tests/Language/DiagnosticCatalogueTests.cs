using System.Text;
using System.Text.RegularExpressions;
using ScenarioSim.Language;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language;

public partial class DiagnosticCatalogueTests
{
    public static TheoryData<string> Codes => [.. DiagnosticCatalogue.All.Select(e => e.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_example_gives_its_diagnostic_and_no_worse(string code)
    {
        var entry = DiagnosticCatalogue.All.Single(e => e.Code == code);
        var found = Read(entry);
        Assert.Contains(found, d => d.Code == code && d.Severity == entry.Severity);
        Assert.DoesNotContain(found, d => d.Code != code && d.Severity >= Severity.Error);
        Golden.Check($"diagnostics/{code}.txt", DiagnosticText.Render(found.Where(d => d.Code == code)));
    }

    [Fact]
    public void Each_code_is_listed_once() =>
        Assert.Empty(DiagnosticCatalogue.All.GroupBy(e => e.Code).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Each_code_that_a_message_has_is_listed_and_each_listed_has_a_message()
    {
        string folder = Path.Combine(Repository.Root, "src", "ScenarioSim", "Text");
        var used = Directory.GetFiles(folder, "Diagnose*.cs").SelectMany(f => CodePattern().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        var listed = DiagnosticCatalogue.All.Select(e => e.Code).ToHashSet();
        // Those of expressions are held to it from their first entry on.
        if (!listed.Any(c => c.StartsWith("SCN03"))) used.RemoveWhere(c => c.StartsWith("SCN03"));
        Assert.Equal(used.Order(), listed.Order());
    }

    [Fact]
    public void The_page_of_diagnostics_is_current() => Golden.CheckFile("docs/diagnostics.md", Page());

    private static IReadOnlyList<Diagnostic> Read(DiagnosticEntry entry)
    {
        var result = ScenarioReader.Read("example.yaml", new Examples(entry));
        if (entry.Givens.Count > 0) return Givens.Read(result.Scenario!, entry.Givens).Diagnostics;
        if (entry.Settings.Count == 0) return result.Diagnostics;
        return Settings.Apply(result.Scenario!, result.Scenario!.Policies[0], entry.Settings).Diagnostics;
    }

    private static string Page()
    {
        var page = new StringBuilder("# Diagnostics\n\nEvery remark that `scenariosim check` can make, with a small file that gives it. Errors keep a scenario from being simulated;\nwarnings are legal and probably mistakes (`--strict` makes them count); infos are worth knowing.\n\nThis page is generated from the catalogue of diagnostics by the tests.\n");
        foreach (var entry in DiagnosticCatalogue.All)
        {
            page.Append($"\n## {entry.Code}: {entry.Title}\n\n{char.ToUpperInvariant(DiagnosticText.SeverityWord(entry.Severity)[0])}{DiagnosticText.SeverityWord(entry.Severity)[1..]}. {entry.Advice}\n");
            if (entry.Example is { Length: < 1200 } example) page.Append($"\n```yaml\n{example.TrimEnd()}\n```\n");
            foreach (var (name, text) in entry.Bases) page.Append($"\nwith `{name}`:\n\n```yaml\n{text.TrimEnd()}\n```\n");
            if (entry.Givens.Count > 0) page.Append($"\nwith `{string.Join(' ', entry.Givens.Select(g => $"--given \"{g}\""))}`\n");
            if (entry.Settings.Count > 0) page.Append($"\nwith `{string.Join(' ', entry.Settings.Select(s => $"--set {s}"))}`\n");
            string rendered = DiagnosticText.Render(Read(entry).Where(d => d.Code == entry.Code).Take(1));
            page.Append($"\n```text\n{rendered.TrimEnd()}\n```\n");
        }
        return page.ToString();
    }

    // The example, its bases, and nothing else.
    private sealed class Examples(DiagnosticEntry entry) : IFileSource
    {
        public byte[] Read(string path, int limit)
        {
            if (entry.Bases.TryGetValue(path, out string? text)) return Encoding.UTF8.GetBytes(text);
            if (path != "example.yaml") throw new IOException($"there is no file `{path}`");
            if (entry.Code == "SCN0245") return Encoding.UTF8.GetBytes(ManyStates());
            return entry.Bytes ?? (entry.Example is { } example ? Encoding.UTF8.GetBytes(example) : throw new IOException($"there is no file `{path}`"));
        }

        private static string ManyStates() =>
            "start: 2022-01-01\nend: 2022-03-31\ntracks:\n  talks:\n    states:\n" + string.Concat(Enumerable.Range(0, 100_001).Select(i => $"      s{i}: []\n"));
    }

    [GeneratedRegex("\"(SCN\\d{4})\"")]
    private static partial Regex CodePattern();
}
