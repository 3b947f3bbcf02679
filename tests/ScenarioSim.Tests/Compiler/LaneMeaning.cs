using System.Diagnostics;
using ScenarioSim.Compiler.Vectors;

namespace ScenarioSim.Tests.Compiler;

/// <summary>What a graph does in one lane, operation by operation.</summary>
internal sealed class LaneMeaning(Graph graph, double[] rows)
{
    private readonly long[] _values = new long[graph.Nodes.Count];
    private readonly List<(int Action, int Number)> _list = [];
    private int _known;

    /// <summary>What the lane has put on the routine's list, each with the place of the action among all.</summary>
    public IReadOnlyList<(int Action, int Number)> Listed => _list;

    /// <summary>The rows and the flags afterwards.</summary>
    public (double[] Rows, bool[] Flags) Run(int flags)
    {
        var bits = new bool[flags];
        for (int i = 0; i < graph.Actions.Count; i++)
        {
            Graph.Action action = graph.Actions[i];
            WorkOut(action.After);
            // A section that is left out changes nothing where it is not needed: storing there all the same must give what was there.
            if (action.Row >= 0) rows[action.Row] = BitConverter.Int64BitsToDouble(_values[action.Value.Id]);
            else if (action.Lanes is not { } lanes) bits[action.Flag] = _values[action.Value.Id] != 0;
            else if (_values[lanes.Id] != 0) _list.Add((i, (int)(BitConverter.Int64BitsToDouble(_values[action.Value.Id]) - (action.Listed == RowKind.Place ? Graph.Place(0) : 0))));
        }
        return (rows, bits);
    }

    private void WorkOut(int until)
    {
        for (; _known < until; _known++) _values[_known] = Value(graph.Nodes[_known]);
    }

    private long Value(Node node)
    {
        double a = Number(node.A), b = Number(node.B);
        long x = Bits(node.A), y = Bits(node.B), z = Bits(node.C);
        static long Truth(bool holds) => holds ? -1 : 0;
        return node.Op switch
        {
            Op.BitsConstant => node.Whole,
            Op.Always => -1,
            Op.Never => 0,
            Op.Equal => Truth(a == b),
            Op.Less => Truth(a < b),
            Op.LessOrEqual => Truth(a <= b),
            Op.HasSign => Truth(x < 0),
            Op.And => x & y,
            Op.AndNot => x & ~y,
            Op.Or => x | y,
            Op.Not => ~x,
            Op.Choose => x != 0 ? y : z,
            Op.ToBits or Op.FromBits => x,
            Op.AddBits => x + y,
            Op.AndBits => x & y,
            Op.OrBits => x | y,
            Op.ShiftBits => (long)((ulong)x >> (int)node.Whole),
            _ => BitConverter.DoubleToInt64Bits(NumberOf(node, a, b, x)),
        };
    }

    private double NumberOf(Node node, double a, double b, long place) => node.Op switch
    {
        Op.Constant => node.Number,
        Op.Load or Op.LoadTruth => rows[(int)node.Whole],
        Op.Add => a + b,
        Op.Subtract => a - b,
        Op.Multiply => a * b,
        Op.Divide => a / b,
        Op.Sqrt => Math.Sqrt(a),
        Op.Floor => Math.Floor(a),
        Op.Ceiling => Math.Ceiling(a),
        Op.Truncate => Math.Truncate(a),
        Op.Wide => a,
        Op.Single => (float)a,
        // The upper half of a double's bits, counted from another exponent.
        Op.RoughSingle => BitConverter.Int32BitsToSingle(((int)(place >> 32) - ((1023 - 127) << 20)) << 3),
        Op.Absolute => Math.Abs(a),
        Op.Least => a < b ? a : b,
        Op.Greatest => a > b ? a : b,
        Op.Look8 => node.Table![place & 7],
        Op.Look16 => node.Table![place & 15],
        Op.Apply => LaneByLane.Value((int)node.Whole, a, b),
        _ => throw new UnreachableException(node.Op.ToString()),
    };

    private double Number(Node? node) => node is null ? 0 : BitConverter.Int64BitsToDouble(_values[node.Id]);

    private long Bits(Node? node) => node is null ? 0 : _values[node.Id];
}
