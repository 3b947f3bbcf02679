using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Makes the same runs with the reference and with every other engine, and compares them one by one.</summary>
internal sealed class RunComparison
{
    private readonly Scenario _scenario;
    private readonly Policy _policy;
    private readonly VerifyOptions _options;
    private readonly SiteTable _sites;
    private readonly PreparedEngine _reference;
    private readonly PreparedEngine[] _engines;
    private readonly Workers<Engines, Counts> _workers;

    public RunComparison(Scenario scenario, Policy policy, VerifyOptions options)
    {
        (_scenario, _policy, _options) = (scenario, policy, options);
        _sites = new SiteTable(scenario);
        var wanted = new RunsWanted(scenario, policy, options.Seed, Indicators: true);
        _reference = options.Reference.Prepare(wanted);
        _engines = [.. options.Engines.Select(e => e.Prepare(wanted))];
        _workers = new Workers<Engines, Counts>(
            Math.Max(1, options.Threads), () => new Engines(_reference.Start(), [.. _engines.Select(e => e.Start())]), () => new Counts(this), static (engines, counts, first, count, stop) => counts.Compare(engines, first, count, stop), static (sum, more) => sum.Merge(more));
    }

    private sealed record Engines(MakeRuns Reference, MakeRuns[] Others);

    private sealed class Counts(RunComparison comparison)
    {
        public Tally Tally { get; } = EngineSample.NewTally(comparison._scenario, comparison._sites);

        /// <summary>By engine: the first of these runs that differs.</summary>
        public RunDifference?[] Firsts { get; } = new RunDifference?[comparison._engines.Length];

        public int Compare(Engines engines, long first, int count, CancellationToken stop)
        {
            var wanted = new RunRecord[count];
            int made = engines.Reference(first, count, RunTaker.Of(record =>
            {
                Tally.Add(record);
                wanted[record.Run - first] = record.Copy();
            }), stop);
            for (int i = 0; i < engines.Others.Length; i++)
            {
                int engine = i;
                made = Math.Min(made, engines.Others[i](first, count, RunTaker.Of(record =>
                {
                    // Runs come in any order: the first of all that differ is wanted.
                    if (Firsts[engine] is { } known && known.Run <= record.Run) return;
                    Firsts[engine] = RecordComparison.First(comparison._scenario, wanted[record.Run - first], record) ?? Firsts[engine];
                }), stop));
            }
            if (made < count) throw new OperationCanceledException(stop);
            return count;
        }

        public void Merge(Counts more)
        {
            Tally.Merge(more.Tally);
            for (int i = 0; i < Firsts.Length; i++)
            {
                if (more.Firsts[i] is { } other && !(Firsts[i] is { } known && known.Run <= other.Run)) Firsts[i] = other;
            }
        }
    }

    /// <summary>How many runs have been compared, from number 0.</summary>
    public long Done => _workers.Done;

    public void Advance(long runs, CancellationToken cancellation)
    {
        foreach (PreparedEngine engine in _engines) engine.Wait(cancellation);
        _workers.Advance(runs, null, cancellation, cancellation);
    }

    /// <summary>What the reference's runs come to.</summary>
    public SimulationResults Results() => EngineSample.Summarise(_workers.Counts.Select(c => c.Tally), _options.Reference.Name, _scenario, _policy, _options);

    /// <summary>By engine: the first run of all that differs.</summary>
    public IReadOnlyList<SameRuns> Found() => [.. _options.Engines.Select((engine, i) =>
        new SameRuns(engine.Name, _options.Reference.Name, Done, _workers.Counts.Select(c => c.Firsts[i]).OfType<RunDifference>().MinBy(d => d.Run)))];
}
