namespace ScenarioSim.Compiler.Vectors;

/// <summary>A graph put in order and cut into parts that a just-in-time compiler still optimises: what a later part needs of an earlier one goes through rows of its own.</summary>
internal sealed class Schedule
{
    /// <summary>How many operations a part has at most: in a method with many more the compiler calls small methods that it would else put in, and beyond some 1,500 it stops optimising.</summary>
    public const int MostInPart = 250;

    private readonly Graph _graph;
    private readonly int[] _part;
    private readonly int[] _uses;
    private readonly int[] _storedFrom;
    private readonly Dictionary<Node, int> _spilled = [];

    /// <param name="graph">The graph; rows are added for what passes between parts.</param>
    /// <param name="mostInPart">How many operations a part may have.</param>
    public Schedule(Graph graph, int mostInPart)
    {
        _graph = graph;
        (_uses, _part) = (new int[graph.Nodes.Count], new int[graph.Nodes.Count]);
        _storedFrom = new int[graph.Rows.Count];
        Array.Fill(_storedFrom, int.MaxValue);
        CountUses();
        Parts = [.. Cut(mostInPart)];
        Spill();
    }

    /// <summary>What a part does, in order: a node to keep, or a row or byte to write.</summary>
    /// <param name="Keep">A node whose value is needed more than once, or must be read before its row is written; null for a write.</param>
    /// <param name="Write">What is written.</param>
    internal readonly record struct Statement(Node? Keep, Graph.Action Write);

    /// <summary>The parts, each a list of statements.</summary>
    public IReadOnlyList<IReadOnlyList<Statement>> Parts { get; }

    /// <summary>The row through which a node's value passes to later parts; null where it does not.</summary>
    public int? RowOf(Node node) => _spilled.TryGetValue(node, out int row) ? row : null;

    /// <summary>Whether a node is worked out where it is used, and not kept.</summary>
    public bool IsInline(Node node) => node.IsConstant || (_uses[node.Id] <= 1 && !IsReadBeforeWrite(node));

    // A row that is written in this routine has to be read before that, not where its value happens to be used.
    private bool IsReadBeforeWrite(Node node) => node.Op is Op.Load or Op.LoadTruth && _storedFrom[node.Whole] != int.MaxValue;

    private void CountUses()
    {
        foreach (Graph.Action action in _graph.Actions)
        {
            _uses[action.Value.Id]++;
            if (action.Row >= 0) _storedFrom[action.Row] = Math.Min(_storedFrom[action.Row], action.After);
        }
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (_uses[i] == 0) continue;
            foreach (Node operand in _graph.Nodes[i].Operands) _uses[operand.Id]++;
        }
    }

    private IEnumerable<IReadOnlyList<Statement>> Cut(int most)
    {
        var part = new List<Statement>();
        int size = 0, number = 0, next = 0;
        for (int i = 0; i <= _graph.Nodes.Count; i++)
        {
            for (; next < _graph.Actions.Count && _graph.Actions[next].After <= i; next++)
            {
                part.Add(new Statement(null, _graph.Actions[next]));
                size += 2;
            }
            if (i == _graph.Nodes.Count) break;
            if (size >= most)
            {
                yield return part;
                (part, size, number) = ([], 0, number + 1);
            }
            Node node = _graph.Nodes[i];
            _part[i] = number;
            if (_uses[i] == 0) continue;
            size++;
            if (!IsInline(node)) part.Add(new Statement(node, default));
        }
        yield return part;
    }

    private void Spill()
    {
        if (Parts.Count == 1) return;
        for (int part = 0; part < Parts.Count; part++)
        {
            foreach (Statement statement in Parts[part])
            {
                if (statement.Keep is { } node) SpillOperands(node, part);
                else Need(statement.Write.Value, part);
            }
        }
    }

    private void SpillOperands(Node node, int part)
    {
        foreach (Node operand in node.Operands) Need(operand, part);
    }

    private void Need(Node node, int part)
    {
        if (IsInline(node)) SpillOperands(node, part);
        else if (_part[node.Id] != part && !_spilled.ContainsKey(node)) _spilled.Add(node, _graph.Rows.New($"v{node.Id}"));
    }
}
