using ScenarioSim.Compiler.Machine;
using ScenarioSim.Compiler.Vectors;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>The order in which machine code does things.</summary>
public class OrderTests
{
    private const int Long = 6;

    [Fact]
    public void Chains_that_do_not_need_each_other_stand_beside_each_other()
    {
        var graph = new Graph(new Rows(VectorWidth.Of256, 1));
        int from = graph.Rows.New("from", RowKind.Number);
        Node[][] chains = [.. Enumerable.Range(0, 3).Select(i => Chain(graph, from, 1.5 + i))];
        for (int i = 0; i < chains.Length; i++) graph.Store(graph.Rows.New($"to{i}", RowKind.Number), chains[i][^1]);

        List<Node> done = Values(graph);

        // Each begins before another has come to its end, and none is out of order.
        foreach (Node[] chain in chains) Assert.Equal(chain, done.Where(chain.Contains));
        Assert.True(chains.Max(c => done.IndexOf(c[0])) < chains.Min(c => done.IndexOf(c[^1])), string.Join(' ', done.Select(n => n.Id)));
    }

    private static Node[] Chain(Graph graph, int row, double factor)
    {
        Node last = graph.Load(row);
        return [.. Enumerable.Range(0, Long).Select(_ => last = graph.Multiply(last, graph.Constant(factor)))];
    }

    private static List<Node> Values(Graph graph) => [.. new Order(graph, new Forms(graph), fusesMasks: false).Items.Select(i => i.Value).OfType<Node>()];
}
