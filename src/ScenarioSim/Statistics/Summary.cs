using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Statistics;

/// <summary>What a tally was made from and how its results are to be stated.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Sites">The places where something can be counted.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Confidence">The level asked for.</param>
/// <param name="Level">The level of the intervals: above <paramref name="Confidence"/> where a rule looked more than once.</param>
/// <param name="Partial">Stopped before it was done.</param>
public sealed record SummaryOf(Scenario Scenario, Policy Policy, SiteTable Sites, string Engine, ulong Seed, double Confidence, double Level, bool Partial)
{
    /// <summary>The design of the runs; null where each drew its assumptions for itself.</summary>
    public RunDesign? Design { get; init; }

    /// <summary>What the design's replicates came to; intervals are then from how far they differ.</summary>
    public ReplicateTally? Replicates { get; init; }

    /// <summary>How many runs agree with the evidence that the scenario is held to; null where it is held to none.</summary>
    public EvidenceTally? Evidence { get; init; }
}

/// <summary>From a tally to results: shares, intervals, quantiles.</summary>
public static class Summary
{
    /// <summary>The results of a tally of at least one run.</summary>
    public static SimulationResults Of(Tally tally, SummaryOf of)
    {
        Scenario scenario = of.Scenario;
        return new SimulationResults
        {
            Scenario = scenario,
            Policy = of.Policy,
            Engine = of.Engine,
            Seed = of.Seed,
            Design = of.Design,
            Runs = tally.Runs,
            Confidence = of.Confidence,
            Partial = of.Partial,
            Outcomes = [.. scenario.Outcomes.Select(o => Outcome(tally, o, of))],
            Measures = [.. scenario.Measures.Select(m => Measure(tally, m, of))],
            Tracks = [.. scenario.Tracks.Select(t => new TrackResult(t, ByStep(tally, t)))],
            Assumptions = [.. scenario.Assumptions.Select(a => Assumption(tally.Assumptions[a.Index], a))],
            Value = Value(scenario, tally.Outcomes, of),
            Evidence = of.Evidence is { } evidence ? Evidence(evidence, of) : null,
            Counted = [.. of.Sites.Sites.Where(s => tally.Counted[s.Index].Runs > 0).Select(s => Counted(s, tally.Counted[s.Index]))],
        };
    }

    /// <summary>How many runs agree with the evidence, at least one of which was made, and what all came to.</summary>
    public static EvidenceResult Evidence(EvidenceTally tally, SummaryOf of)
    {
        Scenario scenario = of.Scenario;
        var facts = new List<FactResult>();
        long left = tally.Runs;
        foreach (Fact fact in scenario.Evidence!.Facts)
        {
            long agreeing = left - tally.Fell[facts.Count];
            (double low, double high) = left == 0 ? (0, 1) : Proportion.Interval(agreeing, left, of.Level);
            facts.Add(new FactResult(fact, left, agreeing, (double)agreeing / left, low, high));
            left = agreeing;
        }
        (double least, double most) = Proportion.Interval(left, tally.Runs, of.Level);
        return new EvidenceResult
        {
            Evidence = scenario.Evidence,
            Runs = tally.Runs,
            Agreeing = left,
            Low = least,
            High = most,
            Level = of.Level,
            Facts = facts,
            Outcomes = [.. tally.Outcomes.Select(runs => Share(runs, tally.Runs, of.Level))],
            Value = Value(scenario, tally.Outcomes, of),
            Assumptions = [.. scenario.Assumptions.Select(a => Assumption(tally.Assumptions[a.Index], a))],
        };
    }

    private static ShareResult Share(long runs, long all, double level)
    {
        (double low, double high) = Proportion.Interval(runs, all, level);
        return new ShareResult(runs, (double)runs / all, low, high);
    }

    private static OutcomeResult Outcome(Tally tally, Outcome outcome, SummaryOf of)
    {
        long runs = tally.Outcomes[outcome.Index];
        (double low, double high) = of.Replicates is { } replicates
            ? ReplicatedShare.Interval(replicates.Outcomes[outcome.Index], replicates.Runs, of.Level) : Proportion.Interval(runs, tally.Runs, of.Level);
        return new OutcomeResult(
            outcome, runs, (double)runs / tally.Runs, low, high,
            ByStep(tally, outcome),
            [.. tally.FirstRuns[outcome.Index].Order()],
            [.. of.Scenario.Tracks.Select(t => Shares(tally.FinallyIn(outcome.Index, t), runs))]);
    }

    private static IReadOnlyList<double> ByStep(Tally tally, Outcome outcome)
    {
        double[] Make() => Shares(tally.EndedBy(outcome.Index), tally.Runs);
        return tally.IsVast ? new RowOnDemand(tally.Steps, Make) : Make();
    }

    private static IReadOnlyList<IReadOnlyList<double>> ByStep(Tally tally, Track track) => tally.IsVast
        ? [.. track.States.Select(s => new RowOnDemand(tally.Steps, () => Shares(tally.InState(track, s.Index), tally.Runs)))]
        : [.. tally.InState(track).Select(row => Shares(row, tally.Runs))];

    private static MeasureResult Measure(Tally tally, Measure measure, SummaryOf of)
    {
        MeasureHistogram values = tally.Measures[measure.Index];
        (double Low, double High)? interval = MeasureInterval.Of(measure, tally.Steps, values, of.Replicates?.Measures[measure.Index], of.Level);
        (double Low, double High)? share = measure.Reading != Reading.TimeTo ? null
            : of.Replicates is { } all ? ReplicatedShare.Interval(all.Measures[measure.Index].Counts, all.Runs, of.Level)
            : Proportion.Interval(values.Count, tally.Runs, of.Level);
        return new MeasureResult(
            measure, values.Count, (double)values.Count / tally.Runs, values.Mean, values.StandardDeviation, interval?.Low, interval?.High, Quantiles(values), values.Bins())
        {
            ShareLow = share?.Low,
            ShareHigh = share?.High,
            QuantileLevel = of.Replicates is null && values.Count > 0 ? of.Level : null,
        };
    }

    private static AssumptionResult Assumption(MeasureHistogram values, Assumption assumption)
    {
        IReadOnlyList<Bin> bins = values.Bins();
        return new(assumption, values.Mean, Quantiles(values), bins)
        {
            Shares = assumption.Kind == Kind.Word ? [.. bins.Select(b => (b.Low, (double)b.Count / values.Count))] : [],
            StandardDeviation = values.StandardDeviation,
        };
    }

    private static ValueResult? Value(Scenario scenario, long[] outcomes, SummaryOf of)
    {
        if (scenario.Outcomes.All(o => o.Value is null)) return null;
        double[] values = [.. scenario.Outcomes.Select(o => o.Value ?? 0)];
        (double mean, double low, double high) = of.Replicates is { } replicates
            ? ReplicatedClasses.Of(values, replicates.Outcomes, replicates.Runs, of.Level) : MultinomialMean.Of(values, outcomes, of.Level);
        return new ValueResult(mean, low, high);
    }

    private static CountedResult Counted(CountedSite site, (long Runs, long First, Counted Example) counted) =>
        new(site, counted.Runs, counted.First, counted.Example.Step, counted.Example.Value);

    private static IReadOnlyList<(double Probability, double Value)> Quantiles(MeasureHistogram values) =>
        values.Count == 0 ? [] : [.. MeasureResult.Probabilities.Zip(values.Quantiles([.. MeasureResult.Probabilities]))];

    private static double[] Shares(double[] counts, long runs) => Array.ConvertAll(counts, c => runs == 0 ? 0 : c / runs);
}
