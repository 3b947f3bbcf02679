using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Json;

/// <summary>What the results hang on: <c>scenariosim/drivers/1</c>.</summary>
internal static class DriverJson
{
    public static void Write(DriverReport report, Stream to)
    {
        using var json = new JsonText(to);
        DriverResults results = report.Results;
        SimulationResults believed = results.Base;
        json.Object(() =>
        {
            json.Text("schema", "scenariosim/drivers/1");
            ResultJson.Scenario(json, believed.Scenario);
            json.Text("policy", believed.Policy.Name);
            ResultJson.Settings(json, report.Settings);
            json.Text("engine", believed.Engine);
            json.Text("version", Product.Version);
            json.Whole("meaning", Product.Meaning);
            json.Seed("seed", believed.Seed);
            json.Whole("runs", believed.Runs);
            json.Number("confidence", believed.Confidence);
            json.Truth("partial", results.Partial);
            json.Number("seconds", Math.Round(results.Elapsed.TotalSeconds, 3));
            json.Array("outcomes", believed.Outcomes, o => ResultJson.Outcome(json, o));
            ResultJson.Value(json, believed.Value);
            json.Array("drivers", results.Drivers, d => Driver(json, believed.Scenario, d));
            json.Texts("left", results.Left.Select(a => a.Name));
            json.Texts("known", results.Known.Select(a => a.Name));
            Doubts(json, results.Doubts);
            ResultJson.Warnings(json, report.Warnings);
            SaidJson.Write(json, believed.Scenario);
        });
    }

    /// <summary>What a swing is of, in JSON and CSV.</summary>
    public static string Name(SwingOf of) => of switch
    {
        SwingOf.Outcome => "outcome",
        SwingOf.Value => "value",
        SwingOf.Happens => "happens",
        SwingOf.Mean => "mean",
        SwingOf.Worlds => "worlds_that_change",
        _ => throw new ArgumentOutOfRangeException(nameof(of), of, null),
    };

    private static void Driver(JsonText json, Scenario scenario, Driver driver) => json.Object(() =>
    {
        About about = driver.Assumption.About;
        json.Text("assumption", driver.Assumption.Name);
        json.Text("title", driver.Assumption.Title);
        json.Texts("sources", about.Sources);
        json.Text("confidence", about.Confidence?.ToString().ToLowerInvariant());
        json.Array("ends", driver.Ends, e => json.Object(() =>
        {
            End(json, scenario, driver.Assumption.Kind, e.Value);
            json.Number("probability", e.Probability);
        }));
        json.Object("worlds_that_change", () =>
        {
            Places(json, driver.Change);
            json.Number("share", driver.Change.Difference);
            json.Number("low", driver.Change.Low);
            json.Number("high", driver.Change.High);
        });
        json.Array("swings", driver.Swings, s => json.Object(() =>
        {
            json.Text("of", Name(s.Of));
            json.Text("name", s.Of == SwingOf.Value ? null : s.Name);
            Places(json, s);
            json.Number("start", s.Start);
            json.Number("end", s.End);
            json.Number("difference", s.Difference);
            json.Number("low", s.Low);
            json.Number("high", s.High);
        }));
    });

    private static void Places(JsonText json, Swing swing)
    {
        json.Whole("from", swing.From);
        json.Whole("to", swing.To);
    }

    // Durations in days, dates as ISO 8601, words and truths as they are written.
    private static void End(JsonText json, Scenario scenario, Kind kind, double value)
    {
        if (kind is Kind.Date or Kind.Word) json.Text("value", Values.Plain(scenario, kind, value));
        else if (kind == Kind.Truth) json.Truth("value", value != 0);
        else json.Number("value", kind == Kind.Duration ? Values.InDays(value) : value);
    }

    private static void Doubts(JsonText json, Doubts? doubts)
    {
        if (doubts is null)
        {
            json.Null("doubts");
            return;
        }
        json.Object("doubts", () =>
        {
            json.Whole("models", doubts.Models);
            json.Whole("runs_each", doubts.RunsEach);
            json.Array("of", doubts.Of, d => json.Object(() =>
            {
                json.Text("of", Name(d.Of));
                json.Text("name", d.Of == SwingOf.Value ? null : d.Name);
                json.Number("mean", d.Mean);
                json.Number("sd", d.Deviation);
                json.Number("sd_low", d.DeviationLow);
                json.Number("sd_high", d.DeviationHigh);
                json.Object("quantiles", () =>
                {
                    foreach (DoubtQuantile q in d.Quantiles) json.Number(AssumptionJson.Key(q.Probability), q.Value);
                });
                json.Array("quantile_intervals", d.Quantiles, q => json.Object(() =>
                {
                    json.Number("probability", q.Probability);
                    json.Number("low", q.Low);
                    json.Number("high", q.High);
                    if (q.IsOpen) json.Truth("bounds_only", true);
                }));
                json.Numbers("dots", d.Dots);
            }));
        });
    }
}
