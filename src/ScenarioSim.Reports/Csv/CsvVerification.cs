using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.Reports.Csv;

/// <summary>The rows of a verification: the verdict, whether runs are the same, and the figures compared (the worst of each kind, or all), with the engine as the item.</summary>
internal static class CsvVerification
{
    public static void Write(CsvRows rows, VerificationReport report)
    {
        Verification verification = report.Verification;
        rows.Number("verification", "", "agrees", verification.Agrees ? 1 : 0);
        rows.Number("verification", "", "certainty", verification.Options.Certainty);
        rows.Partial(verification.Partial);
        rows.Settings(report.Settings);
        foreach (SameRuns same in verification.SameRuns) Same(rows.For(same.Engine), same);
        foreach (Agreement agreement in verification.Agreements)
        {
            CsvRows own = rows.For(agreement.Engine);
            own.Number("agreement", Verify.Exact, "figures", agreement.Figures.Count);
            own.Number("agreement", Verify.Exact, "bound", agreement.Bound);
            own.Number("agreement", Verify.Exact, "agrees", agreement.Agrees ? 1 : 0);
            foreach (Figure figure in report.All ? agreement.Figures : agreement.Worst.Select(w => w.Worst)) Row(own, figure, verification.Scenario.Clock);
        }
    }

    private static void Same(CsvRows rows, SameRuns same)
    {
        rows.Number("same_runs", same.Reference, "runs", same.Runs);
        rows.Number("same_runs", same.Reference, "same", same.First is null ? 1 : 0);
        rows.Number("same_runs", same.Reference, "first_run", same.First?.Run);
        rows.Number("same_runs", same.Reference, "first_step", same.First?.Step);
    }

    private static void Row(CsvRows rows, Figure figure, Clock clock)
    {
        string kind = "compared_" + FigureText.Key(figure.Kind);
        string state = figure.Probability is { } p ? CsvAssumption.Quantile(p) : figure.State;
        string date = figure.Step is { } step ? clock.Iso(step) : "";
        rows.Number(kind, figure.Name, "sampled", figure.Sampled, state, date);
        rows.Number(kind, figure.Name, "exact", figure.Exact, state, date);
        rows.Number(kind, figure.Name, "standard_errors", figure.StandardErrors, state, date);
    }
}
