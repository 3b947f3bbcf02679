using ScenarioSim.Language;
using ScenarioSim.Reports.Blocks;
using ScenarioSim.Text;

namespace ScenarioSim.App.Cli;

/// <summary>What the language knows, for people.</summary>
internal static class ReferenceText
{
    /// <summary>Everything that is known by one word.</summary>
    public static IReadOnlyList<Block> Of(IReadOnlyList<ReferenceEntry> entries) => [.. entries.SelectMany(Of)];

    /// <summary>The words that can be asked for, by what they are.</summary>
    public static IReadOnlyList<Block> Overview(IReadOnlyList<ReferenceEntry> all)
    {
        string Names(Func<ReferenceEntry, bool> which) => string.Join(", ", all.Where(which).Select(e => e.Kind == ReferenceKind.Mapping ? WithoutArticle(e.Name) : e.Name).Distinct());
        string[] codes = [.. all.Where(e => e.Kind == ReferenceKind.Message).Select(e => e.Name)];
        return
        [
            new Heading("What can be explained", 1),
            new Paragraph("Any of these words; a distribution, such as \"pert(10%, 20%, 30%)\" or \"2 to 6 weeks\"; a chance or a rate, such as \"8% per week\"."),
            new Entry("Mappings", Names(e => e.Kind == ReferenceKind.Mapping), []),
            new Entry("Keys", Names(e => e.Kind == ReferenceKind.Key), []),
            new Entry("Functions", Names(e => e.Kind == ReferenceKind.Function), []),
            new Entry("Measures", Names(e => e.Kind == ReferenceKind.Reading), []),
            new Entry("Distributions", Names(e => e.Kind == ReferenceKind.Distribution), []),
            new Entry("Words", Names(e => e.Kind == ReferenceKind.Word), []),
            new Entry("Messages", $"{codes[0]} to {codes[^1]}", []),
        ];
    }

    private static IEnumerable<Block> Of(ReferenceEntry entry)
    {
        yield return new Heading(entry.Kind switch
        {
            ReferenceKind.Mapping => WithoutArticle(entry.Name),
            ReferenceKind.Key => $"{entry.Name}: a key of {entry.Of}",
            ReferenceKind.Function => $"{entry.Written}: a function",
            ReferenceKind.Reading => $"{entry.Written}: what a measure reads",
            ReferenceKind.Distribution => $"{entry.Written}: a distribution",
            ReferenceKind.Word => $"{entry.Name}: {entry.Written} ({entry.Of})",
            ReferenceKind.Message => $"{entry.Name}: {entry.Written}",
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, null),
        });
        string severity = entry.Severity is { } s && DiagnosticText.SeverityWord(s) is var word ? $"{char.ToUpperInvariant(word[0])}{word[1..]}. " : "";
        yield return new Paragraph(severity + entry.Meaning + string.Concat(entry.Notes.Select(n => " " + n)) + (entry.Kind == ReferenceKind.Key ? $" Holds {entry.Written}." : ""));
        if (entry.Synonyms.Count > 0) yield return new Paragraph($"Elsewhere called {string.Join(", ", entry.Synonyms)}; here it is always {entry.Name}.");
        foreach (ReferenceEntry key in entry.Keys) yield return new Entry(key.Name.PadRight(entry.Keys.Max(k => k.Name.Length)), key.Meaning, [$"holds {key.Written}"]);
        if (entry.Example is { } example) yield return entry.Kind == ReferenceKind.Distribution ? new Paragraph($"For example {example}.") : new Verbatim(example);
    }

    private static string WithoutArticle(string name) => name[(name.IndexOf(' ') + 1)..];
}
