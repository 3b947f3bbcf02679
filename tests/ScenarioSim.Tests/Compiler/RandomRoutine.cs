using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;

namespace ScenarioSim.Tests.Compiler;

/// <summary>A routine made at random, on rows of every kind; of some rows more is known.</summary>
internal sealed class RandomRoutine(Graph graph, Random random)
{
    private const double Far = 1e6;

    // Never written: whole numbers and fractions as doubles.
    private const int WholeRow = 5, FractionRow = 17;

    private static readonly int[] s_numbers = [0, 1, 2, 3, 4, WholeRow, FractionRow];
    private static readonly int[] s_wholes = [12, 13, 14];
    private static readonly int[] s_places = [6, 7, 8, 15, 16];
    private static readonly int[] s_truths = [9, 10, 11];

    // What rows are known to hold; in row 14 any whole number, in 6 to 8 any place.
    private static readonly Dictionary<int, Extent> s_known = new()
    {
        [WholeRow] = Extent.Between(0, 10, whole: true),
        [FractionRow] = Extent.Between(-10, 10),
        [12] = Extent.Between(-20, 20, whole: true),
        [13] = Extent.Between(0, 1000, whole: true),
        [15] = Extent.Between(Graph.Place(0), Graph.Place(40), whole: true),
        [16] = Extent.Between(Graph.Place(0), Graph.Place(7), whole: true),
    };

    private readonly List<Node> _numbers = [];
    private readonly List<Node> _bounded = [];
    private readonly List<Node> _singles = [];
    private readonly List<Node> _truths = [];
    private readonly List<Node> _places = [];

    /// <summary>What the rows hold.</summary>
    public static RowKind[] Kinds { get; } =
    [
        .. Enumerable.Repeat(RowKind.Number, 6), .. Enumerable.Repeat(RowKind.Place, 3), .. Enumerable.Repeat(RowKind.Truth, 3),
        .. Enumerable.Repeat(RowKind.Whole, 3), RowKind.Place, RowKind.Place, RowKind.Number,
    ];

    /// <summary>What a row holds at first.</summary>
    /// <param name="row">The row.</param>
    /// <param name="random">Decides.</param>
    /// <param name="trial">In the first, truths are seldom; in the second they never hold.</param>
    public static double Initial(int row, Random random, int trial) => row switch
    {
        WholeRow => random.Next(0, 11),
        < 6 => random.Next(5) == 0 ? random.Next(-2, 3) : Math.Round((random.NextDouble() * 20) - 10, random.Next(4)),
        < 9 => Graph.Place(random.Next(8)),
        < 12 => BitConverter.Int64BitsToDouble(trial == 1 || random.Next(trial == 0 ? 12 : 2) > 0 ? 0 : -1),
        12 => random.Next(-20, 21),
        13 => random.Next(3) == 0 ? random.Next(2) * 1000 : random.Next(1001),
        14 => random.Next(3) == 0 ? random.Next(-(1 << 30), (1 << 30) + 1) : random.Next(-5, 6),
        15 => Graph.Place(random.Next(41)),
        16 => Graph.Place(random.Next(8)),
        _ => random.Next(4) == 0 ? random.Next(-10, 11) : (random.NextDouble() * 20) - 10,
    };

    /// <summary>Writes it.</summary>
    /// <param name="operations">How many operations there are before anything is written.</param>
    /// <param name="sections">How many sections.</param>
    /// <param name="functions">Whether functions are applied.</param>
    /// <param name="sectionsFirst">Whether nothing is written before the sections.</param>
    public void Write(int operations, int sections, bool functions, bool sectionsFirst = false)
    {
        foreach ((int row, Extent extent) in s_known) graph.Know(row, extent);
        Load();
        for (int i = 0; i < operations; i++) Add(functions);
        if (!sectionsFirst)
        {
            StoreSome(graph.Always, 3);
            List(graph.Always);
        }
        for (int section = 0; section < sections; section++) Section(functions);
        StoreSome(graph.Always, 5);
        for (int i = random.Next(3); i > 0; i--) List(graph.Always);
        graph.StoreBits(random.Next(8), Of(_truths));
        graph.StoreBits(random.Next(8), random.Next(4) == 0 ? graph.Always : Of(_truths));
    }

    private void Section(bool functions)
    {
        Node lanes = Of(_truths);
        List<Node>[] all = [_numbers, _bounded, _singles, _truths, _places];
        int[] before = [.. all.Select(l => l.Count)];
        bool lists = random.Next(2) == 0;
        graph.BeginSection(lanes);
        int inside = random.Next(2, 30);
        for (int i = 0; i < inside; i++) Add(functions);
        if (lists && random.Next(2) == 0) List(lanes);
        StoreSome(lanes, random.Next(1, 6));
        if (lists) List(lanes);
        graph.EndSection();
        // What a section works out is not there outside; what it stores is.
        foreach ((List<Node> nodes, int count) in all.Zip(before)) nodes.RemoveRange(count, nodes.Count - count);
        Load();
        for (int i = random.Next(6); i > 0; i--) Add(functions);
    }

    // Numbers of some lanes go on the list, which only machine code of our own has; in a section of none but those that need it.
    private void List(Node lanes)
    {
        if (!graph.Rows.Width.HasMachineCode) return;
        Node listed = random.Next(5) == 0 ? lanes : graph.And(lanes, Of(_truths));
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            if (random.Next(5) == 0) graph.Append(listed, graph.Add(graph.Absolute(Whole()), graph.Constant(Graph.Place(random.Next(9)))), RowKind.Place);
            else graph.Append(listed, random.Next(5) == 0 ? graph.Constant(random.Next(-9, 10)) : Whole());
            if (random.Next(2) == 0) Add(functions: false);
        }
    }

    private void Load()
    {
        foreach (int row in s_numbers.Concat(s_wholes)) Keep(graph.Load(row));
        foreach (int row in s_places) _places.Add(graph.Load(row));
        foreach (int row in s_truths) _truths.Add(graph.LoadTruth(row));
        if (_singles.Count == 0) _singles.Add(graph.Single(graph.Load(FractionRow)));
    }

    private void StoreSome(Node lanes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int row = random.Next(FractionRow);
            if (row == WholeRow) continue;
            if (s_truths.Contains(row)) graph.Store(row, graph.Choose(lanes, Of(_truths), graph.LoadTruth(row)));
            else graph.Store(row, graph.Choose(lanes, Value(row), graph.Load(row)));
        }
    }

    // Something that a row may hold.
    private Node Value(int row)
    {
        if (row < 6) return Of(random.Next(3) == 0 ? _singles : _numbers);
        if (s_places.Contains(row))
        {
            Node place = random.Next(5) == 0 ? graph.Constant(Graph.Place(random.Next(8))) : Of(_places);
            return !s_known.TryGetValue(row, out Extent allowed) || place.Extent.High <= allowed.High ? place : graph.Least(place, graph.Constant(allowed.High));
        }
        Node whole = Whole();
        return s_known.TryGetValue(row, out Extent known) ? graph.Least(graph.Greatest(whole, graph.Constant(known.Low)), graph.Constant(known.High)) : whole;
    }

    private Node Of(List<Node> nodes) => nodes[random.Next(random.Next(3) == 0 ? 0 : Math.Max(0, nodes.Count - 12), nodes.Count)];

    private Node Number() => random.Next(8) switch
    {
        0 => graph.Constant(random.Next(-3, 4)),
        1 => graph.Constant(random.Next(-6, 7) / 4.0),
        2 => Of(_singles),
        _ => Of(_numbers),
    };

    private Node Bounded() => random.Next(6) == 0 ? graph.Constant(random.Next(3) == 0 ? random.Next(-7, 8) / 3.0 : random.Next(-3, 4)) : Of(_bounded);

    // A whole number that fits in 32 bits.
    private Node Whole()
    {
        for (int i = 0; i < 5; i++)
        {
            Node node = Bounded();
            if (node.Extent is { IsWhole: true, CanBeMinusZero: false }) return node;
        }
        return graph.Floor(graph.Absolute(Of(_bounded)));
    }

    private Node Positive() => graph.Add(graph.Absolute(Bounded()), graph.Constant(random.Next(1, 9) / 4.0));

    private Node Single() => random.Next(6) switch
    {
        0 => graph.Constant(random.Next(-8, 9) / 4.0),
        1 => Whole(),
        _ => Of(_singles),
    };

    private Node Same(List<Node> nodes) => random.Next(3) == 0 ? Number() : Of(nodes);

    // A number of which it is known that it is one goes where such are asked for.
    private void Keep(Node node)
    {
        _numbers.Add(node);
        if (node.Extent.IsFinite && Math.Max(Math.Abs(node.Extent.Low), Math.Abs(node.Extent.High)) <= Far) _bounded.Add(node);
    }

    private void Add(bool functions)
    {
        switch (random.Next(3))
        {
            case 0: AddNumber(functions); break;
            case 1: AddTruth(); break;
            default: AddPacked(); break;
        }
    }

    private void AddNumber(bool functions)
    {
        switch (random.Next(functions ? 15 : 13))
        {
            case 0 or 1: Keep(graph.Add(Number(), Number())); break;
            case 2: Keep(graph.Subtract(Number(), Number())); break;
            case 3: Keep(graph.Multiply(Number(), Number())); break;
            case 4: Keep(graph.Divide(Number(), Number())); break;
            case 5: Keep(graph.Floor(graph.Ceiling(Number()))); break;
            case 6: Keep(graph.Sqrt(graph.Absolute(graph.Truncate(Number())))); break;
            case 7 or 8: Keep(graph.Choose(Of(_truths), Number(), Number())); break;
            case 9: Keep(graph.Choose(Of(_truths), graph.Add(Number(), Number()), Number())); break;
            case 10: Keep(graph.Look(Table(2), Of(_places))); break;
            case 11: Keep(graph.RateOfChance(graph.Choose(Of(_truths), graph.Constant(0.03), graph.Constant(0.7)), graph.Constant(Hazard.Units), 0.9, 1)); break;
            case 12: Keep(graph.FromBits(graph.OrBits(graph.ShiftBits(graph.ToBits(Bounded()), random.Next(1, 60)), graph.ToBits(graph.Constant(1))))); break;
            case 13: Keep(graph.Apply(ScalarFunction.Logistic, Number())); break;
            default: Keep(graph.Apply(ScalarFunction.Power, graph.Absolute(Number()), random.Next(2) == 0 ? Whole() : Number())); break;
        }
    }

    private void AddTruth()
    {
        List<Node> nodes = random.Next(4) switch { 0 => _numbers, 1 => _singles, 2 => _bounded, _ => _places };
        switch (random.Next(graph.Rows.Width.IsNarrow ? 12 : 11))
        {
            case 11: _truths.Add(graph.HasSign(random.Next(3) switch { 0 => Whole(), 1 => Of(_singles), _ => Bounded() })); break;
            case 0: _truths.Add(graph.Equal(Same(nodes), Same(nodes))); break;
            case 1: _truths.Add(graph.Less(Same(nodes), Same(nodes))); break;
            case 2: _truths.Add(graph.LessOrEqual(Same(nodes), Same(nodes))); break;
            case 3: _truths.Add(graph.And(Of(_truths), graph.Less(Same(nodes), Same(nodes)))); break;
            case 4: _truths.Add(graph.AndNot(Of(_truths), graph.LessOrEqual(Same(nodes), Same(nodes)))); break;
            case 5: _truths.Add(graph.Or(Of(_truths), Of(_truths))); break;
            case 6: _truths.Add(graph.And(Of(_truths), Of(_truths))); break;
            case 7: _truths.Add(graph.Not(random.Next(2) == 0 ? Of(_truths) : graph.Equal(Same(nodes), Same(nodes)))); break;
            case 8: _truths.Add(graph.Equal(Of(_places), graph.Constant(Graph.Place(random.Next(8))))); break;
            case 9: _truths.Add(graph.Less(Whole(), random.Next(3) switch { 0 => graph.Constant(random.Next(-9, 10) / 4.0), 1 => graph.Constant(double.PositiveInfinity), _ => Whole() })); break;
            default: _truths.Add(graph.LessOrEqual(random.Next(2) == 0 ? graph.Constant(random.Next(-9, 10) / 4.0) : Whole(), Whole())); break;
        }
    }

    private void AddPacked()
    {
        switch (random.Next(graph.Rows.Width.IsNarrow ? 28 : 24))
        {
            case 24: Keep(graph.Wide(random.Next(2) == 0 ? Whole() : Bounded())); break;
            case 25: Keep(graph.Multiply(graph.Wide(Whole()), Number())); break;
            case 26: _singles.Add(graph.RoughQuotient(Positive(), random.Next(3) == 0 ? graph.Look([.. Table(1).Select(x => Math.Abs(x) + 1)], Of(_places)) : Positive())); break;
            case 27:
                Node left = Bounded();
                Keep(graph.Choose(graph.HasSign(left), Bounded(), left));
                break;
            case 0: Keep(graph.Add(Whole(), Whole())); break;
            case 1: Keep(graph.Subtract(Whole(), Whole())); break;
            case 2: Keep(graph.Multiply(Whole(), random.Next(3) == 0 ? Bounded() : graph.Absolute(Whole()))); break;
            case 3: Keep(graph.Least(Whole(), Whole())); break;
            case 4: Keep(graph.Greatest(Whole(), Whole())); break;
            case 5 when random.Next(2) == 0: AddRemaining(); break;
            case 5: Keep(graph.Absolute(Whole())); break;
            case 6: Keep(graph.Floor(graph.Multiply(graph.Absolute(Bounded()), graph.Constant(0.37)))); break;
            case 7: Keep(random.Next(2) == 0 ? graph.Ceiling(graph.Absolute(Bounded())) : graph.Truncate(graph.Absolute(Bounded()))); break;
            case 8: Keep(graph.Choose(Of(_truths), Whole(), random.Next(3) == 0 ? graph.Constant(0) : Whole())); break;
            case 9: Keep(graph.Choose(Of(_truths), graph.Add(Whole(), Whole()), Whole())); break;
            case 10: Keep(graph.Choose(Of(_truths), graph.Look(Table(1), Of(_places)), Whole())); break;
            case 11: Keep(graph.Look(Table(1), Of(_places))); break;
            case 12: _places.Add(graph.Choose(Of(_truths), graph.Constant(Graph.Place(random.Next(8))), Of(_places))); break;
            case 13: _places.Add(graph.Look([.. Table(1).Select(x => Graph.Place((int)Math.Abs(x)))], Of(_places))); break;
            case 14: _places.Add(graph.Add(Of(_places), graph.Constant(random.Next(1, 4)))); break;
            case 15: Keep(graph.Subtract(Of(_places), graph.Constant(Graph.Place(random.Next(8))))); break;
            case 16: Keep(graph.Subtract(Of(_places), Of(_places))); break;
            case 17: _singles.Add(graph.Single(random.Next(2) == 0 ? Number() : Whole())); break;
            case 18 or 19: _singles.Add(graph.Single(Arithmetic(Single(), Single()))); break;
            case 20: _singles.Add(graph.Choose(Of(_truths), graph.Single(Arithmetic(Single(), Single())), Of(_singles))); break;
            case 21: _singles.Add(graph.Single(graph.Look(Table(3), Of(_places)))); break;
            case 22: _singles.Add(random.Next(2) == 0 ? graph.Absolute(Of(_singles)) : graph.Single(graph.Sqrt(graph.Absolute(Of(_singles))))); break;
            default: Keep(graph.Floor(graph.Absolute(graph.Single(Bounded())))); break;
        }
    }

    // What is left of a threshold, whether it is reached, and what is kept of it.
    private void AddRemaining()
    {
        Node rate = graph.Multiply(graph.Absolute(Whole()), graph.Constant(1 << 12)), steps = graph.Look([.. Table(1).Select(Math.Abs)], Of(_places));
        Node left = graph.Remaining(graph.Multiply(Whole(), graph.Constant(1 << 14)), rate, steps), isReached = graph.LessOrEqual(left, graph.Constant(0));
        _truths.Add(random.Next(3) switch { 0 => isReached, 1 => graph.And(Of(_truths), isReached), _ => graph.AndNot(Of(_truths), isReached) });
        Keep(random.Next(2) == 0 ? left : graph.Greatest(left, graph.Constant(1)));
        if (random.Next(3) == 0) Keep(graph.Choose(Of(_truths), left, Number()));
    }

    private Node Arithmetic(Node a, Node b) => random.Next(4) switch { 0 => graph.Add(a, b), 1 => graph.Subtract(a, b), 2 => graph.Multiply(a, b), _ => graph.Divide(a, b) };

    private double[] Table(double divisor) => [.. Enumerable.Range(0, random.Next(2, 45)).Select(_ => random.Next(-4, 5) / divisor + 0.0)];
}
