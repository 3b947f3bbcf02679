using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>A value of a YAML file with its place. Immutable.</summary>
internal abstract class Node(SourceSpan span)
{
    /// <summary>The whole of it where it is written; for what an alias put in, at the anchor.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>The alias (<c>*name</c>) that put it here, or null.</summary>
    public SourceSpan? Alias { get; init; }

    /// <summary>Where messages about its use point: the alias, if one put it here.</summary>
    public SourceSpan Place => Alias ?? Span;

    /// <summary>How many levels of collections it holds, itself included; 0 for a scalar.</summary>
    public virtual int Height => 0;

    /// <summary>How many values it is made of, itself included.</summary>
    public virtual int Size => 1;

    /// <summary>Whether it says nothing: an empty value, <c>~</c> or <c>null</c>, unquoted.</summary>
    public virtual bool IsNothing => false;

    /// <summary>The same value, put in by an alias.</summary>
    public abstract Node PutInBy(SourceSpan alias);
}

/// <summary>A text, number, truth or nothing: YAML's own idea of which is not asked.</summary>
internal sealed class ScalarNode(ScalarText text) : Node(text.Span)
{
    /// <summary>The text.</summary>
    public ScalarText Text { get; } = text;

    /// <inheritdoc/>
    public override bool IsNothing => !Text.IsQuoted && Text.Value is "" or "~" or "null";

    /// <inheritdoc/>
    public override Node PutInBy(SourceSpan alias) => new ScalarNode(Text) { Alias = alias };
}

/// <summary>Stands where a value was so wrong that it has been reported already; whoever meets it stays silent.</summary>
internal sealed class BrokenNode(SourceSpan span) : Node(span)
{
    /// <inheritdoc/>
    public override Node PutInBy(SourceSpan alias) => this;
}

/// <summary>A list.</summary>
internal sealed class ListNode(SourceSpan span, IReadOnlyList<Node> items) : Node(span)
{
    /// <summary>What it lists.</summary>
    public IReadOnlyList<Node> Items { get; } = items;

    /// <inheritdoc/>
    public override int Height { get; } = 1 + items.Select(i => i.Height).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public override int Size { get; } = 1 + items.Sum(i => i.Size);

    /// <inheritdoc/>
    public override Node PutInBy(SourceSpan alias) => new ListNode(Span, Items) { Alias = alias };
}

/// <summary>A mapping: keys with values, in file order, no key twice.</summary>
internal sealed class MappingNode : Node
{
    private readonly Dictionary<string, Entry> _byKey;

    public MappingNode(SourceSpan span, IReadOnlyList<Entry> entries)
        : base(span)
    {
        Entries = entries;
        _byKey = new Dictionary<string, Entry>(entries.Count);
        foreach (var entry in entries) _byKey.TryAdd(entry.Key.Value, entry);
        Height = 1 + entries.Select(e => e.Value.Height).DefaultIfEmpty().Max();
        Size = 1 + entries.Sum(e => e.Value.Size);
    }

    /// <summary>Its keys and values.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <inheritdoc/>
    public override int Height { get; }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <summary>The entry of a key, or null.</summary>
    public Entry? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <inheritdoc/>
    public override Node PutInBy(SourceSpan alias) => new MappingNode(Span, Entries) { Alias = alias };
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; nothing where it is left out.</param>
internal sealed record Entry(ScalarText Key, Node Value)
{
    /// <summary>Whether a colon stands after the key; without one (inside <c>{ }</c>) it is often what a comma tore off the value before it.</summary>
    public bool HasColon { get; init; } = true;
}
