using ScenarioSim.Compiler.Vectors;
using Xunit;

namespace ScenarioSim.Tests.Compiler;

/// <summary>A routine as text can be read from top to bottom.</summary>
public sealed class GraphTextTests
{
    [Fact]
    public void What_only_a_section_needs_stands_in_it_unless_it_is_overwritten_before()
    {
        var graph = new Graph(new Rows(VectorWidth.Of128, 1));
        (int a, int b, int sum) = (graph.Rows.New("a"), graph.Rows.New("b"), graph.Rows.New("sum"));
        Node before = graph.Load(a), other = graph.Load(b);
        Node square = graph.Multiply(other, other), both = graph.Add(before, square);
        graph.Store(a, graph.Constant(7));
        graph.BeginSection(graph.Less(graph.Load(sum), graph.Constant(1)));
        graph.Store(sum, graph.Multiply(both, both));
        graph.EndSection();
        graph.Store(b, graph.Add(graph.Load(sum), graph.Constant(2)));
        Assert.Equal(
            """
            void test(Block block) // 12 operations
            {
                double v0 = block["a"];
                block["a"] = 7;
                double v5 = block["sum"];
                if (any lane of (v5 < 1))
                {
                    double v1 = block["b"];
                    double v3 = (v0 + (v1 * v1));
                    block["sum"] = (v3 * v3);
                }
                double v9 = block["sum"];
                block["b"] = (v9 + 2);
            }

            """,
            GraphText.Of("test", graph, flag => $"flag {flag}"));
    }
}
