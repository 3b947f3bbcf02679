using System.Text.RegularExpressions;
using ScenarioSim.Language;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language;

/// <summary>Files with mistakes: <c># error: LINE WORD</c> (or <c># warning:</c>) in their first lines, or in NAME.expect, says what must be found, and nothing else.</summary>
public partial class BrokenFilesTests
{
    private static readonly string _corpus = Path.Combine(Repository.Root, "tests", "corpus");

    public static TheoryData<string> Broken => Names("broken");

    public static TheoryData<string> Warned => Names("warned");

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_gives_the_errors_it_expects_and_no_other(string name) => Check(name, Severity.Error);

    [Theory]
    [MemberData(nameof(Warned))]
    public void A_file_worth_a_remark_gives_the_warnings_it_expects_and_no_other(string name) => Check(name, Severity.Warning);

    private static TheoryData<string> Names(string folder)
    {
        string path = Path.Combine(_corpus, folder);
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*.yaml") : [];
        return [.. files.Select(f => $"{folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal)];
    }

    private static void Check(string name, Severity severity)
    {
        string path = Path.Combine(_corpus, name);
        string sidecar = Path.ChangeExtension(path, ".expect");
        var expected = Expected(File.ReadAllLines(File.Exists(sidecar) ? sidecar : path)).ToList();
        var result = ScenarioReader.Read(path, new DiskFiles());
        var found = result.Diagnostics.Where(d => d.Severity >= severity).ToList();
        foreach (var (kind, line, word) in expected)
        {
            int match = found.FindIndex(d => DiagnosticText.SeverityWord(d.Severity) == kind && d.Span.Line == line && (d.Message + "\n" + d.Help).Contains(word));
            if (match < 0) Assert.Fail($"no {kind} in line {line} with `{word}` among:\n{DiagnosticText.Render(found)}");
            found.RemoveAt(match);
        }
        if (found.Count > 0) Assert.Fail($"not expected:\n{DiagnosticText.Render(found)}");
    }

    private static IEnumerable<(string Kind, int Line, string Word)> Expected(string[] lines) =>
        lines.Select(l => ExpectationPattern().Match(l)).TakeWhile(m => m.Success).Where(m => m.Groups[1].Success)
            .Select(m => (m.Groups[1].Value, int.Parse(m.Groups[2].Value), m.Groups[3].Value.Trim()));

    [GeneratedRegex(@"^#(?:\s*(error|warning|info):\s*(\d+)\s+(.+))?")]
    private static partial Regex ExpectationPattern();
}
