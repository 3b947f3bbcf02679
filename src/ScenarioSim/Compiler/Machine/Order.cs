using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>A graph put in the order of its machine code: each value shortly before it is first needed, so that few are alive at once; then chains of operations beside each other (<see cref="Interleaving"/>).</summary>
internal sealed class Order
{
    private readonly Graph _graph;
    private readonly Forms _forms;
    private readonly int[] _size;
    private readonly int[] _section;
    private readonly bool[] _fused;
    private readonly bool[] _done;
    private readonly int[]? _levels;
    private List<Item> _items = [];
    private readonly Stack<(Node Node, bool Ready)> _stack = new();

    /// <param name="graph">What to compute.</param>
    /// <param name="forms">The forms of its nodes.</param>
    /// <param name="fusesMasks">Whether an operation can be done under a mask.</param>
    public Order(Graph graph, Forms forms, bool fusesMasks)
    {
        (_graph, _forms) = (graph, forms);
        int count = graph.Nodes.Count;
        (_size, _section, _fused, _done) = (new int[count], graph.NeedingSections(n => n.Op == Op.Apply), new bool[count], new bool[count]);
        Measure();
        Fuse(fusesMasks);
        if (!fusesMasks) FuseSigns();
        _levels = Levels();
        int section = -1;
        for (int i = 0; i < graph.Actions.Count; i++)
        {
            Graph.Action action = graph.Actions[i];
            if (i == 0 || action.Section != section)
            {
                if (section >= 0) _items.Add(new Item { Ends = true });
                section = action.Section;
                if (_levels is not null) Apply(i);
                if (section >= 0) Begin(i);
            }
            foreach (Node operand in action.Operands) Demand(Real(operand));
            _items.Add(new Item { Write = action });
        }
        if (section >= 0) _items.Add(new Item { Ends = true });
        FindNeeds();
        _items = new Interleaving(graph, forms, this).Items();
    }

    /// <summary>One thing to do.</summary>
    internal readonly record struct Item
    {
        /// <summary>A value to work out.</summary>
        public Node? Value { get; init; }

        /// <summary>Something to write, where all else is null or false.</summary>
        public Graph.Action Write { get; init; }

        /// <summary>Functions that the caller works out lane by lane.</summary>
        public IReadOnlyList<Node>? Applied { get; init; }

        /// <summary>A section begins: to be left out where this truth holds in no lane.</summary>
        public Node? Begins { get; init; }

        /// <summary>A section ends.</summary>
        public bool Ends { get; init; }

        /// <summary>What has to be in a register or in memory for it.</summary>
        public Node[] Needs { get; init; } = [];

        /// <summary>Needs nothing as yet.</summary>
        public Item()
        {
        }
    }

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

    /// <summary>Whether no section begins or ends between two things to do.</summary>
    public bool AreTogether(int first, int last)
    {
        for (int i = first; i < last; i++)
        {
            if (_items[i].Begins is not null || _items[i].Ends) return false;
        }
        return true;
    }

    private void FindNeeds()
    {
        var needs = new List<Node>();
        for (int i = 0; i < _items.Count; i++)
        {
            Item item = _items[i];
            needs.Clear();
            if (item.Value is { } node) AddOperands(node, needs);
            else if (item.Applied is { } applied) foreach (Node apply in applied) AddOperands(apply, needs);
            else if (item.Begins is { } lanes) needs.Add(lanes);
            else if (!item.Ends) foreach (Node operand in item.Write.Operands) Add(operand, needs);
            _items[i] = item with { Needs = [.. needs.Distinct()] };
        }
    }

    private void AddOperands(Node node, List<Node> needs)
    {
        foreach (Node operand in node.Operands) Add(operand, needs);
    }

    // Of what is part of another's instruction the operands are needed.
    private void Add(Node operand, List<Node> needs)
    {
        Node real = Real(operand);
        if (_fused[real.Id]) AddOperands(real, needs);
        else needs.Add(real);
    }

    private void Measure()
    {
        for (int i = 0; i < _size.Length; i++)
        {
            Node node = _graph.Nodes[i];
            if (IsAtHand(node)) continue;
            long size = 1;
            foreach (Node operand in node.Operands) size += _size[Real(operand).Id];
            _size[i] = (int)Math.Min(size, 1 << 20);
        }
    }

    // Before a section comes what others need too.
    private void Begin(int action)
    {
        int section = _graph.Actions[action].Section;
        var seen = new HashSet<Node>();
        for (; action < _graph.Actions.Count && _graph.Actions[action].Section == section; action++)
        {
            foreach (Node operand in _graph.Actions[action].Operands) _stack.Push((Real(operand), false));
        }
        var outer = new List<Node>();
        while (_stack.TryPop(out (Node Node, bool Ready) top))
        {
            Node node = top.Node;
            if (_done[node.Id] || IsAtHand(node) || !seen.Add(node)) continue;
            if (_section[node.Id] != section)
            {
                outer.Add(node);
                continue;
            }
            foreach (Node operand in node.Operands) _stack.Push((Real(operand), false));
        }
        foreach (Node node in outer) Demand(node);
        Node lanes = _graph.Sections[section];
        Demand(lanes);
        _items.Add(new Item { Begins = lanes });
    }

    private bool IsSingle(Node node) => _forms.Uses(node) == 1;

    private void Fuse(bool fusesMasks)
    {
        foreach (Node node in _graph.Nodes)
        {
            if (_forms.Uses(node) == 0) continue;
            switch (node.Op)
            {
                case Op.And when IsSingle(node.B!) && IsComparison(node.B!): _fused[node.B!.Id] = true; break;
                case Op.And when IsSingle(node.A!) && IsComparison(node.A!): _fused[node.A!.Id] = true; break;
                case Op.AndNot when IsSingle(node.B!) && IsComparison(node.B!): _fused[node.B!.Id] = true; break;
                case Op.Not when IsSingle(node.A!) && IsComparison(node.A!): _fused[node.A!.Id] = true; break;
                case Op.Subtract when fusesMasks && IsExactProduct(node.B!) && _forms.Of(node) == Form.Wide && !node.A!.IsConstant: _fused[node.B!.Id] = true; break;
                case Op.Single when _forms.IsRoundedInside(node): _fused[Real(node.A!).Id] = true; break;
                case Op.Choose when fusesMasks && IsSingle(Real(node.B!)) && _forms.Of(Real(node.B!)) == _forms.Of(node) && IsMaskable(Real(node.B!)): _fused[Real(node.B!).Id] = true; break;
            }
        }
    }

    // Where truths are vectors, what is written of one are its signs: those of a whole number that it says to be negative are the same.
    private void FuseSigns()
    {
        foreach (Graph.Action action in _graph.Actions)
        {
            bool isFlag = action.Lanes is null && (action.Row < 0 || _graph.Rows.Kind(action.Row) == RowKind.Truth);
            if (isFlag && action.Value is { Op: Op.Less, B: { Op: Op.Constant, Number: 0 } } sign && IsSingle(sign) && _forms.Compared(sign) == Part.Packed && !sign.A!.IsConstant) _fused[sign.Id] = true;
        }
    }

    // Taken from another number, a product that needs no rounding is as if it were: so that is one operation.
    private bool IsExactProduct(Node node) => node.Op == Op.Multiply && node.Extent.IsWhole && _forms.Of(node) == Form.Wide && IsSingle(node);

    private static bool IsComparison(Node node) => node.Op is Op.Equal or Op.Less or Op.LessOrEqual;

    // What is one instruction can be done under a mask.
    private bool IsMaskable(Node node) => node.Op switch
    {
        Op.Subtract => !_fused[Real(node.B!).Id],
        Op.Add or Op.Multiply or Op.Divide or Op.Least or Op.Greatest or Op.Absolute or Op.Look8 => true,
        Op.Look16 => _forms.Of(node) != Form.Wide,
        Op.Single => _forms.IsRoundedInside(node),
        _ => false,
    };

    // How many functions, one on the other, a node needs first; null without any function.
    private int[]? Levels()
    {
        if (!_graph.Nodes.Any(n => n.Op == Op.Apply && _forms.Uses(n) > 0)) return null;
        var levels = new int[_graph.Nodes.Count];
        foreach (Node node in _graph.Nodes)
        {
            foreach (Node operand in node.Operands) levels[node.Id] = Math.Max(levels[node.Id], levels[operand.Id] + (operand.Op == Op.Apply ? 1 : 0));
        }
        return levels;
    }

    // Before what is written from an action on, up to where a section begins or ends, come the functions that it needs: those together that do not need each other.
    private void Apply(int action)
    {
        int section = _graph.Actions[action].Section;
        var applied = new SortedDictionary<int, List<Node>>();
        var seen = new HashSet<Node>();
        var open = new Stack<Node>();
        if (section >= 0) open.Push(_graph.Sections[section]);
        for (; action < _graph.Actions.Count && _graph.Actions[action].Section == section; action++)
        {
            foreach (Node operand in _graph.Actions[action].Operands) open.Push(operand);
        }
        while (open.TryPop(out Node? node))
        {
            if (_done[node.Id] || !seen.Add(node)) continue;
            foreach (Node operand in node.Operands) open.Push(operand);
            if (node.Op != Op.Apply) continue;
            if (!applied.TryGetValue(_levels![node.Id], out List<Node>? level)) applied.Add(_levels[node.Id], level = []);
            level.Add(node);
        }
        foreach (List<Node> level in applied.Values)
        {
            foreach (Node operand in level.SelectMany(a => a.Operands)) Demand(Real(operand));
            foreach (Node apply in level) _done[apply.Id] = true;
            _items.Add(new Item { Applied = level });
        }
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
                if (!_fused[node.Id]) _items.Add(new Item { Value = node });
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
