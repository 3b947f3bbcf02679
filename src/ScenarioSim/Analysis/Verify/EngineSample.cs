using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Runs of one engine, counted piece by piece.</summary>
internal sealed class EngineSample
{
    private readonly SampledEngine _engine;
    private readonly Scenario _scenario;
    private readonly Policy _policy;
    private readonly VerifyOptions _options;
    private readonly SiteTable _sites;
    private readonly PreparedEngine _prepared;
    private readonly Workers<MakeRuns, Tally> _workers;

    public EngineSample(SampledEngine engine, Scenario scenario, Policy policy, VerifyOptions options)
    {
        (_engine, _scenario, _policy, _options) = (engine, scenario, policy, options);
        _sites = new SiteTable(scenario);
        _prepared = engine.Prepare(new RunsWanted(scenario, policy, options.Seed));
        _workers = new Workers<MakeRuns, Tally>(
            Math.Max(1, options.Threads), _prepared.Start, () => NewTally(scenario, _sites), static (make, tally, first, count, stop) => make(first, count, tally, stop), static (sum, more) => sum.Merge(more));
    }

    public long Done => _workers.Done;

    public void Advance(long runs, CancellationToken cancellation)
    {
        _prepared.Wait(cancellation);
        _workers.Advance(runs, null, cancellation, cancellation);
    }

    public SimulationResults Results() => Summarise(_workers.Counts, _engine.Name, _scenario, _policy, _options);

    public static Tally NewTally(Scenario scenario, SiteTable sites) => new(scenario, sites.Sites.Count);

    public static SimulationResults Summarise(IEnumerable<Tally> tallies, string engine, Scenario scenario, Policy policy, VerifyOptions options)
    {
        var sites = new SiteTable(scenario);
        Tally sum = NewTally(scenario, sites);
        foreach (Tally tally in tallies) sum.Merge(tally);
        return Summary.Of(sum, new SummaryOf(scenario, policy, sites, engine, options.Seed, options.Confidence, options.Confidence, false));
    }
}
