using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>A mapping seen as one of its kind: unknown keys are reported once, values are handed out by key in the form that is wanted.</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, Entry> _values = [];
    private MappingNode? _mapping;
    private readonly Binding _binding;

    private Fields(MappingKind kind, string what, SourceSpan place, Binding binding)
    {
        Kind = kind;
        What = what;
        Place = place;
        _binding = binding;
    }

    /// <summary>The kind.</summary>
    public MappingKind Kind { get; }

    /// <summary>What it is, as messages say it: <c>track `geneva`</c>.</summary>
    public string What { get; }

    /// <summary>Where messages about the whole of it point.</summary>
    public SourceSpan Place { get; }

    /// <summary>Whether a key was unknown: then nothing is said about a key that is missing, which it may have been.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>The keys that were not known and near no known one, with their values.</summary>
    public List<Entry> Unknown { get; } = [];

    /// <summary>Reads a mapping of a kind; null where it is none, which is then reported. Nothing is read as an empty mapping.</summary>
    /// <param name="node">The value.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="what">What it is, as messages say it.</param>
    /// <param name="place">Where messages about the whole of it point: its name, or its first key.</param>
    /// <param name="binding">The rest.</param>
    /// <param name="claims">Keys that the caller explains better than as unknown; they end up in <see cref="Unknown"/>.</param>
    public static Fields? Of(Node node, MappingKind kind, string what, SourceSpan place, Binding binding, Func<Entry, bool>? claims = null)
    {
        var fields = new Fields(kind, what, place, binding);
        if (node is MappingNode mapping) fields.Take(mapping, claims);
        else if (!node.IsNothing)
        {
            if (node is not BrokenNode) binding.Bag.Add(Diagnose.WrongShape(node.Place, what, "a mapping with " + KeysOf(kind), Shown.Form(node), Shown.AsMapping(node, kind)));
            return null;
        }
        return fields;
    }

    /// <summary>The entry of a key, or null.</summary>
    public Entry? Find(string key) => _values.GetValueOrDefault(key);

    /// <summary>The place of a key among the others; last where it is missing.</summary>
    public int Position(string key) => Find(key) is { } entry && _mapping is not null ? _mapping.Entries.TakeWhile(e => !ReferenceEquals(e, entry)).Count() : int.MaxValue;

    /// <summary>Whether the key is there, right or wrong.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>The first of these keys that is there.</summary>
    public Entry? FirstOf(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (Find(key) is { } entry) return entry;
        }
        return null;
    }

    /// <summary>A scalar that says something; null where the key is missing, or where what stands there has been reported.</summary>
    public ScalarText? Scalar(string key)
    {
        if (Find(key) is not { } entry) return null;
        if (entry.Value is ScalarNode { IsNothing: false } scalar) return scalar.Text;
        if (entry.Value is BrokenNode) return null;
        string wanted = Shown.Wanted(Kind.Find(key)!.Holds);
        _binding.Bag.Add(entry.Value.IsNothing
            ? Diagnose.NoValue(entry.Key.Span, key, wanted)
            : Diagnose.WrongShape(entry.Value.Place, $"`{key}`", wanted, Shown.Form(entry.Value), Shown.Example(Kind.Find(key)!.Holds) is { } example ? $"write it like `{example}`" : null));
        return null;
    }

    /// <summary>A text; nothing is no text, and no mistake.</summary>
    public string? Text(string key) => Find(key) is { Value.IsNothing: false } ? Scalar(key)?.Value.Trim() : null;

    /// <summary>A truth; false where it is left out or in error.</summary>
    public bool Truth(string key)
    {
        if (Scalar(key) is not { } text) return false;
        switch (text.Value.Trim())
        {
            case "true": return true;
            case "false": return false;
            default:
                _binding.Bag.Add(Diagnose.NoTruth(text.Span, key, text.Value.Trim()));
                return false;
        }
    }

    /// <summary>One of the words that the key may hold; null where it is left out or in error.</summary>
    public string? Choice(string key)
    {
        if (Scalar(key) is not { } text) return null;
        var words = ((ScalarShape)Kind.Find(key)!.Holds).Words;
        string word = text.Value.Trim();
        if (words.Contains(word)) return word;
        _binding.Bag.Add(Diagnose.NoSuchChoice(text.Span, key, word, words, Nearest.Name(word, words)));
        return null;
    }

    /// <summary>A value that is one scalar or a list of them, as scalars; broken pieces are left out.</summary>
    public List<ScalarText> ScalarOrList(string key)
    {
        var texts = new List<ScalarText>();
        if (Find(key) is not { } entry) return texts;
        if (entry.Value is not ListNode list)
        {
            if (Scalar(key) is { } one) texts.Add(one);
            return texts;
        }
        foreach (var item in list.Items)
        {
            if (item is ScalarNode { IsNothing: false } scalar) texts.Add(scalar.Text);
            else if (item is not BrokenNode) _binding.Bag.Add(Diagnose.WrongShape(item.Place, $"an entry of `{key}`", Shown.Item(Kind.Find(key)!.Holds), Shown.Form(item)));
        }
        return texts;
    }

    /// <summary>Reports keys that must be there and are not.</summary>
    public bool Requires(params ReadOnlySpan<string> keys)
    {
        bool all = true;
        foreach (string key in keys)
        {
            if (Has(key)) continue;
            all = false;
            if (!HasUnknown) _binding.Bag.Add(Diagnose.MissingKey(Place, What, key, Kind.Find(key)?.About));
        }
        return all;
    }

    /// <summary>Reports two keys that exclude each other; the second to be written is the mistake.</summary>
    public bool Excludes(string one, string other)
    {
        if (Find(one) is not { } a || Find(other) is not { } b) return false;
        (a, b) = b.Key.Span.Start < a.Key.Span.Start && ReferenceEquals(a.Key.Span.File, b.Key.Span.File) ? (b, a) : (a, b);
        _binding.Bag.Add(Diagnose.ExcludingKeys(b.Key.Span, What, a.Key.Value, b.Key.Value, a.Key.Span));
        return true;
    }

    private void Take(MappingNode mapping, Func<Entry, bool>? claims)
    {
        _mapping = mapping;
        var strangers = new List<Entry>();
        foreach (var entry in mapping.Entries)
        {
            if (Kind.Find(entry.Key.Value) is not null) _values[entry.Key.Value] = entry;
            else strangers.Add(entry);
        }
        foreach (var entry in strangers) TakeStranger(entry, claims);
    }

    private void TakeStranger(Entry entry, Func<Entry, bool>? claims)
    {
        HasUnknown = true;
        if (claims?.Invoke(entry) == true)
        {
            Unknown.Add(entry);
            return;
        }
        string written = entry.Key.Value;
        if (!entry.HasColon && entry.Value.IsNothing)
        {
            _binding.Bag.Add(Diagnose.KeyWithoutValue(entry.Key.Span, What, written, Nearest.Name(written, Kind.Keys.Select(k => k.Name))));
            return;
        }
        string? near = Nearest.Name(written, Kind.Own.Select(k => k.Name)) ?? Nearest.Name(written, Kind.Keys.Select(k => k.Name));
        string? meant = Synonym(written) ?? near;
        _binding.Bag.Add(Diagnose.UnknownKey(entry.Key.Span, What, written, meant, Kind.Keys.Select(k => k.Name), Home(written)));
        // A slip of the pen is read as what was meant, so that nothing else is said about it or about what it declares.
        if (meant is null || meant != near || !_values.TryAdd(meant, entry)) Unknown.Add(entry);
    }

    // What newcomers call a key.
    private string? Synonym(string written)
    {
        string plain = written.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return Kind.Keys.FirstOrDefault(k => k.Synonyms.Contains(plain))?.Name;
    }

    // The one kind of mapping that has such a key, or null.
    private static string? Home(string written) => KeyCatalogue.All.Where(k => k.Own.Any(o => o.Name == written)).Take(2).ToList() is [var only] ? only.Name : null;

    private static string KeysOf(MappingKind kind) => string.Join(", ", kind.Own.Take(4).Select(k => $"`{k.Name}`"));
}
