using ScenarioSim.Text;

namespace ScenarioSim.Language;

/// <summary>Collects the keys of one mapping: finds keys given twice and puts in what <c>&lt;&lt;</c> merges.</summary>
internal sealed class KeyCollector(DiagnosticBag bag, bool hasDash)
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly HashSet<string> _merged = [];
    private bool _beginsAgain;

    /// <summary>Takes the next entry of the file.</summary>
    public void Add(Entry entry)
    {
        if (entry.Key is { Value: "<<", IsQuoted: false })
        {
            Merge(entry);
            return;
        }
        string key = entry.Key.Value;
        if (!_places.TryGetValue(key, out int place))
        {
            _places[key] = _entries.Count;
            _entries.Add(entry);
        }
        else if (_merged.Remove(key))
        {
            // What is written out goes before what is merged, whichever stands first; the place in the order is the merged one's.
            _entries[place] = entry;
        }
        else
        {
            // Where a dash was forgotten, all that follows is given twice: that is one mistake.
            if (!_beginsAgain) bag.Add(Diagnose.DuplicateKey(entry.Key.Span, key, _entries[place].Key.Span, hasDash ? ItemName() : null));
            _beginsAgain = hasDash;
            _entries[place] = _entries[place] with { Value = Union(_entries[place].Value, entry.Value) };
        }
    }

    /// <summary>The entries, with what commas tore apart reported and put together.</summary>
    public IReadOnlyList<Entry> Finish(bool flow) => flow ? FlowTears.Mend(_entries, bag) : _entries;

    private void Merge(Entry entry)
    {
        IReadOnlyList<Node> bases = entry.Value is ListNode list ? list.Items : [entry.Value];
        foreach (var node in bases)
        {
            if (node is MappingNode mapping)
            {
                foreach (var merged in mapping.Entries)
                {
                    if (!_places.TryAdd(merged.Key.Value, _entries.Count)) continue;
                    _merged.Add(merged.Key.Value);
                    _entries.Add(merged);
                }
            }
            else if (node is not BrokenNode)
            {
                bag.Add(Diagnose.MergeOfNoMapping(node.IsNothing ? entry.Key.Span : node.Place, Shown.Form(node)));
                return;
            }
        }
    }

    private string ItemName() => _places.ContainsKey("to") || _places.ContainsKey("split") ? "transition" : "entry of a list";

    // After a key given twice both values are read, so that what only the second declares is known and its uses stay silent.
    private static Node Union(Node first, Node second)
    {
        if (first.IsNothing) return second;
        if (first is not MappingNode a || second is not MappingNode b) return first;
        var entries = a.Entries.Select(e => b.Find(e.Key.Value) is { } other ? e with { Value = Union(e.Value, other.Value) } : e).ToList();
        entries.AddRange(b.Entries.Where(e => a.Find(e.Key.Value) is null));
        return new MappingNode(a.Span, entries) { Alias = a.Alias };
    }
}
