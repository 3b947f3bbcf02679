using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Models, each a draw of all assumptions, simulated one after another with luck of their own: what of the answer is not known, and not left to chance.</summary>
internal static class Models
{
    /// <summary>Simulates them; null where there are too few for anything to be said.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="options">How many, and how.</param>
    /// <param name="work">Is told of the runs.</param>
    /// <param name="cancellation">Stops it: those before are kept.</param>
    public static Doubts? Simulate(Scenario scenario, Policy policy, DriverOptions options, DriverWork work, CancellationToken cancellation)
    {
        (int models, int each, RunOptions run) = (options.ModelsMade, options.RunsEach, options.Run);
        if (models < DriverOptions.LeastModels) return null;
        var maker = new RunMaker(scenario, policy, run.Seed, run.Engine, run.Width, points: new ModelPoints(scenario, run.Seed, each));
        var workers = new Workers<MakeRuns, Ended>(
            Math.Max(1, run.Threads), maker.Start, () => new Ended(models, each, scenario.Outcomes.Count), static (make, ended, first, count, stop) => make(first, count, ended, stop), static (sum, more) => sum.Merge(more));
        maker.Prepare(cancellation);
        long runs = (long)models * each;
        Action<Progress>? progress = work.Of(1);
        workers.Advance(runs, progress is null ? null : done => progress(new Progress(done, runs)), cancellation, cancellation);
        work.End(runs);
        var ended = new Ended(models, each, scenario.Outcomes.Count);
        foreach (Ended counts in workers.Counts) ended.Merge(counts);
        int whole = (int)(workers.Done / each);
        return whole < DriverOptions.LeastModels ? null : new Doubts(whole, each, [.. Of(scenario, policy, ended, whole, each, run.Confidence)]);
    }

    private static IEnumerable<Doubt> Of(Scenario scenario, Policy policy, Ended ended, int models, int each, double confidence)
    {
        bool lumps = scenario.Assumptions.Any(a => (policy.Assume[a.Index] ?? a.Distribution).Atoms.Count > 1);
        foreach (Outcome outcome in scenario.Outcomes) yield return Spread(SwingOf.Outcome, outcome.Name, o => o == outcome.Index ? 1 : 0);
        if (scenario.Outcomes.Any(o => o.Value is not null)) yield return Spread(SwingOf.Value, "", o => scenario.Outcomes[o].Value ?? 0);

        // Of what each outcome counts for.
        Doubt Spread(SwingOf of, string name, Func<int, double> worth)
        {
            double[] worths = [.. scenario.Outcomes.Select(o => worth(o.Index))];
            double[] means = new double[models], noises = new double[models];
            for (int m = 0; m < models; m++)
            {
                double sum = 0, squares = 0;
                for (int o = 0; o < worths.Length; o++) sum += ended.Count(m, o) * worths[o];
                double mean = sum / each;
                for (int o = 0; o < worths.Length; o++) squares += ended.Count(m, o) * (worths[o] - mean) * (worths[o] - mean);
                (means[m], noises[m]) = (mean, squares / (each - 1.0) / each);
            }
            int[]? hits = of == SwingOf.Outcome ? [.. Enumerable.Range(0, models).Select(m => ended.Count(m, Array.IndexOf(worths, 1.0)))] : null;
            return BetweenModels.Of(of, name, means, noises, worths.Min(), worths.Max(), confidence, hits, each, lumps);
        }
    }

    /// <summary>How many runs of each model ended in each outcome.</summary>
    private sealed class Ended(int models, int each, int outcomes) : RunTaker
    {
        private readonly int[] _counts = new int[models * outcomes];

        public int Count(int model, int outcome) => _counts[(model * outcomes) + outcome];

        public void Merge(Ended more)
        {
            for (int i = 0; i < _counts.Length; i++) _counts[i] += more._counts[i];
        }

        public override void Take(RunRecord run) => Add(run.Run, run.Outcome);

        public override void Take(RunBatch runs)
        {
            for (int i = 0; i < runs.Count; i++) Add(runs.Runs[i], runs.Outcomes[i]);
        }

        internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => false;

        private void Add(long run, int outcome) => _counts[((int)(run / each) * outcomes) + outcome]++;
    }
}
