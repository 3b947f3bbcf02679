namespace ScenarioSim.Compiler.Vectors;

/// <content>A routine as several: what each of them writes, and what that needs.</content>
internal sealed partial class Graph
{
    // What several parts need is worked out in each.
    private const int MostParts = 8;

    /// <summary>
    /// The routine as several, to be run one after another: each of the sections that it begins with, and the rest. What more than one needs is worked out in each.
    /// So a section's long chain of operations is done for several blocks beside each other, where a block's rest would keep the processor from looking so far ahead.
    /// </summary>
    public IReadOnlyList<Graph> Cut()
    {
        var parts = new List<Graph>();
        var written = new Dictionary<int, int>();
        for (int first = 0, end; first < _actions.Count; first = end)
        {
            int section = _actions[first].Section;
            end = section < 0 ? _actions.Count : _actions.FindIndex(first, a => a.Section != section) is >= 0 and var next ? next : _actions.Count;
            Graph part = Part(first, end);
            // What a list has is in the order of blocks.
            if (section >= 0 && part._actions.Exists(a => a.Lanes is not null)) return [this];
            // What a row held before an earlier part is gone.
            if (part.Needed().Any(n => n.Op is Op.Load or Op.LoadTruth && written.TryGetValue((int)n.Whole, out int version) && n.Number < version)) return [this];
            parts.Add(part);
            if (parts.Count > MostParts) return [this];
            for (int i = first; i < end; i++) if (_actions[i].Row >= 0) written[_actions[i].Row] = end;
        }
        return parts;
    }

    // What the routine's writes need.
    private IEnumerable<Node> Needed()
    {
        var needed = new bool[_nodes.Count];
        foreach (Node operand in _actions.SelectMany(a => a.Operands)) needed[operand.Id] = true;
        foreach (Node lanes in _sections) needed[lanes.Id] = true;
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (!needed[i]) continue;
            foreach (Node operand in _nodes[i].Operands) needed[operand.Id] = true;
        }
        return _nodes.Where(n => needed[n.Id]);
    }

    // Some of what it writes, with the sections that are in that.
    private Graph Part(int first, int end)
    {
        var part = new Graph(rows);
        part._nodes.AddRange(_nodes);
        var sections = new Dictionary<int, int> { [-1] = -1 };
        foreach (Action action in _actions[first..end])
        {
            if (!sections.TryGetValue(action.Section, out int section))
            {
                sections.Add(action.Section, section = part._sections.Count);
                part._sections.Add(_sections[action.Section]);
            }
            part._actions.Add(action with { Section = section });
        }
        return part;
    }
}
