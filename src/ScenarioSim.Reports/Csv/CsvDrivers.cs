using ScenarioSim.Model;
using ScenarioSim.Reports.Format;
using ScenarioSim.Reports.Json;
using ScenarioSim.Results;

namespace ScenarioSim.Reports.Csv;

/// <summary>The rows of what the results hang on, the figures of its JSON; the assumption is the name, what it moves stands in the column of the state.</summary>
internal static class CsvDrivers
{
    public static void Write(CsvRows rows, DriverResults results)
    {
        foreach (Driver driver in results.Drivers) Driver(rows, results.Base.Scenario, driver);
        if (results.Doubts is not { } doubts) return;
        rows.Number("doubt", "", "models", doubts.Models);
        rows.Number("doubt", "", "runs_each", doubts.RunsEach);
        foreach (Doubt doubt in doubts.Of)
        {
            string kind = "doubt_" + DriverJson.Name(doubt.Of);
            rows.Number(kind, doubt.Name, "mean", doubt.Mean);
            rows.Number(kind, doubt.Name, "sd", doubt.Deviation);
            rows.Number(kind, doubt.Name, "sd_low", doubt.DeviationLow);
            rows.Number(kind, doubt.Name, "sd_high", doubt.DeviationHigh);
            foreach (DoubtQuantile q in doubt.Quantiles)
            {
                string statistic = CsvAssumption.Quantile(q.Probability);
                rows.Number(kind, doubt.Name, statistic, q.Value);
                rows.Number(kind, doubt.Name, statistic + "_low", q.Low);
                rows.Number(kind, doubt.Name, statistic + "_high", q.High);
            }
            for (int i = 0; i < doubt.Dots.Count; i++) rows.Number(kind, doubt.Name, "dot", doubt.Dots[i], (i + 1).ToString());
        }
    }

    private static void Driver(CsvRows rows, Scenario scenario, Driver driver)
    {
        string name = driver.Assumption.Name;
        for (int i = 0; i < driver.Ends.Count; i++)
        {
            rows.Write("driver_end", name, i.ToString(), "", "value", Values.Plain(scenario, driver.Assumption.Kind, driver.Ends[i].Value));
            rows.Number("driver_end", name, "probability", driver.Ends[i].Probability, i.ToString());
        }
        foreach (Swing swing in driver.Swings.Prepend(driver.Change))
        {
            string kind = "driver_" + DriverJson.Name(swing.Of);
            rows.Number(kind, name, "from", swing.From, swing.Name);
            rows.Number(kind, name, "to", swing.To, swing.Name);
            if (swing.Of != SwingOf.Worlds)
            {
                rows.Number(kind, name, "start", swing.Start, swing.Name);
                rows.Number(kind, name, "end", swing.End, swing.Name);
            }
            rows.Number(kind, name, swing.Of == SwingOf.Worlds ? "share" : "difference", swing.Difference, swing.Name);
            rows.Number(kind, name, "low", swing.Low, swing.Name);
            rows.Number(kind, name, "high", swing.High, swing.Name);
        }
    }
}
