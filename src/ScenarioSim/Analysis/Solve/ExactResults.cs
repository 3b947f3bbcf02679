using ScenarioSim.Compiler;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>From an exact tally to results: no counts, no intervals.</summary>
internal static class ExactResults
{
    private static readonly double[] s_probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

    public static SimulationResults Of(ExactTally tally, Plan plan, double confidence)
    {
        Scenario scenario = plan.Scenario;
        return new SimulationResults
        {
            Scenario = scenario,
            Policy = plan.Policy,
            Engine = "exact",
            Seed = 0,
            Runs = null,
            Confidence = confidence,
            Outcomes = [.. scenario.Outcomes.Select(o => Outcome(tally, o, plan))],
            Measures = [.. scenario.Measures.Select(m => Measure(tally, m))],
            Tracks = [.. scenario.Tracks.Select(t => new TrackResult(t, [.. t.States.Select(s => tally.InState[plan.FirstState[t.Index] + s.Index])]))],
            Assumptions = [.. scenario.Assumptions.Select(a => Assumption(a, plan.Policy.Assume[a.Index] ?? a.Distribution))],
            Value = scenario.Outcomes.All(o => o.Value is null) ? null : new ValueResult(scenario.Outcomes.Sum(o => (o.Value ?? 0) * tally.Outcomes[o.Index]), null, null),
            Counted = [],
        };
    }

    private static OutcomeResult Outcome(ExactTally tally, Outcome outcome, Plan plan)
    {
        double probability = tally.Outcomes[outcome.Index];
        double sum = 0;
        double[] byStep = Array.ConvertAll(tally.EndedIn[outcome.Index], p => sum += p);
        IReadOnlyList<double>[] finally_ = [.. plan.Scenario.Tracks.Select(t => (IReadOnlyList<double>)[.. t.States.Select(s =>
            probability > 0 ? tally.FinallyIn[outcome.Index][plan.FirstState[t.Index] + s.Index] / probability : 0)])];
        return new OutcomeResult(outcome, null, probability, null, null, byStep, [], finally_);
    }

    private static MeasureResult Measure(ExactTally tally, Measure measure)
    {
        if (measure.Reading is Reading.Mean or Reading.Total or Reading.ShareOfTime)
        {
            double first = tally.Sums[measure.Index];
            return new MeasureResult(measure, null, 1, first, Math.Sqrt(Math.Max(0, tally.Squares[measure.Index] - (first * first))), null, null, [], []);
        }
        List<KeyValuePair<double, double>> law = [.. tally.Laws[measure.Index].Where(v => v.Value > 0).OrderBy(v => v.Key)];
        double share = law.Sum(v => v.Value);
        double mean = law.Sum(v => v.Key * v.Value) / share;
        double variance = law.Sum(v => v.Value * (v.Key - mean) * (v.Key - mean)) / share;
        return new MeasureResult(measure, null, measure.Reading == Reading.TimeTo ? share : 1, mean, Math.Sqrt(variance), null, null, law.Count == 0 ? [] : Quantiles(law, share), []);
    }

    private static List<(double Probability, double Value)> Quantiles(List<KeyValuePair<double, double>> law, double share)
    {
        var quantiles = new List<(double Probability, double Value)>();
        double below = 0;
        foreach ((double value, double probability) in law)
        {
            below += probability;
            // Sums of probabilities may miss a quantile by rounding alone.
            while (quantiles.Count < s_probabilities.Length && below >= (s_probabilities[quantiles.Count] * share) - 1e-12) quantiles.Add((s_probabilities[quantiles.Count], value));
        }
        return quantiles;
    }

    private static AssumptionResult Assumption(Assumption assumption, Distribution d) => new(assumption, d.Mean, [.. s_probabilities.Select(p => (p, d.Quantile(p)))], []);
}
