using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

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

    /// <summary>Every assumption with how far it moves by what is known; nothing where nothing is, or where they are not there.</summary>
    public static void Learnt(CsvRows rows, SimulationResults results)
    {
        if (results.Evidence is not { Assumptions.Count: > 0, Facts.Count: > 0 }) return;
        foreach (AssumptionResult assumption in results.Assumptions)
        {
            Write(rows, results.Scenario, assumption);
            Moves(rows, results, assumption);
        }
    }

    /// <summary>How far an assumption's mean, or the share of each of its words, moves by what is known; nothing where nothing is.</summary>
    public static void Moves(CsvRows rows, SimulationResults results, AssumptionResult result)
    {
        if (results.Evidence is not { } evidence) return;
        (Assumption assumption, string name) = (result.Assumption, result.Assumption.Name);
        if (assumption.Kind != Kind.Word)
        {
            Move(Learning.OfMean(results, assumption.Index), assumption.Kind is Kind.Duration or Kind.Date ? Clock.Day : 1, "");
            return;
        }
        foreach ((double word, _) in evidence.Assumptions[assumption.Index].Shares)
        {
            string text = Values.Word(results.Scenario, word);
            (double Low, double High)? interval = Learning.Interval(results, assumption.Index, word);
            rows.Number("assumption", name, "share_low", interval?.Low, text);
            rows.Number("assumption", name, "share_high", interval?.High, text);
            Move(Learning.OfWord(results, assumption.Index, word), 1, text);
        }

        void Move(Learning.Move? move, double unit, string word)
        {
            rows.Number("assumption", name, "moves", move?.By / unit, word);
            rows.Number("assumption", name, "moves_low", move?.Low / unit, word);
            rows.Number("assumption", name, "moves_high", move?.High / unit, word);
        }
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
