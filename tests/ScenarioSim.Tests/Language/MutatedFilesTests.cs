using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScenarioSim.Language;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Language;

/// <summary>Whatever a file holds, reading it gives a scenario or errors with places in it, and never an exception.</summary>
public class MutatedFilesTests
{
    private static readonly string[] _files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "corpus"), "*.yaml")
        .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "geneva*.yaml")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly string[] _pieces =
        ["{", "}", "[", "]", ":", ": ", "- ", "\"", "'", "#", "&a ", "*a", "!", "|", ">", "%", "@", "\t", "\n", "  ", "rest", "per week", "(", ")", "..", "1e999", "-", "~", "<<: *a", "to", "é", "\uD83D\uDE00", "? "];

    [Property(MaxTest = 1500)]
    public Property A_mutated_file_is_read_without_an_exception()
    {
        var mutated =
            from file in Gen.Elements(_files)
            from count in Gen.Choose(1, 4)
            from edits in Gen.Choose(0, int.MaxValue).ArrayOf(count * 3)
            select edits.Chunk(3).Aggregate(file, (text, e) => Mutate(text, e[0], e[1], e[2]));
        return Prop.ForAll(mutated.ToArbitrary(), Reads);
    }

    [Property(MaxTest = 300)]
    public void Any_bytes_are_read_without_an_exception(byte[] bytes) => Reads(bytes);

    [Property(MaxTest = 300)]
    public void Any_text_is_read_without_an_exception(string? text) => Reads(text ?? "");

    private static string Mutate(string text, int at, int what, int how)
    {
        if (text.Length == 0) return _pieces[what % _pieces.Length];
        at %= text.Length;
        int length = Math.Min(how % 12, text.Length - at);
        string[] lines = text.Split('\n');
        int line = at % lines.Length;
        return (what % 7) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, _pieces[how % _pieces.Length]),
            2 => text.Remove(at, Math.Min(1, text.Length - at)).Insert(at, _pieces[how % _pieces.Length]),
            3 => string.Join('\n', lines.Where((_, i) => i != line)),
            4 => string.Join('\n', lines.SelectMany((l, i) => i == line ? new[] { l, l } : [l])),
            5 => string.Join('\n', lines.Select((l, i) => i == line ? "  " + l : l)),
            _ => string.Join('\n', lines.Select((l, i) => i == line && l.StartsWith("  ") ? l[2..] : l)),
        };
    }

    private static void Reads(string text) => Reads(Encoding.UTF8.GetBytes(text));

    private static void Reads(byte[] bytes)
    {
        var result = ScenarioReader.Read("mutated.yaml", new OneFile(bytes));
        Assert.Equal(result.Scenario is null, result.Diagnostics.Any(d => d.Severity == Severity.Error));
        Assert.All(result.Diagnostics, d => Assert.True(d.Span.Start >= 0 && d.Span.Length >= 0 && d.Span.Start <= d.Span.File.Text.Length, d.Message));
        DiagnosticText.Render(result.Diagnostics);
    }

    private sealed class OneFile(byte[] bytes) : IFileSource
    {
        public byte[] Read(string path, int limit) => path == "mutated.yaml" ? bytes : throw new IOException($"there is no file `{path}`");
    }
}
