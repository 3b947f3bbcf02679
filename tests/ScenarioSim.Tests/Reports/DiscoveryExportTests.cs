using System.Text.Json;
using ScenarioSim.Model;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Reports;

/// <summary>In which worlds something happens, in each form.</summary>
public class DiscoveryExportTests
{
    private static readonly Scenario s_scenario = Sample.Scenario;

    private static readonly DiscoveryResults s_found = new()
    {
        Base = Sample.Results,
        Of = "invasion",
        Tried = s_scenario.Assumptions,
        Worlds = 50_000,
        Hits = 14_800,
        Boxes =
        [
            new WorldBox([Range(0, 0.4, null, 34_000, 14_800, 50_000)], 34_000, 13_100) { IsTold = true },
            new WorldBox(
                [Range(0, 0.55, null, 26_000, 6_100, 13_400), Range(1, null, 3.2 * Clock.Day, 31_000, 7_000, 15_700), new WorldRange(s_scenario.Assumptions[3], null, null, [1], 37_500, new WorldShare(8_000, 16_200))],
                12_300, 7_350) { IsTold = true },
            new WorldBox([Range(0, 0.6, 0.8, 14_000, 14_800, 50_000), Range(2, 2 * Clock.Day, 2 * Clock.Day, 3_000, 6_000, 14_000)], 820, 790) { IsTold = true },
        ],
        Told = 1,
        Elapsed = TimeSpan.FromSeconds(0.5),
    };

    private static readonly DiscoveryReport s_all = new(s_found, [Sample.Remark(Severity.Warning)], []);

    private static readonly DiscoveryReport s_against = new(
        s_found with { Of = null, Beside = Sample.Find(s_scenario.Policies[^1], 0.25, 25_000), Base = Sample.Results with { Partial = true }, Boxes = [s_found.Boxes[1]], Told = 0 }, [], ["resolve=0.2..0.9"]);

    private static readonly DiscoveryReport s_nowhere = new(s_found with { Boxes = [], Told = -1, Of = "peak_tension > 8", Least = true }, [], []);

    public static TheoryData<string> Forms => [.. Exports.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_is_as_its_golden_file(string form)
    {
        string extension = Exports.Named(form)!.Extension;
        Golden.Check($"reports/discovery{extension}", Text(form, s_all));
        Golden.Check($"reports/discovery.against{extension}", Text(form, s_against));
        Golden.Check($"reports/discovery.nowhere{extension}", Text(form, s_nowhere));
    }

    [Fact]
    public void Plain_text_fits_80_columns()
    {
        foreach (DiscoveryReport report in (DiscoveryReport[])[s_all, s_against, s_nowhere]) Assert.All(Text("table", report).Split('\n'), line => Assert.True(Cells.Width(line) <= 80, line));
    }

    [Fact]
    public void JSON_has_the_keys_of_the_contract_in_their_order()
    {
        using JsonDocument document = JsonDocument.Parse(Text("json", s_all));
        JsonElement json = document.RootElement;
        Assert.Equal("schema scenario policy against engine version meaning seed runs confidence partial seconds of where worlds happens tried boxes told warnings texts sources", Keys(json));
        Assert.Equal("scenariosim/discovery/1", json.GetProperty("schema").GetString());
        Assert.Equal("count of share low high", Keys(json.GetProperty("happens")));
        Assert.Equal("size happens holds ranges", Keys(json.GetProperty("boxes")[1]));
        Assert.Equal("assumption least most values size without", Keys(json.GetProperty("boxes")[1].GetProperty("ranges")[0]));
        Assert.Equal(3.2, json.GetProperty("boxes")[1].GetProperty("ranges")[1].GetProperty("most").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("boxes")[1].GetProperty("ranges")[1].GetProperty("least").ValueKind);
    }

    [Fact]
    public void Why_nothing_is_found_is_told()
    {
        string Nothing(DiscoveryResults results) => Text("table", new DiscoveryReport(results with { Boxes = [], Told = -1 }, [], [])).ReplaceLineEndings(" ");
        Assert.Contains("chance alone decides", Nothing(s_found with { Tried = [] }));
        Assert.Contains("in none of the worlds", Nothing(s_found with { Hits = 0 }));
        Assert.Contains("too few worlds", Nothing(s_found with { Hits = 12 }));
        Assert.Contains("Nowhere is it seen", Nothing(s_found));
    }

    private static WorldRange Range(int assumption, double? low, double? high, long worlds, long hits, long of) => new(s_scenario.Assumptions[assumption], low, high, [], worlds, new WorldShare(hits, of));

    private static string Keys(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(p => p.Name));

    private static string Text(string form, DiscoveryReport report) => Exports.Text(to => Exports.Named(form)!.Write(report, to));
}
