using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>A simulation of one policy that is advanced piece by piece: results can be had after every piece, and sharpen.</summary>
/// <remarks>Not safe for use by several threads at once; it uses <see cref="RunOptions.Threads"/> threads itself.</remarks>
public sealed class RunningSimulation
{
    /// <summary>Why evidence does not go with a design.</summary>
    internal const string NotByDesign = "runs that are placed by a design are not spread evenly any more once some of them do not count";

    private readonly RunOptions _options;
    private readonly RunMaker _maker;
    private readonly Workers<MakeRuns, Counts> _workers;

    /// <param name="scenario">What to simulate.</param>
    /// <param name="policy">One of its policies, perhaps changed by <c>--set</c>.</param>
    /// <param name="options">Seed, threads, confidence, engine, design; the number of runs is the caller's, but for Latin hypercubes, which have no more than these.</param>
    /// <exception cref="ArgumentException">The scenario is held to evidence, and the design is not random.</exception>
    public RunningSimulation(Scenario scenario, Policy policy, RunOptions options)
    {
        if (scenario.Evidence is not null && options.Design != Design.Random) throw new ArgumentException(NotByDesign, nameof(options));
        _options = options;
        _maker = new RunMaker(scenario, policy, options.Seed, options.Engine, options.Width, points: options.PointsOf(scenario));
        _workers = new Workers<MakeRuns, Counts>(
            Math.Max(1, options.Threads), _maker.Start, () => new Counts(_maker, NewReplicates()), static (make, counts, first, count, stop) => make(first, count, counts.Take, stop), static (sum, more) => sum.Merge(more));
    }

    private sealed class Counts
    {
        public Counts(RunMaker maker, ReplicateTally? replicates)
        {
            (Tally, Replicates, Evidence) = (maker.NewTally(), replicates, maker.NewEvidence());
            Take = maker.Held(replicates is null ? Tally : RunTaker.Both(Tally, replicates), Evidence);
        }

        public Tally Tally { get; }

        public ReplicateTally? Replicates { get; }

        public EvidenceTally? Evidence { get; }

        public RunTaker Take { get; }

        public void Merge(Counts more)
        {
            Tally.Merge(more.Tally);
            Replicates?.Merge(more.Replicates!);
            Evidence?.Merge(more.Evidence!);
        }
    }

    /// <summary>Runs made so far: numbers 0..Done-1.</summary>
    public long Done => _workers.Done;

    /// <summary>Whether any of them counts, so that there are results: all do, but where the scenario is held to evidence.</summary>
    public bool HasResults => _workers.Counts.Any(c => c.Tally.Runs > 0);

    /// <summary>How many agree with the evidence that the scenario is held to, also where none does; null where it is held to none. <see cref="Done"/> must be at least 1.</summary>
    public EvidenceResult? EvidenceSoFar() => Evidence() is { } tally ? Summary.Evidence(tally, Of(_options.Confidence, partial: true)) : null;

    /// <summary>How runs are made, in a few words.</summary>
    public string Manner => _maker.Manner;

    /// <summary>The code of the kernel as text, to be read; null for the interpreter.</summary>
    public string? Code() => _maker.Code();

    /// <summary>Makes more runs. When cancelled it returns soon, keeping the first <see cref="Done"/> runs: of long ones that are under way, none.</summary>
    /// <param name="runs">How many.</param>
    /// <param name="progress">Given <see cref="Done"/> as it grows, now and then, on the calling thread.</param>
    /// <param name="cancellation">Stops it.</param>
    public void Advance(long runs, Action<long>? progress, CancellationToken cancellation = default) => Advance(runs, progress, cancellation, cancellation);

    /// <summary>Makes more runs, and may be asked to pause: then it returns when what is under way has ended.</summary>
    /// <param name="runs">How many.</param>
    /// <param name="pause">Ends it between runs.</param>
    /// <param name="cancellation">Stops it soon.</param>
    public void Advance(long runs, CancellationToken pause, CancellationToken cancellation) => Advance(runs, null, pause, cancellation);

    private void Advance(long runs, Action<long>? progress, CancellationToken pause, CancellationToken cancellation)
    {
        _maker.Prepare(cancellation);
        _workers.Advance(runs, progress, pause, cancellation);
    }

    /// <inheritdoc cref="Advance(long, Action{long}?, CancellationToken)"/>
    public void Advance(long runs, CancellationToken cancellation = default) => Advance(runs, null, cancellation);

    /// <summary>What has been counted so far.</summary>
    public Tally Tally()
    {
        Tally sum = _maker.NewTally();
        foreach (Counts counts in _workers.Counts) sum.Merge(counts.Tally);
        return sum;
    }

    /// <summary>What has been found so far; there must be some (<see cref="HasResults"/>).</summary>
    /// <param name="partial">Marks the results as stopped before they were done.</param>
    public SimulationResults Results(bool partial = false) => Results(_options.Confidence, partial);

    /// <summary>The same with intervals at another level, for a rule that looks more than once.</summary>
    /// <param name="level">The level of the intervals; the results still name the one asked for.</param>
    /// <param name="partial">Marks the results as stopped before they were done.</param>
    internal SimulationResults Results(double level, bool partial) => Summary.Of(Tally(), Of(level, partial));

    private SummaryOf Of(double level, bool partial) => new(_maker.Scenario, _maker.Policy, _maker.Sites, EngineNames.Of(_options.Engine), _options.Seed, _options.Confidence, level, partial)
    {
        Design = _options.Designed,
        Replicates = Replicates(),
        Evidence = Evidence(),
    };

    private EvidenceTally? Evidence()
    {
        if (_maker.NewEvidence() is not { } sum) return null;
        foreach (Counts counts in _workers.Counts) sum.Merge(counts.Evidence!);
        return sum;
    }

    private ReplicateTally? Replicates()
    {
        if (NewReplicates() is not { } sum) return null;
        foreach (Counts counts in _workers.Counts) sum.Merge(counts.Replicates!);
        return sum;
    }

    private ReplicateTally? NewReplicates() => _options.Design == Design.Random ? null : new ReplicateTally(_maker.Scenario, DesignedPoints.Replicates);
}
