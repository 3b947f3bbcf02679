using ScenarioSim.Model;
using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Two ends of an assumption, compared in the same worlds.</summary>
/// <param name="Change">The share of worlds that end otherwise.</param>
/// <param name="Swings">What else moves.</param>
/// <param name="Start">What was found at the one end.</param>
/// <param name="End">What was found at the other.</param>
internal sealed record PairOfEnds(Swing Change, IReadOnlyList<Swing> Swings, SimulationResults Start, SimulationResults End)
{
    /// <summary>How many simulations all pairs of so many ends take: each end with all that come after it.</summary>
    public static int Simulations(int ends) => (ends * (ends + 1) / 2) - 1;

    /// <summary>All pairs of the ends; null where it was stopped before they were all there.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">What the assumption is fixed in.</param>
    /// <param name="assumption">The assumption.</param>
    /// <param name="ends">Its ends.</param>
    /// <param name="options">How each end is simulated.</param>
    /// <param name="work">Is told of the runs.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IReadOnlyList<PairOfEnds>? Compare(
        Scenario scenario, Policy policy, Assumption assumption, IReadOnlyList<DriverEnd> ends, RunOptions options, DriverWork work, CancellationToken cancellation)
    {
        // The pairs to be shown are chosen by what was found, so all intervals have to hold together.
        double level = 1 - ((1 - options.Confidence) / (ends.Count * (ends.Count - 1) / 2));
        ComparisonItem[] items = [.. ends.Select((end, i) => new ComparisonItem($"{i}", scenario, Fixed(policy, assumption, end.Value)))];
        var pairs = new List<PairOfEnds>();
        for (int from = 0; from < ends.Count - 1; from++)
        {
            ComparisonItem[] these = items[from..];
            var running = new RunningComparison(these, 0, options);
            Action<Progress>? progress = work.Of(these.Length);
            running.Advance(options.Runs, progress is null ? null : done => progress(new Progress(done, options.Runs)), cancellation);
            if (running.Done < options.Runs) return null;
            work.End(these.Length * options.Runs);
            ComparisonResults results = running.Results(level, partial: false);
            for (int to = from + 1; to < ends.Count; to++) pairs.Add(Pair(results, to - from, from, to, level));
        }
        return pairs;
    }

    private static Policy Fixed(Policy policy, Assumption assumption, double value)
    {
        Distribution?[] assume = [.. policy.Assume];
        assume[assumption.Index] = new Point(value);
        return policy with { Assume = assume };
    }

    private static PairOfEnds Pair(ComparisonResults results, int item, int from, int to, double level)
    {
        (SimulationResults start, SimulationResults end) = (results.Items[0].Results, results.Items[item].Results);
        long runs = start.Runs!.Value;
        double change = results.WorldsThatChange.Single(w => w.Item == item).Share!.Value;
        (double low, double high) = Proportion.Interval((long)Math.Round(change * runs), runs, level);
        Swing Of(SwingOf of, string name, double at, double then, double difference, double least, double most) => new(of, name, from, to, at, then, difference, least, most);
        return new PairOfEnds(
            Of(SwingOf.Worlds, "", 0, change, change, low, high),
            [
                .. results.Differences.Where(d => d.Item == item).Select(d => Of(SwingOf.Outcome, d.Outcome, Share(start, d.Outcome), Share(end, d.Outcome), d.Difference, d.Low, d.High)),
                .. results.Values.Where(d => d.Item == item).Select(d => Of(SwingOf.Value, "", start.Value!.Mean, end.Value!.Mean, d.Difference, d.Low, d.High)),
                .. start.Measures.SelectMany(m => (IEnumerable<Swing>)
                [
                    .. results.Happenings.Where(d => d.Item == item && d.Measure == m.Measure.Name).Select(d => Of(SwingOf.Happens, d.Measure, d.BaselineShare, d.Share, d.Difference, d.Low, d.High)),
                    .. results.Measures.Where(d => d.Item == item && d.Measure == m.Measure.Name).Select(d => Of(SwingOf.Mean, d.Measure, d.BaselineMean, d.Mean, d.Difference, d.Low, d.High)),
                ]),
            ],
            start, end);
    }

    private static double Share(SimulationResults results, string outcome) => results.Outcomes.First(o => o.Outcome.Name == outcome).Probability;
}
