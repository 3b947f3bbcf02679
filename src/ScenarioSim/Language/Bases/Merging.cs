using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Merges a file into its base; docs/language.md, section 7.</summary>
internal static class Merging
{
    /// <summary>The key whose list names what the base has and the file that extends it has not.</summary>
    public const string Remove = "remove";

    /// <summary>The base, with what the file says again changed.</summary>
    public static MappingNode Merge(MappingNode @base, MappingNode over, DiagnosticBag bag) =>
        Mappings(@base, over, new MappingShape(() => KeyCatalogue.File), bag);

    /// <summary>A file that extends no other, without what it says is to be removed, which is reported.</summary>
    public static MappingNode Alone(MappingNode file, DiagnosticBag bag) =>
        (MappingNode)New(file, new MappingShape(() => KeyCatalogue.File), IsStrayRemove, Diagnose.RemoveWithoutExtends, bag);

    private static Node Values(ScalarText key, Node @base, Node over, Shape? shape, DiagnosticBag bag)
    {
        shape = shape?.Mapping;
        if (shape is null)
        {
            // Of a state without anything it has been told.
            bool isWritten = key.Span != over.Place;
            if (isWritten && over.IsNothing && !NeedsValue(key.Value) && @base is ListNode { Items.Count: > 0 }) bag.Add(Diagnose.EmptyOverList(key.Span, key.Value));
            return over;
        }
        var kind = (shape as MappingShape)?.Kind();
        bool isState = kind == KeyCatalogue.State;
        if (over.IsNothing || over is MappingNode { Entries.Count: 0 })
        {
            if (isState && over.IsNothing)
            {
                // Nothing is a state of no transitions.
                if (HasTransitions(@base)) bag.Add(Diagnose.EmptyOverState(key.Span, key.Value));
            }
            else if (@base is MappingNode { Entries.Count: > 0 } or ListNode { Items.Count: > 0 })
            {
                bag.Add(Diagnose.EmptyOverBase(key.Span, key.Value, isState));
            }
        }
        if (kind?.ShortFor is { } shortFor) (@base, over) = (Long(@base, kind, shortFor), Long(over, kind, shortFor));
        // An empty section says nothing again.
        if (over.IsNothing && @base is MappingNode) return @base;
        return @base is MappingNode b && over is MappingNode o ? Mappings(b, o, shape, bag) : over;
    }

    // Keys that nothing is an error of its own at.
    private static bool NeedsValue(string key) => key is "options" or "experts" or "do" or "enter" or "exit";

    private static MappingNode Mappings(MappingNode @base, MappingNode over, Shape shape, DiagnosticBag bag)
    {
        var kind = (shape as MappingShape)?.Kind();
        var said = over.Entries.Where(e => !IsRemove(e) && !IsNamed(e, @base)).ToList();
        var gone = Removed(@base, over, bag);
        foreach (var entry in said)
        {
            foreach (var (one, other) in kind?.Exclusive ?? [])
            {
                if (entry.Key.Value == one && over.Find(other) is null) gone.Add(other);
                if (entry.Key.Value == other && over.Find(one) is null) gone.Add(one);
            }
        }
        var entries = new List<Entry>();
        foreach (var entry in @base.Entries.Where(e => !gone.Contains(e.Key.Value)))
        {
            var again = over.Find(entry.Key.Value);
            entries.Add(again is null || IsRemove(again) ? entry : again with { Value = Values(again.Key, entry.Value, again.Value, shape.Below(entry.Key.Value), bag) });
        }
        foreach (var entry in said.Where(e => @base.Find(e.Key.Value) is null || gone.Contains(e.Key.Value)))
        {
            entries.Add(entry with { Value = New(entry.Value, shape.Below(entry.Key.Value), IsRemove, Diagnose.RemoveWithoutBase, bag) });
        }
        return new MappingNode(over.Span, entries) { Alias = over.Alias };
    }

    // What the base does not have: nothing to merge with, but a `remove` in it is a mistake.
    private static Node New(Node value, Shape? shape, Func<Entry, bool> isRemove, Func<SourceSpan, Diagnostic> problem, DiagnosticBag bag)
    {
        shape = shape?.Mapping;
        if (value is not MappingNode mapping || shape is null || DistributionBinder.IsDistribution(value)) return value;
        foreach (var entry in mapping.Entries.Where(isRemove)) bag.Add(problem(entry.Key.Span));
        return new MappingNode(mapping.Span, [.. mapping.Entries.Where(e => !isRemove(e)).Select(e => e with { Value = New(e.Value, shape.Below(e.Key.Value), isRemove, problem, bag) })]) { Alias = mapping.Alias };
    }

    private static HashSet<string> Removed(MappingNode @base, MappingNode over, DiagnosticBag bag)
    {
        var gone = new HashSet<string>();
        foreach (var entry in over.Entries.Where(e => IsNamed(e, @base))) bag.Add(Diagnose.RemoveIsNoList(entry.Value.Place));
        if (over.Entries.FirstOrDefault(IsRemove) is not { } remove) return gone;
        foreach (var item in ((ListNode)remove.Value).Items)
        {
            if (item is not ScalarNode { IsNothing: false } name)
            {
                if (item is not BrokenNode) bag.Add(Diagnose.RemoveIsNoList(item.Place));
            }
            else if (@base.Find(name.Text.Value) is null)
            {
                bag.Add(Diagnose.RemoveUnknown(name.Text.Span, name.Text.Value, Nearest.Name(name.Text.Value, @base.Entries.Select(e => e.Key.Value))));
            }
            else
            {
                gone.Add(name.Text.Value);
            }
        }
        return gone;
    }

    // In a mapping of names a mapping `remove` would be something of that name.
    private static bool IsRemove(Entry entry) => entry.Key.Value == Remove && entry.Value is ListNode;

    // `remove: a` with the name of something that there is: the list around it was forgotten.
    private static bool IsNamed(Entry entry, MappingNode @base) => entry is { Key.Value: Remove, Value: ScalarNode { IsNothing: false } name } && @base.Find(name.Text.Value) is not null;

    // Without a base a state may have that name, and a list of transitions; not of words.
    private static bool IsStrayRemove(Entry entry) => IsRemove(entry) && ((ListNode)entry.Value).Items is { Count: > 0 } items && items.All(i => i is ScalarNode);

    private static bool HasTransitions(Node state) => (state is MappingNode mapping ? mapping.Find("transitions")?.Value : state) is ListNode { Items.Count: > 0 };

    // A state may be a list, and `nothing` is one of no transitions.
    private static Node Long(Node node, MappingKind kind, string key)
    {
        if (node is BrokenNode || (node is MappingNode && !DistributionBinder.IsDistribution(node))) return node;
        if (node.IsNothing && kind != KeyCatalogue.State) return node;
        return new MappingNode(node.Place, [new Entry(new ScalarText(key, node.Place), node)]);
    }
}
