namespace ScenarioSim.Text;

/// <summary>A diagnostic's entry in the documentation.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">What is wrong, in general.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Example">A small file that gives it; null where no text can show it.</param>
public sealed record DiagnosticEntry(string Code, Severity Severity, string Title, string Advice, string? Example)
{
    /// <summary>The files that the example extends, by name.</summary>
    public IReadOnlyDictionary<string, string> Bases { get; init; } = new Dictionary<string, string>();

    /// <summary>The bytes of the example, where no text can show it.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Settings of the command line that give it, with the example as a file that is right.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Facts of the command line that give it, likewise.</summary>
    public IReadOnlyList<string> Givens { get; init; } = [];
}

/// <summary>Every diagnostic, with an example: the documentation is generated from it and the tests run it.</summary>
public static partial class DiagnosticCatalogue
{
    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticEntry> All => _all.Value;

    // Late, because the parts stand in several files, whose order of initialisation is not fixed.
    private static readonly Lazy<IReadOnlyList<DiagnosticEntry>> _all =
        new(() => [.. Files.Concat(Structure).Concat(Expressions).Concat(Warnings).OrderBy(e => e.Code, StringComparer.Ordinal)]);

    // An example of something in a file is made whole: the sections it lacks are put around it.
    private static string Whole(string part)
    {
        part = part.TrimEnd() + "\n";
        bool Has(string key) => part.StartsWith(key + ":") || part.Contains("\n" + key + ":");
        if (!Has("start")) part = "start: 2022-01-01\n" + part;
        if (!Has("end") && !Has("horizon")) part = part.Replace("start: 2022-01-01\n", "start: 2022-01-01\nend: 2022-03-31\n");
        if (!Has("tracks") && !Has("branches")) part += "tracks:\n  talks:\n    states:\n      open:\n        - { chance: 10% per week, to: closed }\n      closed: []\n";
        if (!Has("outcomes")) part += "outcomes:\n  any: { otherwise: true }\n";
        return part;
    }

    private static DiagnosticEntry Error(string code, string title, string advice, string? example) => new(code, Severity.Error, title, advice, example);

    private static DiagnosticEntry ErrorIn(string code, string title, string advice, string part) => Error(code, title, advice, Whole(part));

    private static DiagnosticEntry WarningIn(string code, string title, string advice, string part) => new(code, Severity.Warning, title, advice, Whole(part));

    private static DiagnosticEntry InfoIn(string code, string title, string advice, string part) => new(code, Severity.Info, title, advice, Whole(part));
}
