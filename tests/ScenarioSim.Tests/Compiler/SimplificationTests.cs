using ScenarioSim.Compiler.Vectors;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>What a graph leaves out or does otherwise, knowing what its numbers can be, changes no bit: random operations against the arithmetic of doubles.</summary>
public sealed class SimplificationTests
{
    private const int Inputs = 8;
    private const int Outputs = 40;

    // Rows of known extent, and numbers that lie in it.
    private static readonly (Extent Extent, Func<Random, double> Draw)[] s_inputs =
    [
        (Extent.Unknown, r => r.Next(8) switch { 0 => double.NaN, 1 => -0.0, 2 => double.PositiveInfinity, 3 => 0, _ => (r.NextDouble() * 8) - 4 }),
        (Extent.Between(0, 10, whole: true), r => r.Next(11)),
        (Extent.Between(-3, 3, whole: true, minusZero: true), r => r.Next(4) == 0 ? -0.0 : r.Next(-3, 4)),
        (Extent.Between(0.25, 0.75), r => 0.25 + (r.NextDouble() / 2)),
        (Extent.Between(-1, 0, minusZero: true), r => r.Next(3) == 0 ? -0.0 : -r.NextDouble()),
        (Extent.Between(0, double.PositiveInfinity), r => r.Next(3) == 0 ? double.PositiveInfinity : r.Next(3)),
        (Extent.Between(2, 40), r => 2 + (38 * r.NextDouble())),
        (Extent.Between(Graph.Place(0), Graph.Place(5), whole: true), r => Graph.Place(r.Next(6))),
    ];

    [Fact]
    public void Simpler_operations_give_the_bits_of_those_asked_for()
    {
        for (int seed = 0; seed < 6000; seed++) Check(seed);
    }

    [Fact]
    public void What_is_known_of_numbers_decides_comparisons_and_roundings()
    {
        var graph = new Graph(new Rows(VectorWidth.Of128, 1));
        (int whole, int positive) = (graph.Rows.New("whole"), graph.Rows.New("positive"));
        graph.Know(whole, Extent.Between(0, 10, whole: true));
        graph.Know(positive, Extent.Between(0.5, 1));
        (Node n, Node p) = (graph.Load(whole), graph.Load(positive));
        Assert.Same(n, graph.Round(n));
        Assert.Same(n, graph.Add(n, graph.Constant(0)));
        Assert.Same(n, graph.Divide(graph.Multiply(n, graph.Constant(86400)), graph.Constant(86400)));
        Assert.Same(graph.Always, graph.IsFinite(graph.Add(n, p)));
        Assert.Same(graph.Never, graph.Less(p, graph.Constant(0.5)));
        Assert.Same(graph.Always, graph.LessOrEqual(p, graph.Constant(1)));
        Assert.Same(p, graph.Greater(graph.Constant(0), p));
        Assert.Equal(Op.Multiply, graph.Divide(p, graph.Constant(4)).Op);
    }

    private static void Check(int seed)
    {
        var random = new Random(seed);
        var rows = new Rows(VectorWidth.Available[seed % VectorWidth.Available.Count], 1);
        var graph = new Graph(rows);
        var row = new double[Inputs + Outputs];
        var numbers = new List<(Node Node, double Value)>();
        for (int i = 0; i < Inputs; i++)
        {
            graph.Know(rows.New($"in{i}"), s_inputs[i].Extent);
            row[i] = s_inputs[i].Draw(random);
            numbers.Add((graph.Load(i), row[i]));
        }
        (Node Node, double Value) place = numbers[^1];
        numbers.RemoveAt(numbers.Count - 1);
        var truths = new List<(Node Node, bool Value)> { (graph.Always, true), (graph.Less(numbers[0].Node, numbers[1].Node), row[0] < row[1]), (graph.Equal(numbers[2].Node, graph.Constant(1)), row[2] == 1) };
        (Node Node, double Value) Number()
        {
            if (random.Next(4) > 0) return numbers[random.Next(numbers.Count)];
            double constant = random.Next(6) switch { 0 => 0, 1 => -0.0, 2 => 1, 3 => 0.25, 4 => random.Next(-5, 12), _ => 0.5 };
            return (graph.Constant(constant), constant);
        }

        (Node Node, bool Value) Truth() => truths[random.Next(truths.Count)];
        for (int i = 0; i < 30; i++)
        {
            ((Node a, double x), (Node b, double y), (Node c, bool z)) = (Number(), Number(), Truth());
            switch (random.Next(18))
            {
                case 0: numbers.Add((graph.Add(a, b), x + y)); break;
                case 1: numbers.Add((graph.Subtract(a, b), x - y)); break;
                case 2: numbers.Add((graph.Multiply(a, b), x * y)); break;
                case 3: numbers.Add((graph.Divide(a, b), x / y)); break;
                case 4: numbers.Add((graph.Floor(a), Math.Floor(x))); break;
                case 5: numbers.Add((graph.Round(a), double.IsNaN(x) ? x : Math.Round(x, MidpointRounding.AwayFromZero))); break;
                case 6: numbers.Add((graph.Absolute(a), Math.Abs(x))); break;
                case 7: numbers.Add((graph.Choose(c, a, b), z ? x : y)); break;
                case 8: numbers.Add((graph.ChooseInside(c, a, b), z ? x : y)); break;
                case 9: numbers.Add((graph.Lesser(a, b), y < x ? y : x)); break;
                case 10: numbers.Add((graph.Greater(a, b), x < y ? y : x)); break;
                case 11: numbers.Add((graph.Clamp(a, graph.Constant(-2), graph.Constant(7)), x < -2 ? -2 : x > 7 ? 7 : x)); break;
                case 12: numbers.Add((graph.Look([4, 0, -2, 0.5, 1, 3], place.Node), new[] { 4, 0, -2, 0.5, 1, 3 }[(int)(place.Value - Graph.Place(0))])); break;
                case 13: truths.Add((graph.Equal(a, b), x == y)); break;
                case 14: truths.Add((graph.Less(a, b), x < y)); break;
                case 15: truths.Add((graph.LessOrEqual(a, b), x <= y)); break;
                case 16: truths.Add((graph.And(c, truths[0].Node), z && truths[0].Value)); break;
                default: truths.Add((graph.IsFinite(a), double.IsFinite(x))); break;
            }
        }
        var wanted = new List<double>();
        foreach ((Node node, double value) in numbers.TakeLast(Outputs / 2)) Store(node, value);
        foreach ((Node node, bool value) in truths.TakeLast(Outputs / 2)) Store(graph.FromTruth(node), value ? 1 : 0);
        double[] got = new LaneMeaning(graph, row).Run(1).Rows;
        for (int i = 0; i < wanted.Count; i++)
        {
            bool same = BitConverter.DoubleToInt64Bits(wanted[i]) == BitConverter.DoubleToInt64Bits(got[Inputs + i]) || (double.IsNaN(wanted[i]) && double.IsNaN(got[Inputs + i]));
            Assert.True(same, $"seed {seed}, output {i}: {got[Inputs + i]:R}, not {wanted[i]:R}\n{GraphText.Of("test", graph, b => $"flag {b}")}");
        }

        void Store(Node node, double value)
        {
            graph.Store(rows.New($"out{wanted.Count}"), node);
            wanted.Add(value);
        }
    }
}
