using ScenarioSim.Analysis;
using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Reports.Csv;

/// <summary>One tidy table, one row a number: <c>kind,item,name,state,date,statistic,value</c>; the same figures as the JSON. What is null there has no row.</summary>
public sealed class CsvExport : IExport
{
    /// <summary>The first line.</summary>
    public const string Header = "kind,item,name,state,date,statistic,value";

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public void Write(ResultReport report, Stream to)
    {
        using StreamWriter writer = Exports.Writer(to);
        var rows = new CsvRows(writer, report.Results.Policy.Name);
        SimulationResults results = report.Results;
        Basis(rows, results);
        rows.Settings(report.Settings);
        foreach (OutcomeResult outcome in results.Outcomes) Outcome(rows, outcome);
        foreach (MeasureResult measure in results.Measures) Measure(rows, measure);
        foreach (TrackResult track in results.Tracks) Track(rows, results.Scenario.Clock, track);
        foreach (AssumptionResult assumption in results.Assumptions) CsvAssumption.Write(rows, results.Scenario, assumption);
        foreach (AssumptionResult assumption in results.Assumptions) CsvAssumption.Moves(rows, results, assumption);
        Value(rows, results.Value);
        CsvEvidence.Write(rows, results);
    }

    /// <inheritdoc/>
    public void Write(ComparisonReport report, Stream to)
    {
        using StreamWriter writer = Exports.Writer(to);
        ComparisonResults results = report.Results;
        CsvRows? first = null;
        CsvRows Rows(int item) => first is null ? first = new CsvRows(writer, results.Items[item].Name) : first.For(results.Items[item].Name);
        for (int i = 0; i < results.Items.Count; i++)
        {
            CsvRows rows = Rows(i);
            Basis(rows, results.Items[i].Results);
            rows.Settings(results.Items[i].Settings);
            CsvEvidence.Comparison(rows, results, i);
            CsvAssumption.Learnt(rows, results.Items[i].Results);
            foreach (OutcomeResult outcome in results.Items[i].Results.Outcomes) Outcome(rows, outcome);
        }
        foreach (DisagreeingItem item in results.Disagreeing) CsvEvidence.Basis(first!.For(item.Name), item.Evidence);
        foreach (OutcomeDifference d in results.Differences)
        {
            Difference(Rows(d.Item), "difference", d.Outcome, d.Difference, d.Low, d.High);
            Rows(d.Item).Number("difference", d.Outcome, "into", d.Into);
            Rows(d.Item).Number("difference", d.Outcome, "out_of", d.OutOf);
        }
        foreach (MeasureDifference d in results.Measures)
        {
            Difference(Rows(d.Item), "measure_difference", d.Measure, d.Difference, d.Low, d.High);
            Rows(d.Item).Number("measure_difference", d.Measure, "share", d.Share);
            Rows(d.Item).Number("measure_difference", d.Measure, "mean", d.Mean);
            Rows(d.Item).Number("measure_difference", d.Measure, "baseline_mean", d.BaselineMean);
        }
        foreach (HappeningDifference d in results.Happenings)
        {
            Rows(d.Item).Number("happens_difference", d.Measure, "share", d.Share);
            Rows(d.Item).Number("happens_difference", d.Measure, "baseline_share", d.BaselineShare);
            Difference(Rows(d.Item), "happens_difference", d.Measure, d.Difference, d.Low, d.High);
            Rows(d.Item).Number("happens_difference", d.Measure, "into", d.Into);
            Rows(d.Item).Number("happens_difference", d.Measure, "out_of", d.OutOf);
        }
        foreach (ValueDifference d in results.Values) Difference(Rows(d.Item), "value_difference", "", d.Difference, d.Low, d.High);
        foreach (WorldsThatChange w in results.WorldsThatChange) Rows(w.Item).Number("worlds_that_change", "", "share", w.Share);
        foreach (WorldsThatChange w in results.WorldsThatChange) Rows(w.Item).Write("comparison", "", "", "", "compared_in", results.IsPaired(w.Item) ? "same_worlds" : "own_worlds");
    }

    /// <inheritdoc/>
    public void Write(VerificationReport report, Stream to)
    {
        using StreamWriter writer = Exports.Writer(to);
        var rows = new CsvRows(writer, "");
        CsvVerification.Write(rows, report);
        foreach (EngineFindings engine in report.Verification.Engines)
        {
            if (engine.Results is not { } results) continue;
            CsvRows own = rows.For(engine.Name);
            Basis(own, results);
            foreach (OutcomeResult outcome in results.Outcomes) Outcome(own, outcome);
            foreach (MeasureResult measure in results.Measures) Measure(own, measure);
        }
    }

    /// <inheritdoc/>
    public void Write(RareReport report, Stream to)
    {
        using StreamWriter writer = Exports.Writer(to);
        CsvRare.Write(new CsvRows(writer, report.Results.Policy.Name), report);
    }

    /// <inheritdoc/>
    public void Write(DriverReport report, Stream to)
    {
        using StreamWriter writer = Exports.Writer(to);
        SimulationResults results = report.Results.Base;
        var rows = new CsvRows(writer, results.Policy.Name);
        Basis(rows, results with { Partial = report.Results.Partial });
        rows.Settings(report.Settings);
        foreach (OutcomeResult outcome in results.Outcomes) Outcome(rows, outcome);
        Value(rows, results.Value);
        CsvDrivers.Write(rows, report.Results);
    }

    /// <inheritdoc/>
    public void Write(DiscoveryReport report, Stream to)
    {
        using StreamWriter writer = Exports.Writer(to);
        SimulationResults results = report.Results.Base;
        var rows = new CsvRows(writer, results.Policy.Name);
        Basis(rows, results);
        rows.Settings(report.Settings);
        CsvDiscovery.Write(rows, report.Results);
    }

    /// <inheritdoc/>
    public bool Write(Story story, Stream to) => false;

    private static void Basis(CsvRows rows, SimulationResults results)
    {
        rows.Write("result", "", "", "", "seed", results.Seed.ToString());
        rows.Number("result", "", "runs", results.RunsMade);
        CsvEvidence.Basis(rows, results.Evidence);
        if (results.Design is { } design) rows.Write("result", "", "", "", "design", design.Name);
        rows.Number("result", "", "confidence", results.Confidence);
        rows.Partial(results.Partial);
    }

    private static void Outcome(CsvRows rows, OutcomeResult outcome)
    {
        string name = outcome.Outcome.Name;
        rows.Number("outcome", name, "runs", outcome.Runs);
        rows.Number("outcome", name, "probability", outcome.Probability);
        rows.Number("outcome", name, "low", outcome.Low);
        rows.Number("outcome", name, "high", outcome.High);
    }

    private static void Value(CsvRows rows, ValueResult? value)
    {
        if (value is null) return;
        rows.Number("value", "", "mean", value.Mean);
        rows.Number("value", "", "low", value.Low);
        rows.Number("value", "", "high", value.High);
    }

    private static void Measure(CsvRows rows, MeasureResult measure)
    {
        string name = measure.Measure.Name;
        rows.Number("measure", name, "count", measure.Count);
        rows.Number("measure", name, "share", measure.Share);
        rows.Number("measure", name, "share_low", measure.ShareLow);
        rows.Number("measure", name, "share_high", measure.ShareHigh);
        rows.Number("measure", name, "mean", measure.Mean);
        rows.Number("measure", name, "sd", measure.StandardDeviation);
        rows.Number("measure", name, "mean_low", measure.MeanLow);
        rows.Number("measure", name, "mean_high", measure.MeanHigh);
        foreach ((double probability, double value) in measure.Quantiles) rows.Number("measure", name, CsvAssumption.Quantile(probability), value);
        foreach (((double probability, double _), (double low, double high)) in measure.Quantiles.Zip(Quantiles.Intervals(measure)))
        {
            rows.Number("measure", name, CsvAssumption.Quantile(probability) + "_low", low);
            rows.Number("measure", name, CsvAssumption.Quantile(probability) + "_high", high);
        }
    }

    private static void Track(CsvRows rows, Clock clock, TrackResult track)
    {
        string[] dates = [.. Enumerable.Range(0, clock.LastStep + 1).Select(clock.Iso)];
        foreach (State state in track.Track.States)
        {
            IReadOnlyList<double> shares = track.Shares[state.Index];
            for (int step = 0; step < shares.Count; step++) rows.Number("track", track.Track.Name, "share", shares[step], state.Name, dates[step]);
        }
    }

    private static void Difference(CsvRows rows, string kind, string name, double difference, double low, double high)
    {
        rows.Number(kind, name, "difference", difference);
        rows.Number(kind, name, "low", low);
        rows.Number(kind, name, "high", high);
    }
}
