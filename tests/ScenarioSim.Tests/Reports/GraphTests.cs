using System.Text;
using ScenarioSim.Language;
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

    private const string Hard = """
        scenario: What moves "the needle" & what doesn't
        start: 2022-01-01
        end: 2022-02-01
        indicators: { tension: 5, troops: 100 }
        tracks:
          front:
            title: The <front> & "rear"
            states:
              calm:
                title: 'Calm \ "quiet" & <b>still</b>'
                exit: tension += 1
                transitions:
                  - name: flare; up
                    when: tension < 6 and troops > 50
                    chance: 10% per week
                    do: [tension += 2, "troops -= normal(5, 2)"]
                    split:
                      raid: { chance: 40%, do: troops *= 0.9 }
                      war: rest
              raid:
                - after: 2 days
                  to: calm
                  do: >-
                    tension = if troops > 90 and
                    tension < 3 then 4 else 5
              war:
                enter: [tension = 10, troops += 50]
                exit: troops -= 50
                states:
                  cold: [ { chance: 5% per week, to: hot } ]
                  hot: { enter: troops += 1 }
        """;

    [Theory, MemberData(nameof(Names))]
    public void Effects_stand_in_every_form_and_nothing_that_the_file_says_can_break_it(string name)
    {
        var scenario = ScenarioReader.Read("hard.yaml", new One()).Scenario!;
        using var all = new StringWriter();
        GraphFormats.Named(name)!.Write(scenario, scenario.Tracks, all);
        Golden.Check($"reports/graph.effects.{name}.txt", all.ToString());
    }

    private sealed class One : IFileSource
    {
        public byte[] Read(string path, int limit) => Encoding.UTF8.GetBytes(Hard);
    }
}
