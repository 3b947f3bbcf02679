using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>A graph put in the order of its machine code: each value shortly before it is first needed, so that few are alive at once.</summary>
internal sealed class Order
{
    private readonly Graph _graph;
    private readonly int[] _uses;
    private readonly int[] _size;
    private readonly bool[] _fused;
    private readonly bool[] _done;
    private readonly List<Item> _items = [];
    private readonly Stack<(Node Node, bool Ready)> _stack = new();

    /// <param name="graph">What to compute.</param>
    public Order(Graph graph)
    {
        _graph = graph;
        int count = graph.Nodes.Count;
        (_uses, _size, _fused, _done) = (new int[count], new int[count], new bool[count], new bool[count]);
        CountUses();
        Fuse();
        foreach (IReadOnlyList<Node> level in Levels())
        {
            foreach (Node apply in level)
            {
                foreach (Node operand in apply.Operands) Demand(Real(operand));
            }
            foreach (Node apply in level) _done[apply.Id] = true;
            _items.Add(new Item(null, default, level));
        }
        foreach (Graph.Action action in graph.Actions)
        {
            Demand(Real(action.Value));
            _items.Add(new Item(null, action, null));
        }
    }

    /// <summary>One thing to do: a value to work out, something to write, or functions that the caller works out lane by lane.</summary>
    /// <param name="Value">The value; null for the others.</param>
    /// <param name="Write">What to write.</param>
    /// <param name="Applied">The functions; null for the others.</param>
    internal readonly record struct Item(Node? Value, Graph.Action Write, IReadOnlyList<Node>? Applied);

    /// <summary>All there is to do.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>The node that a register holds: bits and the number that they stand for are in the same.</summary>
    public static Node Real(Node node)
    {
        while (node.Op is Op.ToBits or Op.FromBits) node = node.A!;
        return node;
    }

    /// <summary>Whether a node is part of the instruction of its only user.</summary>
    public bool IsFused(Node node) => _fused[node.Id];

    /// <summary>Whether a node is worked out where it is needed: constants and what is in memory.</summary>
    public static bool IsAtHand(Node node) => node.Op is Op.Constant or Op.BitsConstant or Op.Always or Op.Never or Op.Load or Op.LoadTruth;

    /// <summary>What has to be in a register or in memory for a node's instruction.</summary>
    public void Operands(Node node, List<Node> operands)
    {
        foreach (Node operand in node.Operands)
        {
            Node real = Real(operand);
            if (_fused[real.Id]) Operands(real, operands);
            else operands.Add(real);
        }
    }

    private void CountUses()
    {
        foreach (Graph.Action action in _graph.Actions) _uses[Real(action.Value).Id]++;
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = _graph.Nodes[i];
            if (_uses[i] == 0 || node.Op is Op.ToBits or Op.FromBits) continue;
            foreach (Node operand in node.Operands) _uses[Real(operand).Id]++;
        }
        for (int i = 0; i < _size.Length; i++)
        {
            Node node = _graph.Nodes[i];
            if (IsAtHand(node)) continue;
            long size = 1;
            foreach (Node operand in node.Operands) size += _size[Real(operand).Id];
            _size[i] = (int)Math.Min(size, 1 << 20);
        }
    }

    private bool IsSingle(Node node) => _uses[node.Id] == 1;

    private void Fuse()
    {
        foreach (Node node in _graph.Nodes)
        {
            if (_uses[node.Id] == 0) continue;
            switch (node.Op)
            {
                case Op.And when IsSingle(node.B!) && IsComparison(node.B!): _fused[node.B!.Id] = true; break;
                case Op.And when IsSingle(node.A!) && IsComparison(node.A!): _fused[node.A!.Id] = true; break;
                case Op.AndNot when IsSingle(node.B!) && IsComparison(node.B!): _fused[node.B!.Id] = true; break;
                case Op.Not when IsSingle(node.A!) && IsComparison(node.A!): _fused[node.A!.Id] = true; break;
                case Op.Choose when IsSingle(Real(node.B!)) && IsMaskable(Real(node.B!)): _fused[Real(node.B!).Id] = true; break;
            }
        }
    }

    private static bool IsComparison(Node node) => node.Op is Op.Equal or Op.Less or Op.LessOrEqual;

    private static bool IsMaskable(Node node) => node.Op is Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Least or Op.Look8;

    // Functions that can be worked out together, in the order in which they need each other.
    private IEnumerable<IReadOnlyList<Node>> Levels()
    {
        int[]? levels = null;
        for (int i = 0; i < _uses.Length; i++)
        {
            if (_uses[i] > 0 && _graph.Nodes[i].Op == Op.Apply) levels ??= new int[_uses.Length];
        }
        if (levels is null) return [];
        var applied = new List<List<Node>>();
        for (int i = 0; i < levels.Length; i++)
        {
            Node node = _graph.Nodes[i];
            foreach (Node operand in node.Operands) levels[i] = Math.Max(levels[i], levels[operand.Id]);
            if (_uses[i] == 0 || node.Op != Op.Apply) continue;
            while (applied.Count <= levels[i]) applied.Add([]);
            applied[levels[i]++].Add(node);
        }
        return applied;
    }

    // Puts a value, and first what it needs, in order; with a stack of its own, since expressions can be deep.
    private void Demand(Node wanted)
    {
        _stack.Push((wanted, false));
        while (_stack.TryPop(out (Node Node, bool Ready) top))
        {
            Node node = top.Node;
            if (_done[node.Id] || IsAtHand(node)) continue;
            if (top.Ready)
            {
                _done[node.Id] = true;
                if (!_fused[node.Id]) _items.Add(new Item(node, default, null));
                continue;
            }
            _stack.Push((node, true));
            // The last pushed comes first: what takes most registers.
            Node? a = node.A is null ? null : Real(node.A), b = node.B is null ? null : Real(node.B), c = node.C is null ? null : Real(node.C);
            if (a is not null && b is not null && _size[a.Id] < _size[b.Id]) (a, b) = (b, a);
            if (c is not null) _stack.Push((c, false));
            if (b is not null) _stack.Push((b, false));
            if (a is not null) _stack.Push((a, false));
        }
    }
}
