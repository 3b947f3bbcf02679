using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;

namespace ScenarioSim.Tests.Compiler;

/// <summary>A routine made at random: rows 0-5 hold numbers, 6-8 places in tables, 9-11 truths.</summary>
internal sealed class RandomRoutine(Graph graph, Random random)
{
    // A row that is never written, of which more is known.
    private const int WholeRow = 5;

    private readonly List<Node> _numbers = [];
    private readonly List<Node> _truths = [];
    private readonly List<Node> _places = [];

    /// <summary>What a row holds at first.</summary>
    /// <param name="row">The row.</param>
    /// <param name="random">Decides.</param>
    /// <param name="trial">In the first, truths are seldom; in the second they never hold.</param>
    public static double Initial(int row, Random random, int trial) => row switch
    {
        WholeRow => random.Next(0, 11),
        < 6 => random.Next(5) == 0 ? random.Next(-2, 3) : Math.Round((random.NextDouble() * 20) - 10, random.Next(4)),
        < 9 => Graph.Place(random.Next(8)),
        _ => BitConverter.Int64BitsToDouble(trial == 1 || random.Next(trial == 0 ? 12 : 2) > 0 ? 0 : -1),
    };

    /// <summary>Writes it.</summary>
    public void Write(int operations, int sections, bool functions)
    {
        graph.Know(WholeRow, Extent.Between(0, 10, whole: true));
        Load();
        for (int i = 0; i < operations; i++) Add(functions);
        StoreSome(graph.Always, 2);
        for (int section = 0; section < sections; section++)
        {
            Node lanes = Of(_truths);
            int numbers = _numbers.Count, truths = _truths.Count, places = _places.Count;
            graph.BeginSection(lanes);
            int inside = random.Next(2, 30);
            for (int i = 0; i < inside; i++) Add(functions);
            StoreSome(lanes, random.Next(1, 5));
            graph.EndSection();
            // What a section works out is not there outside; what it stores is.
            _numbers.RemoveRange(numbers, _numbers.Count - numbers);
            _truths.RemoveRange(truths, _truths.Count - truths);
            _places.RemoveRange(places, _places.Count - places);
            Load();
            for (int i = random.Next(6); i > 0; i--) Add(functions);
        }
        StoreSome(graph.Always, 3);
        graph.StoreBits(random.Next(8), Of(_truths));
        graph.StoreBits(random.Next(8), random.Next(4) == 0 ? graph.Always : Of(_truths));
    }

    private void Load()
    {
        for (int row = 0; row < 6; row++) _numbers.Add(graph.Load(row));
        for (int row = 6; row < 9; row++) _places.Add(graph.Load(row));
        for (int row = 9; row < 12; row++) _truths.Add(graph.LoadTruth(row));
    }

    private void StoreSome(Node lanes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int row = random.Next(12);
            if (row == WholeRow) continue;
            if (row < 6) graph.Store(row, graph.Choose(lanes, Of(_numbers), graph.Load(row)));
            else if (row < 9) graph.Store(row, graph.Choose(lanes, Of(_places), graph.Load(row)));
            else graph.Store(row, graph.Choose(lanes, Of(_truths), graph.LoadTruth(row)));
        }
    }

    private Node Of(List<Node> nodes) => nodes[random.Next(random.Next(3) == 0 ? 0 : Math.Max(0, nodes.Count - 12), nodes.Count)];

    private Node Number() => random.Next(6) == 0 ? graph.Constant(random.Next(-3, 4)) : Of(_numbers);

    private void Add(bool functions)
    {
        switch (random.Next(functions ? 25 : 23))
        {
            case 0 or 1: _numbers.Add(graph.Add(Number(), Number())); break;
            case 2: _numbers.Add(graph.Subtract(Number(), Number())); break;
            case 3: _numbers.Add(graph.Multiply(Number(), Number())); break;
            case 4: _numbers.Add(graph.Divide(Number(), Number())); break;
            case 5: _numbers.Add(graph.Floor(graph.Ceiling(Number()))); break;
            case 6: _numbers.Add(graph.Sqrt(graph.Absolute(graph.Truncate(Number())))); break;
            case 7 or 8: _numbers.Add(graph.Choose(Of(_truths), Number(), Number())); break;
            case 9: _numbers.Add(graph.Choose(Of(_truths), graph.Add(Number(), Number()), Number())); break;
            case 10: _numbers.Add(graph.Look([.. Enumerable.Range(0, random.Next(2, 20)).Select(_ => (double)random.Next(-4, 5))], Of(_places))); break;
            case 11: _places.Add(graph.Choose(Of(_truths), graph.Constant(Graph.Place(random.Next(8))), Of(_places))); break;
            case 12: _truths.Add(graph.Equal(Number(), Number())); break;
            case 13: _truths.Add(graph.Less(Number(), Number())); break;
            case 14: _truths.Add(graph.LessOrEqual(Number(), Number())); break;
            case 15: _truths.Add(graph.And(Of(_truths), graph.Less(Number(), Number()))); break;
            case 16: _truths.Add(graph.AndNot(Of(_truths), graph.LessOrEqual(Number(), Number()))); break;
            case 17: _truths.Add(graph.Or(Of(_truths), Of(_truths))); break;
            case 18: _truths.Add(graph.And(Of(_truths), Of(_truths))); break;
            case 19: _truths.Add(graph.Not(Of(_truths))); break;
            case 20: _truths.Add(graph.Equal(Of(_places), graph.Constant(Graph.Place(random.Next(8))))); break;
            case 21: _numbers.Add(graph.RateOfChance(graph.Choose(Of(_truths), graph.Constant(0.03), graph.Constant(0.7)), graph.Constant(Hazard.Units), 0.9, 1)); break;
            case 22: _numbers.Add(graph.Single(Number())); break;
            case 23: _numbers.Add(graph.Apply(ScalarFunction.Logistic, Number())); break;
            default: _numbers.Add(graph.Apply(ScalarFunction.Power, graph.Absolute(Number()), Number())); break;
        }
    }
}
