using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>One of the things to compare.</summary>
/// <param name="Name">How results name it.</param>
/// <param name="Scenario">Its scenario; may differ from the baseline's.</param>
/// <param name="Policy">Its policy.</param>
public sealed record ComparisonItem(string Name, Scenario Scenario, Policy Policy);

/// <summary>A paired comparison that is advanced piece by piece: every item in the same worlds (same seed and run numbers).</summary>
/// <remarks>Not safe for use by several threads at once; it uses <see cref="RunOptions.Threads"/> threads itself.</remarks>
public sealed class RunningComparison
{
    private readonly IReadOnlyList<ComparisonItem> _items;
    private readonly int _baseline;
    private readonly RunOptions _options;
    private readonly RunMaker[] _makers;
    private readonly Workers<Worker> _workers;

    /// <param name="items">Two or more (one is allowed: a comparison with nothing).</param>
    /// <param name="baseline">Position of the baseline.</param>
    /// <param name="options">Seed, threads, confidence, engine.</param>
    public RunningComparison(IReadOnlyList<ComparisonItem> items, int baseline, RunOptions options)
    {
        (_items, _baseline, _options) = (items, baseline, options);
        _makers = [.. items.Select(i => new RunMaker(i.Scenario, i.Policy, options.Seed, options.Engine))];
        _workers = new Workers<Worker>(Math.Max(1, options.Threads), () => new Worker(this), static (worker, run) => worker.Run(run));
    }

    private sealed class Worker(RunningComparison comparison)
    {
        private readonly Func<long, RunRecord>[] _make = [.. comparison._makers.Select(m => m.Start())];
        private readonly RunRecord[] _records = new RunRecord[comparison._makers.Length];

        public Tally[] Tallies { get; } = comparison.NewTallies();

        public PairTally[] Pairs { get; } = comparison.NewPairs();

        public void Run(long run)
        {
            for (int i = 0; i < _make.Length; i++)
            {
                _records[i] = _make[i](run);
                Tallies[i].Add(_records[i]);
            }
            RunRecord baseline = _records[comparison._baseline];
            for (int i = 0; i < _make.Length; i++) Pairs[i].Add(baseline, _records[i]);
        }
    }

    /// <summary>Worlds counted so far.</summary>
    public long Done => _workers.Done;

    /// <summary>Makes more worlds under every item. When cancelled it returns soon, keeping the worlds that all items have counted.</summary>
    public void Advance(long runs, CancellationToken cancellation = default) => _workers.Advance(runs, cancellation);

    /// <summary>What has been found so far; at least one world must be counted.</summary>
    /// <param name="partial">Marks the results as stopped before they were done.</param>
    public ComparisonResults Results(bool partial = false) => Results(_options.Confidence, partial);

    /// <summary>The same with intervals at another level, for a rule that looks more than once.</summary>
    internal ComparisonResults Results(double level, bool partial)
    {
        Tally[] tallies = NewTallies();
        PairTally[] pairs = NewPairs();
        foreach (Worker worker in _workers.States)
        {
            for (int i = 0; i < tallies.Length; i++)
            {
                tallies[i].Merge(worker.Tallies[i]);
                pairs[i].Merge(worker.Pairs[i]);
            }
        }
        string engine = _options.Engine.ToString().ToLowerInvariant();
        ComparedItem[] items = [.. _items.Select((item, i) => new ComparedItem(item.Name, Summary.Of(
            tallies[i], new SummaryOf(item.Scenario, item.Policy, _makers[i].Sites, engine, _options.Seed, _options.Confidence, level, partial))))];
        return Differences.Of(items, pairs, _baseline, level);
    }

    private Tally[] NewTallies() => [.. _makers.Select(m => m.NewTally())];

    private PairTally[] NewPairs() => [.. _items.Select(i => new PairTally(_items[_baseline].Scenario, i.Scenario))];
}
