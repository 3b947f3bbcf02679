using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>One of the things to compare.</summary>
/// <param name="Name">How results name it.</param>
/// <param name="Scenario">Its scenario; may differ from the baseline's.</param>
/// <param name="Policy">Its policy.</param>
public sealed record ComparisonItem(string Name, Scenario Scenario, Policy Policy)
{
    /// <summary>What was set in the policy beside what the scenario says, each <c>NAME=VALUE</c>; results repeat it.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}

/// <summary>What has gone before a date as of which items are compared, where several are of one scenario and are held to the same evidence.</summary>
public enum Past
{
    /// <summary>The baseline's, for all: up to the date of the evidence its levers hold, then the other policies take over. So all are told of the same worlds, and differences are what changing course now changes.</summary>
    Shared,

    /// <summary>Each policy holds from the start, and all are told of the worlds in which the baseline agrees with what is known: differences are what another policy would have changed in the worlds that are left.</summary>
    Baseline,

    /// <summary>Each policy holds from the start, and each is told of its own runs that agree, as if it alone were simulated: differences are of partly different worlds.</summary>
    Own,
}

/// <summary>A paired comparison that is advanced piece by piece: every item in the same worlds (same seed and run numbers).</summary>
/// <remarks>Not safe for use by several threads at once; it uses <see cref="RunOptions.Threads"/> threads itself.</remarks>
public sealed class RunningComparison
{
    private readonly IReadOnlyList<ComparisonItem> _items;
    private readonly int _baseline;
    private readonly bool[] _followsBaseline;

    // When each item's policy takes over from the baseline's; null: it holds from the start.
    private readonly DateTime?[] _takesOver;

    // In which the items are simulated: the baseline first, which may decide which worlds count.
    private readonly int[] _order;
    private readonly RunOptions _options;
    private readonly RunMaker[] _makers;
    private readonly Workers<MakeRuns[], Counts> _workers;

    /// <param name="items">Two or more (one is allowed: a comparison with nothing).</param>
    /// <param name="baseline">Position of the baseline.</param>
    /// <param name="options">Seed, threads, confidence, engine.</param>
    /// <param name="past">What has gone before, where items are of the baseline's scenario and held to the same evidence as it. One that is held to other evidence, or to none, holds from the start and is told of its own runs in any case.</param>
    /// <exception cref="ArgumentException">An item's scenario is held to evidence, and the design is not random.</exception>
    public RunningComparison(IReadOnlyList<ComparisonItem> items, int baseline, RunOptions options, Past past = Past.Shared)
    {
        if (options.Design != Design.Random && items.Any(i => i.Scenario.Evidence is not null)) throw new ArgumentException(RunningSimulation.NotByDesign, nameof(options));
        (_items, _baseline, _options) = (items, baseline, options);
        _order = [baseline, .. Enumerable.Range(0, items.Count).Where(i => i != baseline)];
        ComparisonItem basis = items[baseline];
        Evidence? known = basis.Scenario.Evidence;
        bool[] isHeldAlike = [.. items.Select((item, i) => i != baseline && known is not null && known.IsLike(item.Scenario.Evidence))];
        _takesOver = [.. items.Select((item, i) => isHeldAlike[i] && past == Past.Shared && ReferenceEquals(item.Scenario.Levers, basis.Scenario.Levers) ? known!.Until : null)];
        // Where what is believed differs too, the same past teaches each something of its own.
        _followsBaseline = [.. items.Select((item, i) => isHeldAlike[i] && past switch
        {
            Past.Shared => _takesOver[i] is not null && item.Policy.Assume.SequenceEqual(basis.Policy.Assume),
            Past.Baseline => true,
            _ => false,
        })];
        // Where the baseline decides which worlds count, nothing has to be read off the others' runs.
        _items = items = [.. items.Select((item, i) => _followsBaseline[i] ? item with { Scenario = item.Scenario with { Evidence = known } } : item)];
        Scenario Simulated(int i)
        {
            Scenario scenario = items[i].Scenario;
            if (scenario.Evidence is not { Until: { } date } own) return scenario;
            // All that is held to something may have been asked for with another policy's past already.
            Policy? before = own.PastOf ?? (_takesOver[i] is null ? null : basis.Policy);
            if (!_followsBaseline[i]) return scenario with { Evidence = own with { PastOf = before } };
            return before is null ? scenario with { Evidence = null } : TakingOver.On(scenario with { Evidence = null }, before, items[i].Policy, date);
        }
        _makers = [.. items.Select((i, at) => new RunMaker(Simulated(at), i.Policy, options.Seed, options.Engine, options.Width, points: options.PointsOf(i.Scenario)))];
        _workers = new Workers<MakeRuns[], Counts>(
            Math.Max(1, options.Threads), () => [.. _makers.Select(m => m.Start())], () => new Counts(this), static (make, counts, first, count, stop) => counts.Run(make, first, count, stop), static (sum, more) => sum.Merge(more));
    }

    private sealed class Counts
    {
        private readonly RunningComparison _comparison;
        private readonly Ends[] _ends;
        private readonly RunTaker[] _takes;
        private readonly Verdicts _verdicts = new();

        public Counts(RunningComparison comparison)
        {
            (_comparison, Tallies, Pairs) = (comparison, comparison.NewTallies(), comparison.NewPairs());
            (Replicates, ReplicatePairs) = (comparison.NewReplicates(), comparison.NewReplicatePairs());
            Evidence = [.. comparison._items.Select(i => i.Scenario.Evidence is null ? null : new EvidenceTally(i.Scenario))];
            _ends = [.. comparison._makers.Select((m, i) => new Ends(Replicates is null ? Tallies[i] : RunTaker.Both(Tallies[i], Replicates[i]), m.Scenario.Measures.Count))];
            _takes = [.. comparison._makers.Select((m, i) => comparison._followsBaseline[i]
                ? new AgreeingRuns(Evidence[i]!, _ends[i], comparison._items[i].Scenario, _verdicts) : m.Held(_ends[i], Evidence[i], i == comparison._baseline ? _verdicts : null))];
        }

        public EvidenceTally?[] Evidence { get; }

        public Tally[] Tallies { get; }

        public PairTally[] Pairs { get; }

        public ReplicateTally[]? Replicates { get; }

        public ReplicatePairTally[]? ReplicatePairs { get; }

        public int Run(MakeRuns[] make, long first, int count, CancellationToken stop)
        {
            _verdicts.Begin(first, count);
            foreach (int i in _comparison._order)
            {
                _ends[i].Begin(first, count);
                if (make[i](first, count, _takes[i], stop) < count) throw new OperationCanceledException(stop);
            }
            Ends baseline = _ends[_comparison._baseline];
            for (int i = 0; i < make.Length; i++)
            {
                for (int run = 0; run < count; run++)
                {
                    if (baseline.Counts(run) && _ends[i].Counts(run)) Pairs[i].Add(first + run, baseline.Outcome(run), baseline.Measures(run), _ends[i].Outcome(run), _ends[i].Measures(run));
                }
                if (ReplicatePairs is not { } pairs) continue;
                for (int run = 0; run < count; run++) pairs[i].Add(first + run, baseline.Outcome(run), baseline.Measures(run), _ends[i].Outcome(run), _ends[i].Measures(run));
            }
            return count;
        }

        public void Merge(Counts more)
        {
            for (int i = 0; i < Tallies.Length; i++)
            {
                Tallies[i].Merge(more.Tallies[i]);
                Pairs[i].Merge(more.Pairs[i]);
                Evidence[i]?.Merge(more.Evidence[i]!);
                Replicates?[i].Merge(more.Replicates![i]);
                ReplicatePairs?[i].Merge(more.ReplicatePairs![i]);
            }
        }
    }

    /// <summary>What the runs of a stretch come to, by their numbers: engines give them in any order. They are counted as well.</summary>
    private sealed class Ends(RunTaker counting, int measures) : RunTaker
    {
        // Of a run that does not count.
        private const int None = -1;

        private long _first;
        private int[] _outcomes = [];
        private double[] _measures = [];

        public void Begin(long first, int count)
        {
            _first = first;
            if (_outcomes.Length < count) (_outcomes, _measures) = (new int[count], new double[count * measures]);
            _outcomes.AsSpan(0, count).Fill(None);
        }

        public override void Take(RunRecord run)
        {
            counting.Take(run);
            int at = (int)(run.Run - _first);
            _outcomes[at] = run.Outcome;
            run.Measures.CopyTo(_measures, at * measures);
        }

        public override void Take(RunBatch runs)
        {
            counting.Take(runs);
            for (int i = 0; i < runs.Count; i++)
            {
                int at = (int)(runs.Runs[i] - _first);
                _outcomes[at] = runs.Outcomes[i];
                for (int m = 0; m < measures; m++) _measures[(at * measures) + m] = runs.Measures[m][i];
            }
        }

        internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => counting.NeedsMoves(kinds);

        internal override MoveCounts? CountMoves(IReadOnlyList<Move> kinds, int runs) => counting.CountMoves(kinds, runs);

        public bool Counts(int run) => _outcomes[run] != None;

        public int Outcome(int run) => _outcomes[run];

        public ReadOnlySpan<double> Measures(int run) => _measures.AsSpan(run * measures, measures);
    }

    /// <summary>Worlds counted so far.</summary>
    public long Done => _workers.Done;

    /// <summary>Whether there are results: some world counts under every item, as all do where none is held to evidence.</summary>
    public bool HasResults => Enumerable.Range(0, _items.Count).All(HasRuns);

    /// <summary>Whether there are results of the baseline at least, or where each item is told of its own worlds of any: those of which no run counts are left out, and if that is the baseline the first of the others stands in its place.</summary>
    public bool HasSome => IsOwn ? Enumerable.Range(0, _items.Count).Any(HasRuns) : HasRuns(_baseline);

    /// <summary>Whether items that no run agrees under are so rare that as many runs as are allowed would not tell their outcomes to a precision, as far as what was made can tell.</summary>
    /// <param name="precision">The half-width wanted.</param>
    internal bool IsHopeless(double precision)
    {
        double z = Levels.Z(_options.Confidence), wanted = z * z / (4 * precision * precision);
        double most = Done == 0 ? 1 : Proportion.Interval(0, Done, _options.Confidence).High;
        return wanted / most > _options.Runs;
    }

    private bool IsOwn => !_followsBaseline.Contains(true) && Array.TrueForAll(_takesOver, t => t is null);

    private bool HasRuns(int item) => _workers.Counts.Any(c => c.Tallies[item].Runs > 0);

    /// <summary>How many runs agree with the evidence that an item is held to, also where none does; null where it is held to none. <see cref="Done"/> must be at least 1.</summary>
    /// <param name="item">Its position.</param>
    public EvidenceResult? EvidenceSoFar(int item)
    {
        if (_items[item].Scenario.Evidence is null) return null;
        var sum = new EvidenceTally(_items[item].Scenario);
        foreach (Counts counts in _workers.Counts) sum.Merge(counts.Evidence[item]!);
        return Summary.Evidence(sum, Of(item, _options.Confidence, partial: true));
    }

    private SummaryOf Of(int item, double level, bool partial) =>
        new(_items[item].Scenario, _items[item].Policy, _makers[item].Sites, EngineNames.Of(_options.Engine), _options.Seed, _options.Confidence, level, partial) { Design = _options.Designed };

    /// <summary>Makes more worlds under every item. When cancelled it returns soon, keeping the worlds that all items have counted.</summary>
    /// <param name="runs">How many.</param>
    /// <param name="progress">Given <see cref="Done"/> as it grows, now and then, on the calling thread.</param>
    /// <param name="cancellation">Stops it.</param>
    public void Advance(long runs, Action<long>? progress, CancellationToken cancellation = default) => Advance(runs, progress, cancellation, cancellation);

    /// <inheritdoc cref="RunningSimulation.Advance(long, CancellationToken, CancellationToken)"/>
    public void Advance(long runs, CancellationToken pause, CancellationToken cancellation) => Advance(runs, null, pause, cancellation);

    private void Advance(long runs, Action<long>? progress, CancellationToken pause, CancellationToken cancellation)
    {
        foreach (RunMaker maker in _makers) maker.Prepare(cancellation);
        _workers.Advance(runs, progress, pause, cancellation);
    }

    /// <inheritdoc cref="Advance(long, Action{long}?, CancellationToken)"/>
    public void Advance(long runs, CancellationToken cancellation = default) => Advance(runs, null, cancellation);

    /// <summary>What has been found so far; there must be some (<see cref="HasSome"/>).</summary>
    /// <param name="partial">Marks the results as stopped before they were done.</param>
    public ComparisonResults Results(bool partial = false) => Results(_options.Confidence, partial);

    /// <summary>The same with intervals at another level, for a rule that looks more than once.</summary>
    internal ComparisonResults Results(double level, bool partial)
    {
        var sum = new Counts(this);
        foreach (Counts counts in _workers.Counts) sum.Merge(counts);
        int[] counted = [.. Enumerable.Range(0, _items.Count).Where(i => sum.Tallies[i].Runs > 0)];
        ComparedItem[] items = [.. counted.Select(i => new ComparedItem(_items[i].Name, Summary.Of(
            sum.Tallies[i], Of(i, level, partial) with { Replicates = sum.Replicates?[i], Evidence = sum.Evidence[i] }))
        {
            Settings = _items[i].Settings,
        })];
        // A design is not held to evidence, so it has all items.
        return Differences.Of(items, [.. counted.Select(i => sum.Pairs[i])], Math.Max(0, Array.IndexOf(counted, _baseline)), level, sum.ReplicatePairs, sum.Replicates) with
        {
            FollowsBaseline = [.. counted.Select(i => _followsBaseline[i])],
            TakesOver = [.. counted.Select(i => _takesOver[i] ?? (_items[i].Scenario.Evidence is { PastOf: not null } held ? held.Until : null))],
            Disagreeing = [.. Enumerable.Range(0, _items.Count).Except(counted).Select(i => new DisagreeingItem(_items[i].Name, Summary.Evidence(sum.Evidence[i]!, Of(i, level, partial))))],
        };
    }

    private Tally[] NewTallies() => [.. _makers.Select(m => m.NewTally())];

    private ReplicateTally[]? NewReplicates() =>
        _options.Design == Design.Random ? null : [.. _items.Select(i => new ReplicateTally(i.Scenario, DesignedPoints.Replicates))];

    private ReplicatePairTally[]? NewReplicatePairs() =>
        _options.Design == Design.Random ? null : [.. _items.Select(i => new ReplicatePairTally(_items[_baseline].Scenario, i.Scenario, DesignedPoints.Replicates))];

    private PairTally[] NewPairs() => [.. _items.Select((item, i) => new PairTally(
        _items[_baseline].Scenario, item.Scenario, conditioned: i != _baseline && !_followsBaseline[i] && (item.Scenario.Evidence ?? _items[_baseline].Scenario.Evidence) is not null))];
}
