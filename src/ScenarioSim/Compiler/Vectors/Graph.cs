namespace ScenarioSim.Compiler.Vectors;

/// <summary>
/// A routine in the making: operations on all lanes of a block, without branches but around sections. Equal operations become one; what is constant is worked out at once, by the arithmetic that the lanes would use.
/// Reads of a row give what was last stored in it.
/// </summary>
/// <param name="rows">Names the rows of a block's memory, and gives new ones.</param>
internal sealed partial class Graph(Rows rows)
{
    // A routine beyond this is left to the single-run kernel: it would be compiled for half a minute and take gigabytes.
    private const int MostNodes = 1_000_000;

    private readonly Dictionary<Key, Node> _known = [];
    private readonly Dictionary<int, Node> _stored = [];
    private readonly List<Node> _nodes = [];
    private readonly List<Action> _actions = [];
    private readonly List<Node> _sections = [];
    private readonly HashSet<int> _storedInSection = [];
    private readonly Dictionary<int, int> _versions = [];
    private readonly Dictionary<int, Extent> _extents = [];
    private int _section = -1;

    /// <summary>Something that a routine writes: a row, a flag with a bit for each lane, or numbers on its list.</summary>
    /// <param name="After">How many nodes had been made before it: it comes after them.</param>
    /// <param name="Value">What is written.</param>
    /// <param name="Row">The row; -1 for a flag or the list.</param>
    /// <param name="Flag">The flag's number.</param>
    /// <param name="Section">The section that it belongs to; -1 for none.</param>
    /// <param name="Lanes">In which lanes a number goes on the list; null for all else.</param>
    /// <param name="Listed">What a number on the list is: a whole number, or a place, of which the list has what is behind 2^52.</param>
    internal readonly record struct Action(int After, Node Value, int Row, int Flag, int Section, Node? Lanes = null, RowKind Listed = RowKind.Whole)
    {
        /// <summary>The nodes that it needs.</summary>
        public Node[] Operands => Lanes is null ? [Value] : [Value, Lanes];
    }

    /// <summary>The block's memory.</summary>
    public Rows Rows => rows;

    /// <summary>All nodes, operands first.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>What is written, in order.</summary>
    public IReadOnlyList<Action> Actions => _actions;

    /// <summary>For each section the lanes that need it.</summary>
    public IReadOnlyList<Node> Sections => _sections;

    /// <summary>Begins a section: what is stored until its end changes nothing but in some lanes, and may be left out where a block has none of them.</summary>
    /// <param name="lanes">The lanes.</param>
    public void BeginSection(Node lanes)
    {
        _sections.Add(lanes);
        _section = _sections.Count - 1;
    }

    /// <summary>Ends a section. What it has stored is read from memory afterwards.</summary>
    public void EndSection()
    {
        foreach (int row in _storedInSection)
        {
            _stored.Remove(row);
            _versions[row] = _actions.Count;
        }
        _storedInSection.Clear();
        _section = -1;
    }

    /// <summary>True in every lane.</summary>
    public Node Always => Make(Op.Always, Shape.Truth);

    /// <summary>False in every lane.</summary>
    public Node Never => Make(Op.Never, Shape.Truth);

    /// <summary>The same number in every lane.</summary>
    public Node Constant(double value) => Make(Op.Constant, Shape.Number, number: value, extent: Extent.Of(value));

    /// <summary>Says what a row holds whenever it is read: before it is.</summary>
    public void Know(int row, Extent extent) => _extents[row] = extent;

    /// <summary>A number from memory: what was stored last.</summary>
    public Node Load(int row) =>
        _stored.TryGetValue(row, out Node? stored) ? stored : Make(Op.Load, Shape.Number, whole: row, number: _versions.GetValueOrDefault(row), extent: _extents.GetValueOrDefault(row, Extent.Unknown));

    /// <summary>A truth from memory.</summary>
    public Node LoadTruth(int row) => _stored.TryGetValue(row, out Node? stored) ? stored : Make(Op.LoadTruth, Shape.Truth, whole: row, number: _versions.GetValueOrDefault(row));

    /// <summary>The rows whose values at the beginning the routine's writes need.</summary>
    public IEnumerable<int> RowsRead() => Needed().Where(n => n.Op is Op.Load or Op.LoadTruth && n.Number == 0).Select(n => (int)n.Whole).Distinct();

    /// <summary>Stores a number or a truth in a row.</summary>
    public void Store(int row, Node value)
    {
        // Whoever asked for the row before this point keeps what it was; a row stored as it was read needs no store.
        if (value.Op is Op.Load or Op.LoadTruth && value.Whole == row && value.Number == _versions.GetValueOrDefault(row) && !_stored.ContainsKey(row)) return;
        if (_stored.TryGetValue(row, out Node? known) && ReferenceEquals(known, value)) return;
        _stored[row] = value;
        if (_section >= 0) _storedInSection.Add(row);
        _actions.Add(new Action(_nodes.Count, value, row, 0, _section));
    }

    /// <summary>Stores a bit for each lane in a flag at the beginning of the block's memory.</summary>
    public void StoreBits(int flag, Node truth) => _actions.Add(new Action(_nodes.Count, truth, -1, flag, _section));

    /// <summary>Puts a number of some lanes on the routine's list: only in machine code of our own.</summary>
    /// <param name="lanes">The lanes.</param>
    /// <param name="number">A whole number, or a place.</param>
    /// <param name="kind">Which of them.</param>
    public void Append(Node lanes, Node number, RowKind kind = RowKind.Whole)
    {
        if (lanes.Op != Op.Never) _actions.Add(new Action(_nodes.Count, number, -1, 0, _section, lanes, kind));
    }

    public Node Add(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Constant(a.Number + b.Number);
        if (IsNoAddend(a, b)) return b;
        if (a.Op is Op.Look8 or Op.Look16 && b.Op == a.Op && ReferenceEquals(a.A, b.A)) return Look([.. a.Table!.Zip(b.Table!, (x, y) => x + y)], a.A!);
        return IsNoAddend(b, a) ? a : Make(Op.Add, Shape.Number, a, b, extent: a.Extent.Plus(b.Extent));
    }

    public Node Subtract(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Constant(a.Number - b.Number);
        return b is { Op: Op.Constant, Number: 0 } && !double.IsNegative(b.Number) ? a : Make(Op.Subtract, Shape.Number, a, b, extent: a.Extent.Minus(b.Extent));
    }

    public Node Multiply(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Constant(a.Number * b.Number);
        if (a is { Op: Op.Constant, Number: 1 }) return b;
        return b is { Op: Op.Constant, Number: 1 } ? a : Make(Op.Multiply, Shape.Number, a, b, extent: a.Extent.Times(b.Extent));
    }

    /// <summary>What is left of a threshold when some steps have gone by at a rate, in units (<see cref="Randomness.Hazard"/>): nothing of it is ever rounded in a lane that has a run.</summary>
    public Node Remaining(Node left, Node rate, Node steps)
    {
        // Of narrow vectors it has half a unit less.
        if (rows.Width.IsNarrow || !rows.Width.IsPacked || steps.Op == Op.Constant || rate.Op == Op.Constant) return Subtract(left, Multiply(rate, steps));
        Node gone = Make(Op.Multiply, Shape.Number, rate, steps, extent: Extent.Between(0, Extent.Exact, whole: true));
        return Make(Op.Subtract, Shape.Number, left, gone, extent: Extent.Between(-Extent.Exact, Randomness.Hazard.Endless, whole: true));
    }

    public Node Divide(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Constant(a.Number / b.Number);
        if (b is not { Op: Op.Constant, Number: var divisor }) return Make(Op.Divide, Shape.Number, a, b, extent: a.Extent.Over(b.Extent));
        if (divisor == 1) return a;
        // An exact product gives back its factor, and a power of two has an exact reciprocal.
        if (a is { Op: Op.Multiply, Extent.IsWhole: true, B: { Op: Op.Constant } factor } && factor.Number == divisor && divisor > 0 && !a.A!.Extent.CanBeMinusZero) return a.A;
        if (Math.Abs(divisor) is > 1e-300 and < 1e300 && (BitConverter.DoubleToInt64Bits(divisor) & ((1L << 52) - 1)) == 0) return Multiply(a, Constant(1 / divisor));
        return Make(Op.Divide, Shape.Number, a, b, extent: a.Extent.Over(b.Extent));
    }

    /// <summary>A number that is needed as doubles many times.</summary>
    public Node Wide(Node a) => a.Op == Op.Constant || !rows.Width.IsNarrow ? a : Make(Op.Wide, Shape.Number, a, extent: a.Extent);

    public Node Sqrt(Node a) => a.Op == Op.Constant ? Constant(Math.Sqrt(a.Number)) : Make(Op.Sqrt, Shape.Number, a);

    public Node Floor(Node a) => Rounded(Op.Floor, a, Math.Floor);

    /// <summary>The greatest whole number that is neither above a number nor above a bound; the number must not be negative in a lane that has a run.</summary>
    public Node FloorUpTo(Node a, double most) => Make(Op.Floor, Shape.Number, Least(a, Constant(most)), extent: Extent.Between(0, most, whole: true));

    public Node Ceiling(Node a) => Rounded(Op.Ceiling, a, Math.Ceiling);

    public Node Truncate(Node a) => Rounded(Op.Truncate, a, Math.Truncate);

    /// <summary>Rounds to a float of 32 bits. A sum, difference, product or quotient of such numbers, rounded so, is that of floats: the double that comes between changes nothing (S. Figueroa, "When is double rounding innocuous?", SIGNUM Newsletter 30(3), 1995).</summary>
    public Node Single(Node a)
    {
        if (a.Op == Op.Constant) return Constant((float)a.Number);
        return a.Op == Op.Single ? a : Make(Op.Single, Shape.Number, a, extent: a.Extent.Rounded(x => (float)x) with { IsWhole = false });
    }

    public Node Absolute(Node a)
    {
        if (a.Op == Op.Constant) return Constant(Math.Abs(a.Number));
        return a.Extent.IsPositive ? a : Make(Op.Absolute, Shape.Number, a, extent: a.Extent.Absolute());
    }

    public Node Least(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Constant(Math.Min(a.Number, b.Number));
        if (ReferenceEquals(a, b) || b is { Op: Op.Constant, Number: double.PositiveInfinity }) return a;
        if (a is { Op: Op.Constant, Number: double.PositiveInfinity }) return b;
        if (AreNumbers(a, b) && a.Extent.High < b.Extent.Low) return a;
        return AreNumbers(a, b) && b.Extent.High < a.Extent.Low ? b : Make(Op.Least, Shape.Number, a, b, extent: a.Extent.Lesser(b.Extent));
    }

    public Node Greatest(Node a, Node b)
    {
        if ((a.Op, b.Op) == (Op.Constant, Op.Constant)) return Constant(Math.Max(a.Number, b.Number));
        if (ReferenceEquals(a, b)) return a;
        if (AreNumbers(a, b) && a.Extent.Low > b.Extent.High) return a;
        return AreNumbers(a, b) && b.Extent.Low > a.Extent.High ? b : Make(Op.Greatest, Shape.Number, a, b, extent: a.Extent.Greater(b.Extent));
    }

    /// <summary>One of two numbers, or of two truths.</summary>
    public Node Choose(Node condition, Node then, Node otherwise)
    {
        if (condition.Op == Op.Always || ReferenceEquals(then, otherwise)) return then;
        if (condition.Op == Op.Never) return otherwise;
        if (condition.Op == Op.Not) return Choose(condition.A!, otherwise, then);
        if (then.Shape == Shape.Truth) return Or(And(condition, then), AndNot(otherwise, condition));
        if (otherwise.Op == Op.Choose)
        {
            if (ReferenceEquals(otherwise.A, condition)) return Choose(condition, then, otherwise.C!);
            if (ReferenceEquals(otherwise.B, then)) return Choose(Or(condition, otherwise.A!), then, otherwise.C!);
        }
        if (then.Op == Op.Choose)
        {
            if (ReferenceEquals(then.A, condition)) return Choose(condition, then.B!, otherwise);
            if (ReferenceEquals(then.C, otherwise)) return Choose(And(condition, then.A!), then.B!, otherwise);
        }
        if (Merging.Pays(then, otherwise))
        {
            return Operation(then.Op, Choose(condition, then.A!, otherwise.A!), Choose(condition, then.B!, otherwise.B!));
        }
        return Make(Op.Choose, Shape.Number, condition, then, otherwise, extent: ExtentOf(condition, then, otherwise));
    }

    /// <summary>1 where it holds, else 0.</summary>
    public Node FromTruth(Node truth) => Choose(truth, Constant(1), Constant(0));

    /// <summary>The entry of a table at a place: a number in 2^52 + (0 .. entries - 1).</summary>
    public Node Look(double[] table, Node place)
    {
        if (table.AsSpan().IndexOfAnyExcept(table[0]) < 0) return Constant(table[0]);
        if (place is { Op: Op.Constant, Number: var at } && at < Place(table.Length)) return Constant(table[(int)(at - Place(0))]);
        if (!rows.Width.HasLookUp) return Chain(table, place);
        Node? node = null;
        for (int from = 0; from < table.Length; from += 16)
        {
            int length = table.Length - from <= 8 && from == 0 ? 8 : 16;
            var part = new double[length];
            Array.Fill(part, table[from]);
            table.AsSpan(from, Math.Min(length, table.Length - from)).CopyTo(part);
            Node entry = part.AsSpan().IndexOfAnyExcept(part[0]) < 0 ? Constant(part[0]) : Make(length == 8 ? Op.Look8 : Op.Look16, Shape.Number, place, table: part, extent: Extent.Of(part));
            node = node is null ? entry : Choose(LessOrEqual(Constant(Place(from)), place), entry, node);
        }
        return node!;
    }

    /// <summary>How a place in a table is written: its lowest bits are the place.</summary>
    public static double Place(int index) => (1L << 52) + index;

    public Node ToBits(Node a) => Make(Op.ToBits, Shape.Bits, a);

    /// <summary>The number that some bits stand for.</summary>
    /// <param name="a">The bits.</param>
    /// <param name="known">What is known of the number; null: nothing.</param>
    public Node FromBits(Node a, Extent? known = null) => Make(Op.FromBits, Shape.Number, a, extent: known);

    public Node Bits(long value) => Make(Op.BitsConstant, Shape.Bits, whole: value);

    public Node AddBits(Node a, Node b) => Make(Op.AddBits, Shape.Bits, a, b);

    public Node AndBits(Node a, Node b) => Make(Op.AndBits, Shape.Bits, a, b);

    public Node OrBits(Node a, Node b) => Make(Op.OrBits, Shape.Bits, a, b);

    public Node ShiftBits(Node a, int by) => Make(Op.ShiftBits, Shape.Bits, a, whole: by);

    /// <summary>A function that is worked out lane by lane.</summary>
    public Node Apply(ScalarFunction function, Node a, Node? b = null) => Make(Op.Apply, Shape.Number, a, b, whole: (long)function);

    private Node Operation(Op op, Node a, Node b) => op switch
    {
        Op.Add => Add(a, b),
        Op.Subtract => Subtract(a, b),
        Op.Multiply => Multiply(a, b),
        _ => Divide(a, b),
    };

    // For want of look-ups: the commonest entry, and the others by comparison.
    private Node Chain(double[] table, Node place)
    {
        double common = table.GroupBy(x => x).MaxBy(g => g.Count())!.Key;
        Node node = Constant(common);
        foreach (IGrouping<double, int> same in Enumerable.Range(0, table.Length).Where(i => table[i] != common).GroupBy(i => table[i]))
        {
            node = Choose(same.Select(i => Equal(place, Constant(Place(i)))).Aggregate(Or), Constant(same.Key), node);
        }
        return node;
    }

    private Node Make(Op op, Shape shape, Node? a = null, Node? b = null, Node? c = null, double number = 0, long whole = 0, double[]? table = null, Extent? extent = null)
    {
        long numberBits = table is null ? BitConverter.DoubleToInt64Bits(number) : Hash(table);
        var key = new Key(op, a?.Id ?? -1, b?.Id ?? -1, c?.Id ?? -1, numberBits, whole);
        if (_known.TryGetValue(key, out Node? known) && (table is null || table.AsSpan().SequenceEqual(known.Table))) return known;
        if (_nodes.Count >= MostNodes) throw new TooLargeException();
        var node = new Node { Op = op, Shape = shape, A = a, B = b, C = c, Number = number, Whole = whole, Table = table, Id = _nodes.Count, Extent = extent ?? Extent.Unknown };
        _nodes.Add(node);
        _known[key] = node;
        return node;
    }

    private Node Rounded(Op op, Node a, Func<double, double> round)
    {
        if (a.Op == Op.Constant) return Constant(round(a.Number));
        return a.Extent.IsWhole ? a : Make(op, Shape.Number, a, extent: a.Extent.Rounded(round));
    }

    // The greater and the lesser of two numbers are known more closely than one of them.
    private static Extent ExtentOf(Node condition, Node then, Node otherwise)
    {
        Extent either = then.Extent.Or(otherwise.Extent);
        if (condition.Op != Op.Less || !AreNumbers(then, otherwise)) return either;
        if (ReferenceEquals(condition.A, otherwise) && ReferenceEquals(condition.B, then)) return either with { Low = Math.Max(then.Extent.Low, otherwise.Extent.Low) };
        return ReferenceEquals(condition.A, then) && ReferenceEquals(condition.B, otherwise) ? either with { High = Math.Min(then.Extent.High, otherwise.Extent.High) } : either;
    }

    // 0 + x is x unless x is -0; -0 + x is x.
    private static bool IsNoAddend(Node a, Node b) => a is { Op: Op.Constant, Number: 0 } && (double.IsNegative(a.Number) || !b.Extent.CanBeMinusZero);

    private static bool AreNumbers(Node a, Node b) => !a.Extent.CanBeNaN && !b.Extent.CanBeNaN;

    // What makes nodes the same.
    private readonly record struct Key(Op Op, int A, int B, int C, long Number, long Whole)
    {
        public override int GetHashCode()
        {
            ulong hash = (((ulong)(uint)A << 32) | (uint)B) * 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 29) ^ ((ulong)(uint)C << 8) ^ (ulong)Op) * 0xBF58476D1CE4E5B9;
            hash = (hash ^ (hash >> 32) ^ (ulong)Number ^ ((ulong)Whole << 20)) * 0x94D049BB133111EB;
            return (int)(hash >> 32);
        }
    }

    private static long Hash(double[] table)
    {
        ulong hash = 14695981039346656037;
        foreach (double x in table) hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(x)) * 1099511628211;
        return (long)hash;
    }
}
