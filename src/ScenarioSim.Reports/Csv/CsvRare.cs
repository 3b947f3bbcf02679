using ScenarioSim.Results;

namespace ScenarioSim.Reports.Csv;

/// <summary>The rows of a rare outcome, the figures of its JSON; a stage's number stands in the column of the state.</summary>
internal static class CsvRare
{
    public static void Write(CsvRows rows, RareReport report)
    {
        RareResults results = report.Results;
        string name = results.Outcome.Name;
        rows.Write("result", "", "", "", "seed", results.Seed.ToString());
        rows.Number("result", "", "confidence", results.Confidence);
        rows.Partial(results.Partial);
        rows.Settings(report.Settings);
        rows.Number("rare", name, "probability", results.Probability);
        rows.Number("rare", name, "low", results.Low);
        rows.Number("rare", name, "high", results.High);
        rows.Number("rare", name, "relative_error", results.RelativeError);
        rows.Number("rare", name, "precision", results.Precision);
        rows.Number("rare", name, "replications", results.Replications);
        rows.Number("rare", name, "hitting", results.Hitting);
        rows.Number("rare", name, "work", results.Work);
        rows.Number("rare", name, "preparation", results.Preparation);
        rows.Number("rare", name, "plain_runs", results.PlainRuns);
        for (int i = 0; i < results.Stages.Count; i++)
        {
            RareStage stage = results.Stages[i];
            string number = (i + 1).ToString();
            rows.Number("rare_stage", name, "level", stage.Level, number);
            rows.Number("rare_stage", name, "share", stage.Share, number);
            rows.Number("rare_stage", name, "reached", stage.Reached, number);
            rows.Number("rare_stage", name, "effort", stage.Effort, number);
        }
    }
}
