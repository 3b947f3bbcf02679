using ScenarioSim.Language.Expressions;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Everything that the language knows, to be looked up by its name: keys, functions, distributions, words of probability, and what the checker says.</summary>
public static class LanguageReference
{
    // docs/statistics.md, what runs count.
    private static readonly (string Code, string What, string Taken)[] s_counted =
    [
        ("SCN0501", "a chance outside 0 to 100%", "the nearer end"), ("SCN0502", "a negative rate", "0"), ("SCN0503", "a negative share of a split", "0"),
        ("SCN0504", "shares beside a `rest` above 100% together", "their parts of their sum"), ("SCN0505", "weights that are all 0", "equal"),
        ("SCN0506", "an operation without a finite value", "0"), ("SCN0507", "a negative delay", "the shortest stay, one step"),
    ];

    private static readonly Lazy<IReadOnlyList<ReferenceEntry>> _all = new(() =>
    [
        .. KeyCatalogue.All.Select(Mapping),
        .. KeyCatalogue.AboutKeys.Select(k => KeyEntry(k, "any mapping", null)),
        .. KeyCatalogue.All.SelectMany(kind => kind.Own.Where(k => !KeyCatalogue.AboutKeys.Contains(k)).Select(k => KeyEntry(k, kind.Name, kind))),
        .. FunctionForms.Functions.Select(f => new ReferenceEntry(ReferenceKind.Function, f.Name, "", f.Call, f.Meaning)),
        .. FunctionForms.Readings.Select(f => new ReferenceEntry(ReferenceKind.Reading, f.Name, "", f.Call, f.Meaning)),
        .. Catalogue.All.Select(Form),
        .. Yardsticks.Names.SelectMany(Words),
        .. DiagnosticCatalogue.All.Select(Message),
        .. s_counted.Select(c => new ReferenceEntry(ReferenceKind.Message, c.Code, "", c.What, $"Counted in runs, which go on: it is taken as {c.Taken}. The results say in how many runs, with an example; `scenariosim trace` tells that one.") { Severity = Severity.Warning }),
    ]);

    /// <summary>All entries, those of one kind together.</summary>
    public static IReadOnlyList<ReferenceEntry> All => _all.Value;

    /// <summary>What is known by a word: by its name, whatever its case, or what it is called elsewhere; empty where nothing is. <c>a transition</c> may be asked for without its article.</summary>
    public static IReadOnlyList<ReferenceEntry> Find(string word)
    {
        string plain = Plain(word);
        ReferenceEntry[] named = [.. All.Where(e => Plain(e.Name) == plain)];
        return named.Length > 0 ? named : [.. All.Where(e => e.Synonyms.Any(s => Plain(s) == plain))];
    }

    /// <summary>The name that was probably meant by a word that is none; null where nothing is near.</summary>
    public static string? Nearest(string word) => Text.Nearest.Name(Plain(word), All.Select(e => Plain(e.Name)).Distinct());

    // `each step` is a key of two words, and `very likely` may be asked for as it is said.
    private static string Plain(string word)
    {
        string plain = word.Trim().TrimEnd(':').ToLowerInvariant().Replace(' ', '_');
        return plain.StartsWith("a_", StringComparison.Ordinal) ? plain[2..] : plain.StartsWith("an_", StringComparison.Ordinal) ? plain[3..] : plain.StartsWith("the_", StringComparison.Ordinal) ? plain[4..] : plain;
    }

    private static ReferenceEntry Mapping(MappingKind kind) => new(ReferenceKind.Mapping, kind.Name, "", "a mapping", kind.About)
    {
        Keys = [.. kind.Own.Select(k => KeyEntry(k, kind.Name, kind))],
        Notes = kind.ShortFor is { } key ? [$"Where only `{key}` is said, what it holds may stand for the whole mapping."] : [],
    };

    private static ReferenceEntry KeyEntry(Key key, string of, MappingKind? kind) => new(ReferenceKind.Key, key.Name, of, Holds(key.Holds), key.About)
    {
        Synonyms = key.Synonyms,
        Notes =
        [
            .. key.Required ? ["It has to be there."] : Array.Empty<string>(),
            .. (kind?.Exclusive ?? []).Where(e => e.One == key.Name || e.Other == key.Name).Select(e => $"Not together with `{(e.One == key.Name ? e.Other : e.One)}`."),
        ],
    };

    private static string Holds(Shape shape) => shape switch
    {
        ScalarShape { Example: { } example } scalar => $"{scalar.What}, such as `{example}`",
        ScalarShape scalar => scalar.What,
        ListShape list => $"a list, each entry {Holds(list.Item)}",
        NamesShape names => $"names of your own, each {Holds(names.Value)}",
        MappingShape mapping => mapping.Kind().ShortFor is { } key && key != "is" ? $"{mapping.Kind().Name}, or its `{key}`" : mapping.Kind().Name,
        EitherShape either => string.Join(", or ", either.Shapes.Select(Holds).Distinct()),
        DistributionShape { OnlyMappings: true } => "a distribution as a mapping",
        DistributionShape => "a distribution",
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
    };

    private static ReferenceEntry Form(DistributionForm form) => new(ReferenceKind.Distribution, form.Name, "", $"{form.Name}({string.Join(", ", form.Parameters.Select(p => p.Name))})", $"{char.ToUpperInvariant(form.Meaning[0])}{form.Meaning[1..]}.")
    {
        Notes = [$"Its values: {form.Range}.", $"Measured in: {form.Unit}."],
        Example = form.Example,
    };

    private static IEnumerable<ReferenceEntry> Words(string yardstick) => Yardsticks.Words(yardstick).Select(word =>
    {
        (double low, double high) = Yardsticks.Find(yardstick, word)!.Value;
        return new ReferenceEntry(ReferenceKind.Word, word, yardstick, FormattableString.Invariant($"{100 * low:0.#}%..{100 * high:0.#}%"), "A word of estimative probability: as an assumption uniform over this range.");
    });

    private static ReferenceEntry Message(DiagnosticEntry entry) => new(ReferenceKind.Message, entry.Code, "", entry.Title, entry.Advice)
    {
        Severity = entry.Severity,
        Example = entry.Example is { Length: < 1200 } ? entry.Example : null,
    };
}
