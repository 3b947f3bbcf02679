namespace ScenarioSim.Language;

/// <summary>What a place in a file may hold.</summary>
internal abstract record Shape
{
    /// <summary>The mapping among what it may be; null where there is none.</summary>
    public Shape? Mapping => this switch
    {
        MappingShape or NamesShape => this,
        EitherShape either => either.Shapes.Select(s => s.Mapping).FirstOrDefault(s => s is not null),
        _ => null,
    };

    /// <summary>What an entry is where it may be a list, or null. The short form counts.</summary>
    public Shape? Listed => this switch
    {
        ListShape list => list.Item,
        EitherShape either => either.Shapes.Select(s => s.Listed).FirstOrDefault(s => s is not null),
        MappingShape { Kind: var kind } when kind().ShortFor is { } key => kind().Find(key)!.Holds.Listed,
        _ => null,
    };

    /// <summary>What a key of it holds, where it is a mapping; null where that is not known.</summary>
    public Shape? Below(string key) => Mapping switch
    {
        NamesShape names => names.Value,
        MappingShape mapping => mapping.Kind().Find(key)?.Holds,
        _ => null,
    };
}

/// <summary>Something written as one scalar.</summary>
/// <param name="What">What it is, as messages say it: <c>a date</c>.</param>
/// <param name="Types">Its types in the eyes of JSON.</param>
internal sealed record ScalarShape(string What, params string[] Types) : Shape
{
    /// <summary>The words it is one of; empty where it may be anything.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>An example for an editor to show.</summary>
    public string? Example { get; init; }
}

/// <summary>A list of such.</summary>
internal sealed record ListShape(Shape Item) : Shape;

/// <summary>A mapping whose keys are the user's own names.</summary>
/// <param name="Value">What each name holds.</param>
/// <param name="What">What is named: <c>an assumption</c>.</param>
internal sealed record NamesShape(Shape Value, string What) : Shape;

/// <summary>A mapping with the keys of its kind.</summary>
internal sealed record MappingShape(Func<MappingKind> Kind) : Shape;

/// <summary>One of several.</summary>
internal sealed record EitherShape(params Shape[] Shapes) : Shape;

/// <summary>A distribution: replaced whole by a file that extends another.</summary>
/// <param name="OnlyMappings">Whether only those that are mappings are meant, beside a scalar of another shape.</param>
internal sealed record DistributionShape(bool OnlyMappings = false) : Shape;

/// <summary>A key of a kind of mapping.</summary>
/// <param name="Name">The key.</param>
/// <param name="Holds">What it holds.</param>
/// <param name="About">One line of documentation.</param>
internal sealed record Key(string Name, Shape Holds, string About)
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>Words that newcomers write instead of it.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];
}

/// <summary>A kind of mapping: its keys, and how it may be shortened.</summary>
/// <param name="Name">As messages say it: <c>a transition</c>.</param>
/// <param name="About">One line of documentation.</param>
/// <param name="Own">Its own keys; those that say what the author thinks may stand in any mapping.</param>
internal sealed record MappingKind(string Name, string About, IReadOnlyList<Key> Own)
{
    /// <summary>The key whose value may stand for the whole mapping, or null.</summary>
    public string? ShortFor { get; init; }

    /// <summary>Keys that exclude each other; in a file that extends another, one takes out the other of the base.</summary>
    public IReadOnlyList<(string One, string Other)> Exclusive { get; init; } = [];

    private readonly Lazy<Dictionary<string, Key>> _keys =
        new(() => Own.Concat(KeyCatalogue.AboutKeys.Where(k => !Own.Any(o => o.Name == k.Name))).ToDictionary(k => k.Name));

    /// <summary>All keys that may stand in it, its own first.</summary>
    public IReadOnlyCollection<Key> Keys => _keys.Value.Values;

    /// <summary>The key of that name, or null.</summary>
    public Key? Find(string name) => _keys.Value.GetValueOrDefault(name);
}
