using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Csv;

/// <summary>The rows of an assumption: as in the JSON, durations in days, dates as ISO 8601, of words the share of each.</summary>
internal static class CsvAssumption
{
    public static void Write(CsvRows rows, Scenario scenario, AssumptionResult result, string kind = "assumption")
    {
        if (result.Assumption.Kind == Kind.Word)
        {
            foreach ((double word, double share) in result.Shares) rows.Number(kind, result.Assumption.Name, "share", share, Values.Word(scenario, word));
            return;
        }
        Value(rows, kind, scenario, result, "mean", result.Mean);
        foreach ((double probability, double value) in result.Quantiles) Value(rows, kind, scenario, result, Quantile(probability), value);
    }

    /// <summary>The name of a quantile: <c>q0.05</c>.</summary>
    public static string Quantile(double probability) => "q" + probability.ToString("R");

    private static void Value(CsvRows rows, string kind, Scenario scenario, AssumptionResult result, string statistic, double value)
    {
        if (result.Assumption.Kind == Kind.Date && double.IsFinite(value))
        {
            rows.Write(kind, result.Assumption.Name, "", "", statistic, Times.Date(scenario.Clock, value));
        }
        else
        {
            rows.Number(kind, result.Assumption.Name, statistic, result.Assumption.Kind == Kind.Duration ? value / Clock.Day : value);
        }
    }
}
