using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Takes a number of the step apart into few cases, each of which is worked out when a run begins: what is costly to make of it can be made then, and the step only chooses.</summary>
/// <remarks>A case is one way for the conditions to hold that the number depends on. They make an ordered decision diagram: conditions in the order in which the graph has them.</remarks>
/// <param name="steady">What the routine that begins runs works out.</param>
/// <param name="begin">That routine.</param>
/// <param name="step">The step.</param>
internal sealed class Cases(Steady steady, Graph begin, Graph step)
{
    private const int MostTests = 16;
    private const int MostWorkedOut = 6;

    private readonly Dictionary<Node, Tree?> _known = [];
    private readonly Dictionary<(Node, Tree, Tree), Tree> _branches = [];
    private readonly Dictionary<Node, Tree> _leaves = [];

    /// <summary>A function of a number of the step, chosen there among its values for each case; null where there are too many, or some change in ways of their own.</summary>
    /// <param name="number">The number.</param>
    /// <param name="function">The function, in the routine that begins runs.</param>
    public Node? Map(Node number, Func<Node, Node> function)
    {
        if (Split(number) is not { } tree) return null;
        var tests = new HashSet<Tree>();
        var ends = new HashSet<Node>();
        Gather(tree, tests, ends);
        if (tests.Count > MostTests || ends.Count(n => n.Op != Op.Constant) > MostWorkedOut) return null;
        return Write(tree, function, []);
    }

    // A number of the beginning, or a condition of the step with what is under it.
    private sealed class Tree
    {
        public Node? Value { get; init; }

        public Node? Test { get; init; }

        public Tree? Then { get; init; }

        public Tree? Else { get; init; }
    }

    private static void Gather(Tree tree, HashSet<Tree> tests, HashSet<Node> ends)
    {
        if (tree.Value is { } value)
        {
            ends.Add(value);
        }
        else if (tests.Add(tree))
        {
            Gather(tree.Then!, tests, ends);
            Gather(tree.Else!, tests, ends);
        }
    }

    private Node Write(Tree tree, Func<Node, Node> function, Dictionary<Tree, Node> written)
    {
        if (written.TryGetValue(tree, out Node? known)) return known;
        return written[tree] = tree.Value is { } value
            ? steady.Read(function(value), step)
            : step.Choose(tree.Test!, Write(tree.Then!, function, written), Write(tree.Else!, function, written));
    }

    private Tree? Split(Node number)
    {
        if (_known.TryGetValue(number, out Tree? known)) return known;
        return _known[number] = steady.Begun(number) is { } begun ? Leaf(begun) : SplitOperation(number);
    }

    private Tree? SplitOperation(Node number)
    {
        switch (number.Op)
        {
            case Op.Choose:
                return Split(number.B!) is { } then && Split(number.C!) is { } otherwise ? Small(Choose(number.A!, then, otherwise)) : null;
            case Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Least:
                return Split(number.A!) is { } a && Split(number.B!) is { } b ? Small(Join(number.Op, a, b, [])) : null;
            case Op.Floor or Op.Ceiling or Op.Truncate or Op.Absolute or Op.Sqrt:
                return Split(number.A!) is { } one ? Small(Join(number.Op, one, one, [])) : null;
            default:
                return null;
        }
    }

    private static Tree? Small(Tree tree)
    {
        var tests = new HashSet<Tree>();
        Gather(tree, tests, []);
        return tests.Count > 2 * MostTests ? null : tree;
    }

    private Tree Leaf(Node value) => _leaves.TryGetValue(value, out Tree? leaf) ? leaf : _leaves[value] = new Tree { Value = value };

    private Tree Branch(Node test, Tree then, Tree otherwise)
    {
        if (ReferenceEquals(then, otherwise)) return then;
        var key = (test, then, otherwise);
        return _branches.TryGetValue(key, out Tree? branch) ? branch : _branches[key] = new Tree { Test = test, Then = then, Else = otherwise };
    }

    private Tree Choose(Node test, Tree then, Tree otherwise)
    {
        Node first = Earlier(test, Earlier(then.Test, otherwise.Test))!;
        if (!ReferenceEquals(first, test)) return Branch(first, Choose(test, Where(then, first, true), Where(otherwise, first, true)), Choose(test, Where(then, first, false), Where(otherwise, first, false)));
        return Branch(test, Where(then, test, true), Where(otherwise, test, false));
    }

    private Tree Join(Op op, Tree a, Tree b, Dictionary<(Tree, Tree), Tree> joined)
    {
        if (joined.TryGetValue((a, b), out Tree? known)) return known;
        Node? first = Earlier(a.Test, b.Test);
        return joined[(a, b)] = first is null
            ? Leaf(Operation(op, a.Value!, b.Value!))
            : Branch(first, Join(op, Where(a, first, true), Where(b, first, true), joined), Join(op, Where(a, first, false), Where(b, first, false), joined));
    }

    private Node Operation(Op op, Node a, Node b) => op switch
    {
        Op.Add => begin.Add(a, b),
        Op.Subtract => begin.Subtract(a, b),
        Op.Multiply => begin.Multiply(a, b),
        Op.Divide => begin.Divide(a, b),
        Op.Least => begin.Least(a, b),
        Op.Floor => begin.Floor(a),
        Op.Ceiling => begin.Ceiling(a),
        Op.Truncate => begin.Truncate(a),
        Op.Absolute => begin.Absolute(a),
        _ => begin.Sqrt(a),
    };

    private static Tree Where(Tree tree, Node test, bool holds) => !ReferenceEquals(tree.Test, test) ? tree : holds ? tree.Then! : tree.Else!;

    private static Node? Earlier(Node? a, Node? b) => a is null || (b is not null && b.Id < a.Id) ? b : a;
}
