using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Compiler.Machine;

/// <summary>
/// Puts chains of operations beside each other: in an order made value by value (<see cref="Order"/>) each operation waits for the one before, and a processor looks ahead no further than some sixty that wait.
/// So, stretch by stretch between the ends of sections, the next of some things to do is the first that has all it needs by then (list scheduling: J. A. Fisher, "Trace scheduling: a technique for global microcode compaction",
/// IEEE Transactions on Computers C-30(7), 1981, section III).
/// </summary>
/// <remarks>Where many values are alive, only what makes them fewer comes before its turn: registers are scarce.</remarks>
internal sealed class Interleaving
{
    // How far before its turn something may come; how many registers' worth of values may be alive for that; how many instructions begin in a cycle. Measured on the reference crisis and on moment-of-crisis.
    private const int Window = 48, MostAlive = 40;
    private const double Together = 3;

    private readonly Graph _graph;
    private readonly Forms _forms;
    private readonly IReadOnlyList<Order.Item> _items;

    // By thing to do: when all that it needs is there; how many others have to come first; and those that have to come after it.
    private readonly double[] _ready;
    private readonly int[] _waits;
    private readonly List<int>?[] _followers;

    // By node: the thing that works it out, -1 for none; and how many things still need it.
    private readonly int[] _maker;
    private readonly int[] _uses;
    private readonly List<Order.Item> _result = [];
    private double _now;
    private int _alive;

    /// <param name="graph">What is computed.</param>
    /// <param name="forms">The forms of its nodes.</param>
    /// <param name="order">The order as it is.</param>
    public Interleaving(Graph graph, Forms forms, Order order)
    {
        (_graph, _forms, _items) = (graph, forms, order.Items);
        int count = _items.Count;
        (_ready, _waits, _followers) = (new double[count], new int[count], new List<int>?[count]);
        (_maker, _uses) = (new int[graph.Nodes.Count], new int[graph.Nodes.Count]);
        Array.Fill(_maker, -1);
        for (int i = 0; i < count; i++)
        {
            foreach (Node node in _items[i].Needs) _uses[node.Id]++;
            if (_items[i].Value is { } value) _maker[value.Id] = i;
        }
    }

    /// <summary>The better order.</summary>
    public List<Order.Item> Items()
    {
        int from = 0;
        while (from < _items.Count)
        {
            int to = from;
            while (to < _items.Count && IsBetween(_items[to])) to++;
            if (to > from) Arrange(from, to);
            else Do(to++);
            from = to;
        }
        return _result;
    }

    // Whether a thing to do is neither a beginning nor an end, nor leaves the code for functions.
    private static bool IsBetween(Order.Item item) => item.Begins is null && !item.Ends && item.Applied is null;

    private void Arrange(int from, int to)
    {
        Connect(from, to);
        _now = 0;
        Array.Fill(_ready, 0, from, to - from);
        var done = new bool[to - from];
        int first = from;
        while (first < to)
        {
            int next = Next(first, Math.Min(to, first + Window), done.AsSpan(first - from));
            done[next - from] = true;
            double start = Math.Max(_now, _ready[next]);
            Do(next);
            double end = _items[next].Value is { } value ? start + Latency(value) : start;
            foreach (int follower in _followers[next] ?? [])
            {
                _waits[follower]--;
                _ready[follower] = Math.Max(_ready[follower], end);
            }
            while (first < to && done[first - from]) first++;
        }
    }

    // The first that has all it needs by now, or else soonest; the first of all when nothing may be alive that was not before.
    private int Next(int first, int end, ReadOnlySpan<bool> done)
    {
        bool isFull = _alive >= MostAlive;
        int best = first;
        for (int i = first; i < end; i++)
        {
            if (done[i - first] || _waits[i] > 0 || (isFull && i > first && Growth(i) > 0)) continue;
            if (_ready[i] <= _now) return i;
            if (_ready[i] < _ready[best]) best = i;
        }
        return best;
    }

    private void Do(int at)
    {
        Order.Item item = _items[at];
        _alive += Growth(at);
        foreach (Node node in item.Needs) _uses[node.Id]--;
        _now += (item.Value is { } value ? Registers(value) * Instructions(value) : 1) / Together;
        _result.Add(item);
    }

    // By how many registers' worth more values are alive afterwards.
    private int Growth(int at)
    {
        int growth = _items[at].Value is { } value ? Registers(value) : 0;
        foreach (Node node in _items[at].Needs)
        {
            if (_uses[node.Id] == 1) growth -= Registers(node);
        }
        return growth;
    }

    private int Registers(Node node) => Order.IsAtHand(node) ? 0 : _forms.Of(node) == Form.Wide ? 2 : 1;

    // What has to come before what: a value before those who need it; of a row first those who read it, then what writes it, then those who read that; flags and what is listed as they were, for a flag's bits may serve the list.
    private void Connect(int from, int to)
    {
        var writes = new Dictionary<int, List<int>>();
        for (int i = from; i < to; i++)
        {
            if (_items[i].Value is not null || _items[i].Write.Row < 0) continue;
            if (!writes.TryGetValue(_items[i].Write.Row, out List<int>? own)) writes.Add(_items[i].Write.Row, own = []);
            else Connect(own[^1], i, from);
            own.Add(i);
        }
        int lastFlag = -1;
        for (int i = from; i < to; i++)
        {
            foreach (Node node in _items[i].Needs)
            {
                Connect(_maker[node.Id], i, from);
                if (node.Op is not (Op.Load or Op.LoadTruth) || !writes.TryGetValue((int)node.Whole, out List<int>? own)) continue;
                foreach (int write in own)
                {
                    if (node.Id >= _items[write].Write.After) Connect(write, i, from);
                    else if (i < write) Connect(i, write, from);
                }
            }
            if (_items[i].Value is not null || (_items[i].Write.Row >= 0 && _graph.Rows.Kind(_items[i].Write.Row) != RowKind.Truth)) continue;
            Connect(lastFlag, i, from);
            lastFlag = i;
        }
    }

    private void Connect(int before, int after, int from)
    {
        if (before < from || before == after) return;
        (_followers[before] ??= []).Add(after);
        _waits[after]++;
    }

    // About how many instructions an operation takes for each register of its result, as processors with AVX2 have them; others need fewer for some.
    private static double Instructions(Node node) => node.Op switch
    {
        Op.Look16 or Op.RoughSingle => 4,
        Op.Look8 => 2.5,
        Op.Single or Op.Floor => 2,
        _ => 1.5,
    };

    // About how many cycles it takes until there is one.
    private static double Latency(Node node) => node.Op switch
    {
        Op.Divide or Op.Sqrt => 14,
        Op.RoughQuotient => 10,
        Op.Floor or Op.Ceiling or Op.Truncate or Op.Single => 7,
        Op.Look8 or Op.Look16 => 6,
        Op.RoughSingle => 5,
        Op.Add or Op.Subtract or Op.Multiply => 4,
        Op.Equal or Op.Less or Op.LessOrEqual or Op.Choose => 3,
        _ => 2,
    };
}
