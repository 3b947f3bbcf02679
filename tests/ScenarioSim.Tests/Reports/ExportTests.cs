using System.Globalization;
using System.Text.Json;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Csv;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Json;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Reports;

/// <summary>What leaves the program, held against files: a change of shape is to be seen in a review.</summary>
public class ExportTests
{
    private static readonly ResultReport s_result = new(Sample.Results, [Sample.Remark(Severity.Warning), Sample.Remark(Severity.Info)], ["resolve=0.9"]);
    private static readonly ComparisonReport s_comparison = new(Sample.Comparison, [], []);

    public static TheoryData<string> Names => [.. Exports.All.Select(e => e.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_result_looks_like_this(string name)
    {
        IExport export = Exports.Named(name)!;
        Golden.Check($"reports/result{export.Extension}", Exports.Text(stream => export.Write(s_result, stream)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_comparison_looks_like_this(string name)
    {
        IExport export = Exports.Named(name)!;
        Golden.Check($"reports/comparison{export.Extension}", Exports.Text(stream => export.Write(s_comparison, stream)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_story_looks_like_this(string name)
    {
        IExport export = Exports.Named(name)!;
        bool told = false;
        string text = Exports.Text(stream => told = export.Write(Sample.Story, stream));
        Assert.Equal(told, text.Length > 0);
        if (told) Golden.Check($"reports/story{export.Extension}", text);
    }

    [Fact]
    public void Diagnostics_as_JSON_look_like_this() =>
        Golden.Check("reports/diagnostics.json", Exports.Text(stream => DiagnosticsJson.Write([Sample.Remark(Severity.Error), Sample.Remark(Severity.Info)], stream)));

    [Fact]
    public void Plain_text_fits_80_columns()
    {
        foreach (Action<Stream> write in (Action<Stream>[])[s => new TableExport().Write(s_result, s), s => new TableExport().Write(s_comparison, s), s => new TableExport().Write(Sample.Story, s)])
        {
            Assert.All(Exports.Text(write).Split('\n'), line => Assert.True(Cells.Width(line) <= 80, line));
        }
    }

    [Fact]
    public void JSON_has_the_keys_of_the_contract_in_their_order()
    {
        using JsonDocument json = JsonDocument.Parse(Exports.Text(s => new JsonExport().Write(s_result with { Settings = [] }, s)));
        Assert.Equal(
            "schema scenario policy engine version meaning seed runs confidence partial seconds outcomes measures tracks assumptions value warnings texts sources correlations",
            Keys(json.RootElement));
        Assert.Equal("title file sha256 bases", Keys(json.RootElement.GetProperty("scenario")));
        Assert.Equal("name title runs probability low high", Keys(json.RootElement.GetProperty("outcomes")[0]));
        Assert.Equal("name unit count share mean sd mean_low mean_high quantiles share_low share_high title quantiles_low quantiles_high", Keys(json.RootElement.GetProperty("measures")[0]));
        Assert.Equal("0.05 0.25 0.5 0.75 0.95", Keys(json.RootElement.GetProperty("measures")[0].GetProperty("quantiles")));
        Assert.Equal("name dates states title titles", Keys(json.RootElement.GetProperty("tracks")[0]));
        Assert.Equal("name mean quantiles title why sources confidence", Keys(json.RootElement.GetProperty("assumptions")[0]));
        Assert.Equal("scheduled talks plenary side, talks", Keys(json.RootElement.GetProperty("tracks")[0].GetProperty("states")));
        Assert.Equal("mean low high", Keys(json.RootElement.GetProperty("value")));
        Assert.Equal("code message file line column", Keys(json.RootElement.GetProperty("warnings")[0]));
    }

    [Fact]
    public void A_measure_that_no_run_has_is_null_and_never_NaN()
    {
        string text = Exports.Text(s => new JsonExport().Write(s_result, s));
        Assert.DoesNotContain("NaN", text);
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement never = json.RootElement.GetProperty("measures")[2];
        Assert.Equal(JsonValueKind.Null, never.GetProperty("mean").ValueKind);
        Assert.Equal(0, never.GetProperty("count").GetInt64());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("measures")[1].GetProperty("unit").ValueKind);
    }

    [Fact]
    public void Without_values_value_is_null()
    {
        using JsonDocument json = JsonDocument.Parse(Exports.Text(s => new JsonExport().Write(s_result with { Results = Sample.Results with { Value = null } }, s)));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("value").ValueKind);
    }

    [Fact]
    public void Every_number_of_the_CSV_is_in_the_JSON()
    {
        HashSet<double> known = [];
        using JsonDocument json = JsonDocument.Parse(Exports.Text(s => new JsonExport().Write(s_result, s)));
        Collect(json.RootElement, known);
        foreach (string line in Exports.Text(s => new CsvExport().Write(s_result, s)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            string value = line[(line.LastIndexOf(',') + 1)..];
            if (double.TryParse(value, CultureInfo.InvariantCulture, out double number)) Assert.Contains(number, known);
        }
    }

    private static void Collect(JsonElement element, HashSet<double> known)
    {
        if (element.ValueKind == JsonValueKind.Number) known.Add(element.GetDouble());
        if (element.ValueKind == JsonValueKind.Array) foreach (JsonElement item in element.EnumerateArray()) Collect(item, known);
        if (element.ValueKind == JsonValueKind.Object) foreach (JsonProperty item in element.EnumerateObject()) Collect(item.Value, known);
    }

    private static string Keys(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(p => p.Name));
}
