using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Decides in which form each node of a graph is kept: packed into 32 bits where its value surely fits, is got so from what it is made of, and somebody takes it so.
/// Bounds are those of lanes that have a run; in the others anything may come of it.
/// </summary>
internal sealed class Forms
{
    private const double Most = 1 << 30;
    private const double MostExact = 1 << 24;
    private static readonly double s_place = Graph.Place(0);

    private readonly Graph _graph;
    private readonly int[] _uses;
    private readonly Form[] _forms;
    private readonly bool[] _soft;
    private readonly bool[] _taken;
    private readonly bool[] _inside;

    /// <param name="graph">The graph.</param>
    public Forms(Graph graph)
    {
        _graph = graph;
        int count = graph.Nodes.Count;
        (_uses, _forms, _soft, _taken, _inside) = (new int[count], new Form[count], new bool[count], new bool[count], new bool[count]);
        CountUses();
        foreach (Node node in graph.Nodes)
        {
            _forms[node.Id] = Densest(node);
            _soft[node.Id] = IsSoft(node);
        }
        Widen();
    }

    /// <summary>The form of a node.</summary>
    public Form Of(Node node) => _forms[node.Id];

    /// <summary>How often a node is used by what is needed at all.</summary>
    public int Uses(Node node) => _uses[node.Id];

    /// <summary>Whether a node that rounds to floats is one operation of floats together with what it rounds.</summary>
    public bool IsRoundedInside(Node node) => _inside[node.Id];

    /// <summary>The part that holds all of a packed node or the first half of a wide one.</summary>
    public Part First(Node node) => Of(node) switch { Form.Wide => Part.Low, Form.Single => Part.Floats, _ => Part.Packed };

    /// <summary>Whether a part of a node is what is kept of it, and not made of that.</summary>
    public bool IsKept(Value value) => !IsConstant(value.Node) && (value.Part == First(value.Node) || (value.Part == Part.High && Of(value.Node) == Form.Wide));

    /// <summary>Whether a node is the same in every lane.</summary>
    public static bool IsConstant(Node node) => node.IsConstant;

    /// <summary>Whether a constant is kept whole in 32 bits.</summary>
    public static bool FitsWhole(double value) => double.IsInteger(value) && Math.Abs(value) <= Most && !(value == 0 && double.IsNegative(value));

    /// <summary>The parts in which two numbers are compared, the first of them.</summary>
    public Part Compared(Node comparison)
    {
        Node a = Order.Real(comparison.A!), b = Order.Real(comparison.B!);
        bool hasBound = comparison.Op != Op.Equal && ((Of(a) == Form.Whole && IsBound(b)) || (Of(b) == Form.Whole && IsBound(a)));
        return hasBound ? Part.Packed : Common(a, b) switch { Form.Whole or Form.Place => Part.Packed, Form.Single => Part.Floats, _ => Part.Low };
    }

    /// <summary>Whether a place in a table is known as a whole number of 32 bits.</summary>
    public bool IsPlace(Node node) => node.Op == Op.Constant ? FitsPlace(node.Number) : Of(node) == Form.Place;

    /// <summary>Whether a number is kept as a float or as what a float can hold, too.</summary>
    public bool IsSingle(Node node) => node.Op == Op.Constant ? (float)node.Number == node.Number : Of(node) == Form.Single || IsExact(node);

    // A whole number can be compared with any number as with a whole one.
    private static bool IsBound(Node node) => node.Op == Op.Constant && !double.IsNaN(node.Number);

    private static bool FitsPlace(double value) => double.IsInteger(value) && Math.Abs(value - s_place) <= Most;

    private static bool FitsWhole(Extent e) => e.IsWhole && !e.CanBeNaN && !e.CanBeMinusZero && e.Low >= -Most && e.High <= Most;

    private static bool FitsPlace(Extent e) => e.IsWhole && !e.CanBeNaN && e.Low >= s_place - Most && e.High <= s_place + Most;

    private bool IsWhole(Node node) => node.Op == Op.Constant ? FitsWhole(node.Number) : Of(node) == Form.Whole;

    // Whether a whole number is surely one that a float can hold.
    private bool IsExact(Node node) => Of(node) == Form.Whole && node.Extent.Low >= -MostExact && node.Extent.High <= MostExact;

    private void CountUses()
    {
        foreach (Node operand in _graph.Actions.SelectMany(a => a.Operands)) _uses[Order.Real(operand).Id]++;
        foreach (Node lanes in _graph.Sections) _uses[lanes.Id]++;
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = _graph.Nodes[i];
            if (_uses[i] == 0 || node.Op is Op.ToBits or Op.FromBits) continue;
            foreach (Node operand in node.Operands) _uses[Order.Real(operand).Id]++;
        }
    }

    // The form of a node if whoever needs it took it packed.
    private Form Densest(Node node)
    {
        if (node.Shape == Shape.Truth) return Form.Truth;
        Node? a = node.A is null ? null : Order.Real(node.A), b = node.B is null ? null : Order.Real(node.B);
        Form sum = FitsWhole(node.Extent) ? Form.Whole : FitsPlace(node.Extent) ? Form.Place : Form.Wide;
        switch (node.Op)
        {
            case Op.Load: return _graph.Rows.Kind((int)node.Whole) switch { RowKind.Whole => Form.Whole, RowKind.Place => Form.Place, _ => Form.Wide };
            case Op.Add when sum == Form.Whole: return IsWhole(a!) && IsWhole(b!) ? sum : Form.Wide;
            case Op.Add when sum == Form.Place: return (IsPlace(a!) && IsWhole(b!)) || (IsWhole(a!) && IsPlace(b!)) ? sum : Form.Wide;
            case Op.Subtract when sum == Form.Whole: return (IsWhole(a!) && IsWhole(b!)) || (IsPlace(a!) && IsPlace(b!)) ? sum : Form.Wide;
            case Op.Subtract when sum == Form.Place: return IsPlace(a!) && IsWhole(b!) ? sum : Form.Wide;
            case Op.Multiply when sum == Form.Whole: return IsWhole(a!) && IsWhole(b!) ? sum : Form.Wide;
            case Op.Floor or Op.Ceiling or Op.Truncate: return sum == Form.Whole ? sum : Form.Wide;
            case Op.Absolute: return Of(a!) is Form.Whole or Form.Single ? Of(a!) : Form.Wide;
            case Op.Least or Op.Greatest: return Common(a!, b!);
            case Op.Choose: return Common(b!, Order.Real(node.C!));
            case Op.Look8 or Op.Look16: return !IsPlace(a!) ? Form.Wide : Array.TrueForAll(node.Table!, FitsWhole) ? Form.Whole : Array.TrueForAll(node.Table!, FitsPlace) ? Form.Place : Form.Wide;
            case Op.Single:
                _inside[node.Id] = CanRoundInside(a!);
                return Form.Single;
            case Op.RoughSingle: return Form.Single;
            default: return Form.Wide;
        }
    }

    // The form in which two numbers can be had both.
    private Form Common(Node a, Node b)
    {
        if (IsWhole(a) && IsWhole(b)) return Form.Whole;
        if (IsPlace(a) && IsPlace(b)) return Form.Place;
        return (Of(a) == Form.Single || Of(b) == Form.Single) && IsSingle(a) && IsSingle(b) ? Form.Single : Form.Wide;
    }

    // A sum, difference, product, quotient or root of floats, rounded twice, is rounded as if once.
    private bool CanRoundInside(Node rounded)
    {
        if (_uses[rounded.Id] != 1 || Of(rounded) != Form.Wide) return false;
        return rounded.Op switch
        {
            Op.Add or Op.Subtract or Op.Multiply or Op.Divide => IsSingle(Order.Real(rounded.A!)) && IsSingle(Order.Real(rounded.B!)),
            Op.Sqrt => IsSingle(Order.Real(rounded.A!)),
            Op.Look8 or Op.Look16 => IsPlace(Order.Real(rounded.A!)),
            _ => false,
        };
    }

    // Whether a packed node is as cheaply had wide: it would be packed on purpose.
    private bool IsSoft(Node node)
    {
        bool Numbers(Node? operand) => operand is null || operand.Shape == Shape.Truth || operand.Op == Op.Constant || _soft[Order.Real(operand).Id];
        return node.Op switch
        {
            Op.Floor or Op.Ceiling or Op.Truncate => Of(Order.Real(node.A!)) == Form.Wide,
            Op.Single => !_inside[node.Id] && Of(Order.Real(node.A!)) == Form.Wide,
            Op.Add or Op.Subtract or Op.Multiply or Op.Absolute or Op.Least or Op.Greatest or Op.Choose => Of(node) != Form.Wide && Numbers(node.A) && Numbers(node.B) && Numbers(node.C),
            _ => false,
        };
    }

    // What nobody takes packed stays wide.
    private void Widen()
    {
        foreach (Graph.Action action in _graph.Actions)
        {
            Node value = Order.Real(action.Value);
            if (action.Lanes is not null) _taken[value.Id] |= Of(value) != Form.Wide;
            if (action.Row < 0) continue;
            _taken[value.Id] |= (_graph.Rows.Kind(action.Row), Of(value)) is (RowKind.Whole, Form.Whole or Form.Single) or (RowKind.Place, Form.Place);
        }
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = _graph.Nodes[i];
            if (_uses[i] == 0 || node.Op is Op.ToBits or Op.FromBits) continue;
            if (_soft[i] && !_taken[i]) _forms[i] = Form.Wide;
            if (TakesPacked(node)) foreach (Node operand in node.Operands) _taken[Order.Real(operand).Id] = true;
            if (_inside[i]) foreach (Node operand in Order.Real(node.A!).Operands) _taken[Order.Real(operand).Id] = true;
        }
    }

    private bool TakesPacked(Node node) => node.Op switch
    {
        Op.Equal or Op.Less or Op.LessOrEqual => Compared(node) != Part.Low,
        Op.Single => Of(node) == Form.Single && IsSingle(Order.Real(node.A!)),
        Op.RoughSingle => false,
        _ => Of(node) is Form.Whole or Form.Place or Form.Single,
    };
}
