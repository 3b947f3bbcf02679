using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>In which worlds something happens most, or least: scenario discovery.</summary>
/// <remarks>Worlds of even numbers are searched for ranges of assumptions (<see cref="Peeling"/>); those of odd numbers say what is true of these ranges. So no figure is flattered by the search.</remarks>
public static class Discover
{
    // About which shares of the worlds boxes are shown of.
    private static readonly double[] s_sizes = [0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0.02];

    // A box of more than this part of another's worlds is not shown beside it.
    private const double Alike = 0.8;

    /// <summary>Finds out.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">What to look for, and how.</param>
    /// <param name="progress">Called now and then, on the calling thread.</param>
    /// <param name="cancellation">Stops the simulation soon; what is found in the runs made until then comes back marked partial.</param>
    /// <returns>Null where too few worlds count: stopped too soon, or hardly any agrees with what is known.</returns>
    /// <exception cref="ArgumentException">The condition cannot be read, or a policy to hold against is missing, or is given although the scenario is held to evidence.</exception>
    public static DiscoveryResults? Run(Scenario scenario, Policy policy, DiscoverOptions options, Action<Progress>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Of is null && options.Against is null) throw new ArgumentException("say what to look for, or which policy to hold against", nameof(options));
        if (options.Against is not null && scenario.Evidence is not null) throw new ArgumentException("what is known is of the worlds of one policy", nameof(options));
        Func<RunSummary, bool>? of = options.Of is null ? null : RunCondition.Parse(options.Of, scenario) is { Holds: { } holds } ? holds : throw new ArgumentException("the condition cannot be read", nameof(options));
        return Made(scenario, policy, options, [of], progress, cancellation) is { } made ? Search(made.Worlds(0, options.Least), options, made.Found) : null;
    }

    /// <summary>Finds out of every outcome where it happens, in one simulation.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">How; what they look for does not matter.</param>
    /// <param name="cancellation">Stops it soon: those that have been found are all there are.</param>
    /// <returns>One for each outcome, in the order of the scenario, each as soon as it is asked for; none where too few worlds count, or it was stopped in the simulation.</returns>
    public static IEnumerable<DiscoveryResults> Outcomes(Scenario scenario, Policy policy, DiscoverOptions options, CancellationToken cancellation = default)
    {
        Func<RunSummary, bool>[] of = [.. scenario.Outcomes.Select(o => (Func<RunSummary, bool>)(run => run.Outcome == o.Index))];
        if (Made(scenario, policy, options with { Against = null }, of, null, cancellation) is not { } made || made.Found[0].Partial) yield break;
        foreach (Outcome outcome in scenario.Outcomes)
        {
            if (cancellation.IsCancellationRequested) yield break;
            yield return Search(made.Worlds(outcome.Index, options.Least), options with { Of = outcome.Name, Against = null }, made.Found);
        }
    }

    // The worlds, and what they came to under each policy; null where there are none in one of the halves.
    private static (Func<int, bool, Judged> Worlds, SimulationResults[] Found)? Made(
        Scenario scenario, Policy policy, DiscoverOptions options, Func<RunSummary, bool>?[] of, Action<Progress>? progress, CancellationToken cancellation)
    {
        RunOptions run = options.Run with { Precision = null, Design = Randomness.Design.Random };
        Assumption[] open = [.. scenario.Assumptions.Where(a => (policy.Assume[a.Index] ?? a.Distribution) is var believed && believed.Low < believed.High)];
        var columns = new WorldColumns(scenario, open, of, checked((int)run.Runs));
        Policy[] policies = options.Against is { } against ? [policy, against] : [policy];
        RunMaker[] makers = [.. policies.Select(p => new RunMaker(scenario, p, run.Seed, run.Engine, run.Width))];
        var workers = new Workers<MakeRuns[], Counts>(
            Math.Max(1, run.Threads), () => [.. makers.Select(m => m.Start())], () => new Counts(makers, columns), static (make, counts, first, count, stop) => counts.Run(make, first, count, stop), static (sum, more) => sum.Merge(more));
        foreach (RunMaker maker in makers) maker.Prepare(cancellation);
        workers.Advance(run.Runs, progress is null ? null : done => progress(new Progress(done, run.Runs)), cancellation, cancellation);
        var sum = new Counts(makers, columns);
        foreach (Counts counts in workers.Counts) sum.Merge(counts);
        (int learnt, bool[][] hits, double[][] values) = columns.Halves((int)workers.Done);
        if (learnt == 0 || hits[0].Length == learnt) return null;
        SimulationResults[] found = [.. makers.Select((m, i) => Summary.Of(sum.Tallies[i], new SummaryOf(scenario, m.Policy, m.Sites, EngineNames.Of(run.Engine), run.Seed, run.Confidence, run.Confidence, workers.Done < run.Runs) { Evidence = sum.Evidence[i] }))];
        Axis[] axes = [.. open.Select((a, i) => Axis.Of(a, values[i], learnt)).OfType<Axis>()];
        return ((thing, least) => new Judged(axes, hits[thing], learnt, least), found);
    }

    private static DiscoveryResults Search(Judged worlds, DiscoverOptions options, SimulationResults[] found)
    {
        double confidence = options.Run.Confidence;
        Peeling peeling = worlds.Peeling(confidence);
        List<CellBox> path = peeling.Peel();
        double Size(CellBox box) => (double)peeling.Count(box).Worlds / worlds.Learnt;
        CellBox Nearest(double size) => peeling.Simpler(path.MinBy(b => Math.Abs(Math.Log(Size(b) / size)))!);
        CellBox told = options.Size is { } size ? Nearest(size) : peeling.Simpler(path.MaxBy(peeling.Gain)!);
        var boxes = new List<(CellBox Cells, WorldBox Box)>();
        foreach (CellBox box in s_sizes.Select(Nearest).Append(told))
        {
            if (boxes.Any(b => b.Cells.IsLike(box))) continue;
            WorldBox judged = worlds.Judge(box, confidence);
            if (judged.Restrictions.Count > 0 && judged.IsTold) boxes.Add((box, judged));
        }
        boxes = Apart([.. boxes.OrderByDescending(b => b.Box.Worlds)], told);
        return new DiscoveryResults
        {
            Base = found[0],
            Beside = found.Length > 1 ? found[1] : null,
            Of = options.Of,
            Least = options.Least,
            Tried = [.. worlds.Axes.Select(a => a.Assumption)],
            Worlds = worlds.Worlds,
            Hits = worlds.Hits,
            Boxes = [.. boxes.Select(b => b.Box)],
            Told = boxes.FindIndex(b => b.Cells.IsLike(told)),
        };
    }

    // Of boxes of nearly the same size the one with fewer ranges; that which is told in full stays.
    private static List<(CellBox Cells, WorldBox Box)> Apart(List<(CellBox Cells, WorldBox Box)> boxes, CellBox told)
    {
        for (int i = 0; i + 1 < boxes.Count;)
        {
            (CellBox wide, CellBox narrow) = (boxes[i].Cells, boxes[i + 1].Cells);
            if (boxes[i + 1].Box.Worlds < Alike * boxes[i].Box.Worlds) i++;
            else boxes.RemoveAt(narrow.IsLike(told) || (!wide.IsLike(told) && boxes[i].Box.Restrictions.Count > boxes[i + 1].Box.Restrictions.Count) ? i : i + 1);
        }
        return boxes;
    }

    private sealed class Counts
    {
        private readonly RunTaker[] _takes;

        public Counts(RunMaker[] makers, WorldColumns columns)
        {
            Tallies = [.. makers.Select(m => m.NewTally())];
            Evidence = [.. makers.Select(m => m.NewEvidence())];
            _takes = [.. makers.Select((m, i) => m.Held(RunTaker.Both(Tallies[i], i == 0 ? columns.Policy() : columns.Beside()), Evidence[i]))];
        }

        public Tally[] Tallies { get; }

        public EvidenceTally?[] Evidence { get; }

        public int Run(MakeRuns[] make, long first, int count, CancellationToken stop)
        {
            if (make.Length == 1) return make[0](first, count, _takes[0], stop);
            for (int i = 0; i < make.Length; i++)
            {
                if (make[i](first, count, _takes[i], stop) < count) throw new OperationCanceledException(stop);
            }
            return count;
        }

        public void Merge(Counts more)
        {
            for (int i = 0; i < Tallies.Length; i++)
            {
                Tallies[i].Merge(more.Tallies[i]);
                Evidence[i]?.Merge(more.Evidence[i]!);
            }
        }
    }
}
