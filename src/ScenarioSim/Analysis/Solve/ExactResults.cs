using ScenarioSim.Compiler;
using ScenarioSim.Exact;
using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>From an exact tally to results: no counts, no intervals.</summary>
internal static class ExactResults
{
    /// <summary>Of a solution without intervals.</summary>
    /// <param name="tally">It.</param>
    /// <param name="scenario">As it was read; the plan may be of another that has the past which its evidence says.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="confidence">Named in the results.</param>
    /// <param name="clock">Another clock than the scenario's, where the solution ends early.</param>
    /// <param name="posterior">What the evidence says of the assumptions, where the scenario is held to some.</param>
    public static SimulationResults Of(ExactTally tally, Scenario scenario, Plan plan, double confidence, Clock? clock = null, Posterior? posterior = null)
    {
        EvidenceResult? evidence = scenario.Evidence is null ? null : Evidence(tally, scenario, plan.Policy);
        if (evidence is not null) tally = tally.Given();
        if (clock is not null) scenario = scenario with { Clock = clock };
        int steps = scenario.Clock.LastStep + 1;
        return new SimulationResults
        {
            Scenario = scenario,
            Policy = plan.Policy,
            Engine = "exact",
            Seed = 0,
            Runs = null,
            Confidence = confidence,
            Outcomes = [.. scenario.Outcomes.Select(o => Outcome(tally, o, plan, steps))],
            Measures = [.. scenario.Measures.Select(m => Measure(tally, m))],
            Tracks = [.. scenario.Tracks.Select(t => new TrackResult(t, [.. t.States.Select(s => Array.ConvertAll(tally.InState[plan.FirstState[t.Index] + s.Index][..steps], Probability))]))],
            Assumptions = [.. scenario.Assumptions.Select(a => posterior?.Of(a) ?? Assumption(a, plan.Policy.Assume[a.Index] ?? a.Distribution))],
            Evidence = evidence,
            Value = HasValue(scenario) ? new ValueResult(Value(tally.Outcomes, scenario), null, null) : null,
            Counted = [],
        };
    }

    /// <summary>Of several independent estimates of the same integral over the assumptions: their mean, with intervals from how far they differ.</summary>
    /// <param name="tallies">At least two, each of a whole randomisation.</param>
    /// <param name="scenario">As it was read.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="confidence">The level asked for.</param>
    /// <param name="level">The level of the intervals, where several looks share the error.</param>
    /// <param name="seed">The seed of the points.</param>
    /// <param name="posterior">What the evidence says of the assumptions, where the scenario is held to some.</param>
    public static SimulationResults Of(IReadOnlyList<ExactTally> tallies, Scenario scenario, Plan plan, double confidence, double level, ulong seed, Posterior? posterior)
    {
        if (scenario.Evidence is not null) return Given(tallies, scenario, plan, confidence, level, seed, posterior!);
        var sum = new ExactTally(scenario);
        foreach (ExactTally tally in tallies) sum.Add(tally, 1.0 / tallies.Count);
        (double Low, double High) Interval(Func<ExactTally, double> of) => Differing(tallies.Select(of), level);

        OutcomeResult Bounded(OutcomeResult o)
        {
            (double low, double high) = Interval(t => t.Outcomes[o.Outcome.Index]);
            return o with { Low = Math.Clamp(low, 0, o.Probability), High = Math.Clamp(high, o.Probability, 1) };
        }

        MeasureResult Between(MeasureResult m)
        {
            MeasureResult bounded = MeanHalfWidth(m.Measure) is { } half ? m with { MeanLow = m.Mean - half, MeanHigh = m.Mean + half } : m;
            bounded = bounded with { QuantileBounds = QuantileBounds.Of(m, tallies, level) };
            if (m.Measure.Reading != Reading.TimeTo) return bounded;
            (double least, double most) = Interval(t => Probability(Sum(t, m.Measure).Share));
            return bounded with { ShareLow = Math.Clamp(least, 0, m.Share), ShareHigh = Math.Clamp(most, m.Share, 1) };
        }

        // The mean of what has the measure is a ratio: of the sum of its values and of the chance to have it.
        double? MeanHalfWidth(Measure measure)
        {
            (double Sum, double Share)[] parts = [.. tallies.Select(t => Sum(t, measure))];
            (_, double variance, int degrees) = ReplicatedMean.Of([.. parts.Select(p => p.Sum)], [.. parts.Select(p => p.Share)]);
            return degrees < 1 ? null : Levels.T(level, degrees) * Math.Sqrt(variance);
        }

        // As of other figures, but there may be millions of them: what all of them share is worked out once.
        double beside = MeanInterval.Of(0, 1, tallies.Count, level).High;
        TrackResult Spread(TrackResult t) => t with { HalfWidths = [.. t.Track.States.Select(s => HalfWidths(t.Shares[s.Index], plan.FirstState[t.Track.Index] + s.Index))] };
        double[] HalfWidths(IReadOnlyList<double> means, int state)
        {
            var widths = new double[means.Count];
            for (int step = 0; step < widths.Length; step++)
            {
                double squares = 0;
                foreach (ExactTally tally in tallies) squares += (tally.InState[state][step] - means[step]) * (tally.InState[state][step] - means[step]);
                widths[step] = beside * Math.Sqrt(squares / (tallies.Count - 1));
            }
            return widths;
        }

        SimulationResults results = Of(sum, scenario, plan, confidence);
        (double valueLow, double valueHigh) = Interval(t => Value(t.Outcomes, scenario));
        return results with
        {
            Seed = seed,
            Outcomes = [.. results.Outcomes.Select(Bounded)],
            Measures = [.. results.Measures.Select(Between)],
            Tracks = [.. results.Tracks.Select(Spread)],
            Value = results.Value is { } value ? value with { Low = valueLow, High = valueHigh } : null,
        };
    }

    // The interval of a mean by how far independent estimates of it differ; those that have none do not count.
    private static (double Low, double High) Differing(IEnumerable<double> estimates, double level)
    {
        double[] values = [.. estimates.Where(double.IsFinite)];
        if (values.Length < 2) return (double.NaN, double.NaN);
        double mean = values.Average();
        return MeanInterval.Of(mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)), values.Length, level);
    }

    private static EvidenceResult Evidence(ExactTally tally, Scenario scenario, Policy policy) => new()
    {
        Evidence = scenario.Evidence!,
        Runs = null,
        Agreeing = null,
        Probability = Probability(tally.Mass),
        Low = null,
        High = null,
        Facts = [.. scenario.Evidence!.Facts.Select((f, i) => new FactResult(f, null, null, Probability(tally.Of(i + 1) / tally.Of(i)), null, null))],
        Outcomes = [.. tally.Before.Select(p => new ShareResult(null, Probability(p), null, null))],
        Value = HasValue(scenario) ? new ValueResult(Value(tally.Before, scenario), null, null) : null,
        Assumptions = [.. scenario.Assumptions.Select(a => Assumption(a, policy.Assume[a.Index] ?? a.Distribution))],
    };

    // Every figure is a ratio of two integrals, of something together with the evidence and of the evidence; each randomisation has both, with errors that go together.
    private static SimulationResults Given(IReadOnlyList<ExactTally> tallies, Scenario scenario, Plan plan, double confidence, double level, ulong seed, Posterior posterior)
    {
        var sum = new ExactTally(scenario);
        foreach (ExactTally tally in tallies) sum.Add(tally, 1.0 / tallies.Count);
        double[] masses = [.. tallies.Select(t => t.Mass)];

        (double Low, double High) Share(IEnumerable<double> parts, IReadOnlyList<double> of, double share)
        {
            (double low, double high) = Fieller.Interval([.. parts], of, level);
            return (Math.Clamp(low, 0, share), Math.Clamp(high, share, 1));
        }

        OutcomeResult Bounded(OutcomeResult o)
        {
            (double low, double high) = Share(tallies.Select(t => t.Outcomes[o.Outcome.Index]), masses, o.Probability);
            return o with { Low = low, High = high };
        }

        MeasureResult Between(MeasureResult m)
        {
            (double Sum, double Share)[] parts = [.. tallies.Select(t => Sum(t, m.Measure))];
            (double low, double high) = Fieller.Interval([.. parts.Select(p => p.Sum)], [.. parts.Select(p => p.Share)], level);
            MeasureResult bounded = double.IsFinite(low) && double.IsFinite(high) ? m with { MeanLow = Math.Min(low, m.Mean), MeanHigh = Math.Max(high, m.Mean) } : m;
            bounded = bounded with { QuantileBounds = QuantileBounds.Of(m, tallies, level) };
            if (m.Measure.Reading != Reading.TimeTo) return bounded;
            (double least, double most) = Share(parts.Select(p => p.Share), masses, m.Share);
            return bounded with { ShareLow = least, ShareHigh = most };
        }

        TrackResult Spread(TrackResult t) => t with { HalfWidths = [.. t.Track.States.Select(s => HalfWidths(t.Shares[s.Index], plan.FirstState[t.Track.Index] + s.Index))] };
        double[] HalfWidths(IReadOnlyList<double> shares, int state) =>
            [.. shares.Select((share, step) => Share(tallies.Select(t => t.InState[state][step]), masses, share)).Zip(shares, (b, share) => Math.Max(share - b.Low, b.High - share))];

        FactResult Likely(FactResult fact, int at)
        {
            (double low, double high) = Share(tallies.Select(t => t.Of(at + 1)), [.. tallies.Select(t => t.Of(at))], fact.Share);
            return fact with { Low = low, High = high };
        }

        ShareResult All(ShareResult all, int outcome)
        {
            (double low, double high) = Differing(tallies.Select(t => t.Before[outcome]), level);
            return all with { Low = Math.Clamp(low, 0, all.Probability), High = Math.Clamp(high, all.Probability, 1) };
        }

        ValueResult? OfAll(ValueResult? all)
        {
            if (all is null) return null;
            (double low, double high) = Differing(tallies.Select(t => Value(t.Before, scenario)), level);
            return all with { Low = low, High = high };
        }

        SimulationResults results = Of(sum, scenario, plan, confidence, posterior: posterior);
        EvidenceResult evidence = results.Evidence!;
        (double least, double most) = Share(masses, [.. masses.Select(_ => 1.0)], evidence.Share);
        (double valueLow, double valueHigh) = Fieller.Interval([.. tallies.Select(t => Value(t.Outcomes, scenario))], masses, level);
        bool isBounded = double.IsFinite(valueLow) && double.IsFinite(valueHigh);
        return results with
        {
            Seed = seed,
            Outcomes = [.. results.Outcomes.Select(Bounded)],
            Measures = [.. results.Measures.Select(Between)],
            Tracks = [.. results.Tracks.Select(Spread)],
            Value = results.Value is { } value && isBounded ? value with { Low = valueLow, High = valueHigh } : results.Value,
            Evidence = evidence with { Low = least, High = most, Facts = [.. evidence.Facts.Select(Likely)], Outcomes = [.. evidence.Outcomes.Select(All)], Value = OfAll(evidence.Value) },
        };
    }

    // Sums of many may be off by rounding.
    private static double Probability(double sum) => Math.Clamp(sum, 0, 1);

    private static bool HasValue(Scenario scenario) => scenario.Outcomes.Any(o => o.Value is not null);

    private static double Value(double[] outcomes, Scenario scenario) => scenario.Outcomes.Sum(o => (o.Value ?? 0) * outcomes[o.Index]);

    private static OutcomeResult Outcome(ExactTally tally, Outcome outcome, Plan plan, int steps)
    {
        double probability = Probability(tally.Outcomes[outcome.Index]);
        double sum = 0;
        double[] byStep = Array.ConvertAll(tally.EndedIn[outcome.Index][..steps], p => Probability(sum += p));
        IReadOnlyList<double>[] finally_ = [.. plan.Scenario.Tracks.Select(t => (IReadOnlyList<double>)[.. t.States.Select(s =>
            probability > 0 ? Probability(tally.FinallyIn[outcome.Index][plan.FirstState[t.Index] + s.Index] / probability) : 0)])];
        return new OutcomeResult(outcome, null, probability, null, null, byStep, [], finally_);
    }

    private static MeasureResult Measure(ExactTally tally, Measure measure)
    {
        if (measure.Reading is Reading.Mean or Reading.Total or Reading.ShareOfTime)
        {
            double added = tally.Mean(measure.Index);
            return new MeasureResult(measure, null, 1, measure.Reading == Reading.ShareOfTime ? Probability(added) : added, tally.StandardDeviation(measure.Index), null, null, [], []);
        }
        List<KeyValuePair<double, double>> law = [.. tally.Laws[measure.Index].Where(v => v.Value != 0).OrderBy(v => v.Key)];
        double share = law.Sum(v => v.Value);
        double mean = law.Sum(v => v.Key * v.Value) / share;
        double variance = Math.Max(0, law.Sum(v => v.Value * (v.Key - mean) * (v.Key - mean)) / share);
        return new MeasureResult(measure, null, measure.Reading == Reading.TimeTo ? Probability(share) : 1, mean, Math.Sqrt(variance), null, null, law.Count == 0 ? [] : Quantiles(law, share), []);
    }

    private static (double Sum, double Share) Sum(ExactTally tally, Measure measure)
    {
        if (measure.Reading is Reading.Mean or Reading.Total or Reading.ShareOfTime) return (tally.Sums[measure.Index] + (tally.Origins[measure.Index] * tally.Mass), tally.Mass);
        double sum = 0, share = 0;
        foreach ((double value, double probability) in tally.Laws[measure.Index].OrderBy(v => v.Key)) (sum, share) = (sum + (value * probability), share + probability);
        return (sum, share);
    }

    private static List<(double Probability, double Value)> Quantiles(List<KeyValuePair<double, double>> law, double share)
    {
        var quantiles = new List<(double Probability, double Value)>();
        double below = 0;
        foreach ((double value, double probability) in law)
        {
            below += probability;
            // Sums of probabilities may miss a quantile by rounding alone.
            while (quantiles.Count < MeasureResult.Probabilities.Count && below >= (MeasureResult.Probabilities[quantiles.Count] - 1e-12) * share) quantiles.Add((MeasureResult.Probabilities[quantiles.Count], value));
        }
        return quantiles;
    }

    private static AssumptionResult Assumption(Assumption assumption, Distribution d) => new(assumption, d.Mean, [.. MeasureResult.Probabilities.Select(p => (p, d.Quantile(p)))], [])
    {
        Shares = assumption.Kind == Kind.Word ? [.. d.Atoms.Select((word, i) => (word, d.Cdf(word) - (i == 0 ? 0 : d.Cdf(d.Atoms[i - 1]))))] : [],
    };
}
