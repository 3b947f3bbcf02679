using ScenarioSim.Reports.Graphs;
using Xunit;

namespace ScenarioSim.Tests.Reports;

public class GraphTests
{
    public static TheoryData<string> Names => [.. GraphFormats.All.Select(f => f.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_state_machines_look_like_this(string name)
    {
        using var all = new StringWriter();
        GraphFormats.Named(name)!.Write(Sample.Scenario, Sample.Scenario.Tracks, all);
        Golden.Check($"reports/graph.{name}.txt", all.ToString());
    }

    [Fact]
    public void One_track_alone_is_a_mermaid_diagram_without_a_frame()
    {
        using var one = new StringWriter();
        new MermaidGraph().Write(Sample.Scenario, [Sample.Scenario.Tracks[0]], one);
        Golden.Check("reports/graph.mermaid.one.txt", one.ToString());
    }
}
