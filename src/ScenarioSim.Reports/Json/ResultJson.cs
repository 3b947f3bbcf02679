using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;
using ScenarioSim.Text;

namespace ScenarioSim.Reports.Json;

/// <summary>What was found about one policy: <c>scenariosim/result/1</c>.</summary>
internal static class ResultJson
{
    /// <summary>The name of the shape.</summary>
    public const string Schema = "scenariosim/result/1";

    public static void Write(ResultReport report, Stream to)
    {
        using var json = new JsonText(to);
        SimulationResults results = report.Results;
        json.Object(() =>
        {
            json.Text("schema", Schema);
            Scenario(json, results.Scenario);
            Basis(json, report);
            json.Array("outcomes", results.Outcomes, o => Outcome(json, o));
            json.Array("measures", results.Measures, m => Measure(json, m));
            json.Array("tracks", results.Tracks, t => Track(json, results.Scenario, t));
            json.Array("assumptions", results.Assumptions, a => AssumptionJson.Write(json, results, a, report.Replaces(a.Assumption)));
            Value(json, results.Value);
            EvidenceJson.Write(json, results);
            Warnings(json, report.Warnings);
            SaidJson.Write(json, results.Scenario);
            Correlations(json, results.Scenario);
        });
    }

    public static void Scenario(JsonText json, Scenario scenario) => json.Object("scenario", () =>
    {
        json.Text("title", scenario.Title);
        json.Text("file", scenario.File.Path);
        json.Text("sha256", scenario.File.Sha256);
        json.Array("bases", scenario.Bases, b => json.Object(() =>
        {
            json.Text("file", b.Path);
            json.Text("sha256", b.Sha256);
        }));
    });

    public static void Outcome(JsonText json, OutcomeResult outcome) => json.Object(() =>
    {
        json.Text("name", outcome.Outcome.Name);
        json.Text("title", outcome.Outcome.Title);
        json.Whole("runs", outcome.Runs);
        json.Number("probability", outcome.Probability);
        json.Number("low", outcome.Low);
        json.Number("high", outcome.High);
    });

    public static void Warnings(JsonText json, IReadOnlyList<Diagnostic> warnings) => json.Array("warnings", warnings, w => json.Object(() =>
    {
        json.Text("code", w.Code);
        json.Text("message", w.Message);
        json.Text("file", w.Span.File.Path);
        json.Whole("line", w.Span.Line);
        json.Whole("column", w.Span.Column);
    }));

    public static void Settings(JsonText json, IReadOnlyList<string> settings)
    {
        // Without them a saved result could not be simulated anew.
        if (settings.Count > 0) json.Texts("settings", settings);
    }

    /// <summary>The design of the runs, where there is one.</summary>
    public static void Design(JsonText json, RunDesign? design)
    {
        if (design is null) return;
        json.Object("design", () =>
        {
            json.Text("name", design.Name);
            json.Whole("replicates", design.Replicates);
            json.Whole("planned", design.Planned);
        });
    }

    private static void Basis(JsonText json, ResultReport report)
    {
        SimulationResults results = report.Results;
        json.Text("policy", results.Policy.Name);
        Settings(json, report.Settings);
        json.Text("engine", results.Engine);
        json.Text("version", Product.Version);
        json.Whole("meaning", Product.Meaning);
        json.Seed("seed", results.Seed);
        json.Whole("runs", results.RunsMade);
        EvidenceJson.Basis(json, results.Evidence);
        Design(json, results.Design);
        json.Number("confidence", results.Confidence);
        json.Truth("partial", results.Partial);
        json.Number("seconds", Math.Round(results.Elapsed.TotalSeconds, 3));
    }

    public static void Measure(JsonText json, MeasureResult measure) => json.Object(() =>
    {
        json.Text("name", measure.Measure.Name);
        json.Text("unit", measure.Measure.InDays ? "days" : null);
        json.Whole("count", measure.Count);
        json.Number("share", measure.Share);
        json.Number("mean", measure.Mean);
        json.Number("sd", measure.StandardDeviation);
        json.Number("mean_low", measure.MeanLow);
        json.Number("mean_high", measure.MeanHigh);
        json.Object("quantiles", () =>
        {
            foreach ((double probability, double value) in measure.Quantiles) json.Number(AssumptionJson.Key(probability), value);
        });
        json.Number("share_low", measure.ShareLow);
        json.Number("share_high", measure.ShareHigh);
        json.Text("title", measure.Measure.Title);
        IReadOnlyList<(double Low, double High)> intervals = Quantiles.Intervals(measure);
        Bounds("quantiles_low", i => intervals[i].Low);
        Bounds("quantiles_high", i => intervals[i].High);

        void Bounds(string name, Func<int, double> bound)
        {
            if (intervals.Count == 0)
            {
                json.Null(name);
                return;
            }
            json.Object(name, () =>
            {
                for (int i = 0; i < intervals.Count; i++) json.Number(AssumptionJson.Key(measure.Quantiles[i].Probability), bound(i));
            });
        }
    });

    // Which assumptions are drawn together; empty where all are drawn independently.
    private static void Correlations(JsonText json, Scenario scenario) => json.Array("correlations", scenario.Correlations, c => json.Object(() =>
    {
        json.Text("first", scenario.Assumptions[c.First].Name);
        json.Text("second", scenario.Assumptions[c.Second].Name);
        json.Number("rank", c.Rank);
    }));

    private static void Track(JsonText json, Scenario scenario, TrackResult track) => json.Object(() =>
    {
        json.Text("name", track.Track.Name);
        json.Texts("dates", Enumerable.Range(0, scenario.Clock.LastStep + 1).Select(scenario.Clock.Iso));
        json.Object("states", () =>
        {
            foreach (State state in track.Track.States) json.Numbers(state.Name, track.Shares[state.Index]);
        });
        json.Text("title", track.Track.Title);
        json.Object("titles", () =>
        {
            foreach (State state in track.Track.States) json.Text(state.Name, state.Title);
        });
    });

    /// <summary>The expected value; null where no outcome has one.</summary>
    public static void Value(JsonText json, ValueResult? value)
    {
        if (value is null)
        {
            json.Null("value");
            return;
        }
        json.Object("value", () =>
        {
            json.Number("mean", value.Mean);
            json.Number("low", value.Low);
            json.Number("high", value.High);
        });
    }
}
