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
    private readonly Workers<Worker> _workers;

    public RunComparison(Scenario scenario, Policy policy, VerifyOptions options)
    {
        (_scenario, _policy, _options) = (scenario, policy, options);
        _sites = new SiteTable(scenario);
        var wanted = new RunsWanted(scenario, policy, options.Seed, Indicators: true);
        _reference = options.Reference.Prepare(wanted);
        _engines = [.. options.Engines.Select(e => e.Prepare(wanted))];
        _workers = new Workers<Worker>(Math.Max(1, options.Threads), () => new Worker(this), static (worker, first, count) => worker.Compare(first, count));
    }

    private sealed class Worker(RunComparison comparison)
    {
        private readonly MakeRuns _reference = comparison._reference.Start();
        private readonly MakeRuns[] _engines = [.. comparison._engines.Select(e => e.Start())];

        public Tally Tally { get; } = EngineSample.NewTally(comparison._scenario, comparison._sites);

        /// <summary>By engine: the first run of this thread that differs.</summary>
        public RunDifference?[] Firsts { get; } = new RunDifference?[comparison._engines.Length];

        public void Compare(long first, int count)
        {
            var wanted = new RunRecord[count];
            _reference(first, count, RunTaker.Of(record =>
            {
                Tally.Add(record);
                wanted[record.Run - first] = record.Copy();
            }));
            for (int i = 0; i < _engines.Length; i++)
            {
                int engine = i;
                _engines[i](first, count, RunTaker.Of(record =>
                {
                    // Runs come in any order: the first of all that differ is wanted.
                    if (Firsts[engine] is { } known && known.Run <= record.Run) return;
                    Firsts[engine] = RecordComparison.First(comparison._scenario, wanted[record.Run - first], record) ?? Firsts[engine];
                }));
            }
        }
    }

    /// <summary>How many runs have been compared, from number 0.</summary>
    public long Done => _workers.Done;

    public void Advance(long runs, CancellationToken cancellation)
    {
        foreach (PreparedEngine engine in _engines) engine.Wait(cancellation);
        _workers.Advance(runs, null, cancellation);
    }

    /// <summary>What the reference's runs come to.</summary>
    public SimulationResults Results() => EngineSample.Summarise(_workers.States.Select(w => w.Tally), _options.Reference.Name, _scenario, _policy, _options);

    /// <summary>By engine: the first run of all that differs.</summary>
    public IReadOnlyList<SameRuns> Found() => [.. _options.Engines.Select((engine, i) =>
        new SameRuns(engine.Name, _options.Reference.Name, Done, _workers.States.Select(w => w.Firsts[i]).OfType<RunDifference>().MinBy(d => d.Run)))];
}
