using System.Globalization;
using System.Text.Json;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Reports;

/// <summary>What results hang on, in each form.</summary>
public class DriverExportTests
{
    private static readonly Scenario s_scenario = Sample.Scenario;

    private static readonly DriverResults s_found = new()
    {
        Base = Sample.Results,
        Drivers =
        [
            Moved(0, new Uniform(0.2, 0.9), [new(0.235, 0.05), new(0.865, 0.95)], 0.1234, Swings(0, 1, 0.236, 0.3577), 12.5),
            Moved(1, new Uniform(Clock.Day, 5 * Clock.Day), [new(1.2 * Clock.Day, 0.05), new(4.8 * Clock.Day, 0.95)], 0.31, Swings(0, 1, 0.45, 0.14), -3.25),
            Moved(3, new Discrete([0, 1], [0.25, 0.75]), [new(0, null), new(1, null)], 0.0002, Swings(0, 1, 0.2961, 0.2963), null),
        ],
        Known = [s_scenario.Assumptions[2]],
        Doubts = new Doubts(500, 200,
        [
            new Doubt(SwingOf.Outcome, "invasion", 0.2962, 0.081, Quantiles(0.17, 0.24, 0.29, 0.35, 0.44), Dots(0.15, 0.45)) { DeviationLow = 0.075, DeviationHigh = 0.086 },
            new Doubt(SwingOf.Outcome, "other", 0.7038, 0.081, Quantiles(0.56, 0.65, 0.71, 0.76, 0.83), Dots(0.55, 0.85)) { DeviationLow = 0.075, DeviationHigh = 0.086 },
            new Doubt(SwingOf.Value, "", -29.62, 8.1, [.. Quantiles(-44, -35, -29, -24, -17).Select(q => q with { Low = q.Value - 1.5, High = q.Value + 1.5 })], Dots(-45, -15)) { DeviationLow = 7.5, DeviationHigh = 8.6 },
        ]),
        Elapsed = TimeSpan.FromSeconds(0.5),
    };

    // Stopped after the first; of so few models the outer quantiles have a bound on one side only.
    private static readonly DriverResults s_stopped = s_found with
    {
        Drivers = [s_found.Drivers[0]],
        Left = [s_scenario.Assumptions[1], s_scenario.Assumptions[3]],
        Doubts = new Doubts(20, 100,
        [
            .. s_found.Doubts!.Of.Select(d => d with
            {
                Quantiles = [d.Quantiles[0] with { Low = double.NegativeInfinity }, .. d.Quantiles.Skip(1).SkipLast(1), d.Quantiles[^1] with { High = double.PositiveInfinity }],
            }),
        ]),
        Partial = true,
    };

    private static readonly DriverReport s_all = new(s_found, [Sample.Remark(Severity.Warning)], []);
    private static readonly DriverReport s_partial = new(s_stopped, [], ["resolve=0.2..0.9"]);

    public static TheoryData<string> Forms => [.. Exports.All.Select(e => e.Name)];

    public static TheoryData<string, string> Named => new MatrixTheoryData<string, string>(["invasion", "days_to_invasion", "peak_tension", "value"], ["table", "markdown"]);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_is_as_its_golden_file(string form)
    {
        IExport export = Exports.Named(form)!;
        Golden.Check($"reports/drivers{export.Extension}", Text(form, s_all));
        Golden.Check($"reports/drivers.partial{export.Extension}", Text(form, s_partial));
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void What_moves_one_thing_is_as_its_golden_file(string name, string form) =>
        Golden.Check($"reports/drivers.{name}{Exports.Named(form)!.Extension}", Text(form, s_all with { Of = name }));

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public void Machines_are_told_of_everything_whatever_people_asked_for(string form) => Assert.Equal(Text(form, s_all), Text(form, s_all with { Of = "invasion" }));

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_was_set_and_that_it_was_stopped_are_in_every_form(string form)
    {
        string text = Text(form, s_partial);
        Assert.Contains("resolve=0.2..0.9", text.Replace(" = ", "="));
        Assert.Contains("partial", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("PARTIAL", Text("table", s_all));
    }

    [Fact]
    public void Plain_text_fits_80_columns()
    {
        foreach (DriverReport report in (DriverReport[])[s_all, s_partial, .. DriverReport.Movable(s_scenario).Select(name => s_all with { Of = name })])
        {
            Assert.All(Text("table", report).Split('\n'), line => Assert.True(Cells.Width(line) <= 80, line));
        }
    }

    [Fact]
    public void JSON_has_the_keys_of_the_contract_in_their_order()
    {
        using JsonDocument document = JsonDocument.Parse(Text("json", s_all));
        JsonElement json = document.RootElement;
        Assert.Equal("schema scenario policy engine version meaning seed runs confidence partial seconds outcomes value drivers left known doubts warnings texts sources", Keys(json));
        Assert.Equal("scenariosim/drivers/1", json.GetProperty("schema").GetString());
        JsonElement driver = json.GetProperty("drivers")[0];
        Assert.Equal("assumption title sources confidence ends worlds_that_change swings", Keys(driver));
        Assert.Equal("value probability", Keys(driver.GetProperty("ends")[0]));
        Assert.Equal("from to share low high", Keys(driver.GetProperty("worlds_that_change")));
        Assert.Equal("of name from to start end difference low high", Keys(driver.GetProperty("swings")[0]));
        Assert.Equal("models runs_each of", Keys(json.GetProperty("doubts")));
        JsonElement doubt = json.GetProperty("doubts").GetProperty("of")[0];
        Assert.Equal("of name mean sd sd_low sd_high quantiles quantile_intervals dots", Keys(doubt));
        Assert.Equal("0.05 0.25 0.5 0.75 0.95", Keys(doubt.GetProperty("quantiles")));
        Assert.Equal("probability low high", Keys(doubt.GetProperty("quantile_intervals")[0]));
        Assert.Equal(20, doubt.GetProperty("dots").GetArrayLength());
        Assert.Equal(["summit"], json.GetProperty("known").EnumerateArray().Select(a => a.GetString()));
    }

    [Fact]
    public void JSON_says_ends_as_the_file_would_with_durations_in_days()
    {
        DriverResults results = s_found with
        {
            Drivers =
            [
                .. s_found.Drivers, Moved(2, new Uniform(0, 1), [new(0, null), new(36 * 3600, null)], 0, Swings(0, 1, 0.2, 0.2), null),
                Moved(0, new Discrete([0, 1], [1, 1]), [new(0, null), new(1, null)], 0, Swings(0, 1, 0.2, 0.2), null, Kind.Truth),
            ],
        };
        using JsonDocument document = JsonDocument.Parse(Text("json", new DriverReport(results, [], [])));
        string[] ends = [.. document.RootElement.GetProperty("drivers").EnumerateArray().Select(d => string.Join(' ', d.GetProperty("ends").EnumerateArray().Select(e => e.GetProperty("value").GetRawText())))];
        Assert.Equal(["0.235 0.865", "1.2 4.8", "\"signal\" \"coerce\"", "\"2022-01-09\" \"2022-01-10T12:00\"", "false true"], ends);
        string[] rows = [.. Rows(Text("csv", new DriverReport(results, [], []))).Where(r => r[0] == "driver_end" && r[5] == "value").Select(r => r[6])];
        Assert.Equal(["0.235", "0.865", "1.2", "4.8", "signal", "coerce", "2022-01-09", "2022-01-10T12:00", "false", "true"], rows);
    }

    [Fact]
    public void CSV_has_the_figures_of_the_JSON_and_no_others()
    {
        foreach (DriverReport report in (DriverReport[])[s_all, s_partial])
        {
            using JsonDocument document = JsonDocument.Parse(Text("json", report));
            JsonElement json = document.RootElement;
            string[][] rows = Rows(Text("csv", report));
            string[] wanted =
            [
                .. json.GetProperty("drivers").EnumerateArray().SelectMany(OfDriver),
                .. json.GetProperty("doubts") is { ValueKind: JsonValueKind.Object } doubts ? OfDoubts(doubts) : [],
            ];
            Assert.Equal(wanted.Order(StringComparer.Ordinal), rows.Where(r => r[0].StartsWith("driver_", StringComparison.Ordinal) || r[0].StartsWith("doubt", StringComparison.Ordinal))
                .Select(r => string.Join(' ', r[0], r[2], r[3], r[5], r[6])).Order(StringComparer.Ordinal));
            Assert.Equal(json.GetProperty("outcomes").EnumerateArray().SelectMany(o => (double[])[.. new[] { "runs", "probability", "low", "high" }.Select(k => o.GetProperty(k).GetDouble())]),
                rows.Where(r => r[0] == "outcome").Select(r => double.Parse(r[6], CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void CSV_is_one_tidy_table_in_which_no_row_is_there_twice()
    {
        string[][] rows = Rows(Text("csv", s_all));
        Assert.All(rows, r => Assert.Equal(7, r.Length));
        Assert.Equal(rows.Length, rows.Select(r => string.Join('\0', r.SkipLast(1))).Distinct().Count());
    }

    [Fact]
    public void A_bound_that_there_is_none_of_is_null_and_has_no_row()
    {
        using JsonDocument document = JsonDocument.Parse(Text("json", s_partial));
        JsonElement[] intervals = [.. document.RootElement.GetProperty("doubts").GetProperty("of")[0].GetProperty("quantile_intervals").EnumerateArray()];
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Number), (intervals[0].GetProperty("low").ValueKind, intervals[0].GetProperty("high").ValueKind));
        Assert.Equal((JsonValueKind.Number, JsonValueKind.Null), (intervals[^1].GetProperty("low").ValueKind, intervals[^1].GetProperty("high").ValueKind));
        Assert.DoesNotContain("Infinity", Text("json", s_partial));
        Assert.DoesNotContain("∞", Text("csv", s_partial));
        Assert.DoesNotContain("∞", Text("table", s_partial));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Where_nothing_is_uncertain_people_are_told_and_programs_find_no_driver(string form)
    {
        string text = Text(form, new DriverReport(s_found with { Drivers = [], Known = s_scenario.Assumptions, Doubts = null }, [], []));
        if (form is "table" or "markdown") Assert.Contains("chance alone decides", text);
        if (form == "json") Assert.Matches("\"drivers\": \\[\\],[^}]*\"doubts\": null", text);
        if (form == "csv") Assert.DoesNotContain("driver_", text);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("markdown")]
    public void Where_models_are_not_seen_to_differ_no_quantile_is_shown_but_how_far_apart_they_may_be(string form)
    {
        Doubt[] doubts = [.. s_found.Doubts!.Of.Select((d, i) => i == 1 ? d : d with { DeviationLow = 0 })];
        string text = Text(form, new DriverReport(s_found with { Doubts = s_found.Doubts with { Of = doubts } }, [], [])).Replace('\n', ' ');
        Assert.Contains("(by a standard deviation of at most 8.6 points), Expected value (by a standard deviation of at most 8.6).", text);
        Assert.Contains("56 %", text);
        Assert.DoesNotContain("17 %", text);
        Assert.DoesNotContain("−44", text);
    }

    [Fact]
    public void A_measure_may_be_named_value()
    {
        Scenario scenario = s_scenario with
        {
            Outcomes = [.. s_scenario.Outcomes.Select(o => o with { Value = null })],
            Measures = [.. s_scenario.Measures.Select(m => m.Name == "peak_tension" ? m with { Name = "value" } : m)],
        };
        Driver driver = s_found.Drivers[0] with { Swings = [.. s_found.Drivers[0].Swings.Select(s => s.Name == "peak_tension" ? s with { Name = "value" } : s)] };
        // Without what outcomes count for there is no other thing of that name.
        DriverResults results = s_found with
        {
            Base = Sample.Results with { Scenario = scenario, Value = null },
            Drivers = [driver with { Swings = [.. driver.Swings.Where(s => s.Of != SwingOf.Value)] }],
        };
        Assert.Equal(1, DriverReport.Movable(scenario).Count(name => name == "value"));
        string text = Text("table", new DriverReport(results, [], [], "value"));
        Assert.DoesNotContain("expected value", text);
        Assert.Contains("resolve", text);
        Assert.Contains("+0.31", text);
    }

    [Fact]
    public void An_assumption_that_is_seen_to_move_one_outcome_is_in_the_overview_though_another_seems_to_go_farther()
    {
        Driver driver = s_found.Drivers[2] with
        {
            Swings = [new Swing(SwingOf.Outcome, "invasion", 0, 1, 0.3, 0.305, 0.005, -0.004, 0.014), new Swing(SwingOf.Outcome, "other", 0, 1, 0.001, 0.005, 0.004, 0.003, 0.005)],
        };
        string text = Text("table", new DriverReport(s_found with { Drivers = [driver] }, [], []));
        Assert.DoesNotContain("Not seen to move any outcome", text);
        Assert.Matches(@"\nintent +signal +coerce .*other ", text);
    }

    private static IEnumerable<string> OfDriver(JsonElement driver)
    {
        string name = driver.GetProperty("assumption").GetString()!;
        foreach ((int i, JsonElement end) in driver.GetProperty("ends").EnumerateArray().Index())
        {
            yield return $"driver_end {name} {i} value {end.GetProperty("value")}";
            if (end.GetProperty("probability").ValueKind == JsonValueKind.Number) yield return $"driver_end {name} {i} probability {end.GetProperty("probability").GetRawText()}";
        }
        foreach (JsonProperty figure in driver.GetProperty("worlds_that_change").EnumerateObject()) yield return $"driver_worlds_that_change {name}  {figure.Name} {figure.Value.GetRawText()}";
        foreach (JsonElement swing in driver.GetProperty("swings").EnumerateArray())
        {
            foreach (JsonProperty figure in swing.EnumerateObject().Skip(2)) yield return $"driver_{swing.GetProperty("of")} {name} {swing.GetProperty("name")} {figure.Name} {figure.Value.GetRawText()}";
        }
    }

    private static IEnumerable<string> OfDoubts(JsonElement doubts)
    {
        foreach (string key in (string[])["models", "runs_each"]) yield return $"doubt   {key} {doubts.GetProperty(key).GetRawText()}";
        foreach (JsonElement doubt in doubts.GetProperty("of").EnumerateArray())
        {
            string kind = $"doubt_{doubt.GetProperty("of")} {doubt.GetProperty("name")} ";
            foreach (string key in (string[])["mean", "sd", "sd_low", "sd_high"]) yield return $"{kind} {key} {doubt.GetProperty(key).GetRawText()}";
            foreach (JsonProperty q in doubt.GetProperty("quantiles").EnumerateObject()) yield return $"{kind} q{q.Name} {q.Value.GetRawText()}";
            foreach (JsonElement q in doubt.GetProperty("quantile_intervals").EnumerateArray())
            {
                foreach (string side in (string[])["low", "high"])
                {
                    if (q.GetProperty(side).ValueKind == JsonValueKind.Number) yield return $"{kind} q{q.GetProperty("probability").GetRawText()}_{side} {q.GetProperty(side).GetRawText()}";
                }
            }
            // Numbered from 1, in the column of the state.
            foreach ((int i, JsonElement dot) in doubt.GetProperty("dots").EnumerateArray().Index()) yield return $"{kind}{i + 1} dot {dot.GetRawText()}";
        }
    }

    private static string Text(string form, DriverReport report) => Exports.Text(to => Exports.Named(form)!.Write(report, to));

    private static string[][] Rows(string csv) => [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];

    private static string Keys(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(p => p.Name));

    private static Driver Moved(int assumption, Distribution believed, DriverEnd[] ends, double change, Swing[] swings, double? mean, Kind? kind = null)
    {
        Assumption moved = s_scenario.Assumptions[assumption];
        if (kind is { } other) moved = moved with { Name = "sure", Kind = other };
        Swing[] more = mean is { } m ? [new Swing(SwingOf.Mean, "days_to_invasion", 0, 1, 38.1, 38.1 + m, m, m - 0.2, m + 0.2), new Swing(SwingOf.Mean, "peak_tension", 0, 1, 7.75, 8.06, 0.31, 0.3, 0.32)] : [];
        return new Driver(moved, believed, ends, [new Swing(SwingOf.Worlds, "", 0, 1, 0, change, change, change * 0.98, change * 1.02)], [.. swings, .. more]);
    }

    private static Swing[] Swings(int from, int to, double start, double end)
    {
        double difference = end - start;
        return
        [
            new Swing(SwingOf.Outcome, "invasion", from, to, start, end, difference, difference - 0.002, difference + 0.002),
            new Swing(SwingOf.Outcome, "other", from, to, 1 - start, 1 - end, -difference, -difference - 0.002, -difference + 0.002),
            new Swing(SwingOf.Value, "", from, to, -100 * start, -100 * end, -100 * difference, (-100 * difference) - 0.2, (-100 * difference) + 0.2),
            new Swing(SwingOf.Happens, "days_to_invasion", from, to, start, end, difference, difference - 0.002, difference + 0.002),
        ];
    }

    private static DoubtQuantile[] Quantiles(params double[] values) => [.. MeasureResult.Probabilities.Zip(values, (p, v) => new DoubtQuantile(p, v, v - 0.015, v + 0.015))];

    private static double[] Dots(double low, double high) => [.. Enumerable.Range(0, 20).Select(i => Math.Round(low + ((high - low) * i / 19), 4))];
}
